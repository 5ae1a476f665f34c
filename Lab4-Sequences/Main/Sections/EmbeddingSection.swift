// Section embedding: letters learn where they stand among each other from what follows them in names.

import Lab1
import Lab2
import Lab4
import Reports
import Shared

func embedding(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let names = try lab.names()
  let text = names.joined(separator: "\n")
  let letters = Vocabulary(of: text)
  let tokens = try letters.encode(text)
  page.say(
    """
    \(grouped(names.count)) first names, \(grouped(tokens.count)) characters, \(letters.count) \
    different ones. Each gets two numbers, and a linear layer guesses from them alone what comes next. \
    Letters that are followed by the same letters must end up in the same corner.
    """)
  var (table, generator) = (Tensor(zeros: [0]), SeededGenerator(seed: lab.options.seed))
  var model = NextLetter(letters: letters.count, width: 2, using: &generator)
  let losses = model.learn(tokens, steps: lab.steps(600), seed: lab.options.seed)
  table = model.embedding.weight.value
  let small = letters.characters.indices.filter { letters.characters[$0].isLetter }
  let points = table.rows(at: small)
  page.show(
    ScatterChart(
      "Each letter by its two numbers", points: points,
      classes: small.map { "AEIOUYaeiouy".contains(letters.characters[$0]) ? 1 : 0 },
      names: ["consonants", "vowels and y"], axes: ("first number", "second number")))
  page.illustrate(lossChart("Loss in nats", [("two numbers a letter", losses)]))
  showNeighbours(letters, tokens, lab, on: &page)
  page.number("loss at the start", Double(losses[0]))
  page.number("loss at the end", Double(losses.suffix(50).reduce(0, +) / 50))
}

/// An embedding, and a linear layer that says what comes next.
private struct NextLetter: Layer {
  var embedding: Embedding
  var head: Linear

  init(letters: Int, width: Int, using generator: inout SeededGenerator) {
    embedding = Embedding(count: letters, width: width, using: &generator)
    head = Linear(inputs: width, outputs: letters, using: &generator)
  }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    head.forward(x, &context)
  }
  mutating func backward(_ dy: Tensor) -> Tensor { head.backward(dy) }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    embedding.forEachParameter(body)
    head.forEachParameter(body)
  }

  /// Trains on random places of a text; the loss of each step.
  mutating func learn(_ tokens: [Int], steps: Int, seed: UInt64) -> [Float] {
    var (optimizer, context) = (AdamW(learningRate: 0.03, weightDecay: 0), Context(seed: seed))
    return (0..<steps).map { step in
      let places = (0..<256).map { _ in context.generator.below(tokens.count - 1) }
      let width = embedding.width
      optimizer.learningRate = oneCycle(peak: 0.03, total: steps, step: step)
      zeroGradients()
      let x = embedding.forward(places.map { [tokens[$0]] }).reshaped(to: [places.count, width])
      let result = softmaxCrossEntropy(
        logits: forward(x, &context), labels: places.map { tokens[$0 + 1] })
      embedding.backward(backward(result.gradient).reshaped(to: [places.count, 1, width]))
      optimizer.step(&self)
      return result.loss
    }
  }
}

/// The nearest letters by an embedding of eight numbers.
private func showNeighbours(
  _ letters: Vocabulary, _ tokens: [Int], _ lab: Lab4State, on page: inout LabPage
) {
  var generator = SeededGenerator(seed: lab.options.seed)
  var model = NextLetter(letters: letters.count, width: 8, using: &generator)
  _ = model.learn(tokens, steps: lab.steps(600), seed: lab.options.seed)
  page.say("With eight numbers a letter, the three nearest to some, by the cosine:")
  let asked = letters.characters.indices.filter {
    "aeilnstAEILNST".contains(letters.characters[$0])
  }
  page.table(
    ["letter", "nearest", "cosine of the first"],
    asked.map { letter in
      let near = model.embedding.similarities(to: letter).scalars
      let order = near.indices.filter { $0 != letter }.sorted { near[$0] > near[$1] }
      return [
        visible(letters.characters[letter]),
        order.prefix(3).map { visible(letters.characters[$0]) }.joined(separator: " "),
        fixedText(near[order[0]], decimals: 2),
      ]
    })
}
