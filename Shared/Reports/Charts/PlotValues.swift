// What can be drawn: arrays of numbers and tensors alike.

import Shared

/// A number type that charts accept.
public protocol PlotNumber: Sendable {
  /// The number in double precision.
  var plotValue: Double { get }
}

extension Double: PlotNumber {
  /// The number itself.
  public var plotValue: Double { self }
}

extension Float: PlotNumber {
  /// The number in double precision.
  public var plotValue: Double { Double(self) }
}

extension Int: PlotNumber {
  /// The number in double precision.
  public var plotValue: Double { Double(self) }
}

/// A list of numbers that charts accept: `[Float]`, `[Double]`, `[Int]` or a `Tensor`, flattened.
public protocol PlotValues {
  /// The numbers in order.
  var plotValues: [Double] { get }
}

extension Array: PlotValues where Element: PlotNumber {
  /// The numbers in order.
  public var plotValues: [Double] { map(\.plotValue) }
}
