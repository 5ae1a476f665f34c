// Matrix products: squares, sizes that fit no block, the skinny ones of the labs, batches.

import Shared

private let squares = [64, 128, 256, 512, 1024, 2048].map { Product("\($0)", $0, $0, $0) }

private let odd = [
  Product("127", 127, 127, 127), Product("odd", 255, 257, 253),
  Product("odd-large", 509, 1021, 767),
]

/// Forward, gradient of the weight and gradient of the input of `Linear`: y = x·Wᵀ, dW = dyᵀ·x, dx = dy·W.
private let layers = [(64, 784, 128), (128, 784, 256), (64, 128, 64), (64, 64, 10)].flatMap {
  (batch, inputs, outputs) in
  let name = "\(batch)x\(inputs)x\(outputs)"
  return [
    Product(name, batch, inputs, outputs),
    Product(name + "-forward", batch, inputs, outputs, transposeB: true),
    Product(name + "-weight", outputs, batch, inputs, transposeA: true),
    Product(name + "-input", batch, outputs, inputs),
  ]
}

/// Scores and values of attention: 8 sequences, 4 heads, 64 steps, width 32; and a wider one.
private let batches = [
  Product("scores", 64, 32, 64, batch: [8, 4], transposeB: true),
  Product("values", 64, 64, 32, batch: [8, 4]),
  Product("scores-wide", 256, 64, 256, batch: [4, 8], transposeB: true),
  Product("transposed", 512, 512, 512, transposeB: true),
  Product("transposed-large", 1024, 1024, 1024, transposeA: true, transposeB: true),
]

let matmulRows = (squares + odd + layers + batches).map(\.row)

/// A product `[…, m, k]·[…, k, n]`, of operands that lie transposed or not.
private struct Product {
  let name: String
  let (m, k, n): (Int, Int, Int)
  let batch: [Int]
  let (transposeA, transposeB): (Bool, Bool)

  init(
    _ name: String, _ m: Int, _ k: Int, _ n: Int, batch: [Int] = [], transposeA: Bool = false,
    transposeB: Bool = false
  ) {
    (self.name, self.m, self.k, self.n, self.batch) = (name, m, k, n, batch)
    (self.transposeA, self.transposeB) = (transposeA, transposeB)
  }

  var row: Row {
    let products = batch.reduce(1, *)
    let words = [m, k, n, transposeA ? 1 : 0, transposeB ? 1 : 0] + batch
    return Row(
      "matmul", "matmul-\(name)", .flops(2 * Double(products * m * k * n)),
      peer: words.map(String.init).joined(separator: " ")
    ) { _ in
      var generator = SeededGenerator(seed: 1)
      let a = Tensor(
        randomUniform: Shape(batch + (transposeA ? [k, m] : [m, k])), using: &generator)
      let b = Tensor(
        randomUniform: Shape(batch + (transposeB ? [n, k] : [k, n])), using: &generator)
      return { keep(matmul(a, b, transposeA: transposeA, transposeB: transposeB)) }
    }
  }
}
