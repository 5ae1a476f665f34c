// labs watch: grades the exercises whose files were saved, and goes on to the next when one passes.

import CourseKit
import Foundation
import LabsKit

enum WatchCommand: Command {
  static let name = "watch"
  static let usage = "watch"
  static let summary = "Grades each exercise whenever you save its file, until Ctrl-C."

  static func run(_ words: [String], in desk: Desk) throws -> Int32 {
    try noWords(Arguments(words).words)
    let exercises = try desk.course.labs.flatMap(desk.course.exercises(of:))
    var watch = Watch(exercises, in: desk.course)
    try showNext(desk)
    // What was saved and could not be graded yet, because a file did not compile.
    var pending: [Exercise] = []
    while true {
      desk.show(["", "Watching; save a file to grade it, Ctrl-C to leave."])
      let saved = watch.next()
      pending = pending.filter { !saved.contains($0) } + saved
      while let exercise = pending.first, isGraded(exercise, desk) { pending.removeFirst() }
    }
  }

  private static func showNext(_ desk: Desk) throws {
    let (exercise, refusal) = try desk.nextExercise()
    if let refusal { desk.show(desk.lines(refusal, for: nil) + [""]) }
    guard let exercise else { return desk.show(["All exercises are passed."]) }
    desk.show(desk.screens.next(exercise, try desk.course.todos(of: exercise)))
    // While the learner reads.
    try desk.waiting("getting ready") { try LabGrader(exercise.lab, in: desk.course).prepare() }
  }

  /// Grades an exercise and shows the result; whether there was one.
  private static func isGraded(_ exercise: Exercise, _ desk: Desk) -> Bool {
    desk.show(["", "\(time()) \(exercise.fileName)"])
    do {
      switch try desk.grade(exercise.lab, exercise) {
      case .graded(let run):
        try show(run, of: exercise, desk)
        return true
      case let refusal:
        desk.show(desk.lines(refusal, for: exercise))
        return false
      }
    } catch {
      desk.show(["\(error)"])
      return true
    }
  }

  private static func show(_ run: RunResults, of exercise: Exercise, _ desk: Desk) throws {
    let todos = try desk.course.todos(of: exercise)
    let learned = try desk.course.hints(of: exercise).learned
    desk.show(desk.screens.result(of: exercise, run, todos, learned: learned))
    guard let result = run.exercises.first(where: { $0.number == exercise.number }) else { return }
    var progress = desk.course.progress
    progress.remember(result.standing, of: exercise)
    try desk.course.keep(progress)
    if result.state == "passed" { try showFollowing(exercise, progress, desk) }
  }

  /// The next exercise that was not passed when it was last graded: nothing is graded here, so that
  /// it appears at once.
  private static func showFollowing(
    _ exercise: Exercise, _ progress: LearnersProgress, _ desk: Desk
  ) throws {
    let all = try desk.course.labs.flatMap(desk.course.exercises(of:))
    let open = try all.filter {
      try progress.latest($0)?.state != "passed" || desk.course.isUntouched($0)
    }
    let following = open.first { $0.number > exercise.number } ?? open.first
    guard let following else { return desk.show(["", "All exercises are passed."]) }
    desk.show([""] + desk.screens.next(following, try desk.course.todos(of: following)))
  }

  private static func time() -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "HH:mm:ss"
    return format.string(from: Date())
  }
}
