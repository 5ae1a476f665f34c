// labs reset 1.5: the untouched stub again.

import CourseKit
import Foundation
import LabsKit

enum ResetCommand: Command {
  static let name = "reset"
  static let usage = "reset 1.5 [--yes]"
  static let summary = "Puts the untouched stub back; asks first (--yes does not) and keeps a copy."

  static func run(_ words: [String], in desk: Desk) throws -> Int32 {
    let arguments = try Arguments(words, flags: ["yes"])
    let exercise = try desk.exercise(arguments.words, for: self)
    if try desk.course.isUntouched(exercise) {
      desk.show(["\(exercise.path) is untouched."])
      return 0
    }
    let isThere = desk.course.exists(exercise.path)
    if isThere, !arguments.flags.contains("yes"), !agrees(to: exercise, desk) {
      desk.show(["Nothing was changed."])
      return 1
    }
    let kept = try desk.course.reset(exercise)
    var progress = desk.course.progress
    progress.forget(exercise)
    try desk.course.keep(progress)
    desk.show(["\(exercise.path) is the untouched stub again."])
    if let kept { desk.show(["Your text is in \(kept)."]) }
    return 0
  }

  private static func agrees(to exercise: Exercise, _ desk: Desk) -> Bool {
    desk.show(["Put the stub back over \(exercise.path)? Your text is kept in .labs/kept."])
    print("[y/N] ", terminator: "")
    fflush(nil)
    let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased()
    if answer == nil { print("") }
    return answer == "y" || answer == "yes"
  }
}
