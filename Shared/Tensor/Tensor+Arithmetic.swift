// + - * / elementwise, between tensors of compatible shapes and between a tensor and a number.

// Two shapes are compatible when, lined up at their last axes, sizes are equal or one of them is 1,
// which is repeated: [N, F] + [F] adds a row to each row, [N, F] + [N, 1] a column to each column.
//
// NB: the operators of a number are disfavored, which decides what a literal is: in `x * 2` and in
// `[1 / 3, 1] as Tensor` it is a tensor of rank 0. Without it these would be ambiguous.

extension Tensor {
  /// The sums of corresponding elements, with broadcasting.
  public static func + (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, "+", Addition())
  }

  /// The differences of corresponding elements, with broadcasting.
  public static func - (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, "-", Subtraction())
  }

  /// The products of corresponding elements, with broadcasting; the matrix product is `matmul`.
  public static func * (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, "*", Multiplication())
  }

  /// The quotients of corresponding elements, with broadcasting.
  public static func / (a: consuming Tensor, b: consuming Tensor) -> Tensor {
    zipLanes(a, b, "/", Division())
  }

  /// Each element plus a number.
  @_disfavoredOverload
  public static func + (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: Addition(), b: b))
  }

  /// Each element minus a number.
  @_disfavoredOverload
  public static func - (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: Subtraction(), b: b))
  }

  /// Each element times a number.
  @_disfavoredOverload
  public static func * (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: Multiplication(), b: b))
  }

  /// Each element divided by a number.
  @_disfavoredOverload
  public static func / (a: consuming Tensor, b: Float) -> Tensor {
    a.mapLanes(RightBound(operation: Division(), b: b))
  }

  /// A number plus each element.
  @_disfavoredOverload
  public static func + (a: Float, b: consuming Tensor) -> Tensor {
    b.mapLanes(LeftBound(operation: Addition(), a: a))
  }

  /// A number minus each element.
  @_disfavoredOverload
  public static func - (a: Float, b: consuming Tensor) -> Tensor {
    b.mapLanes(LeftBound(operation: Subtraction(), a: a))
  }

  /// A number times each element.
  @_disfavoredOverload
  public static func * (a: Float, b: consuming Tensor) -> Tensor {
    b.mapLanes(LeftBound(operation: Multiplication(), a: a))
  }

  /// A number divided by each element.
  @_disfavoredOverload
  public static func / (a: Float, b: consuming Tensor) -> Tensor {
    b.mapLanes(LeftBound(operation: Division(), a: a))
  }

  /// The negated elements.
  public static prefix func - (x: consuming Tensor) -> Tensor { x.mapLanes(Negation()) }
}
