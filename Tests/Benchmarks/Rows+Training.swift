// Whole trainings, with the layers, losses and optimizers of the labs.

import Datasets
import Foundation
import Lab1
import Shared

let trainingRows = [
  Row("training", "mlp-epoch", peer: "mlp-epoch") { try mlpEpoch($0) },
  Row("training", "mlp-small-x1000", peer: "mlp-small") { _ in smallSteps(1000) },
]

/// One epoch of 784-128-64-10 on 60,000 digits, batch 64, Adam: the exercises of Lab 1 at work.
func mlpEpoch(_ options: Options) throws -> () -> Void {
  guard let folder = try MNIST.find(argument: options.data) else {
    throw Problem("needs the full MNIST set; name its folder with --data DIR")
  }
  let digits = try MNIST.load(from: folder).training.flattened
  var context = Context(.training, seed: 1)
  var first = Linear(inputs: 784, outputs: 128, using: &context.generator)
  first.needsInputGradient = false
  var model = Sequential([
    first, ReLU(),
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

/// Steps of 2-8-8-1 on 32 points of the plane, gradient descent.
func smallSteps(_ count: Int) -> () -> Void {
  var context = Context(.training, seed: 1)
  var first = Linear(inputs: 2, outputs: 8, using: &context.generator)
  first.needsInputGradient = false
  var model = Sequential([
    first, Tanh(),
    Linear(inputs: 8, outputs: 8, using: &context.generator), Tanh(),
    Linear(inputs: 8, outputs: 1, using: &context.generator),
  ])
  var optimizer = SGD(learningRate: 0.1)
  let x = Tensor(randomUniform: [32, 2], in: -1...1, using: &context.generator)
  let y = Tensor((0..<32).map { x[$0, 0] * x[$0, 1] > 0 ? 1 : 0 }, shape: [32, 1])
  return {
    for _ in 0..<count {
      keep(
        trainingStep(
          &model, &optimizer, x: x, target: y,
          loss: { binaryCrossEntropy(logits: $0, target: $1) }, &context))
    }
  }
}
