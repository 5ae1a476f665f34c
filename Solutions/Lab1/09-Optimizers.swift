// 1.9 Optimizers: stochastic gradient descent, momentum, Nesterov, Adam.
//
// Each rule is first one function for one parameter: the formula. Then a struct that keeps the
// state of every parameter of a network between steps.

import Foundation
import Shared

// The formulas work in place: `w += s·t` is `w.addScaled(t, by: s)`, and `v *= 0.9` reuses v's
// memory. `w = w - rate * g` is as right, but builds two more tensors of w's size at every step.

/// One step of gradient descent, `w ← w − η·g`.
///
/// Keras: `SGD(η)`. PyTorch: `torch.optim.SGD(params, lr=η)`.
///
/// - Parameters:
///   - parameter: Its `value` is w, its `gradient` g; the gradient stays as it is.
///   - learningRate: η.
public func descend(_ parameter: inout Parameter, learningRate: Float) {
  // BEGIN SOLUTION 1.9 descend
  parameter.value.addScaled(parameter.gradient, by: -learningRate)
  // END SOLUTION
}

/// One step with momentum: a ball that rolls downhill and keeps μ of its velocity.
///
///     v ← μ·v + g
///     w ← w − η·v
///
/// PyTorch's form: g enters v whole (not times 1 − μ, nor times η), and w moves by the *new* v. A
/// gradient that stays the same is thus felt 1/(1 − μ) times as strongly: ten times at μ = 0.9.
///
/// PyTorch: `SGD(params, lr=η, momentum=μ)`. Keras keeps −η·v; the same path at a constant η.
/// Source: Polyak, 1964.
///
/// - Parameters:
///   - parameter: w and g; g stays as it is.
///   - velocity: v, shaped like w; zeros before the first step.
///   - learningRate: η.
///   - momentum: μ, in 0..<1.
public func descend(
  _ parameter: inout Parameter, velocity: inout Tensor, learningRate: Float, momentum: Float
) {
  // BEGIN SOLUTION 1.9 momentum
  velocity.decay(by: momentum, adding: parameter.gradient)
  parameter.value.addScaled(velocity, by: -learningRate)
  // END SOLUTION
}

/// One step of Nesterov's momentum: it looks ahead to where the velocity is about to carry it.
///
///     v ← μ·v + g
///     w ← w − η·(g + μ·v)
///
/// The v in the second line is the new one. This is PyTorch's form, in which the gradient is taken
/// at w itself: its w is the point ahead, at which Nesterov's own form takes it.
///
/// PyTorch: `SGD(params, lr=η, momentum=μ, nesterov=True)`. Keras: `SGD(η, μ, nesterov=True)`.
/// Source: Nesterov, 1983; this form: Sutskever, Martens, Dahl and Hinton, 2013.
///
/// - Parameters:
///   - parameter: w and g; g stays as it is.
///   - velocity: v, shaped like w; zeros before the first step.
///   - learningRate: η.
///   - momentum: μ, in 0..<1.
public func descendNesterov(
  _ parameter: inout Parameter, velocity: inout Tensor, learningRate: Float, momentum: Float
) {
  // BEGIN SOLUTION 1.9 nesterov
  velocity.decay(by: momentum, adding: parameter.gradient)
  parameter.value.addScaled(parameter.gradient, by: -learningRate)
  parameter.value.addScaled(velocity, by: -learningRate * momentum)
  // END SOLUTION
}

/// One step of Adam: each element gets a learning rate of its own.
///
///     m ← β1·m + (1 − β1)·g               average gradient
///     v ← β2·v + (1 − β2)·g²              average squared gradient, element by element
///     m̂ = m / (1 − β1^t)                  both start at 0, so early on they are too small:
///     v̂ = v / (1 − β2^t)                  divide by the weight that they have gathered so far
///     w ← w − η·m̂ / (√v̂ + ε)              ε outside the root
///
/// The first step moves every element by about η, however large or small its gradient is.
/// `sqrt(tensor)` and `square(tensor)` work element by element; `pow(β, Float(t))` is Foundation's.
///
/// PyTorch: `torch.optim.Adam`. Keras: `Adam` (which has its ε elsewhere: 1e-7, beside √v).
/// Source: Kingma and Ba, 2015.
///
/// - Parameters:
///   - parameter: w and g; g stays as it is.
///   - mean: m, shaped like w; zeros before the first step.
///   - meanSquare: v, shaped like w; zeros before the first step.
///   - time: t, which step this is: 1 for the first.
///   - rule: η, β1, β2, ε.
public func descendAdam(
  _ parameter: inout Parameter, mean: inout Tensor, meanSquare: inout Tensor, time: Int,
  rule: AdamRule
) {
  // BEGIN SOLUTION 1.9 adam
  let gradient = parameter.gradient
  mean.decay(by: rule.beta1, adding: gradient, scaledBy: 1 - rule.beta1)
  meanSquare.decay(by: rule.beta2, addingSquareOf: gradient, scaledBy: 1 - rule.beta2)
  let gathered1 = 1 - pow(rule.beta1, Float(time))
  let gathered2 = 1 - pow(rule.beta2, Float(time))
  parameter.value.addScaled(
    mean, by: -rule.learningRate / gathered1,
    dividedByRootOf: meanSquare, scaledBy: 1 / gathered2, plus: rule.epsilon)
  // END SOLUTION
}

/// The numbers that steer Adam; as they stand they are PyTorch's defaults.
public struct AdamRule: Sendable, Equatable {
  /// Step length η.
  public var learningRate: Float
  /// How much of the average gradient survives a step, β1.
  public var beta1: Float
  /// How much of the average squared gradient survives a step, β2.
  public var beta2: Float
  /// Keeps the division finite, ε.
  public var epsilon: Float

  /// Sets η, β1, β2 and ε.
  public init(
    learningRate: Float = 0.001, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8
  ) {
    (self.learningRate, self.beta1, self.beta2, self.epsilon) = (
      learningRate, beta1, beta2, epsilon
    )
  }
}

/// Something that improves a network, one step for each mini-batch.
///
/// `step` reads the gradients that `backward` left and changes the values. It does not zero the
/// gradients: the training loop does (`model.zeroGradients()`, PyTorch's `optimizer.zero_grad()`).
public protocol Optimizer: Sendable {
  /// Step length η; a schedule may change it between steps.
  var learningRate: Float { get set }
  /// Changes every parameter of `model` by one step.
  mutating func step<Model: Layer>(_ model: inout Model)
}

/// Gradient descent, with momentum and Nesterov's look-ahead when asked for.
///
/// PyTorch: `torch.optim.SGD`. Keras: `keras.optimizers.SGD`.
public struct SGD: Optimizer {
  /// Step length η.
  public var learningRate: Float
  /// How much velocity survives a step, μ; 0 is plain gradient descent.
  public let momentum: Float
  /// Whether to look ahead.
  public let nesterov: Bool
  /// The velocity of each parameter, in visiting order; empty before the first step.
  public private(set) var velocities: [Tensor] = []

  /// Plain descent; with `momentum` above 0 a rolling ball, looking ahead with `nesterov`.
  public init(learningRate: Float, momentum: Float = 0, nesterov: Bool = false) {
    (self.learningRate, self.momentum, self.nesterov) = (learningRate, momentum, nesterov)
  }

  /// Moves each parameter by the rule that `momentum` and `nesterov` choose.
  ///
  /// A network has many parameters, each needs a velocity of its own, and `forEachParameter` hands
  /// them out nameless. But it visits them in the same order every time: number them while
  /// visiting, and keep `velocities[number]` (zeros of the parameter's shape on first sight).
  ///
  /// With μ = 0 no velocities are kept.
  public mutating func step<Model: Layer>(_ model: inout Model) {
    // BEGIN SOLUTION 1.9 SGD.step
    var number = 0
    model.forEachParameter { parameter in
      if momentum == 0 { return descend(&parameter, learningRate: learningRate) }
      if number == velocities.count {
        velocities.append(Tensor(zeros: parameter.value.shape))
      }
      if nesterov {
        descendNesterov(
          &parameter, velocity: &velocities[number], learningRate: learningRate,
          momentum: momentum)
      } else {
        descend(
          &parameter, velocity: &velocities[number], learningRate: learningRate,
          momentum: momentum)
      }
      number += 1
    }
    // END SOLUTION
  }
}

/// Adam, with the state of every parameter in visiting order.
public struct Adam: Optimizer {
  /// η, β1, β2, ε.
  public var rule: AdamRule
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

  /// Adam with the given numbers; as they stand they are PyTorch's.
  public init(
    learningRate: Float = 0.001, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8
  ) {
    rule = AdamRule(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }

  /// Moves each parameter by `descendAdam`.
  ///
  /// `time` goes up by one for each step, not for each parameter: they all share it.
  public mutating func step<Model: Layer>(_ model: inout Model) {
    // BEGIN SOLUTION 1.9 Adam.step
    time += 1
    var number = 0
    model.forEachParameter { parameter in
      if number == means.count {
        means.append(Tensor(zeros: parameter.value.shape))
        meanSquares.append(Tensor(zeros: parameter.value.shape))
      }
      descendAdam(
        &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule)
      number += 1
    }
    // END SOLUTION
  }
}
