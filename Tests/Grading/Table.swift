// The table that ends a run: every exercise with its state, its points and what to do next.
import Foundation

/// The results of one lab.
struct LabResults {
  let lab: String
  /// The exercises of which a test ran.
  let ran: [Account]
  /// All exercises of the lab in this executable.
  let all: [Account]

  /// The labs of which something ran, in order.
  static func labs(_ accounts: [Account]) -> [LabResults] {
    let labs = Dictionary(grouping: accounts, by: \.exercise.lab)
    return labs.keys.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      .map { LabResults(lab: $0, ran: (labs[$0] ?? []).filter(\.hasRun), all: labs[$0] ?? []) }
      .filter { !$0.ran.isEmpty }
  }

  var earned: Double { ran.reduce(0) { $0 + $1.earned } }
  var points: Double { ran.reduce(0) { $0 + $1.exercise.points } }
  var isWhole: Bool { ran.count == all.count && ran.allSatisfy { $0.missing == 0 } }

  /// The first exercise that is not passed.
  var next: Account? { ran.first { $0.state != .passed } }

  /// The project around the lab's first test.
  var project: Project? {
    (next ?? ran.first).flatMap { account in
      account.places.min().map { Project(account.exercise, testAt: $0) }
    }
  }

  /// "34.5 of 100 points", or of those that ran.
  var total: String {
    let sum = "\(Table.number(earned)) of \(Table.number(points)) points"
    return isWhole ? sum : sum + " run"
  }

  /// What to do next: the exercise, its file, and the command.
  var advice: [String] {
    guard let next else { return isWhole ? ["all passed"] : [] }
    let exercise = next.exercise
    var lines = ["next:   \(exercise.number) \(exercise.title)"]
    if let stub = project?.stub { lines.append("write:  \(stub)") }
    if let section = project?.section { lines.append("read:   \(section)") }
    return lines
  }
}

/// The results of a run as text for a terminal.
struct Table {
  let labs: [LabResults]

  var text: String { labs.map { lab($0) }.joined(separator: "\n") }

  private func lab(_ lab: LabResults) -> String {
    let width = min(40, lab.ran.map(\.exercise.title.count).max() ?? 0)
    let title = lab.project?.labFolder?.replacingOccurrences(of: "-", with: " ") ?? "Lab \(lab.lab)"
    var lines = ["", title]
    lines += lab.ran.map { line($0, width) }
    lines.append("  total:  \(lab.total)")
    lines += lab.advice.map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  private func line(_ account: Account, _ width: Int) -> String {
    let exercise = account.exercise
    let filled = Int((10 * account.earned / exercise.points).rounded(.down))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 10 - filled)
    let state = account.state.words
    let title =
      exercise.title.count > width ? exercise.title.prefix(width - 1) + "…" : exercise.title
    let earned = pad(Table.number(account.earned), 5, fromLeft: true)
    let left = account.missing > 0 ? "  (\(account.missing) of its tests not run)" : ""
    return "  \(pad(exercise.number, 5)) \(pad(title, width))  \(pad(state, 15))  \(bar)  "
      + "\(earned) of \(Table.number(exercise.points))\(left)"
  }

  private func pad(_ text: String, _ width: Int, fromLeft: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return fromLeft ? space + text : text + space
  }

  /// Points with at most two decimals.
  static func number(_ value: Double) -> String {
    let hundredths = (value * 100).rounded()
    if hundredths.truncatingRemainder(dividingBy: 100) == 0 { return "\(Int(hundredths / 100))" }
    return String(
      format: hundredths.truncatingRemainder(dividingBy: 10) == 0 ? "%.1f" : "%.2f", value)
  }
}
