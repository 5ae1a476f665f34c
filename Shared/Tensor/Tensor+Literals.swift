// Literals of any rank: `let x: Tensor = [[1, 2], [3, 4]]`, `let s: Tensor = 3`.

extension Tensor: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// The tensor of rank 0 that holds a number.
  public init(floatLiteral value: Float) { self.init(value) }

  /// The tensor of rank 0 that holds a whole number.
  ///
  /// All zeros and ones are copies of the same two tensors, as `1 - x` should not cost an allocation.
  public init(integerLiteral value: Int) {
    switch value {
    case 0: self = zero
    case 1: self = one
    default: self.init(Float(value))
    }
  }
}

private let zero = Tensor(Float(0))
private let one = Tensor(Float(1))

extension Tensor: ExpressibleByArrayLiteral {
  /// The tensors of a literal stacked along a new first axis.
  ///
  /// Stops when they differ in shape: `[[1, 2], [3]]`.
  public init(arrayLiteral elements: Tensor...) {
    if elements.isEmpty {
      self.init([], shape: [0])
    } else {
      self.init(stacking: elements)
    }
  }
}
