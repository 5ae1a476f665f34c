// The judge's first step: run the test function without its bodies and note every check.
import Synchronization
import Testing

/// One check as its test states it.
struct PlannedCheck: Sendable {
  let name: String
  let weight: Double
  var goal: Goal
  let location: SourceLocation

  enum Goal: Sendable {
    /// Every entry, in order, with its right value.
    case values([(name: String, expected: Expected)])
    /// The call must stop, with a message that contains this text.
    case stops(String?)
  }
}

/// The checks of one test and argument, in the order in which the test reaches them.
final class Plan: Sendable {
  private let noted = Mutex<[PlannedCheck]>([])

  var checks: [PlannedCheck] { noted.withLock { $0 } }

  func add(_ check: PlannedCheck, _ expected: () -> KeyValuePairs<String, Expected>) {
    var check = check
    if case .values = check.goal {
      check.goal = .values(expected().map { (name: $0.key, expected: $0.value) })
    }
    complain(about: check)
    noted.withLock { $0.append(check) }
  }

  /// A check that could never fail, or that another one hides, is the author's mistake.
  private func complain(about check: PlannedCheck) {
    if checks.contains(where: { $0.name == check.name }) {
      Issue.record("two checks are named \"\(check.name)\"", sourceLocation: check.location)
    }
    if case .values(let values) = check.goal, values.isEmpty {
      Issue.record("\"\(check.name)\" expects no value", sourceLocation: check.location)
    }
    if !(check.weight > 0) {
      Issue.record(
        "the weight of \"\(check.name)\" must be positive", sourceLocation: check.location)
    }
  }
}
