// 2.10 Gradient flow: how strongly the loss is felt in each layer of a deep network. Backpropagation
// multiplies by one matrix and one slope a layer; thirty factors of ½ leave a billionth, thirty of 2
// a billion. (S. Hochreiter, 1991; X. Glorot and Y. Bengio, 2010.) This is the gauge.

import Foundation
import Lab1
import Shared

/// What one layer with parameters saw of a backward pass.
public struct LayerFlow: Sendable, Equatable {
  /// Its place in the network; layers without parameters are counted but have no entry.
  public var layer: Int
  /// Norm of dL/dy at the layer's output, over all its elements: the signal that arrived.
  public var signal: Float
  /// Norm of the gradients of all its parameters together.
  public var gradientNorm: Float

  /// One layer's place and norms.
  public init(layer: Int, signal: Float, gradientNorm: Float) {
    (self.layer, self.signal, self.gradientNorm) = (layer, signal, gradientNorm)
  }
}

/// What the gauge says.
public enum FlowVerdict: String, Sendable {
  /// The signal reaches every layer at about the same strength.
  case healthy
  /// It fades on the way to the input: the first layers hardly learn.
  case vanishing
  /// It grows on the way to the input: steps are far too long there.
  case exploding
}

/// A backward pass, measured layer by layer.
public struct GradientFlow: Sendable, Equatable {
  /// The layers with parameters, the one next to the input first.
  public var layers: [LayerFlow]
  /// dL/dx of the whole network.
  public var inputGradient: Tensor

  /// Below this growth a layer the flow is vanishing: ten layers leave a thousandth.
  public static let vanishingBelow: Float = 0.5
  /// Above this growth a layer it is exploding: ten layers make it a thousandfold.
  public static let explodingAbove: Float = 2

  /// Wraps what was measured.
  public init(layers: [LayerFlow], inputGradient: Tensor) {
    (self.layers, self.inputGradient) = (layers, inputGradient)
  }

  /// The factor that the signal is multiplied by from one entry to the one before it, on the way
  /// back from the loss.
  ///
  /// Where every layer multiplies by c, `ln signal` over the place is a straight line, which falls by
  /// ln c from one entry to the next. Real signals scatter around one, so fit it. With the entries'
  /// places i = 0, 1, 2 … in `layers` and their means written ī and l̄:
  ///
  ///     l_i   = ln signal_i
  ///     slope = Σ (i − ī)·(l_i − l̄) / Σ (i − ī)²        least squares
  ///     c     = e^(−slope)
  ///
  /// Entries whose signal is 0, NaN or ∞ have no logarithm: they are left out, the others keep their
  /// places. With fewer than two left it is 1.
  public var growth: Float {
    todo("2.10 GradientFlow.growth")
  }

  /// Vanishing, exploding or healthy.
  ///
  /// In this order:
  ///
  /// 1. a signal that is NaN or ∞ anywhere: exploding (it has)
  /// 2. a signal of exactly 0 anywhere: vanishing (dead units, or underflow)
  /// 3. `growth` below `vanishingBelow`, or above `explodingAbove`
  /// 4. otherwise healthy, as is a network without parameters
  public var verdict: FlowVerdict {
    todo("2.10 GradientFlow.verdict")
  }
}

/// Does what `model.backward(dy)` does, and measures on the way.
///
/// The layers of a `Sequential` stand in `model.layers`: go backwards through them, note the norm of
/// the gradient that arrives at each, and hand it on. Gradients are added to the parameters as usual;
/// start from `zeroGradients()`, or the norms contain older ones.
///
/// Why the signal and not only the parameters' gradients? dW is the signal times the layer's *input*.
/// In a ReLU network whose weights are twice too large the inputs double from layer to layer on the
/// way up, the signal doubles on the way down, and the norm of dW, their product, looks the same
/// everywhere.
///
/// - Parameters:
///   - model: The network, after `forward`; changed as by `backward`. A `Sequential` inside counts
///     as one layer.
///   - dy: dL/dy, shaped like the latest output.
/// - Returns: An entry for each layer that has parameters, and dL/dx.
public func measuredBackward(_ model: inout Sequential, _ dy: Tensor) -> GradientFlow {
  todo("2.10 measuredBackward")
}

/// How far one step moved each layer, as a share of its weights: ‖after − before‖ / ‖before‖.
///
/// About a thousandth a step is a good learning rate's mark; a tenth shakes the layer, a millionth
/// leaves it where it is. It asks nothing about the optimizer: layers are structs, so `let before =
/// model` ahead of the step keeps what the weights were.
///
/// Both norms run over all parameters of the layer together. A layer whose weights were all 0 has the
/// ratio ∞ when it moved, and 0 when it did not.
///
/// - Parameters:
///   - before: The network before the step.
///   - after: The same network after it.
/// - Returns: The ratio of each layer that has parameters, the first layer first.
public func updateRatios(from before: Sequential, to after: Sequential) -> [Float] {
  todo("2.10 updateRatios")
}
