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

  /// Prints lines; those that are wider than the terminal go on below.
  func show(_ lines: [String]) {
    let fitting = lines.flatMap { line -> [String] in
      let text = terminal.plain(line)
      guard columns(of: text) > terminal.width, !text.contains("\u{1B}") else { return [text] }
      let indent = String(text.prefix { $0 == " " })
      return wrapped(text, width: terminal.width - indent.count).map { indent + $0 }
    }
    writeToStandardOutput(fitting.joined(separator: "\n") + "\n")
  }

  /// Why nothing was graded.
  func lines(_ refusal: LabGrader.Outcome, for exercise: Exercise?) -> [String] {
    switch refusal {
    case .refused(let errors): screens.errors(errors, for: exercise, in: course)
    case .missing(let exercises): screens.missing(exercises)
    case .graded: []
    }
  }

  /// The one exercise that a command's first word names.
  func exercise(_ words: [String], for command: any Command.Type) throws -> Exercise {
    guard let word = words.first else {
      throw UsageError(
        "\(command.name) needs an exercise's number: swift run labs \(command.usage)")
    }
    try noWords(words.dropFirst())
    return try course.exercise(numbered: word)
  }

  /// Processor seconds of a check: an endless loop should not keep the learner waiting.
  private static let patience = 2

  /// Grades, and says so while it takes long.
  func grade(_ lab: Lab, _ exercise: Exercise? = nil) throws -> LabGrader.Outcome {
    let what = exercise.map { "\($0.number)" } ?? "Lab \(lab.number)"
    return try waiting("building and grading \(what)") {
      try LabGrader(lab, in: course).grade(exercise, seconds: Self.patience)
    }
  }

  /// Does something with a line on the terminal while it takes long.
  func waiting<Result>(_ what: String, _ body: () throws -> Result) rethrows -> Result {
    let first = course.hasBuiltTests ? "" : " (the first time takes a minute or two)"
    let waiting = Waiting(what + first, terminal)
    defer { waiting.end() }
    return try body()
  }

  /// How the exercises of a lab stand, and what the compiler refuses.
  ///
  /// It is what was remembered if nothing changed since, and graded anew if something did. Nothing is
  /// built while nothing is written.
  func standings(of lab: Lab) throws -> (
    all: [String: LearnersProgress.Standing], refusal: LabGrader.Outcome?
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
    case let refusal:
      let latest = exercises.compactMap { exercise in
        progress.latest(exercise).map { (exercise.number.description, $0) }
      }
      return (Dictionary(uniqueKeysWithValues: latest), refusal)
    }
  }

  /// The first exercise of the course that is not passed, and how its lab stands.
  func nextExercise() throws -> (exercise: Exercise?, refusal: LabGrader.Outcome?) {
    for lab in try course.labs {
      let (standings, refusal) = try standings(of: lab)
      let open = try course.exercises(of: lab).first {
        standings[$0.number.description]?.state != "passed"
      }
      if let open { return (open, refusal) }
    }
    return (nil, nil)
  }
}

/// Refuses words that a command does not take.
func noWords(_ words: some Collection<String>) throws {
  if let word = words.first { throw UsageError("\(word): one word too many") }
}
