// The same elements in another shape or order, or with others around them.

extension Tensor {
  /// The same elements in the same order in another shape; stops when their number differs.
  public func reshaped(to shape: Shape) -> Tensor {
    require(
      shape.elementCount == count,
      "reshaped: the number of elements differs — \(self.shape) holds \(count), "
        + "\(shape) holds \(shape.elementCount). Choose sizes with the same product")
    var result = self
    result.shape = shape
    return result
  }

  /// The same elements in one axis, shape `[count]`.
  public func flattened() -> Tensor { reshaped(to: [count]) }

  /// The last two axes exchanged; stops when there are fewer.
  public func transposed() -> Tensor {
    require(
      rank >= 2,
      "transposed: there must be two axes to exchange — shape \(shape). Reshape the tensor first")
    var order = Array(0..<rank)
    order.swapAt(rank - 1, rank - 2)
    return transposed(to: order)
  }

  /// The axes in another order: axis `i` of the result is axis `permutation[i]` of this tensor.
  ///
  /// Stops unless each axis is named once.
  public func transposed(to permutation: [Int]) -> Tensor {
    require(
      permutation.sorted() == Array(0..<rank),
      "transposed: each axis must be named once — \(permutation) for shape \(shape). "
        + "Pass a permutation of 0 ..< \(rank)")
    return Tensor(
      transpose(scalars, shape, permutation), shape: Shape(permutation.map { shape[$0] }))
  }

  /// The tensor repeated along axes of size 1, as in arithmetic; stops when the shapes do not fit.
  public func broadcast(to shape: Shape) -> Tensor {
    if self.shape == shape { return self }
    let plan = Broadcast(self.shape, shape, for: "broadcast")
    require(
      plan.shape == shape,
      "broadcast: the tensor does not fit the shape — \(self.shape) to \(shape). "
        + "Lined up at the last axis, its sizes must be equal or 1")
    return Tensor(spread(scalars, plan), shape: shape)
  }

  /// The tensor with more places around it.
  ///
  /// ```swift
  /// image.padded(by: [(0, 0), (0, 0), (1, 1), (1, 1)])   // one more pixel on each side of H and W
  /// ```
  /// - Parameters:
  ///   - amounts: Places to add before and after each axis; stops when there are not `rank` pairs or
  ///     one is negative.
  ///   - value: What the new places hold.
  /// - Returns: Tensor that is larger by the two amounts on each axis.
  public func padded(by amounts: [(before: Int, after: Int)], with value: Float = 0) -> Tensor {
    require(
      amounts.count == rank && amounts.allSatisfy { $0.before >= 0 && $0.after >= 0 },
      "padded: the amounts do not fit — \(amounts.map { [$0.before, $0.after] }) for shape "
        + "\(shape). Pass two numbers that are not negative for each axis")
    var result = self
    for axis in 0..<rank where amounts[axis] != (0, 0) {
      let before = result.shape.replacing(axis, with: amounts[axis].before)
      let after = result.shape.replacing(axis, with: amounts[axis].after)
      result = Tensor(
        concatenating: [
          Tensor(repeating: value, shape: before), result, Tensor(repeating: value, shape: after),
        ], along: axis)
    }
    return result
  }

  /// Tensors joined along an axis that they have.
  ///
  /// - Parameters:
  ///   - tensors: At least one; stops when sizes differ on another axis.
  ///   - axis: Axis to join along, possibly counted from the end.
  public init(concatenating tensors: [Tensor], along axis: Int = 0) {
    guard let first = tensors.first else {
      fatalError("Tensor(concatenating:): there are no tensors — []. Pass at least one")
    }
    let axis = first.shape.axis(axis, for: "Tensor(concatenating:)")
    for other in tensors {
      require(
        other.rank == first.rank
          && other.shape.replacing(axis, with: 0) == first.shape.replacing(axis, with: 0),
        "Tensor(concatenating:): sizes differ besides axis \(axis) — \(first.shape) and "
          + "\(other.shape). Slice or pad one of them")
    }
    let parts = tensors.map { (scalars: $0.scalars, width: $0.shape.split(at: axis)) }
    let total = parts.reduce(0) { $0 + $1.width.size }
    let shape = first.shape.replacing(axis, with: total)
    var joined: [Float] = []
    joined.reserveCapacity(shape.elementCount)
    for block in 0..<first.shape.split(at: axis).outer {
      for part in parts {
        let length = part.width.size * part.width.inner
        joined += part.scalars[block * length..<(block + 1) * length]
      }
    }
    self.init(joined, shape: shape)
  }

  /// Tensors of one shape stacked along a new first axis, shape `[tensors.count, …]`.
  ///
  /// - Parameter tensors: At least one; stops when shapes differ or have four axes already.
  public init(stacking tensors: [Tensor]) {
    guard let first = tensors.first else {
      fatalError("Tensor(stacking:): there are no tensors — []. Pass at least one")
    }
    for other in tensors {
      require(
        other.shape == first.shape,
        "Tensor(stacking:): the shapes differ — \(first.shape) and \(other.shape). "
          + "All rows must have the same sizes")
    }
    self.init(
      tensors.flatMap(\.scalars), shape: first.shape.inserting(tensors.count, at: 0))
  }
}
