// Small charts in text: a sparkline, a line chart of a few rows, bars.

import Foundation

extension Terminal {
  /// The course of values in one line, such as `▇▅▃▂▁`; a value that is not finite shows as a gap.
  public func sparkline(_ values: some PlotValues) -> String {
    let numbers = values.plotValues
    let range = ColorMap.sequential.range(of: numbers)
    let steps = hasUnicode ? Array("▁▂▃▄▅▆▇█") : Array("_.-=+*#@")
    let kept = bucketed(numbers, count: min(numbers.count, width))
    return String(
      kept.map { $0.isFinite ? steps[level(of: $0, in: range, levels: steps.count)] : " " })
  }

  /// Lines over a common axis, `height` rows high, with the ends of both axes and a legend.
  public func lineChart(
    _ series: [Series], x: Axis = "epoch", y: Axis = "", height: Int = 10
  ) -> String {
    let drawn = series.map { $0.points.filter { x.shows($0.x) && y.shows($0.y) } }
    let all = drawn.flatMap { $0 }
    guard !all.isEmpty else { return "(no data)" }
    let rows = max(3, height)
    let vertical = Ticks(for: all.map(\.y), axis: y, count: max(2, rows / 3), snapping: true)
    let margin = vertical.labels.map { columns(of: ascii($0)) }.max() ?? 0
    let canvasWidth = max(10, min(width, 100) - margin - 3)
    let horizontal = Ticks(for: all.map(\.x), axis: x, count: 2, snapping: false)
    var canvas = Canvas(columns: canvasWidth, rows: rows, terminal: self)
    for (index, points) in drawn.enumerated() {
      canvas.draw(
        points.map { (horizontal.position($0.x), vertical.position($0.y)) }, series: index)
    }
    let labels = axisLabels(vertical, rows: rows)
    let bar = hasUnicode ? "│" : "|"
    let body = canvas.lines.enumerated().map { row, line in
      padded(labels[row] ?? "", to: margin, onLeft: true) + " " + bar + line
    }
    let head = legend(series, y: y)
    return (head + body + footer(horizontal, x: x, margin: margin, width: canvasWidth))
      .joined(separator: "\n")
  }

  /// Horizontal bars from zero, with the name before and the value behind each.
  public func bars(_ bars: [(name: String, value: Double)], unit: String = "") -> String {
    guard !bars.isEmpty else { return "(no data)" }
    let names = bars.map { printable($0.name) }
    let margin = min(names.map(columns(of:)).max() ?? 0, width / 3)
    let texts = bars.map { ascii(short($0.value)) + (unit.isEmpty ? "" : " " + unit) }
    let room = max(4, min(width, 100) - margin - (texts.map(columns(of:)).max() ?? 0) - 3)
    let largest = bars.map { abs($0.value) }.filter(\.isFinite).max() ?? 0
    return bars.indices.map { index in
      let value = bars[index].value
      let share = value.isFinite && largest > 0 ? abs(value) / largest : 0
      let bar = blocks(share * Double(room), mark: value < 0 ? "-" : "#")
      return padded(names[index], to: margin) + " " + colored(bar, series: value < 0 ? 1 : 0)
        + " " + texts[index]
    }.joined(separator: "\n")
  }

  /// A bar with an end as fine as an eighth of a character.
  private func blocks(_ length: Double, mark: Character) -> String {
    let eighths = Int((length * 8).rounded())
    guard hasUnicode else { return String(repeating: mark, count: Int(length.rounded())) }
    let ends = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + ends[eighths % 8]
  }

  /// The texts of the rows on which a tick falls.
  private func axisLabels(_ ticks: Ticks, rows: Int) -> [Int: String] {
    let places = zip(ticks.values, ticks.labels).map { value, text in
      (Int(((1 - ticks.position(value)) * Double(rows - 1)).rounded()), ascii(text))
    }
    return Dictionary(places) { first, _ in first }
  }

  /// The names with their marks, on as many lines as they take.
  private func legend(_ series: [Series], y: Axis) -> [String] {
    let names = series.enumerated().filter { !$0.element.name.isEmpty }.map { index, line in
      let (mark, name) = (Canvas.mark(index, self, alone: series.count == 1), printable(line.name))
      return (text: colored(mark, series: index) + " " + name, columns: 2 + columns(of: name))
    }
    let label = printable(y.label)
    return wrapped((label.isEmpty ? [] : [(text: label, columns: columns(of: label))]) + names)
  }

  /// Parts of a legend, colours and all, beside each other on as many lines as they take.
  func wrapped(_ parts: [(text: String, columns: Int)]) -> [String] {
    var (lines, used) = ([String](), 0)
    for part in parts {
      let isFirst = lines.isEmpty || used + 3 + part.columns > width
      if isFirst { lines.append("") }
      lines[lines.count - 1] += (isFirst ? "" : "   ") + part.text
      used = (isFirst ? 0 : used + 3) + part.columns
    }
    return lines
  }

  private func footer(_ ticks: Ticks, x: Axis, margin: Int, width: Int) -> [String] {
    let line = (hasUnicode ? "└" : "+") + String(repeating: hasUnicode ? "─" : "-", count: width)
    let (low, high) = (ascii(short(ticks.lower)), ascii(short(ticks.upper)))
    let room = max(0, width - columns(of: low) - columns(of: high))
    let title = clipped(printable(x.label), to: max(0, room - 2))
    let left = (room - columns(of: title)) / 2
    let spaces = (
      String(repeating: " ", count: left),
      String(repeating: " ", count: room - left - columns(of: title))
    )
    let indent = String(repeating: " ", count: margin + 1)
    return [indent + line, indent + " " + low + spaces.0 + title + spaces.1 + high]
  }

  /// The text without typographic signs where only ASCII arrives.
  func ascii(_ text: String) -> String {
    guard !hasUnicode else { return text }
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let plain = text.replacingOccurrences(of: "−", with: "-").replacingOccurrences(
      of: "×10", with: "e"
    ).replacingOccurrences(of: "∞", with: "inf").replacingOccurrences(of: "⁻", with: "-")
    return String(
      plain.map { character in
        digits.firstIndex(of: character).map { Character(String($0)) } ?? character
      })
  }
}

/// The means of `count` stretches of equal length.
private func bucketed(_ values: [Double], count: Int) -> [Double] {
  guard count > 0, values.count > count else { return values }
  return (0..<count).map { index in
    let part = values[(index * values.count / count)..<((index + 1) * values.count / count)]
    let finite = part.filter(\.isFinite)
    return finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
  }
}
