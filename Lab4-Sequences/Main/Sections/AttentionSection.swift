// Section attention: the handout's three tokens, a mask, and why there is a √d.

import Foundation
import Lab4
import Reports
import Shared

func attentionByHand(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  page.say("The three tokens that the handout works out by hand, d = 2:")
  let q: Tensor = [[[[1, 0], [0, 1], [1, 1]]]]
  let v: Tensor = [[[[10, 0], [0, 10], [5, 5]]]]
  let k = q
  let scores = attentionScores(q, k)
  let (y, weights) = attention(q, k, v)
  page.table(
    ["token", "scores q·kᵀ/√2", "weights", "y"],
    (0..<3).map { row in
      ["\(row + 1)"] + [scores, weights, y].map { numbers($0, row) }
    })
  let masked = attention(q, k, v, mask: causalMask(3))
  page.say("With the causal mask a token sees those up to itself; the first one only itself:")
  page.table(
    ["token", "weights", "y"],
    (0..<3).map { row in ["\(row + 1)", numbers(masked.weights, row), numbers(masked.y, row)] })
  page.illustrate(
    HeatMap(
      "Weights under the causal mask", masked.weights.reshaped(to: [3, 3]), axes: ("key", "query")))
  let hidden = attention(q, k, v, mask: Tensor(zeros: [3, 3]))
  page.number("y where every key is hidden", numbers(hidden.y, 0))
  showScale(lab.options.seed, on: &page)
}

private func numbers(_ tensor: Tensor, _ row: Int) -> String {
  (0..<tensor.shape[3]).map { fixedText(tensor[0, 0, row, $0], decimals: 3) }
    .joined(separator: "  ")
}

/// How sharp the weights are by the width of the keys, with and without √d.
private func showScale(_ seed: UInt64, on page: inout LabPage) {
  page.say(
    """
    Random queries and keys, 32 of each. Without dividing by √d the scores grow with the width, the \
    softmax becomes a choice of one, and its slope 0. The largest weight of a query, on average:
    """)
  let widths = [1, 4, 16, 64, 256]
  var generator = SeededGenerator(seed: seed)
  let largest = widths.map { width -> (Float, Float) in
    let q = Tensor(randomNormal: [1, 8, 32, width], using: &generator)
    let k = Tensor(randomNormal: [1, 8, 32, width], using: &generator)
    let scores = attentionScores(q, k)
    let plain = scores * Float(width).squareRoot()
    return (
      attentionWeights(scores).max(along: 3).mean(), attentionWeights(plain).max(along: 3).mean()
    )
  }
  page.show(
    LineChart(
      "The largest of 32 weights",
      [
        Series("q·k / √d", x: widths, y: largest.map(\.0)),
        Series("q·k", x: widths, y: largest.map(\.1)),
      ], x: Axis("width d", scale: .logarithmic), y: Axis("weight", range: 0...1)))
}
