// How the practical's network is built and trained, with a switch for each technique, so that an
// experiment is a recipe in which one thing differs.

import Lab1
import Lab2
import Reports
import Shared

/// A network and a training, apart from data and seed.
struct Recipe {
  /// What moves the parameters.
  enum Rule { case adamW, momentum }

  var shape: DeepClassifierShape
  var epochs: Int
  var batchSize = 64
  var rule = Rule.adamW
  /// The largest learning rate of `rule`.
  var rate: Float = 0.002
  var weightDecay: Float = 0.05
  /// The share of all steps on which the rate climbs.
  var warmUp: Float = 0.1
  var hasCosine = true
  var largestNorm: Float? = 1
  var smoothing: Float = 0
  var patience = 8

  /// The practical's own: eight linear layers, wider where the full set is there to fill them.
  static func practical(isFull: Bool, _ options: LabOptions) -> Recipe {
    let shape = DeepClassifierShape(
      inputs: 784, classes: 10, width: isFull ? 512 : 128, blocks: 3, dropout: isFull ? 0.25 : 0.3)
    return Recipe(
      shape: shape, epochs: options.epochs ?? (options.quick ? isFull ? 2 : 4 : 20),
      batchSize: isFull ? 128 : 64, rate: isFull ? 0.001 : 0.002,
      weightDecay: isFull ? 0.3 : 0.05, smoothing: 0.1, patience: 10)
  }

  /// The experiments' own: the practical's network, narrower, for a short training.
  static func small(_ options: LabOptions) -> Recipe {
    let shape = DeepClassifierShape(inputs: 784, classes: 10, width: 48, blocks: 3)
    return Recipe(shape: shape, epochs: options.quick ? 3 : 6)
  }

  /// The rate of one step of `total`.
  func learningRate(_ step: Int, of total: Int) -> Float {
    let climb = Int(warmUp * Float(total))
    return warmedUp(over: climb, of: total, step: step) {
      hasCosine ? cosineAnnealing(from: rate, over: max(1, total - climb), step: $0) : rate
    }
  }

  /// Batches of the whole training.
  func steps(samples: Int) -> Int { epochs * batchCount(samples: samples, size: batchSize) }

  /// Linear layers on the longest way through the network.
  var depth: Int { 2 * shape.blocks + 2 }
}

/// A trained network, and what was seen while it learned.
struct TrainedClassifier {
  var network: Sequential
  /// Before training, on the same examples as `flowAfter`.
  let flowBefore: GradientFlow
  var flowAfter: GradientFlow
  var stepNorms: [Float] = []
  var rates: [Float] = []
  var trainingLosses: [Float] = []
  var validationLosses: [Float] = []
  var validationAccuracies: [Float] = []
  var bestEpoch: Int?
  var trainingTime = 0.0

  /// The accuracy of the epoch that was kept.
  var accuracy: Double { Double(bestEpoch.map { validationAccuracies[$0] } ?? 0) }
}

extension Recipe {
  /// Trains a fresh network.
  ///
  /// - Parameters:
  ///   - training: What it learns from.
  ///   - validation: What early stopping watches.
  ///   - seed: Of weights, order and dropout.
  ///   - bar: Shows the batches that are done.
  /// - Returns: The network of the best epoch, and what was seen.
  func train(
    on training: LabelledRows, validation: LabelledRows, _ seed: UInt64,
    _ bar: ProgressBar? = nil
  ) -> TrainedClassifier {
    var generator = SeededGenerator(seed: seed)
    let network = shape.network(using: &generator)
    let probe = training.prefix(256)
    let flow = gradientFlow(through: network, probe)
    var result = TrainedClassifier(network: network, flowBefore: flow, flowAfter: flow)
    result.trainingTime = seconds {
      switch rule {
      case .adamW:
        fit(&result, AdamW(weightDecay: weightDecay), training, validation, seed, bar)
      case .momentum:
        fit(&result, SGD(learningRate: rate, momentum: 0.9), training, validation, seed, bar)
      }
    }
    result.flowAfter = gradientFlow(through: result.network, probe)
    return result
  }

  private func loss(_ logits: Tensor, _ labels: [Int]) -> LossResult {
    smoothing == 0
      ? softmaxCrossEntropy(logits: logits, labels: labels)
      : smoothedCrossEntropy(logits: logits, labels: labels, smoothing: smoothing)
  }

  private func fit(
    _ result: inout TrainedClassifier, _ optimizer: some Optimizer, _ training: LabelledRows,
    _ validation: LabelledRows, _ seed: UInt64, _ bar: ProgressBar?
  ) {
    var (network, optimizer, seen) = (result.network, optimizer, result)
    var context = Context(.training, seed: seed)
    var bar = bar
    let total = steps(samples: training.labels.count)
    let plan = FitPlan(
      training: training, validation: validation, epochs: epochs, batchSize: batchSize,
      schedule: { learningRate($0, of: total) }, largestNorm: largestNorm, patience: patience)
    Lab2.fit(&network, &optimizer, plan, loss: loss, &context) { event in
      seen.note(event)
      guard case .step = event else { return }
      bar?.note = seen.validationAccuracies.last.map { "\(percentText($0)) right" } ?? ""
      bar?.advance()
    }
    bar?.finish()
    seen.network = network
    result = seen
  }
}

extension TrainedClassifier {
  fileprivate mutating func note(_ event: FitEvent) {
    switch event {
    case .step(_, _, let norm, let rate):
      stepNorms.append(norm)
      rates.append(rate)
    case .epoch(_, let loss, let validationLoss, let validationAccuracy, _):
      trainingLosses.append(loss)
      validationLosses.append(validationLoss)
      validationAccuracies.append(validationAccuracy)
    case .finished(let epoch): bestEpoch = epoch
    }
  }
}
