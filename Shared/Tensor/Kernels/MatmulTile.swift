// The innermost loop of the matrix product: a tile of results that stays in registers.
//
//                 b   [ left vector │ right vector ]      one row of B, two vectors wide
//       a  ┌ ┐      ┌──────────────┬───────────────┐
//          │·│      │   row 0      │               │      six numbers of A, each repeated
//          │·│      │   row 1      │               │      over a vector and multiplied
//          │·│      │   …          │    12 sums    │      with both vectors of B
//          │·│      │   row 5      │               │
//          └ ┘      └──────────────┴───────────────┘
//
// Each step of the inner dimension takes 8 loads and 12 multiply-adds. A core starts two of either a
// cycle, so nothing waits for memory; the sums do not depend on each other, which hides the four
// cycles that a multiply-add takes. Twelve sums fit the 16 registers of AVX2 as well as the 32 of
// AVX-512 and NEON. The width of a vector changes how many results are summed side by side, and not
// the order in which one is summed: every level with a fused multiply-add gives the same bits.

#if WITH_AVX512
  /// As many numbers as a register holds.
  typealias Vector = SIMD16<Float>
#else
  /// As many numbers as a register holds, or two registers of NEON.
  typealias Vector = SIMD8<Float>
#endif

let tileRows = 6
let tileColumns = 2 * Vector.scalarCount

/// Where the element (row, column) of a matrix lies: `start[row · rowStride + column · columnStride]`.
struct MatrixView {
  var start: Source
  var rowStride: Int
  var columnStride: Int

  /// The view that begins at another element.
  @inline(__always)
  func at(_ row: Int, _ column: Int) -> MatrixView {
    var view = self
    view.start += row &* rowStride &+ column &* columnStride
    return view
  }
}

/// Computes a tile: `c = a·b`, or `c += a·b` when it `adds`.
///
/// - Parameters:
///   - a: Six rows.
///   - b: `tileColumns` columns; those of a row are neighbours.
///   - bStride: Elements between the rows of `b`.
///   - depth: Columns of `a` and rows of `b`.
///   - c: First of six rows of `tileColumns` results.
///   - cStride: Elements between the rows of `c`.
///   - adds: Whether to add to what is in `c`.
@inline(never)
func computeTile(
  _ a: MatrixView, _ b: Source, _ bStride: Int, depth: Int,
  _ c: Destination, _ cStride: Int, adds: Bool
) {
  var (leftSums, rightSums) = (SixRows(), SixRows())
  var (column, row) = (a.start, b)
  for _ in 0..<depth {
    let (left, right) = (row.vector, (row + Vector.scalarCount).vector)
    add(column, a.rowStride, times: left, right, to: &leftSums, &rightSums)
    column += a.columnStride
    row += bStride
  }
  leftSums.store(to: c, cStride, adds: adds)
  rightSums.store(to: c + Vector.scalarCount, cStride, adds: adds)
}

/// Computes the left half of a tile: for the last columns of a matrix, when they are few.
@inline(never)
func computeHalfTile(
  _ a: MatrixView, _ b: Source, _ bStride: Int, depth: Int,
  _ c: Destination, _ cStride: Int, adds: Bool
) {
  var sums = SixRows()
  var (column, row) = (a.start, b)
  for _ in 0..<depth {
    sums.add(column, a.rowStride, times: row.vector)
    column += a.columnStride
    row += bStride
  }
  sums.store(to: c, cStride, adds: adds)
}

/// Adds the products of six numbers, `stride` apart, and two vectors.
///
/// Row by row: each number is in a register no longer than for its two products, so that AVX2's 16
/// registers hold everything. All left products before all right ones would keep six numbers at hand,
/// and some sums in memory.
@inline(__always)
private func add(
  _ a: Source, _ stride: Int, times left: Vector, _ right: Vector, to leftSums: inout SixRows,
  _ rightSums: inout SixRows
) {
  let a0 = Vector(repeating: a[0])
  leftSums.r0 = multiplyAdd(a0, left, leftSums.r0)
  rightSums.r0 = multiplyAdd(a0, right, rightSums.r0)
  let a1 = Vector(repeating: a[stride])
  leftSums.r1 = multiplyAdd(a1, left, leftSums.r1)
  rightSums.r1 = multiplyAdd(a1, right, rightSums.r1)
  let a2 = Vector(repeating: a[2 &* stride])
  leftSums.r2 = multiplyAdd(a2, left, leftSums.r2)
  rightSums.r2 = multiplyAdd(a2, right, rightSums.r2)
  let a3 = Vector(repeating: a[3 &* stride])
  leftSums.r3 = multiplyAdd(a3, left, leftSums.r3)
  rightSums.r3 = multiplyAdd(a3, right, rightSums.r3)
  let a4 = Vector(repeating: a[4 &* stride])
  leftSums.r4 = multiplyAdd(a4, left, leftSums.r4)
  rightSums.r4 = multiplyAdd(a4, right, rightSums.r4)
  let a5 = Vector(repeating: a[5 &* stride])
  leftSums.r5 = multiplyAdd(a5, left, leftSums.r5)
  rightSums.r5 = multiplyAdd(a5, right, rightSums.r5)
}

/// Six rows of sums, one vector wide.
private struct SixRows {
  var (r0, r1, r2) = (Vector(), Vector(), Vector())
  var (r3, r4, r5) = (Vector(), Vector(), Vector())

  /// Adds the products of six numbers, `stride` apart, and a vector.
  @inline(__always)
  mutating func add(_ a: Source, _ stride: Int, times b: Vector) {
    r0 = multiplyAdd(Vector(repeating: a[0]), b, r0)
    r1 = multiplyAdd(Vector(repeating: a[stride]), b, r1)
    r2 = multiplyAdd(Vector(repeating: a[2 &* stride]), b, r2)
    r3 = multiplyAdd(Vector(repeating: a[3 &* stride]), b, r3)
    r4 = multiplyAdd(Vector(repeating: a[4 &* stride]), b, r4)
    r5 = multiplyAdd(Vector(repeating: a[5 &* stride]), b, r5)
  }

  /// Writes the sums to rows `stride` apart, or adds them to what is there.
  @inline(__always)
  func store(to c: Destination, _ stride: Int, adds: Bool) {
    c.store(adds ? Source(c).vector + r0 : r0)
    (c + stride).store(adds ? Source(c + stride).vector + r1 : r1)
    (c + 2 &* stride).store(adds ? Source(c + 2 &* stride).vector + r2 : r2)
    (c + 3 &* stride).store(adds ? Source(c + 3 &* stride).vector + r3 : r3)
    (c + 4 &* stride).store(adds ? Source(c + 4 &* stride).vector + r4 : r4)
    (c + 5 &* stride).store(adds ? Source(c + 5 &* stride).vector + r5 : r5)
  }
}

extension UnsafePointer<Float> {
  /// The neighbouring elements from here on that fill a vector.
  @inline(__always)
  var vector: Vector { UnsafeRawPointer(self).loadUnaligned(as: Vector.self) }
}
