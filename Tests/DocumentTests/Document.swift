// A Markdown document as the rules read it: prose and code apart. It knows the Markdown that the
// course is written in, not all there is.

/// Code in a document: the inside of a code span, or a line of a fenced block.
struct Code: Equatable {
  let line: Int
  let text: String
}

/// A document of the package.
final class Document {
  /// Where it stands, relative to the root.
  let path: String
  /// All its lines, the first at 0.
  let source: [Substring]
  /// The same with fenced blocks left empty.
  let lines: [Substring]
  /// The lines with code spans blanked, so that nothing in code is taken for Markdown.
  let prose: [Character]
  let code: [Code]

  private(set) lazy var headings = readHeadings()
  private(set) lazy var links = readLinks()
  private(set) lazy var tables = readTables()

  init(path: String, text: String) {
    source = text.split(separator: "\n", omittingEmptySubsequences: false)
    let (lines, fenced) = Document.withoutFences(source)
    let (prose, spans) = Document.withoutSpans(Array(lines.joined(separator: "\n")))
    (self.path, self.lines, self.prose, code) = (path, lines, prose, fenced + spans)
  }

  /// The folder that relative links start from; empty for the root.
  var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

  func problem(_ line: Int, _ what: String) -> Problem {
    Problem(document: path, line: line, what: what)
  }

  private static func withoutFences(_ source: [Substring]) -> (lines: [Substring], code: [Code]) {
    var (lines, code, fence): ([Substring], [Code], Int?) = ([], [], nil)
    for line in source {
      let ticks = line.drop { $0 == " " }.prefix { $0 == "`" }.count
      let isFence = ticks >= fence ?? 3
      if fence != nil && !isFence { code.append(Code(line: lines.count + 1, text: "\(line)")) }
      lines.append(fence != nil || isFence ? "" : line)
      if isFence { fence = fence == nil ? ticks : nil }
    }
    return (lines, code)
  }

  private static func withoutSpans(_ text: [Character]) -> (prose: [Character], code: [Code]) {
    var (prose, code, line, index): ([Character], [Code], Int, Int) = ([], [], 1, 0)
    while index < text.count {
      let ticks = text[index...].prefix { $0 == "`" }.count
      if ticks > 0, let end = endOfSpan(in: text, from: index + ticks, ticks: ticks) {
        let inside = text[index + ticks..<end - ticks].map { $0 == "\n" ? " " : $0 }
        code.append(Code(line: line, text: String(inside)))
        prose += text[index..<end].map { $0 == "\n" ? "\n" : " " }
        line += text[index..<end].count { $0 == "\n" }
        index = end
      } else {
        prose += text[index..<index + max(ticks, 1)]
        line += text[index] == "\n" ? 1 : 0
        index += max(ticks, 1)
      }
    }
    return (prose, code)
  }

  /// The end of a code span: as many backticks as it began with, before the paragraph ends.
  private static func endOfSpan(in text: [Character], from start: Int, ticks: Int) -> Int? {
    var index = start
    while index < text.count, !(text[index] == "\n" && text[index - 1] == "\n") {
      let run = text[index...].prefix { $0 == "`" }.count
      if run == ticks { return index + run }
      index += max(run, 1)
    }
    return nil
  }
}
