// instructor mistakes: proves a lab's tests on named wrong solutions.

import CourseKit
import Foundation
import InstructorKit

enum MistakesCommand: Command {
  static let name = "mistakes"
  static let usage = "mistakes Lab1 [--only 1.5] [--record] [--json FILE]"
  static let summary =
    "Runs a lab's tests on every named wrong solution and prints the kill matrix."
  static let details = """
    Builds the lab once with everything in it (the right bodies, the todos, the mistakes of
    Solutions/Mistakes/LabN) and chooses when the tests run, in the child process alone. Exit status
    1 when a mistake survives, when an exercise has fewer than 5 or less than 60 % of its own are
    named in the message, when the right solution loses points, when an untouched stub earns some, or when
    an exercise solved alone (with those it composes) does not earn exactly its own.
      --only 1.5    examines one exercise
      --record      writes Tests/LabNTests/Recorded/mistakes.json, by which the grader recognises
                    the mistakes, before the matrix is made
      --json FILE   the matrix as JSON
    """

  static func run(_ words: [String]) throws -> Int32 {
    let arguments = try Arguments(words, flags: ["record"], options: ["only", "json", "package"])
    guard arguments.words.count == 1 else {
      throw UsageError("mistakes needs one lab: swift run instructor \(usage)")
    }
    let course = try arguments.course
    let lab = try course.labs(named: arguments.words)[0]
    let only = try arguments.options["only"].map { text in
      guard let number = ExerciseNumber(text) else {
        throw UsageError("--only \(text): write an exercise's number, as in 1.5")
      }
      return number
    }
    let runner = try MistakeRunner(lab, in: course, only: only)
    let clock = ContinuousClock()
    let start = clock.now
    let tests = try runner.build()
    say("built in \(seconds(clock.now - start))")
    if arguments.flags.contains("record") {
      let recording = try runner.wrongValues(tests)
      try runner.record(recording, only: only)
      say("wrote \(Recording.path(of: lab)): \(recording.lines.count) values")
    }
    let matrix = try runner.run(tests, progress: say)
    say(matrix.text)
    if let path = arguments.options["json"] {
      try matrix.json.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
    for fault in matrix.faults { complain(fault) }
    say("\(matrix.faults.count) faults, \(seconds(clock.now - start)) in all")
    return matrix.faults.isEmpty ? 0 : 1
  }

  private static func seconds(_ duration: Duration) -> String {
    "\(Int((duration / .seconds(1)).rounded())) s"
  }
}
