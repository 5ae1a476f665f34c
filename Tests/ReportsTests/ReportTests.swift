// The page: whole, well-formed, escaped, self-contained, written in one piece.

import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct ReportTests {
  @Test("the sample page is well-formed; NNLABS_SAMPLE=folder leaves it there to be looked at")
  func wellFormed() throws {
    let page = sampleReport().html
    #expect(problems(inXML: page) == nil)
    if let folder = ProcessInfo.processInfo.environment["NNLABS_SAMPLE"] {
      try sampleReport().write(to: URL(fileURLWithPath: folder + "/sample.html"))
    }
  }

  @Test("the page needs no script and nothing from elsewhere")
  func selfContained() {
    let page = sampleReport().html.replacing("http://www.w3.org/2000/svg", with: "")
    for text in ["<script", "http:", "https:", "src=\"", "url(", "@import", "file:", "onload"] {
      #expect(!page.contains(text), "\(text)")
    }
    #expect(page.contains("prefers-color-scheme:dark") && page.contains("width=device-width"))
    #expect(page.contains("@media print") && page.contains("default-src 'none'"))
    #expect(page.utf8.count < 250_000)
  }

  @Test("every picture has a caption and every drawing its words")
  func textAlternatives() {
    let page = sampleReport().html
    let figures = page.components(separatedBy: "<figure>").dropFirst()
    #expect(figures.count == sampleCharts.count)
    for figure in figures {
      let body = figure.components(separatedBy: "</figure>")[0]
      #expect(body.hasPrefix("<figcaption><b>"))
      let drawings = body.components(separatedBy: "class=\"chart\"").dropFirst()
      #expect(!drawings.isEmpty)
      for drawing in drawings {
        #expect(drawing.contains("<title>") && drawing.contains("<desc>"))
        #expect(drawing.contains("aria-label=\""))
      }
    }
  }

  @Test("the contents lead to every section")
  func contents() {
    let page = sampleReport().html
    for number in 1...3 {
      #expect(page.contains("<a href=\"#section-\(number)\">"))
      #expect(page.contains("<section id=\"section-\(number)\">"))
    }
    var single = Report(title: "One")
    single.section("Only")
    #expect(!single.html.contains("<nav"))
  }

  @Test("hostile text stays text wherever it stands")
  func hostileText() {
    var report = Report(title: hostile, subtitle: hostile)
    report.text(hostile)
    report.section(hostile)
    report.section("`" + hostile)
    report.heading("`\(hostile)` and more")
    report.numbers([(hostile, hostile)])
    report.table(columns: [hostile, "b"], rows: [[hostile], []], caption: hostile)
    report.code(hostile)
    for chart in hopelessCharts { report.chart(chart, caption: hostile) }
    report.charts(hopelessCharts)
    let page = report.html
    #expect(problems(inXML: page) == nil)
    #expect(!page.contains("<script") && !page.contains("\u{1B}") && !page.contains("\u{0}"))
  }

  @Test("an empty page is a page, and the same calls give the same bytes")
  func deterministic() {
    #expect(problems(inXML: Report(title: "").html) == nil)
    #expect(sampleReport().html == sampleReport().html)
  }

  @Test("columns of numbers are set flush right")
  func tables() {
    let table = htmlTable(
      columns: ["name", "value"], rows: [["SGD 1", "−0.5 %"], ["Adam", "3"]], caption: "")
    #expect(table.contains("<th scope=\"col\">name</th>"))
    #expect(table.contains("<td class=\"n\">−0.5 %</td>"))
    #expect(["1", "−2.5 s", "97.1 %", "–", "≈ 3"].allSatisfy(looksNumeric))
    #expect(!["", "one", "v2", "3 of these and more"].contains(where: looksNumeric))
  }

  @Test("words between back quotes are code, a single one is itself")
  func backQuotes() {
    #expect(inline("a `b<c` d") == "a <code>b&lt;c</code> d")
    #expect(inline("a ` b") == "a ` b" && inline("a `b` ` c") == "a `b` ` c")
  }

  @Test("writing makes the folder, replaces the old page and leaves nothing else")
  func writing() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("reports-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("deep/er/lab1.html")
    try Report(title: "Old").write(to: url)
    try Report(title: "New").write(to: url)
    #expect(try String(contentsOf: url, encoding: .utf8) == Report(title: "New").html)
    let files = try FileManager.default.contentsOfDirectory(
      atPath: url.deletingLastPathComponent().path)
    #expect(files == ["lab1.html"])
  }

  @Test("a page that cannot be written says why and what to do, and harms nothing")
  func cannotWrite() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("reports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("file")
    try Data("kept".utf8).write(to: file)
    let inFile = #expect(throws: ReportError.self) {
      try Report(title: "x").write(to: file.appendingPathComponent("lab1.html"))
    }
    #expect(inFile?.description.hasPrefix("write report: cannot make the folder") == true)
    #expect(inFile?.description.contains("Choose a folder") == true)
    let onFolder = #expect(throws: ReportError.self) { try Report(title: "x").write(to: folder) }
    #expect(onFolder?.description.contains("is a folder") == true)
    #expect(try String(contentsOf: file, encoding: .utf8) == "kept")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
  }
}

/// What a strict parser objects to, with the place; nothing when it reads the text to its end.
func problems(inXML text: String) -> String? {
  let parser = XMLParser(data: Data(text.utf8))
  guard !parser.parse() else { return nil }
  return "line \(parser.lineNumber), column \(parser.columnNumber): "
    + "\(parser.parserError.map { "\($0)" } ?? "not well-formed")"
}
