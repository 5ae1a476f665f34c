// The matrix product cut into blocks that fit the caches.
//
//        stretch                     ┌──┬──┬──┬──┐ panels of B, packed once
//      ┌────┬────┐           stretch │  │  │  │  │ and read by every block of rows
//      │    │    │ block             ├──┼──┼──┼──┤
//   A  ├────┼────┤ of rows         B │  │  │  │  │         C = A·B
//      │    │    │                   └──┴──┴──┴──┘
//      └────┴────┘
//
//     for a share of the columns               so that its panels fit the last cache
//       for a stretch of the inner dimension   so that one panel of B fits the first cache
//         for a block of rows                  so that its panels stay in the second cache
//           for each panel of columns          read again for all rows of the block
//             for each 6 rows: a tile          the sums stay in registers
//
// Copying costs as much as a few dozen multiply-adds an element: an operand is read in place where
// too few tiles would use the copy. Every result is summed along the inner dimension in order, in
// stretches whose bounds depend on its size alone.

/// Rows of a panel of B at most: with AVX-512 32 KiB, with AVX2 16 KiB.
private let longestStretch = 256

/// Rows of A that are worked on at most; with the longest stretch 240 KiB.
private let blockRows = 240

/// Columns of B that are packed at a time; with the longest stretch 1 MiB.
private let shareColumns = 1024

/// Rows that make it worth while to pack a panel of B that could be read in place.
private let rowsWorthPacking = 80

/// Columns that make it worth while to pack rows of A that could be read in place.
private let columnsWorthPacking = 320

/// A matrix product `c = a·b` of `[m, k]` and `[k, n]`, with the rows of `c` contiguous.
struct MatrixProduct {
  let a: MatrixView
  let b: MatrixView
  let c: Destination
  let m: Int
  let k: Int
  let n: Int
  /// Whether the product is added to what is in `c`.
  var adds = false

  /// Computes a part of `c`, which begins at a whole tile.
  func compute(rows: Range<Int>, columns: Range<Int>) {
    let (shares, stretches) = (count(columns.count, shareColumns), count(k, longestStretch))
    let plan = Plan(self, rows: rows, columns: columns)
    scratch(plan.room) { memory in
      for share in 0..<shares {
        let columns = part(share, of: shares, in: columns, unit: tileColumns)
        for stretch in 0..<stretches {
          let depth = part(stretch, of: stretches, in: 0..<k, unit: laneCount)
          compute(rows, columns, depth, plan, memory)
        }
      }
    }
  }

  /// Adds a stretch of the inner dimension.
  private func compute(
    _ rows: Range<Int>, _ columns: Range<Int>, _ depth: Range<Int>, _ plan: Plan,
    _ memory: Destination
  ) {
    let (panelsB, panelsA) = (memory + plan.tile, memory + plan.tile + plan.panelsB)
    if plan.packsB {
      for column in stride(from: columns.lowerBound, to: columns.upperBound, by: tileColumns) {
        packColumns(
          b.at(depth.lowerBound, column), min(tileColumns, columns.upperBound - column),
          depth: depth.count, to: panelsB + (column - columns.lowerBound) &* depth.count)
      }
    }
    let blocks = count(rows.count, blockRows)
    for block in 0..<blocks {
      let rows = part(block, of: blocks, in: rows, unit: tileRows)
      if plan.packsA {
        packRows(
          a.at(rows.lowerBound, depth.lowerBound), rows.count, depth: depth.count, to: panelsA)
      }
      Block(
        product: self, plan: plan, rows: rows, columns: columns, depth: depth, tile: memory,
        panelsA: panelsA, panelsB: panelsB
      ).compute()
    }
  }
}

/// Which operands are packed, and the room that this takes.
private struct Plan {
  let (packsA, packsB): (Bool, Bool)
  /// Elements of a tile at the edge of the matrix, and of the panels of both operands.
  let (tile, panelsA, panelsB): (Int, Int, Int)
  var room: Int { tile + panelsA + panelsB }

  init(_ product: MatrixProduct, rows: Range<Int>, columns: Range<Int>) {
    packsA =
      product.a.columnStride != 1 || product.m < tileRows || columns.count >= columnsWorthPacking
    packsB = product.b.columnStride != 1 || rows.count >= rowsWorthPacking
    let depth = min(product.k, longestStretch)
    tile = tileRows * tileColumns
    panelsA = packsA ? (min(rows.count, blockRows) + tileRows) * depth : 0
    panelsB = ((packsB ? min(columns.count, shareColumns) : 0) + tileColumns) * depth
  }
}

/// How many parts an axis is cut into, of `most` elements each.
private func count(_ size: Int, _ most: Int) -> Int { max(1, (size + most - 1) / most) }

/// The bounds of one of several nearly equal parts of an axis; each begins at a multiple of `unit`
/// elements from the first.
func part(_ index: Int, of parts: Int, in range: Range<Int>, unit: Int) -> Range<Int> {
  let units = (range.count + unit - 1) / unit
  let start = min(index * units / parts * unit, range.count)
  let end = min((index + 1) * units / parts * unit, range.count)
  return range.lowerBound + start..<range.lowerBound + end
}

/// A block of rows of A times a share of the columns of B, along a stretch of the inner dimension.
private struct Block {
  let product: MatrixProduct
  let plan: Plan
  let rows: Range<Int>
  let columns: Range<Int>
  let depth: Range<Int>
  let tile: Destination
  let panelsA: Destination
  let panelsB: Destination

  func compute() {
    let b = product.b
    for column in stride(from: columns.lowerBound, to: columns.upperBound, by: tileColumns) {
      let width = min(tileColumns, columns.upperBound - column)
      let panel = panelsB + (plan.packsB ? (column - columns.lowerBound) &* depth.count : 0)
      let target = column..<column + width
      if plan.packsB {
        compute(Source(panel), panelWidth(width), target)
      } else if width == panelWidth(width) {
        compute(b.at(depth.lowerBound, column).start, b.rowStride, target)
      } else {
        packColumns(b.at(depth.lowerBound, column), width, depth: depth.count, to: panel)
        compute(Source(panel), panelWidth(width), target)
      }
    }
  }

  /// Multiplies the block by a panel of B.
  private func compute(_ panel: Source, _ stride: Int, _ columns: Range<Int>) {
    let (c, n, adds) = (product.c, product.n, product.adds || depth.lowerBound > 0)
    let width = panelWidth(columns.count)
    for row in Swift.stride(from: rows.lowerBound, to: rows.upperBound, by: tileRows) {
      let height = min(tileRows, rows.upperBound - row)
      let target = c + (row &* n &+ columns.lowerBound)
      if height == tileRows && columns.count == width {
        compute(sixRows(row), panel, stride, width, target, n, adds: adds)
      } else {
        let above = plan.packsA ? 0 : max(0, row + tileRows - product.m)
        compute(sixRows(row - above), panel, stride, width, tile, tileColumns, adds: false)
        copyTile(
          tile + above * tileColumns, height, columns.count, to: target, n, adds: adds)
      }
    }
  }

  @inline(__always)
  private func compute(
    _ a: MatrixView, _ panel: Source, _ stride: Int, _ width: Int, _ c: Destination, _ n: Int,
    adds: Bool
  ) {
    if width == tileColumns {
      computeTile(a, panel, stride, depth: depth.count, c, n, adds: adds)
    } else {
      computeHalfTile(a, panel, stride, depth: depth.count, c, n, adds: adds)
    }
  }

  /// Six rows of A.
  ///
  /// Read in place, they must begin six rows above the end of the matrix at least.
  @inline(__always)
  private func sixRows(_ row: Int) -> MatrixView {
    guard plan.packsA else { return product.a.at(row, depth.lowerBound) }
    let panel = panelsA + (row &- rows.lowerBound) &* depth.count
    return MatrixView(start: Source(panel), rowStride: 1, columnStride: tileRows)
  }
}

/// Copies the part of a tile at the edge of the matrix that belongs to it, or adds it.
private func copyTile(
  _ tile: Destination, _ height: Int, _ width: Int, to c: Destination, _ n: Int, adds: Bool
) {
  for row in 0..<height {
    let (source, target) = (tile + row &* tileColumns, c + row &* n)
    for column in 0..<width {
      target[column] = adds ? target[column] + source[column] : source[column]
    }
  }
}
