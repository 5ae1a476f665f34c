// How two shapes are broadcast: a size of 1 is repeated as often as the other operand needs.

/// How two operands walk through memory while the result is written in order.
///
/// Shapes are lined up at their last axes. Neighbouring axes that both operands walk alike are merged,
/// so that most calls come down to one long row:
///
///     [64, 128] + [64, 128]   one row of 8192
///     [64, 128] + [128]       64 rows of 128, the second operand steps back to its start
///     [64, 128] + [64, 1]     64 rows of 128, the second operand stays in place
struct Broadcast {
  /// Shape of the result.
  let shape: Shape
  /// Sizes of the merged axes, 1 in front where there are fewer than four; the last is a row.
  private(set) var sizes = SIMD4<Int>(repeating: 1)
  /// Elements that a step along each merged axis skips in the first operand; 0 or 1 in a row.
  private(set) var first = SIMD4<Int>()
  /// The same for the second operand.
  private(set) var second = SIMD4<Int>()

  /// Number of rows.
  var rows: Int { sizes[0] * sizes[1] * sizes[2] }

  /// Stops when two sizes differ and neither is 1.
  init(_ a: Shape, _ b: Shape, for operation: StaticString) {
    if a == b || (b.elementCount == 1 && b.rank <= a.rank) {
      shape = a
      (sizes[3], first[3], second[3]) = (a.elementCount, 1, a == b ? 1 : 0)
      return
    }
    if b.rank == 1 && a.rank > 1 && b.aligned.3 == a.aligned.3 {
      shape = a
      let width = a.aligned.3
      sizes = [1, 1, a.elementCount / Swift.max(width, 1), width]
      (first, second) = ([0, 0, width, 1], [0, 0, 0, 1])
      return
    }
    shape = Broadcast.shape(a, b, for: operation)
    mergeAxes(a.lanes, b.lanes, shape.lanes)
  }

  /// Finds the rows of two shapes of which one or both are repeated.
  private mutating func mergeAxes(_ a: SIMD4<Int>, _ b: SIMD4<Int>, _ result: SIMD4<Int>) {
    var (aStride, bStride, slot) = (1, 1, 4)
    for axis in stride(from: 3, through: 0, by: -1) where result[axis] != 1 {
      let (aStep, bStep) = (a[axis] == 1 ? 0 : aStride, b[axis] == 1 ? 0 : bStride)
      if slot < 4, aStep == first[slot] * sizes[slot], bStep == second[slot] * sizes[slot] {
        sizes[slot] *= result[axis]
      } else {
        slot -= 1
        (sizes[slot], first[slot], second[slot]) = (result[axis], aStep, bStep)
      }
      aStride *= a[axis]
      bStride *= b[axis]
    }
  }

  /// Calls `body` with the offsets of a range of rows in both operands.
  @inline(__always)
  func forEachRow(_ range: Range<Int>, _ body: (_ row: Int, _ a: Int, _ b: Int) -> Void) {
    var row = range.lowerBound
    var (i, j, k) = (row / sizes[2] / sizes[1], row / sizes[2] % sizes[1], row % sizes[2])
    while row < range.upperBound {
      body(
        row, i * first[0] + j * first[1] + k * first[2],
        i * second[0] + j * second[1] + k * second[2])
      row += 1
      k += 1
      if k == sizes[2] { (j, k) = (j + 1, 0) }
      if j == sizes[1] { (i, j) = (i + 1, 0) }
    }
  }

  /// Where the elements for one place of the result lie in both operands.
  func offsets(of index: Int) -> (a: Int, b: Int) {
    var (rest, a, b) = (index, 0, 0)
    for axis in stride(from: 3, through: 0, by: -1) {
      let (above, step) = rest.quotientAndRemainder(dividingBy: sizes[axis])
      a += step * first[axis]
      b += step * second[axis]
      rest = above
    }
    return (a, b)
  }

  private static func shape(_ a: Shape, _ b: Shape, for operation: StaticString) -> Shape {
    var result = a.rank >= b.rank ? a : b
    let (left, right) = (a.lanes, b.lanes)
    for axis in 0..<result.rank {
      let slot = Shape.maximumRank - result.rank + axis
      require(
        left[slot] == right[slot] || left[slot] == 1 || right[slot] == 1,
        "\(operation): the shapes do not broadcast — \(a) and \(b) (\(left[slot]) ≠ \(right[slot])). "
          + "Lined up at the last axis, sizes must be equal or 1; "
          + "transpose or reshape one of them, or reduce with keepingAxis: true")
      result[axis] = left[slot] == 1 ? right[slot] : left[slot]
    }
    return result
  }
}

extension Shape {
  /// The four sizes, right-aligned, with 1 for axes that are absent in front.
  fileprivate var lanes: SIMD4<Int> {
    let (a, b, c, d) = aligned
    return SIMD4(a, b, c, d)
  }
}
