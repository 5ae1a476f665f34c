// From the range of the data to an axis a reader can use: steps of 1, 2 or 5 times a power of ten.

import Foundation

/// The mapping of one axis from values to 0...1, with its ticks.
struct Ticks: Equatable {
  let scale: Axis.Scale
  /// The ends of the axis.
  let lower: Double
  let upper: Double
  /// The values that get a label.
  let values: [Double]
  let labels: [String]

  /// Where a value lies between the ends, 0...1 inside.
  func position(_ value: Double) -> Double {
    guard scale == .logarithmic else { return (value - lower) / (upper - lower) }
    return log(value / lower) / log(upper / lower)
  }

  /// Chooses the ends and about `count` ticks.
  ///
  /// - Parameters:
  ///   - data: The values to show; those without a place on the axis are left out.
  ///   - axis: The scale, and the range when it is fixed.
  ///   - count: How many steps there is room for.
  ///   - snapping: Whether the ends are moved outward to a tick.
  init(for data: [Double], axis: Axis, count: Int, snapping: Bool) {
    let shown = data.filter(axis.shows)
    let whole = !shown.isEmpty && shown.allSatisfy { $0 == $0.rounded() }
    let fallback = axis.scale == .linear ? 0.0...1.0 : 0.1...1.0
    var range = fallback
    if let asked = axis.range, axis.shows(asked.lowerBound), axis.shows(asked.upperBound) {
      range = asked
    } else if let low = shown.min(), let high = shown.max() {
      range = low...high
    }
    let snaps = snapping && axis.range == nil
    if axis.scale == .linear {
      self.init(linear: widened(range), steps: max(1, count), whole: whole, snaps: snaps)
    } else {
      self.init(logarithmic: widenedByRatio(range), steps: max(1, count), snaps: snaps)
    }
  }

  private init(linear range: ClosedRange<Double>, steps: Int, whole: Bool, snaps: Bool) {
    var step = niceStep((range.upperBound - range.lowerBound) / Double(steps))
    if whole { step = max(1, step) }
    let tolerance = 1e-9
    var first = (range.lowerBound / step - tolerance).rounded(.up)
    var last = (range.upperBound / step + tolerance).rounded(.down)
    if snaps {
      first = (range.lowerBound / step + tolerance).rounded(.down)
      last = (range.upperBound / step - tolerance).rounded(.up)
    }
    let values = (0...max(0, min(50, Int(last - first)))).map { (first + Double($0)) * step }
    self.init(
      scale: .linear, lower: snaps ? values[0] : range.lowerBound,
      upper: snaps ? values[values.count - 1] : range.upperBound, values: values,
      labels: linearLabels(values, step: step))
  }

  /// The ends snap to 1-2-5 steps; the labels stand at whole decades where these are enough.
  private init(logarithmic range: ClosedRange<Double>, steps: Int, snaps: Bool) {
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    let fine = (first...last).flatMap { power in [1, 2, 5].map { $0 * pow(10, Double(power)) } }
    var (lower, upper) = (range.lowerBound, range.upperBound)
    if snaps {
      lower = fine.last { $0 <= lower * (1 + 1e-9) } ?? lower
      upper = fine.first { $0 >= upper * (1 - 1e-9) } ?? upper
    }
    let inside = { (value: Double) in value >= lower * (1 - 1e-9) && value <= upper * (1 + 1e-9) }
    var values = fine.filter(inside)
    if values.count > steps * 3 / 2 + 1 {
      let stride = max(1, (last - first + steps - 1) / steps)
      values = (first...last).filter { $0 % stride == 0 }.map { pow(10, Double($0)) }.filter(inside)
    }
    self.init(
      scale: .logarithmic, lower: lower, upper: upper, values: values,
      labels: values.map { short($0, digits: 2) })
  }

  private init(
    scale: Axis.Scale, lower: Double, upper: Double, values: [Double], labels: [String]
  ) {
    self.scale = scale
    self.lower = lower
    self.upper = upper
    self.values = values
    self.labels = labels
  }
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `step`.
func niceStep(_ step: Double) -> Double {
  guard step.isFinite, step > 0 else { return 1 }
  let power = pow(10, log10(step).rounded(.down))
  let factor = [1.0, 2, 5].first { $0 * power >= step * (1 - 1e-9) } ?? 10
  return factor * power
}

/// A range that a line can cross: a single value, or values closer than doubles can tell apart, get
/// room around them.
private func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
  let middle = range.lowerBound / 2 + range.upperBound / 2
  let room = max(abs(middle) * 1e-9, 1e-290)
  guard range.upperBound - range.lowerBound <= room else { return range }
  let half = abs(middle) <= 1e-290 ? 1 : abs(middle) / 2
  return (middle - half)...(middle + half)
}

private func widenedByRatio(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
  guard range.upperBound / range.lowerBound < 1 + 1e-6 else { return range }
  return (range.lowerBound / 2)...(range.upperBound * 2)
}

private func linearLabels(_ values: [Double], step: Double) -> [String] {
  let largest = values.map { abs($0) }.max() ?? 0
  guard largest < 1e6, step >= 0.9e-4 else { return values.map { scientificTick($0, step) } }
  let decimals = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
  return values.map { fixed($0, decimals: decimals) }
}

/// As many digits as tell neighbouring ticks apart.
private func scientificTick(_ value: Double, _ step: Double) -> String {
  guard abs(value) > step / 2 else { return "0" }
  let digits = 1 + Int((log10(abs(value)) - log10(step) + 1e-9).rounded(.down))
  return scientific(value, digits: min(12, max(1, digits + 1)))
}
