// Section transformer: the block with every shape, and a small decoder that learns to copy.

import Foundation
import Lab1
import Lab2
import Lab4
import Reports
import Shared

func transformer(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  showShapes(on: &page)
  let text = "a word of eight letters, a colon, and the same word again"
  page.say(
    """
    A task whose answer is on the page: \(text). The first half cannot be foreseen; the second can, by \
    whoever looks back nine places. Nobody tells the network where to look.
    """)
  let letters = Vocabulary(of: "abcdefghijkl:")
  var generator = SeededGenerator(seed: lab.options.seed)
  var model = LanguageModel(
    LanguageModelShape(vocabulary: letters.count, context: 17, width: 32, heads: 2, layers: 2),
    using: &generator)
  let steps = lab.steps(500)
  let bar = page.progress("training", total: steps, unit: "steps")
  let losses = trainToCopy(&model, letters, steps: steps, seed: lab.options.seed, bar)
  page.show(lossChart("Loss on the second half, in nats", [("copying", losses)]))
  showAttention(model, letters, on: &page)
  page.number("loss at the start", Double(losses[0]))
  page.number("ln \(letters.count)", log(Double(letters.count)))
  page.number("loss at the end", Double(losses.suffix(20).reduce(0, +) / 20))
  page.number("weights", grouped(model.parameterCount))
}

/// What each part of a model of nanoGPT's size for a CPU makes of a batch.
private func showShapes(on page: inout LabPage) {
  var (generator, context) = (SeededGenerator(seed: 1), Context(.inference))
  let (n, t) = (2, 64)
  var model = LanguageModel(
    LanguageModelShape(vocabulary: 65, context: t, width: 128, heads: 4, layers: 4),
    using: &generator)
  let logits = model.forward(Array(repeating: Array(0..<t), count: n), &context)
  var block = model.blocks[0]
  let attention = block.attention
  func count<Part: Layer>(_ layer: Part) -> String {
    var layer = layer
    return grouped(layer.parameterCount)
  }
  page.say("A decoder of 4 blocks, width 128, 4 heads, 65 characters, on 2 texts of 64:")
  page.table(
    ["part", "its output", "weights"],
    [
      ["tokens", "[\(n), \(t)]", ""],
      ["embedding", "[\(n), \(t), 128]", grouped(model.embedding.weight.value.count)],
      ["positions", "[\(n), \(t), 128]", count(model.positions)],
      ["a block: norm", "\(block.norm1.normalized.shape)", count(block.norm1)],
      ["  queries, and keys, values", "\(attention.queries.shape)", grouped(3 * 128 * 129)],
      ["  weights of attention", "\(attention.weights.shape)", ""],
      ["  heads joined, projected", "\(attention.joined.shape)", grouped(128 * 129)],
      ["  norm", "\(block.norm2.normalized.shape)", count(block.norm2)],
      ["  hidden units, GELU", "[\(n * t), 512]", count(block.linear1)],
      ["  back to the width", "[\(n), \(t), 128]", count(block.linear2)],
      ["the other three blocks", "[\(n), \(t), 128]", grouped(3 * block.parameterCount)],
      ["norm", "[\(n), \(t), 128]", count(model.norm)],
      ["head: logits", "\(logits.shape)", count(model.head)],
    ])
  page.number("all weights", grouped(model.parameterCount))
}

private func trainToCopy(
  _ model: inout LanguageModel, _ letters: Vocabulary, steps: Int, seed: UInt64, _ bar: ProgressBar
) -> [Float] {
  var (optimizer, context, bar) = (
    AdamW(learningRate: 0, weightDecay: 0.01), Context(.training, seed: seed), bar
  )
  let losses = (0..<steps).map { step -> Float in
    let texts = (0..<32).map { _ in copyText(using: &context.generator) }
    optimizer.learningRate = oneCycle(peak: 0.01, total: steps, step: step)
    model.zeroGradients()
    let logits = model.forward(texts.map { Array($0.dropLast()) }, &context)
    let result = maskedCrossEntropy(
      logits: logits, targets: texts.map { Array($0.dropFirst()) }, mask: secondHalf(32))
    model.backward(result.gradient)
    _ = clipGradients(of: &model, toNorm: 1)
    optimizer.step(&model)
    bar.advance()
    return result.loss
  }
  bar.finish()
  return losses
}

/// Eight letters, a colon (token 0), and the same letters again: 17 tokens.
private func copyText(using generator: inout SeededGenerator) -> [Int] {
  let word = (0..<8).map { _ in 1 + generator.below(12) }
  return word + [0] + word
}

/// 1 where the target is in the second half, [N, 16].
private func secondHalf(_ count: Int) -> Tensor {
  Tensor(Array(repeating: 0, count: 8) + Array(repeating: 1, count: 8))
    .broadcast(to: [count, 16])
}

/// Where each head of each block looks on one text.
private func showAttention(
  _ model: LanguageModel, _ letters: Vocabulary, on page: inout LabPage
) {
  var (model, generator, context) = (model, SeededGenerator(seed: 3), Context(.inference))
  let text = Array(copyText(using: &generator).dropLast())
  let logits = model.forward([text], &context)
  let names = text.map { "\(letters.characters[$0])" }
  let said = (8..<16).map { letters.characters[logits[row: 0][row: $0].argmax()] }
  page.say(
    """
    Where each head looks when “\(names.joined())” has been read: a row is the place that asks, a \
    column the place it looks at. A bright diagonal in the lower half is the look back to the letter \
    that comes next.
    """)
  page.compare(
    model.blocks.enumerated().flatMap { index, block in
      (0..<2).map { head in
        HeatMap(
          "Block \(index + 1), head \(head + 1)", block.attention.weights[row: 0][row: head],
          rowNames: names, columnNames: names, axes: ("looks at", "from"))
      }
    })
  page.number("it goes on after the colon", String(said))
}
