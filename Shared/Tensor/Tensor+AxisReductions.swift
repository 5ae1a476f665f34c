// Elements combined along one axis or several. Negative axes count from the end.

extension Tensor {
  /// The sums along an axis; 0 where it is empty.
  ///
  /// ```swift
  /// let x: Tensor = [[1, 2], [3, 4]]
  /// x.sum(along: 0)                     // [4, 6]
  /// x.sum(along: 1, keepingAxis: true)  // [[3], [7]]
  /// ```
  /// - Parameters:
  ///   - axis: Axis to sum along; stops when there is none.
  ///   - keepingAxis: Whether the axis stays, with size 1, so that the result broadcasts with `self`.
  /// - Returns: Tensor without the axis, or with size 1 there.
  public func sum(along axis: Int, keepingAxis: Bool = false) -> Tensor {
    reduced(axis, keepingAxis, "sum", allowsEmpty: true) { $0.sums(along: $1) }
  }

  /// The sums along several axes.
  ///
  /// - Parameters:
  ///   - axes: Axes of this tensor, each once, in any order.
  ///   - keepingAxis: Whether the axes stay, with size 1.
  /// - Returns: Tensor without the axes, or with size 1 there.
  public func sum(along axes: [Int], keepingAxis: Bool = false) -> Tensor {
    let sorted = axes.map { shape.axis($0, for: "sum") }.sorted(by: >)
    require(
      Set(sorted).count == axes.count,
      "sum: an axis is named twice — \(axes) of shape \(shape). Name each axis once")
    var (result, first) = (self, 0)
    while first < sorted.count {
      // Neighbouring axes are one long axis.
      var last = first
      while last + 1 < sorted.count && sorted[last + 1] == sorted[last] - 1 { last += 1 }
      result = result.merging(sorted[last]...sorted[first]).sum(along: sorted[last])
      first = last + 1
    }
    if keepingAxis { result.shape = sorted.reduce(shape) { $0.replacing($1, with: 1) } }
    return result
  }

  /// The means along an axis; stops where it is empty.
  public func mean(along axis: Int, keepingAxis: Bool = false) -> Tensor {
    reduced(axis, keepingAxis, "mean") { $0.sums(along: $1) / Float($0.shape[$1]) }
  }

  /// The means along several axes, each named once.
  public func mean(along axes: [Int], keepingAxis: Bool = false) -> Tensor {
    let total = sum(along: axes, keepingAxis: keepingAxis)
    let count = axes.reduce(1) { $0 * shape[$1] }
    require(
      count > 0, "mean: an axis is empty — axes \(axes) of shape \(shape). Check where x comes from"
    )
    return total / Float(count)
  }

  /// The largest elements along an axis, NaN where one is NaN; stops where the axis is empty.
  public func max(along axis: Int, keepingAxis: Bool = false) -> Tensor {
    reduced(axis, keepingAxis, "max") { $0.largest(along: $1) }
  }

  /// The smallest elements along an axis, NaN where one is NaN; stops where the axis is empty.
  public func min(along axis: Int, keepingAxis: Bool = false) -> Tensor {
    reduced(axis, keepingAxis, "min") { $0.smallest(along: $1) }
  }

  /// The mean squared distances from the mean along an axis; stops where it is empty.
  ///
  /// - Parameters:
  ///   - axis: Axis to reduce.
  ///   - keepingAxis: Whether the axis stays, with size 1.
  ///   - unbiased: Whether to divide by the size less one instead of the size.
  /// - Returns: Tensor without the axis, or with size 1 there.
  public func variance(
    along axis: Int, keepingAxis: Bool = false, unbiased: Bool = false
  ) -> Tensor {
    reduced(axis, keepingAxis, "variance") { x, axis in
      let divisor = Float(unbiased ? x.shape[axis] - 1 : x.shape[axis])
      if axis == x.rank - 1 { return x.squaredDeviationsOfRows / divisor }
      // Seen from its first element, a constant column is exactly 0 and so is its variance; its mean
      // need not be exact: seven times 0.1 add up to a little more than 0.7.
      let distance = x - x.slice(0..<1, along: axis)
      let deviation = distance - distance.mean(along: axis, keepingAxis: true)
      return square(deviation).sum(along: axis) / divisor
    }
  }

  /// The place of the first largest element along an axis, for each place on the other axes in order.
  ///
  /// For class scores `[N, C]`, `argmax(along: 1)` is the predicted class of each of N rows. A NaN
  /// counts as larger than any number. Stops where the axis is empty.
  public func argmax(along axis: Int) -> [Int] {
    let axis = nonEmptyAxis(axis, "argmax")
    let (outer, size, inner) = shape.split(at: axis)
    return (0..<outer * inner).map { place in
      let start = place / inner * size * inner + place % inner
      return scalars.indexOfLargest(from: start, count: size, stride: inner)
    }
  }

  /// The same elements with some neighbouring axes as one.
  private func merging(_ axes: ClosedRange<Int>) -> Tensor {
    let count = axes.reduce(1) { $0 * shape[$1] }
    return reshaped(
      to: Shape(shape.prefix(axes.lowerBound) + [count] + shape.dropFirst(axes.upperBound + 1)))
  }

  private func reduced(
    _ axis: Int, _ keepingAxis: Bool, _ operation: String, allowsEmpty: Bool = false,
    _ body: (Tensor, Int) -> Tensor
  ) -> Tensor {
    let axis = allowsEmpty ? shape.axis(axis, for: operation) : nonEmptyAxis(axis, operation)
    var result = body(self, axis)
    if keepingAxis { result.shape = shape.replacing(axis, with: 1) }
    return result
  }

  private func nonEmptyAxis(_ axis: Int, _ operation: String) -> Int {
    let axis = shape.axis(axis, for: operation)
    require(
      shape[axis] > 0,
      "\(operation): axis \(axis) is empty — shape \(shape). Check where the tensor comes from")
    return axis
  }
}
