// 3.8 Batch normalisation over channels: 2.3 for pictures, where the pixels of a channel are its
// examples; a backward that needs two sums a channel and no more; and a way to make the layer vanish
// once training is over. (S. Ioffe, C. Szegedy, 2015.)

import Lab1
import Shared

/// Normalises each channel over the batch and its pixels, then scales and shifts it.
///
/// ```
/// training:   x̂ = (x − μ[c]) / s[c]     μ[c]: mean over n, i, j; s[c] = √(v[c] + ε)
///             y = γ[c] · x̂ + β[c]       v[c]: variance over n, i, j, divided by M = N·H·W
/// inference:  the same with the running mean and variance in the place of μ and v
/// ```
/// A kernel is the same at every pixel, so its outputs at all pixels are numbers of one kind: they share
/// one mean, one deviation, one γ and one β. There are 2·C parameters. One number a channel, shape [C],
/// meets [N, C, H, W] as [1, C, 1, 1] (`spread`).
///
/// Running statistics and conventions are those of 2.3: momentum is the share of the *new* batch, and
/// the running variance takes the unbiased one. PyTorch: `nn.BatchNorm2d(C)`; Keras: `BatchNormalization()`,
/// which has the channels last.
public struct BatchNorm2d: Layer {
  /// γ, shape [C]; called `weight` in model files, as in PyTorch's.
  public var scale: Parameter
  /// β, shape [C]; called `bias` in model files.
  public var shift: Parameter
  /// The mean of each channel as training saw it, shape [C].
  public var runningMean: Tensor
  /// The variance of each channel as training saw it, shape [C].
  public var runningVariance: Tensor
  /// The share of each new batch in the running statistics.
  public let momentum: Float
  /// What keeps the root from 0, ε.
  public let epsilon: Float

  /// x̂ of the latest forward, shape [N, C, H, W].
  public internal(set) var normalized = Tensor(zeros: [0, 0, 0, 0])
  /// s of the latest forward, shape [C].
  public internal(set) var deviation = Tensor(ones: [0])
  /// The mode of the latest forward.
  public internal(set) var mode = Mode.training

  /// Creates a layer with γ = 1, β = 0, running mean 0 and running variance 1.
  ///
  /// - Parameters:
  ///   - channels: C, at least 1.
  ///   - momentum: The share of each new batch in the running statistics, from 0 to 1.
  ///   - epsilon: ε, above 0.
  public init(channels: Int, momentum: Float = 0.1, epsilon: Float = 1e-5) {
    require(
      channels > 0 && 0...1 ~= momentum && epsilon > 0,
      "BatchNorm2d: at least one channel, a momentum from 0 to 1 and a positive ε are needed —"
        + " \(channels), \(momentum), \(epsilon) — use 0.1 and 1e-5, the usual ones")
    scale = Parameter(Tensor(ones: [channels]), name: "weight")
    shift = Parameter(Tensor(zeros: [channels]), name: "bias")
    (runningMean, runningVariance) = (Tensor(zeros: [channels]), Tensor(ones: [channels]))
    (self.momentum, self.epsilon) = (momentum, epsilon)
  }

  /// Normalises by the batch in training, by the running statistics in inference.
  ///
  /// - Parameters:
  ///   - x: Images, shape [N, C, H, W].
  ///   - context: Its mode decides.
  /// - Returns: y, the shape of x.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(
      x.rank == 4 && x.shape[1] == scale.value.count,
      "BatchNorm2d.forward: images with \(scale.value.count) channels are needed — \(x.shape) — use"
        + " shape [N, \(scale.value.count), H, W]")
    mode = context.mode
    return mode == .training ? forwardTraining(x) : forwardInference(x)
  }

  /// The mean and the biased variance of each channel, over all images and pixels.
  ///
  /// The variance is the mean of the squared distances from the mean. (`mean(x²) − μ²` loses its digits
  /// where μ is large.) The mean of the variances of single images is *not* it: it misses how far the
  /// images' means are apart.
  ///
  /// - Parameter x: Images, shape [N, C, H, W], with at least one value a channel.
  /// - Returns: μ and v, both of shape [C].
  public func moments(_ x: Tensor) -> (mean: Tensor, variance: Tensor) {
    todo("3.8 BatchNorm2d.moments")
  }

  /// Normalises by the `moments` of this batch; keeps x̂ and s, and moves the running statistics.
  ///
  /// ```
  /// running mean     ← (1 − momentum) · running mean     + momentum · μ
  /// running variance ← (1 − momentum) · running variance + momentum · v · M / (M − 1)
  /// ```
  /// - Parameter x: Images, shape [N, C, H, W]. For M = N·H·W of 1 or less `require` stops with a
  ///   message that names the shape of x. (One image of several pixels is welcome.)
  /// - Returns: y, the shape of x.
  public mutating func forwardTraining(_ x: Tensor) -> Tensor {
    todo("3.8 BatchNorm2d.forwardTraining")
  }

  /// Normalises by the running statistics, which stay as they are; keeps x̂ and s.
  ///
  /// - Parameter x: Images, shape [N, C, H, W]; N may be 1.
  /// - Returns: y, the shape of x.
  public mutating func forwardInference(_ x: Tensor) -> Tensor {
    todo("3.8 BatchNorm2d.forwardInference")
  }

  /// The gradients of the latest forward; adds dγ and dβ to those of `scale` and `shift`.
  ///
  /// - Parameter dy: dL/dy, the shape of the latest output.
  /// - Returns: dL/dx.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    require(
      dy.shape == normalized.shape,
      "BatchNorm2d.backward: dy must have the shape of the latest output — dy \(dy.shape), remembered"
        + " x̂ \(normalized.shape) — keep it in forward: normalized = …")
    let (dScale, dShift) = parameterGradients(dy)
    scale.gradient += dScale
    shift.gradient += dShift
    return inputGradient(dy, dScale: dScale, dShift: dShift)
  }

  /// dγ and dβ of this batch, in both modes.
  ///
  /// ```
  /// y = γ[c] · x̂ + β[c]:    dγ[c] = Σ_n,i,j dy · x̂      dβ[c] = Σ_n,i,j dy
  /// ```
  /// - Parameter dy: dL/dy, shape [N, C, H, W].
  /// - Returns: Both, of shape [C].
  public func parameterGradients(_ dy: Tensor) -> (dScale: Tensor, dShift: Tensor) {
    todo("3.8 BatchNorm2d.parameterGradients")
  }

  /// dL/dx of the latest forward, from the two sums of `parameterGradients`.
  ///
  /// 2.3 found `dx = (dx̂ − mean(dx̂) − x̂ · mean(dx̂ · x̂)) / s` with `dx̂ = γ · dy`, for a batch's own μ and
  /// s. γ is the same in all M values of a channel and comes out of the means, and what is left in
  /// them is known already:
  ///
  /// ```
  /// mean(dx̂)     = γ · Σ dy / M      = γ · dβ / M
  /// mean(dx̂ · x̂) = γ · Σ dy · x̂ / M = γ · dγ / M
  /// dx = γ/s · (dy − dβ/M − x̂ · dγ/M)       training
  /// dx = γ/s · dy                           inference: μ and s are constants
  /// ```
  /// - Parameters:
  ///   - dy: dL/dy, shape [N, C, H, W].
  ///   - dScale: dγ of this dy, shape [C].
  ///   - dShift: dβ of this dy, shape [C].
  /// - Returns: dL/dx, shape [N, C, H, W]; the `mode` of the latest forward decides which.
  public func inputGradient(_ dy: Tensor, dScale: Tensor, dShift: Tensor) -> Tensor {
    todo("3.8 BatchNorm2d.inputGradient")
  }

  /// Visits γ, then β; the running statistics are no parameters, for no gradient leads to them.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&scale)
    body(&shift)
  }

  /// One number a channel, shape [C], as [1, C, 1, 1], which broadcasts with images.
  public func spread(_ perChannel: Tensor) -> Tensor {
    perChannel.reshaped(to: [1, perChannel.count, 1, 1])
  }
}

/// One convolution that does what `convolution` and then `norm` do in inference.
///
/// With the running statistics fixed, normalisation is a line in each output channel o, and a line after a
/// sum of products is a sum of other products:
///
/// ```
/// γ · (w∗x + b − μ)/s + β = (γ/s · w)∗x + (b − μ) · γ/s + β        s = √(running variance + ε)
/// w′[o] = γ[o]/s[o] · w[o]         b′[o] = (b[o] − μ[o]) · γ[o]/s[o] + β[o]
/// ```
/// A convolution without a bias has b = 0. Every network is folded like this before it goes to a phone.
/// PyTorch: `torch.nn.utils.fusion.fuse_conv_bn_eval`.
///
/// - Parameters:
///   - convolution: What runs first, with or without a bias.
///   - norm: What follows it, with as many channels as the convolution has outputs.
/// - Returns: A convolution with a bias, and the stride and padding of the first.
public func folded(_ convolution: Conv2d, _ norm: BatchNorm2d) -> Conv2d {
  let outputs = convolution.weight.value.shape[0]
  require(
    outputs == norm.scale.value.count,
    "folded: the norm must follow the convolution — \(outputs) outputs, \(norm.scale.value.count)"
      + " channels")
  todo("3.8 folded")
}
