// One page per run: text, figures and charts in sections, written as a single file.

import Foundation

/// A self-contained HTML page: no script, no other file, light and dark, readable on a phone.
///
/// ```swift
/// var report = Report(title: "Lab 1: Perceptron", subtitle: "Seed 1, 5,000 digits")
/// report.section("The digits")
/// report.numbers([("Test accuracy", "97.1 %"), ("Parameters", "101,770")])
/// report.text("A network with one hidden layer learns in ten epochs.")
/// report.chart(LineChart("Loss", [Series("training", losses)]), caption: "It falls at once.")
/// try report.write(to: URL(fileURLWithPath: "Reports/lab1.html"))
/// ```
///
/// All text is escaped; words between back quotes are set as code. The same calls give the same
/// bytes.
public struct Report: Sendable {
  /// The headline of the page.
  public let title: String
  /// A line below the headline.
  public let subtitle: String
  private(set) var sections: [Section] = []

  /// One chapter of the page.
  struct Section: Sendable {
    let title: String?
    var blocks: [String] = []
  }

  /// Starts an empty page.
  public init(title: String, subtitle: String = "") {
    self.title = title
    self.subtitle = subtitle
  }

  /// Starts a section, which the table of contents lists; what follows belongs to it.
  public mutating func section(_ title: String) {
    sections.append(Section(title: title))
  }

  /// Adds text; an empty line starts a new paragraph.
  public mutating func text(_ text: String) {
    for paragraph in text.components(separatedBy: "\n\n") where !paragraph.isBlank {
      add(element("p", [:], inline(paragraph)))
    }
  }

  /// Adds a heading within the section.
  public mutating func heading(_ text: String) {
    add(element("h3", [:], inline(text)))
  }

  /// Adds headline figures: a name and a value with its unit each.
  public mutating func numbers(_ figures: [(name: String, value: String)]) {
    guard !figures.isEmpty else { return }
    let items = figures.map {
      element(
        "div", [:], element("dt", [:], inline($0.name)) + element("dd", [:], inline($0.value)))
    }
    add(element("dl", ["class": "numbers"], items.joined()))
  }

  /// Adds a table; columns that hold numbers are set flush right.
  public mutating func table(
    columns: [String], rows: [[String]], caption: String = ""
  ) {
    add(htmlTable(columns: columns, rows: rows, caption: caption))
  }

  /// Adds a chart below its title and caption, with its description in words to unfold.
  public mutating func chart(_ chart: some Chart, caption: String = "") {
    add(figure(chart, caption: caption, widths: [680, 340]))
  }

  /// Adds charts side by side where there is room, such as two runs to be compared.
  public mutating func charts(_ charts: [any Chart]) {
    let figures = charts.map { figure($0, caption: "", widths: [340]) }
    add(element("div", ["class": "row"], figures.joined()))
  }

  /// Adds text in which every space and line counts: code or the output of a terminal.
  public mutating func code(_ text: String) {
    add(
      element(
        "pre", ["tabindex": 0], element("code", [:], escaped(text.trimmingNewlines))))
  }

  private mutating func add(_ block: String) {
    if sections.isEmpty { sections.append(Section(title: nil)) }
    sections[sections.count - 1].blocks.append(block)
  }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  fileprivate var trimmingNewlines: String { trimmingCharacters(in: .newlines) }
}
