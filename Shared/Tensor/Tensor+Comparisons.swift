// Elementwise comparisons, whose result is a mask of ones and zeros, and approximate equality.

extension Tensor {
  /// 1 where the left element is greater, else 0; with broadcasting.
  public static func .> (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, ".>", Greater())
  }

  /// 1 where the left element is greater or equal, else 0; with broadcasting.
  public static func .>= (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, ".>=", GreaterOrEqual())
  }

  /// 1 where the left element is less, else 0; with broadcasting.
  public static func .< (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, ".<", Less())
  }

  /// 1 where the left element is less or equal, else 0; with broadcasting.
  public static func .<= (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, ".<=", LessOrEqual())
  }

  /// 1 where the elements are equal, else 0; with broadcasting.
  public static func .== (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, ".==", Equal())
  }

  /// 1 where the elements differ, else 0; with broadcasting.
  public static func .!= (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, ".!=", Unequal())
  }

  /// 1 where the element is greater than a number, else 0.
  @_disfavoredOverload
  public static func .> (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: Greater(), b: b))
  }

  /// 1 where the element is greater than a number or equal, else 0.
  @_disfavoredOverload
  public static func .>= (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: GreaterOrEqual(), b: b))
  }

  /// 1 where the element is less than a number, else 0.
  @_disfavoredOverload
  public static func .< (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: Less(), b: b))
  }

  /// 1 where the element is less than a number or equal, else 0.
  @_disfavoredOverload
  public static func .<= (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: LessOrEqual(), b: b))
  }

  /// 1 where the element equals a number, else 0.
  @_disfavoredOverload
  public static func .== (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: Equal(), b: b))
  }

  /// 1 where the element differs from a number, else 0.
  @_disfavoredOverload
  public static func .!= (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: Unequal(), b: b))
  }

  /// Whether the shapes are equal and all elements nearly so.
  ///
  /// Elements `a` and `b` are near when `|a − b| ≤ absolute + relative · max(|a|, |b|)`, or when they
  /// are the same infinity. NaN is near nothing.
  /// - Parameters:
  ///   - other: Tensor to compare with.
  ///   - absoluteTolerance: Allowed difference, in the elements' unit.
  ///   - relativeTolerance: Allowed difference, as a share of the larger magnitude.
  /// - Returns: False also when the shapes differ.
  public func isApproximatelyEqual(
    to other: Tensor, absoluteTolerance: Float = 1e-6, relativeTolerance: Float = 1e-5
  ) -> Bool {
    guard shape == other.shape else { return false }
    return zip(scalars, other.scalars).allSatisfy { a, b in
      let size = Swift.max(a.magnitude, b.magnitude)
      return a == b || (size.isFinite && abs(a - b) <= absoluteTolerance + relativeTolerance * size)
    }
  }

  /// Whether any element is NaN or infinite.
  ///
  /// Zero times a number is NaN just for these, and NaN stays in every sum.
  public var hasNonFinite: Bool { reduce(Addition(), of: TimesZero()).isNaN }
}
