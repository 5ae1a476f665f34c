// Section residual: twenty layers trained as a plain stack and as residual blocks.

import Lab1
import Lab2
import Reports
import Shared

func residual(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let (clothes, epochs) = (try lab.clothes(), lab.options.quick ? 4 : 8)
  page.say(
    """
    Twenty-two linear layers of 32 units with batch normalisation, 1,000 pictures of clothes, \
    \(epochs) epochs of 20 steps. The two networks have the same weights at the start; in one of \
    them each pair of layers is added to what goes in.
    """)
  let run = RecordedRun(
    training: clothes.training.prefix(1000), validation: clothes.validation.prefix(400),
    epochs: epochs)
  let networks = [("plain", false), ("residual", true)].map { name, isResidual in
    (name: name, network: deepStack(blocks: 10, width: 32, isResidual, seed: lab.options.seed))
  }
  page.show(
    LineChart(
      "Signal at each block before training",
      networks.map { name, network in
        let flow = gradientFlow(through: network, run.training.prefix(200))
        return Series(name, flow.layers.map(\.signal))
      }, x: "block", y: Axis("norm of dL/dy", scale: .logarithmic)))
  let records = networks.map { name, network in
    var network = network
    return (
      name, run.train(&network, AdamW(learningRate: 0.003), seed: lab.options.seed)
    )
  }
  page.show(
    LineChart(
      "Training loss of 22 layers",
      records.map { Series($0.0, Array($0.1.trainingLosses.dropFirst())) }))
  page.table(
    ["network", "last loss", "right on training", "on validation"],
    records.map { name, record in
      [
        name, fixedText(record.trainingLosses[epochs], decimals: 3),
        percentText(record.trainingAccuracies[epochs]),
        percentText(record.validationAccuracies[epochs]),
      ]
    })
}

/// Blocks of two linear layers between the pixels and ten logits.
///
/// - Parameters:
///   - blocks: How many.
///   - width: Units of every layer.
///   - isResidual: Whether a block is added to its input, or replaces it.
///   - seed: Of the weights.
///   - norm: Makes a normalisation of `width` features.
/// - Returns: The network, from [N, 784] to [N, 10].
func deepStack(
  blocks: Int, width: Int, _ isResidual: Bool, seed: UInt64,
  norm: (Int) -> any Layer = { BatchNorm(features: $0) }
) -> Sequential {
  var generator = SeededGenerator(seed: seed)
  func linear(_ inputs: Int, _ outputs: Int) -> Linear {
    Linear(inputs: inputs, outputs: outputs, scaling: .he(.normal), using: &generator)
  }
  var layers: [any Layer] = [linear(784, width)]
  for _ in 0..<blocks {
    let branch = Sequential([
      norm(width), ReLU(), linear(width, width), norm(width), ReLU(), linear(width, width),
    ])
    layers.append(isResidual ? Residual(branch) : branch)
  }
  return Sequential(layers + [norm(width), ReLU(), linear(width, 10)])
}
