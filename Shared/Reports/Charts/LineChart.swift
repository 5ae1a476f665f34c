// Lines over a common axis: loss curves, accuracies, learning-rate sweeps, activation functions.

/// Lines over two axes, with a legend when there are several.
///
/// Values that are not finite, or not positive on a logarithmic axis, leave a gap and are counted
/// below the chart: a training that diverged shows it.
public struct LineChart: Chart {
  /// What the chart is about.
  public let title: String
  let series: [Series]
  let x: Axis
  let y: Axis

  /// Draws the series in order, the first one in the first colour.
  public init(_ title: String, _ series: [Series], x: Axis = "epoch", y: Axis = "loss") {
    self.title = title
    self.series = series
    self.x = x
    self.y = y
  }

  /// Draws one line without a legend, its first point at 1.
  public init(_ title: String, _ values: some PlotValues, x: Axis = "epoch", y: Axis = "loss") {
    self.init(title, [Series("", values)], x: x, y: y)
  }

  private func shows(_ valueX: Double, _ valueY: Double) -> Bool {
    x.shows(valueX) && y.shows(valueY)
  }

  private var missing: Int {
    series.reduce(0) { $0 + $1.points.filter { !shows($0.x, $0.y) }.count }
  }

  private var warning: String? {
    guard missing > 0 else { return nil }
    let reason =
      y.scale == .logarithmic || x.scale == .logarithmic ? "not positive and finite" : "not finite"
    return "\(counted(missing, "value")) \(reason), not drawn"
  }

  /// The course of each line in words.
  public var summary: String {
    guard series.contains(where: { !$0.y.isEmpty }) else { return "There is no data." }
    let axes = "Line chart of \(y.label) over \(x.label). "
    let lines = series.map { line in
      var line = line
      if line.name.isEmpty { line.name = y.title }
      return line.summary(where: shows)
    }
    return axes + lines.joined(separator: " ") + (warning.map { " \($0)." } ?? "")
  }

  /// The lines as an `svg` element.
  public func svg(width: Double) -> String {
    let frame = frame(width: width)
    let count = series.reduce(0) { $0 + $1.points.filter { shows($0.x, $0.y) }.count }
    guard count > 0 else {
      let notice = warning ?? "no data"
      return drawing(width: width, height: frame.height, frame.background + frame.notice(notice))
    }
    let indexed = Array(series.enumerated())
    let bands = indexed.map { band($0.element, $0.offset, frame) }.joined()
    let lines = indexed.map { line($0.element, $0.offset, frame) }.joined()
    let footer = warning.map { label($0, x: 0, y: frame.height + 14, style: "tick") } ?? ""
    return drawing(
      width: width, height: frame.height + (footer.isEmpty ? 0 : 20),
      frame.background + frame.clipped(bands + lines) + extremes(frame) + footer)
  }

  private func frame(width: Double) -> PlotFrame {
    let bands = series.flatMap { ($0.band?.lower ?? []) + ($0.band?.upper ?? []) }
    let drawn = series.flatMap(\.points).filter { shows($0.x, $0.y) }
    return PlotFrame(
      width: width, height: width > 500 ? 280 : 200,
      x: (drawn.map(\.x), x), y: (drawn.map(\.y) + bands, y),
      legend: series.enumerated().map {
        LegendEntry(name: $0.element.name, index: $0.offset, sample: .line)
      }, snappingX: false)
  }

  private func line(_ series: Series, _ index: Int, _ frame: PlotFrame) -> String {
    let runs = runs(of: series, frame)
    let path = runs.filter { $0.count > 1 }.map { run in
      "M" + run.map { "\(coordinate($0.x)) \(coordinate($0.y))" }.joined(separator: "L")
    }.joined()
    let color = Theme.color(index)
    let line =
      path.isEmpty
      ? ""
      : element(
        "path",
        [
          "class": "line", "d": path, "style": "stroke:\(color)",
          "stroke-dasharray": Theme.dash(index),
        ])
    return line
      + dots(series, index, frame, isolated: Set(runs.filter { $0.count == 1 }.map { $0[0].index }))
  }

  private func band(_ series: Series, _ index: Int, _ frame: PlotFrame) -> String {
    guard let band = series.band else { return "" }
    let shown = zip(series.x, zip(band.lower, band.upper)).filter {
      shows($0, $1.0) && shows($0, $1.1)
    }
    guard shown.count > 1 else { return "" }
    let corners = shown.map { ($0, $1.1) } + shown.reversed().map { ($0, $1.0) }
    let path = corners.map {
      "\(coordinate(frame.place(x: $0.0))) \(coordinate(frame.place(y: $0.1)))"
    }
    return element(
      "path",
      [
        "d": "M" + path.joined(separator: "L") + "z",
        "style": "fill:\(Theme.color(index));fill-opacity:.16",
      ])
  }
}
