// Section batchnorm: channels of very different size put right, a training with and without, and the
// layer folded away.

import Lab1
import Lab3
import Reports
import Shared

func batchNorm(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let digits = try lab.digits()
  let images = digits.training.inputs.rows(0..<64)
  var (generator, context) = (SeededGenerator(seed: lab.options.seed), Context(.training))
  var convolution = Conv2d(channels: 1, outputs: 4, size: 5, padding: 2, using: &generator)
  convolution.bias = Parameter([0, 3, -2, 10], name: "bias")
  var norm = BatchNorm2d(channels: 4)
  let before = convolution.forward(images, &context)
  let after = norm.forward(before, &context)
  page.say(
    "Four channels of a convolution whose biases are far apart, and what the norm makes of them:")
  let (raw, normal) = (norm.moments(before), norm.moments(after))
  page.table(
    ["channel", "mean", "deviation", "mean after", "deviation after"],
    (0..<4).map { channel in
      [
        "\(channel)", fixedText(raw.mean[channel], decimals: 3),
        fixedText(raw.variance[channel].squareRoot(), decimals: 3),
        fixedText(normal.mean[channel], decimals: 3),
        fixedText(normal.variance[channel].squareRoot(), decimals: 3),
      ]
    })
  showTraining(digits, lab.options, on: &page)
  for _ in 0..<60 { _ = norm.forward(before, &context) }  // let the running averages settle
  var (inference, one) = (Context(.inference), folded(convolution, norm))
  let two = norm.forward(convolution.forward(images, &inference), &inference)
  page.say("In inference convolution and norm are one convolution with other weights:")
  page.number(
    "largest difference of the two from the one",
    Double(abs(two - one.forward(images, &inference)).max()))
}

/// Five convolutions at a high rate, with and without normalisation.
private func showTraining(_ digits: ImageData, _ options: LabOptions, on page: inout LabPage) {
  let rows = digits.training.prefix(options.quick ? 300 : 1000)
  page.say(
    """
    Five convolutions in a row, \(rows.labels.count) digits, three epochs of SGD with momentum at \
    each rate, from the same seeds.
    """)
  let rates: [Float] = [0.003, 0.01, 0.03, 0.1, 0.3, 1]
  let curves = [("with the norm", true), ("without", false)].map { name, hasNorm in
    Series(
      name, x: rates,
      y: rates.map { rate in
        var network = tower(hasNorm, seed: options.seed)
        var (optimizer, context) = (
          SGD(learningRate: rate, momentum: 0.9), Context(.training, seed: options.seed)
        )
        let plan = TrainingPlan(
          inputs: rows.inputs, targets: rows.labels, epochs: 3, batchSize: 32)
        train(&network, &optimizer, plan, loss: softmaxCrossEntropy, &context)
        return score(network, digits.validation.prefix(400)).accuracy * 100
      })
  }
  page.show(
    LineChart(
      "Right after three epochs", curves, x: Axis("learning rate", scale: .logarithmic),
      y: Axis("right", unit: "%", range: 0...100)))
}

private func tower(_ hasNorm: Bool, seed: UInt64) -> Sequential {
  var generator = SeededGenerator(seed: seed)
  var layers: [any Layer] = []
  for (index, stride) in [2, 1, 2, 1, 2].enumerated() {
    layers.append(
      Conv2d(
        channels: index == 0 ? 1 : 8, outputs: 8, size: 3, stride: stride, padding: 1,
        hasBias: !hasNorm, using: &generator))
    if hasNorm { layers.append(BatchNorm2d(channels: 8)) }
    layers.append(ReLU())
  }
  return Sequential(
    layers + [GlobalAveragePool(), Linear(inputs: 8, outputs: 10, using: &generator)])
}
