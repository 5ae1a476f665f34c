// labs watch: grades the exercise whose file was saved, and goes on to the next when it passes.

import CourseKit
import Foundation
import LabsKit

enum WatchCommand: Command {
  static let name = "watch"
  static let usage = "watch"
  static let summary = "Grades each exercise whenever you save its file, until Ctrl-C."

  static func run(_ words: [String], in desk: Desk) throws -> Int32 {
    _ = try Arguments(words)
    let exercises = try desk.course.labs.flatMap(desk.course.exercises(of:))
    var watch = Watch(exercises, in: desk.course)
    try showNext(desk)
    while true {
      desk.show(["", "Watching; save a file to grade it, Ctrl-C to leave."])
      // Several files at once, as after a change of branch: what matters is the last of them.
      guard let exercise = watch.next().last else { continue }
      do {
        try grade(exercise, desk)
      } catch let error as Complaint {
        desk.show([desk.terminal.plain("\(error)")])
      }
    }
  }

  private static func showNext(_ desk: Desk) throws {
    let (exercise, refused) = try desk.nextExercise()
    if let refused {
      desk.show(desk.screens.errors(refused, for: exercise, in: desk.course) + [""])
    }
    guard let exercise else { return desk.show(["All exercises are passed."]) }
    desk.show(desk.screens.next(exercise, try desk.course.todos(of: exercise)))
    // While the learner reads.
    try desk.waiting("getting ready") { try LabGrader(exercise.lab, in: desk.course).prepare() }
  }

  /// Processor seconds of a check: an endless loop should not keep the learner waiting.
  private static let patience = 2

  private static func grade(_ exercise: Exercise, _ desk: Desk) throws {
    desk.show(["", desk.terminal.plain("\(time()) \(exercise.fileName)")])
    let grader = try LabGrader(exercise.lab, in: desk.course)
    let outcome = try desk.waiting("building and grading \(exercise.number)") {
      try grader.grade(exercise, seconds: patience)
    }
    switch outcome {
    case .refused(let errors):
      desk.show(desk.screens.errors(errors, for: exercise, in: desk.course))
    case .graded(let run):
      let todos = try desk.course.todos(of: exercise)
      let learned = try desk.course.hints(of: exercise).learned
      desk.show(desk.screens.result(of: exercise, run, todos, learned: learned))
      guard let result = run.exercises.first(where: { $0.number == exercise.number }) else {
        return
      }
      var progress = desk.course.progress
      progress.remember(result.standing, of: exercise)
      try desk.course.keep(progress)
      if result.state == "passed" { try showFollowing(exercise, progress, desk) }
    }
  }

  /// The next exercise that was not passed when it was last graded: nothing is graded here, so that
  /// it appears at once.
  private static func showFollowing(
    _ exercise: Exercise, _ progress: LearnersProgress, _ desk: Desk
  ) throws {
    let all = try desk.course.labs.flatMap(desk.course.exercises(of:))
    let open = all.filter { progress.latest($0)?.state != "passed" }
    let following = open.first { $0.number > exercise.number } ?? open.first
    guard let following else { return desk.show(["", "All exercises are passed."]) }
    desk.show([""] + desk.screens.next(following, try desk.course.todos(of: following)))
  }

  private static func time() -> String {
    let format = DateFormatter()
    format.dateFormat = "HH:mm:ss"
    return format.string(from: Date())
  }
}
