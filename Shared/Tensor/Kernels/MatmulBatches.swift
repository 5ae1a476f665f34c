// Matrix products shared between threads: the parts of one large product, or the products of a batch.

/// Multiply-adds worth a thread, about 8 µs with AVX-512: some times what it takes to share them with a
/// thread that is awake.
private let taskProducts = 1_000_000

/// Rows and columns of a part at least, so that few parts pack the same panel.
private let (partRows, partColumns) = (24, 64)

/// The elements of the products of all pairs of matrices.
func multiply(
  _ a: [Float], _ b: [Float], _ sizes: MatmulShape, transposeA: Bool, transposeB: Bool
) -> [Float] {
  filled(sizes.shape.elementCount) { c in
    multiply(a, b, sizes, transposeA: transposeA, transposeB: transposeB, to: c, adds: false)
  }
}

/// Writes the products of all pairs of matrices, or adds them to what is there.
func multiply(
  _ a: [Float], _ b: [Float], _ sizes: MatmulShape, transposeA: Bool, transposeB: Bool,
  to c: Destination, adds: Bool
) {
  let (m, k, n) = (sizes.m, sizes.k, sizes.n)
  if k == 0 { return adds ? () : c.update(repeating: 0, count: sizes.shape.elementCount) }
  a.withSource { a in
    b.withSource { b in
      let product = MatrixProduct(
        a: MatrixView(start: a, rowStride: transposeA ? 1 : k, columnStride: transposeA ? m : 1),
        b: MatrixView(start: b, rowStride: transposeB ? 1 : n, columnStride: transposeB ? k : 1),
        c: c, m: m, k: k, n: n, adds: adds)
      if let batches = sizes.batches {
        product.compute(batches)
      } else if m * k * n <= smallProducts {
        product.computeSmall()
      } else {
        product.computeInParts()
      }
    }
  }
}

extension MatrixProduct {
  /// Computes the product, in parts on several threads when there is enough to do.
  ///
  /// The parts write different results and do not change how one is summed. They are about as tall as
  /// wide, so that they share little of what is packed, and more than the threads where there is
  /// enough to do, so that a core that is taken away delays little.
  fileprivate func computeInParts() {
    let tasks = m * k * n / taskProducts
    let threads = tasks < 2 ? 1 : Parallelism.threads
    if threads == 1 { return compute(rows: 0..<m, columns: 0..<n) }
    let wanted = min(tasks, 4 * threads)
    let square = (Double(wanted) * Double(m) / Double(n)).squareRoot()
    let rowParts = max(1, min(Int(square.rounded()), wanted, m / partRows))
    let columnParts = max(1, min(wanted / rowParts, n / partColumns))
    inParallel(rowParts * columnParts, grain: 1) { range in
      for index in range {
        compute(
          rows: part(index / columnParts, of: rowParts, in: 0..<m, unit: tileRows),
          columns: part(index % columnParts, of: columnParts, in: 0..<n, unit: tileColumns))
      }
    }
  }

  /// Computes the products of a batch; the views are of its first pair.
  fileprivate func compute(_ batches: Broadcast) {
    let pairs = batches.shape.elementCount
    if pairs < Parallelism.threads && m * k * n >= 2 * taskProducts {
      for pair in 0..<pairs { self.pair(pair, batches).computeInParts() }
    } else {
      inParallel(pairs, grain: max(1, taskProducts / max(1, m * k * n))) { range in
        for pair in range { self.pair(pair, batches).compute(rows: 0..<m, columns: 0..<n) }
      }
    }
  }

  private func pair(_ index: Int, _ batches: Broadcast) -> MatrixProduct {
    let (aIndex, bIndex) = batches.offsets(of: index)
    return MatrixProduct(
      a: MatrixView(
        start: a.start + aIndex * m * k, rowStride: a.rowStride, columnStride: a.columnStride),
      b: MatrixView(
        start: b.start + bIndex * k * n, rowStride: b.rowStride, columnStride: b.columnStride),
      c: c + index * m * n, m: m, k: k, n: n, adds: adds)
  }
}
