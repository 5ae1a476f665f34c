// The wrong values that the mistakes produce, as `Tests/LabNTests/Recorded/mistakes.json` holds
// them for the grader's recogniser.

import CourseKit
import Foundation

/// The recorded values of a lab.
public struct Recording: Equatable, Sendable {
  /// One wrong value and the mistake that made it.
  public struct Line: Codable, Equatable, Sendable {
    /// The mistake, in words.
    public var mistake: String
    /// The value as the judge wrote it: exercise, test, check, entry, state and bits.
    public var value: [String: String]
  }

  private struct File: Codable { var values: [Line] }

  /// The lines that say something, sorted.
  public private(set) var lines: [Line]

  /// Keeps the lines that hold a value, once each, in the order of exercises and mistakes.
  ///
  /// Values of hidden tests are left out: the file is the learner's too.
  public init(_ lines: [Line]) {
    var seen: Set<[String]> = []
    self.lines = lines.filter { line in
      line.value["bits"]?.isEmpty == false && line.value["test"]?.hasPrefix("Hidden") != true
        && seen.insert(line.sortKey).inserted
    }
    .sorted { a, b in
      let (x, y) = (a.number, b.number)
      return x == y ? a.sortKey.lexicographicallyPrecedes(b.sortKey) : x < y
    }
  }

  /// Reads a recording; an empty one when there is none.
  public init(contentsOf url: URL) {
    let data = (try? Data(contentsOf: url)) ?? Data()
    lines = (try? JSONDecoder().decode(File.self, from: data))?.values ?? []
  }

  /// The recorded places of these exercises that no check of a run is, in order, once each.
  public func stale(_ exercises: [ExerciseNumber], in run: RunResults) -> [String] {
    let known = Set(run.checks.map { "\($0.exercise) \($0.test) “\($0.name)”" })
    let places = lines.filter { exercises.contains($0.number) }.map { line in
      "\(line.number) \(line.value["test"] ?? "") “\(line.value["check"] ?? "")”"
    }
    return Set(places).subtracting(known).sorted()
  }

  /// This recording with one exercise's lines taken from another.
  public func replacing(_ exercise: ExerciseNumber, by other: Recording) -> Recording {
    Recording(lines.filter { $0.number != exercise } + other.lines)
  }

  /// The file's text: one line for each value, always the same for the same values.
  public var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let rows = try lines.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
      return "{\"values\": [\n" + rows.joined(separator: ",\n") + "\n]}\n"
    }
  }

  /// Where a lab's recording is kept, relative to the course.
  public static func path(of lab: Lab) -> String {
    "Tests/\(lab.module)Tests/Recorded/mistakes.json"
  }
}

extension Recording.Line {
  fileprivate var number: ExerciseNumber {
    value["exercise"].flatMap { ExerciseNumber($0) } ?? ExerciseNumber(lab: 0, minor: 0)
  }

  fileprivate var sortKey: [String] {
    [mistake] + value.sorted { $0.key < $1.key }.map(\.value)
  }
}
