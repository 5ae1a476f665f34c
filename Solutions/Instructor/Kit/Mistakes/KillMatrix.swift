// What the runs of a lab with every mistake, every exercise alone and nothing at all have shown,
// and whether that is good enough.

import CourseKit
import Foundation

/// One mistake and what its exercise's tests said about it.
public struct KilledMistake: Equatable, Sendable {
  /// The mistake.
  public var mistake: Mistake
  /// The exercise.
  public var exercise: ExerciseNumber
  /// The points that the exercise lost.
  public var lost: Double
  /// The points that it has.
  public var points: Double
  /// Whether a failure message says what the mistake is.
  public var isNamed: Bool
}

/// One exercise solved while the others are not.
public struct SolvedAlone: Equatable, Sendable {
  /// The exercise.
  public var exercise: ExerciseNumber
  /// The other exercises that had to be solved before it could be judged.
  public var needs: Set<ExerciseNumber>
  /// What it earned, and what it has.
  public var earned: Double, points: Double
  /// The exercises which are not among these and earned something all the same.
  public var strangers: [ExerciseNumber: Double]
}

/// The kill matrix of a lab.
public struct KillMatrix: Equatable, Sendable {
  /// The lab's mistakes.
  public var mistakes: [KilledMistake] = []
  /// What each exercise loses when everything is solved rightly.
  public var lostByRight: [ExerciseNumber: Double] = [:]
  /// What each exercise earns when nothing is solved.
  public var earnedByStub: [ExerciseNumber: Double] = [:]
  /// Each exercise solved alone.
  public var alone: [SolvedAlone] = []
  /// The exercises of the lab that were examined.
  public var exercises: [ExerciseNumber]
  /// Recorded values of checks that no test has.
  public var stale: [String] = []
  /// The exercises without a graded test.
  public var untested: [ExerciseNumber] = []

  /// An empty matrix for these exercises.
  public init(exercises: [ExerciseNumber]) { self.exercises = exercises }

  /// The fewest mistakes that an exercise may have.
  public static let fewest = 5
  /// The smallest share of mistakes that must be named.
  public static let namedShare = 0.6

  /// The share of the mistakes that a message names; 1 without mistakes.
  public var namedShare: Double {
    mistakes.isEmpty ? 1 : Double(mistakes.count { $0.isNamed }) / Double(mistakes.count)
  }

  /// The share of an exercise's mistakes that a message names; 1 without mistakes.
  public func namedShare(of exercise: ExerciseNumber) -> Double {
    var matrix = self
    matrix.mistakes = mistakes.filter { $0.exercise == exercise }
    return matrix.namedShare
  }

  /// What is not as it must be, one line each; empty when the lab's tests are sound.
  public var faults: [String] {
    var faults = untested.map { "\($0): no test belongs to it" }
    faults += mistakes.filter { $0.lost <= 0 }.map {
      "SURVIVOR \($0.mistake.label): \($0.mistake.name) — \($0.mistake.path):\($0.mistake.line)"
    }
    for exercise in exercises {
      let count = mistakes.count { $0.exercise == exercise }
      if count < Self.fewest {
        faults.append("\(exercise): \(count) mistakes, at least \(Self.fewest) are needed")
      }
    }
    for exercise in exercises where namedShare(of: exercise) < Self.namedShare {
      let share = percent(namedShare(of: exercise))
      faults.append("\(exercise): \(share) of the mistakes are named, 60 % are needed")
    }
    faults += stale.map { "\($0): recorded for a check that does not exist — use --record" }
    faults += lostByRight.filter { $0.value > tiny }.sorted { $0.key < $1.key }
      .map { "\($0.key): the right solution loses \($0.value.asPoints)" }
    faults += earnedByStub.filter { $0.value != 0 }.sorted { $0.key < $1.key }
      .map { "\($0.key): the untouched stub earns \($0.value.asPoints)" }
    return faults + alone.flatMap(\.faults)
  }

  /// The matrix as text, with a line for each mistake.
  public var text: String {
    var lines: [String] = []
    for exercise in exercises {
      let rows = mistakes.filter { $0.exercise == exercise }
      guard !rows.isEmpty else { continue }
      lines.append("\(exercise)  \(rows.count) mistakes, \(rows.count { $0.isNamed }) named")
      lines += rows.map(\.row)
    }
    let needing = alone.filter { !$0.needs.isEmpty }
    if !needing.isEmpty { lines.append("composing exercises, judged with what they stand on:") }
    for one in needing {
      let needs = one.needs.sorted().map(\.description).joined(separator: ", ")
      lines.append("  \(one.exercise) needs \(needs)")
    }
    let killed = mistakes.count { $0.lost > 0 }
    lines.append(
      "\(mistakes.count) mistakes: \(killed) lose points, \(percent(namedShare)) named; "
        + "untouched stubs earn \(earnedByStub.values.reduce(0, +).asPoints)"
        + (alone.isEmpty
          ? ""
          : "; \(alone.count { $0.faults.isEmpty }) of \(alone.count) exercises "
            + "solved alone earn exactly their own"))
    return lines.joined(separator: "\n")
  }
}

extension KilledMistake {
  fileprivate var row: String {
    let mark = lost <= 0 ? "SURVIVES" : isNamed ? "named   " : "        "
    let amount = "−\(lost.asPoints) of \(self.points.asPoints)"
    return "  \(amount.padded(to: 14)) \(mark)  \(mistake.label): \(mistake.name)"
  }
}

extension SolvedAlone {
  /// What is not as it must be.
  var faults: [String] {
    var faults: [String] = []
    if abs(earned - points) > tiny {
      let with = needs.sorted().map { " with \($0)" }.joined()
      faults.append(
        "\(exercise): solved alone\(with) it earns \(earned.asPoints) of "
          + points.asPoints)
    }
    return faults
      + strangers.sorted { $0.key < $1.key }.map {
        "\($0.key): earns \($0.value.asPoints) when only \(exercise) is solved"
      }
  }
}

extension KillMatrix {
  /// The matrix for other tools.
  public var json: Data {
    get throws {
      let rows = mistakes.map {
        Row(
          exercise: "\($0.exercise)", region: $0.mistake.label, mistake: $0.mistake.name,
          lost: $0.lost, points: $0.points, named: $0.isNamed)
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(File(mistakes: rows, faults: faults))
    }
  }

  private struct Row: Encodable {
    var exercise: String, region: String, mistake: String
    var lost: Double, points: Double
    var named: Bool
  }

  private struct File: Encodable {
    var mistakes: [Row]
    var faults: [String]
  }
}

private let tiny = 1e-6

private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded(.down))) %" }

extension Double {
  /// Points with at most two decimals.
  var asPoints: String { self == rounded() ? "\(Int(self))" : String(format: "%.2f", self) }
}

extension String {
  /// The text with spaces after it, at least `width` characters long.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
