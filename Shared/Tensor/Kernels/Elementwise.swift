// Functions of one element, eight at a time and shared between threads.

/// A function of one number, given for eight at once.
///
/// A type of its own for each function, so that the compiler puts its body into the loop.
protocol UnaryOperation {
  /// Least number of elements worth a thread.
  static var grain: Int { get }
  func callAsFunction(_ x: Lanes) -> Lanes
}

extension UnaryOperation {
  static var grain: Int { memoryBoundGrain }
}

/// Writes `operation(x)` for `count` elements; `output` may be `x` itself.
///
/// The last eight are computed before the loop and stored after it: they overlap the loop's last
/// step, whatever `count` is, and so need no loop for the remainder.
@inline(__always)
func mapRow<Operation: UnaryOperation>(
  _ x: Source, to output: Destination, count: Int, _ operation: Operation
) {
  guard count >= laneCount else {
    return output.store(operation(x.lanes(count)), count: count)
  }
  let last = count - laneCount
  let tail = operation((x + last).lanes)
  var index = 0
  while index < last {
    (output + index).store(operation((x + index).lanes))
    index += laneCount
  }
  (output + last).store(tail)
}

extension Tensor {
  /// The tensor of `operation` of each element.
  @inline(__always)
  consuming func mapLanes<Operation: UnaryOperation>(_ operation: Operation) -> Tensor {
    if scalars.isUnique {
      mapLanesInPlace(operation)
      return self
    }
    let count = scalars.count
    let results = filled(count) { output in
      scalars.withSource { x in mapAll(x, to: output, count: count, operation) }
    }
    return Tensor(results, shape: shape)
  }

  /// Replaces each element by `operation` of it.
  @inline(__always)
  mutating func mapLanesInPlace<Operation: UnaryOperation>(_ operation: Operation) {
    let count = scalars.count
    scalars.withDestination { x in mapAll(x, to: x, count: count, operation) }
  }
}

/// Writes `operation(x)` for `count` elements, on several threads when there are many.
@inline(__always)
private func mapAll<Operation: UnaryOperation>(
  _ x: Source, to output: Destination, count: Int, _ operation: Operation
) {
  inParallel(count, grain: Operation.grain) { range in
    mapRow(x + range.lowerBound, to: output + range.lowerBound, count: range.count, operation)
  }
}
