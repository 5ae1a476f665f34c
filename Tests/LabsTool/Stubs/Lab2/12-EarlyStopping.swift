// 2.12 Early stopping: train until the loss on data that training does not see stops falling, and
// keep the model from its lowest point. The cheapest regularisation there is. (L. Prechelt, "Early
// stopping — but when?", 1998.)

import Shared

/// What to do after an epoch.
public enum StoppingDecision: Sendable, Equatable {
  /// The best loss so far: the model was kept. Go on.
  case improved
  /// Not better than the best; the number says how many such epochs in a row there were. Go on.
  case waiting(Int)
  /// That was as often as patience allows. Stop, and restore the best model.
  case stop
}

/// Watches the validation loss, keeps the best model, and says when to stop.
///
/// Layers are structs: keeping a model is an assignment, and training goes on with its own copy.
///
/// ```swift
/// var stopping = EarlyStopping<Sequential>(patience: 3)
/// for epoch in 0..<100 {
///   trainOneEpoch(&model)
///   if stopping.observe(validationLoss(model), model) == .stop { break }
/// }
/// stopping.restore(&model)
/// ```
///
/// The loss must come from a validation set: the training loss falls nearly always. And once a set
/// has chosen the model, its loss is too good to report: that is what the test set is for.
///
/// Keras: `EarlyStopping(patience, min_delta, restore_best_weights=True)`. PyTorch has none; most of
/// its training libraries do, with these rules.
public struct EarlyStopping<Model: Sendable>: Sendable {
  /// Epochs in a row without improvement after which it stops.
  public let patience: Int
  /// How far below the best a loss must be to count as better.
  public let minimalImprovement: Float
  /// The model with the best loss; nil before the first improvement.
  public private(set) var best: Model?
  /// The best loss so far; ∞ before the first improvement.
  public private(set) var bestLoss = Float.infinity
  /// When the best model was observed, counted from 0; nil before the first improvement.
  public private(set) var bestEpoch: Int?
  /// Losses observed so far.
  public private(set) var epochs = 0
  /// Epochs in a row without improvement.
  public private(set) var waited = 0

  /// Starts watching.
  ///
  /// - Parameters:
  ///   - patience: 1 or more: 1 stops at the first epoch that is no better. On another one `require`
  ///     stops with a message that names it.
  ///   - minimalImprovement: 0 or more; on a negative one or NaN `require` stops likewise.
  public init(patience: Int, minimalImprovement: Float = 0) {
    todo("2.12 EarlyStopping.init")
  }

  /// Takes the validation loss of an epoch, and keeps the model if it is the best.
  ///
  /// Better means `loss < bestLoss − minimalImprovement`, strictly: a tie is no improvement, and the
  /// earlier model stays. A loss that is lower by less than that is not kept either, so that many
  /// tiny steps cannot put off the end for ever; they add up against the same best.
  ///
  /// NaN is not below anything: a NaN loss is an epoch without improvement, and the model kept
  /// before it is safe. (So do not ask the negated question, "not at least the best".)
  ///
  /// - Parameters:
  ///   - loss: The validation loss after this epoch.
  ///   - model: The model that has it.
  /// - Returns: `.improved` when it is the best so far, and waiting starts again from 0. Otherwise
  ///   `.stop` in the epoch that makes it `patience` in a row without improvement (and in all that
  ///   follow, should the caller go on), `.waiting` with their number before that.
  public mutating func observe(_ loss: Float, _ model: Model) -> StoppingDecision {
    todo("2.12 EarlyStopping.observe")
  }

  /// Puts the best model in the place of `model`; leaves it alone when there is none yet.
  ///
  /// - Parameter model: The model as training left it.
  public func restore(_ model: inout Model) {
    todo("2.12 EarlyStopping.restore")
  }
}
