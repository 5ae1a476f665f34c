// labs list: all exercises with state, points, difficulty and time.

import CourseKit
import Foundation
import LabsKit

enum ListCommand: Command {
  static let name = "list"
  static let usage = "list [Lab1 …]"
  static let summary =
    "All exercises with state, points, difficulty and time; grades what has changed."

  static func run(_ words: [String], in desk: Desk) throws -> Int32 {
    let arguments = try Arguments(words)
    for (index, lab) in try desk.course.labs(named: arguments.words).enumerated() {
      if index > 0 { desk.show([""]) }
      let (standings, refusal) = try desk.standings(of: lab)
      desk.show(desk.screens.list(lab, try desk.course.exercises(of: lab), standings))
      if let refusal {
        desk.show([""] + desk.lines(refusal, for: nil))
        desk.show(["", "So the table shows the last results before that."])
      }
    }
    return 0
  }
}

// labs next: the exercise to do now.
enum NextCommand: Command {
  static let name = "next"
  static let usage = "next"
  static let summary = "The exercise to do now: where to write, what to read."

  static func run(_ words: [String], in desk: Desk) throws -> Int32 {
    try noWords(Arguments(words).words)
    let (exercise, refusal) = try desk.nextExercise()
    guard let exercise else {
      desk.show(["All exercises are passed."])
      return 0
    }
    if let refusal { desk.show(desk.lines(refusal, for: nil) + [""]) }
    desk.show(desk.screens.next(exercise, try desk.course.todos(of: exercise)))
    return 0
  }
}
