// The rows: the matrix product beside the processor's peak, an epoch of the digits beside PyTorch.

import Datasets
import Foundation
import Lab1
import Shared

let benchmarks = [
  Benchmark(
    name: "matmul-512", unit: "GFLOP/s", peer: "peak of fused multiply-adds",
    prepare: { options in
      var generator = SeededGenerator(seed: 1)
      let a = Tensor(randomUniform: [512, 512], using: &generator)
      let b = Tensor(randomUniform: [512, 512], using: &generator)
      let work = 2 * 512.0 * 512 * 512 * 20 * 1e-9
      let product = {
        work / seconds { for _ in 0..<20 { precondition(matmul(a, b)[0, 0] > 0) } }
      }
      return (product, options.threads == 1 ? peakFMA : nil)
    }, higherIsBetter: true),
  Benchmark(
    name: "mlp-epoch", unit: "s", peer: "PyTorch",
    prepare: { options in
      guard let folder = try MNIST.find(argument: options.data) else {
        throw Problem("mlp-epoch: needs the full MNIST set; name its folder with --data DIR")
      }
      return (
        try mlpEpoch(folder), try Peer("mlp_epoch.py", options, data: folder.path)?.round
      )
    }, higherIsBetter: false),
]

/// One epoch of 784-128-64-10 on 60,000 digits, batch 64, Adam: the exercises of Lab 1 at work.
private func mlpEpoch(_ folder: URL) throws -> () -> Double {
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
    seconds {
      train(
        &model, &optimizer, plan, loss: { softmaxCrossEntropy(logits: $0, labels: $1) }, &context)
    }
  }
}
