// Reads how a child ended, and from its last words the message and the learner's line.
import Foundation

/// Why a check did not end.
struct Crash {
  private let report: ChildReport

  init(_ report: ChildReport) { self.report = report }

  /// The state and what to tell the learner.
  var finding: Verdict.Finding {
    switch report.ending {
    case .timedOut(let reason): end(.timedOut, reason)
    case .outOfMemory(let reason): end(.outOfMemory, reason)
    case .tooMuchOutput(let reason): end(.tooMuchOutput, reason)
    case .neverRan(let reason): end(.stoppedEarly, reason)
    case .exited(let code):
      end(.stoppedEarly, "the process ended with exit status \(code) inside the check")
    case .signalled(let signal): Verdict.Finding(state: .crashed, lines: crashed(signal))
    }
  }

  private func end(_ state: State, _ reason: String) -> Verdict.Finding {
    Verdict.Finding(state: state, lines: ["\(state.words): \(reason)"])
  }

  /// The message of `fatalError`, a failed precondition or a trap.
  var message: String? {
    let lines = report.output.split(separator: "\n", omittingEmptySubsequences: false)
    if let last = lines.lastIndex(where: { $0.contains("Fatal error") }) {
      let rest = lines[last...].prefix { line in
        !line.isEmpty && !["*** ", "swift-runtime: "].contains { line.hasPrefix($0) }
      }
      let text = rest.joined(separator: "\n")
      let start = text.range(of: "Fatal error: ")?.upperBound ?? text.startIndex
      return Transcript.clean(String(text[start...]))
    }
    let runtime = "*** Swift runtime failure: "
    let line = lines.last { $0.hasPrefix(runtime) }
    return line.map { $0.dropFirst(runtime.count).replacingOccurrences(of: " ***", with: "") }
  }

  private func crashed(_ signal: Int32) -> [String] {
    let name = ["4": "illegal instruction", "5": "trap", "6": "abort", "8": "arithmetic error"]
    let overflow = "memory error (is there a recursion without an end?)"
    let text =
      message ?? name["\(signal)"]
      ?? ([7, 10, 11].contains(signal) ? overflow : "signal \(signal)")
    return ["crashed:  \(text)"] + (place.map { ["at:       \($0)"] } ?? [])
  }

  /// The innermost line of the backtrace that stands in an exercise.
  private var place: String? {
    for line in report.output.split(separator: "\n") where line.contains(".swift:") {
      guard let range = line.range(of: " at /", options: .backwards) else { continue }
      let parts = line[range.upperBound...].split(separator: "/")
      guard let folder = parts.firstIndex(where: { $0 == "Exercises" || $0 == "Solutions" }) else {
        continue
      }
      let start = parts[folder] == "Exercises" ? max(0, folder - 1) : folder
      if parts.dropFirst(folder).contains("HiddenTests") { continue }
      return Transcript.clean(parts[start...].joined(separator: "/"))
    }
    return nil
  }
}
