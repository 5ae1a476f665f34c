// 2.6 Regularisation: terms that keep a network from learning its examples by heart. L1 and L2 charge
// for large weights; label smoothing asks for answers that are not quite certain.

import Lab1
import Shared

/// The L2 penalty, `λ/2 · Σ w²`, and its gradient, `λ · w`.
///
/// It pulls each weight towards 0 in proportion to its size: large ones shrink, none becomes 0.
/// The ½ makes the gradient λ·w, which is what PyTorch's `SGD(…, weight_decay=λ)` adds. Keras'
/// `L2(l)` has no ½: its l is λ/2.
///
/// - Parameters:
///   - weight: w, any shape.
///   - strength: λ, at least 0.
/// - Returns: The penalty and its gradient, the shape of w.
public func l2Penalty(_ weight: Tensor, strength: Float) -> LossResult {
  requireStrength(strength, "l2Penalty")
  todo("2.6 l2Penalty")
}

/// The L1 penalty, `λ · Σ |w|`, and its gradient, `λ · sign(w)`.
///
/// It pulls every weight towards 0 by the same amount, however small it is: weights that the data do
/// not need end at 0. At exactly 0 the sign is 0, as PyTorch's `torch.sign`. Keras: `L1(λ)`.
///
/// - Parameters:
///   - weight: w, any shape.
///   - strength: λ, at least 0.
/// - Returns: The penalty and its gradient, the shape of w.
public func l1Penalty(_ weight: Tensor, strength: Float) -> LossResult {
  requireStrength(strength, "l1Penalty")
  todo("2.6 l1Penalty")
}

/// Whether a parameter is penalised: those with two axes or more are.
///
/// Weights multiply inputs, and large ones make a function steep. Biases, and the scales and shifts
/// of normalisation layers, have one axis; they only move or rescale a feature, and are left alone.
///
/// - Parameter parameter: A parameter of a network.
/// - Returns: True for a value of rank 2 or more.
public func isPenalized(_ parameter: Parameter) -> Bool {
  todo("2.6 isPenalized")
}

/// Adds the penalties of a network's weights to its gradients.
///
/// Call it between `backward` and the optimizer's step: the gradient of a sum is the sum of the
/// gradients. Penalties are not averaged over the batch; they do not depend on it.
///
/// - Parameters:
///   - model: The network; each penalised parameter's gradient is added to, its value stays.
///   - l1: λ of the L1 penalty.
///   - l2: λ of the L2 penalty.
/// - Returns: The sum of all penalties, to be added to the loss that is shown.
public func addPenalties<Model: Layer>(
  to model: inout Model, l1: Float = 0, l2: Float = 0
) -> Float {
  todo("2.6 addPenalties")
}

/// Targets that are not quite certain: `(1 − ε) · one-hot + ε/C`.
///
/// The label keeps `1 − ε + ε/C`, each other class gets ε/C, and a row still sums to 1. This is the
/// convention of PyTorch, of Keras and of the first paper (Szegedy and others, 2016); some textbooks
/// share ε among the C − 1 wrong classes only.
///
/// - Parameters:
///   - labels: N classes, each from 0 to C − 1.
///   - classes: C, the number of classes.
///   - smoothing: ε, from 0 to 1.
/// - Returns: Probabilities, shape [N, C].
public func smoothedTargets(labels: [Int], classes: Int, smoothing: Float) -> Tensor {
  require(
    smoothing >= 0 && smoothing <= 1,
    "smoothedTargets: ε must be from 0 to 1 — \(smoothing) — use 0.1, the usual one")
  todo("2.6 smoothedTargets")
}

/// The cross-entropy of softmax against smoothed targets t, taken from the logits z.
///
/// ```
/// L           = 1/N · Σ_n Σ_c −t[n, c] · ln p[n, c]        p = softmax(z)
/// dL/dz[n, c] = (p[n, c] − t[n, c]) / N
/// ```
/// As t sums to 1 in each row, the derivation of 1.4 holds word for word. The loss cannot reach 0: its
/// least value is where p = t. As in 1.4, take the row's maximum out before exp, and never the
/// logarithm of a softmax: logits of ±1000 must give numbers.
///
/// Only arithmetic of `Tensor` is needed, nothing of 1.4.
/// PyTorch: `nn.CrossEntropyLoss(label_smoothing=ε)`; Keras: `CategoricalCrossentropy(label_smoothing=ε)`.
///
/// - Parameters:
///   - logits: z, shape [N, C], N at least 1.
///   - labels: N classes, each from 0 to C − 1.
///   - smoothing: ε, from 0 to 1; with 0 it is the plain cross-entropy.
/// - Returns: The loss and dL/dz.
public func smoothedCrossEntropy(
  logits: Tensor, labels: [Int], smoothing: Float
) -> LossResult {
  require(
    logits.rank == 2 && logits.shape[0] == labels.count && !labels.isEmpty,
    "smoothedCrossEntropy: one label a row is needed, and at least one row — \(labels.count) labels"
      + " for \(logits.shape) — use shape [N, C] and N labels")
  todo("2.6 smoothedCrossEntropy")
}

private func requireStrength(
  _ strength: Float, _ operation: String, file: StaticString = #fileID, line: UInt = #line
) {
  require(
    strength >= 0,
    "\(operation): λ must not be negative — \(strength) — use 0 for no penalty, 1e-4 for a light"
      + " one", file: file, line: line)
}
