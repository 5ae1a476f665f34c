// Runs a lab's tests against everything at once: each mistake, each exercise alone, nothing and
// everything. One build, then as many judges at a time as there are cores.

import CourseKit
import Foundation

/// The examination of one lab.
public struct MistakeRunner: Sendable {
  /// The lab.
  public var lab: Lab
  /// The exercises to examine.
  public var exercises: [ExerciseNumber]
  private let course: Course
  private let solutions: [SolutionFile]
  private let mistakes: [ExerciseNumber: [Mistake]]
  private let module: ChoiceModule
  private let workspace: Workspace

  /// Reads the lab's solutions and mistakes.
  /// - Parameters:
  ///   - lab: The lab.
  ///   - course: The course.
  ///   - only: The one exercise to examine; all of them without it.
  /// - Throws: `Complaints` about malformed files, a `Complaint` about an unknown exercise.
  public init(_ lab: Lab, in course: Course, only: ExerciseNumber? = nil) throws {
    (self.lab, self.course) = (lab, course)
    solutions = try course.solutions(of: lab)
    mistakes = try course.mistakes(of: lab, solutions: solutions)
    module = ChoiceModule(lab, solutions: solutions, mistakes: mistakes)
    workspace = Workspace(at: course.url("\(Course.scratch)/mistakes-\(lab.module)"))
    let all = solutions.compactMap { ExerciseNumber(lab: lab.number, file: $0.name) }.sorted()
    if let only, !all.contains(only) {
      let known = all.map(\.description).joined(separator: ", ")
      throw Complaint("\(only)", "\(lab.module) has no such exercise", "use one of: \(known)")
    }
    exercises = all.filter { only == nil || $0 == only }
  }

  /// Builds the tests with all choices in them.
  /// - Throws: `BuildFailure` with the compiler's errors, which name the solution or mistake file.
  public func build() throws -> TestExecutable {
    let texts = module.files.map { ("\(lab.solutions)/\($0.key)", $0.value) }
    try workspace.mirrorTests(
      of: lab, in: course, texts: Dictionary(uniqueKeysWithValues: texts))
    return try workspace.copy.buildTests(environment: ["SOLUTIONS": "all", "LABS": lab.module])
  }

  /// Runs everything.
  /// - Parameters:
  ///   - tests: The built tests.
  ///   - progress: Hears what is about to run.
  /// - Returns: The kill matrix.
  /// - Throws: A `Complaint` when a run leaves no results.
  public func run(_ tests: TestExecutable, progress: (String) -> Void) throws -> KillMatrix {
    var matrix = KillMatrix(exercises: exercises)
    progress("running the right solution and the untouched stubs")
    let whole = try inParallel([module.right, module.solving([])]) { choice in
      try self.results(tests, choice)
    }
    for exercise in exercises {
      let points = whole[0].points(of: exercise)
      if points == 0 { matrix.untested.append(exercise) }
      matrix.lostByRight[exercise] = points - whole[0].earned(by: exercise)
      matrix.earnedByStub[exercise] = whole[1].earned(by: exercise)
    }
    let recording = Recording(contentsOf: course.url(Recording.path(of: lab)))
    matrix.stale = recording.stale(exercises, in: whole[0])
    progress("solving each of \(exercises.count) exercises alone")
    matrix.alone = try inParallel(exercises) { try self.solvedAlone($0, tests, whole[0]) }
    progress("making \(trials.count) mistakes")
    matrix.mistakes = try inParallel(trials) { try self.killed($0, tests, recording: false).0 }
    return matrix
  }

  /// Makes every mistake for the sake of the wrong values.
  /// - Parameter tests: The built tests.
  /// - Returns: The values.
  /// - Throws: A `Complaint` when a run leaves no results.
  public func wrongValues(_ tests: TestExecutable) throws -> Recording {
    Recording(
      try inParallel(trials) { try self.killed($0, tests, recording: true).1 }.flatMap { $0 })
  }

  private var trials: [Trial] {
    exercises.flatMap { exercise in
      (mistakes[exercise] ?? []).map { Trial(exercise: exercise, mistake: $0) }
    }
  }

  /// Keeps the wrong values in the course, and in the working copy whose tests read them.
  /// - Parameters:
  ///   - recording: The values.
  ///   - only: The exercise to which they belong; the others' values stay.
  /// - Throws: When the file cannot be written.
  public func record(_ recording: Recording, only: ExerciseNumber?) throws {
    let path = Recording.path(of: lab)
    let earlier = Recording(contentsOf: course.url(path))
    let all = only.map { earlier.replacing($0, by: recording) } ?? recording
    for course in [course, workspace.copy] {
      try Data(all.text.utf8).write(to: course.url(path), options: .atomic)
    }
  }

  private struct Trial: Sendable {
    var exercise: ExerciseNumber
    var mistake: Mistake
  }

  private func killed(
    _ trial: Trial, _ tests: TestExecutable, recording: Bool
  ) throws -> (KilledMistake, [Recording.Line]) {
    let results = try results(
      tests, module.choosing(trial.mistake), of: trial.exercise, recording: recording)
    let killed = KilledMistake(
      mistake: trial.mistake, exercise: trial.exercise,
      lost: results.points(of: trial.exercise) - results.earned(by: trial.exercise),
      points: results.points(of: trial.exercise),
      isNamed: results.names(
        trial.mistake, in: trial.exercise, among: mistakes[trial.exercise] ?? []))
    return (
      killed, results.wrongValues.map { Recording.Line(mistake: trial.mistake.name, value: $0) }
    )
  }

  /// Solves one exercise, and those that it waits for until it waits for no more.
  private func solvedAlone(
    _ exercise: ExerciseNumber, _ tests: TestExecutable, _ whole: RunResults
  ) throws -> SolvedAlone {
    var needs: Set<ExerciseNumber> = []
    while true {
      let results = try results(tests, module.solving(needs.union([exercise])))
      let blockers = results.blockers(of: exercise).subtracting(needs)
      if !blockers.isEmpty, needs.count < solutions.count {
        needs.formUnion(blockers)
        continue
      }
      let others = results.exercises.map(\.number).filter { $0 != exercise && !needs.contains($0) }
      let strangers = others.map { ($0, results.earned(by: $0)) }.filter { $0.1 > 0 }
      return SolvedAlone(
        exercise: exercise, needs: needs, earned: results.earned(by: exercise),
        points: whole.points(of: exercise), strangers: Dictionary(uniqueKeysWithValues: strangers))
    }
  }

  /// One run: of an exercise's tests, or of the whole lab's.
  private func results(
    _ tests: TestExecutable, _ choice: String, of exercise: ExerciseNumber? = nil,
    recording: Bool = false
  ) throws -> RunResults {
    let file = solutions.first {
      ExerciseNumber(lab: lab.number, file: $0.name) == exercise && exercise != nil
    }
    // The place of a crash, which nobody reads here, takes as long as twenty checks.
    return try RunResults.of(
      tests, filter: TestExecutable.filter(lab: lab, file: file?.name),
      environment: [ChoiceModule.variable: choice, "NNLABS_BACKTRACE": "no"],
      recording: recording, cores: 1)
  }
}

extension Workspace {
  /// Makes the folder hold what a lab's tests need: its modules, tests and the labs before it.
  /// - Parameters:
  ///   - lab: The last lab that is tested.
  ///   - course: Where the files come from.
  ///   - texts: Files in place of the course's own.
  ///   - leavingOut: Paths that are not copied.
  /// - Throws: When a file cannot be read or written.
  func mirrorTests(
    of lab: Lab, in course: Course, texts: [String: String], leavingOut: Set<String> = []
  ) throws {
    let labs = try course.labs.filter { $0.number <= lab.number }
    let paths = labs.flatMap { lab in
      [
        lab.folder, lab.solutions, "Tests/\(lab.module)Tests",
        "Solutions/HiddenTests/\(lab.module)",
      ]
    }
    var texts = texts
    texts["Solutions/Instructor/README.md"] = "A working copy; the tool is in the course itself.\n"
    try mirror(
      ["Package.swift", "Shared", "Tests/Grading"] + paths, of: course, texts: texts,
      leavingOut: leavingOut)
  }
}
