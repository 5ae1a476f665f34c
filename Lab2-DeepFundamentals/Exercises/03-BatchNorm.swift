// 2.3 Batch normalisation: give every feature mean 0 and variance 1 over the batch, then let the
// network choose the mean and spread it wants. (S. Ioffe, C. Szegedy, 2015.)

import Shared

/// Normalises each feature over the batch, then scales and shifts it.
///
/// ```
/// training:   x̂ = (x − μ) / s       μ: mean of the feature over the batch, s = √(v + ε)
///             y = γ · x̂ + β         v: its variance, divided by M (the biased one)
/// inference:  the same with the running mean and variance in the place of μ and v
/// ```
/// In training an example's output depends on the others of its batch; in inference it must not, so
/// training keeps running statistics for later. M is the number of values of a feature: N for
/// `[N, F]`. Images `[N, C, H, W]` are taken too: their features are the C channels, each normalised
/// over M = N · H · W values. Write the reductions along `axes(of: x)` with `keepingAxis: true`, and
/// one body serves both.
///
/// PyTorch: `nn.BatchNorm1d(F)`, `nn.BatchNorm2d(C)`. Keras: `BatchNormalization()`, whose momentum is the
/// share that *stays*, 0.99 (here and in PyTorch it is the share that is new, 0.1), whose ε is 0.001, and
/// which keeps the biased variance.
public struct BatchNorm: Layer {
  /// γ, one number a feature; called `weight` in model files, as in PyTorch's.
  public var scale: Parameter
  /// β, one number a feature; called `bias` in model files.
  public var shift: Parameter
  /// The mean of each feature as training saw it, shape [F]; not a parameter, no gradient.
  public var runningMean: Tensor
  /// The variance of each feature as training saw it, shape [F].
  public var runningVariance: Tensor
  /// The share of each new batch in the running statistics.
  public let momentum: Float
  /// What keeps the root from 0, ε.
  public let epsilon: Float

  /// x̂ of the latest forward, the shape of x.
  public private(set) var normalized = Tensor(zeros: [0, 0])
  /// s of the latest forward, one number a feature, in the shape that broadcasts with x.
  public private(set) var deviation = Tensor(ones: [1, 0])
  /// The mode of the latest forward.
  public private(set) var mode = Mode.training

  /// Creates a layer with γ = 1, β = 0, running mean 0 and running variance 1.
  ///
  /// - Parameters:
  ///   - features: F, or the number of channels; at least 1.
  ///   - momentum: The share of each new batch in the running statistics, from 0 to 1.
  ///   - epsilon: ε, above 0.
  public init(features: Int, momentum: Float = 0.1, epsilon: Float = 1e-5) {
    require(
      features > 0 && momentum >= 0 && momentum <= 1 && epsilon > 0,
      "BatchNorm: at least one feature, a momentum from 0 to 1 and a positive ε are needed —"
        + " \(features), \(momentum), \(epsilon) — use 0.1 and 1e-5, the usual ones")
    scale = Parameter(Tensor(ones: [features]), name: "weight")
    shift = Parameter(Tensor(zeros: [features]), name: "bias")
    runningMean = Tensor(zeros: [features])
    runningVariance = Tensor(ones: [features])
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// Normalises by the batch in training, by the running statistics in inference.
  ///
  /// A NaN in the data spoils its feature: all of its outputs, and in training its running statistics
  /// for good. Look for it before training (`x.hasNonFinite`).
  ///
  /// - Parameters:
  ///   - x: The inputs, [N, F] or [N, C, H, W].
  ///   - context: Its mode decides.
  /// - Returns: y, the shape of x.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(
      (x.rank == 2 || x.rank == 4) && x.shape[1] == scale.value.count,
      "BatchNorm.forward: an input with \(scale.value.count) features is needed — \(x.shape) —"
        + " use shape [N, \(scale.value.count)] or [N, \(scale.value.count), H, W]")
    mode = context.mode
    return mode == .training ? forwardTraining(x) : forwardInference(x)
  }

  /// Mixes the statistics of a batch into the running ones.
  ///
  /// ```
  /// running ← (1 − momentum) · running + momentum · batch
  /// ```
  /// The running variance is an estimate for examples not yet seen, so it takes the *unbiased*
  /// variance of the batch, `v · M / (M − 1)`, although x̂ is made with the biased v.
  ///
  /// - Parameters:
  ///   - mean: μ, shape [F].
  ///   - variance: v, the biased one, shape [F].
  ///   - count: M, at least 2.
  public mutating func updateRunningStatistics(mean: Tensor, variance: Tensor, count: Int) {
    todo("2.3 BatchNorm.updateRunningStatistics")
  }

  /// Normalises by the statistics of this batch, and keeps x̂, s and the running statistics.
  ///
  /// One value has no spread: x − μ is 0, and the output β whatever the input. So `require` stops
  /// when M is 1 or less, with a message that names the shape of x. (A batch of one image has H · W
  /// values a channel, and is welcome.)
  ///
  /// - Parameter x: The inputs, [N, F] or [N, C, H, W].
  /// - Returns: y, the shape of x.
  public mutating func forwardTraining(_ x: Tensor) -> Tensor {
    todo("2.3 BatchNorm.forwardTraining")
  }

  /// Normalises by the running statistics, which stay as they are; keeps x̂ and s.
  ///
  /// - Parameter x: The inputs, [N, F] or [N, C, H, W]; N may be 1.
  /// - Returns: y, the shape of x.
  public mutating func forwardInference(_ x: Tensor) -> Tensor {
    todo("2.3 BatchNorm.forwardInference")
  }

  /// The gradients of the latest forward; adds dγ and dβ to those of `scale` and `shift`.
  ///
  /// - Parameter dy: dL/dy, the shape of the latest output.
  /// - Returns: dL/dx.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    require(
      dy.shape == normalized.shape,
      "BatchNorm.backward: dy must have the shape of the latest output — dy \(dy.shape), remembered"
        + " x̂ \(normalized.shape) — keep it in forward: normalized = …")
    addParameterGradients(dy)
    let dNormalized = dy * spread(scale.value, over: dy)
    return mode == .training
      ? backwardTraining(dNormalized) : backwardInference(dNormalized)
  }

  /// dγ and dβ, in both modes.
  ///
  /// ```
  /// y[n, f] = γ[f] · x̂[n, f] + β[f]     γ[f] is used once for each value of feature f, so
  /// dγ[f]   = Σ_n dy[n, f] · x̂[n, f]    its gradient is a sum over all of them
  /// dβ[f]   = Σ_n dy[n, f]
  /// ```
  /// - Parameter dy: dL/dy, the shape of the latest output.
  public mutating func addParameterGradients(_ dy: Tensor) {
    todo("2.3 BatchNorm.addParameterGradients")
  }

  /// Back through `x̂ = (x − μ) / s` where μ and s are the batch's own.
  ///
  /// x[n] acts on its own x̂[n], and on every x̂[m] of the feature through μ and s:
  ///
  /// ```
  /// ∂μ/∂x[n]    = 1/M
  /// ∂s/∂x[n]    = (1/2s) · ∂v/∂x[n] = (1/2s) · 2 (x[n] − μ)/M = x̂[n]/M
  /// ∂x̂[m]/∂x[n] = (δ[m, n] − ∂μ/∂x[n]) / s − (x[m] − μ)/s² · ∂s/∂x[n]
  ///             = (δ[m, n] − 1/M − x̂[m] · x̂[n]/M) / s
  /// dx[n]       = Σ_m dx̂[m] · ∂x̂[m]/∂x[n]
  ///             = (dx̂[n] − mean(dx̂) − x̂[n] · mean(dx̂ · x̂)) / s
  /// ```
  /// Both means are over the M values of the feature. Adding a constant to a feature, or doubling it,
  /// changes nothing: so dx has no part along the constant and none along x̂.
  ///
  /// - Parameter dNormalized: dL/dx̂, the shape of the latest output.
  /// - Returns: dL/dx.
  public func backwardTraining(_ dNormalized: Tensor) -> Tensor {
    todo("2.3 BatchNorm.backwardTraining")
  }

  /// Back through `x̂ = (x − μ) / s` where μ and s are the running ones: constants.
  ///
  /// - Parameter dNormalized: dL/dx̂, the shape of the latest output.
  /// - Returns: dL/dx, `dx̂ / s`.
  public func backwardInference(_ dNormalized: Tensor) -> Tensor {
    todo("2.3 BatchNorm.backwardInference")
  }

  /// Visits γ, then β.
  ///
  /// The running statistics are no parameters: no gradient leads to them.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&scale)
    body(&shift)
  }
}

extension BatchNorm {
  /// The axes over which a feature is normalised: all but axis 1.
  public func axes(of x: Tensor) -> [Int] { x.rank == 2 ? [0] : [0, 2, 3] }

  /// One number a feature, shape [F], as [1, F] or [1, F, 1, 1], which broadcasts with x.
  public func spread(_ perFeature: Tensor, over x: Tensor) -> Tensor {
    perFeature.reshaped(to: x.rank == 2 ? [1, perFeature.count] : [1, perFeature.count, 1, 1])
  }
}
