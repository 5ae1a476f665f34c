// Notation that a tensor does not have, declared so that the compiler says what to write instead: it
// would otherwise complain about protocols, or give up on the whole expression.

extension Tensor {
  /// Not available: a count is an `Int`.
  @_disfavoredOverload
  @available(*, unavailable, message: "the number is an Int: write Float(n)")
  public static func + (a: Tensor, b: Int) -> Tensor { a }

  /// Not available: a count is an `Int`.
  @_disfavoredOverload
  @available(*, unavailable, message: "the number is an Int: write Float(n)")
  public static func - (a: Tensor, b: Int) -> Tensor { a }

  /// Not available: a count is an `Int`.
  @_disfavoredOverload
  @available(*, unavailable, message: "the number is an Int: write Float(n)")
  public static func * (a: Tensor, b: Int) -> Tensor { a }

  /// Not available: a count is an `Int`.
  @_disfavoredOverload
  @available(*, unavailable, message: "the number is an Int: write Float(n)")
  public static func / (a: Tensor, b: Int) -> Tensor { a }

  /// Not available: tensors are compared element by element.
  @available(*, unavailable, message: "element by element it is .< and gives zeros and ones")
  public static func < (a: Tensor, b: Tensor) -> Bool { false }

  /// Not available: tensors are compared element by element.
  @available(*, unavailable, message: "element by element it is .<= and gives zeros and ones")
  public static func <= (a: Tensor, b: Tensor) -> Bool { false }

  /// Not available: tensors are compared element by element.
  @available(*, unavailable, message: "element by element it is .> and gives zeros and ones")
  public static func > (a: Tensor, b: Tensor) -> Bool { false }

  /// Not available: tensors are compared element by element.
  @available(*, unavailable, message: "element by element it is .>= and gives zeros and ones")
  public static func >= (a: Tensor, b: Tensor) -> Bool { false }
}

/// Not available: the larger of corresponding elements is `maximum`.
@available(*, unavailable, message: "element by element it is maximum(a, b)")
public func max(_ a: Tensor, _ b: Tensor) -> Tensor { a }

/// Not available: the smaller of corresponding elements is `minimum`.
@available(*, unavailable, message: "element by element it is minimum(a, b)")
public func min(_ a: Tensor, _ b: Tensor) -> Tensor { a }
