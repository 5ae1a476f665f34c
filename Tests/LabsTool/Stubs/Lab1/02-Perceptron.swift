// 1.2 The perceptron learning rule: the first machine that learned its weights from examples. (F.
// Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in
// the brain", 1958; convergence: A. Novikoff, 1962; what it cannot learn: M. Minsky, S. Papert,
// 1969.)

import Shared

/// A neuron that learns from its errors.
///
/// When the classes can be separated by a straight line (a plane, a hyperplane), the rule finds one
/// in a finite number of steps. AND and OR can; XOR cannot, and there the number of errors never
/// reaches 0.
///
/// ```swift
/// var perceptron = Perceptron(inputs: 2)
/// let errors = perceptron.fit([[0, 0], [0, 1], [1, 0], [1, 1]], targets: [0, 0, 0, 1], epochs: 20)
/// errors.last                                  // 0: an epoch without an error
/// perceptron.predict([[1, 1], [0, 1]])         // [1, 0]
/// ```
/// scikit-learn: `sklearn.linear_model.Perceptron`.
public struct Perceptron: Equatable, Sendable {
  /// The strength of each input, shape [F].
  public var weights: Tensor

  /// What is added to the weighted inputs.
  public var bias: Float

  /// Creates a perceptron whose weights and bias are 0.
  public init(inputs: Int) {
    self.init(weights: Tensor(zeros: [inputs]), bias: 0)
  }

  /// Creates a perceptron with these weights, shape [F], and this bias.
  public init(weights: Tensor, bias: Float) {
    require(
      weights.rank == 1, "Perceptron: weights must be a vector — \(weights.shape) — use shape [F]")
    self.weights = weights
    self.bias = bias
  }

  /// The class of one example: 1 when `Σ_f weights[f] · x[f] + bias ≥ 0`, otherwise 0.
  ///
  /// - Parameter x: One example, shape [F].
  /// - Returns: 0 or 1.
  public func output(_ x: Tensor) -> Int {
    require(
      x.shape == weights.shape,
      "Perceptron.output: one input a weight is needed — \(x.shape) for \(weights.shape)"
        + " — pass one example of shape \(weights.shape)")
    todo("1.2 Perceptron.output")
  }

  /// The class of every row.
  ///
  /// - Parameter x: The examples, shape [N, F]; `x[row: n]` is one of them. N may be 0.
  /// - Returns: N zeros and ones.
  public func predict(_ x: Tensor) -> [Int] {
    requireExamples(x, "predict")
    todo("1.2 Perceptron.predict")
  }

  /// Learns from one example.
  ///
  /// ```
  /// error    = target − output            −1, 0 or 1
  /// weights += learningRate · error · x
  /// bias    += learningRate · error
  /// ```
  /// A right answer changes nothing. An example that should have fired and did not pulls the
  /// weights towards it, one that fired and should not have pushes them away.
  ///
  /// - Parameters:
  ///   - x: One example, shape [F].
  ///   - target: Its class, 0 or 1.
  ///   - learningRate: How far one error moves the weights.
  /// - Returns: Whether the answer was wrong before this step.
  @discardableResult
  public mutating func update(_ x: Tensor, target: Int, learningRate: Float = 1) -> Bool {
    require(
      target == 0 || target == 1,
      "Perceptron.update: a target is 0 or 1 — \(target) — recode the classes")
    todo("1.2 Perceptron.update")
  }

  /// Learns from all examples, in their order, several times over.
  ///
  /// One pass over all examples is an epoch. Learning ends after the first epoch without an error,
  /// or after `epochs` of them. The weights change within an epoch: each example meets those that
  /// the one before it left. Training goes on from the present weights.
  ///
  /// - Parameters:
  ///   - x: The examples, shape [N, F].
  ///   - targets: Their N classes, 0 or 1.
  ///   - epochs: The largest number of epochs.
  ///   - learningRate: How far one error moves the weights.
  /// - Returns: The number of errors in each epoch, as met during learning; its last element is 0
  ///   when an epoch without an error ended it.
  @discardableResult
  public mutating func fit(
    _ x: Tensor, targets: [Int], epochs: Int, learningRate: Float = 1
  ) -> [Int] {
    requireExamples(x, "fit")
    require(
      targets.count == x.shape[0],
      "Perceptron.fit: one target an example is needed — \(targets.count) for \(x.shape)"
        + " — pass \(x.shape[0])")
    todo("1.2 Perceptron.fit")
  }

  private func requireExamples(_ x: Tensor, _ operation: String) {
    require(
      x.rank == 2 && x.shape[1] == weights.count,
      "Perceptron.\(operation): a table with \(weights.count) columns is needed — \(x.shape)"
        + " — use shape [N, \(weights.count)]")
  }
}
