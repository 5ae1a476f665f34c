// The table that ends a run: every exercise with its state, its points and what to do next.
import Foundation

/// The results of a run as text.
struct Table {
  let accounts: [Ledger.Account]

  var text: String {
    let ran = accounts.filter { !$0.ran.isEmpty }
    guard !ran.isEmpty else { return "" }
    let labs = Dictionary(grouping: ran, by: \.exercise.lab)
    let order = labs.keys.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
    return order.map { lab($0, labs[$0] ?? []) }.joined(separator: "\n")
  }

  private func lab(_ number: String, _ accounts: [Ledger.Account]) -> String {
    let width = accounts.map(\.exercise.title.count).max() ?? 0
    var lines = ["", "Lab \(number)"]
    for account in accounts { lines.append(line(account, width)) }
    let (earned, all) = (
      accounts.reduce(0) { $0 + $1.earned }, accounts.reduce(0) { $0 + $1.exercise.points }
    )
    lines.append("  total: \(points(earned)) of \(points(all)) points")
    if let next = accounts.first(where: { $0.state != .passed }) {
      lines.append("  next:  \(next.exercise.number) \(next.exercise.title)")
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ account: Ledger.Account, _ width: Int) -> String {
    let exercise = account.exercise
    let filled = Int((10 * account.earned / exercise.points).rounded(.down))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 10 - filled)
    let number = exercise.number.padding(toLength: 5, withPad: " ", startingAt: 0)
    let title = exercise.title.padding(toLength: width, withPad: " ", startingAt: 0)
    let state = account.state.words.padding(toLength: 15, withPad: " ", startingAt: 0)
    return
      "  \(number) \(title)  \(state)  \(bar)  \(points(account.earned)) of \(points(exercise.points))"
  }

  private func points(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : String(format: "%.1f", value)
  }
}

extension Ledger.Account {
  /// The points that the checks which ran have earned.
  var earned: Double {
    let all = results.reduce(0) { $0 + $1.check.weight }
    let right = results.filter { $0.state == .passed }
    if right.count == results.count { return results.isEmpty ? 0 : exercise.points }
    return exercise.points * right.reduce(0) { $0 + $1.check.weight } / all
  }

  /// The state of the whole exercise: that of its worst check.
  var state: State {
    guard let first = results.first(where: { $0.state != .passed }) else {
      return results.isEmpty ? .failed : .passed
    }
    if results.allSatisfy({ $0.state.isWaiting }) { return first.state }
    return results.first { $0.state != .passed && !$0.state.isWaiting }?.state ?? .failed
  }
}
