// A training of which everything that a doctor asks for is written down: losses, accuracies and the
// norm of each layer's gradient, before the first step and after each epoch.

import Lab1
import Lab2
import Shared

/// A training for the experiments that need no `fit`.
struct RecordedRun {
  var training: LabelledRows
  var validation: LabelledRows
  var epochs: Int
  var batchSize = 50
  /// Price of the weights' squares, for the experiments with regularisation.
  var l2: Float = 0

  /// Trains, and writes down what it sees.
  ///
  /// - Parameters:
  ///   - network: The network to improve.
  ///   - optimizer: What moves its parameters.
  ///   - seed: Of order and dropout.
  ///   - onEpoch: Hears the validation loss and the network of each epoch; says whether to go on.
  /// - Returns: The record.
  func train<Rule: Optimizer>(
    _ network: inout Sequential, _ optimizer: Rule, seed: UInt64,
    onEpoch: (Float, Sequential) -> Bool = { _, _ in true }
  ) -> TrainingRecord {
    var (optimizer, context) = (optimizer, Context(.training, seed: seed))
    var entries = [entry(network)]
    for _ in 0..<epochs {
      for places in shuffledBatches(
        count: training.labels.count, size: batchSize, using: &context.generator)
      {
        network.zeroGradients()
        let logits = network.forward(training.inputs.rows(at: places), &context)
        let result = softmaxCrossEntropy(logits: logits, labels: training.labels.rows(at: places))
        _ = network.backward(result.gradient)
        if l2 > 0 { _ = addPenalties(to: &network, l2: l2) }
        optimizer.step(&network)
      }
      let latest = entry(network)
      entries.append(latest)
      if !onEpoch(latest.validation.loss, network) { break }
    }
    return TrainingRecord(
      classes: 10, trainingLosses: entries.map(\.training.loss),
      validationLosses: entries.map(\.validation.loss),
      trainingAccuracies: entries.map(\.training.accuracy),
      validationAccuracies: entries.map(\.validation.accuracy),
      gradientNorms: entries.map(\.norms))
  }

  private typealias Score = (loss: Float, accuracy: Float)

  private func entry(
    _ network: Sequential
  ) -> (training: Score, validation: Score, norms: [Float]) {
    (
      score(network, training), score(network, validation),
      gradientFlow(through: network, training.prefix(200)).layers.map(\.gradientNorm)
    )
  }
}

/// Loss and accuracy in inference mode.
func score(_ network: Sequential, _ rows: LabelledRows) -> (loss: Float, accuracy: Float) {
  var (network, context) = (network, Context(.inference))
  let logits = network.forward(rows.inputs, &context)
  return (
    softmaxCrossEntropy(logits: logits, labels: rows.labels).loss,
    accuracy(logits: logits, labels: rows.labels)
  )
}

/// A backward pass of the cross-entropy, measured layer by layer, on a copy.
func gradientFlow(through network: Sequential, _ rows: LabelledRows) -> GradientFlow {
  var (network, context) = (network, Context(.training, seed: 1))
  network.zeroGradients()
  let logits = network.forward(rows.inputs, &context)
  return measuredBackward(
    &network, softmaxCrossEntropy(logits: logits, labels: rows.labels).gradient)
}

/// A stack of equal hidden layers from 784 pixels to ten logits.
///
/// - Parameters:
///   - hidden: How many hidden layers.
///   - width: Units of each.
///   - scaling: How their weights are drawn.
///   - activation: Makes what follows each of them.
///   - generator: Where the weights come from.
/// - Returns: The network, from [N, 784] to [N, 10].
func stack(
  hidden: Int, width: Int, _ scaling: VarianceScaling = .he(.normal),
  activation: () -> any Layer = { ReLU() }, using generator: inout SeededGenerator
) -> Sequential {
  var layers: [any Layer] = []
  for index in 0..<hidden {
    let inputs = index == 0 ? 784 : width
    layers += [
      Linear(inputs: inputs, outputs: width, scaling: scaling, using: &generator), activation(),
    ]
  }
  layers.append(
    Linear(inputs: width, outputs: 10, scaling: .xavier(.normal), using: &generator))
  return Sequential(layers)
}
