// The pieces of which the screens are made.

import CourseKit
import Foundation
import Reports

extension Screens {
  /// The handout's section on an exercise.
  /// - Parameters:
  ///   - exercise: The exercise.
  ///   - course: Where the handout is.
  ///   - showsAnswers: Whether folded answers are shown.
  /// - Returns: The lines.
  /// - Throws: A `Complaint` when the handout has no such section.
  public func section(
    on exercise: Exercise, in course: Course, showsAnswers: Bool
  ) throws -> [String] {
    let lines = try course.handout(of: exercise.lab).components(separatedBy: "\n")
    guard let start = lines.firstIndex(where: { $0.hasPrefix("## \(exercise.number) ") }) else {
      throw Complaint(
        "\(exercise.lab.folder)/README.md", "it has no section on \(exercise.number)",
        "fetch it again with git")
    }
    let rest = lines[(start + 1)...]
    let end = rest.firstIndex { $0.hasPrefix("## ") } ?? lines.endIndex
    let text = lines[start..<end].joined(separator: "\n")
    return MarkdownText.lines(text, for: terminal, showsAnswers: showsAnswers)
  }

  /// Points with at most two decimals.
  static func points(_ value: Double) -> String {
    shortText((value * 100).rounded() / 100, digits: 5)
  }

  /// Whether a check speaks of something written wrongly, not of something missing.
  static func isWrong(_ check: RunResults.Check) -> Bool {
    check.state != "passed" && check.state != "not started" && !check.state.hasPrefix("blocked by")
  }

  func heading(_ text: String) -> String { terminal.colored(text, series: 0) }

  func title(of lab: Lab) -> String {
    lab.folder.replacingOccurrences(of: "-", with: " ")
  }

  /// A bar as wide as half the terminal.
  func bar(_ share: Double) -> String {
    let width = min(40, terminal.width / 2)
    let filled = Int((Double(width) * min(max(share, 0), 1)).rounded(.down))
    let signs = terminal.hasUnicode ? ("█", "░") : ("#", "-")
    return String(repeating: signs.0, count: filled)
      + String(repeating: signs.1, count: width - filled)
  }

  /// The lines of a grader's message; a long one goes on below its own words.
  func message(_ text: String) -> [String] {
    // Whoever watches need not be told how to run the tests again.
    let lines = text.components(separatedBy: "\n").filter { !$0.hasPrefix("again: ") }
    return lines.flatMap { line -> [String] in
      let label = line.range(of: #"^[a-z ]+: +"#, options: .regularExpression)
      let lead = label.map { String(line[$0]) } ?? ""
      let body = String(line.dropFirst(lead.count))
      let indent = String(repeating: " ", count: lead.count)
      return wrapped(body, width: max(20, terminal.width - lead.count)).enumerated().map {
        ($0 == 0 ? lead : indent) + $1
      }
    }
  }

  /// What is missing, and what it waits for.
  func waiting(_ exercise: Exercise, _ run: RunResults, _ todos: [Todo]) -> [String] {
    var lines: [String] = []
    if let todo = todos.first {
      let more = todos.count > 1 ? ", and \(todos.count - 1) more" : ""
      lines.append("still to write: \(todo.part) (line \(todo.line))\(more)")
    }
    let blockers = run.blockers(of: exercise.number).sorted().map(\.description)
    if !blockers.isEmpty { lines.append("it also needs \(blockers.joined(separator: ", "))") }
    lines.append("stuck: swift run labs hint \(exercise.number)")
    return lines
  }

  /// An error with the line that it speaks of.
  func excerpt(_ finding: CompilerErrors.Finding, _ course: Course) -> [String] {
    let message = wrapped(
      "\(finding.path):\(finding.line): \(finding.message)", width: terminal.width)
    let lines = (try? course.text(finding.path))?.components(separatedBy: "\n") ?? []
    guard lines.indices.contains(finding.line - 1) else { return [""] + message }
    let line = lines[finding.line - 1].replacingOccurrences(of: "\t", with: " ")
    let indent = line.prefix { $0 == " " }.count
    let shown = clipped(String(line.dropFirst(indent)), to: terminal.width - 2)
    let column = max(0, finding.column - 1 - indent)
    let caret = column < terminal.width - 2 ? [String(repeating: " ", count: column + 2) + "^"] : []
    return [""] + message + ["  " + shown] + caret
  }

  func isTest(_ path: String) -> Bool {
    path.hasPrefix("Tests/") || path.hasPrefix("Solutions/HiddenTests/")
  }

  /// A declaration that the tests cannot call any more.
  func misfit(_ findings: [CompilerErrors.Finding], _ exercise: Exercise?) -> [String] {
    let name = exercise?.fileName ?? findings.first.map { ($0.path as NSString).lastPathComponent }
    let stub = exercise?.stub ?? "Tests/LabsTool/Stubs"
    return [
      terminal.colored("\(name ?? "An exercise") no longer fits its tests", series: 5), "",
    ] + findings.prefix(3).map(\.message) + [
      "",
      "A declaration is not as the stub had it: its name, labels or types. The stub is \(stub).",
    ]
  }
}
