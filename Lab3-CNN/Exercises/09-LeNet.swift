// 3.9 LeNet-5: the first convolutional network that read the world's cheques, from your own layers.
// (Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document
// recognition", 1998.)

import Lab1
import Lab2
import Shared

/// Which layers LeNet-5 is made of between its convolutions.
public enum LeNetForm: Sendable, CaseIterable {
  /// Tanh and average pooling, as in 1998.
  case original
  /// ReLU and max pooling, as one would today.
  case modern

  /// A fresh activation: `Tanh` or `ReLU`.
  public func activation() -> any Layer {
    todo("3.9 LeNetForm.activation")
  }

  /// A fresh pooling with windows of 2 × 2, side by side: `AveragePool2d` or `MaxPool2d`.
  public func pooling() -> any Layer {
    todo("3.9 LeNetForm.pooling")
  }
}

/// LeNet-5 for pictures of 28 × 28 with one channel, with fresh weights.
///
/// ```
/// layer                                output           parameters
/// Conv2d 1 → 6, 5 × 5, padding 2       [N, 6, 28, 28]      6·(25 + 1)   =    156     C1
/// activation
/// pooling 2 × 2                        [N, 6, 14, 14]                                S2
/// Conv2d 6 → 16, 5 × 5                 [N, 16, 10, 10]    16·(150 + 1)  =  2,416     C3
/// activation
/// pooling 2 × 2                        [N, 16, 5, 5]                                 S4
/// Flatten                              [N, 400]
/// Linear 400 → 120                     [N, 120]          120·(400 + 1)  = 48,120     C5
/// activation
/// Linear 120 → 84                      [N, 84]            84·(120 + 1)  = 10,164     F6
/// activation
/// Linear 84 → classes                  [N, 10]            10·(84 + 1)   =    850
///                                                                         61,706
/// ```
/// LeCun's pictures were 32 × 32, digits of 28 × 28 in a frame; the padding of C1 is that frame. The names
/// on the right are his. Today's form leaves out what has not lasted: C3 saw only some of the six maps
/// (to save work, by a table), the pooling had a weight and a bias a map, and the end compared with
/// drawn digits.
///
/// Convolutions and hidden linear layers draw He's normal weights (whose √2 is near tanh's 5/3 as well), the
/// last layer Xavier's: `Linear(inputs:outputs:scaling:using:)` of 2.2. It gives logits.
///
/// - Parameters:
///   - form: Tanh and averages, or ReLU and maxima.
///   - classes: C, the width of the last layer.
///   - generator: Source of the weights, in the order of the layers.
/// - Returns: The network, from [N, 1, 28, 28] to logits [N, C].
public func leNet5(
  _ form: LeNetForm = .modern, classes: Int = 10, using generator: inout SeededGenerator
) -> Sequential {
  require(classes > 0, "leNet5: a class is needed — \(classes) — use 10 for digits")
  todo("3.9 leNet5")
}

/// One line of a network's summary.
public struct LayerSummary: Sendable, Equatable {
  /// The layer's type, such as `Conv2d`.
  public var name: String
  /// The shape of what it gives.
  public var outputShape: Shape
  /// How many numbers it learns.
  public var parameterCount: Int

  /// Describes one layer.
  public init(name: String, outputShape: Shape, parameterCount: Int) {
    (self.name, self.outputShape) = (name, outputShape)
    self.parameterCount = parameterCount
  }
}

/// What each layer gives and learns: Keras' `model.summary()`.
///
/// Send zeros through a copy of the network in inference mode, layer by layer, and note the shapes. (Nothing
/// is trained, no running statistics move.) `"\(type(of: layer))"` is a layer's name, and every `Layer`
/// has a `parameterCount`.
///
/// - Parameters:
///   - network: Layers in a row; not changed.
///   - inputShape: The shape of a batch, such as [1, 1, 28, 28].
/// - Returns: One line a layer, in their order.
public func summary(of network: Sequential, inputShape: Shape) -> [LayerSummary] {
  todo("3.9 summary")
}
