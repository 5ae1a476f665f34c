// The results as Gradescope reads them, and every check beside them for other tools.
import Foundation

/// Gradescope's `results.json`.
struct GradescopeResults: Encodable {
  struct TestResult: Encodable {
    var name: String
    var number: String
    var score: Double
    var max_score: Double
    var status: String
    var output: String
    var visibility = "visible"
  }

  struct Check: Encodable {
    var exercise: String
    var test: String
    var argument: String
    var check: String
    var weight: Double
    var state: String
    var message: String
  }

  struct Extra: Encodable {
    var checks: [Check]
  }

  var score: Double
  var output: String
  var tests: [TestResult]
  var extra_data: Extra

  init(labs: [LabResults], note: String?) {
    score = labs.reduce(0) { $0 + $1.earned }
    output = labs.isEmpty ? "No exercise was graded." : labs.map(\.total).joined(separator: "\n")
    if let note { output += "\nnote: \(note)" }
    tests = labs.flatMap(\.ran).map(GradescopeResults.result)
    extra_data = Extra(checks: labs.flatMap(\.ran).flatMap(GradescopeResults.checks))
  }

  var json: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)) ?? Data()
  }

  private static func result(_ account: Account) -> TestResult {
    let messages = account.runs.flatMap(\.results).map(\.message).filter { !$0.isEmpty }
    return TestResult(
      name: account.exercise.title, number: account.exercise.number, score: account.earned,
      max_score: account.exercise.points, status: account.state == .passed ? "passed" : "failed",
      output: ([account.state.words] + messages).joined(separator: "\n\n"))
  }

  private static func checks(_ account: Account) -> [Check] {
    account.runs.flatMap { run, results in
      results.map {
        Check(
          exercise: account.exercise.number, test: run.test, argument: run.argument,
          check: $0.check.name, weight: $0.check.weight, state: $0.state.words, message: $0.message)
      }
    }
  }
}
