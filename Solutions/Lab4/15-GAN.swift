// 4.15 A generative adversarial network: two networks that train each other. The generator makes
// pictures out of noise; the discriminator says whether a picture is real. Neither is ever told what a
// good picture looks like.

import Lab1
import Shared

/// What the discriminator minimises, and the gradient for each half of its batch.
public struct DiscriminatorLoss: Sendable, Equatable {
  /// The sum of the losses of both halves.
  public var loss: Float
  /// The gradient by the logits of the real examples, their shape.
  public var real: Tensor
  /// The gradient by the logits of the fakes, their shape.
  public var fake: Tensor

  /// Puts the results together.
  public init(loss: Float, real: Tensor, fake: Tensor) {
    (self.loss, self.real, self.fake) = (loss, real, fake)
  }
}

/// The loss of the discriminator: real ones should get 1, fakes 0.
///
///     L_D = BCE(real logits, realTarget) + BCE(fake logits, 0)        a mean over each half, summed
///
/// BCE is `binaryCrossEntropy` (1.4), which takes logits. A discriminator that can only guess, all
/// logits 0, has 2·ln 2. With `realTarget` 0.9 it never becomes quite sure, and its gradient does not
/// die ("one-sided label smoothing": Salimans and others, "Improved techniques for training GANs",
/// 2016); the target of the fakes stays 0.
///
/// - Parameters:
///   - real: What the discriminator gives for real examples, [N, 1].
///   - fake: What it gives for fakes, [M, 1].
///   - realTarget: The target of the real ones.
/// - Returns: The loss and both gradients.
public func discriminatorLoss(
  real: Tensor, fake: Tensor, realTarget: Float = 1
) -> DiscriminatorLoss {
  // BEGIN SOLUTION 4.15 discriminatorLoss
  let onReal = binaryCrossEntropy(
    logits: real, target: Tensor(repeating: realTarget, shape: real.shape))
  let onFake = binaryCrossEntropy(logits: fake, target: Tensor(zeros: fake.shape))
  return DiscriminatorLoss(
    loss: onReal.loss + onFake.loss, real: onReal.gradient, fake: onFake.gradient)
  // END SOLUTION
}

/// The loss of the generator: its fakes should be taken for real.
///
///     L_G = BCE(fake logits, 1)  = mean of −ln σ(z)         gradient (σ(z) − 1) / M
///
/// This is the *non-saturating* form. The game's own loss, the mean of `ln(1 − σ(z))`, has its best
/// value in the same place and the gradient −σ(z) / M: nearly 0 as long as the discriminator sees
/// through every fake, just when the generator needs it.
///
/// - Parameter fake: What the discriminator gives for fakes, [M, 1].
/// - Returns: The loss, and its gradient by the logits.
public func generatorLoss(fake: Tensor) -> LossResult {
  // BEGIN SOLUTION 4.15 generatorLoss
  return binaryCrossEntropy(logits: fake, target: Tensor(ones: fake.shape))
  // END SOLUTION
}

/// A generator and its discriminator.
///
///     noise [M, Z] → generator → fakes [M, F]
///     examples [N, F] → discriminator → logits [N, 1]
///
/// It is no `Layer`: there is no one loss. Each network has an optimizer of its own, and moves alone.
///
/// Source: Goodfellow and others, "Generative adversarial nets", 2014.
public struct GAN: Sendable {
  /// From noise, [M, Z], to fakes, [M, F].
  public var generator: Sequential
  /// From examples, [N, F], to one logit each, [N, 1].
  public var discriminator: Sequential
  /// Z, the numbers that a fake is made of.
  public let latents: Int

  /// Sets two networks against each other.
  public init(generator: Sequential, discriminator: Sequential, latents: Int) {
    (self.generator, self.discriminator) = (generator, discriminator)
    self.latents = latents
  }

  /// Fakes out of noise, `Tensor(randomNormal: [count, Z], using: &context.generator)`.
  ///
  /// - Parameters:
  ///   - count: M.
  ///   - context: Source of the noise; then handed to the generator.
  /// - Returns: What the generator gives, [M, F].
  public mutating func fakes(_ count: Int, _ context: inout Context) -> Tensor {
    // BEGIN SOLUTION 4.15 GAN.fakes
    let noise = Tensor(randomNormal: [count, latents], using: &context.generator)
    return generator.forward(noise, &context)
    // END SOLUTION
  }

  /// One step of the discriminator, on real examples and as many fakes.
  ///
  /// 1. set the discriminator's gradients to zero: the generator's step leaves its own there
  /// 2. make N `fakes`
  /// 3. *one* forward over both, the real ones above the fakes, [2N, F]: a layer remembers only its
  ///    latest forward. `Tensor(concatenating:)` joins, `rows` cuts
  /// 4. `discriminatorLoss`; both gradients, joined in the same order, go backward
  /// 5. the optimizer moves the discriminator. To the generator nothing happens: its backward is not
  ///    called
  ///
  /// - Parameters:
  ///   - real: Real examples, [N, F].
  ///   - optimizer: The discriminator's.
  ///   - realTarget: As for `discriminatorLoss`.
  ///   - context: Source of the noise; handed to both networks.
  /// - Returns: The loss before the step.
  public mutating func discriminatorStep<Rule: Optimizer>(
    real: Tensor, _ optimizer: inout Rule, realTarget: Float = 1, _ context: inout Context
  ) -> Float {
    // BEGIN SOLUTION 4.15 GAN.discriminatorStep
    discriminator.zeroGradients()
    let n = real.shape[0]
    let both = Tensor(concatenating: [real, fakes(n, &context)])  // [2N, F]
    let logits = discriminator.forward(both, &context)  // [2N, 1]
    let result = discriminatorLoss(
      real: logits.rows(0..<n), fake: logits.rows(n..<2 * n), realTarget: realTarget)
    _ = discriminator.backward(Tensor(concatenating: [result.real, result.fake]))
    optimizer.step(&discriminator)
    return result.loss
    // END SOLUTION
  }

  /// One step of the generator, on fresh fakes.
  ///
  /// Its loss is at the discriminator's output, so the gradient goes back *through* the discriminator
  /// to the fakes, and from there through the generator. Only the generator moves.
  ///
  /// - Parameters:
  ///   - count: M, how many fakes.
  ///   - optimizer: The generator's.
  ///   - context: Source of the noise; handed to both networks.
  /// - Returns: The loss before the step.
  public mutating func generatorStep<Rule: Optimizer>(
    count: Int, _ optimizer: inout Rule, _ context: inout Context
  ) -> Float {
    // BEGIN SOLUTION 4.15 GAN.generatorStep
    generator.zeroGradients()
    let logits = discriminator.forward(fakes(count, &context), &context)  // [M, 1]
    let result = generatorLoss(fake: logits)
    _ = generator.backward(discriminator.backward(result.gradient))
    optimizer.step(&generator)
    return result.loss
    // END SOLUTION
  }
}
