// Points in the plane, by class.

import Shared

/// Points over two axes; classes differ by colour and by shape.
public struct ScatterChart: Chart {
  /// What the chart is about.
  public let title: String
  let points: ClassedPoints
  let x: Axis
  let y: Axis
  let diagonal: Bool

  /// Draws points.
  ///
  /// - Parameters:
  ///   - title: What the chart is about.
  ///   - valuesX: The horizontal places.
  ///   - valuesY: The vertical places.
  ///   - classes: The class of each point, from 0; all one class when empty.
  ///   - names: What the legend calls the classes.
  ///   - axes: The titles of the axes.
  ///   - diagonal: Whether a line shows where both coordinates are equal, for predictions over
  ///     true values.
  public init(
    _ title: String, x valuesX: some PlotValues, y valuesY: some PlotValues, classes: [Int] = [],
    names: [String] = [], axes: (x: Axis, y: Axis) = ("x₁", "x₂"), diagonal: Bool = false
  ) {
    self.title = title
    points = ClassedPoints(
      x: valuesX.plotValues, y: valuesY.plotValues, classes: classes, names: names)
    (x, y) = axes
    self.diagonal = diagonal
  }

  /// How many points of which class lie where.
  public var summary: String {
    "Scatter chart of \(y.label) over \(x.label). " + points.summary
  }

  /// The points as an `svg` element.
  public func svg(width: Double) -> String {
    let drawn = points.all.filter { x.shows($0.x) && y.shows($0.y) }
    let frame = PlotFrame(
      width: width, height: width > 500 ? 340 : 260, x: (drawn.map(\.x), x),
      y: (drawn.map(\.y), y), legend: points.legend, snappingX: true)
    let content = drawn.isEmpty ? frame.notice("no data") : points.svg(frame)
    return drawing(
      width: width, height: frame.height,
      frame.background + frame.clipped(equality(frame) + content))
  }

  private func equality(_ frame: PlotFrame) -> String {
    guard diagonal else { return "" }
    let low = max(frame.x.lower, frame.y.lower)
    let high = min(frame.x.upper, frame.y.upper)
    guard low < high else { return "" }
    return element(
      "line",
      [
        "class": "axis", "stroke-dasharray": "4 4", "x1": frame.place(x: low),
        "y1": frame.place(y: low), "x2": frame.place(x: high), "y2": frame.place(y: high),
      ])
  }
}

/// Points with a class each, for scatter charts and decision boundaries.
struct ClassedPoints: Sendable {
  let all: [(x: Double, y: Double, group: Int)]
  let names: [String]

  init(x: [Double], y: [Double], classes: [Int], names: [String]) {
    all = zip(x, y).enumerated().map { index, point in
      (point.0, point.1, index < classes.count ? max(0, classes[index]) : 0)
    }
    self.names = names
  }

  private var groups: [Int] { Set(all.map(\.group)).sorted() }

  func name(_ group: Int) -> String { group < names.count ? names[group] : "class \(group)" }

  /// Nothing for a single class without a name.
  var legend: [LegendEntry] {
    guard groups.count > 1 || !names.isEmpty else { return [] }
    return groups.map { LegendEntry(name: name($0), index: $0, sample: .marker) }
  }

  /// The counts and middles of the classes.
  var summary: String {
    let sentences = groups.map { group in
      let members = all.filter { $0.group == group && abs($0.x) < 1e300 && abs($0.y) < 1e300 }
      let lost = all.filter { $0.group == group }.count - members.count
      let x = members.reduce(0) { $0 + $1.x } / Double(max(1, members.count))
      let y = members.reduce(0) { $0 + $1.y } / Double(max(1, members.count))
      return "\(name(group)): \(counted(members.count, "point")) around (\(short(x)), \(short(y)))"
        + (lost > 0 ? ", \(counted(lost, "value")) not finite and not drawn." : ".")
    }
    return all.isEmpty ? "There is no data." : sentences.joined(separator: " ")
  }

  /// One path a class: a thousand points cost a thousand short outlines.
  func svg(_ frame: PlotFrame) -> String {
    let radius = all.count > 600 ? 2.4 : all.count > 150 ? 3.2 : 4.2
    return groups.map { group in
      let members = all.filter { $0.group == group && frame.shows($0.x, $0.y) }
      let path = members.map {
        markerPath(group, x: frame.place(x: $0.x), y: frame.place(y: $0.y), radius: radius)
      }
      guard !path.isEmpty else { return "" }
      return element(
        "path",
        [
          "class": "mark", "d": path.joined(),
          "style": "fill:\(Theme.color(group));fill-opacity:.85",
        ], tooltip(name(group)))
    }.joined()
  }
}
