// Where a classifier changes its mind: its answers over the plane, and the points it learned from.

/// The class a model predicts at each place, the stronger the surer, with the training points.
public struct DecisionBoundary: Chart {
  /// What the chart is about.
  public let title: String
  let points: ClassedPoints
  let field: ClassField
  private(set) var axes: (x: Axis, y: Axis)

  /// Asks a model at the centres of `resolution` × `resolution` cells.
  ///
  /// - Parameters:
  ///   - title: What the chart is about.
  ///   - x: The horizontal places of the points; the picture reaches a little beyond them.
  ///   - y: Their vertical places.
  ///   - classes: The class of each point, from 0.
  ///   - names: What the legend calls the classes.
  ///   - axes: The titles of the axes, and their ranges when they are fixed.
  ///   - resolution: How many places are asked about in each direction.
  ///   - scores: The answers for places (x, y), in order: one probability of class 1 each, or one
  ///     score for each class.
  public init(
    _ title: String, x: some PlotValues, y: some PlotValues, classes: [Int], names: [String] = [],
    axes: (x: Axis, y: Axis) = ("x₁", "x₂"), resolution: Int = 96,
    scores: ([(x: Double, y: Double)]) -> [[Double]]
  ) {
    self.title = title
    points = ClassedPoints(x: x.plotValues, y: y.plotValues, classes: classes, names: names)
    let drawn = points.all.filter { abs($0.x) < 1e300 && abs($0.y) < 1e300 }
    let ranges = (
      x: axes.x.range ?? padded(drawn.map(\.x)), y: axes.y.range ?? padded(drawn.map(\.y))
    )
    self.axes = axes
    self.axes.x.range = ranges.x
    self.axes.y.range = ranges.y
    let side = max(2, min(400, resolution))
    let places = cellCentres(x: ranges.x, y: ranges.y, columns: side, rows: side)
    field = ClassField(scores: scores(places), columns: side, rows: side)
  }

  /// The share of the plane of each class, and the points.
  public var summary: String {
    let shares = field.shares.map { "\(points.name($0.group)) \(percent($0.share))" }
    return "Decision boundary. Predicted over the area: \(shares.joined(separator: ", ")). "
      + points.summary
  }

  /// The plane as an `svg` element.
  public func svg(width: Double) -> String {
    let width = min(width, 480)
    let frame = PlotFrame(
      width: width, height: width * 0.8, x: ([], axes.x), y: ([], axes.y), legend: points.legend,
      snappingX: false, snappingY: false)
    let ground = raster(
      field.image, x: frame.left, y: frame.top, width: frame.right - frame.left,
      height: frame.bottom - frame.top)
    return drawing(
      width: width, height: frame.height,
      frame.background + frame.clipped(ground + boundary(frame) + points.svg(frame)))
  }

  private func boundary(_ frame: PlotFrame) -> String {
    let path = field.margins.flatMap(\.zeroSegments).map { segment in
      "M"
        + segment.map { point in
          let x =
            frame.left
            + (point.column + 0.5) / Double(field.columns) * (frame.right - frame.left)
          let y = frame.top + (point.row + 0.5) / Double(field.rows) * (frame.bottom - frame.top)
          return "\(coordinate(x)) \(coordinate(y))"
        }.joined(separator: "L")
    }
    guard !path.isEmpty else { return "" }
    return element(
      "path", ["class": "line", "d": path.joined(), "style": "stroke:var(--ink);stroke-width:1.3"])
  }
}

/// The predictions on a grid, the top row first.
struct ClassField: Sendable {
  let columns: Int
  let rows: Int
  /// The predicted class and how sure it is, 0...1; none where a score is not a number.
  let answers: [(group: Int, confidence: Double)?]
  /// For each class but the last: its score above the best other one.
  let margins: [Grid]

  init(scores: [[Double]], columns: Int, rows: Int) {
    let cells = (0..<(columns * rows)).map { index -> [Double] in
      guard index < scores.count else { return [] }
      return scores[index].count == 1 ? [1 - scores[index][0], scores[index][0]] : scores[index]
    }
    let classes = cells.map(\.count).max() ?? 0
    self.columns = columns
    self.rows = rows
    answers = cells.map(answer)
    let margins = classes == 2 ? 1 : classes
    self.margins = (0..<margins).map { group in
      Grid(columns: columns, rows: rows, values: cells.map { margin(of: group, in: $0) })
    }
  }

  /// Which share of the cells each class has.
  var shares: [(group: Int, share: Double)] {
    let groups = answers.compactMap { $0?.group }
    return Set(groups).sorted().map { group in
      (group, Double(groups.filter { $0 == group }.count) / Double(max(1, answers.count)))
    }
  }

  /// Class colours, transparent where the model is unsure, so that they suit light and dark.
  var image: IndexedImage {
    let levels = 16
    let palette = (0..<Theme.seriesCount).flatMap { group in
      (0..<levels).map { Theme.tint(group, alpha: 0.06 + 0.44 * Double($0) / Double(levels - 1)) }
    }
    let indices = answers.map { answer -> UInt8 in
      guard let answer else { return UInt8(palette.count) }
      let strength = level(of: answer.confidence, in: 0...1, levels: levels)
      return UInt8(answer.group % Theme.seriesCount * levels + strength)
    }
    return IndexedImage(
      width: columns, height: rows, indices: indices, palette: palette + [ColorMap.missing])
  }
}

/// The best class; its confidence counts from "as good as a guess" when scores are probabilities.
private func answer(_ scores: [Double]) -> (group: Int, confidence: Double)? {
  guard !scores.isEmpty, scores.allSatisfy(\.isFinite),
    let best = scores.indices.max(by: { scores[$0] < scores[$1] })
  else { return nil }
  guard scores.allSatisfy({ (0...1).contains($0) }), scores.count > 1 else { return (best, 1) }
  let guess = 1 / Double(scores.count)
  return (best, min(1, max(0, (scores[best] - guess) / (1 - guess))))
}

private func margin(of group: Int, in scores: [Double]) -> Double {
  let others = scores.indices.filter { $0 != group }.map { scores[$0] }
  guard group < scores.count, scores.allSatisfy(\.isFinite), let best = others.max() else {
    return .nan
  }
  return scores[group] - best
}

/// The range of values with a tenth of room on both sides.
func padded(_ values: [Double]) -> ClosedRange<Double> {
  guard let low = values.min(), let high = values.max() else { return -1...1 }
  let room = high > low ? (high - low) * 0.1 : max(1, abs(low))
  return (low - room)...(high + room)
}

/// The middles of the cells of a grid, row by row from the top.
func cellCentres(
  x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int, rows: Int
) -> [(x: Double, y: Double)] {
  (0..<(columns * rows)).map { index in
    let right = (Double(index % columns) + 0.5) / Double(columns)
    let down = (Double(index / columns) + 0.5) / Double(rows)
    return (
      x.lowerBound + right * (x.upperBound - x.lowerBound),
      y.upperBound - down * (y.upperBound - y.lowerBound)
    )
  }
}
