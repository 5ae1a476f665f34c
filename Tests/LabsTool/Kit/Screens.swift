// What the learner's companion shows, as lines: no printing here, so that tests read every screen.

import CourseKit
import Foundation
import Reports

/// The companion's screens for one terminal.
public struct Screens: Sendable {
  /// Where they are shown.
  public let terminal: Terminal

  /// Screens for this terminal.
  public init(_ terminal: Terminal) { self.terminal = terminal }

  /// The exercises of a lab with their standing, and how far the learner is.
  /// - Parameters:
  ///   - lab: The lab.
  ///   - exercises: Its exercises.
  ///   - standings: How they stand, by number; none where that is not known.
  /// - Returns: The lines.
  public func list(
    _ lab: Lab, _ exercises: [Exercise], _ standings: [String: LearnersProgress.Standing]
  ) -> [String] {
    let next = exercises.first { standings[$0.number.description]?.state != "passed" }
    let rows = exercises.map { exercise in
      let standing = standings[exercise.number.description]
      return [
        exercise.number == next?.number ? ">" : "", "\(exercise.number)", exercise.title,
        standing?.state ?? "unknown",
        "\(Self.points(standing?.earned ?? 0)) of \(exercise.points)", exercise.difficulty,
        "\(exercise.minutes) min",
      ].map { terminal.plain($0) }
    }
    let earned = exercises.reduce(0) { $0 + (standings[$1.number.description]?.earned ?? 0) }
    let points = exercises.reduce(0) { $0 + $1.points }
    // The narrow terminal has no room for the last columns.
    let shown = terminal.width < 76 ? 5 : 7
    let table = terminal.table(
      columns: Array(["", "", "exercise", "state", "points", "level", "time"].prefix(shown)),
      rows: rows.map { Array($0.prefix(shown)) })
    let lines =
      [heading(title(of: lab))] + table.components(separatedBy: "\n")
      + [bar(earned / Double(max(points, 1))) + "  \(Self.points(earned)) of \(points) points"]
    return lines.map { terminal.plain($0) }
  }

  /// Which exercise to do, and how.
  /// - Parameters:
  ///   - exercise: The exercise.
  ///   - todos: What is still to be written in its file.
  /// - Returns: The lines.
  public func next(_ exercise: Exercise, _ todos: [Todo]) -> [String] {
    let place = todos.first.map { "\(exercise.path):\($0.line)" } ?? exercise.path
    let lines = [
      heading("Next: \(exercise.name)"),
      "\(exercise.points) points, \(exercise.difficulty), about \(exercise.minutes) minutes",
      "  read   swift run labs explain \(exercise.number)",
      todos.first.map { "  write  \($0.part)" } ?? "  mend   what its tests find",
      "  in     \(place)",
      "  stuck  swift run labs hint \(exercise.number)",
    ]
    return lines.map { terminal.plain($0) }
  }

  /// What a saved exercise earned: one message, and how many more there are.
  /// - Parameters:
  ///   - exercise: The exercise.
  ///   - run: Its results.
  ///   - todos: What is still to be written in its file.
  ///   - learned: What somebody who passed has learned, in Markdown.
  /// - Returns: The lines.
  public func result(
    of exercise: Exercise, _ run: RunResults, _ todos: [Todo], learned: String
  ) -> [String] {
    let earned = run.earned(by: exercise.number)
    let points = run.points(of: exercise.number)
    let score = "\(Self.points(earned)) of \(Self.points(points)) points"
    if earned == points, points > 0 {
      let praise = terminal.colored("\(exercise.name): passed", series: 1)
      return [terminal.plain("\(praise), \(score)")]
        + MarkdownText.lines(learned, for: terminal)
    }
    var lines = [terminal.colored("\(exercise.name): \(score)", series: 5)]
    let all = run.checks.filter { $0.exercise == exercise.number && Self.isWrong($0) }
    // What the learner can look up comes first.
    let wrong =
      all.filter { !$0.test.hasPrefix("Hidden") } + all.filter { $0.test.hasPrefix("Hidden") }
    if let first = wrong.first { lines += [""] + message(first.message) + [""] }
    if wrong.count > 1 {
      lines.append(
        "\(wrong.count - 1) more \(wrong.count == 2 ? "check is" : "checks are") not right.")
    }
    lines += waiting(exercise, run, todos)
    return lines.map { terminal.plain($0) }
  }

  /// The compiler's errors of the learner's file, or whose file is to blame.
  /// - Parameters:
  ///   - errors: What the compiler said.
  ///   - exercise: The exercise that is graded.
  ///   - course: Where the files are.
  /// - Returns: The lines.
  public func errors(
    _ errors: CompilerErrors, for exercise: Exercise?, in course: Course
  ) -> [String] {
    let own = exercise.map { errors.of($0.path) } ?? []
    var lines: [String] = []
    if let file = errors.files.first, own.isEmpty, isTest(file) {
      lines += misfit(errors.of(file), exercise)
    } else if let exercise, !own.isEmpty {
      lines.append(terminal.colored("\(exercise.fileName) does not compile", series: 5))
      lines += own.prefix(3).flatMap { excerpt($0, course) }
      if own.count > 3 { lines.append("and \(own.count - 3) more errors in this file") }
    } else if let file = errors.files.first {
      lines.append(terminal.colored("\(file) does not compile", series: 5))
      lines += errors.of(file).prefix(3).flatMap { excerpt($0, course) }
      lines += [
        "", "A lab compiles as a whole: mend this file first, or put its stub back with reset.",
      ]
    } else {
      lines += [terminal.colored("The build failed", series: 5)] + errors.rest
    }
    return lines.map { terminal.plain($0) }
  }

  /// Which files of exercises are gone, and how they come back.
  public func missing(_ exercises: [Exercise]) -> [String] {
    exercises.map {
      "\($0.fileName) is missing; the stub is put back by: swift run labs reset \($0.number)"
    }
  }

  /// A hint.
  /// - Parameters:
  ///   - ladder: The hints for the part.
  ///   - shown: How many rungs were shown before.
  ///   - exercise: The exercise.
  /// - Returns: The lines.
  public func hint(_ ladder: Hints.Ladder, after shown: Int, of exercise: Exercise) -> [String] {
    let rungs = ladder.rungs
    let index = min(shown, rungs.count - 1)
    guard index >= 0 else { return ["There is no hint for \(ladder.part)."] }
    var lines = [
      heading("\(exercise.number) \(ladder.part), hint \(index + 1) of \(rungs.count): ")
        + rungs[index].title.lowercased()
    ]
    lines += MarkdownText.lines(rungs[index].text, for: terminal) + [""]
    lines.append(
      index + 1 < rungs.count
        ? "More: the same command again."
        : "That was the last hint; the whole story: swift run labs explain \(exercise.number)")
    return lines.map { terminal.plain($0) }
  }
}
