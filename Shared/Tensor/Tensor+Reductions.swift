// All elements combined into one number.

extension Tensor {
  /// The sum of all elements; 0 when there are none.
  public func sum() -> Float { reduce(Addition(), of: Identity()) }

  /// The mean of all elements; stops when there are none.
  public func mean() -> Float {
    requireElements("mean")
    return sum() / Float(count)
  }

  /// The largest element, or NaN when one is NaN; stops when there are none.
  public func max() -> Float {
    requireElements("max")
    return reduce(Maximum(), of: Identity())
  }

  /// The smallest element, or NaN when one is NaN; stops when there are none.
  public func min() -> Float {
    requireElements("min")
    return reduce(Minimum(), of: Identity())
  }

  /// The mean squared distance of the elements from their mean; stops when there are none.
  ///
  /// With `unbiased` the sum is divided by `count − 1` instead of `count`, as for a sample of a larger
  /// population: NaN when there is one element.
  public func variance(unbiased: Bool = false) -> Float {
    requireElements("variance")
    // Where all elements are equal, this is exactly their value, and the variance is 0.
    let center = scalars[0] + (self - scalars[0]).mean()
    return reduce(Addition(), of: SquaredDeviation(center: center))
      / Float(unbiased ? count - 1 : count)
  }

  /// The index of the first largest element in the order of `scalars`; stops when there are none.
  ///
  /// A NaN counts as larger than any number, so that it does not go unseen.
  public func argmax() -> Int {
    requireElements("argmax")
    return scalars.indexOfLargest(from: 0, count: count, stride: 1)
  }

  /// The Euclidean length √(Σ x²), summed in Double.
  public func norm() -> Float { Float(sumOfSquares(scalars).squareRoot()) }

  private func requireElements(_ operation: String) {
    require(
      count > 0,
      "\(operation): the tensor has no elements — shape \(shape). Check what it was made from")
  }
}

extension [Float] {
  /// The step, counted from `start`, to the first largest element of `count`, `stride` apart.
  func indexOfLargest(from start: Int, count: Int, stride: Int) -> Int {
    var best = 0
    var largest = self[start]
    for index in 0..<count {
      let candidate = self[start + index * stride]
      if candidate.isNaN { return index }
      if candidate > largest { (best, largest) = (index, candidate) }
    }
    return best
  }
}
