// Sums and extremes along one axis of a tensor seen as [outer, size, inner].

extension Tensor {
  /// The tensor of this shape without `axis`, each element combined from those along it.
  @inline(__always)
  func reduce<Operation: Reduction>(along axis: Int, _ operation: Operation) -> Tensor {
    let (outer, size, inner) = shape.split(at: axis)
    let results = filled(outer * inner) { output in
      output.update(repeating: Operation.neutral, count: outer * inner)
      scalars.withSource { x in
        inParallel(outer, grain: Swift.max(1, 32768 / (size * inner))) { range in
          for block in range {
            let start = x + block * size * inner
            if inner == 1 {
              output[block] = reduceRow(start, size, operation, Identity())
            } else {
              reduceColumns(start, to: output + block * inner, size, inner, operation)
            }
          }
        }
      }
    }
    return Tensor(results, shape: shape.removing(axis))
  }
}

/// Combines the `size` rows of a matrix of `inner` columns into one row.
@inline(__always)
func reduceColumns<Operation: Reduction>(
  _ x: Source, to output: Destination, _ size: Int, _ inner: Int, _ operation: Operation
) {
  for row in 0..<size {
    zipRow(Source(output), x + row * inner, to: output, count: inner, operation)
  }
}
