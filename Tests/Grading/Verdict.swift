// From what the child sent to a result: right, or wrong and why.

/// Judges one check.
struct Verdict {
  let exercise: Exercise
  let check: PlannedCheck
  let transcript: Transcript

  var result: CheckResult {
    let (state, reason) = finding
    guard state != .passed else { return CheckResult(check: check, state: .passed, message: "") }
    var lines = ["\(exercise.number) \(exercise.title): \(check.name)"]
    if let call = transcript.call { lines.append("called:   \(call)") }
    lines += reason
    return CheckResult(check: check, state: state, message: lines.joined(separator: "\n"))
  }

  private var finding: (State, [String]) {
    if let todo = transcript.todo { return waiting(for: todo) }
    switch check.goal {
    case .stops(let text): return stops(text)
    case .values(let values):
      // A wrong value that arrived before a crash says more than the crash does only when
      // something is wrong with it; otherwise the crash is the news.
      if let broken = transcript.broken { return Crash(broken).finding }
      if let thrown = transcript.thrown { return (.failed, ["threw:    \(thrown)"]) }
      return compare(values)
    }
  }

  private func waiting(for todo: Transcript.Todo) -> (State, [String]) {
    todo.number == exercise.number || todo.number.isEmpty
      ? (.notStarted, ["not started: \(todo.label) in \(todo.place)"])
      : (.blocked(by: todo.number), ["it needs \(todo.label), which is not written yet"])
  }

  private func compare(_ values: [(name: String, expected: Expected)]) -> (State, [String]) {
    var right: Set<String> = []
    for (name, expected) in values {
      let comparison = Comparison(
        expected: expected, got: transcript.entries[name], slopes: transcript.slopes[name],
        right: right)
      if let problem = comparison.problem {
        return (.failed, ["entry:    \(name)"] + problem)
      }
      right.insert(name)
    }
    return (.passed, [])
  }

  private func stops(_ text: String?) -> (State, [String]) {
    guard let broken = transcript.broken else {
      return (.failed, ["expected: it stops with a message", "got:      it returned"])
    }
    let crash = Crash(broken)
    guard crash.finding.0 == .crashed, let message = crash.message else { return crash.finding }
    if let text, !message.contains(text) {
      return (
        .failed,
        ["expected: it stops with a message that contains \"\(text)\"", "got:      \(message)"]
      )
    }
    return (.passed, [])
  }
}
