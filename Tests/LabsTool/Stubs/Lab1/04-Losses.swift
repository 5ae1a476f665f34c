// 1.4 Loss functions: one number for how wrong the predictions are, and its gradient. The gradient
// of the loss with respect to the predictions is what backpropagation starts from. All of them are
// means over the batch, so that the learning rate need not change with the batch size.

import Shared

/// A loss and where it leads.
public struct LossResult: Equatable, Sendable {
  /// The loss: one number, 0 when the predictions could not be better.
  public var loss: Float

  /// dL/d(predictions), the shape of the predictions: the `dy` of the last layer's backward.
  public var gradient: Tensor

  /// Creates a result.
  public init(loss: Float, gradient: Tensor) {
    self.loss = loss
    self.gradient = gradient
  }
}

/// The mean squared error, for regression.
///
/// ```
/// L          = 1/M · Σ (y − t)²          M: the number of all elements, N · F
/// dL/dy[n,f] = 2/M · (y[n,f] − t[n,f])
/// ```
/// The mean is taken over all elements, as PyTorch's `nn.MSELoss()` and Keras' `MeanSquaredError()`
/// do, not over the rows.
///
/// - Parameters:
///   - prediction: y, any shape but an empty one.
///   - target: t, the same shape.
/// - Returns: The loss and dL/dy.
public func meanSquaredError(prediction: Tensor, target: Tensor) -> LossResult {
  requireSameShape(prediction, target, "meanSquaredError")
  todo("1.4 meanSquaredError")
}

/// The binary cross-entropy, for yes-or-no questions, taken from the logits.
///
/// A logit z is a score before the sigmoid, `p = σ(z)` the probability of "yes", t the truth (0 or
/// 1, or anything between):
///
/// ```
/// L       = mean of −t · ln p − (1 − t) · ln(1 − p)
///         = mean of max(z, 0) − z · t + ln(1 + e^(−|z|))
/// dL/dz   = (σ(z) − t) / M                            M: the number of all elements
/// ```
/// The first form is the definition, and fails: at z = 1000 the sigmoid rounds to 1, and
/// `ln(1 − p)` is −∞. The second is the same number, and never takes the logarithm of 0. Logits of
/// ±1000 must give finite losses.
/// PyTorch: `nn.BCEWithLogitsLoss()`; Keras: `BinaryCrossentropy(from_logits=True)`.
///
/// Only arithmetic of `Tensor` is needed (`maximum`, `abs`, `exp`, `log`), nothing of 1.3.
///
/// - Parameters:
///   - logits: z, any shape but an empty one.
///   - target: t, the same shape.
/// - Returns: The loss and dL/dz.
public func binaryCrossEntropy(logits: Tensor, target: Tensor) -> LossResult {
  requireSameShape(logits, target, "binaryCrossEntropy")
  todo("1.4 binaryCrossEntropy")
}

/// The logarithm of softmax along the last axis: `ln p[c] = z[c] − ln Σₖ e^z[k]`.
///
/// With the row's maximum m taken out, `z[c] − m − ln Σₖ e^(z[k] − m)`, no exponent is above 0 and
/// the sum is at least 1: logits of ±1000 give finite numbers, where `log(softmax(z))` gives −∞.
/// PyTorch: `torch.log_softmax(z, dim=-1)`.
///
/// - Parameter logits: The scores, shape [N, C].
/// - Returns: Log-probabilities, shape [N, C]: all at most 0, and their exponentials sum to 1 in
///   each row.
public func logSoftmax(_ logits: Tensor) -> Tensor {
  require(
    logits.rank > 0,
    "logSoftmax: the logits need an axis of classes — shape \(logits.shape) — use shape [N, C]")
  todo("1.4 logSoftmax")
}

/// The cross-entropy of softmax, for choosing one of C classes, taken from the logits.
///
/// ```
/// L            = 1/N · Σ_n −ln p[n, label[n]]         p = softmax(z)
/// dL/dz[n, c]  = (p[n, c] − 1 where c is the label of n) / N
/// ```
/// The gradient is the probabilities minus the truth, `Tensor(oneHot: labels, classes: c)`: the
/// exponentials and the logarithm have cancelled. An untrained network, with all classes equally
/// likely, has the loss ln C.
/// PyTorch: `nn.CrossEntropyLoss()`; Keras: `SparseCategoricalCrossentropy(from_logits=True)`.
///
/// - Parameters:
///   - logits: z, shape [N, C], N at least 1. Not probabilities: softmax is inside.
///   - labels: N classes, each from 0 to C − 1.
/// - Returns: The loss and dL/dz.
public func softmaxCrossEntropy(logits: Tensor, labels: [Int]) -> LossResult {
  requireLabels(labels, for: logits)
  todo("1.4 softmaxCrossEntropy")
}

private func requireSameShape(_ prediction: Tensor, _ target: Tensor, _ operation: String) {
  require(
    prediction.shape == target.shape && prediction.count > 0,
    "\(operation): one target a prediction is needed, and at least one — \(prediction.shape) and"
      + " \(target.shape) — reshape one of them")
}

private func requireLabels(_ labels: [Int], for logits: Tensor) {
  require(
    logits.rank == 2 && logits.shape[0] == labels.count && !labels.isEmpty,
    "softmaxCrossEntropy: one label a row is needed, and at least one row — \(labels.count) labels"
      + " for \(logits.shape) — use shape [N, C] and N labels")
  for label in labels {
    require(
      logits.shape[1] > label && label >= 0,
      "softmaxCrossEntropy: a label is a class from 0 to \(logits.shape[1] - 1) — \(label)"
        + " — count classes from 0, and give the last layer one output a class")
  }
}
