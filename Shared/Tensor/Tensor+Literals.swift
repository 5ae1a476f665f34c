// Literals of any rank: `let x: Tensor = [[1, 2], [3, 4]]`, `let s: Tensor = 3`.

extension Tensor: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// The tensor of rank 0 that holds a number.
  public init(floatLiteral value: Float) { self.init(value) }

  /// The tensor of rank 0 that holds a whole number.
  public init(integerLiteral value: Int) { self.init(Float(value)) }
}

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
