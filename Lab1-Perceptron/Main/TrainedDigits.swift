// The practical's network and its training: 784 pixels, one hidden layer of ReLU units, ten logits.

import Datasets
import Lab1
import Reports
import Shared

/// A trained network, and what was seen while it learned.
struct TrainedDigits {
  private(set) var network: Sequential
  let hiddenUnits: Int
  private(set) var trainingLosses: [Float] = []
  private(set) var heldOutLosses: [Float] = []
  private(set) var accuracies: [Float] = []
  private(set) var trainingTime = 0.0
  /// Of the held-out digits, shape [N, 10].
  private(set) var logits: Tensor

  var accuracy: Double { Double(accuracies[accuracies.count - 1]) }
  var secondsAnEpoch: Double { trainingTime / Double(accuracies.count) }

  /// The parameters in visiting order: weight and bias of the first layer, then of the second.
  var parameters: [Tensor] {
    var (copy, values) = (network, [Tensor]())
    copy.forEachParameter { values.append($0.value) }
    return values
  }
}

/// How the network is built and trained, by the amount of data.
private struct Recipe {
  let hiddenUnits: Int
  let batchSize: Int
  let epochs: Int
  let halveEvery: Int
  let rate: Float

  init(_ data: DigitData, _ options: LabOptions) {
    hiddenUnits = data.isFull ? 512 : 256
    batchSize = data.isFull ? 64 : 32
    epochs = options.epochs ?? (options.quick ? 2 : data.isFull ? 10 : 12)
    halveEvery = max(1, epochs / 3)
    rate = 0.05
  }

  func learningRate(_ epoch: Int) -> Float {
    stepDecay(initial: rate, factor: 0.5, every: halveEvery, epoch: epoch)
  }
}

extension TrainedDigits {
  /// Trains with momentum and a learning rate that falls in steps, measuring after each epoch.
  static func train(
    on data: DigitData, _ options: LabOptions, _ page: inout LabPage
  ) -> TrainedDigits {
    let recipe = Recipe(data, options)
    var generator = SeededGenerator(seed: options.seed)
    let (training, heldOut) = (data.training.flattened, data.heldOut.flattened)
    var network = Sequential([
      Linear(inputs: 784, outputs: recipe.hiddenUnits, using: &generator), ReLU(),
      Linear(inputs: recipe.hiddenUnits, outputs: 10, using: &generator),
    ])
    var rule = SGD(learningRate: recipe.rate, momentum: 0.9)
    var context = Context(.training, seed: options.seed)
    var result = TrainedDigits(network: network, hiddenUnits: recipe.hiddenUnits, logits: [])
    let batches = batchCount(samples: training.count, size: recipe.batchSize)
    var bar = page.progress(
      "training", total: recipe.epochs * batches, unit: "batches")
    for epoch in 0..<recipe.epochs {
      let plan = TrainingPlan(
        inputs: training.inputs, targets: training.labels, epochs: 1, batchSize: recipe.batchSize,
        schedule: { _ in recipe.learningRate(epoch) })
      result.trainingTime += seconds {
        Lab1.train(&network, &rule, plan, loss: softmaxCrossEntropy, &context) { event in
          switch event {
          case .step: bar.advance()
          case .epoch(_, let loss, _): result.trainingLosses.append(loss)
          }
        }
      }
      result.measure(network, heldOut)
      bar.note = "\(percentText(result.accuracy)) right"
    }
    bar.finish()
    result.network = network
    return result
  }

  private mutating func measure(_ network: Sequential, _ heldOut: Dataset) {
    var (network, context) = (network, Context(.inference))
    logits = network.forward(heldOut.inputs, &context)
    heldOutLosses.append(softmaxCrossEntropy(logits: logits, labels: heldOut.labels).loss)
    accuracies.append(Lab1.accuracy(logits: logits, labels: heldOut.labels))
  }
}
