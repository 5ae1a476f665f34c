// Copies that change the order, the number or the choice of elements.

/// The elements of a broadcast's first operand at each place of the result.
func spread(_ scalars: [Float], _ plan: Broadcast) -> [Float] {
  let count = plan.sizes[3]
  return filled(plan.shape.elementCount) { output in
    scalars.withSource { x in
      plan.forEachRow(0..<plan.rows) { row, offset, _ in
        let target = output + row * count
        if plan.first[3] == 0 {
          target.update(repeating: x[offset], count: count)
        } else {
          target.update(from: x + offset, count: count)
        }
      }
    }
  }
}

/// The elements of `a` where the mask is not zero and those of `b` elsewhere, all of one count.
func choose(_ mask: [Float], _ a: [Float], _ b: [Float]) -> [Float] {
  let count = mask.count
  return filled(count) { output in
    mask.withSource { mask in
      a.withSource { a in
        b.withSource { b in
          for index in 0..<count { output[index] = mask[index] != 0 ? a[index] : b[index] }
        }
      }
    }
  }
}

/// The elements of a tensor with its axes in another order.
///
/// The result is written in order. Where its last axis was not the last one before, blocks of 8 × 8
/// elements are exchanged in registers, with the axis that was last.
func transpose(_ scalars: [Float], _ shape: Shape, _ permutation: [Int]) -> [Float] {
  var sizes = SIMD4<Int>(repeating: 1)
  var strides = SIMD4<Int>()
  for (place, axis) in permutation.enumerated() {
    let slot = 4 - permutation.count + place
    (sizes[slot], strides[slot]) = (shape[axis], shape.split(at: axis).inner)
  }
  return filled(scalars.count) { output in
    scalars.withSource { x in
      let elements = sizes[2] * sizes[3]
      inParallel(sizes[0] * sizes[1], grain: max(1, memoryBoundGrain / max(1, elements))) { range in
        for matrix in range {
          let (i, j) = (matrix / sizes[1], matrix % sizes[1])
          transposeMatrix(
            x + (i * strides[0] + j * strides[1]), strides[2], strides[3],
            to: output + matrix * elements, rows: sizes[2], columns: sizes[3])
        }
      }
    }
  }
}

/// Copies a matrix whose elements lie `rowStride` and `columnStride` apart.
private func transposeMatrix(
  _ x: Source, _ rowStride: Int, _ columnStride: Int, to y: Destination, rows: Int, columns: Int
) {
  if columnStride == 1 {
    for row in 0..<rows {
      (y + row * columns).update(from: x + row * rowStride, count: columns)
    }
    return
  }
  let isTransposed = rowStride == 1 && columns >= laneCount
  let wholeRows = isTransposed ? rows / laneCount * laneCount : 0
  let wholeColumns = isTransposed ? columns / laneCount * laneCount : 0
  for row in stride(from: 0, to: wholeRows, by: laneCount) {
    for column in stride(from: 0, to: wholeColumns, by: laneCount) {
      transposeBlock(
        x + (row + column * columnStride), columnStride, to: y + (row * columns + column), columns)
    }
  }
  for row in 0..<rows {
    let target = y + row * columns
    for column in (row < wholeRows ? wholeColumns : 0)..<columns {
      target[column] = x[row * rowStride + column * columnStride]
    }
  }
}

/// Adds rows of `size` elements to the rows of the given numbers.
func scatterAdd(_ rows: [Float], to target: inout [Float], _ indices: [Int], size: Int) {
  target.withDestination { target in
    rows.withSource { rows in
      for (source, row) in indices.enumerated() {
        let place = target + row * size
        zipRow(place, rows + source * size, to: place, count: size, Addition())
      }
    }
  }
}
