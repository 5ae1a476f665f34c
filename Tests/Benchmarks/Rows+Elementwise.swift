// Elementwise work, reductions and the step of an optimizer: what stands between the matrix products.
// "large" does not fit the caches, "layer" is as large as a batch of activations or a weight.

import Lab1
import Shared

private let large = 1 << 24
private let layer = 784 * 128

let elementwiseRows =
  inPlaceRows + functionRows + reductionRows + [
    row("adam", layer, streams: 7) { x, y, _ in
      var (parameter, m, v) = (Parameter(x), y, y)
      var time = 0
      parameter.gradient = y
      return {
        time += 1
        descendAdam(&parameter, mean: &m, meanSquare: &v, time: time, rule: AdamRule())
      }
    },
    Row("elementwise", "cross-entropy-64x10", peer: "cross-entropy 64 10") { _ in
      var generator = SeededGenerator(seed: 1)
      let logits = Tensor(randomNormal: [64, 10], using: &generator)
      let labels = (0..<64).map { $0 % 10 }
      return { keep(softmaxCrossEntropy(logits: logits, labels: labels).loss) }
    },
  ]

private let inPlaceRows = [large, layer].flatMap { count in
  [
    row("add", count, streams: 3) { x, y, _ in
      var x = x
      return { x += y }
    },
    row("add-row", count, streams: 2) { x, _, bias in
      var x = x
      return { x += bias }
    },
    row("multiply-column", count, streams: 2) { x, y, _ in
      var x = x
      let column = y.slice(0..<1, along: 1)
      return { x *= column }
    },
  ]
}

private let functionRows = [
  row("exp", layer, streams: 2) { x, _, _ in { keep(exp(x)) } },
  row("log", layer, streams: 2) { x, _, _ in { keep(log(x)) } },
  row("tanh", layer, streams: 2) { x, _, _ in { keep(tanh(x)) } },
  row("sqrt", layer, streams: 2) { x, _, _ in { keep(sqrt(x)) } },
  row("softmax", layer, streams: 2) { x, _, _ in { keep(softmax(x)) } },
]

private let reductionRows = [large, layer].flatMap { count in
  [
    row("sum", count, streams: 1) { x, _, _ in { keep(x.sum()) } },
    row("sum-columns", count, streams: 1) { x, _, _ in { keep(x.sum(along: 0)) } },
    row("sum-rows", count, streams: 1) { x, _, _ in { keep(x.sum(along: 1)) } },
    row("max-rows", count, streams: 1) { x, _, _ in { keep(x.max(along: 1)) } },
    row("variance-rows", count, streams: 1) { x, _, _ in { keep(x.variance(along: 1)) } },
  ]
}

/// A row on two matrices of `count` elements in rows of 128, and one such row.
private func row(
  _ name: String, _ count: Int, streams: Int,
  prepare: @escaping @Sendable (Tensor, Tensor, Tensor) -> () -> Void
) -> Row {
  Row(
    "elementwise", "\(name)-\(count == large ? "large" : "layer")",
    .bytes(Double(4 * count * streams)), peer: "\(name) \(count / 128) 128"
  ) { _ in
    var generator = SeededGenerator(seed: 1)
    let shape: Shape = [count / 128, 128]
    return prepare(
      Tensor(randomUniform: shape, in: 0.5...1, using: &generator),
      Tensor(randomUniform: shape, in: 0.5...1, using: &generator),
      Tensor(randomUniform: [128], in: 0...1, using: &generator))
  }
}
