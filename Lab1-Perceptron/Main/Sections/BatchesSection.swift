// Section batches: the batch size, the learning rate and a schedule, on real digits.

import Datasets
import Lab1
import Reports
import Shared

func batches(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  let digits = try lab.digits().training.flattened.prefix(lab.options.quick ? 600 : 1200)
  page.say(
    """
    An epoch shows every digit once. Small batches take many rough steps in it, a full batch \
    takes one exact step: after the same number of epochs the rough steps have come further.
    """)
  sweepBatchSizes(digits, on: &page, seed: lab.options.seed)
  page.say(
    """
    The learning rate matters most of all settings: too small and nothing happens in the time \
    given, too large and the loss leaps out of every valley.
    """)
  sweepLearningRates(digits, on: &page, seed: lab.options.seed)
  page.say("A schedule has both: long steps early, short ones later.")
  let epochs = Array(1...12)
  page.illustrate(
    LineChart(
      "stepDecay: half the rate every 4 epochs",
      [
        Series(
          "", x: epochs,
          y: epochs.map { stepDecay(initial: 0.4, factor: 0.5, every: 4, epoch: $0 - 1) }
        ).stepped()
      ], x: "epoch", y: Axis("learning rate", range: 0...0.45)))
}

private func sweepBatchSizes(_ digits: Dataset, on page: inout LabPage, seed: UInt64) {
  let sizes = [10, 30, 100, 300, digits.count]
  var (curves, rows): ([Series], [[String]]) = ([], [])
  for size in sizes {
    var losses: [Float] = []
    let time = seconds {
      losses = epochLosses(digits, batchSize: size, learningRate: 0.1, epochs: 5, seed: seed)
    }
    curves.append(Series("\(size)", losses))
    rows.append([
      "\(size)", "\(batchCount(samples: digits.count, size: size))",
      shortText(losses[losses.count - 1]), fixedText(time, decimals: 2) + " s",
    ])
  }
  page.show(LineChart("Training loss by batch size", curves, y: "loss in batches of"))
  page.table(["batch", "steps an epoch", "loss in epoch 5", "time"], rows)
}

private func sweepLearningRates(_ digits: Dataset, on page: inout LabPage, seed: UInt64) {
  let rates: [Float] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
  let losses = rates.map {
    epochLosses(digits, batchSize: 30, learningRate: $0, epochs: 2, seed: seed)[1]
  }
  page.illustrate(
    LineChart(
      "Loss in epoch 2 by learning rate", [Series("", x: rates, y: losses).marking(.minimum)],
      x: Axis("learning rate", scale: .logarithmic), y: Axis("loss", scale: .logarithmic)))
  if let best = losses.indices.min(by: { losses[$0] < losses[$1] }) {
    page.number("best learning rate of these", Double(rates[best]))
    page.number("its loss", Double(losses[best]))
  }
}

/// The mean loss of each epoch of plain SGD from one fixed start.
private func epochLosses(
  _ digits: Dataset, batchSize: Int, learningRate: Float, epochs: Int, seed: UInt64
) -> [Float] {
  var (generator, context) = (SeededGenerator(seed: seed), Context(.training))
  var mlp = MLP(inputs: digits.inputs.shape[1], hidden: 32, outputs: 10, using: &generator)
  var rule = SGD(learningRate: learningRate)
  return (0..<epochs).map { _ in
    var sum: Float = 0
    for batch in shuffledBatches(count: digits.count, size: batchSize, using: &generator) {
      mlp.zeroGradients()
      let logits = mlp.forward(digits.inputs.rows(at: batch), &context)
      let result = softmaxCrossEntropy(logits: logits, labels: digits.labels.rows(at: batch))
      _ = mlp.backward(result.gradient)
      rule.step(&mlp)
      sum += result.loss * Float(batch.count)
    }
    return sum / Float(digits.count)
  }
}
