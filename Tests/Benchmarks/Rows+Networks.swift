// The networks of Lab 3: an epoch of LeNet-5, and steps of the small ResNet.

import Datasets
import Lab1
import Lab2
import Lab3
import Shared

let networkRows = [
  Row("networks", "lenet-epoch", peer: "lenet-epoch") { options in
    guard let folder = try MNIST.find(argument: options.data) else {
      throw Problem("needs the full MNIST set; name its folder with --data DIR")
    }
    return try leNetEpoch(MNIST.load(from: folder).training)
  },
  Row(
    "networks", "resnet-step",
    .flops(6 * 64 * Double(multiplyAdds(of: smallResNet(classes: 10), on: [1, 28, 28]))),
    peer: "resnet-step"
  ) { _ in resNetStep() },
]

/// One epoch of LeNet-5 on 60,000 digits, batch 64, Adam.
private func leNetEpoch(_ digits: Dataset) -> () -> Void {
  var context = Context(.training, seed: 1)
  var model = leNet5(using: &context.generator)
  model.needsInputGradient = false
  var optimizer = Adam()
  let plan = TrainingPlan(inputs: digits.inputs, targets: digits.labels, epochs: 1, batchSize: 64)
  return {
    train(
      &model, &optimizer, plan, loss: { softmaxCrossEntropy(logits: $0, labels: $1) }, &context)
  }
}

/// One step of the ResNet of 14 layers with 16 to 64 channels on 64 images of 28 × 28, AdamW.
private func resNetStep() -> () -> Void {
  var context = Context(.training, seed: 1)
  var model = network(of: smallResNet(classes: 10), using: &context.generator)
  model.needsInputGradient = false
  var optimizer = AdamW()
  let images = Tensor(randomUniform: [64, 1, 28, 28], in: 0...1, using: &context.generator)
  let labels = (0..<64).map { $0 % 10 }
  return {
    keep(
      trainingStep(
        &model, &optimizer, x: images, target: labels,
        loss: { softmaxCrossEntropy(logits: $0, labels: $1) }, &context))
  }
}
