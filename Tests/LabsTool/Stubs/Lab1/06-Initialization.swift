// 1.6 Weight initialisation: where learning starts. Equal weights stay equal for ever, and too
// large or too small ones make signals explode or fade from layer to layer. (Y. LeCun, L. Bottou,
// G. Orr, K.-R. Müller, "Efficient BackProp", 1998.)

import Foundation
import Shared

/// A way to choose the first weights of a layer.
///
/// Biases start at 0 with all of them: the weights alone break the symmetry.
public enum Initialization: Equatable, Sendable {
  /// All 0. Every unit of a layer then computes the same and gets the same gradient: shown to be
  /// avoided.
  case zeros

  /// Normally distributed with mean 0. Keras: `RandomNormal(stddev=…)`; PyTorch: `nn.init.normal_`.
  case normal(standardDeviation: Float)

  /// Uniform between −1/√F and 1/√F, where F is the number of inputs: PyTorch's default for
  /// `Linear`.
  case uniformFanIn

  /// The largest weight of `uniformFanIn`.
  ///
  /// A unit adds up F products. When inputs and weights have mean 0, inputs variance 1 and weights
  /// variance v, their sum has variance `F·v`: the more inputs, the smaller the weights must be.
  /// A uniform number between −a and a has variance a²/3, so `a = 1/√F` gives the sum the variance
  /// 1/3 whatever the number of inputs.
  ///
  /// - Parameter inputs: F, the number of inputs (the "fan-in"), at least 1.
  /// - Returns: 1/√F.
  public static func uniformBound(inputs: Int) -> Float {
    require(inputs > 0, "Initialization.uniformBound: at least one input is needed — \(inputs)")
    todo("1.6 Initialization.uniformBound")
  }

  /// The first weight of a layer.
  ///
  /// The random ones are drawn from `generator`, which moves on: two layers made one after the
  /// other differ, and the same seed gives the same network again. `Tensor(randomNormal:…)` and
  /// `Tensor(randomUniform:…)` draw.
  ///
  /// - Parameters:
  ///   - outputs: O, the number of units.
  ///   - inputs: F, the number of inputs of each.
  ///   - generator: Where random numbers come from.
  /// - Returns: A weight, shape [O, F].
  public func weight(outputs: Int, inputs: Int, using generator: inout SeededGenerator) -> Tensor {
    require(
      outputs > 0 && inputs > 0,
      "Initialization.weight: a layer has inputs and outputs — \(inputs) and \(outputs) — use at"
        + " least 1 of each")
    todo("1.6 Initialization.weight")
  }
}

extension Linear {
  /// Creates a layer with freshly initialised weights and a bias of zeros.
  ///
  /// Keras: `Dense(outputs, kernel_initializer=…)`; PyTorch: `Linear(inputs, outputs)` (which draws
  /// the bias as well).
  ///
  /// - Parameters:
  ///   - inputs: F, the number of inputs.
  ///   - outputs: O, the number of units.
  ///   - initialization: How the weight is chosen.
  ///   - generator: Where random numbers come from.
  public init(
    inputs: Int, outputs: Int, initialization: Initialization = .uniformFanIn,
    using generator: inout SeededGenerator
  ) {
    todo("1.6 Linear.init")
  }
}

/// How many different units a layer has.
///
/// Units with the same weights compute the same, so a layer of a hundred equal units is worth one.
/// When all start equal, they get equal gradients and stay equal: training cannot break the
/// symmetry, the start has to. Two units are equal when their rows agree exactly (`==` compares
/// tensors).
///
/// - Parameter weight: A weight, shape [O, F], one row a unit.
/// - Returns: The number of different rows, from 0 (no rows) to O.
public func distinctUnits(_ weight: Tensor) -> Int {
  require(
    weight.rank == 2, "distinctUnits: a weight has two axes — \(weight.shape) — use shape [O, F]")
  todo("1.6 distinctUnits")
}
