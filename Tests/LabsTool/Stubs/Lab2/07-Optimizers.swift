// 2.7 RMSprop and AdamW: two more optimizers, in the shape of Lab 1's. First the rule for one
// parameter, then a struct that keeps the state of every parameter of a network. And weight decay,
// which Adam distorts when it comes in through the gradient, with the cure.

import Lab1
import Shared

/// One step of RMSprop: the gradient divided by its own typical size, element by element.
///
///     v ← α·v + (1 − α)·g²       average squared gradient
///     w ← w − η·g / (√v + ε)     ε outside the root
///
/// Adam without the average of the gradient itself, and without the corrections: v starts at 0, so
/// the first step is 1/√(1 − α) times η long, ten times at α = 0.99. All work element by element;
/// `square` and `sqrt` take tensors.
///
/// PyTorch: `torch.optim.RMSprop`. Keras: `RMSprop`, with its ε inside the root, √(v + ε).
/// Source: Hinton, Srivastava and Swersky, lecture 6 of "Neural Networks for Machine Learning", 2012.
///
/// - Parameters:
///   - parameter: w and g; g stays as it is.
///   - meanSquare: v, shaped like w; zeros before the first step.
///   - rule: η, α, ε.
public func descendRMSprop(
  _ parameter: inout Parameter, meanSquare: inout Tensor, rule: RMSpropRule
) {
  todo("2.7 rmsprop")
}

/// The numbers that steer RMSprop; as they stand they are PyTorch's defaults.
public struct RMSpropRule: Sendable, Equatable {
  /// Step length η.
  public var learningRate: Float
  /// How much of the average squared gradient survives a step, α (Keras: `rho`, 0.9 there).
  public var smoothing: Float
  /// Keeps the division finite, ε.
  public var epsilon: Float

  /// Sets η, α and ε.
  public init(learningRate: Float = 0.01, smoothing: Float = 0.99, epsilon: Float = 1e-8) {
    (self.learningRate, self.smoothing, self.epsilon) = (learningRate, smoothing, epsilon)
  }
}

/// Where weight decay enters a step of Adam.
public enum WeightDecayForm: Sendable, Equatable {
  /// AdamW: the weight itself shrinks, beside Adam's step.
  case decoupled
  /// L2: λ·w is added to the gradient, and goes through Adam's averages with it.
  case addedToGradient
}

/// One step of Adam with weight decay, in one of two forms.
///
///     decoupled            w ← w·(1 − η·λ), then Adam's step with g
///     added to gradient    Adam's step with g + λ·w, where w is the one before the step
///
/// Under plain descent both are the same. Under Adam they are not: what enters through the gradient
/// is divided by √v too, so weights with large gradients hardly decay. Decoupled, every weight
/// shrinks by the same share, and g alone makes the averages.
///
/// `descendAdam` of Lab 1 makes Adam's step; it reads `parameter.gradient`, which afterwards must be
/// g again.
///
/// PyTorch: `AdamW(weight_decay=λ)` and `Adam(weight_decay=λ)`. Keras: `AdamW`.
/// Source: Loshchilov and Hutter, "Decoupled weight decay regularization", 2019.
///
/// - Parameters:
///   - parameter: w and g; g stays as it is.
///   - mean: Adam's m, shaped like w; zeros before the first step.
///   - meanSquare: Adam's v, shaped like w; zeros before the first step.
///   - time: Which step this is: 1 for the first.
///   - rule: η, β1, β2, ε.
///   - weightDecay: λ.
///   - form: Where λ enters.
public func descendDecaying(
  _ parameter: inout Parameter, mean: inout Tensor, meanSquare: inout Tensor, time: Int,
  rule: AdamRule, weightDecay: Float, form: WeightDecayForm
) {
  todo("2.7 decaying")
}

/// Whether a parameter decays: weights do; biases and the scale and shift of norms do not.
///
/// Decay is there to keep a function from bending too sharply, and only factors of the inputs bend
/// it. A bias shifts; a norm's scale starts at 1 and pulling it to 0 would silence the layer. All of
/// those are vectors, `[O]` or `[F]`, and weights have two axes or more. So the rank decides, as for
/// `isPenalized` of 2.6; write it out here, so that 2.7 stands alone.
///
/// PyTorch decays everything unless told otherwise by parameter groups; this rule is the common one
/// (GPT-2 and its followers).
///
/// - Parameter parameter: Any parameter of a network.
/// - Returns: True from rank 2 on.
public func decays(_ parameter: Parameter) -> Bool {
  todo("2.7 decays")
}

/// RMSprop, with the average squared gradient of every parameter in visiting order.
public struct RMSprop: Optimizer {
  /// η, α, ε.
  public var rule: RMSpropRule
  /// The average squared gradient of each parameter; empty before the first step.
  public private(set) var meanSquares: [Tensor] = []

  /// Step length η.
  public var learningRate: Float {
    get { rule.learningRate }
    set { rule.learningRate = newValue }
  }

  /// RMSprop with the given numbers; as they stand they are PyTorch's.
  public init(learningRate: Float = 0.01, smoothing: Float = 0.99, epsilon: Float = 1e-8) {
    rule = RMSpropRule(learningRate: learningRate, smoothing: smoothing, epsilon: epsilon)
  }

  /// Moves each parameter by `descendRMSprop`.
  ///
  /// Number the parameters while visiting, as in `SGD` and `Adam` of Lab 1: the third one visited
  /// owns `meanSquares[2]`, zeros of its shape on first sight. A learning rate below 0 climbs, and
  /// NaN spoils every weight: `require` stops on either with a message that names the rate. 0 is
  /// allowed, and moves nothing.
  public mutating func step<Model: Layer>(_ model: inout Model) {
    todo("2.7 RMSprop.step")
  }
}

/// Adam with weight decay on the parameters that `decays` names, the state in visiting order.
public struct AdamW: Optimizer {
  /// η, β1, β2, ε.
  public var rule: AdamRule
  /// λ: the share of a weight that decays away is η·λ a step.
  public var weightDecay: Float
  /// Where λ enters; `.addedToGradient` makes it Adam with L2, for comparison.
  public var form: WeightDecayForm
  /// The steps taken so far.
  public private(set) var time = 0
  /// The average gradient of each parameter; empty before the first step.
  public private(set) var means: [Tensor] = []
  /// The average squared gradient of each parameter; empty before the first step.
  public private(set) var meanSquares: [Tensor] = []

  /// Step length η.
  public var learningRate: Float {
    get { rule.learningRate }
    set { rule.learningRate = newValue }
  }

  /// AdamW with the given numbers; as they stand they are PyTorch's.
  public init(
    learningRate: Float = 0.001, weightDecay: Float = 0.01, beta1: Float = 0.9,
    beta2: Float = 0.999, epsilon: Float = 1e-8, form: WeightDecayForm = .decoupled
  ) {
    rule = AdamRule(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    (self.weightDecay, self.form) = (weightDecay, form)
  }

  /// Moves each parameter by `descendDecaying`: with λ where `decays` says so, otherwise with 0.
  ///
  /// `time` goes up by one for each step, not for each parameter. A negative or NaN learning rate or
  /// weight decay is refused: `require` stops with a message that names it.
  public mutating func step<Model: Layer>(_ model: inout Model) {
    todo("2.7 AdamW.step")
  }
}
