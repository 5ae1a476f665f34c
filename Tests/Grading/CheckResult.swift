// What the judge found for one check.
import Testing

/// The state of a check, a test or an exercise.
enum State: Sendable, Hashable {
  case passed, failed, crashed, timedOut, outOfMemory, tooMuchOutput, stoppedEarly, notStarted
  case blocked(by: String)
  /// Some checks passed, the others wait.
  case unfinished

  /// The state in words.
  var words: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .crashed: "crashed"
    case .timedOut: "timed out"
    case .outOfMemory: "out of memory"
    case .tooMuchOutput: "too much output"
    case .stoppedEarly: "stopped early"
    case .notStarted: "not started"
    case .blocked(let number): "blocked by \(number)"
    case .unfinished: "unfinished"
    }
  }

  /// Whether the learner has yet to write something before this can be judged.
  var isWaiting: Bool {
    switch self {
    case .notStarted, .blocked: true
    default: false
    }
  }
}

/// The result of one check.
struct CheckResult: Sendable {
  let check: PlannedCheck
  let state: State
  /// What is wrong; empty when the check passed.
  var message = ""
}
