// The results as Markdown: a table a lab, then what is wrong, exercise by exercise.

/// A report to read or to mail.
struct MarkdownReport {
  let labs: [LabResults]

  var text: String {
    labs.isEmpty ? "No exercise was graded.\n" : labs.map(lab).joined(separator: "\n")
  }

  private func lab(_ lab: LabResults) -> String {
    var lines = ["# Lab \(lab.lab): \(lab.total)", "", "| | exercise | state | points |"]
    lines.append("|---|---|---|---:|")
    for account in lab.ran {
      let exercise = account.exercise
      let points = "\(Table.number(account.earned)) of \(Table.number(exercise.points))"
      lines.append(
        "| \(exercise.number) | \(exercise.title) | \(account.state.words) | \(points) |")
    }
    lines += [""] + lab.advice.map { "- \($0)" }
    return (lines + lab.ran.flatMap(details)).joined(separator: "\n") + "\n"
  }

  private func details(_ account: Account) -> [String] {
    let messages = account.runs.flatMap(\.results).map(\.message).filter { !$0.isEmpty }
    guard !messages.isEmpty, !account.state.isWaiting else { return [] }
    let heading = ["", "## \(account.exercise.number) \(account.exercise.title)"]
    return heading + messages.flatMap { ["", fenced($0)] }
  }

  /// A code block that no line of the text can close.
  private func fenced(_ text: String) -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)text\n\(text)\n\(fence)"
  }
}
