// The training loops of 4.13 to 4.15, and what they say: an epoch is a step on every batch, and every
// step is reported. The steps themselves are the exercises.

import Lab1
import Shared

/// What to learn from, and for how long.
public struct ExamplePlan: Sendable, Equatable {
  /// The examples, [N, …].
  public var inputs: Tensor
  /// Passes over all of them.
  public var epochs: Int
  /// Examples of a batch.
  public var batchSize: Int

  /// Describes a training.
  public init(inputs: Tensor, epochs: Int, batchSize: Int) {
    (self.inputs, self.epochs, self.batchSize) = (inputs, epochs, batchSize)
  }

  /// The batches of one epoch in a new order, by `shuffledBatches` (1.10).
  public func batches(using generator: inout SeededGenerator) -> [Tensor] {
    shuffledBatches(count: inputs.shape[0], size: batchSize, using: &generator)
      .map { inputs.rows(at: $0) }
  }
}

/// Trains an autoencoder: in each epoch a `denoisingStep` on every batch.
///
/// - Parameters:
///   - model: The autoencoder to improve.
///   - optimizer: What moves its parameters.
///   - plan: Examples, epochs, batches.
///   - corruption: How inputs are damaged, anew in each step.
///   - loss: Compares the reconstruction with the clean inputs.
///   - context: Its generator shuffles and damages; handed to every `forward`.
///   - onEvent: Hears of every step and epoch.
public func trainAutoencoder<Rule: Optimizer>(
  _ model: inout Autoencoder, _ optimizer: inout Rule, _ plan: ExamplePlan,
  corruption: Corruption = .none, loss: LossFunction<Tensor>, _ context: inout Context,
  onEvent: (TrainingEvent) -> Void = { _ in }
) {
  var step = 0
  for epoch in 0..<plan.epochs {
    var total = Float(0)
    for batch in plan.batches(using: &context.generator) {
      let batchLoss = denoisingStep(
        &model, &optimizer, x: batch, corruption: corruption, loss: loss, &context)
      onEvent(.step(epoch: epoch, step: step, loss: batchLoss))
      step += 1
      total += batchLoss * Float(batch.shape[0])
    }
    let mean = total / Float(max(plan.inputs.shape[0], 1))
    onEvent(.epoch(epoch, loss: mean, learningRate: optimizer.learningRate))
  }
}

extension VAE {
  /// Two dense layers each way: F → H → 2Z and Z → H → F, with ReLU after the hidden ones alone.
  ///
  /// - Parameters:
  ///   - inputs: F.
  ///   - hidden: H.
  ///   - latents: Z.
  ///   - klWeight: As for the other initialiser.
  ///   - generator: Source of the weights, first layer first.
  public init(
    inputs: Int, hidden: Int, latents: Int, klWeight: Float = 1,
    using generator: inout SeededGenerator
  ) {
    self.init(
      encoder: Sequential([
        Linear(inputs: inputs, outputs: hidden, using: &generator), ReLU(),
        Linear(inputs: hidden, outputs: 2 * latents, using: &generator),
      ]),
      decoder: Sequential([
        Linear(inputs: latents, outputs: hidden, using: &generator), ReLU(),
        Linear(inputs: hidden, outputs: inputs, using: &generator),
      ]), latents: latents, klWeight: klWeight)
  }
}

/// The two terms whose sum, with its sign turned, is the evidence lower bound, in nats an example.
public struct EvidenceBound: Sendable, Equatable {
  /// The reconstruction loss: minus the expected log p(x | z).
  public var reconstruction: Float
  /// The KL divergence, not multiplied by `klWeight`.
  public var divergence: Float
  /// The ELBO, a lower bound of log p(x): higher is better.
  public var elbo: Float { -(reconstruction + divergence) }

  /// Puts the terms together.
  public init(reconstruction: Float, divergence: Float) {
    (self.reconstruction, self.divergence) = (reconstruction, divergence)
  }
}

/// Trains a VAE: in each epoch a `vaeStep` on every batch.
///
/// - Parameters:
///   - model: The VAE to improve.
///   - optimizer: What moves its parameters.
///   - plan: Examples, epochs, batches.
///   - context: Its generator shuffles and draws; handed to every `forward`.
///   - onStep: Hears of every step: its number over the whole training, counted from 0, and both terms
///     of its batch before it.
/// - Returns: The terms of each epoch: the mean over its examples.
@discardableResult
public func trainVAE<Rule: Optimizer>(
  _ model: inout VAE, _ optimizer: inout Rule, _ plan: ExamplePlan, _ context: inout Context,
  onStep: (Int, EvidenceBound) -> Void = { _, _ in }
) -> [EvidenceBound] {
  var step = 0
  return (0..<plan.epochs).map { _ in
    var sum = EvidenceBound(reconstruction: 0, divergence: 0)
    for batch in plan.batches(using: &context.generator) {
      let bound = vaeStep(&model, &optimizer, x: batch, &context)
      onStep(step, bound)
      step += 1
      let share = Float(batch.shape[0]) / Float(plan.inputs.shape[0])
      sum.reconstruction += bound.reconstruction * share
      sum.divergence += bound.divergence * share
    }
    return sum
  }
}

/// What one round of a GAN's training did.
public struct GANRound: Sendable, Equatable {
  /// Rounds are counted from 0 over the whole training.
  public var round: Int
  /// The discriminator's loss before its step: 2·ln 2 = 1.386 when it can only guess.
  public var discriminatorLoss: Float
  /// The generator's loss before its step: ln 2 = 0.693 when the discriminator can only guess.
  public var generatorLoss: Float

  /// Notes a round.
  public init(round: Int, discriminatorLoss: Float, generatorLoss: Float) {
    self.round = round
    (self.discriminatorLoss, self.generatorLoss) = (discriminatorLoss, generatorLoss)
  }
}

/// Trains a GAN: on every batch a step of the discriminator, then one of the generator on as many
/// pictures.
///
/// There is no number that says when it is good: the two losses hold each other. Look at samples.
///
/// - Parameters:
///   - model: Both networks.
///   - discriminatorRule: What moves the discriminator's parameters.
///   - generatorRule: What moves the generator's; an optimizer of its own, with a state of its own.
///   - plan: Real examples, epochs, batches.
///   - realTarget: As for `discriminatorLoss`.
///   - context: Its generator shuffles and draws; handed to every `forward`.
///   - onRound: Hears of every round, and may look at the networks as they are then.
public func trainGAN<Rule: Optimizer>(
  _ model: inout GAN, discriminatorRule: inout Rule, generatorRule: inout Rule,
  _ plan: ExamplePlan, realTarget: Float = 1, _ context: inout Context,
  onRound: (GANRound, GAN) -> Void = { _, _ in }
) {
  var round = 0
  for _ in 0..<plan.epochs {
    for batch in plan.batches(using: &context.generator) {
      let discriminatorLoss = model.discriminatorStep(
        real: batch, &discriminatorRule, realTarget: realTarget, &context)
      let generatorLoss = model.generatorStep(count: batch.shape[0], &generatorRule, &context)
      onRound(
        GANRound(
          round: round, discriminatorLoss: discriminatorLoss, generatorLoss: generatorLoss), model)
      round += 1
    }
  }
}
