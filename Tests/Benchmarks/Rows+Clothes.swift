// The practical of Lab 2: an epoch of its deep classifier with everything that trains it.

import Datasets
import Lab1
import Lab2
import Shared

let clothesRows = [
  Row("clothes", "deep-epoch", peer: "deep-epoch") { _ in try deepEpoch() }
]

/// One epoch on the 5,600 embedded clothes, batch 64: eight linear layers of 128 units in residual
/// blocks with batch normalisation and dropout; smoothed labels, clipping, AdamW, warm-up and cosine.
private func deepEpoch() throws -> () -> Void {
  let clothes = try Fashion.embedded().flattened
  let shape = DeepClassifierShape(inputs: 784, classes: 10, width: 128, blocks: 3, dropout: 0.3)
  var context = Context(.training, seed: 1)
  var model = shape.network(using: &context.generator)
  var optimizer = AdamW(weightDecay: 0.05)
  var step = 0
  return {
    for places in shuffledBatches(count: clothes.count, size: 64, using: &context.generator) {
      let batch = LabelledRows(clothes.inputs.rows(at: places), clothes.labels.rows(at: places))
      optimizer.learningRate = warmedUp(over: 176, of: 1760, step: step) {
        cosineAnnealing(from: 0.002, to: 0.0002, over: 1584, step: $0)
      }
      step += 1
      _ = clippedStep(
        &model, &optimizer, on: batch, largestNorm: 1,
        loss: { smoothedCrossEntropy(logits: $0, labels: $1, smoothing: 0.1) }, &context)
    }
  }
}
