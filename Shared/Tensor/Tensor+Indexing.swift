// Single elements, rows and ranges, read and written.

extension Tensor {
  /// An element of a tensor of rank 1; negative indices are refused.
  public subscript(i: Int) -> Float {
    get { scalars[offset(1, i)] }
    set { scalars[offset(1, i)] = newValue }
  }

  /// An element of a tensor of rank 2.
  public subscript(i: Int, j: Int) -> Float {
    get { scalars[offset(2, i, j)] }
    set { scalars[offset(2, i, j)] = newValue }
  }

  /// An element of a tensor of rank 3.
  public subscript(i: Int, j: Int, k: Int) -> Float {
    get { scalars[offset(3, i, j, k)] }
    set { scalars[offset(3, i, j, k)] = newValue }
  }

  /// An element of a tensor of rank 4.
  public subscript(i: Int, j: Int, k: Int, l: Int) -> Float {
    get { scalars[offset(4, i, j, k, l)] }
    set { scalars[offset(4, i, j, k, l)] = newValue }
  }

  private func offset(_ rank: Int, _ i: Int, _ j: Int = 0, _ k: Int = 0, _ l: Int = 0) -> Int {
    let indices = SIMD4(i, j, k, l)
    require(
      self.rank == rank,
      "subscript: the number of indices does not fit — \(rank) for shape \(shape). "
        + "Name one index for each axis, or a whole row with x[row: i]")
    var offset = 0
    for axis in 0..<rank {
      require(
        indices[axis] >= 0 && indices[axis] < shape[axis],
        "subscript: index \(indices[axis]) of axis \(axis) is out of range — shape \(shape). "
          + "Indices run from 0 to the size less one")
      offset = offset * shape[axis] + indices[axis]
    }
    return offset
  }

  /// One entry along the first axis: of `[N, F]`, the row of shape `[F]`.
  ///
  /// Stops when there is no such row, or when a new row has another shape.
  public subscript(row row: Int) -> Tensor {
    get {
      let size = rowSize("subscript(row:)", row)
      return Tensor(Array(scalars[row * size..<(row + 1) * size]), shape: shape.removing(0))
    }
    set {
      let size = rowSize("subscript(row:)", row)
      require(
        newValue.shape == shape.removing(0),
        "subscript(row:): the new row does not fit — shape \(newValue.shape), rows of \(shape) "
          + "have shape \(shape.removing(0)). Reshape it first")
      scalars.replaceSubrange(row * size..<(row + 1) * size, with: newValue.scalars)
    }
  }

  /// Entries along the first axis, in order: of `[N, …]`, the tensor `[range.count, …]`.
  ///
  /// Stops when the range leaves `0 ..< N`.
  public func rows(_ range: Range<Int>) -> Tensor { slice(range, along: 0) }

  /// Entries along the first axis, gathered by number: of `[N, …]`, the tensor `[indices.count, …]`.
  ///
  /// Stops when a number is not in `0 ..< N`. Numbers may repeat.
  public func rows(at indices: [Int]) -> Tensor {
    var gathered: [Float] = []
    require(rank > 0, "rows(at:): a scalar has no rows — shape []. Reshape it to [1]")
    gathered.reserveCapacity(indices.count * shape.removing(0).elementCount)
    for row in indices {
      let size = rowSize("rows(at:)", row)
      gathered += scalars[row * size..<(row + 1) * size]
    }
    return Tensor(gathered, shape: shape.replacing(0, with: indices.count))
  }

  /// Adds rows to entries along the first axis; the way back from `rows(at:)`.
  ///
  /// An entry that is named twice receives both rows.
  /// - Parameters:
  ///   - rows: Tensor `[indices.count, …]`.
  ///   - indices: Where each row goes, in `0 ..< N`.
  public mutating func addRows(_ rows: Tensor, at indices: [Int]) {
    require(
      rank > 0 && rows.shape == shape.replacing(0, with: indices.count),
      "addRows: the rows do not fit — shape \(rows.shape), \(indices.count) indices into \(shape). "
        + "Pass one row for each index")
    for row in indices { _ = rowSize("addRows", row) }
    scatterAdd(rows.scalars, to: &scalars, indices, size: shape.removing(0).elementCount)
  }

  /// The part of the tensor within a range of one axis.
  ///
  /// - Parameters:
  ///   - range: Places along the axis; stops when they leave `0 ..< size`.
  ///   - axis: Axis to cut, possibly counted from the end.
  /// - Returns: Tensor whose `axis` has size `range.count`.
  public func slice(_ range: Range<Int>, along axis: Int = 0) -> Tensor {
    let axis = shape.axis(axis, for: "slice")
    let (outer, size, inner) = shape.split(at: axis)
    require(
      range.lowerBound >= 0 && range.upperBound <= size,
      "slice: the range \(range) leaves axis \(axis) — shape \(shape). "
        + "Stay within 0 ..< \(size)")
    var part: [Float] = []
    part.reserveCapacity(outer * range.count * inner)
    for block in 0..<outer {
      let start = (block * size + range.lowerBound) * inner
      part += scalars[start..<start + range.count * inner]
    }
    return Tensor(part, shape: shape.replacing(axis, with: range.count))
  }

  private func rowSize(_ operation: String, _ row: Int) -> Int {
    require(rank > 0, "\(operation): a scalar has no rows — shape []. Reshape it to [1]")
    require(
      row >= 0 && row < shape[0],
      "\(operation): there is no row \(row) — shape \(shape) has \(shape[0]) rows. "
        + "Rows are numbered from 0")
    return count / shape[0]
  }
}
