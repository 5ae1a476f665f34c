// labs explain 1.5: the handout's section in the terminal.

import CourseKit
import Foundation
import LabsKit

enum ExplainCommand: Command {
  static let name = "explain"
  static let usage = "explain 1.5 [--answers]"
  static let summary = "The handout's section on an exercise; --answers unfolds the answers."

  static func run(_ words: [String], in desk: Desk) throws -> Int32 {
    let arguments = try Arguments(words, flags: ["answers"])
    let exercise = try desk.exercise(arguments.words, for: self)
    let answers = arguments.flags.contains("answers")
    desk.show(
      try desk.screens.section(on: exercise, in: desk.course, showsAnswers: answers))
    return 0
  }
}
