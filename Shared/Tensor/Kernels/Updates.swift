// The step of an optimizer that divides by a root, in one pass.
//
//     x += factor · a / (√(scale · b) + epsilon)
//
// Written with operators this is five tensors and five passes; here three are read and one written,
// and the root and the division hide behind the memory.

/// `x + factor·a / (√(scale·b) + epsilon)` of eight numbers.
struct RootQuotient {
  let factor: Float
  let scale: Float
  let epsilon: Float

  @inline(__always)
  func callAsFunction(_ x: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
    let divisor = (b * scale).squareRoot() + epsilon
    return x + a * factor / divisor
  }
}

/// Replaces each element `x` by `operation(x, a, b)`; all three have as many elements.
func addQuotients(
  _ a: [Float], _ b: [Float], to x: inout [Float], _ operation: RootQuotient
) {
  let count = x.count
  x.withDestination { x in
    a.withSource { a in
      b.withSource { b in
        inParallel(count, grain: memoryBoundGrain / 2) { range in
          let start = range.lowerBound
          updateRow(x + start, a + start, b + start, count: range.count, operation)
        }
      }
    }
  }
}

/// Updates `count` elements, the last eight as `mapRow` does.
@inline(__always)
private func updateRow(
  _ x: Destination, _ a: Source, _ b: Source, count: Int, _ operation: RootQuotient
) {
  guard count >= laneCount else {
    return x.store(
      operation(Source(x).lanes(count), a.lanes(count), b.lanes(count)), count: count)
  }
  let last = count - laneCount
  let tail = operation(Source(x + last).lanes, (a + last).lanes, (b + last).lanes)
  var index = 0
  while index < last {
    (x + index).store(
      operation(Source(x + index).lanes, (a + index).lanes, (b + index).lanes))
    index += laneCount
  }
  (x + last).store(tail)
}
