// Functions of two elements, eight pairs at a time and shared between threads.

/// A function of two numbers, given for eight pairs at once.
protocol BinaryOperation {
  func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes
}

/// A function of two numbers with the second one fixed.
struct RightBound<Operation: BinaryOperation>: UnaryOperation {
  let operation: Operation
  let b: Float
  @inline(__always)
  func callAsFunction(_ a: Lanes) -> Lanes { operation(a, Lanes(repeating: b)) }
}

/// A function of two numbers with the first one fixed.
struct LeftBound<Operation: BinaryOperation>: UnaryOperation {
  let operation: Operation
  let a: Float
  @inline(__always)
  func callAsFunction(_ b: Lanes) -> Lanes { operation(Lanes(repeating: a), b) }
}

/// Writes `operation(a, b)` for two rows of `count` elements; `output` may be `a` or `b` itself.
@inline(__always)
func zipRow<Operation: BinaryOperation>(
  _ a: Source, _ b: Source, to output: Destination, count: Int, _ operation: Operation
) {
  guard count >= laneCount else {
    return output.store(operation(a.lanes(count), b.lanes(count)), count: count)
  }
  let last = count - laneCount
  let tail = operation((a + last).lanes, (b + last).lanes)
  var index = 0
  while index < last {
    (output + index).store(operation((a + index).lanes, (b + index).lanes))
    index += laneCount
  }
  (output + last).store(tail)
}

/// Writes `operation(a, b)` for every pair of a broadcast; `output` may be `a` or `b` itself.
@inline(__always)
private func zip<Operation: BinaryOperation>(
  _ a: Source, _ b: Source, to output: Destination, _ plan: Broadcast, _ operation: Operation
) {
  let count = plan.sizes[3]
  let (aStep, bStep) = (plan.first[3], plan.second[3])
  func row(_ a: Source, _ b: Source, _ output: Destination, _ count: Int) {
    if aStep == 0 {
      mapRow(b, to: output, count: count, LeftBound(operation: operation, a: a.pointee))
    } else if bStep == 0 {
      mapRow(a, to: output, count: count, RightBound(operation: operation, b: b.pointee))
    } else {
      zipRow(a, b, to: output, count: count, operation)
    }
  }
  if plan.rows == 1 {
    inParallel(count, grain: memoryBoundGrain) { range in
      let start = range.lowerBound
      row(a + start * aStep, b + start * bStep, output + start, range.count)
    }
  } else {
    inParallel(plan.rows, grain: max(1, memoryBoundGrain / count)) { range in
      plan.forEachRow(range) { index, aOffset, bOffset in
        row(a + aOffset, b + bOffset, output + index * count, count)
      }
    }
  }
}

extension Tensor {
  /// The tensor of `operation` of each pair of elements, with broadcasting.
  @inline(__always)
  static func zipLanes<Operation: BinaryOperation>(
    _ a: consuming Tensor, _ b: consuming Tensor, _ name: StaticString, _ operation: Operation
  ) -> Tensor {
    let plan = Broadcast(a.shape, b.shape, for: name)
    if plan.shape == a.shape && a.scalars.isUnique {
      a.scalars.withDestination { a in
        b.scalars.withSource { b in zip(a, b, to: a, plan, operation) }
      }
      return a
    }
    if plan.shape == b.shape && b.scalars.isUnique {
      b.scalars.withDestination { b in
        a.scalars.withSource { a in zip(a, b, to: b, plan, operation) }
      }
      return b
    }
    let results = filled(plan.shape.elementCount) { output in
      a.scalars.withSource { a in
        b.scalars.withSource { b in zip(a, b, to: output, plan, operation) }
      }
    }
    return Tensor(results, shape: plan.shape)
  }

  /// Replaces each element by `operation` of it and its partner in `b`, which is broadcast.
  ///
  /// Stops when the result would have another shape.
  @inline(__always)
  mutating func zipLanesInPlace<Operation: BinaryOperation>(
    _ b: Tensor, _ name: StaticString, _ operation: Operation
  ) {
    let plan = Broadcast(shape, b.shape, for: name)
    require(
      plan.shape == shape,
      "\(name): the result does not fit in place — \(shape) with \(b.shape) is \(plan.shape). "
        + "Sum y over the axis that x does not have, or write x = x … y for the new shape")
    scalars.withDestination { a in
      b.scalars.withSource { b in zip(a, b, to: a, plan, operation) }
    }
  }
}
