// 2.2 Xavier and He: first weights chosen so that signals neither fade nor explode on their way
// through many layers. (X. Glorot, Y. Bengio, 2010; K. He, X. Zhang, S. Ren, J. Sun, 2015.)

import Foundation
import Lab1
import Shared

/// A way to draw first weights whose spread follows from the size of the layer.
///
/// A layer `z = W·x` adds F products for each output, so a weight variance v turns inputs of mean
/// square q into sums of variance `F·v·q`. Going back, each input collects from O outputs, and
/// gradients are multiplied by `O·v`. Both want their factor to be 1; the activation in between takes
/// something away, which the gain g gives back:
///
/// ```
/// xavier:  v = g² · 2 / (F + O)      1/F and 1/O cannot both be had: the middle of F and O
/// he:      v = g² / F                forward is kept exactly; for ReLU g² = 2
/// ```
/// PyTorch: `nn.init.xavier_normal_`, `kaiming_normal_`, …; Keras: `GlorotNormal`, `HeNormal`, … (whose
/// normal ones are cut off at two deviations and widened to make up for it).
public enum VarianceScaling: Equatable, Sendable {
  /// The shape of the distribution, of mean 0.
  public enum Distribution: Equatable, Sendable {
    /// Evenly spread between −bound and bound.
    case uniform
    /// The bell curve.
    case normal
  }

  /// For activations that are near a line through 0, like tanh.
  case xavier(Distribution, gain: Float = 1)
  /// For activations that cut one half away, like ReLU.
  case he(Distribution, gain: Float = Float(2).squareRoot())

  /// What an activation does to the size of a signal, for `gain(for:)`.
  public enum Activation: Equatable, Sendable {
    /// No activation.
    case linear
    /// The hyperbolic tangent.
    case tanh
    /// The rectifier.
    case relu
    /// The leaky rectifier with its slope.
    case leakyReLU(slope: Float)
  }

  /// The gain that makes up for an activation, the numbers of PyTorch's `calculate_gain`.
  ///
  /// ```
  /// linear 1 · tanh 5/3 (found by trial) · relu √2 · leakyReLU √(2 / (1 + slope²))
  /// ```
  /// Half of the inputs of a leaky ReLU pass whole and half times the slope, so a mean square of 1
  /// becomes (1 + slope²)/2; the gain is the root of the inverse.
  ///
  /// - Parameter activation: What follows the layer.
  /// - Returns: The gain g.
  public static func gain(for activation: Activation) -> Float {
    todo("2.2 VarianceScaling.gain")
  }

  /// The standard deviation of the weights, whatever their distribution.
  ///
  /// - Parameters:
  ///   - inputs: F, the number of inputs of each unit (the "fan-in"), at least 1.
  ///   - outputs: O, the number of units (the "fan-out"), at least 1.
  /// - Returns: √v, by the formula of the case.
  public func standardDeviation(inputs: Int, outputs: Int) -> Float {
    require(
      inputs > 0 && outputs > 0,
      "VarianceScaling: a layer has inputs and outputs — \(inputs) and \(outputs) — use at least 1"
        + " of each")
    todo("2.2 VarianceScaling.standardDeviation")
  }

  /// The largest weight of a uniform distribution with that deviation.
  ///
  /// A uniform number between −a and a has the variance a²/3.
  ///
  /// - Parameters:
  ///   - inputs: F, the number of inputs of each unit.
  ///   - outputs: O, the number of units.
  /// - Returns: a.
  public func bound(inputs: Int, outputs: Int) -> Float {
    todo("2.2 VarianceScaling.bound")
  }

  /// The first weight of a layer.
  ///
  /// - Parameters:
  ///   - outputs: O, the number of units.
  ///   - inputs: F, the number of inputs of each.
  ///   - generator: Where random numbers come from; it moves on.
  /// - Returns: A weight of the case's distribution, shape [O, F].
  public func weight(outputs: Int, inputs: Int, using generator: inout SeededGenerator) -> Tensor {
    todo("2.2 VarianceScaling.weight")
  }
}

/// Sends a signal through a stack of fresh layers and measures how large it still is.
///
/// For each layer: draw a weight, take `z = x·Wᵀ` (no bias), apply the activation, measure the variance
/// of the result over all its elements (the biased one, `variance()`), and go on with that result.
/// With 20 layers a factor of 0.8 a layer leaves 1 %, a factor of 1.25 makes 87 times.
///
/// - Parameters:
///   - x: The signal, shape [N, F].
///   - layers: How many layers.
///   - activation: What follows each product.
///   - generator: Where the weights come from.
///   - weight: Draws the weight of the next layer, [O, F] for an input of F columns:
///     `{ VarianceScaling.he(.normal).weight(outputs: 256, inputs: 256, using: &$0) }`.
/// - Returns: The variance after each layer, in order.
public func varianceThroughLayers(
  _ x: Tensor, layers: Int = 20, activation: (Tensor) -> Tensor,
  using generator: inout SeededGenerator, weight: (inout SeededGenerator) -> Tensor
) -> [Float] {
  require(
    layers >= 0, "varianceThroughLayers: a number of layers is needed — \(layers) — use 0 or more")
  todo("2.2 varianceThroughLayers")
}

extension Linear {
  /// Creates a layer with weights drawn by `scaling` and a bias of zeros.
  ///
  /// - Parameters:
  ///   - inputs: F, the number of inputs.
  ///   - outputs: O, the number of units.
  ///   - scaling: How the weight is drawn.
  ///   - generator: Where random numbers come from.
  public init(
    inputs: Int, outputs: Int, scaling: VarianceScaling, using generator: inout SeededGenerator
  ) {
    self.init(
      weight: scaling.weight(outputs: outputs, inputs: inputs, using: &generator),
      bias: Tensor(zeros: [outputs]))
  }
}
