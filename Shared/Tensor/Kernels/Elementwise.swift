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
  func mapLanes<Operation: UnaryOperation>(_ operation: Operation) -> Tensor {
    let count = scalars.count
    let results = filled(count) { output in
      scalars.withSource { x in
        inParallel(count, grain: Operation.grain) { range in
          mapRow(
            x + range.lowerBound, to: output + range.lowerBound, count: range.count, operation)
        }
      }
    }
    return Tensor(results, shape: shape)
  }

  /// Replaces each element by `operation` of it.
  @inline(__always)
  mutating func mapLanesInPlace<Operation: UnaryOperation>(_ operation: Operation) {
    let count = scalars.count
    scalars.withDestination { x in
      inParallel(count, grain: Operation.grain) { range in
        mapRow(x + range.lowerBound, to: x + range.lowerBound, count: range.count, operation)
      }
    }
  }
}
