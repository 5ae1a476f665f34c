// 4.13 Autoencoders: a network that learns to copy its input through a narrow middle. What passes
// the middle is a description of the data that nobody wrote. Given damaged inputs and asked for the
// clean ones, it learns to repair.

import Lab1
import Shared

/// Two networks in a row: the encoder squeezes x into a code, the decoder rebuilds x from it.
///
///     x [N, F] → encoder → code [N, Z] → decoder → y [N, F]
///
/// With Z < F the copy cannot be perfect: the code has to keep what the examples have in common and
/// differ in. Without activations the best code is that of a principal component analysis; with them
/// it can be bent. y are *logits* when the loss is `binaryCrossEntropy` (pixels in 0…1), and the values
/// themselves when it is `meanSquaredError`.
///
/// Source: Hinton and Salakhutdinov, "Reducing the dimensionality of data with neural networks", 2006.
public struct Autoencoder: Layer {
  /// From [N, F] to the code, [N, Z].
  public var encoder: Sequential
  /// From the code to [N, F].
  public var decoder: Sequential
  /// The code of the latest forward, [N, Z].
  public internal(set) var code = Tensor(zeros: [0, 0])

  /// Puts a decoder behind an encoder.
  public init(encoder: Sequential, decoder: Sequential) {
    (self.encoder, self.decoder) = (encoder, decoder)
  }

  /// The reconstruction of `x`; remembers the code.
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, F], clean or damaged.
  ///   - context: Handed to encoder, then decoder.
  /// - Returns: What the decoder gives, [N, F].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("4.13 Autoencoder.forward")
  }

  /// dL/dx: back through the decoder to the code, and from the code through the encoder.
  ///
  /// - Parameter dy: dL/dy, [N, F].
  /// - Returns: dL/dx, [N, F].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("4.13 Autoencoder.backward")
  }

  /// Visits the parameters of the encoder, then those of the decoder.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    encoder.forEachParameter(body)
    decoder.forEachParameter(body)
  }

  /// The codes of `x`, in `.inference` mode; the autoencoder itself is not changed.
  ///
  /// - Parameter x: Inputs, [N, F].
  /// - Returns: Codes, [N, Z].
  public func encoded(_ x: Tensor) -> Tensor {
    todo("4.13 Autoencoder.encoded")
  }

  /// What the decoder makes of codes, in `.inference` mode; the autoencoder itself is not changed.
  ///
  /// - Parameter code: Codes, [N, Z]; they need not be codes of any input.
  /// - Returns: What the decoder gives, [N, F].
  public func decoded(_ code: Tensor) -> Tensor {
    todo("4.13 Autoencoder.decoded")
  }
}

extension Autoencoder {
  /// Two dense layers each way: F → H → Z → H → F, with ReLU after the hidden ones alone.
  ///
  /// - Parameters:
  ///   - inputs: F.
  ///   - hidden: H.
  ///   - code: Z.
  ///   - generator: Source of the weights, first layer first.
  public init(inputs: Int, hidden: Int, code: Int, using generator: inout SeededGenerator) {
    self.init(
      encoder: Sequential([
        Linear(inputs: inputs, outputs: hidden, using: &generator), ReLU(),
        Linear(inputs: hidden, outputs: code, using: &generator),
      ]),
      decoder: Sequential([
        Linear(inputs: code, outputs: hidden, using: &generator), ReLU(),
        Linear(inputs: hidden, outputs: inputs, using: &generator),
      ]))
  }
}

/// How inputs are damaged before the network sees them.
public enum Corruption: Sendable, Equatable {
  /// Not at all: the plain autoencoder.
  case none
  /// Every number gets normal noise of this deviation.
  case gaussian(deviation: Float)
  /// Every number becomes 0 with this probability, 0…1; the others stay *as they are* (dropout would
  /// enlarge them).
  case masking(rate: Float)

  /// `x`, damaged.
  ///
  ///     gaussian   x + deviation · n      n: `Tensor(randomNormal: x.shape, using: &generator)`
  ///     masking    x where u ≥ rate, else 0    u: `Tensor(randomUniform: x.shape, using: &generator)`
  ///
  /// Every number is drawn for itself. What leaves 0…1 is not brought back.
  ///
  /// - Parameters:
  ///   - x: Clean inputs, any shape.
  ///   - generator: Source of the damage; not touched by `.none`.
  /// - Returns: Damaged inputs, the shape of x. On a deviation below 0 or a rate outside 0…1 `require`
  ///   stops with a message that names it.
  public func applied(to x: Tensor, using generator: inout SeededGenerator) -> Tensor {
    todo("4.13 Corruption.applied")
  }
}

/// One step of training on one batch: the damaged inputs go in, the *clean* ones are the target.
///
/// The five moves of Lab 1's `trainingStep`. The damage is drawn anew each time, from the context's
/// generator and before forward: the network never sees the same picture twice. With `.none` this
/// trains the plain autoencoder.
///
/// Source: Vincent, Larochelle, Bengio and Manzagol, "Extracting and composing robust features with
/// denoising autoencoders", 2008.
///
/// - Parameters:
///   - model: The autoencoder to improve.
///   - optimizer: What moves its parameters.
///   - x: Clean inputs, [N, F].
///   - corruption: How they are damaged.
///   - loss: Compares the reconstruction with the clean inputs.
///   - context: Its generator damages; then it is handed to `forward`.
/// - Returns: The loss before the step.
public func denoisingStep<Rule: Optimizer>(
  _ model: inout Autoencoder, _ optimizer: inout Rule, x: Tensor, corruption: Corruption,
  loss: LossFunction<Tensor>, _ context: inout Context
) -> Float {
  todo("4.13 denoisingStep")
}
