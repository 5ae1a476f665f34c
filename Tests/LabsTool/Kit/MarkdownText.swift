// Markdown as lines for a terminal of any width: what the handouts and hints use of it, and no more.

import Foundation
import Reports

/// Writes Markdown as text.
struct MarkdownText {
  /// Where it is shown.
  let terminal: Terminal
  /// Whether folded answers are shown.
  let showsAnswers: Bool

  private var lines: [String] = []

  init(terminal: Terminal, showsAnswers: Bool = false) {
    (self.terminal, self.showsAnswers) = (terminal, showsAnswers)
  }

  /// The text in lines.
  static func lines(
    _ text: String, for terminal: Terminal, showsAnswers: Bool = false
  ) -> [String] {
    var writer = MarkdownText(terminal: terminal, showsAnswers: showsAnswers)
    writer.write(MarkdownBlock.all(in: text))
    return writer.lines.map { terminal.plain($0) }
  }

  private func plain(_ text: String) -> String {
    InlineText(hasUnicode: terminal.hasUnicode).plain(text)
  }

  private var width: Int { min(terminal.width, 80) }

  private mutating func write(_ blocks: [MarkdownBlock]) {
    var follows = false
    for block in blocks {
      if !lines.isEmpty, !(block.isItem && follows) { lines.append("") }
      write(block)
      follows = block.isItem
    }
  }

  private mutating func write(_ block: MarkdownBlock) {
    switch block {
    case .heading(let text):
      lines.append(terminal.colored(plain(text), series: 0))
    case .paragraph(let text): fill(plain(text), lead: "")
    case .item(let mark, let text): fill(plain(text), lead: mark + " ")
    case .code(let code): lines += code.map { "    " + $0 }
    case .table(let names, let rows):
      table(names.map(plain), rows.map { $0.map(plain) })
    case .formula(let formula):
      fill(TeX.text(formula, hasUnicode: terminal.hasUnicode), lead: "    ")
    case .figure(let text): fill("[figure: \(plain(text))]", lead: "")
    case .question(let question, let answer):
      fill(plain(question), lead: "")
      if showsAnswers {
        write(answer)
      } else {
        fill("(the answer: add --answers)", lead: "    ")
      }
    }
  }

  /// A table where it fits, and otherwise its rows one below the other, so that nothing is cut.
  private mutating func table(_ names: [String], _ rows: [[String]]) {
    let widths = names.indices.map { column in
      ([names] + rows).map { column < $0.count ? columns(of: $0[column]) : 0 }.max() ?? 0
    }
    guard widths.reduce(0, +) + 2 * (widths.count - 1) > width else {
      lines += terminal.table(columns: names, rows: rows).components(separatedBy: "\n")
      return
    }
    for row in rows {
      fill(row.first ?? "", lead: "- ")
      for (name, cell) in zip(names, row).dropFirst() where !cell.isEmpty {
        fill(name.isEmpty ? cell : "\(name): \(cell)", lead: "    ")
      }
    }
  }

  /// A paragraph whose further lines stand below its first word.
  private mutating func fill(_ text: String, lead: String) {
    let indent = String(repeating: " ", count: columns(of: lead))
    for (index, line) in wrapped(terminal.plain(text), width: width - columns(of: lead))
      .enumerated()
    {
      lines.append((index == 0 ? lead : indent) + line)
    }
  }
}

/// The signs inside a paragraph.
struct InlineText {
  /// Whether raised and lowered signs arrive.
  let hasUnicode: Bool

  /// The text without marks of emphasis, links and code, and with mathematics as text.
  func plain(_ text: String) -> String {
    var result = ""
    for (index, piece) in text.components(separatedBy: "`").enumerated() {
      result += index % 2 == 1 ? piece : prose(piece)
    }
    return result
  }

  private func prose(_ text: String) -> String {
    var result = ""
    for (index, piece) in text.components(separatedBy: "$").enumerated() {
      result += index % 2 == 1 ? TeX.text(piece, hasUnicode: hasUnicode) : unmarked(piece)
    }
    return result
  }

  private func unmarked(_ text: String) -> String {
    let links = text.replacingOccurrences(
      of: #"\[([^\]]*)\]\([^)]*\)"#, with: "$1", options: .regularExpression)
    let strong = links.replacingOccurrences(of: "**", with: "")
    return strong.replacingOccurrences(
      of: #"(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])"#, with: "$1", options: .regularExpression)
  }
}
