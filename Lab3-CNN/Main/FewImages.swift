// Twenty images a class of digits that the pretrained network has never seen, and four ways to learn
// from them.

import Datasets
import Lab1
import Lab2
import Lab3
import Shared

/// The ways.
enum FewImagesMethod: String, CaseIterable {
  case scratch = "from scratch"
  case probe = "linear probe"
  case head = "new head"
  case fineTuned = "fine-tuned"
}

/// A target with few images, drawn by a seed.
struct FewImages {
  /// Images that one has of a class.
  static let perClass = 20
  /// What one learns from: each image in several shifted copies, as augmentation would show it.
  let training: LabelledRows
  /// The images as they are.
  let originals: LabelledRows

  /// Draws the images of one repetition.
  init(from dataset: Dataset, copies: Int, seed: UInt64) {
    let (rows, _) = Pretrained.scenes(400, of: Pretrained.target, from: dataset, seed: seed)
    let few = rows.few(Self.perClass, of: Pretrained.target.count).few
    var generator = SeededGenerator(seed: seed)
    let shifts = (0..<copies).map { copy -> Tensor in
      copy == 0 ? few.inputs : moved(few.inputs, by: 3, using: &generator)
    }
    originals = few
    training = LabelledRows(
      Tensor(concatenating: shifts),
      Array(repeating: few.labels, count: copies).flatMap { $0 })
  }

  /// Learns in one of the ways.
  ///
  /// - Parameters:
  ///   - method: Which.
  ///   - pretrained: The network whose body is taken over.
  ///   - epochs: Passes over `training`, the same for all.
  ///   - seed: Of weights and order.
  /// - Returns: The network.
  func learn(
    _ method: FewImagesMethod, from pretrained: Sequential, epochs: Int, seed: UInt64
  ) -> Sequential {
    var generator = SeededGenerator(seed: seed)
    let classes = Pretrained.target.count
    var plan = Training(epochs: epochs, batchSize: 25)
    plan.rate = 0.004
    switch method {
    case .scratch:
      var network = network(of: Pretrained.blocks(classes: classes), using: &generator)
      _ = plan.train(&network, on: training, seed: seed)
      return network
    case .probe:
      return probed(pretrained).network
    case .head:
      var model = TransferModel.replacingHead(of: pretrained, classes: classes, using: &generator)
      let rows = LabelledRows(features(&model.body, of: training.inputs), training.labels)
      _ = plan.train(&model.head, on: rows, seed: seed)
      return model.network
    case .fineTuned:
      var model = probed(pretrained)
      model.isBodyFrozen = false
      let rule = AdamW(learningRate: plan.rate, weightDecay: plan.weightDecay)
      _ = plan.train(
        &model, TwoRates(rule, for: model, bodyFactor: 0.3), on: training, seed: seed)
      return model.network
    }
  }

  /// The pretrained body, frozen, with the best linear head on standardised features; the
  /// standardisation is worked into the head, so that it reads the features as they are.
  private func probed(_ pretrained: Sequential) -> TransferModel {
    var body = Sequential(Array(pretrained.layers.dropLast()))
    let found = features(&body, of: training.inputs)
    let (mean, deviation) = (found.mean(along: 0), sqrt(found.variance(along: 0) + 1e-6))
    let probe = linearProbe(
      (found - mean) / deviation, labels: training.labels, classes: Pretrained.target.count)
    let weight = probe.weight.value / deviation  // [C, F]
    let bias = probe.bias.value - (weight * mean).sum(along: 1)
    return TransferModel(body: body, head: Linear(weight: weight, bias: bias))
  }
}

/// Each image moved by a random number of pixels up to `limit`, zeros entering: 3.12's shift, here
/// from whole rows, because it moves many images.
private func moved(
  _ images: Tensor, by limit: Int, using generator: inout SeededGenerator
) -> Tensor {
  let (count, _, height, width) = images.shape.nchw
  let padded = images.padded(by: [(0, 0), (0, 0), (limit, limit), (limit, limit)])
  return Tensor(
    concatenating: (0..<count).map { index in
      let (top, left) = (generator.below(2 * limit + 1), generator.below(2 * limit + 1))
      return padded.rows(index..<index + 1).slice(top..<top + height, along: 2)
        .slice(left..<left + width, along: 3)
    })
}
