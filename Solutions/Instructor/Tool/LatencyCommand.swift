// instructor latency: how long a learner waits from saving a file to reading the result.

import CourseKit
import Foundation
import InstructorKit

enum LatencyCommand: Command {
  static let name = "latency"
  static let usage = "latency [--labs 4] [--runs 20]"
  static let summary = "Measures the time from saving exercise 1.5 to its result."
  static let details = """
    Copies the course aside as a learner has it, with Lab 1 solved, and lets Lab 1's exercises and
    tests under other numbers stand for the labs that do not exist yet. Then edits 05-Linear.swift
    and times swift test for that exercise: the whole command, package manager included.
      --labs N   how many labs the package has
      --runs N   how many edits of each kind
    """

  static func run(_ words: [String]) throws -> Int32 {
    let arguments = try Arguments(words, options: ["labs", "runs", "package"])
    guard arguments.words.isEmpty else {
      throw UsageError("latency takes no words: swift run instructor \(usage)")
    }
    let labs = try number("labs", in: arguments, standard: 4)
    let runs = try number("runs", in: arguments, standard: 20)
    let course = try LatencyCourse(labs: labs, of: arguments.course)
    say("\(labs) labs, first build and run: \(format(try course.warmUp()))")
    for edit in LatencyCourse.Edit.allCases {
      let times = try (1...runs).map { try course.measure(edit, run: $0) }.sorted()
      say(
        "\(edit.rawValue): median \(format(times[runs / 2])), fastest \(format(times[0])), "
          + "slowest \(format(times[runs - 1])) of \(runs)")
    }
    return 0
  }

  private static func number(
    _ name: String, in arguments: Arguments, standard: Int
  ) throws -> Int {
    guard let text = arguments.options[name] else { return standard }
    guard let value = Int(text), (1...1000).contains(value) else {
      throw UsageError("--\(name) \(text): give a whole number from 1 to 1000")
    }
    return value
  }

  private static func format(_ seconds: Double) -> String { String(format: "%.2f s", seconds) }
}
