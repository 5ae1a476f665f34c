// The exercises of the course as a learner meets them: what the handout's table says about each, and
// the file in which it is written.

import CourseKit
import Foundation

/// One exercise.
public struct Exercise: Equatable, Sendable {
  /// Its number, as in 1.5.
  public var number: ExerciseNumber
  /// Its title in the handout.
  public var title: String
  /// What it is worth.
  public var points: Int
  /// One to three stars.
  public var difficulty: String
  /// How long it takes, as the handout estimates.
  public var minutes: Int
  /// The lab that it belongs to.
  public var lab: Lab
  /// The name of its file, as in `05-Linear.swift`.
  public var fileName: String

  /// The learner's file, relative to the course's root.
  public var path: String { "\(lab.exercises)/\(fileName)" }
  /// The untouched stub, from which `reset` restores it.
  public var stub: String { "\(lab.stubs)/\(fileName)" }
  /// Its ladders of hints.
  public var hints: String { "\(lab.folder)/Hints/\(fileName.dropLast(6)).md" }
  /// Its number and title.
  public var name: String { "\(number) \(title)" }
}

extension Course {
  /// The exercises of a lab, in order: those of the handout's table that have a stub.
  /// - Parameter lab: The lab.
  /// - Returns: The exercises.
  /// - Throws: A `Complaint` when the handout or the stubs cannot be read.
  public func exercises(of lab: Lab) throws -> [Exercise] {
    let files = try swiftFiles(in: lab.stubs)
    let names = Dictionary(
      files.compactMap { name in
        ExerciseNumber(lab: lab.number, file: name).map { ($0, name) }
      }, uniquingKeysWith: { first, _ in first })
    let rows = try handout(of: lab).split(separator: "\n").compactMap { HandoutRow(String($0)) }
    return rows.compactMap { row in
      names[row.number].map { name in
        Exercise(
          number: row.number, title: row.title, points: row.points, difficulty: row.difficulty,
          minutes: row.minutes, lab: lab, fileName: name)
      }
    }
  }

  /// The exercise with this number.
  /// - Throws: A `UsageError` when there is none.
  public func exercise(numbered text: String) throws -> Exercise {
    let all = try labs.flatMap(exercises(of:))
    guard let number = ExerciseNumber(text) else {
      throw UsageError("\(text): write an exercise's number, as in 1.5")
    }
    guard let found = all.first(where: { $0.number == number }) else {
      let known = all.filter { $0.number.lab == number.lab }.map(\.number)
      let range = known.first.map { "use \($0) to \(known.last ?? $0)" }
      throw UsageError(
        "\(text): there is no such exercise; \(range ?? "swift run labs list shows all")")
    }
    return found
  }

  /// The text of a lab's handout.
  func handout(of lab: Lab) throws -> String {
    guard let text = try text("\(lab.folder)/README.md") else {
      throw Complaint("\(lab.folder)/README.md", "there is no such file", "fetch it again with git")
    }
    return text
  }
}

/// A row of the handout's table: `| [1.5 The linear layer](#…) | 10 | ★★ | 45 |`.
struct HandoutRow: Equatable {
  var number: ExerciseNumber
  var title: String
  var points: Int
  var difficulty: String
  var minutes: Int

  init?(_ line: String) {
    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard line.hasPrefix("| ["), cells.count == 4, let points = Int(cells[1]),
      let minutes = Int(cells[3]), let end = cells[0].firstIndex(of: "]")
    else { return nil }
    let words = cells[0][..<end].dropFirst().split(separator: " ", maxSplits: 1)
    guard words.count == 2, let number = ExerciseNumber(String(words[0])) else { return nil }
    (self.number, title, self.points) = (number, String(words[1]), points)
    (difficulty, self.minutes) = (cells[2], minutes)
  }
}
