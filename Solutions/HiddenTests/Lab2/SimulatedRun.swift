// Small trainings by the tests' own hand, from which the hidden tests of 2.16 make records: clusters
// of points, a plain network, stochastic gradient descent. Nothing of Lab 1 or Lab 2 takes part but
// the record itself.

import Foundation
import Lab2
import Shared

/// What is trained on what; as it stands it is a healthy run.
struct SimulatedRun {
  var seed: UInt64
  var features = 10
  var classes = 4
  var count = 600
  var width = 40
  var depth = 2
  var usesSigmoid = false
  /// The deviation of the first weights; nil is He's.
  var weightDeviation: Float?
  var rate: Float = 0.1
  var batch = 30
  var epochs = 12
  /// How far the points of a class scatter.
  var spread: Float = 0.6
  /// The share of labels that are drawn anew.
  var noise: Float = 0.02
  /// What is added to each validation feature.
  var shift: Float = 0

  /// Trains, and notes both losses, both accuracies and the norms before the first epoch and after
  /// each.
  var record: TrainingRecord {
    var generator = SeededGenerator(seed: seed)
    let centers = Tensor(
      randomNormal: [classes, features], standardDeviation: 1.2, using: &generator)
    let (x, labels) = points(count, centers, &generator)
    let (seen, seenLabels) = points(300, centers, &generator)
    let validation = seen + shift
    var network = Network(self, using: &generator)
    var (training, held) = ([network.measure(x, labels)], [network.measure(validation, seenLabels)])
    for _ in 0..<epochs {
      network.train(x, labels, self, using: &generator)
      training.append(network.measure(x, labels))
      held.append(network.measure(validation, seenLabels))
    }
    return TrainingRecord(
      classes: classes, trainingLosses: training.map(\.loss), validationLosses: held.map(\.loss),
      trainingAccuracies: training.map(\.accuracy), validationAccuracies: held.map(\.accuracy),
      gradientNorms: training.map(\.norms))
  }

  private func points(
    _ count: Int, _ centers: Tensor, _ generator: inout SeededGenerator
  ) -> (Tensor, [Int]) {
    var labels = (0..<count).map { _ in generator.below(classes) }
    let scatter = Tensor(
      randomNormal: [count, features], standardDeviation: spread, using: &generator)
    let x = centers.rows(at: labels) + scatter
    for place in labels.indices where generator.uniform() < noise {
      labels[place] = generator.below(classes)
    }
    return (x, labels)
  }
}

/// Linear layers with ReLU or sigmoid between them.
private struct Network {
  var weights: [Tensor] = []
  let usesSigmoid: Bool

  init(_ run: SimulatedRun, using generator: inout SeededGenerator) {
    usesSigmoid = run.usesSigmoid
    var inputs = run.features + 1  // a column of ones stands for the bias
    for layer in 0...run.depth {
      let outputs = layer == run.depth ? run.classes : run.width
      let deviation = run.weightDeviation ?? (2 / Float(inputs)).squareRoot()
      weights.append(
        Tensor(
          randomNormal: [outputs, inputs], standardDeviation: deviation, using: &generator))
      inputs = outputs + 1
    }
  }

  mutating func train(
    _ x: Tensor, _ labels: [Int], _ run: SimulatedRun, using generator: inout SeededGenerator
  ) {
    let order = generator.permutation(labels.count)
    for start in stride(from: 0, to: order.count, by: run.batch) {
      let places = Array(order[start..<min(start + run.batch, order.count)])
      let (_, gradients) = differentiate(x.rows(at: places), places.map { labels[$0] })
      for layer in weights.indices {
        weights[layer].addScaled(gradients[layer], by: -run.rate)
      }
    }
  }

  func measure(_ x: Tensor, _ labels: [Int]) -> (loss: Float, accuracy: Float, norms: [Float]) {
    let (loss, gradients) = differentiate(x, labels)
    let right = zip(forward(x).logits.argmax(along: 1), labels).count { $0 == $1 }
    return (loss, Float(right) / Float(labels.count), gradients.map { $0.norm() })
  }

  private func withOnes(_ x: Tensor) -> Tensor {
    Tensor(concatenating: [x, Tensor(ones: [x.shape[0], 1])], along: 1)
  }

  private func forward(_ x: Tensor) -> (inputs: [Tensor], logits: Tensor) {
    var inputs = [withOnes(x)]
    for weight in weights.dropLast() {
      let sums = matmul(inputs[inputs.count - 1], weight, transposeB: true)
      inputs.append(withOnes(usesSigmoid ? 1 / (1 + exp(-sums)) : maximum(sums, 0)))
    }
    return (
      inputs, matmul(inputs[inputs.count - 1], weights[weights.count - 1], transposeB: true)
    )
  }

  private func differentiate(_ x: Tensor, _ labels: [Int]) -> (loss: Float, gradients: [Tensor]) {
    let (inputs, logits) = forward(x)
    let shifted = logits - logits.max(along: 1, keepingAxis: true)
    let logs = shifted - log(exp(shifted).sum(along: 1, keepingAxis: true))
    let truth = Tensor(oneHot: labels, classes: logits.shape[1])
    var dy = (exp(logs) - truth) / Float(labels.count)
    var gradients = weights
    for layer in weights.indices.reversed() {
      gradients[layer] = matmul(dy, inputs[layer], transposeA: true)
      let a = inputs[layer].slice(0..<inputs[layer].shape[1] - 1, along: 1)
      let dx = matmul(dy, weights[layer]).slice(0..<a.shape[1], along: 1)
      dy = dx * (usesSigmoid ? a * (1 - a) : a .> 0)
    }
    return (-(truth * logs).sum() / Float(labels.count), gradients)
  }
}
