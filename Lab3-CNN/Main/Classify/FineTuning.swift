// Fine-tuning on few pictures: the pretrained body under the best linear head, then both together, the
// body slowly, on pictures that are never twice the same; the epoch that does best on the validation
// part is kept.

import Datasets
import Lab1
import Lab2
import Lab3
import Reports
import Shared

/// A training on a folder of pictures.
struct FineTuning {
  var epochs: Int
  var batchSize = 25
  var rate: Float = 0.004
  /// The body's rate in shares of the head's.
  var bodyFactor: Float = 0.3
  /// Epochs without a better validation loss after which it stops.
  var patience = 8
  /// Small changes that leave almost any picture what it is.
  ///
  /// Nothing is mirrored: of letters, arrows and
  /// hands another thing would come of it. Where it does not matter, `flip = 0.5` doubles the pictures.
  var augmentation: Augmentation = {
    var changes = Augmentation()
    changes.shift = FolderData.size / 12
    changes.rotation = -10...10
    changes.brightness = 0.8...1.2
    return changes
  }()

  /// What came of it.
  struct Result {
    var network: Sequential
    var log = TrainingLog()
    /// The epoch that was kept; 0 is the probe, before fine-tuning.
    var bestEpoch = 0
  }

  func steps(samples: Int) -> Int { epochs * batchCount(samples: samples, size: batchSize) }

  /// Trains.
  ///
  /// - Parameters:
  ///   - body: The pretrained network; its last layer is replaced.
  ///   - data: The folder.
  ///   - seed: Of order and augmentation.
  ///   - bar: Shows the batches that are done.
  /// - Returns: The network of the best epoch, and the log. `seconds` counts all of the training.
  func train(
    from body: Sequential, on data: FolderData, seed: UInt64, _ bar: ProgressBar
  ) -> Result {
    var result = Result(network: body)
    result.log.seconds = seconds {
      var model = probed(body, data)
      model.isBodyFrozen = false
      tune(&model, data, seed, bar, &result)
      result.network = model.network
    }
    return result
  }

  /// The body under the best linear head on its features, which are standardised for the search; the
  /// standardisation is worked into the head.
  private func probed(_ network: Sequential, _ data: FolderData) -> TransferModel {
    var body = Sequential(Array(network.layers.dropLast()))
    let found = features(&body, of: data.training.inputs)
    let (mean, deviation) = (found.mean(along: 0), sqrt(found.variance(along: 0) + 1e-6))
    let probe = linearProbe(
      (found - mean) / deviation, labels: data.training.labels,
      classes: data.classNames.count)
    let weight = probe.weight.value / deviation  // [C, F]
    let bias = probe.bias.value - (weight * mean).sum(along: 1)
    return TransferModel(body: body, head: Linear(weight: weight, bias: bias))
  }

  private func tune(
    _ model: inout TransferModel, _ data: FolderData, _ seed: UInt64, _ bar: ProgressBar,
    _ result: inout Result
  ) {
    var (bar, step, context) = (bar, 0, Context(.training, seed: seed))
    var rule = TwoRates(
      AdamW(learningRate: rate, weightDecay: 0.02), for: model, bodyFactor: bodyFactor)
    let weights = classWeights(
      labels: data.training.labels, classes: data.classNames.count)
    let plan = Training(epochs: epochs, batchSize: batchSize, rate: rate)
    let total = steps(samples: data.training.labels.count)
    var stopping = EarlyStopping<TransferModel>(patience: patience)
    _ = stopping.observe(score(model, data.validation).loss, model)
    for _ in 0..<epochs {
      var sum: Float = 0
      for places in shuffledBatches(
        count: data.training.labels.count, size: batchSize, using: &context.generator)
      {
        // A batch of one has no variance to normalise by.
        if places.count > 1 {
          let batch = data.training.rows(at: places)
          rule.learningRate = plan.learningRate(step, of: total)
          sum +=
            Float(places.count)
            * trainingStep(
              &model, &rule, x: augmentation.applied(to: batch.inputs, &context),
              target: batch.labels,
              loss: { weightedCrossEntropy(logits: $0, labels: $1, weights: weights) }, &context)
        }
        step += 1
        bar.advance()
      }
      let score = score(model, data.validation)
      result.log.losses.append(sum / Float(data.training.labels.count))
      result.log.validationLosses.append(score.loss)
      result.log.validationAccuracies.append(score.accuracy)
      bar.note = "\(percentText(score.accuracy)) right"
      if stopping.observe(score.loss, model) == .stop { break }
    }
    bar.finish()
    stopping.restore(&model)
    result.bestEpoch = stopping.bestEpoch ?? 0
  }
}
