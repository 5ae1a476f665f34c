// Grading for the learner's companion: one lab is built alone, and one exercise or all are run.

import CourseKit
import Foundation

/// Builds and grades the learner's files of one lab.
public struct LabGrader: Sendable {
  /// What came of grading.
  public enum Outcome: Sendable {
    /// The tests ran.
    case graded(RunResults)
    /// The compiler refused the files.
    case refused(CompilerErrors)
    /// Files of exercises are not there, so that nothing can be built.
    case missing([Exercise])
  }

  private let course: Course
  private let lab: Lab
  /// The toggles for the build: this lab alone, from the learner's own file.
  let toggles: [String: String?]

  /// Prepares grading.
  /// - Parameters:
  ///   - lab: The lab.
  ///   - course: The course.
  ///   - solutions: The value of `SOLUTIONS`, of which only labs before this one count.
  /// - Throws: When the course cannot be read.
  public init(
    _ lab: Lab, in course: Course,
    solutions: String = ProcessInfo.processInfo.environment["SOLUTIONS"] ?? ""
  ) throws {
    (self.lab, self.course) = (lab, course)
    let earlier = try course.labs.filter { $0.number < lab.number }.map(\.module)
    let named = solutions.split { $0 == "," || $0 == " " }.map(String.init)
    let kept = solutions == "all" ? earlier : earlier.filter(named.contains)
    toggles = ["LABS": lab.module, "SOLUTIONS": kept.isEmpty ? nil : kept.joined(separator: ",")]
  }

  /// Builds, so that the next grade comes sooner; what the compiler says is said then.
  public func prepare() { _ = try? course.buildTests(environment: toggles) }

  /// Builds and grades.
  /// - Parameters:
  ///   - exercise: The one exercise to run; the whole lab without it.
  ///   - seconds: Processor seconds of a check, where the grader's own limit is too patient.
  /// - Returns: The results, or what the compiler said.
  /// - Throws: A `Complaint` when the tests end without results.
  public func grade(_ exercise: Exercise? = nil, seconds: Int? = nil) throws -> Outcome {
    let missing = try course.exercises(of: lab).filter { !course.exists($0.path) }
    if !missing.isEmpty { return .missing(missing) }
    do {
      let tests = try course.buildTests(environment: toggles)
      let filter = TestExecutable.filter(lab: lab, file: exercise?.fileName)
      let limits = seconds.map { ["NNLABS_SECONDS": String($0)] } ?? [:]
      return .graded(try RunResults.of(tests, filter: filter, environment: limits))
    } catch let failure as BuildFailure {
      return .refused(CompilerErrors(failure))
    }
  }
}

extension RunResults.Exercise {
  /// What is remembered of it.
  public var standing: LearnersProgress.Standing {
    LearnersProgress.Standing(state: state, earned: earned)
  }
}
