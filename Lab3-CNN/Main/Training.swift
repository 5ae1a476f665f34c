// How the lab's networks are trained: AdamW with a warm-up and a cosine, images changed on the way in,
// scores in batches, because the feature maps of thousands of images fill a computer.

import Lab1
import Lab2
import Lab3
import Reports
import Shared

/// A training, apart from network, data and seed.
struct Training {
  var epochs: Int
  var batchSize = 64
  /// The largest learning rate.
  var rate: Float = 0.003
  var weightDecay: Float = 0.02
  /// What is done to the images of a batch.
  var augmentation = Augmentation()

  /// Batches of the whole training.
  func steps(samples: Int) -> Int { epochs * batchCount(samples: samples, size: batchSize) }

  /// The rate of one step of `total`: up for a tenth of the way, then half a cosine down to 0.
  func learningRate(_ step: Int, of total: Int) -> Float {
    let climb = total / 10
    return warmedUp(over: climb, of: total, step: step) {
      cosineAnnealing(from: rate, over: max(1, total - climb), step: $0)
    }
  }
}

/// What was seen while a network learned.
struct TrainingLog {
  var losses: [Float] = []
  var validationLosses: [Float] = []
  var validationAccuracies: [Float] = []
  var seconds = 0.0

  /// The accuracy after the last epoch.
  var accuracy: Float { validationAccuracies.last ?? 0 }
}

extension Training {
  /// Trains a network as it is, with AdamW.
  ///
  /// - Parameters:
  ///   - network: A `Sequential` or a `TransferModel`.
  ///   - training: What it learns from.
  ///   - validation: What is measured after each epoch; nothing without it.
  ///   - seed: Of order, augmentation and dropout.
  ///   - bar: Shows the batches that are done.
  /// - Returns: What was seen. `seconds` counts the training alone.
  func train<Model: Layer>(
    _ network: inout Model, on training: LabelledRows, validation: LabelledRows? = nil,
    seed: UInt64,
    _ bar: ProgressBar? = nil
  ) -> TrainingLog {
    train(
      &network, AdamW(learningRate: rate, weightDecay: weightDecay), on: training,
      validation: validation, seed: seed, bar)
  }

  /// The same with an optimizer of the caller's.
  func train<Model: Layer, Rule: Optimizer>(
    _ network: inout Model, _ optimizer: Rule, on training: LabelledRows,
    validation: LabelledRows? = nil, seed: UInt64, _ bar: ProgressBar? = nil
  ) -> TrainingLog {
    var (optimizer, context, log) = (optimizer, Context(.training, seed: seed), TrainingLog())
    var (bar, step) = (bar, 0)
    let total = steps(samples: training.labels.count)
    for _ in 0..<epochs {
      var sum: Float = 0
      log.seconds += seconds {
        for places in shuffledBatches(
          count: training.labels.count, size: batchSize, using: &context.generator)
        where places.count > 1 {
          let batch = training.rows(at: places)
          optimizer.learningRate = learningRate(step, of: total)
          let images = augmentation.applied(to: batch.inputs, &context)
          let loss = trainingStep(
            &network, &optimizer, x: images, target: batch.labels, loss: softmaxCrossEntropy,
            &context)
          sum += loss * Float(places.count)
          step += 1
          bar?.advance()
        }
      }
      log.losses.append(sum / Float(training.labels.count))
      guard let validation else { continue }
      let score = score(network, validation)
      log.validationLosses.append(score.loss)
      log.validationAccuracies.append(score.accuracy)
      bar?.note = "\(percentText(score.accuracy)) right"
    }
    bar?.finish()
    return log
  }
}

/// The logits of a network in inference mode, [N, C].
func logits(_ network: some Layer, _ images: Tensor, batchSize: Int = 250) -> Tensor {
  var (network, context) = (network, Context(.inference))
  return Tensor(
    concatenating: batches(of: Array(0..<images.shape[0]), size: batchSize).map {
      network.forward(images.rows(at: $0), &context)
    })
}

/// The loss and accuracy of a network in inference mode.
func score(_ network: some Layer, _ rows: LabelledRows) -> (loss: Float, accuracy: Float) {
  let logits = logits(network, rows.inputs)
  return (
    softmaxCrossEntropy(logits: logits, labels: rows.labels).loss,
    accuracy(logits: logits, labels: rows.labels)
  )
}
