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

// Averages that forget, and steps divided by a root: what optimizers and running statistics are made
// of, each in one pass over memory.

extension Tensor {
  /// Multiplies by `decay` and adds `factor · other`: `x ← decay · x + factor · other`.
  ///
  /// With `factor = 1 − decay` this is the exponential moving average of what is added. A result below
  /// the normal numbers (1.2e-38) is 0: rounding would keep it there for ever.
  /// ```swift
  /// average.decay(by: 0.9, adding: gradient, scaledBy: 0.1)
  /// ```
  /// - Parameters:
  ///   - decay: What each element of this tensor is multiplied by.
  ///   - other: Tensor that is broadcast to this shape; stops when it does not fit.
  ///   - factor: What each of its elements is multiplied by.
  public mutating func decay(by decay: Float, adding other: Tensor, scaledBy factor: Float = 1) {
    zipLanesInPlace(other, "decay", DecayedAddition(decay: decay, factor: factor))
  }

  /// Multiplies by `decay` and adds squares: `x ← decay · x + factor · other²`, element by element.
  ///
  /// A result below the normal numbers is 0.
  /// - Parameters:
  ///   - decay: What each element of this tensor is multiplied by.
  ///   - other: Tensor that is broadcast to this shape; stops when it does not fit.
  ///   - factor: What the square of each of its elements is multiplied by.
  public mutating func decay(
    by decay: Float, addingSquareOf other: Tensor, scaledBy factor: Float = 1
  ) {
    zipLanesInPlace(other, "decay", DecayedSquareAddition(decay: decay, factor: factor))
  }

  /// Adds `factor · other / (√(scale · squares) + epsilon)`, element by element.
  ///
  /// - Parameters:
  ///   - other: Numerator, of this shape.
  ///   - factor: What it is multiplied by.
  ///   - squares: What the root is taken of, of this shape; NaN below 0.
  ///   - scale: What these are multiplied by, under the root.
  ///   - epsilon: Keeps the division finite where a square is 0.
  public mutating func addScaled(
    _ other: Tensor, by factor: Float, dividedByRootOf squares: Tensor, scaledBy scale: Float = 1,
    plus epsilon: Float = 0
  ) {
    require(
      other.shape == shape && squares.shape == shape,
      "addScaled: the three shapes must be equal — \(shape), \(other.shape) divided by the root of "
        + "\(squares.shape). Reshape or broadcast them first")
    addQuotients(
      other.scalars, squares.scalars, to: &scalars,
      RootQuotient(factor: factor, scale: scale, epsilon: epsilon))
  }
}
