// Axes named by the caller, checked and made non-negative; shapes with an axis more or less.

extension Shape {
  /// An axis in `0 ..< rank`, from one that may count from the end; stops when there is none.
  func axis(_ axis: Int, for operation: String) -> Int {
    require(
      axis >= -rank && axis < rank,
      "\(operation): there is no axis \(axis) — the shape \(self) has \(rank) axes. "
        + "Use an axis in \(-rank) ..< \(rank)")
    return axis < 0 ? axis + rank : axis
  }

  /// This shape without an axis.
  func removing(_ axis: Int) -> Shape {
    var result = Shape(ones: rank - 1)
    for other in 0..<rank where other != axis {
      result[other < axis ? other : other - 1] = self[other]
    }
    return result
  }

  /// This shape with one more axis in front of `axis`.
  func inserting(_ size: Int, at axis: Int) -> Shape {
    Shape(self[..<axis] + [size] + self[axis...])
  }

  /// This shape with another size of one axis.
  func replacing(_ axis: Int, with size: Int) -> Shape {
    var result = self
    result[axis] = size
    return result
  }

  /// The shape as `[outer, axis, inner]`: the products of the sizes before and after an axis.
  func split(at axis: Int) -> (outer: Int, size: Int, inner: Int) {
    var outer = 1
    var inner = 1
    for other in 0..<axis { outer *= self[other] }
    for other in (axis + 1)..<Swift.max(rank, axis + 1) { inner *= self[other] }
    return (outer, self[axis], inner)
  }
}
