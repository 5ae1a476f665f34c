// The blocks of a Markdown text: headings, paragraphs, lists, tables, code, formulas, figures and
// folded answers, as the handouts use them.

import Foundation

/// One block.
indirect enum MarkdownBlock: Equatable {
  case heading(String)
  case paragraph(String)
  case item(mark: String, text: String)
  case code([String])
  case table(names: [String], rows: [[String]])
  case formula(String)
  case figure(String)
  case question(String, answer: [MarkdownBlock])

  /// Whether it may follow another item without an empty line.
  var isItem: Bool { if case .item = self { true } else { false } }

  /// The blocks of a text.
  static func all(in text: String) -> [MarkdownBlock] {
    var reader = MarkdownReader(lines: text.components(separatedBy: "\n")[...])
    return reader.blocks()
  }
}

/// Reads blocks line by line.
private struct MarkdownReader {
  var lines: ArraySlice<String>

  mutating func blocks(until end: String? = nil) -> [MarkdownBlock] {
    var result: [MarkdownBlock] = []
    while let line = lines.popFirst() {
      if line == end { break }
      if let block = block(line) { result.append(block) }
    }
    return result
  }

  private mutating func block(_ line: String) -> MarkdownBlock? {
    let text = line.trimmingCharacters(in: .whitespaces)
    if text.isEmpty || text.allSatisfy({ $0 == "-" }) && text.count >= 3 { return nil }
    if text.hasPrefix("#") {
      return .heading(text.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces))
    }
    if text.hasPrefix("```") { return .code(taken { !$0.hasPrefix("```") }) }
    if text.hasPrefix("|") { return table(text) }
    if text.hasPrefix("$$") { return formula(text) }
    if text.hasPrefix("!["), let end = text.firstIndex(of: "]") {
      return .figure(String(text[..<end].dropFirst(2)))
    }
    if text.hasPrefix("<details>") { return question(text) }
    if let mark = Self.mark(text) {
      let first = text.dropFirst(mark.count + 1)
      return .item(mark: mark, text: joined(String(first)))
    }
    return .paragraph(joined(text))
  }

  /// The lines for which a condition holds, and past the one that ends them.
  private mutating func taken(while holds: (String) -> Bool) -> [String] {
    let found = Array(lines.prefix(while: holds))
    lines = lines.dropFirst(found.count + 1)
    return found
  }

  /// A paragraph's lines in one.
  private mutating func joined(_ first: String) -> String {
    var text = first
    while let next = lines.first?.trimmingCharacters(in: .whitespaces), !next.isEmpty,
      Self.mark(next) == nil, !["|", "#", "```", "$$", "![", "<"].contains(where: next.hasPrefix)
    {
      lines.removeFirst()
      text += " " + next
    }
    return text
  }

  /// `-`, `*` or `3.` before an item.
  private static func mark(_ line: String) -> String? {
    guard let word = line.split(separator: " ", maxSplits: 1).first, word.count < line.count else {
      return nil
    }
    if word == "-" || word == "*" { return "-" }
    let number = word.dropLast()
    return word.hasSuffix(".") && !number.isEmpty && number.allSatisfy(\.isNumber)
      ? String(word) : nil
  }

  private mutating func formula(_ first: String) -> MarkdownBlock {
    var text = String(first.dropFirst(2))
    while !text.hasSuffix("$$"), let line = lines.popFirst() {
      text += " " + line.trimmingCharacters(in: .whitespaces)
    }
    return .formula(text.replacingOccurrences(of: "$$", with: ""))
  }

  private mutating func table(_ first: String) -> MarkdownBlock {
    var rows = [Self.cells(first)]
    while let line = lines.first, line.hasPrefix("|") {
      lines.removeFirst()
      rows.append(Self.cells(line))
    }
    let body = rows.dropFirst().filter { row in
      !row.allSatisfy { $0.allSatisfy { "-: ".contains($0) } }
    }
    return .table(names: rows[0], rows: Array(body))
  }

  private static func cells(_ line: String) -> [String] {
    let inner = line.trimmingCharacters(in: .whitespaces).dropFirst()
    let cells = inner.split(separator: "|", omittingEmptySubsequences: false)
    return cells.dropLast().map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private mutating func question(_ line: String) -> MarkdownBlock {
    let text = line.replacingOccurrences(
      of: "</?(details|summary)>", with: "", options: .regularExpression)
    return .question(text, answer: blocks(until: "</details>"))
  }
}
