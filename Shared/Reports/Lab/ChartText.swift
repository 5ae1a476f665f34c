// Charts in characters, so that a section shows its picture in the terminal too.

extension Terminal {
  /// The chart as lines of text, or `nil` for one that characters cannot show.
  func text(of chart: any Chart) -> String? {
    switch chart {
    case let chart as LineChart:
      lineChart(chart.series, x: chart.x, y: chart.y, height: 9)
    case let chart as BarChart where chart.series.count == 1:
      bars(Array(zip(chart.names, chart.series[0].y)).map { (name: $0.0, value: $0.1) })
    case let chart as ImageGrid:
      images(firstRow(of: chart), captions: chart.captions, range: chart.range)
    case let chart as HeatMap:
      images([Picture(width: chart.columns, height: chart.rows, chart.values)])
    case let chart as ConfusionMatrix:
      table(
        columns: [""] + chart.names,
        rows: zip(chart.names, chart.counts).map { name, counts in
          [name] + counts.map { $0 == 0 ? "·" : "\($0)" }
        })
    case let chart as DecisionBoundary: map(of: chart)
    case let chart as ScatterChart: cloud(of: chart)
    default: nil
    }
  }

  /// As many pictures as fit beside each other.
  private func firstRow(of chart: ImageGrid) -> [Picture] {
    let widest = chart.pictures.map(\.width).max() ?? 1
    return Array(chart.pictures.prefix(max(1, (width + 2) / (min(widest, width) + 2))))
  }
}

// MARK: - The plane

extension Terminal {
  /// The plane by predicted class, and the points on it: `●` for class 1 and `○` for class 0.
  private func map(of chart: DecisionBoundary) -> String? {
    guard let x = chart.axes.x.range, let y = chart.axes.y.range else { return nil }
    let (columns, rows) = (min(width, 46), 17)
    let field = chart.field
    var cells = (0..<(columns * rows)).map { index -> String in
      let row = (index / columns * 2 + 1) * field.rows / (2 * rows)
      let column = (index % columns * 2 + 1) * field.columns / (2 * columns)
      let answer = field.answers[row * field.columns + column]
      return answer.map { $0.group == 0 ? " " : hasUnicode ? "░" : "." } ?? "?"
    }
    for point in chart.points.all {
      let right = (point.x - x.lowerBound) / (x.upperBound - x.lowerBound)
      let down = (y.upperBound - point.y) / (y.upperBound - y.lowerBound)
      guard (0..<1).contains(right), (0..<1).contains(down) else { continue }
      let cell = Int(down * Double(rows)) * columns + Int(right * Double(columns))
      cells[cell] = sign(point.group)
    }
    return (0..<rows).map { cells[($0 * columns)..<(($0 + 1) * columns)].joined() }
      .joined(separator: "\n")
  }

  /// The points of a scatter chart, later classes over earlier ones.
  private func cloud(of chart: ScatterChart) -> String {
    let drawn = chart.points.all.filter { chart.x.shows($0.x) && chart.y.shows($0.y) }
    let (columns, rows) = (min(width, 46), 15)
    let x = Ticks(for: drawn.map(\.x), axis: chart.x, count: 4, snapping: true)
    let y = Ticks(for: drawn.map(\.y), axis: chart.y, count: 4, snapping: true)
    var cells = Array(repeating: " ", count: columns * rows)
    for point in drawn {
      let column = Int((x.position(point.x) * Double(columns - 1)).rounded())
      let row = Int(((1 - y.position(point.y)) * Double(rows - 1)).rounded())
      guard (0..<columns).contains(column), (0..<rows).contains(row) else { continue }
      cells[row * columns + column] = sign(point.group)
    }
    let names = chart.points.legend.map { entry in
      let name = printable(entry.name)
      return (text: "\(sign(entry.index)) \(name)", columns: 2 + Reports.columns(of: name))
    }
    let lines = (0..<rows).map { cells[($0 * columns)..<(($0 + 1) * columns)].joined() }
    let axes = printable("across: \(chart.x.label), up: \(chart.y.label)")
    return (lines + wrapped([(text: axes, columns: Reports.columns(of: axes))] + names))
      .joined(separator: "\n")
  }

  private func sign(_ group: Int) -> String {
    let signs = Array(hasUnicode ? "○●◆+×□▲▽*=" : "o#x+%@^v*=")
    return colored(String(signs[group % signs.count]), series: group)
  }
}
