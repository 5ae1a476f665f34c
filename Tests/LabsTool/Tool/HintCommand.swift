// labs hint 1.5: help by degrees, one degree a call.

import CourseKit
import Foundation
import LabsKit

enum HintCommand: Command {
  static let name = "hint"
  static let usage = "hint 1.5 [PART] [--all]"
  static let summary =
    "Help for the part that you are at, by degrees: idea, approach, outline, one each time (--all: those you have seen)."

  static func run(_ words: [String], in desk: Desk) throws -> Int32 {
    let arguments = try Arguments(words, flags: ["all"])
    let exercise = try desk.exercise(Array(arguments.words.prefix(1)), for: self)
    let hints = try desk.course.hints(of: exercise)
    guard !hints.ladders.isEmpty else {
      throw Complaint(
        exercise.hints, "there are no hints", "read swift run labs explain \(exercise.number)")
    }
    let part = arguments.words.dropFirst().joined(separator: " ")
    guard let ladder = try ladder(hints, part, exercise, desk) else { return 0 }
    var progress = desk.course.progress
    let key = "\(exercise.number) \(ladder.part)"
    let shown = progress.rungs[key] ?? 0
    if arguments.flags.contains("all"), shown > 0 {
      for rung in 0..<shown { desk.show(desk.screens.hint(ladder, after: rung, of: exercise)) }
      return 0
    }
    desk.show(desk.screens.hint(ladder, after: shown, of: exercise))
    progress.rungs[key] = min(shown + 1, ladder.rungs.count)
    try desk.course.keep(progress)
    return 0
  }

  /// The ladder of the part that is named, else of the first one that is still to be written, else
  /// of the only one; nil when the learner must choose.
  private static func ladder(
    _ hints: Hints, _ part: String, _ exercise: Exercise, _ desk: Desk
  ) throws -> Hints.Ladder? {
    let names = hints.ladders.map(\.part)
    if !part.isEmpty {
      guard let found = hints.ladder(named: part) else {
        throw UsageError(
          "\(part): \(exercise.number) has no such part; use one of: \(names.joined(separator: ", "))"
        )
      }
      return found
    }
    let todos = try desk.course.todos(of: exercise).map(\.part)
    if let open = hints.ladders.first(where: { todos.contains($0.part) }) { return open }
    if hints.ladders.count == 1 { return hints.ladders[0] }
    let lines =
      ["Everything in \(exercise.number) is written. For which part do you want a hint?"]
      + names.map { "  swift run labs hint \(exercise.number) \($0)" }
    desk.show(lines.map { desk.terminal.plain($0) })
    return nil
  }
}
