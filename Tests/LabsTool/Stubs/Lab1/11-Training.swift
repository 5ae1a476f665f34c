// 1.11 The training loop, and the first sanity checks of any training.
//
// A loop never prints: it reports events through a callback. The same loop then serves a progress
// bar, a chart, a test and a web page.

import Foundation
import Shared

/// What a loss function says about one batch: the mean loss and dL/d(prediction).
///
/// The losses of 1.4 have this form. Targets are labels (`[Int]`) or values (`Tensor`).
public typealias LossFunction<Target> = (_ prediction: Tensor, _ target: Target) -> LossResult

/// What happens during training.
public enum TrainingEvent: Sendable, Equatable {
  /// A step is done; `loss` is the batch's mean loss before it. Steps and epochs count from 0,
  /// steps over the whole training.
  case step(epoch: Int, step: Int, loss: Float)
  /// An epoch is done; `loss` is the mean over its samples, `learningRate` the optimizer's in it.
  case epoch(Int, loss: Float, learningRate: Float)
}

/// One step of training on one batch.
///
/// 1. forget the gradients of the step before (`zeroGradients()`; `backward` only adds)
/// 2. forward
/// 3. loss, and its gradient at the prediction
/// 4. backward
/// 5. let the optimizer move the parameters
///
/// PyTorch: the same five, `optimizer.zero_grad()`, `model(x)`, `criterion(…)`, `loss.backward()`,
/// `optimizer.step()`. Keras: `train_on_batch`.
///
/// - Parameters:
///   - model: The network to improve.
///   - optimizer: What moves its parameters.
///   - x: Inputs of the batch, [N, …].
///   - target: Their targets.
///   - loss: Compares prediction and target.
///   - context: Handed to `forward`.
/// - Returns: The loss before the step.
public func trainingStep<Model: Layer, Rule: Optimizer, Target>(
  _ model: inout Model, _ optimizer: inout Rule, x: Tensor, target: Target,
  loss: LossFunction<Target>, _ context: inout Context
) -> Float {
  todo("1.11 trainingStep")
}

/// What to train on and for how long.
public struct TrainingPlan<Target: RowSelectable> {
  /// Inputs of all samples, [N, …].
  public var inputs: Tensor
  /// Targets of all samples: labels [N], or values [N, O].
  public var targets: Target
  /// Passes over all samples.
  public var epochs: Int
  /// The batches of one epoch, as sample numbers, drawn anew for each.
  public var batches: (inout SeededGenerator) -> [[Int]]
  /// The learning rate of each epoch, counted from 0; nil leaves the optimizer's own.
  public var schedule: ((Int) -> Float)?

  /// Describes a training.
  public init(
    inputs: Tensor, targets: Target, epochs: Int,
    batches: @escaping (inout SeededGenerator) -> [[Int]], schedule: ((Int) -> Float)? = nil
  ) {
    (self.inputs, self.targets, self.epochs) = (inputs, targets, epochs)
    (self.batches, self.schedule) = (batches, schedule)
  }

  /// Describes a training on shuffled batches (1.10) of `batchSize` samples.
  public init(
    inputs: Tensor, targets: Target, epochs: Int, batchSize: Int,
    schedule: ((Int) -> Float)? = nil
  ) {
    let count = inputs.shape[0]
    self.init(
      inputs: inputs, targets: targets, epochs: epochs,
      batches: { shuffledBatches(count: count, size: batchSize, using: &$0) }, schedule: schedule)
  }
}

/// The training loop: for each epoch, for each batch, one step.
///
/// In every epoch: set the learning rate when there is a schedule, ask `plan.batches` for the
/// batches, passing `&context.generator` (a new order each epoch), make a `trainingStep` on the
/// rows of each, and report `.step`. After the last batch report `.epoch`.
///
/// An epoch's loss is the mean over its *samples*. The mean of the batches' means is something else
/// when the last batch is smaller: weight each batch's loss by its number of samples.
///
/// Keras: `model.fit`. PyTorch has no such function: everybody writes this loop.
///
/// - Parameters:
///   - model: The network to improve.
///   - optimizer: What moves its parameters.
///   - plan: Samples, epochs, batches, schedule.
///   - loss: Compares prediction and target.
///   - context: Handed to every `forward`; its generator shuffles too.
///   - onEvent: Hears of every step and epoch.
public func train<Model: Layer, Rule: Optimizer, Target>(
  _ model: inout Model, _ optimizer: inout Rule, _ plan: TrainingPlan<Target>,
  loss: LossFunction<Target>, _ context: inout Context,
  onEvent: (TrainingEvent) -> Void = { _ in }
) {
  todo("1.11 train")
}

/// The fraction of samples whose largest logit stands at the label.
///
/// Softmax is not needed: it does not change which entry is the largest. `argmax(along:)` finds it.
///
/// - Parameters:
///   - logits: Scores, [N, C].
///   - labels: Right classes, N numbers in 0..<C; on another count `require` stops with a message
///     that names both counts.
/// - Returns: A number in 0…1; 0 for no samples.
public func accuracy(logits: Tensor, labels: [Int]) -> Float {
  todo("1.11 accuracy")
}

/// The cross-entropy of a network that knows nothing yet: `−ln(1/C) = ln C`.
///
/// The first thing to look at. A first loss far above it means too large initial weights or wrong
/// targets; one far below it, that the answer leaks into the input.
///
/// - Parameter classes: C, 1 or more.
/// - Returns: ln C: 2.303 for ten digits.
public func expectedInitialLoss(classes: Int) -> Float {
  todo("1.11 expectedInitialLoss")
}

/// The second sanity check: a sound network can learn one small batch by heart.
///
/// If it cannot, something is wrong: a gradient, a learning rate, targets that do not belong to the
/// inputs. Trains on the same batch for up to `steps` steps, on copies and in a new
/// `Context(.training)`: the caller's network and optimizer stay untrained.
///
/// - Parameters:
///   - model: The network; not changed.
///   - optimizer: The optimizer; not changed.
///   - x: Inputs of the batch.
///   - target: Their targets.
///   - loss: Compares prediction and target.
///   - steps: How many steps at most.
///   - limit: The loss that counts as learned.
/// - Returns: The losses of all steps taken, in order. It stops after the first loss below `limit`,
///   so the batch was learned exactly when the last one is. NaN is not below anything.
public func overfitOneBatch<Model: Layer, Rule: Optimizer, Target>(
  _ model: Model, _ optimizer: Rule, x: Tensor, target: Target, loss: LossFunction<Target>,
  steps: Int, below limit: Float
) -> [Float] {
  todo("1.11 overfitOneBatch")
}
