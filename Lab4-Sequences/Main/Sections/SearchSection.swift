// Section architecture-search: random search and evolution with the same budget, on small digits.

import Datasets
import Lab1
import Lab2
import Lab4
import Reports
import Shared

func search(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let budget = lab.options.quick ? 30 : 100
  let judge = try Judge(lab.digitRows(), lab)
  let space = ArchitectureSpace(depths: 0...4, widths: [4, 6, 8, 12, 16, 24, 32, 48, 64])
  page.say(
    """
    Up to four hidden layers of 4 to 64 units and three activations: 22,143 networks. Each is trained \
    on \(judge.training.labels.count) digits of 7 × 7 pixels three times, and scored by its mean \
    accuracy on \(grouped(judge.validation.labels.count)) others minus a price for its size: a point for \
    every thousand weights. Both searches may try \(budget).
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  var bar = page.progress("networks", total: 2 * budget, unit: "networks")
  let score: (Architecture) -> Double = { architecture in
    defer { bar.advance() }
    return judge.score(architecture)
  }
  let random = randomSearch(space, budget: budget, using: &generator, score: score)
  let evolved = evolutionarySearch(
    space, budget: budget, population: 20, tournament: 6, using: &generator, score: score)
  bar.finish()
  page.show(
    LineChart(
      "The best score so far",
      [Series("random", bestSoFar(random)), Series("evolution", bestSoFar(evolved))],
      x: "networks trained", y: "score"))
  let tenth = Array(random.prefix(budget / 10))
  page.table(
    ["search", "networks", "best score", "architecture", "weights"],
    [
      ("the random tenth", tenth), ("random", random), ("evolution", evolved),
    ].map { name, trials in
      guard let best = best(of: trials) else { return [name, "0", "", "", ""] }
      return [
        name, "\(trials.count)", fixedText(best.score, decimals: 2), best.architecture.text,
        grouped(best.architecture.parameterCount(inputs: 49, outputs: 10)),
      ]
    })
  showTest(judge, random, evolved, on: &page)
}

/// Digits made small, and what a network gets for its answers.
private struct Judge {
  let training: LabelledRows
  let validation: LabelledRows
  let test: LabelledRows
  let seed: UInt64

  init(_ digits: (training: Dataset, heldOut: Dataset), _ lab: Lab4State) throws {
    let count = lab.options.quick ? 300 : 600
    training = Self.small(digits.training, 0..<count)
    validation = Self.small(digits.training, count..<count + 2000)
    test = Self.small(digits.heldOut, 0..<digits.heldOut.count)
    seed = lab.options.seed
  }

  private static func small(_ digits: Dataset, _ range: Range<Int>) -> LabelledRows {
    let rows = digits.inputs.rows(range).reshaped(to: [range.count, 1, 28, 28])
    let pooled = averagePool(rows, size: 4, stride: 4).reshaped(to: [range.count, 49])
    return LabelledRows(pooled, Array(digits.labels[range]))
  }

  func network(_ architecture: Architecture, run: UInt64 = 0) -> Sequential {
    let seed = seed + run
    var generator = SeededGenerator(seed: seed)
    var network = architecture.network(inputs: 49, outputs: 10, using: &generator)
    var (optimizer, context) = (Adam(learningRate: 0.01), Context(.training, seed: seed))
    let plan = TrainingPlan(
      inputs: training.inputs, targets: training.labels, epochs: 8, batchSize: 50)
    train(&network, &optimizer, plan, loss: softmaxCrossEntropy, &context)
    return network
  }

  func accuracy(_ network: Sequential, on rows: LabelledRows) -> Double {
    var (network, context) = (network, Context(.inference))
    return Double(
      Lab1.accuracy(logits: network.forward(rows.inputs, &context), labels: rows.labels) * 100)
  }

  /// Accuracy on the validation part in percent, the mean of three trainings, minus a point for every
  /// thousand weights.
  func score(_ architecture: Architecture) -> Double {
    let runs = (0..<3).map { accuracy(network(architecture, run: $0), on: validation) }
    return runs.reduce(0, +) / 3
      - Double(architecture.parameterCount(inputs: 49, outputs: 10)) / 1000
  }
}

extension Architecture {
  /// Its layers, such as `16·32 tanh`.
  fileprivate var text: String {
    widths.isEmpty
      ? "no hidden layer" : widths.map(String.init).joined(separator: "·") + " \(activation)"
  }
}

/// The two winners on digits that chose nothing.
private func showTest(
  _ judge: Judge, _ random: [ArchitectureTrial], _ evolved: [ArchitectureTrial],
  on page: inout LabPage
) {
  for (name, trials) in [("random", random), ("evolution", evolved)] {
    guard let winner = best(of: trials) else { continue }
    page.number(
      "right on the test part, \(name)",
      "\(fixedText(judge.accuracy(judge.network(winner.architecture), on: judge.test), decimals: 1)) %"
    )
  }
}
