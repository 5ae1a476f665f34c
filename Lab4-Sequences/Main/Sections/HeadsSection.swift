// Section heads: a task with two questions, and what each head looks at once it is learned.

import Lab1
import Lab4
import Reports
import Shared

func heads(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  page.say(
    """
    Sequences of 8 random numbers; each place is told its number and where it stands. Asked at every \
    place: what stands just before me, and what stands first? Two different looks. One head can only \
    take one mean; two heads can take two.
    """)
  let (steps, seed) = (lab.steps(500), lab.options.seed)
  var results: [(heads: Int, reader: StateReader, losses: [Float])] = []
  for count in [1, 2] {
    var generator = SeededGenerator(seed: seed)
    let layer = LookingLayer(
      attention: MultiHeadAttention(width: width, heads: count, using: &generator))
    var reader = StateReader(layer, hidden: width, outputs: 2, using: &generator)
    let losses = SequenceTraining(steps: steps, rate: 0.02).train(&reader, seed: seed) {
      draw(32, using: &$0)
    }
    results.append((count, reader, losses))
  }
  page.show(
    lossChart(
      "Mean squared error",
      results.map { ("\($0.heads == 1 ? "one head" : "two heads")", $0.losses) }
    ))
  guard let last = results.last else { return }
  showWeights(of: last.reader, seed, on: &page)
  for (count, _, losses) in results {
    page.number(
      "\(count == 1 ? "one head" : "two heads"), error at the end",
      Double(losses.suffix(20).reduce(0, +) / 20))
  }
}

private let length = 8
private let width = 16

/// Numbers with their places, [N, T, 16]: the number in column 0, the place as one-hot behind it.
private func draw(
  _ count: Int, using generator: inout SeededGenerator
) -> (x: Tensor, y: Tensor) {
  var (x, y) = (Tensor(zeros: [count, length, width]), Tensor(zeros: [count, length, 2]))
  for row in 0..<count {
    let numbers = (0..<length).map { _ in generator.uniform(in: -1...1) }
    for place in 0..<length {
      x[row, place, 0] = numbers[place]
      x[row, place, 1 + place] = 1
      y[row, place, 0] = numbers[max(place - 1, 0)]
      y[row, place, 1] = numbers[0]
    }
  }
  return (x, y)
}

/// Self-attention as a layer.
private struct LookingLayer: Layer {
  var attention: MultiHeadAttention

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { attention.forward(x) }
  mutating func backward(_ dy: Tensor) -> Tensor { attention.backward(dy) }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    attention.forEachParameter(body)
  }
}

private func showWeights(of reader: StateReader, _ seed: UInt64, on page: inout LabPage) {
  var (reader, context) = (reader, Context(.inference))
  var generator = SeededGenerator(seed: seed + 1)
  _ = reader.forward(draw(100, using: &generator).x, &context)
  guard let layer = reader.recurrent as? LookingLayer else { return }
  let mean = layer.attention.weights.mean(along: 0)  // [heads, T, T]
  page.say("What each of the two heads looks at, the mean over 100 sequences:")
  page.compare(
    (0..<2).map { head in
      HeatMap("Head \(head + 1)", mean[row: head], axes: ("looks at place", "place"))
    })
}
