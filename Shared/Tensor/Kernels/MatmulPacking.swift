// Copies of parts of the operands, in the order in which the innermost loop reads them.
//
// A panel of B is 16 columns wide, a panel of A six rows tall. Both lie row after row of the inner
// dimension, without gaps, padded with zeros at the edges of the matrix. A transposed operand is
// transposed here, on its way into the panel.
//
// NB: &+ and &* leave out the overflow checks, which would take longer than the copies.

/// Copies a panel of `columns ≤ 16` columns and `depth` rows of B.
func packColumns(_ b: MatrixView, _ columns: Int, depth: Int, to panel: Destination) {
  if columns < tileColumns {
    panel.update(repeating: 0, count: depth * tileColumns)
    copy(b, 0..<depth, columns, to: panel)
  } else if b.columnStride == 1 {
    var (source, target) = (b.start, panel)
    for _ in 0..<depth {
      target.store(source.lanes)
      (target + laneCount).store((source + laneCount).lanes)
      source += b.rowStride
      target += tileColumns
    }
  } else {
    let whole = depth / laneCount * laneCount
    for row in stride(from: 0, to: whole, by: laneCount) {
      let (source, target) = (b.start + row, panel + row * tileColumns)
      let half = b.columnStride * laneCount
      transposeBlock(source, b.columnStride, to: target, tileColumns)
      transposeBlock(source + half, b.columnStride, to: target + laneCount, tileColumns)
    }
    copy(b, whole..<depth, tileColumns, to: panel)
  }
}

/// Copies some rows of a panel element by element.
private func copy(_ b: MatrixView, _ rows: Range<Int>, _ columns: Int, to panel: Destination) {
  for column in 0..<columns {
    var source = b.at(rows.lowerBound, column).start
    var target = panel + (rows.lowerBound * tileColumns + column)
    for _ in rows {
      target.pointee = source.pointee
      source += b.rowStride
      target += tileColumns
    }
  }
}

/// Copies rows of A, six at a time as a panel.
func packRows(_ a: MatrixView, _ rows: Int, depth: Int, to panels: Destination) {
  for row in stride(from: 0, to: rows, by: tileRows) {
    let panel = panels + row * depth
    let group = a.at(row, 0)
    let height = min(tileRows, rows - row)
    if height == tileRows && a.rowStride == 1 {
      copySixes(group, depth: depth, to: panel)
      continue
    }
    if height < tileRows { panel.update(repeating: 0, count: depth * tileRows) }
    for line in 0..<height {
      var (source, target) = (group.at(line, 0).start, panel + line)
      for _ in 0..<depth {
        target.pointee = source.pointee
        source += a.columnStride
        target += tileRows
      }
    }
  }
}

/// Copies columns of A whose six elements are neighbours.
private func copySixes(_ a: MatrixView, depth: Int, to panel: Destination) {
  var (source, target) = (a.start, panel)
  for _ in 0..<depth {
    let four = UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Float>.self)
    let two = UnsafeRawPointer(source + 4).loadUnaligned(as: SIMD2<Float>.self)
    UnsafeMutableRawPointer(target).storeBytes(of: four, as: SIMD4<Float>.self)
    UnsafeMutableRawPointer(target + 4).storeBytes(of: two, as: SIMD2<Float>.self)
    source += a.columnStride
    target += tileRows
  }
}
