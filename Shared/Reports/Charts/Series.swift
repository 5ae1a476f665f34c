// One line of a chart: a name, points, and what to make of them.

/// A named row of points.
public struct Series: Sendable {
  /// Which point of a line gets a marker with its value.
  public enum Extreme: Sendable {
    /// The lowest point, for a loss.
    case minimum
    /// The highest point, for an accuracy.
    case maximum
  }

  /// What the legend calls it.
  public var name: String
  let x: [Double]
  let y: [Double]
  var extreme: Extreme?
  var isStepped = false
  var band: (lower: [Double], upper: [Double])?

  /// Points at `first`, `first + 1`, …: one value an epoch.
  public init(_ name: String, _ values: some PlotValues, startingAt first: Int = 1) {
    self.name = name
    y = values.plotValues
    x = y.indices.map { Double(first + $0) }
  }

  /// Points at given places; what one list has more than the other is left out.
  public init(_ name: String, x: some PlotValues, y: some PlotValues) {
    let (places, values) = (x.plotValues, y.plotValues)
    let count = min(places.count, values.count)
    self.name = name
    self.x = Array(places.prefix(count))
    self.y = Array(values.prefix(count))
  }

  /// The same line with its lowest or highest point marked.
  public func marking(_ extreme: Extreme) -> Series {
    var copy = self
    copy.extreme = extreme
    return copy
  }

  /// The same line in steps: each value holds until the next one comes.
  public func stepped() -> Series {
    var copy = self
    copy.isStepped = true
    return copy
  }

  /// The same line in a band, such as mean ± one standard deviation, a value for each point.
  public func banded(lower: some PlotValues, upper: some PlotValues) -> Series {
    var copy = self
    copy.band = (lower.plotValues, upper.plotValues)
    return copy
  }
}

extension Series {
  /// The points, undrawable ones too.
  var points: [(x: Double, y: Double)] { zip(x, y).map { ($0, $1) } }

  /// The index of the marked point.
  func extremeIndex(where shows: (Double, Double) -> Bool) -> Int? {
    let candidates = y.indices.filter { shows(x[$0], y[$0]) }
    switch extreme {
    case .minimum: return candidates.min { y[$0] < y[$1] }
    case .maximum: return candidates.max { y[$0] < y[$1] }
    case nil: return nil
    }
  }

  /// From where to where, and the extremes, in words.
  func summary(where shows: (Double, Double) -> Bool) -> String {
    let drawn = points.filter { shows($0.x, $0.y) }
    guard let first = drawn.first, let last = drawn.last else { return "\(name): no values." }
    guard drawn.count > 1 else { return "\(name): \(short(first.y)) at \(short(first.x))." }
    let low = drawn.min { $0.y < $1.y } ?? first
    let high = drawn.max { $0.y < $1.y } ?? first
    return "\(name): from \(short(first.y)) at \(short(first.x)) to \(short(last.y)) at "
      + "\(short(last.x)), lowest \(short(low.y)) at \(short(low.x)), highest \(short(high.y)) at "
      + "\(short(high.x))."
  }
}
