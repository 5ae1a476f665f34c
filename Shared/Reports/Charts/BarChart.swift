// Amounts by name, lying down, so that long names stay readable on a narrow page.

/// Horizontal bars from zero, with the value at the end of each; several series stand in groups.
public struct BarChart: Chart {
  /// What the chart is about.
  public let title: String
  let names: [String]
  let series: [Series]
  let axis: Axis

  /// Draws one bar a name.
  public init(_ title: String, _ bars: [(name: String, value: Double)], axis: Axis = "") {
    self.init(
      title, names: bars.map(\.name), [Series("", bars.map(\.value))], axis: axis)
  }

  /// Draws a bar for each name and series.
  ///
  /// A missing value leaves a gap; bars are always linear.
  public init(_ title: String, names: [String], _ series: [Series], axis: Axis = "") {
    self.title = title
    self.names = names
    self.series = series
    self.axis = Axis(axis.title, unit: axis.unit, range: axis.range)
  }

  /// The values by name.
  public var summary: String {
    guard !names.isEmpty, !series.isEmpty else { return "There is no data." }
    let kind = axis.label.isEmpty ? "Bar chart. " : "Bar chart of \(axis.label). "
    return kind
      + names.enumerated().map { row, name in
        let values = series.map { line in
          let value = row < line.y.count ? short(line.y[row], digits: 4) : "no value"
          return line.name.isEmpty ? value : "\(line.name) \(value)"
        }
        return "\(name): \(values.joined(separator: ", "))."
      }.joined(separator: " ")
  }

  /// The bars as an `svg` element.
  public func svg(width: Double) -> String {
    let legend = Legend(
      series.enumerated().map {
        LegendEntry(name: $0.element.name, index: $0.offset, sample: .area)
      }, width: width)
    guard !names.isEmpty, !series.isEmpty else {
      return drawing(
        width: width, height: 60, label("no data", x: width / 2, y: 34, anchor: "middle"))
    }
    let layout = Layout(self, width: width, top: legend.height)
    let rows = names.indices.map { row(at: $0, layout) }.joined()
    return drawing(
      width: width, height: layout.bottom + (axis.label.isEmpty ? 22 : 40),
      legend.svg + grid(layout) + rows + layout.zeroLine)
  }

  private func grid(_ layout: Layout) -> String {
    let lines = zip(layout.ticks.values, layout.ticks.labels).map { value, text in
      let x = layout.place(value)
      return element(
        "line", ["class": "grid", "x1": x, "x2": x, "y1": layout.top, "y2": layout.bottom])
        + label(text, x: x, y: layout.bottom + 16, anchor: "middle")
    }.joined()
    guard !axis.label.isEmpty else { return lines }
    return lines
      + label(axis.label, x: layout.right, y: layout.bottom + 34, anchor: "end", style: "name")
  }

  private func row(at index: Int, _ layout: Layout) -> String {
    let top = layout.top + Double(index) * layout.rowHeight + 4
    let middle = top + (layout.rowHeight - 8) / 2 + 4
    let name = fitted(names[index], width: layout.left - 10)
    let bars = series.enumerated().map { number, line in
      let y = top + Double(number) * layout.barHeight
      return bar(index < line.y.count ? line.y[index] : .nan, number, y, layout)
    }
    return label(name, x: layout.left - 8, y: middle, anchor: "end", style: "name") + bars.joined()
  }

  private func bar(_ value: Double, _ number: Int, _ y: Double, _ layout: Layout) -> String {
    let baseline = y + layout.barHeight / 2 + 4
    guard axis.shows(value) else {
      let text = value.isNaN ? "no number" : short(value)
      return label(text, x: layout.place(0) + 6, y: baseline)
    }
    let zero = layout.place(0)
    let end = layout.place(value)
    let rect = element(
      "rect",
      [
        "x": min(zero, end), "y": y + 1, "width": abs(end - zero), "height": layout.barHeight - 2,
        "rx": 2, "style": "fill:\(Theme.color(number))",
      ])
    let side = value < 0 ? (end - 6, "end") : (end + 6, "start")
    return rect + label(text(value), x: side.0, y: baseline, anchor: side.1, style: "name")
  }

  /// A value with as many decimals as its like, so that they line up to the eye; values of very
  /// different size keep their own.
  private func text(_ value: Double) -> String {
    let sizes = series.flatMap(\.y).filter { axis.shows($0) && $0 != 0 }.map { abs($0) }
    guard let low = sizes.min(), let high = sizes.max(), high < 100 * low, high < 1e6, low >= 0.01
    else { return short(value) }
    let decimals = sizes.map { short($0).split(separator: ".").dropFirst().first?.count ?? 0 }
    return fixed(value, decimals: decimals.max() ?? 0)
  }

  /// Where the bars stand.
  private struct Layout {
    let ticks: Ticks
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let rowHeight: Double
    let barHeight: Double
    private let gutter: (low: Double, high: Double)

    init(_ chart: BarChart, width: Double, top: Double) {
      let values = chart.series.flatMap(\.y) + [0]
      let names = chart.names.map(textWidth).max() ?? 0
      left = min(names + 12, width * 0.4)
      right = width
      let shown = values.filter(chart.axis.shows).map { textWidth(chart.text($0)) + 10 }.max() ?? 0
      gutter = (values.contains { $0 < 0 } ? shown : 0, shown)
      ticks = Ticks(
        for: values, axis: chart.axis, count: Int((width - left) / 80), snapping: true)
      barHeight = chart.series.count > 1 ? 15 : 20
      rowHeight = barHeight * Double(max(1, chart.series.count)) + 8
      self.top = top
      bottom = top + rowHeight * Double(chart.names.count)
    }

    func place(_ value: Double) -> Double {
      left + gutter.low + min(1, max(0, ticks.position(value)))
        * (right - left - gutter.low - gutter.high)
    }

    var zeroLine: String {
      let x = place(0)
      return element("line", ["class": "axis", "x1": x, "x2": x, "y1": top, "y2": bottom])
    }
  }
}
