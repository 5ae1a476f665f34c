// From what the child sent to a result: right, or wrong and why.
import Testing

/// Judges one check.
struct Verdict {
  let exercise: Exercise
  let test: Test
  let argument: String
  let check: PlannedCheck
  let transcript: Transcript

  /// What is wrong: the state, the entry where it shows, and lines for the learner.
  struct Finding {
    var state: State
    var entry = ""
    var lines: [String] = []
  }

  var result: CheckResult {
    let finding = finding
    guard finding.state != .passed else { return CheckResult(check: check, state: .passed) }
    let value = WrongValue(
      exercise: exercise.number, test: test.name, argument: argument, check: check.name,
      entry: finding.entry, state: finding.state, value: transcript.entries[finding.entry])
    if !finding.state.isWaiting { Recorder.shared?.note(value) }
    return CheckResult(
      check: check, state: finding.state, message: message(finding, value).joined(separator: "\n"))
  }

  // MARK: - The message

  private func message(_ finding: Finding, _ value: WrongValue) -> [String] {
    let project = Project(exercise, testAt: test.sourceLocation)
    var lines = ["\(exercise.number) \(exercise.title): \(check.name)"]
    if finding.state.isWaiting { return lines + finding.lines }
    let names = project.recordedMistakes?.mistakes(behind: value) ?? []
    // A recorded mistake says more than a pattern does.
    let likely =
      names.isEmpty
      ? finding.lines.filter(isGuess) : ["likely:   " + names.prefix(3).joined(separator: "; or ")]
    let read = project.section.map { ["read:     \($0)"] } ?? []
    if keepsValues { return lines + ["\(finding.state.words): a hidden check"] + likely + read }
    lines += circumstances
    if !finding.entry.isEmpty { lines.append("entry:    \(finding.entry)") }
    lines += finding.lines.filter { !isGuess($0) } + likely
    if Sandbox.submission == nil, !transcript.printed.isEmpty {
      lines.append("printed:  " + transcript.printed.joined(separator: "\n          "))
    }
    return lines + read + ["again:    \(test.command)"]
  }

  /// What was called, and on what.
  private var circumstances: [String] {
    let call = transcript.call.map { ["called:   \($0)"] } ?? []
    return call + transcript.inputs.map { "input:    \($0.name) = \(Rendering.text($0.value))" }
  }

  private func isGuess(_ line: String) -> Bool { line.hasPrefix("likely:") }

  /// Whether the message goes to a learner who is not to see what the check compares with.
  private var keepsValues: Bool { Sandbox.submission != nil && test.name.hasPrefix("Hidden") }

  // MARK: - The finding

  private var finding: Finding {
    if let todo = transcript.todo { return waiting(for: todo) }
    switch check.goal {
    case .stops(let text): return stops(text)
    case .values(let values): return compare(values)
    }
  }

  private func waiting(for todo: Transcript.Todo) -> Finding {
    todo.number == exercise.number || todo.number.isEmpty
      ? Finding(state: .notStarted, lines: ["not started: \(todo.label) in \(todo.place)"])
      : Finding(
        state: .blocked(by: todo.number),
        lines: ["blocked: it needs \(todo.label), which is not written yet"])
  }

  /// The first entry that is wrong, or, when all that arrived are right, how the check broke off.
  private func compare(_ values: [(name: String, expected: Expected)]) -> Finding {
    let others = values.compactMap { name, expected in
      expected.asNumbers.map { (name: name, value: $0) }
    }
    let inputs = transcript.inputs.compactMap { name, value in
      Numbers(value).map { (name: name, value: $0) }
    }
    var right: Set<String> = []
    for (name, expected) in values {
      let got = transcript.entries[name]
      if got == nil, let end = unfinished { return end }
      let comparison = Comparison(
        expected: expected, got: got, slopes: transcript.slopes[name], right: right,
        entries: transcript.entries, inputs: inputs, others: others.filter { $0.name != name })
      if let problem = comparison.problem {
        return Finding(state: .failed, entry: name, lines: problem + aside)
      }
      right.insert(name)
    }
    return unfinished ?? Finding(state: .passed)
  }

  /// How a check ended that did not reach its end.
  private var unfinished: Finding? {
    if let broken = transcript.broken { return Crash(broken).finding }
    return transcript.thrown.map { Finding(state: .failed, lines: ["threw:    \($0)"]) }
  }

  /// What else happened after a wrong value.
  private var aside: [String] {
    guard let lines = unfinished?.lines, let first = lines.first else { return [] }
    return ["then it \(first)"] + lines.dropFirst()
  }

  private func stops(_ text: String?) -> Finding {
    guard let broken = transcript.broken else {
      return Finding(
        state: .failed, lines: ["expected: it stops with a message", "got:      it returned"])
    }
    let crash = Crash(broken)
    guard transcript.hasBegun, crash.finding.state == .crashed, let message = crash.message else {
      return crash.finding
    }
    guard let text, !message.contains(text) else { return Finding(state: .passed) }
    return Finding(
      state: .failed,
      lines: [
        "expected: it stops with a message that contains \"\(text)\"", "got:      \(message)",
      ])
  }
}
