// What one run of the tests found, read from the results that the judge wrote.

import Foundation

/// The results of one run.
public struct RunResults: Equatable, Sendable {
  /// The result of one exercise.
  public struct Exercise: Equatable, Sendable {
    /// Which one.
    public var number: ExerciseNumber
    /// The points it earned, and those it has.
    public var earned: Double, points: Double
    /// Its state in words, as in `not started`.
    public var state: String
  }

  /// The result of one check.
  public struct Check: Equatable, Sendable {
    /// The exercise to which it belongs.
    public var exercise: ExerciseNumber
    /// The test in which it stands, and its own name.
    public var test: String, name: String
    /// Its state in words, as in `blocked by 1.5`.
    public var state: String
    /// What the learner reads; empty when it passed.
    public var message: String
  }

  /// The exercises that ran.
  public var exercises: [Exercise]
  /// Their checks.
  public var checks: [Check]
  /// The wrong values, when they were recorded.
  public var wrongValues: [[String: String]] = []

  /// The points that an exercise earned; 0 when it did not run.
  public func earned(by number: ExerciseNumber) -> Double {
    exercises.first { $0.number == number }?.earned ?? 0
  }

  /// The points that an exercise has; 0 when it did not run.
  public func points(of number: ExerciseNumber) -> Double {
    exercises.first { $0.number == number }?.points ?? 0
  }

  /// The exercises for which checks of this one wait.
  public func blockers(of number: ExerciseNumber) -> Set<ExerciseNumber> {
    let prefix = "blocked by "
    let states = checks.filter { $0.exercise == number }.map(\.state)
    return Set(
      states.filter { $0.hasPrefix(prefix) }
        .compactMap { ExerciseNumber(String($0.dropFirst(prefix.count))) })
  }
}

extension RunResults {
  /// Runs tests and reads what they found.
  /// - Parameters:
  ///   - tests: The built tests.
  ///   - filter: Which of them.
  ///   - environment: Variables of the judge.
  ///   - recording: Whether to collect the wrong values.
  ///   - cores: How many children may run at once; as many as there are cores without it.
  /// - Returns: The results.
  /// - Throws: A `Complaint` when there are none.
  public static func of(
    _ tests: TestExecutable, filter: String, environment: [String: String?] = [:],
    recording: Bool = false,
    cores: Int? = nil
  ) throws -> RunResults {
    try withTemporaryFolder { folder in
      let results = folder.appendingPathComponent("results.json")
      let record = folder.appendingPathComponent("record.jsonl")
      var environment = environment
      environment["NNLABS_RESULTS"] = results.path
      environment["TMPDIR"] = folder.path
      environment["NNLABS_RECORD"] = recording ? record.path : .some(nil)
      environment["NNLABS_CHILD"] = .some(nil)
      environment["NNLABS_CORES"] = cores.map(String.init)
      let run = try tests.run(filter: filter, environment: environment)
      guard let data = try? Data(contentsOf: results) else {
        let end = (run.output + run.errors).split(separator: "\n").suffix(20)
        throw Complaint(
          "tests \(filter)", "ended without results (status \(run.status))",
          "run them by hand; they said:\n" + end.joined(separator: "\n"))
      }
      var found = try RunResults(json: data)
      let lines = (try? String(contentsOf: record, encoding: .utf8)) ?? ""
      found.wrongValues = try lines.split(separator: "\n").map {
        try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
      }
      return found
    }
  }

  /// Reads a `results.json`.
  /// - Parameter data: The file.
  /// - Throws: A `Complaint` when it has another form.
  public init(json data: Data) throws {
    guard let file = try? JSONDecoder().decode(File.self, from: data) else {
      throw Complaint("results.json", "not in the form of the grader", "rebuild the course")
    }
    exercises = file.tests.compactMap { test in
      ExerciseNumber(test.number).map {
        Exercise(
          number: $0, earned: test.score, points: test.max_score,
          state: String(test.output.prefix { !$0.isNewline }))
      }
    }
    checks = file.extra_data.checks.compactMap { check in
      ExerciseNumber(check.exercise).map {
        Check(
          exercise: $0, test: check.test, name: check.check, state: check.state,
          message: check.message)
      }
    }
  }

  /// The part of Gradescope's format that is read here.
  private struct File: Decodable {
    struct Test: Decodable {
      var number: String
      var score: Double
      var max_score: Double
      var output: String
    }
    struct Check: Decodable {
      var exercise: String
      var test: String
      var check: String
      var state: String
      var message: String
    }
    struct Extra: Decodable {
      var checks: [Check]
    }
    var tests: [Test]
    var extra_data: Extra
  }
}
