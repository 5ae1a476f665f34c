// What every command of the learner's companion has.

import CourseKit
import Foundation
import LabsKit
import Reports

/// Of the two modules' errors about a command line the one of the course's tools.
typealias UsageError = CourseKit.UsageError

/// A command.
protocol Command {
  /// The word that calls it.
  static var name: String { get }
  /// How it is called.
  static var usage: String { get }
  /// What it does, in one sentence.
  static var summary: String { get }
  /// Does it and returns the exit status.
  static func run(_ words: [String], in desk: Desk) throws -> Int32
}

/// Where a learner works: the course and the terminal.
struct Desk {
  let course: Course
  let terminal: Terminal
  var screens: Screens { Screens(terminal) }

  func show(_ lines: [String]) { writeToStandardOutput(lines.joined(separator: "\n") + "\n") }

  /// The one exercise that a command's first word names.
  func exercise(_ words: [String], for command: any Command.Type) throws -> Exercise {
    guard let word = words.first else {
      throw UsageError(
        "\(command.name) needs an exercise's number: swift run labs \(command.usage)")
    }
    return try course.exercise(numbered: word)
  }

  /// Grades, and says so while it takes long.
  func grade(_ lab: Lab) throws -> LabGrader.Outcome {
    try waiting("building and grading Lab \(lab.number)") {
      try LabGrader(lab, in: course).grade()
    }
  }

  /// Does something with a line on the terminal while it takes long.
  func waiting<Result>(_ what: String, _ body: () throws -> Result) rethrows -> Result {
    let waiting = Waiting(what, terminal)
    defer { waiting.end() }
    return try body()
  }

  /// How the exercises of a lab stand, and what the compiler refuses.
  ///
  /// It is what was remembered if nothing changed since, and graded anew if something did. Nothing is
  /// built while nothing is written.
  func standings(of lab: Lab) throws -> (
    all: [String: LearnersProgress.Standing], refused: CompilerErrors?
  ) {
    let exercises = try course.exercises(of: lab)
    if try exercises.allSatisfy(course.isUntouched) {
      let untouched = exercises.map { ($0.number.description, LearnersProgress.Standing.untouched) }
      return (Dictionary(uniqueKeysWithValues: untouched), nil)
    }
    let mark = try course.mark(of: lab)
    var progress = course.progress
    if let known = progress.standings(of: lab, mark: mark) { return (known, nil) }
    switch try grade(lab) {
    case .graded(let run):
      let graded = run.exercises.map { ($0.number.description, $0.standing) }
      let standings = Dictionary(graded, uniquingKeysWith: { first, _ in first })
      progress.remember(standings, of: lab, mark: mark)
      try course.keep(progress)
      return (standings, nil)
    case .refused(let errors):
      let latest = exercises.compactMap { exercise in
        progress.latest(exercise).map { (exercise.number.description, $0) }
      }
      return (Dictionary(uniqueKeysWithValues: latest), errors)
    }
  }

  /// The first exercise of the course that is not passed, and how its lab stands.
  func nextExercise() throws -> (exercise: Exercise?, refused: CompilerErrors?) {
    for lab in try course.labs {
      let (standings, refused) = try standings(of: lab)
      let open = try course.exercises(of: lab).first {
        standings[$0.number.description]?.state != "passed"
      }
      if let open { return (open, refused) }
    }
    return (nil, nil)
  }
}
