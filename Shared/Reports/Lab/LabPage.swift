// Where a section writes: each paragraph, number and picture goes to the terminal, in characters, and
// into the report.

import Foundation
import Shared

/// The terminal and the report, written together.
///
/// ```swift
/// page.say("The errors end where a line separates the classes.")
/// page.show(LineChart("Errors", errors, y: "errors"))
/// page.number("epochs", "\(errors.count)")
/// ```
public struct LabPage: Sendable {
  /// The terminal, no wider than lines are comfortable to read.
  public let terminal: Terminal
  private let url: URL
  private var report: Report
  /// Numbers that wait for their neighbours, to stand in the report as one block.
  private var figures: [(name: String, value: String)] = []
  private(set) var finished = 0
  private var begun = 0
  private var planned = 0
  /// Whether a section prints when it ends, so that a skipped one leaves a line alone.
  private var isHolding = false
  private var held: [String]?
  private var followsSkipped = false

  init(title: String, subtitle: String, url: URL, terminal: Terminal = .standard) {
    var terminal = terminal
    terminal.width = min(terminal.width, 76)
    self.terminal = terminal
    self.url = url
    report = Report(title: title, subtitle: subtitle)
  }

  /// Writes a paragraph; words between back quotes are code.
  public mutating func say(_ text: String) {
    flushFigures()
    report.text(text)
    emit(wrapped(text.filter { $0 != "`" }, width: terminal.width))
  }

  /// Writes a number with its name.
  public mutating func number(_ name: String, _ value: String) {
    figures.append((name, value))
  }

  /// Writes a number with its name and unit, rounded to three digits.
  public mutating func number(_ name: String, _ value: Double, unit: String = "") {
    number(name, short(value) + (unit.isEmpty ? "" : " \(unit)"))
  }

  /// Writes a table; columns that hold numbers are set flush right.
  public mutating func table(_ columns: [String], _ rows: [[String]]) {
    flushFigures()
    report.table(columns: columns, rows: rows)
    var narrow = terminal
    narrow.width -= 2
    emit(indented(narrow.table(columns: columns, rows: rows)))
  }

  /// Shows a chart, in the terminal as well as characters can.
  public mutating func show(_ chart: some Chart) {
    flushFigures()
    report.chart(chart)
    draw(chart)
  }

  /// Shows a chart in the report alone, so that the terminal stays short.
  public mutating func illustrate(_ chart: some Chart) {
    flushFigures()
    report.chart(chart)
    mention([chart])
  }

  /// Shows charts side by side in the report alone.
  public mutating func illustrate(_ charts: [any Chart]) {
    flushFigures()
    report.charts(charts)
    mention(charts)
  }

  /// Shows charts side by side in the report, and the last of them in the terminal.
  public mutating func compare(_ charts: [any Chart]) {
    flushFigures()
    report.charts(charts)
    mention(charts.dropLast())
    if let last = charts.last { draw(last) }
  }

  /// Writes a heading and lines below it.
  public mutating func list(_ heading: String, _ lines: [String]) {
    flushFigures()
    report.heading(heading)
    for line in lines { report.text(line) }
    emit(
      [heading] + lines.flatMap { wrapped("– \($0)", width: terminal.width - 2) }.map { "  \($0)" })
  }

  /// Writes text in which every space counts.
  public mutating func code(_ text: String) {
    flushFigures()
    report.code(text)
    emit(indented(text))
  }

  /// A progress bar for work that belongs to this section.
  public mutating func progress(_ label: String, total: Int, unit: String) -> ProgressBar {
    release()
    print("")
    return ProgressBar("  " + label, total: total, unit: unit, terminal: terminal)
  }

  /// The place of a file beside the report.
  public func file(named name: String) -> URL {
    url.deletingLastPathComponent().appendingPathComponent(name)
  }
}

extension LabPage {
  /// The path of a file as one would type it from here.
  public func path(of url: URL) -> String { pathFromHere(url.path) }
}

/// An absolute path as one would type it from here.
func pathFromHere(_ path: String) -> String {
  let here = FileManager.default.currentDirectoryPath + "/"
  return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
}

// MARK: - The frame around the sections

extension LabPage {
  /// Finds out before any work whether the report can be written.
  ///
  /// - Throws: `ReportError`.
  func checkDestination() throws {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
      throw ReportError(description: "\(path(of: url)) is a folder; give --report a file's name")
    }
    guard isWritable(url.deletingLastPathComponent()) else {
      throw ReportError(
        description: "cannot write \(path(of: url)); give --report a place you may write to")
    }
  }

  /// Whether a folder takes files, or can be made: then the nearest one above it decides.
  private func isWritable(_ folder: URL) -> Bool {
    var (folder, isFolder) = (folder.standardizedFileURL, ObjCBool(false))
    while !FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) {
      folder.deleteLastPathComponent()
    }
    return isFolder.boolValue && FileManager.default.isWritableFile(atPath: folder.path)
  }

  /// Prints the headline; a page that holds prints a section when it ends or shows its progress.
  mutating func open(sections: Int, holding: Bool = false) {
    (planned, isHolding) = (sections, holding)
    put(report.title)
    put(report.subtitle)
  }

  /// Prints and reports a section's heading.
  mutating func begin(_ title: String, name: String, exercises: String) {
    report.section(title)
    begun += 1
    let left = planned > 1 ? "\(begun)/\(planned)  \(title)" : title
    let right = "needs \(exercises)"
    let gap = terminal.width - columns(of: left) - columns(of: right)
    if !followsSkipped { put("") }
    put(gap > 1 ? left + String(repeating: " ", count: gap) + right : "\(left)\n\(right)")
    fflush(nil)
    followsSkipped = false
    if isHolding { held = [] }
    put(String(repeating: "─", count: terminal.width))
  }

  /// Saves what is finished, whole or not at all.
  mutating func end() throws {
    flushFigures()
    release()
    finished += 1
    try report.write(to: url)
    fflush(nil)
  }

  /// Says in one line why the section that has just begun is left out.
  mutating func skip(_ reason: String) {
    held = nil
    let indent = planned > 1 ? String(repeating: " ", count: "\(begun)/\(planned)  ".count) : "  "
    put("\(indent)skipped: \(reason)")
    fflush(nil)
    report.text("Skipped: \(reason).")
    followsSkipped = true
  }

  /// Saves the sections skipped at the end too, and prints where the report is.
  mutating func close(after seconds: Double) throws {
    guard finished > 0 else { return }
    if followsSkipped { try report.write(to: url) }
    put("\nReport: \(path(of: url))  (\(duration(seconds)))")
  }

  /// What is said when a section meets an exercise that is not written yet.
  var interruption: String {
    finished == 0
      ? "" : "\nThe report of what is finished so far: \(path(of: url))"
  }

  private mutating func flushFigures() {
    guard !figures.isEmpty else { return }
    report.numbers(figures)
    let names = (figures.map { columns(of: $0.name) }.max() ?? 0) + 3
    let lines = figures.map { "  \(padded($0.name, to: names))\($0.value)" }
    figures = []
    emit(lines)
  }

  private mutating func draw(_ chart: some Chart) {
    var narrow = terminal
    narrow.width -= 2
    guard let text = narrow.text(of: chart) else { return mention([chart]) }
    emit(["  \(chart.title)"] + indented(text))
  }

  /// Says which pictures the report has beyond those drawn here.
  private mutating func mention(_ charts: [any Chart]) {
    let titles = charts.map { "“\($0.title)”" }.joined(separator: ", ")
    emit(wrapped("In the report: \(titles)", width: terminal.width - 2).map { "  \($0)" })
  }

  /// Prints lines after an empty one.
  private mutating func emit(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    put("\n" + lines.joined(separator: "\n"))
    fflush(nil)
  }

  private mutating func put(_ text: String) {
    if held == nil { print(terminal.plain(text)) } else { held?.append(text) }
  }

  /// Prints what was held back; from now on the section prints at once.
  mutating func release() {
    let lines = held ?? []
    held = nil
    for line in lines { put(line) }
  }
}

/// The lines of a text, two columns to the right.
private func indented(_ text: String) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
}
