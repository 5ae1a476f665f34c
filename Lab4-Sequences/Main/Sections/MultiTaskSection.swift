// Section multitask: one network says which digit it sees and where, and what the weights of the two
// losses decide.

import Datasets
import Lab1
import Lab2
import Lab4
import Reports
import Shared

func multiTask(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let (training, heldOut) = try lab.digitRows()
  let count = lab.options.quick ? 600 : 1500
  let learned = PlacedDigits(training.prefix(count), seed: lab.options.seed)
  let measured = PlacedDigits(heldOut.prefix(600), seed: 99)
  page.say(
    """
    Digits of 14 × 14 pixels somewhere on 20 × 20. Two questions: which digit, and where its corner is. \
    A trunk of 128 units, two heads, \(grouped(learned.labels.count)) digits to learn from. Losses have \
    units: two pixels off cost 4, a digit that cannot be told 2.3 nats. The weights say how much of \
    the trunk each question gets.
    """)
  page.illustrate(
    ImageGrid(
      "Some of the digits",
      Picture.all(in: measured.inputs.rows(0..<20).reshaped(to: [20, 20, 20]))))
  let weights: [(String, [Float])] = [
    ("which alone", [1, 0]), ("where alone", [0, 1]), ("1 and 1", [1, 1]),
    ("1 and 0.05", [1, 0.05]),
  ]
  page.table(
    ["weights of which, where", "right", "pixels off", "pull of which", "of where"],
    weights.map { name, weights in
      [name] + run(weights, learned, measured, lab)
    })
  page.say(
    """
    The pull is the length of the gradient that a head sent into the trunk in the last step of the \
    training. A question with a weight of 0 is answered by a head that never learned. One \
    network answers both with half of the weights that two would take; the price is what the questions \
    take from each other.
    """)
}

/// Digits on a larger canvas, each with its place.
private struct PlacedDigits {
  let inputs: Tensor
  let labels: [Int]
  /// Row and column of the corner, minus 3, [N, 2].
  let places: Tensor

  init(_ digits: Dataset, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let small = averagePool(
      digits.inputs.reshaped(to: [digits.count, 1, 28, 28]), size: 2, stride: 2)
    var (rows, places): ([Tensor], [Float]) = ([], [])
    for index in 0..<digits.count {
      let (top, left) = (generator.below(7), generator.below(7))
      let canvas = small.rows(index..<index + 1)
        .padded(by: [(0, 0), (0, 0), (top, 6 - top), (left, 6 - left)])
      rows.append(canvas.reshaped(to: [1, 400]))
      places += [Float(top) - 3, Float(left) - 3]
    }
    inputs = Tensor(concatenating: rows)
    labels = digits.labels
    self.places = Tensor(places, shape: [digits.count, 2])
  }

  var targets: [TaskTarget] { [.labels(labels), .values(places)] }
}

/// Trains with these weights and measures: right answers, pixels off, pulls.
private func run(
  _ weights: [Float], _ learned: PlacedDigits, _ measured: PlacedDigits, _ lab: Lab4State
) -> [String] {
  var generator = SeededGenerator(seed: lab.options.seed)
  var model = MultiTask(
    trunk: Sequential([Linear(inputs: 400, outputs: 128, using: &generator), ReLU()]),
    heads: [10, 2].map {
      Sequential([
        Linear(inputs: 128, outputs: 32, using: &generator), ReLU(),
        Linear(inputs: 32, outputs: $0, using: &generator),
      ])
    })
  var (optimizer, context) = (
    Adam(learningRate: 0.002), Context(.training, seed: lab.options.seed)
  )
  let plan = ExamplePlan(inputs: learned.inputs, epochs: 12, batchSize: 50)
  trainMultiTask(
    &model, &optimizer, plan, targets: learned.targets, weights: weights, &context)
  let pulls = model.pulls.map { fixedText($0.norm(), decimals: 3) }
  context = Context(.inference)
  let answers = model.forward(measured.inputs, &context)
  let parts = model.split(answers)
  let off = sqrt(square(parts[1] - measured.places).sum(along: 1)).mean()
  return [
    percentText(accuracy(logits: parts[0], labels: measured.labels)), fixedText(off, decimals: 2),
  ] + pulls
}
