// Matrix products shared between threads: the parts of one large product, or the products of a batch.

/// Multiply-adds worth a thread: 8 µs with AVX-512, a few times what it takes to share them.
private let taskProducts = 2_000_000

/// Parts that a thread gets, so that a core that is taken away delays little.
private let partsOfThread = 4

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
        product.compute()
      }
    }
  }
}

extension MatrixProduct {
  /// Computes the product, on several threads when there is enough to do.
  fileprivate func compute() {
    let tasks = m * k * n / taskProducts
    let threads = tasks < 2 ? 1 : Parallelism.threads
    compute(tasks: threads == 1 ? 1 : min(tasks, partsOfThread * threads))
  }

  /// Computes the products of a batch; the views are of its first pair.
  fileprivate func compute(_ batches: Broadcast) {
    let pairs = batches.shape.elementCount
    if pairs < Parallelism.threads && m * k * n >= 2 * taskProducts {
      for pair in 0..<pairs { self.pair(pair, batches).compute() }
    } else {
      inParallel(pairs, grain: max(1, taskProducts / max(1, m * k * n))) { range in
        for pair in range { self.pair(pair, batches).compute(tasks: 1) }
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
