// Products of matrices that are too small to be cut into blocks: packing them and looking up their
// bounds would take longer than multiplying.
//
//       b:  [k × 8 columns], copied at the right edge
//            ┌────────┐
//          l │........│  one load
//            └────────┘
//     a:  i  a(i, l)  →  c(i, 0..7) += a(i, l) · b(l, 0..7)     four rows i at a time
//
// Every result is summed along l in order, as in the large products.

/// Multiply-adds up to which a product counts as small.
let smallProducts = 4096

extension MatrixProduct {
  /// Computes the product without blocks.
  func computeSmall() {
    if b.columnStride == 1 && n % laneCount == 0 {
      for column in stride(from: 0, to: n, by: laneCount) {
        multiplyColumns(column, b.start + column, b.rowStride, width: laneCount)
      }
      return
    }
    scratch(k * laneCount) { panel in
      for column in stride(from: 0, to: n, by: laneCount) {
        let width = min(laneCount, n - column)
        pack(b.at(0, column), width, k, to: panel)
        multiplyColumns(column, panel, laneCount, width: width)
      }
    }
  }

  /// Multiplies all rows of A by eight columns of B.
  @inline(__always)
  private func multiplyColumns(_ column: Int, _ b: Source, _ bStride: Int, width: Int) {
    let c = c + column
    var row = 0
    while row + 4 <= m {
      let x = a.start + row * a.rowStride
      let (x1, x2, x3) = (x + a.rowStride, x + 2 * a.rowStride, x + 3 * a.rowStride)
      var (c0, c1, c2, c3) = (Lanes(), Lanes(), Lanes(), Lanes())
      var (right, offset) = (b, 0)
      for _ in 0..<k {
        let factors = right.lanes
        c0 = multiplyAdd(Lanes(repeating: x[offset]), factors, c0)
        c1 = multiplyAdd(Lanes(repeating: x1[offset]), factors, c1)
        c2 = multiplyAdd(Lanes(repeating: x2[offset]), factors, c2)
        c3 = multiplyAdd(Lanes(repeating: x3[offset]), factors, c3)
        right += bStride
        offset &+= a.columnStride
      }
      let target = c + row * n
      write(c0, to: target, width)
      write(c1, to: target + n, width)
      write(c2, to: target + 2 * n, width)
      write(c3, to: target + 3 * n, width)
      row += 4
    }
    while row < m {
      var sum = Lanes()
      var (left, right) = (a.start + row * a.rowStride, b)
      for _ in 0..<k {
        sum = multiplyAdd(Lanes(repeating: left.pointee), right.lanes, sum)
        left += a.columnStride
        right += bStride
      }
      write(sum, to: c + row * n, width)
      row += 1
    }
  }

  @inline(__always)
  private func write(_ lanes: Lanes, to c: Destination, _ width: Int) {
    let sum = adds ? (width == laneCount ? Source(c).lanes : Source(c).lanes(width)) + lanes : lanes
    if width == laneCount { c.store(sum) } else { c.store(sum, count: width) }
  }
}

/// Copies up to eight columns of B; beside them stands what is never stored.
@inline(__always)
private func pack(_ b: MatrixView, _ width: Int, _ depth: Int, to panel: Destination) {
  var row = 0
  if b.columnStride == 1 {
    // A row is read together with what follows it, as long as that belongs to the matrix.
    while row + laneCount / max(1, b.rowStride) + 1 < depth {
      (panel + row * laneCount).store((b.start + row * b.rowStride).lanes)
      row += 1
    }
  } else if width == laneCount && b.rowStride == 1 {
    while row + laneCount <= depth {
      transposeBlock(b.start + row, b.columnStride, to: panel + row * laneCount, laneCount)
      row += laneCount
    }
  }
  while row < depth {
    var line = Lanes()
    for column in 0..<width { line[column] = b.start[row * b.rowStride + column * b.columnStride] }
    (panel + row * laneCount).store(line)
    row += 1
  }
}
