// The practical of 3.13 and 3.14: a network of convolutions that finds the digits of a scene in one look,
// and how it learns to.

import Datasets
import Lab1
import Lab2
import Lab3
import Reports
import Shared

/// A detector of digits in scenes.
struct SceneDetector: Sendable {
  static let classes = 10
  /// Pixels from cell to cell: the network halves the scene three times.
  static let stride = 8
  /// Anchors for small and for large digits, as wide as most of them and as narrow as a 1.
  static let sizes: [Float] = [15, 25]
  static let ratios: [Float] = [1.3, 3.5]
  static let anchorsPerCell = sizes.count * ratios.count

  /// What the network answers for, in the order of its answers.
  let anchors: [Box]
  /// From scenes [N, 1, S, S] to maps [N, A · 15, S/8, S/8].
  var network: Sequential

  /// The anchors over a scene.
  static func anchors(scene size: Int) -> [Box] {
    Lab3.anchors(
      rows: size / stride, columns: size / stride, stride: Float(stride), sizes: sizes,
      ratios: ratios)
  }

  /// A detector that has learned nothing; at first it takes everything for background, because nearly
  /// everything is.
  init(scene size: Int = 64, width: Int = 16, using generator: inout SeededGenerator) {
    anchors = Self.anchors(scene: size)
    let outputs = 5 + Self.classes
    var head = Conv2d(
      channels: 4 * width, outputs: Self.anchorsPerCell * outputs, size: 1, using: &generator)
    head.weight.value *= 0.1
    for anchor in 1...Self.anchorsPerCell { head.bias?.value[anchor * outputs - 1] = 5 }
    network = Sequential(
      block(1, width, size: 5, stride: 2, &generator)
        + block(width, 2 * width, isHalving: true, &generator)
        + block(2 * width, 4 * width, isHalving: true, &generator)
        + block(4 * width, 4 * width, &generator) + block(4 * width, 4 * width, &generator)
        + [head])
    network.needsInputGradient = false
  }

  /// What is found in each scene.
  ///
  /// - Parameters:
  ///   - images: The scenes, [N, 1, S, S].
  ///   - minimumScore: The least score of what is listed.
  /// - Returns: A list for each scene, by falling score.
  func found(in images: Tensor, minimumScore: Float = 0.5) -> [[SceneObject]] {
    var (network, context) = (network, Context(.inference))
    return batches(of: Array(0..<images.shape[0]), size: 100).flatMap { places in
      let map = network.forward(images.rows(at: places), &context)
      let rows = predictionRows(of: map, anchorsPerCell: Self.anchorsPerCell)
      return places.indices.map { place in
        let own = place * anchors.count..<(place + 1) * anchors.count
        return detections(rows.rows(own), anchors: anchors, minimumScore: minimumScore)
      }
    }
  }
}

/// A convolution without bias, pooling if it halves, a normalisation and a ReLU.
///
/// Pooling comes first because what follows then has a quarter of the numbers.
private func block(
  _ channels: Int, _ outputs: Int, size: Int = 3, stride: Int = 1, isHalving: Bool = false,
  _ generator: inout SeededGenerator
) -> [any Layer] {
  let convolution = Conv2d(
    channels: channels, outputs: outputs, size: size, stride: stride, padding: size / 2,
    hasBias: false, using: &generator)
  let pooling: [any Layer] = isHalving ? [MaxPool2d(size: 2)] : []
  return [convolution] + pooling + [BatchNorm2d(channels: outputs), ReLU()]
}

/// How a detector learns.
struct DetectorTraining {
  /// Passes, each over new scenes.
  var epochs = 5
  /// Scenes of a pass.
  var scenes = 2000
  var batchSize = 16
  /// The largest learning rate of one cycle.
  var rate: Float = 0.012
  /// Scenes that are more crowded than those it is measured on: more to learn for the same arithmetic.
  var plan = ScenePlan(digits: 2...5)

  /// Batches of the whole training.
  var steps: Int { epochs * batchCount(samples: scenes, size: batchSize) }

  /// Trains a detector.
  ///
  /// - Parameters:
  ///   - detector: What learns.
  ///   - source: The digits of which the scenes are made.
  ///   - seed: Of scenes and order.
  ///   - bar: Shows the batches that are done.
  /// - Returns: The mean loss of each epoch.
  func train(
    _ detector: inout SceneDetector, on source: Dataset, seed: UInt64, _ bar: ProgressBar? = nil
  ) -> [Float] {
    var (optimizer, context) = (AdamW(learningRate: rate), Context(.training, seed: seed))
    var (bar, losses, step) = (bar, [Float](), 0)
    for _ in 0..<epochs {
      let data = DigitScenes(
        count: scenes, of: source, plan: plan, seed: context.generator.next())
      var sum: Float = 0
      for places in shuffledBatches(
        count: scenes, size: batchSize, using: &context.generator)
      {
        optimizer.learningRate = oneCycle(peak: rate, total: steps, step: step)
        sum += learn(&detector, &optimizer, data, places, &context) * Float(places.count)
        step += 1
        bar?.advance()
      }
      losses.append(sum / Float(scenes))
      bar?.note = "loss \(fixedText(losses[losses.count - 1], decimals: 2))"
    }
    bar?.finish()
    return losses
  }

  /// One step on some of the scenes; the loss before it.
  private func learn(
    _ detector: inout SceneDetector, _ optimizer: inout AdamW, _ data: DigitScenes,
    _ places: [Int], _ context: inout Context
  ) -> Float {
    let targets = places.map { place in
      AnchorTargets(
        assigning: data.objects(in: place), to: detector.anchors, classes: SceneDetector.classes,
        positive: 0.4, negative: 0.3)
    }
    detector.network.zeroGradients()
    let map = detector.network.forward(data.images.rows(at: places), &context)
    let result = detectionLoss(
      predictionRows(of: map, anchorsPerCell: SceneDetector.anchorsPerCell),
      AnchorTargets(
        labels: targets.flatMap(\.labels),
        offsets: Tensor(concatenating: targets.map(\.offsets))))
    _ = detector.network.backward(predictionMap(of: result.gradient, shape: map.shape))
    optimizer.step(&detector.network)
    return result.loss
  }
}
