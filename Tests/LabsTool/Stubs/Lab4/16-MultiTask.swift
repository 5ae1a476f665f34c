// 4.16 Multi-task learning: one network answers several questions about the same input. What all of
// them need is learned once, in the trunk; each question has a small head of its own.

import Lab1
import Shared

/// A shared trunk with one head for each task.
///
///     x [N, F] → trunk → features [N, H] → heads[0] → [N, O₀]
///                                        → heads[1] → [N, O₁]   …   side by side: y [N, O₀ + O₁ + …]
///
/// The features are used by every head, so their gradient is the *sum* of what the heads send back.
/// The outputs stand side by side in one tensor, so that this is a `Layer` as any other, and Lab 1's
/// optimizers train it.
///
/// Source: Caruana, "Multitask learning", 1997. Keras: a functional model with several outputs.
public struct MultiTask: Layer {
  /// From inputs, [N, F], to the features that all tasks share, [N, H].
  public var trunk: Sequential
  /// From the features to the outputs of one task each, [N, Oₖ].
  public var heads: [Sequential]
  /// Oₖ of each head in the latest forward.
  public internal(set) var widths: [Int] = []
  /// The gradient at the features that each head sent back in the latest backward, [N, H] each: how
  /// hard each task pulls.
  public internal(set) var pulls: [Tensor] = []

  /// Puts heads on a trunk.
  public init(trunk: Sequential, heads: [Sequential]) {
    (self.trunk, self.heads) = (trunk, heads)
  }

  /// The outputs of all heads side by side; remembers their widths.
  ///
  /// The trunk runs *once*, the heads in their order; reach them by index (`heads[index].forward`), for
  /// a copy forgets.
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, F].
  ///   - context: Handed to trunk and heads.
  /// - Returns: y, [N, O₀ + O₁ + …].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("4.16 MultiTask.forward")
  }

  /// The parts of a tensor that belong to each task: cuts [N, O₀ + O₁ + …] by `widths`.
  ///
  /// - Parameter y: The latest output, or a gradient of its shape.
  /// - Returns: [N, Oₖ] each, in the order of the heads.
  public func split(_ y: Tensor) -> [Tensor] {
    todo("4.16 MultiTask.split")
  }

  /// dL/dx from dL/dy; remembers each head's pull.
  ///
  ///     pulls[k]  = heads[k].backward(dyₖ)           dyₖ: the part of dy that belongs to head k
  ///     dfeatures = Σₖ pulls[k]
  ///     dx        = trunk.backward(dfeatures)        once
  ///
  /// - Parameter dy: dL/dy, [N, O₀ + O₁ + …].
  /// - Returns: dL/dx, [N, F].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("4.16 MultiTask.backward")
  }

  /// Visits the parameters of the trunk, then those of each head.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    trunk.forEachParameter(body)
    for index in heads.indices { heads[index].forEachParameter(body) }
  }
}

/// What a task should answer: classes, or numbers.
public enum TaskTarget: Sendable, Equatable {
  /// Labels [N]: the head gives logits, [N, C].
  case labels([Int])
  /// Values [N, O]: the head gives values, [N, O].
  case values(Tensor)

  /// The loss of one head: `softmaxCrossEntropy` for labels, `meanSquaredError` for values (1.4).
  ///
  /// - Parameter output: What the head gave, [N, Oₖ].
  /// - Returns: The loss and its gradient.
  public func loss(of output: Tensor) -> LossResult {
    todo("4.16 TaskTarget.loss")
  }

  /// The targets of these examples, in the order asked for.
  public func rows(at places: [Int]) -> TaskTarget {
    switch self {
    case .labels(let labels): .labels(labels.rows(at: places))
    case .values(let values): .values(values.rows(at: places))
    }
  }
}

/// The losses of all tasks on one batch.
public struct TaskLosses: Sendable, Equatable {
  /// Of each task, without its weight.
  public var losses: [Float]
  /// Their weighted sum.
  public var total: Float
  /// The gradient of the weighted sum by the outputs, side by side as in `MultiTask.forward`.
  public var gradient: Tensor

  /// Puts the results together.
  public init(losses: [Float], total: Float, gradient: Tensor) {
    (self.losses, self.total, self.gradient) = (losses, total, gradient)
  }
}

/// The weighted sum of the tasks' losses.
///
///     L = Σₖ wₖ·Lₖ        dL/dyₖ = wₖ · dLₖ/dyₖ
///
/// The weights decide how hard each task pulls at the trunk. Losses have units: nats here, squared
/// degrees there; with equal weights the one with the largest numbers takes the trunk for itself.
///
/// - Parameters:
///   - outputs: Of each head, [N, Oₖ].
///   - targets: Of each task.
///   - weights: Of each task, 0 or more. With another count of targets or weights than of outputs
///     `require` stops with a message that names the three counts.
/// - Returns: The losses, their weighted sum, and its gradient.
public func weightedLoss(
  outputs: [Tensor], targets: [TaskTarget], weights: [Float]
) -> TaskLosses {
  todo("4.16 weightedLoss")
}

/// One step of training on one batch: the five moves of Lab 1's `trainingStep`, with `weightedLoss`
/// of the parts of the output.
///
/// - Parameters:
///   - model: The network to improve.
///   - optimizer: What moves its parameters.
///   - x: Inputs, [N, F].
///   - targets: Of each task.
///   - weights: Of each task.
///   - context: Handed to `forward`.
/// - Returns: The losses before the step.
public func multiTaskStep<Rule: Optimizer>(
  _ model: inout MultiTask, _ optimizer: inout Rule, x: Tensor, targets: [TaskTarget],
  weights: [Float], _ context: inout Context
) -> TaskLosses {
  todo("4.16 multiTaskStep")
}

/// Trains on several tasks: in each epoch a `multiTaskStep` on every batch, in a new order.
///
/// - Parameters:
///   - model: The network to improve.
///   - optimizer: What moves its parameters.
///   - plan: Inputs, epochs, batches.
///   - targets: Of each task, for all inputs.
///   - weights: Of each task.
///   - context: Its generator shuffles; handed to every `forward`.
///   - onStep: Hears of every step: its number over the whole training, from 0, and the losses before it.
public func trainMultiTask<Rule: Optimizer>(
  _ model: inout MultiTask, _ optimizer: inout Rule, _ plan: ExamplePlan,
  targets: [TaskTarget], weights: [Float], _ context: inout Context,
  onStep: (Int, TaskLosses) -> Void = { _, _ in }
) {
  var step = 0
  for _ in 0..<plan.epochs {
    let order = shuffledBatches(
      count: plan.inputs.shape[0], size: plan.batchSize, using: &context.generator)
    for places in order {
      let result = multiTaskStep(
        &model, &optimizer, x: plan.inputs.rows(at: places),
        targets: targets.map { $0.rows(at: places) }, weights: weights, &context)
      onStep(step, result)
      step += 1
    }
  }
}
