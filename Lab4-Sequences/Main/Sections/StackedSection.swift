// Section stacked: what a layer that reads from both ends can know, and what a second layer adds.

import Lab1
import Lab4
import Reports
import Shared

func stacked(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  page.say(
    """
    Two questions about sequences of 12 random numbers, asked at every step. What is the next number? \
    Who reads forwards alone has not seen it. And what is twice the product of the one before and the \
    next? The halves of a bidirectional layer know one factor each, and a linear layer only adds what \
    they say: it takes a second layer that has read both.
    """)
  let (steps, seed) = (lab.steps(300), lab.options.seed)
  var rows: [[String]] = []
  for (name, cell, count, isBidirectional) in kinds {
    var cells: [String] = []
    var weights = 0
    for question in questions {
      var generator = SeededGenerator(seed: seed)
      var layer = StackedRecurrent(
        cell, inputs: 1, hidden: isBidirectional ? 8 : 16, count: count,
        isBidirectional: isBidirectional, using: &generator)
      var reader = StateReader(layer, hidden: 16, outputs: 1, using: &generator)
      let losses = SequenceTraining(steps: steps, rate: 0.02).train(&reader, seed: seed) {
        let x = Tensor(randomUniform: [32, 12, 1], in: -1...1, using: &$0)
        return (x, question(x))
      }
      weights = layer.parameterCount
      cells.append(shortText(losses.suffix(20).reduce(0, +) / 20))
    }
    rows.append([name, grouped(weights)] + cells)
  }
  page.table(["layers, 16 states each", "weights", "next", "before · next"], rows)
  page.say(
    """
    The mean squared errors. Who cannot know can only say the mean, and errs by the variance: 1/3 at 11 \
    of 12 steps, 0.31, for the next number, and 4/9 at 10 of 12, 0.37, for the product. Both halves of a \
    bidirectional layer have 8 states here.
    """)
  showReversal(seed, on: &page)
}

private let kinds: [(name: String, cell: RecurrentCell, count: Int, isBidirectional: Bool)] = [
  ("GRU", .gru, 1, false), ("GRU, two layers", .gru, 2, false),
  ("GRU, bidirectional", .gru, 1, true), ("GRU, two bidirectional", .gru, 2, true),
]

private let questions: [@Sendable (Tensor) -> Tensor] = [
  { x in moved(x, by: -1) },
  { x in moved(x, by: 1) * moved(x, by: -1) * 2 },
]

/// The sequence, each step taken from `by` steps before it; zeros enter.
private func moved(_ x: Tensor, by steps: Int) -> Tensor {
  let length = x.shape[1]
  let padding = (max(steps, 0), max(-steps, 0))
  return x.padded(by: [(0, 0), padding, (0, 0)])
    .slice(max(-steps, 0)..<max(-steps, 0) + length, along: 1)
}

/// Reading a sequence backwards is reading its reversal forwards.
private func showReversal(_ seed: UInt64, on page: inout LabPage) {
  var (generator, context) = (SeededGenerator(seed: seed), Context(.inference))
  let x = Tensor(randomNormal: [1, 6, 3], using: &generator)
  let layer = GRU(inputs: 3, hidden: 4, using: &generator)
  var both = Bidirectional(fromStart: layer, fromEnd: layer)
  let there = both.forward(x, &context).slice(4..<8, along: 2)
  let back = both.forward(reversedInTime(x), &context).slice(0..<4, along: 2)
  page.number(
    "from the end, against forwards through the reversal",
    Double(abs(there - reversedInTime(back)).max()))
}
