// One axis: what it measures, in which unit, on which scale.

/// What one axis of a chart shows.
///
/// A string is an axis with that title: `LineChart("Loss", [train], x: "epoch", y: "loss")`.
public struct Axis: Sendable, Equatable, ExpressibleByStringLiteral {
  /// How values become positions.
  public enum Scale: Sendable {
    /// Equal differences are equally long.
    case linear
    /// Equal ratios are equally long; values that are not positive cannot be drawn.
    case logarithmic
  }

  /// What is measured, such as `loss`.
  public var title: String
  /// The unit it is measured in, such as `s`, if it has one.
  public var unit: String?
  /// How values become positions.
  public var scale: Scale
  /// The part to show; the range of the data without it.
  public var range: ClosedRange<Double>?

  /// Describes an axis.
  public init(
    _ title: String, unit: String? = nil, scale: Scale = .linear, range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.unit = unit
    self.scale = scale
    self.range = range
  }

  /// Describes a linear axis without a unit.
  public init(stringLiteral title: String) {
    self.init(title)
  }

  /// The title with the unit: `time (s)`.
  var label: String {
    guard let unit, !unit.isEmpty else { return title }
    return title.isEmpty ? unit : "\(title) (\(unit))"
  }

  /// Whether a value has a place on this axis.
  func shows(_ value: Double) -> Bool {
    abs(value) < 1e300 && (scale == .linear || value > 1e-300)
  }
}
