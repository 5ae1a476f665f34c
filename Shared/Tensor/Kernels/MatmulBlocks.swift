// The matrix product cut into blocks that fit the caches.
//
//     for a stretch of the inner dimension     so that a panel of B fits the first cache
//       for a block of rows                    so that it stays in the second cache
//         for each panel of 16 columns         packed, it stays in the first cache
//           for each 6 rows: compute a tile    the sums stay in registers
//
// A is packed where it is transposed, B also where enough rows will read the copy. Every result is
// summed along the inner dimension in order, in stretches whose bounds depend on its size alone.

/// Rows of a panel of B at most: 20 KiB.
private let longestStretch = 320

/// Rows of A that are worked on at most; with the longest stretch 240 KiB.
private let blockRows = 264

/// Rows that make it worth while to pack a panel of B that could be read in place.
private let rowsWorthPacking = 48

/// A matrix product `c = a·b` of `[m, k]` and `[k, n]`, with the rows of `c` contiguous.
struct MatrixProduct {
  let a: MatrixView
  let b: MatrixView
  let c: Destination
  let m: Int
  let k: Int
  let n: Int

  /// Computes a part of `c`, which begins at a whole tile.
  func compute(rows: Range<Int>, columns: Range<Int>) {
    let stretches = max(1, (k + longestStretch - 1) / longestStretch)
    let blocks = (rows.count + blockRows - 1) / blockRows
    let readsInPlace = a.columnStride == 1 && m >= tileRows
    for stretch in 0..<stretches {
      let depth = part(stretch, of: stretches, size: k, unit: laneCount)
      for index in 0..<blocks {
        let share = part(index, of: blocks, size: rows.count, unit: tileRows)
        let start = rows.lowerBound + share.lowerBound
        let block = start..<start + share.count
        if readsInPlace {
          Block(product: self, rows: block, depth: depth, packed: nil).compute(columns)
        } else {
          scratch((block.count + tileRows) * depth.count) { packed in
            packRows(a.at(start, depth.lowerBound), block.count, depth: depth.count, to: packed)
            Block(product: self, rows: block, depth: depth, packed: packed).compute(columns)
          }
        }
      }
    }
  }
}

/// The bounds of one of several nearly equal parts of an axis; each begins at a multiple of `unit`.
func part(_ index: Int, of parts: Int, size: Int, unit: Int) -> Range<Int> {
  let units = (size + unit - 1) / unit
  let (start, end) = (index * units / parts * unit, (index + 1) * units / parts * unit)
  return min(start, size)..<min(end, size)
}

/// A block of rows of A along a stretch of the inner dimension.
private struct Block {
  let product: MatrixProduct
  let rows: Range<Int>
  let depth: Range<Int>
  /// Panels of the rows of A, or nil where they are read in place.
  let packed: Destination?

  /// Multiplies the block by some columns of B.
  func compute(_ columns: Range<Int>) {
    let (b, first) = (product.b, depth.lowerBound)
    let packsAll = b.columnStride != 1 || rows.count >= rowsWorthPacking
    scratch(tileColumns * depth.count) { panel in
      for column in stride(from: columns.lowerBound, to: columns.upperBound, by: tileColumns) {
        let width = min(tileColumns, columns.upperBound - column)
        if packsAll || width < tileColumns {
          packColumns(b.at(first, column), width, depth: depth.count, to: panel)
          compute(Source(panel), tileColumns, column..<column + width)
        } else {
          compute(b.at(first, column).start, b.rowStride, column..<column + width)
        }
      }
    }
  }

  /// Multiplies the block by a panel of B.
  private func compute(_ panel: Source, _ stride: Int, _ columns: Range<Int>) {
    let (c, n, adds) = (product.c, product.n, depth.lowerBound > 0)
    for row in Swift.stride(from: rows.lowerBound, to: rows.upperBound, by: tileRows) {
      let height = min(tileRows, rows.upperBound - row)
      let target = c + (row * n + columns.lowerBound)
      if height == tileRows && columns.count == tileColumns {
        computeTile(tile(row), panel, stride, depth: depth.count, target, n, adds: adds)
      } else {
        scratch(tileRows * tileColumns) { whole in
          let above = packed == nil ? max(0, row + tileRows - product.m) : 0
          computeTile(
            tile(row - above), panel, stride, depth: depth.count, whole, tileColumns, adds: false)
          copyTile(
            whole + above * tileColumns, height, columns.count, to: target, n, adds: adds)
        }
      }
    }
  }

  /// Six rows of A.
  ///
  /// Read in place, they must begin six rows above the end of the matrix at least.
  private func tile(_ row: Int) -> MatrixView {
    guard let packed else { return product.a.at(row, depth.lowerBound) }
    let panel = packed + (row - rows.lowerBound) * depth.count
    return MatrixView(start: Source(panel), rowStride: 1, columnStride: tileRows)
  }
}

/// Copies the part of a tile at the edge of the matrix that belongs to it, or adds it.
private func copyTile(
  _ tile: Destination, _ height: Int, _ width: Int, to c: Destination, _ n: Int, adds: Bool
) {
  for row in 0..<height {
    let (source, target) = (tile + row * tileColumns, c + row * n)
    for column in 0..<width {
      target[column] = adds ? target[column] + source[column] : source[column]
    }
  }
}

/// Calls `body` with room for `count` numbers, which it must write before it reads them.
@inline(__always)
func scratch(_ count: Int, _ body: (Destination) -> Void) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: max(count, 1)) { buffer in
    if let start = buffer.baseAddress { body(start) }
  }
}
