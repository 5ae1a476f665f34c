// Whole trainings, with the layers, losses and optimizers of the labs.

import Datasets
import Foundation
import Lab1
import Shared

let trainingRows = [
  Row("training", "mlp-epoch", peer: "mlp-epoch") { options in
    guard let folder = try MNIST.find(argument: options.data) else {
      throw Problem("needs the full MNIST set; name its folder with --data DIR")
    }
    return try mlpEpoch(folder)
  }
]

/// One epoch of 784-128-64-10 on 60,000 digits, batch 64, Adam: the exercises of Lab 1 at work.
private func mlpEpoch(_ folder: URL) throws -> () -> Void {
  let digits = try MNIST.load(from: folder).training.flattened
  var context = Context(.training, seed: 1)
  var model = Sequential([
    Linear(inputs: 784, outputs: 128, using: &context.generator), ReLU(),
    Linear(inputs: 128, outputs: 64, using: &context.generator), ReLU(),
    Linear(inputs: 64, outputs: 10, using: &context.generator),
  ])
  var optimizer = Adam()
  let plan = TrainingPlan(inputs: digits.inputs, targets: digits.labels, epochs: 1, batchSize: 64)
  return {
    train(
      &model, &optimizer, plan, loss: { softmaxCrossEntropy(logits: $0, labels: $1) }, &context)
  }
}
