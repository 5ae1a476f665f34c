// The innermost loop of the matrix product: a tile of 6 × 16 results that stays in registers.
//
// Each step of the inner dimension loads 16 numbers of B and 6 of A and makes 96 products: 12 of the
// 16 AVX registers hold sums, two hold B, one an element of A, so that nothing waits for memory. The
// 12 sums do not depend on each other, which hides the latency of the multiply-add.

let tileRows = 6
let tileColumns = 16

/// Where the element (row, column) of a matrix lies: `start[row · rowStride + column · columnStride]`.
struct MatrixView {
  var start: Source
  var rowStride: Int
  var columnStride: Int

  /// The view that begins at another element.
  @inline(__always)
  func at(_ row: Int, _ column: Int) -> MatrixView {
    var view = self
    view.start += row * rowStride + column * columnStride
    return view
  }
}

/// Computes a tile: `c = a·b`, or `c += a·b` when it `adds`.
///
/// - Parameters:
///   - a: Six rows.
///   - b: Sixteen columns; those of a row are neighbours.
///   - bStride: Elements between the rows of `b`.
///   - depth: Columns of `a` and rows of `b`.
///   - c: First of six rows of sixteen results.
///   - cStride: Elements between the rows of `c`.
///   - adds: Whether to add to what is in `c`.
@inline(never)
func computeTile(
  _ a: MatrixView, _ b: Source, _ bStride: Int, depth: Int,
  _ c: Destination, _ cStride: Int, adds: Bool
) {
  var (c00, c01, c10, c11) = (Lanes(), Lanes(), Lanes(), Lanes())
  var (c20, c21, c30, c31) = (Lanes(), Lanes(), Lanes(), Lanes())
  var (c40, c41, c50, c51) = (Lanes(), Lanes(), Lanes(), Lanes())
  var (left, right) = (a.start, b)
  for _ in 0..<depth {
    let (b0, b1) = (right.lanes, (right + laneCount).lanes)
    let a0 = Lanes(repeating: left[0])
    (c00, c01) = (multiplyAdd(a0, b0, c00), multiplyAdd(a0, b1, c01))
    let a1 = Lanes(repeating: left[a.rowStride])
    (c10, c11) = (multiplyAdd(a1, b0, c10), multiplyAdd(a1, b1, c11))
    let a2 = Lanes(repeating: left[2 * a.rowStride])
    (c20, c21) = (multiplyAdd(a2, b0, c20), multiplyAdd(a2, b1, c21))
    let a3 = Lanes(repeating: left[3 * a.rowStride])
    (c30, c31) = (multiplyAdd(a3, b0, c30), multiplyAdd(a3, b1, c31))
    let a4 = Lanes(repeating: left[4 * a.rowStride])
    (c40, c41) = (multiplyAdd(a4, b0, c40), multiplyAdd(a4, b1, c41))
    let a5 = Lanes(repeating: left[5 * a.rowStride])
    (c50, c51) = (multiplyAdd(a5, b0, c50), multiplyAdd(a5, b1, c51))
    left += a.columnStride
    right += bStride
  }
  storeRow(c, c00, c01, adds)
  storeRow(c + cStride, c10, c11, adds)
  storeRow(c + 2 * cStride, c20, c21, adds)
  storeRow(c + 3 * cStride, c30, c31, adds)
  storeRow(c + 4 * cStride, c40, c41, adds)
  storeRow(c + 5 * cStride, c50, c51, adds)
}

@inline(__always)
private func storeRow(_ c: Destination, _ low: Lanes, _ high: Lanes, _ adds: Bool) {
  let right = c + laneCount
  c.store(adds ? Source(c).lanes + low : low)
  right.store(adds ? Source(right).lanes + high : high)
}
