// 1.1 The artificial neuron: a weighted sum and a threshold. (W. McCulloch, W. Pitts, "A logical
// calculus of the ideas immanent in nervous activity", 1943.)

import Shared

/// A neuron with a threshold.
///
/// A biological neuron gathers signals over its dendrites, some exciting and some inhibiting, and
/// sends a pulse along its axon when together they are strong enough. The model keeps three things
/// of it: a weight for every input, a bias (minus the threshold), and a decision.
///
/// ```swift
/// let neuron = Neuron(weights: [2, -1], bias: 0.5)
/// neuron.weightedSum([1, 3])   // 2·1 − 1·3 + 0.5 = −0.5
/// neuron.fires([1, 3])         // false
/// ```
public struct Neuron: Equatable, Sendable {
  /// The strength of each input, shape [F]; negative ones inhibit.
  public var weights: Tensor

  /// What is added to the weighted inputs: minus the threshold they have to reach.
  public var bias: Float

  /// Creates a neuron with these weights, shape [F], and this bias.
  public init(weights: Tensor, bias: Float) {
    require(
      weights.rank == 1, "Neuron: weights must be a vector — \(weights.shape) — use shape [F]")
    self.weights = weights
    self.bias = bias
  }

  /// The weighted sum of the inputs.
  ///
  /// `z = Σ_f weights[f] · x[f] + bias`. The bias is added once, not once an input. NumPy:
  /// `weights @ x + bias`.
  ///
  /// - Parameter x: The inputs, shape [F].
  /// - Returns: The sum z, often called the pre-activation.
  public func weightedSum(_ x: Tensor) -> Float {
    require(
      x.shape == weights.shape,
      "Neuron.weightedSum: one input a weight is needed — \(x.shape) for \(weights.shape)"
        + " — use shape \(weights.shape)")
    todo("1.1 Neuron.weightedSum")
  }

  /// Whether the neuron fires.
  ///
  /// It fires when `z ≥ 0`. At exactly 0 it fires: the convention of these labs.
  ///
  /// - Parameter x: The inputs, shape [F].
  /// - Returns: `true` when the weighted sum reaches 0.
  public func fires(_ x: Tensor) -> Bool {
    todo("1.1 Neuron.fires")
  }
}

// Logic gates: choose the weights and the bias by hand. Inputs are 0 (false) and 1 (true). Many
// choices are right; put the threshold in the middle, so that inputs off by 0.1 change nothing.
extension Neuron {
  /// A neuron of two inputs that fires when both are 1.
  public static var and: Neuron {
    todo("1.1 Neuron.and")
  }

  /// A neuron of two inputs that fires when at least one is 1.
  public static var or: Neuron {
    todo("1.1 Neuron.or")
  }

  /// A neuron of one input that fires when it is 0.
  public static var not: Neuron {
    todo("1.1 Neuron.not")
  }
}
