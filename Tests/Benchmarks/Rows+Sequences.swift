// The networks of Lab 4: a step of an LSTM, of a Transformer, of nanoGPT's setting for a processor, and
// a text written with and without a cache.

import Lab1
import Lab2
import Lab4
import Shared

let sequenceRows = [
  Row("sequences", "lstm-step", .flops(3 * 2 * 64 * 32 * 256 * 512), peer: "lstm-step") { _ in
    lstmStep()
  },
  Row(
    "sequences", "transformer-step", .flops(transformerFlops(batch: 32)), peer: "transformer 32 1"
  ) { _ in transformerSteps(1, batch: 32) },
  Row("sequences", "gpt-x20", .flops(20 * transformerFlops(batch: 12)), peer: "transformer 12 20") {
    _ in transformerSteps(20, batch: 12)
  },
  Row("sequences", "generate-256") { _ in generate(256, isCached: true) },
  Row("sequences", "generate-256-uncached") { _ in generate(256, isCached: false) },
]

/// Forward and all gradients of 128 units, 64 steps, 32 sequences of width 128.
private func lstmStep() -> () -> Void {
  var context = Context(.training, seed: 1)
  var layer = LSTM(inputs: 128, hidden: 128, using: &context.generator)
  let x = Tensor(randomNormal: [32, 64, 128], using: &context.generator)
  let dy = Tensor(randomNormal: [32, 64, 128], using: &context.generator)
  return {
    layer.zeroGradients()
    keep(layer.forward(x, &context))
    keep(layer.backward(dy))
  }
}

private let shape = LanguageModelShape(
  vocabulary: 65, context: 64, width: 128, heads: 4, layers: 4)

/// Multiplications and additions of a step on sequences of 64 tokens, all pairs of places counted.
private func transformerFlops(batch: Int) -> Double {
  let (places, d) = (Double(batch * 64), Double(128))
  let products = 2 * places * (4 * 12 * d * d + 65 * d)
  return 3 * (products + 4 * 4 * places * 64 * d)
}

/// Steps of AdamW on random tokens: what they are changes nothing about the time.
private func transformerSteps(_ count: Int, batch: Int) -> () -> Void {
  var context = Context(.training, seed: 1)
  var model = LanguageModel(shape, using: &context.generator)
  var optimizer = AdamW(learningRate: 3e-4)
  let rows = (0..<batch).map { _ in (0..<65).map { _ in context.generator.below(65) } }
  let (inputs, targets) = (rows.map { Array($0.dropLast()) }, rows.map { Array($0.dropFirst()) })
  return {
    for _ in 0..<count {
      model.zeroGradients()
      let logits = model.forward(inputs, &context)
      let result = maskedCrossEntropy(logits: logits, targets: targets)
      model.backward(result.gradient)
      optimizer.step(&model)
      keep(result.loss)
    }
  }
}

/// The likeliest characters, one after the other, in a context that holds all of them.
private func generate(_ count: Int, isCached: Bool) -> () -> Void {
  var generator = SeededGenerator(seed: 1)
  var plan = shape
  plan.context = count
  var model = LanguageModel(plan, using: &generator)
  return {
    keep(
      model.generate(after: [1], count: count - 1, isCached: isCached) { $0.argmax(along: 0)[0] })
  }
}
