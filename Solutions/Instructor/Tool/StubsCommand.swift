// instructor stubs: writes the learner's files from the solutions.

import CourseKit
import InstructorKit

enum StubsCommand: Command {
  static let name = "stubs"
  static let usage = "stubs [--check] [--force] [Lab1 …]"
  static let summary =
    "Writes LabN-*/Exercises from Solutions/LabN: each marked region becomes a todo."
  static let details = """
    A region begins with // BEGIN SOLUTION 1.5 Type.function, holds the last statements of its
    function, and ends with // END SOLUTION. Nothing is written while any marker is malformed.
      --check   changes nothing; one line for each file that is out of date, missing or extra, and
                exit status 1 when there is one
      --force   replaces stubs that were edited by hand too; without it such a stub stops the
                command, unless git has its text in the latest commit
    """

  static func run(_ words: [String]) throws -> Int32 {
    let arguments = try Arguments(words, flags: ["check", "force"], options: ["package"])
    let course = try arguments.course
    let plans = try plans(for: course.labs(named: arguments.words), in: course)
    if arguments.flags.contains("check") {
      let findings = plans.flatMap(\.findings)
      for finding in findings { say(finding) }
      if findings.isEmpty { say("stubs: up to date") }
      return findings.isEmpty ? 0 : 1
    }
    var generated = GeneratedStubs(in: course)
    if !arguments.flags.contains("force") {
      let unsaved = try plans.flatMap { try $0.unsaved(in: course, generated: generated) }
      if !unsaved.isEmpty { throw Complaints(unsaved) }
    }
    for plan in plans {
      try plan.apply(to: course)
      generated.remember(plan)
      for line in plan.report { say(line) }
    }
    try generated.save(in: course)
    if plans.allSatisfy(\.actions.isEmpty) { say("stubs: up to date") }
    return 0
  }

  /// The plans of all labs; complaints of every lab are collected before any is thrown.
  private static func plans(for labs: [Lab], in course: Course) throws -> [StubPlan] {
    var complaints: [Complaint] = []
    let plans = try labs.compactMap { lab -> StubPlan? in
      do {
        return try StubPlan(lab, in: course)
      } catch let error as Complaints {
        complaints += error.all
        return nil
      }
    }
    if !complaints.isEmpty { throw Complaints(complaints) }
    return plans
  }
}
