// Section encoder-decoder: words in, the same words backwards out, and what cross-attention looks at.

import Lab1
import Lab2
import Lab4
import Reports
import Shared

func reversal(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  page.say(
    """
    Random words of 3 to 8 letters, to be written backwards. The encoder reads the whole word; the \
    decoder writes one letter after the other, and asks the encoder's memory at each.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  var model = EncoderDecoder(
    EncoderDecoderShape(
      sourceVocabulary: 13, targetVocabulary: 13, longest: 9, width: 32, heads: 2, hidden: 64),
    using: &generator)
  let steps = lab.steps(400)
  let bar = page.progress("training", total: steps, unit: "steps")
  let losses = train(&model, steps: steps, seed: lab.options.seed, bar)
  page.show(lossChart("Loss in nats a letter", [("reversal", losses)]))
  showMemory(model, on: &page)
  page.number("weights", grouped(model.parameterCount))
  page.number("loss at the end", Double(losses.suffix(20).reduce(0, +) / 20))
  let right = (0..<4).map { _ in rightShare(&model, Words(50, using: &generator)) }
  page.number("letters right, of 200 new words", percentText(right.reduce(0, +) / 4, decimals: 1))
}

/// Words and their reversals as the model takes them: letters 1 to 12, 0 for start and padding.
private struct Words {
  let source: [[Int]]
  let sourceMask: Tensor
  let input: [[Int]]
  let output: [[Int]]
  let outputMask: Tensor

  init(_ count: Int, using generator: inout SeededGenerator) {
    var words: [[Int]] = []
    for _ in 0..<count {
      words.append((0..<3 + generator.below(6)).map { _ in 1 + generator.below(12) })
    }
    self.init(words)
  }

  init(_ words: [[Int]]) {
    (source, sourceMask) = padded(words, with: 0)
    (output, outputMask) = padded(words.map { $0.reversed() }, with: 0)
    input = padded(words.map { [0] + $0.reversed().dropLast() }, with: 0).tokens
  }
}

private func train(
  _ model: inout EncoderDecoder, steps: Int, seed: UInt64, _ bar: ProgressBar
) -> [Float] {
  var (optimizer, context, bar) = (
    AdamW(learningRate: 0, weightDecay: 0.01), Context(.training, seed: seed), bar
  )
  let losses = (0..<steps).map { step -> Float in
    let words = Words(32, using: &context.generator)
    optimizer.learningRate = oneCycle(peak: 0.01, total: steps, step: step)
    model.zeroGradients()
    model.encode(words.source, mask: words.sourceMask, &context)
    let logits = model.decode(words.input, &context)
    let result = maskedCrossEntropy(
      logits: logits, targets: words.output, mask: words.outputMask)
    _ = model.backward(result.gradient)
    _ = clipGradients(of: &model, toNorm: 1)
    optimizer.step(&model)
    bar.advance()
    return result.loss
  }
  bar.finish()
  return losses
}

/// The share of letters that are right, each after the right ones before it.
private func rightShare(_ model: inout EncoderDecoder, _ words: Words) -> Float {
  var context = Context(.inference)
  model.encode(words.source, mask: words.sourceMask, &context)
  let logits = model.decode(words.input, &context)
  let (n, t, v) = logits.shape.ntd
  let said = logits.reshaped(to: [n * t, v]).argmax(along: 1)
  let asked = words.outputMask.scalars.indices.filter { words.outputMask.scalars[$0] == 1 }
  let answers = words.output.flatMap { $0 }
  return Float(asked.count { said[$0] == answers[$0] }) / Float(asked.count)
}

/// What each head looks at in the source while it writes.
private func showMemory(_ model: EncoderDecoder, on page: inout LabPage) {
  var (model, context) = (model, Context(.inference))
  let letters = Array(" abcdefghijkl")
  let words = Words([[2, 12, 5, 1, 3, 8, 5, 4]])
  model.encode(words.source, mask: words.sourceMask, &context)
  _ = model.decode(words.input, &context)
  let weights = model.decoder[0].cross.weights[row: 0]  // [heads, T, S]
  page.say("Cross-attention while it writes “bleached” backwards, from the first letter down:")
  page.compare(
    (0..<2).map { head in
      HeatMap(
        "Head \(head + 1)", weights[row: head],
        rowNames: words.output[0].map { "\(letters[$0])" },
        columnNames: words.source[0].map { "\(letters[$0])" }, axes: ("reads", "writes"))
    })
}
