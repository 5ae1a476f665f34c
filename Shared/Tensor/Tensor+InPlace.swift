// Changes in place: no new tensor, as a training step wants.

extension Tensor {
  /// Adds a tensor, broadcast to the shape of the left side; stops when it does not fit.
  public static func += (a: inout Tensor, b: Tensor) { a.zipLanesInPlace(b, "+=", Addition()) }

  /// Subtracts a tensor, broadcast to the shape of the left side; stops when it does not fit.
  public static func -= (a: inout Tensor, b: Tensor) { a.zipLanesInPlace(b, "-=", Subtraction()) }

  /// Multiplies by a tensor, broadcast to the shape of the left side; stops when it does not fit.
  public static func *= (a: inout Tensor, b: Tensor) {
    a.zipLanesInPlace(b, "*=", Multiplication())
  }

  /// Divides by a tensor, broadcast to the shape of the left side; stops when it does not fit.
  public static func /= (a: inout Tensor, b: Tensor) { a.zipLanesInPlace(b, "/=", Division()) }

  /// Adds a number to each element.
  @_disfavoredOverload
  public static func += (a: inout Tensor, b: Float) {
    a.mapLanesInPlace(RightBound(operation: Addition(), b: b))
  }

  /// Subtracts a number from each element.
  @_disfavoredOverload
  public static func -= (a: inout Tensor, b: Float) {
    a.mapLanesInPlace(RightBound(operation: Subtraction(), b: b))
  }

  /// Multiplies each element by a number.
  @_disfavoredOverload
  public static func *= (a: inout Tensor, b: Float) {
    a.mapLanesInPlace(RightBound(operation: Multiplication(), b: b))
  }

  /// Divides each element by a number.
  @_disfavoredOverload
  public static func /= (a: inout Tensor, b: Float) {
    a.mapLanesInPlace(RightBound(operation: Division(), b: b))
  }

  /// Adds `factor · other`, the step of every gradient method.
  ///
  /// - Parameters:
  ///   - other: Tensor that is broadcast to this shape; stops when it does not fit.
  ///   - factor: What each of its elements is multiplied by.
  public mutating func addScaled(_ other: Tensor, by factor: Float) {
    zipLanesInPlace(other, "addScaled", ScaledAddition(factor: factor))
  }

  /// Sets all elements to one number.
  public mutating func fill(_ value: Float) {
    mapLanesInPlace(Constant(value: value))
  }
}
