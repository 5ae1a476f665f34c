// 2.17 A deep classifier: the parts of this lab put together. A network of residual blocks with
// normalisation, dropout and He's weights, and a training that warms up, clips, watches the
// validation part and stops in time. Each part can be left out, so that its worth can be measured.

import Lab1
import Shared

/// What normalises the signal in a block.
public enum Normalization: Sendable, CaseIterable {
  case none, batch, layer
}

/// The plan of a deep classifier.
public struct DeepClassifierShape: Sendable, Equatable {
  /// Features F of an example.
  public var inputs: Int
  /// Classes C.
  public var classes: Int
  /// Units W of every hidden layer.
  public var width: Int
  /// Blocks; each has two linear layers.
  public var blocks: Int
  /// The share that each block's dropout drops.
  public var dropout: Float
  /// How signals are normalised.
  public var normalization: Normalization
  /// Whether a block is added to its input, or replaces it.
  public var isResidual: Bool

  /// Plans a classifier with 2·blocks + 2 linear layers.
  public init(
    inputs: Int, classes: Int, width: Int, blocks: Int, dropout: Float = 0.1,
    normalization: Normalization = .batch, isResidual: Bool = true
  ) {
    (self.inputs, self.classes, self.width) = (inputs, classes, width)
    (self.blocks, self.dropout) = (blocks, dropout)
    (self.normalization, self.isResidual) = (normalization, isResidual)
  }

  /// The layers that normalise W features: a `BatchNorm`, a `LayerNorm`, or nothing.
  func normalizers() -> [any Layer] {
    switch normalization {
    case .none: []
    case .batch: [BatchNorm(features: width)]
    case .layer: [LayerNorm(features: width)]
    }
  }

  /// One block, from W features to W.
  ///
  ///     normalise → ReLU → Linear(He) → normalise → ReLU → dropout → Linear(He)
  ///
  /// That is the branch of a `Residual` (2.11, pre-activation), or a plain `Sequential` when the plan
  /// is not residual. Both linear layers have the normal form of He's weights, with its usual gain.
  ///
  /// - Parameter generator: Source of the weights, in the order of the layers.
  /// - Returns: The block.
  public func block(using generator: inout SeededGenerator) -> any Layer {
    todo("2.17 block")
  }

  /// The network, with fresh weights.
  ///
  ///     Linear(F → W, He) → blocks → normalise → ReLU → Linear(W → C, Xavier)
  ///
  /// What leaves a pre-activation block has passed no activation, so one follows the last. The last
  /// layer gives logits, and has the normal form of Xavier's weights: no ReLU follows it. It has
  /// `layers.count` of 4 + blocks with normalisation, 3 + blocks without.
  ///
  /// - Parameter generator: Source of the weights, in the order of the layers.
  /// - Returns: The network, from [N, F] to logits [N, C].
  public func network(using generator: inout SeededGenerator) -> Sequential {
    todo("2.17 network")
  }
}

/// Inputs [N, F] with their labels [N].
public struct LabelledRows: Sendable, Equatable {
  /// The inputs.
  public var inputs: Tensor
  /// The right classes.
  public var labels: [Int]

  /// Puts inputs beside their labels.
  public init(_ inputs: Tensor, _ labels: [Int]) { (self.inputs, self.labels) = (inputs, labels) }

  /// The loss and the accuracy of a network on these rows, in `.inference` mode.
  ///
  /// - Parameters:
  ///   - model: The network; not changed.
  ///   - loss: Compares logits and labels.
  /// - Returns: Both, over all rows at once.
  public func score<Model: Layer>(
    _ model: Model, loss: LossFunction<[Int]>
  ) -> (loss: Float, accuracy: Float) {
    todo("2.17 score")
  }
}

/// How to train: data, length, rate, clipping, patience.
public struct FitPlan {
  /// What the network learns from.
  public var training: LabelledRows
  /// What decides when to stop.
  public var validation: LabelledRows
  /// Epochs at most.
  public var epochs: Int
  /// Examples of a batch.
  public var batchSize: Int
  /// The learning rate of each *step*, counted from 0 over the whole run.
  public var schedule: (Int) -> Float
  /// The largest norm of all gradients together; nil clips nothing.
  public var largestNorm: Float?
  /// Epochs without improvement after which training stops.
  public var patience: Int

  /// Plans a training.
  public init(
    training: LabelledRows, validation: LabelledRows, epochs: Int, batchSize: Int,
    schedule: @escaping (Int) -> Float, largestNorm: Float? = 1, patience: Int = 5
  ) {
    (self.training, self.validation) = (training, validation)
    (self.epochs, self.batchSize, self.schedule) = (epochs, batchSize, schedule)
    (self.largestNorm, self.patience) = (largestNorm, patience)
  }
}

/// What happens during `fit`.
public enum FitEvent: Sendable, Equatable {
  /// A step is done: its batch's loss before it, and the norm of the gradients before clipping.
  case step(Int, loss: Float, gradientNorm: Float, learningRate: Float)
  /// An epoch is done: the mean of its steps' losses over the examples, the scores on the validation
  /// part, and what early stopping says to them.
  case epoch(
    Int, loss: Float, validationLoss: Float, validationAccuracy: Float, StoppingDecision)
  /// Training is over, and the model of this epoch is back; nil when none was ever good.
  case finished(bestEpoch: Int?)
}

/// One step on one batch, with the gradients clipped.
///
/// The five moves of Lab 1's `trainingStep`, and between backward and step two more: measure the
/// norm of all gradients (`gradientNorm`, or what `clipGradients` returns), and clip. When the norm is
/// NaN or ∞ the optimizer does *not* step: one bad batch must not spoil every weight.
///
/// - Parameters:
///   - model: The network to improve.
///   - optimizer: What moves its parameters.
///   - batch: Inputs and labels.
///   - largestNorm: Where to clip; nil clips nothing.
///   - loss: Compares logits and labels.
///   - context: Handed to `forward`.
/// - Returns: The loss before the step, and the norm before clipping.
public func clippedStep<Model: Layer, Rule: Optimizer>(
  _ model: inout Model, _ optimizer: inout Rule, on batch: LabelledRows, largestNorm: Float?,
  loss: LossFunction<[Int]>, _ context: inout Context
) -> (loss: Float, gradientNorm: Float) {
  todo("2.17 clippedStep")
}

/// Trains a classifier, and leaves the model of its best epoch.
///
/// In every epoch:
///
/// 1. draw `shuffledBatches` (1.10) from the context's generator; leave out a last batch of a single
///    example, which batch normalisation refuses (another shuffle brings the example back)
/// 2. for each batch set the learning rate, make a `clippedStep`, report `.step`
/// 3. score the validation part, show score and model to an `EarlyStopping`, report `.epoch`
/// 4. stop when it says so
///
/// In the end the best model comes back (`restore`), and `.finished` is reported.
///
/// - Parameters:
///   - model: The network to improve.
///   - optimizer: What moves its parameters, such as `AdamW`.
///   - plan: Data, length, rate, clipping, patience. On batches of fewer than 2 examples `require` stops
///     with a message that names the size.
///   - loss: Compares logits and labels.
///   - context: Handed to every `forward`; its generator shuffles too.
///   - onEvent: Hears of every step, of every epoch and of the end.
public func fit<Model: Layer, Rule: Optimizer>(
  _ model: inout Model, _ optimizer: inout Rule, _ plan: FitPlan, loss: LossFunction<[Int]>,
  _ context: inout Context, onEvent: (FitEvent) -> Void = { _ in }
) {
  todo("2.17 fit")
}
