// How the practical's models learn: AdamW with a warm-up and a cosine, in a few parts; after each part
// the model is measured on what it has not seen, and writes.

import Lab2
import Lab4
import Reports
import Shared

/// A training, apart from model and data.
struct TextTraining {
  var steps: Int
  var batchSize = 64
  /// The largest learning rate.
  var rate: Float = 0.005
  /// The rate of the last step, in shares of the largest.
  var lastShare: Float = 0.1
  var weightDecay: Float = 0.1
  var warmUp = 100
  /// Parts after which the model is measured and writes.
  var parts = 4

  /// The rate of a step: up to the largest, then half a cosine down.
  func learningRate(_ step: Int) -> Float {
    let climb = min(warmUp, steps / 2)
    return warmedUp(over: climb, of: steps, step: step) {
      cosineAnnealing(from: rate, to: lastShare * rate, over: steps - climb, step: $0)
    }
  }
}

/// What was seen while a model learned, losses in nats a character.
struct TextLog {
  /// Of every step, on its batch.
  var losses: [Float] = []
  /// After how many steps the model was measured, and what came of it.
  var validation: [(step: Int, loss: Float)] = []
  var seconds = 0.0
}

extension TextTraining {
  /// Trains a model.
  ///
  /// - Parameters:
  ///   - model: What learns.
  ///   - data: What it learns from, and is measured on.
  ///   - seed: Of batches and dropout.
  ///   - begin: Makes the progress bar of a part of these steps.
  ///   - end: Hears of the model after each part.
  /// - Returns: What was seen. `seconds` counts the training alone.
  func train<Model: Writer>(
    _ model: inout Model, on data: TextData, seed: UInt64,
    beginPart begin: (_ part: Int, _ steps: Int) -> ProgressBar,
    endPart end: (Model, TextLog) -> Void
  ) -> TextLog {
    var log = TextLog()
    var optimizer = AdamW(weightDecay: weightDecay, beta2: 0.99)
    var context = Context(.training, seed: seed)
    for part in 0..<parts {
      let range = part * steps / parts..<(part + 1) * steps / parts
      var bar = begin(part, range.count)
      log.seconds += seconds {
        for step in range {
          optimizer.learningRate = learningRate(step)
          let batch = data.batch(batchSize, using: &context.generator)
          log.losses.append(textStep(&model, &optimizer, batch, &context))
          if step % 10 == 9 {
            bar.note = "loss \(fixedText(log.losses.suffix(10).mean, decimals: 2))"
          }
          bar.advance()
        }
      }
      bar.finish()
      log.validation.append((range.upperBound, loss(of: model, on: data.validation)))
      end(model, log)
    }
    return log
  }
}

/// One step of training on a batch of texts, gradients clipped to the norm 1.
///
/// - Returns: The loss before the step, in nats a character.
func textStep<Model: Writer>(
  _ model: inout Model, _ optimizer: inout AdamW, _ batch: TextBatch, _ context: inout Context
) -> Float {
  model.zeroGradients()
  let logits = model.forward(batch.inputs, &context)
  let result = maskedCrossEntropy(logits: logits, targets: batch.targets, mask: batch.mask)
  _ = model.backward(result.gradient)
  _ = clipGradients(of: &model, toNorm: 1)
  optimizer.step(&model)
  return result.loss
}

/// The mean loss of a model over all characters of some batches, in nats, without dropout.
func loss(of model: some Writer, on batches: [TextBatch]) -> Float {
  var (model, context) = (model, Context(.inference))
  var (sum, count): (Float, Int) = (0, 0)
  for batch in batches {
    let logits = model.forward(batch.inputs, &context)
    let size = batch.count
    sum +=
      Float(size)
      * maskedCrossEntropy(logits: logits, targets: batch.targets, mask: batch.mask).loss
    count += size
  }
  return sum / Float(max(1, count))
}

extension Collection<Float> {
  fileprivate var mean: Float { reduce(0, +) / Float(Swift.max(1, count)) }
}
