// Copies that change the order or the number of elements.

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

/// The elements of a tensor with its axes in another order.
func transpose(_ scalars: [Float], _ shape: Shape, _ permutation: [Int]) -> [Float] {
  var strides = SIMD4<Int>(repeating: 0)
  var sizes = SIMD4<Int>(repeating: 1)
  for (place, axis) in permutation.enumerated() {
    let slot = 4 - permutation.count + place
    sizes[slot] = shape[axis]
    strides[slot] = shape.split(at: axis).inner
  }
  return filled(scalars.count) { output in
    scalars.withSource { x in
      var next = 0
      for i in 0..<sizes[0] {
        for j in 0..<sizes[1] {
          for k in 0..<sizes[2] {
            let start = x + (i * strides[0] + j * strides[1] + k * strides[2])
            for l in 0..<sizes[3] {
              output[next] = start[l * strides[3]]
              next += 1
            }
          }
        }
      }
    }
  }
}
