// The vocabulary that every layer of the course speaks: a parameter, a context, forward and backward.

/// A tensor that training changes, with the gradient of the loss beside it.
public struct Parameter: Sendable {
  /// What the layer computes with.
  public var value: Tensor
  /// Derivative of the loss by `value`, of the same shape; `backward` adds to it.
  public var gradient: Tensor
  /// What reports and model files call it, such as `weight`.
  public var name: String

  /// The parameter of the given value, with a gradient of zeros.
  public init(_ value: Tensor, name: String = "") {
    self.value = value
    gradient = Tensor(zeros: value.shape)
    self.name = name
  }
}

/// What a model is run for.
public enum Mode: Sendable {
  /// Learning: layers that add noise or gather statistics do so.
  case training
  /// Prediction: the result depends on the input alone.
  case inference
}

/// What a forward pass knows besides its input.
public struct Context: Sendable {
  /// What the model is run for.
  public var mode: Mode
  /// Source of all randomness in the pass.
  public var generator: SeededGenerator

  /// The context of a mode, with a generator started from a seed.
  public init(_ mode: Mode = .training, seed: UInt64 = 0) {
    self.mode = mode
    generator = SeededGenerator(seed: seed)
  }
}

/// A differentiable function with parameters.
///
/// Layers are structs, so a copy of a model is a checkpoint of it. Call a layer where it is stored,
/// `layers[i].forward(x, &context)`: a layer that was copied out remembers its input in the copy.
public protocol Layer: Sendable {
  /// Computes the output and remembers what `backward` needs.
  ///
  /// - Parameters:
  ///   - x: Inputs, the batch first.
  ///   - context: Mode and randomness of this pass.
  /// - Returns: Outputs, the batch first.
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor

  /// Applies the chain rule to the latest `forward`.
  ///
  /// - Parameter dy: Derivative of the loss by the output, of the output's shape.
  /// - Returns: Derivative of the loss by the input. The derivatives by the parameters are added to
  ///   their gradients.
  mutating func backward(_ dy: Tensor) -> Tensor

  /// Calls `body` with each parameter, always in the same order.
  mutating func forEachParameter(_ body: (inout Parameter) -> Void)
}

extension Layer {
  /// Sets all gradients to zero, as before each batch.
  public mutating func zeroGradients() {
    forEachParameter { $0.gradient.fill(0) }
  }

  /// Number of numbers that training changes.
  public var parameterCount: Int {
    mutating get {
      var count = 0
      forEachParameter { count += $0.value.count }
      return count
    }
  }
}
