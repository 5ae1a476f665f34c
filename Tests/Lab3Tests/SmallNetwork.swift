// The network that the tests of 3.15 and 3.16 look into, by the tests' own hand.

import Lab1
import Shared

/// A convolution, tanh, a convolution, relu, the mean of each channel, a linear layer.
enum SmallNetwork {
  /// The layers, from [N, 1, H, W] to [N, 2].
  static func made() -> Sequential {
    Sequential([
      Convolution(pattern([2, 1, 3, 3], 1), padding: 1), Tanh(),
      Convolution(pattern([3, 2, 2, 2], 3), padding: 0), ReLU(), Means(),
      Linear(weight: pattern([2, 3], 5, 5), bias: [0.1, -0.2]),
    ])
  }

  /// Numbers from −5 to 5 over a divisor, in another order for each seed.
  static func pattern(_ shape: Shape, _ seed: Int, _ divisor: Float = 10) -> Tensor {
    Tensor(
      (0..<shape.elementCount).map { Float(($0 * 7 + seed * 3) % 11 - 5) / divisor }, shape: shape)
  }

  struct Convolution: Layer {
    var weight: Parameter
    let padding: Int
    var input: Tensor = [[0]]
    init(_ weight: Tensor, padding: Int) {
      (self.weight, self.padding) = (Parameter(weight), padding)
    }
    mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
      input = x
      return convolve(x, weight.value, padding: padding)
    }
    mutating func backward(_ dy: Tensor) -> Tensor {
      weight.gradient += convolveKernelGradient(
        dy, input, kernelShape: weight.value.shape, padding: padding)
      return convolveInputGradient(dy, weight.value, inputShape: input.shape, padding: padding)
    }
    mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
  }

  /// The mean of each channel; in training something else.
  struct Means: ParameterFreeLayer {
    var shape: Shape = [0, 0, 1, 1]
    var factor: Float = 1
    mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
      (shape, factor) = (x.shape, context.mode == .training ? 10 : 1)
      return x.mean(along: [2, 3]) * factor
    }
    mutating func backward(_ dy: Tensor) -> Tensor {
      let each =
        dy.reshaped(to: [shape[0], shape[1], 1, 1]) * (factor / Float(shape[2] * shape[3]))
      return each.broadcast(to: shape)
    }
  }
}
