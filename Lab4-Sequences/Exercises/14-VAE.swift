// 4.14 The variational autoencoder: an autoencoder from whose codes one can draw. The encoder gives a
// cloud for each input instead of a point, and all clouds together are pressed into the shape of one
// normal distribution. Decode a draw from that, and a new example comes out.

import Lab1
import Shared

/// A gradient by the mean and by the log-variance of a normal distribution, [N, Z] each.
public struct GaussianGradient: Sendable, Equatable {
  /// dL/dμ.
  public var mean: Tensor
  /// dL/d(log σ²).
  public var logVariance: Tensor

  /// Puts two gradients together.
  public init(mean: Tensor, logVariance: Tensor) {
    (self.mean, self.logVariance) = (mean, logVariance)
  }
}

/// A draw from N(μ, σ²) as a function of μ and σ: the reparameterisation trick.
///
///     z = μ + ε·σ,   σ = e^(logVariance / 2),   ε drawn from N(0, 1)
///
/// A draw itself has no derivative. Here the chance is outside, in ε, and z is a plain sum and product.
/// The network gives the *logarithm* of σ²: any number is allowed, and σ is always positive.
///
/// - Parameters:
///   - mean: μ, [N, Z].
///   - logVariance: log σ², [N, Z].
///   - noise: ε, [N, Z].
/// - Returns: z, [N, Z].
public func reparameterized(mean: Tensor, logVariance: Tensor, noise: Tensor) -> Tensor {
  todo("4.14 reparameterized")
}

/// The backward of `reparameterized`.
///
///     dL/dμ = dz                      ∂z/∂μ = 1
///     dL/d(logVariance) = dz · ε·σ/2  ∂σ/∂(logVariance) = σ/2
///
/// - Parameters:
///   - dz: dL/dz, [N, Z].
///   - logVariance: log σ² of the forward, [N, Z].
///   - noise: ε of the forward, [N, Z].
/// - Returns: Both gradients, [N, Z] each.
public func reparameterizedBackward(
  _ dz: Tensor, logVariance: Tensor, noise: Tensor
) -> GaussianGradient {
  todo("4.14 reparameterizedBackward")
}

/// How far N(μ, σ²) is from N(0, 1): the Kullback–Leibler divergence, with its gradient.
///
///     KL = 1/N · Σ_n Σ_z −½·(1 + logVariance − μ² − σ²)
///     dKL/dμ             = μ / N
///     dKL/d(logVariance) = ½·(σ² − 1) / N
///
/// A *sum* over the Z latents and a *mean* over the batch: the latents of one example are independent,
/// and the logarithm of a product is a sum. It is 0 exactly where μ = 0 and σ = 1, never negative.
///
/// - Parameters:
///   - mean: μ, [N, Z], N at least 1.
///   - logVariance: log σ², [N, Z].
/// - Returns: KL and its gradient.
public func klDivergence(
  mean: Tensor, logVariance: Tensor
) -> (loss: Float, gradient: GaussianGradient) {
  todo("4.14 klDivergence")
}

/// How badly logits describe pixels: the binary cross-entropy, *summed* over the F pixels of an
/// example and averaged over the batch.
///
/// `binaryCrossEntropy` (1.4) is a mean over all N·F numbers, so this is F times it, loss and gradient.
/// The F matters: the KL divergence is a sum over latents of the same example, in the same nats. With
/// the mean over pixels it would weigh F times too much, and the code would say nothing.
///
/// - Parameters:
///   - logits: What the decoder gives, [N, F].
///   - target: The pixels, in 0…1, [N, F].
/// - Returns: The loss, in nats an example, and its gradient.
public func reconstructionLoss(logits: Tensor, target: Tensor) -> LossResult {
  todo("4.14 reconstructionLoss")
}

/// A variational autoencoder.
///
///     x [N, F] → encoder → [μ | logVariance] [N, 2Z] → z = μ + ε·σ [N, Z] → decoder → logits [N, F]
///
/// It maximises the evidence lower bound (ELBO) of log p(x): minus the reconstruction loss, minus the
/// KL divergence. The second term is not seen by the loss at the output; `backward` adds its gradient
/// where it arises, at μ and logVariance.
///
/// Source: Kingma and Welling, "Auto-encoding variational Bayes", 2014. With `klWeight` ≠ 1: Higgins
/// and others, "beta-VAE", 2017.
public struct VAE: Layer {
  /// From [N, F] to [N, 2Z]: μ left, logVariance right.
  public var encoder: Sequential
  /// From [N, Z] to logits, [N, F].
  public var decoder: Sequential
  /// What the KL divergence is multiplied by in what is minimised; 1 is the ELBO.
  public var klWeight: Float
  /// Z, the numbers of a code.
  public let latents: Int
  /// μ of the latest forward, [N, Z].
  public internal(set) var mean = Tensor(zeros: [0, 0])
  /// log σ² of the latest forward, [N, Z].
  public internal(set) var logVariance = Tensor(zeros: [0, 0])
  /// ε of the latest forward, [N, Z].
  public internal(set) var noise = Tensor(zeros: [0, 0])

  /// Puts a decoder of Z numbers behind an encoder that gives 2Z.
  public init(encoder: Sequential, decoder: Sequential, latents: Int, klWeight: Float = 1) {
    (self.encoder, self.decoder) = (encoder, decoder)
    (self.latents, self.klWeight) = (latents, klWeight)
  }

  /// Encodes, draws, decodes; remembers μ, logVariance and ε.
  ///
  /// 1. run the encoder and cut its output in the middle: `mean` left, `logVariance` right
  /// 2. `noise`: in training normal numbers from the context's generator, in inference zeros, so that
  ///    z is μ
  /// 3. `reparameterized`, and the decoder on it
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, F].
  ///   - context: Mode, and the source of ε; handed to encoder and decoder.
  /// - Returns: Logits, [N, F]. When the encoder gives another number of columns than 2Z `require` stops
  ///   with a message that names the shape.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("4.14 VAE.forward")
  }

  /// The gradients of reconstruction *and* KL divergence.
  ///
  ///     dz             = decoder.backward(dy)
  ///     [dμ | dlogVar] = reparameterizedBackward(dz) + klWeight · (gradient of klDivergence)
  ///     dx             = encoder.backward([dμ | dlogVar])
  ///
  /// - Parameter dy: The gradient of the reconstruction loss by the logits, [N, F].
  /// - Returns: The gradient of both terms by x, [N, F].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("4.14 VAE.backward")
  }

  /// Visits the parameters of the encoder, then those of the decoder.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    encoder.forEachParameter(body)
    decoder.forEachParameter(body)
  }
}

extension VAE {
  /// New examples: codes drawn from N(0, 1), decoded in `.inference` mode; the VAE is not changed.
  ///
  /// - Parameters:
  ///   - count: How many, N.
  ///   - generator: Source of the codes, `Tensor(randomNormal: [N, Z], using: &generator)`.
  /// - Returns: The *probabilities* of the pixels, σ(logits), [N, F].
  public func samples(_ count: Int, using generator: inout SeededGenerator) -> Tensor {
    todo("4.14 VAE.samples")
  }
}

/// One step of training on one batch: the five moves of Lab 1's `trainingStep`, with
/// `reconstructionLoss` at the output.
///
/// - Parameters:
///   - model: The VAE to improve.
///   - optimizer: What moves its parameters.
///   - x: Pixels in 0…1, [N, F].
///   - context: Handed to `forward`.
/// - Returns: Both terms before the step.
public func vaeStep<Rule: Optimizer>(
  _ model: inout VAE, _ optimizer: inout Rule, x: Tensor, _ context: inout Context
) -> EvidenceBound {
  todo("4.14 vaeStep")
}
