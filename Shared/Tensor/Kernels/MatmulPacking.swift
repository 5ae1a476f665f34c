// Copies of parts of the operands, in the order in which the innermost loop reads them.
//
//      B, row after row             a panel: 2 vectors wide        A                 a panel: 6 tall
//     ┌────────────────────┐        ┌──┐ ┌──┐ ┌──┐              ┌──────────┐      ┌──────────┐
//     │ 0 1 2 3 4 5 6 7 8 9│   →    │01│ │45│ │89│              │ 0 4 8    │  →   │ 0123 4567 89…
//     │ a b c d e f g h i j│        │ab│ │ef│ │ij│              │ 1 5 9    │      └──────────┘
//     └────────────────────┘        └──┘ └──┘ └──┘              │ 2 6 …    │
//                                                               └──────────┘
//
// A panel of B holds its rows, a panel of A its columns, one after the other, without gaps, padded
// with zeros at the edges of the matrix. A transposed operand is transposed here, on its way.
//
// NB: &+ and &* leave out the overflow checks, which would take longer than the copies.

/// The width of the panel that holds some columns: half a tile where that is enough.
@inline(__always)
func panelWidth(_ columns: Int) -> Int {
  columns <= Vector.scalarCount ? Vector.scalarCount : tileColumns
}

/// Copies a panel of `columns ≤ tileColumns` columns and `depth` rows of B.
func packColumns(_ b: MatrixView, _ columns: Int, depth: Int, to panel: Destination) {
  let width = panelWidth(columns)
  if b.columnStride == 1 && columns == width {
    var (source, target) = (b.start, panel)
    for _ in 0..<depth {
      target.store(source.vector)
      if width == tileColumns {
        (target + Vector.scalarCount).store((source + Vector.scalarCount).vector)
      }
      source += b.rowStride
      target += width
    }
    return
  }
  if columns < width { panel.update(repeating: 0, count: depth &* width) }
  let isTransposed = b.rowStride == 1
  // Six or seven columns take a whole block too: what it writes beside them is of no meaning.
  let rest = columns % laneCount < tileRows ? columns % laneCount : 0
  let wholeColumns = isTransposed ? columns - rest : 0
  let wholeRows = isTransposed ? depth / laneCount * laneCount : 0
  for column in stride(from: 0, to: wholeColumns, by: laneCount) {
    let (source, target) = (b.at(0, column).start, panel + column)
    let rows = min(laneCount, columns - column)
    for row in stride(from: 0, to: wholeRows, by: laneCount) {
      transposeBlock(source + row, b.columnStride, to: target + row &* width, width, rows: rows)
    }
  }
  copy(b, wholeRows..<depth, 0..<wholeColumns, to: panel, width)
  copy(b, 0..<depth, wholeColumns..<columns, to: panel, width)
}

/// Copies a part of a panel element by element.
private func copy(
  _ b: MatrixView, _ rows: Range<Int>, _ columns: Range<Int>, to panel: Destination, _ width: Int
) {
  if b.columnStride == 1 {
    for row in rows {
      (panel + (row &* width &+ columns.lowerBound))
        .update(from: b.at(row, columns.lowerBound).start, count: columns.count)
    }
  } else {
    for column in columns {
      var source = b.at(rows.lowerBound, column).start
      var target = panel + (rows.lowerBound &* width &+ column)
      for _ in rows {
        target.pointee = source.pointee
        source += b.rowStride
        target += width
      }
    }
  }
}

/// Copies rows of A, six at a time as a panel.
func packRows(_ a: MatrixView, _ rows: Int, depth: Int, to panels: Destination) {
  for row in stride(from: 0, to: rows, by: tileRows) {
    let panel = panels + row * depth
    let group = a.at(row, 0)
    let height = min(tileRows, rows - row)
    if height < tileRows {
      panel.update(repeating: 0, count: depth * tileRows)
      copy(group, height, 0..<depth, to: panel)
    } else {
      // Eight numbers are written where six belong, and the next six hide the two too many: only the
      // last columns are copied one by one.
      let whole = max(0, depth - 1) / laneCount * laneCount
      if a.rowStride == 1 {
        copyColumns(group, whole, to: panel)
      } else if a.columnStride == 1 {
        transposeRows(group, whole, to: panel)
      }
      copy(group, tileRows, whole..<depth, to: panel)
    }
  }
}

/// Copies a part of a panel of A element by element.
private func copy(_ a: MatrixView, _ rows: Int, _ columns: Range<Int>, to panel: Destination) {
  for row in 0..<rows {
    var source = a.at(row, columns.lowerBound).start
    var target = panel + (columns.lowerBound &* tileRows &+ row)
    for _ in columns {
      target.pointee = source.pointee
      source += a.columnStride
      target += tileRows
    }
  }
}

/// Copies columns of A whose six elements are neighbours.
private func copyColumns(_ a: MatrixView, _ columns: Int, to panel: Destination) {
  var (source, target) = (a.start, panel)
  for _ in 0..<columns {
    let four = UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Float>.self)
    let two = UnsafeRawPointer(source + 4).loadUnaligned(as: SIMD2<Float>.self)
    UnsafeMutableRawPointer(target).storeBytes(of: four, as: SIMD4<Float>.self)
    UnsafeMutableRawPointer(target + 4).storeBytes(of: two, as: SIMD2<Float>.self)
    source += a.columnStride
    target += tileRows
  }
}

/// Copies six rows of A, eight columns at a time.
private func transposeRows(_ a: MatrixView, _ columns: Int, to panel: Destination) {
  for column in stride(from: 0, to: columns, by: laneCount) {
    transposeBlock(
      a.start + column, a.rowStride, to: panel + column &* tileRows, tileRows, rows: tileRows)
  }
}
