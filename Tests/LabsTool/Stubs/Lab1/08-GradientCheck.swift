// 1.8 Numerical gradient check: is this backward the derivative of that forward?
//
// A derivative can always be measured: move one number a little, see how much the loss moves. It
// is far too slow to train with (two forward passes for every single weight), but it needs no
// calculus, so it finds the mistakes in the calculus.

import Shared

/// Measures df/dx by central differences, one element after the other.
///
///     ∂f/∂x[i] ≈ ( f(x with x[i] + h) − f(x with x[i] − h) ) / 2h
///
/// The central difference errs by O(h²); the one-sided `(f(x + h) − f(x)) / h` errs by O(h), which
/// is a hundred times worse at h = 0.01. A smaller h is no cure: f comes out of `Float` arithmetic,
/// and the rounding error of the difference is divided by 2h.
///
/// `x[i] + h` is rounded to a `Float` too: at x = 100 the next `Float` is 8e-6 away. So divide by
/// the distance that survived, `Double(upper) − Double(lower)`, not by 2h.
///
/// - Parameters:
///   - x: The point, any shape. `x.scalars` are its elements in row-major order, and
///     `Tensor(scalars, shape: x.shape)` builds a moved copy.
///   - step: How far each element moves, h.
///   - f: The function, in `Double` so that the difference keeps its digits.
/// - Returns: The gradient, shaped like x.
public func numericalGradient(
  at x: Tensor, step: Float = 0.01, of f: (Tensor) -> Double
) -> Tensor {
  todo("1.8 numericalGradient")
}

/// How far two gradients are apart, as one number: 0 when equal, near 1 when one is missing.
///
///     max over i of |a[i] − b[i]| / max(|a[i]|, |b[i]|, 0.1)
///
/// Relative, because an error of 0.01 is nothing beside 100 and everything beside 0.02. The floor
/// 0.1 keeps two tiny gradients, 1e-9 and −1e-9, from looking 200 % apart.
///
/// - Parameters:
///   - a: One gradient.
///   - b: The other, of the same shape; on another one `require` stops with a message that names
///     both shapes.
/// - Returns: The largest error of any element, in `Double`; 0 for empty tensors; infinity when any
///   element of either is not finite. (A comparison with NaN is always false, so a careless maximum
///   lets NaN pass as "no error".)
public func relativeError(_ a: Tensor, _ b: Tensor) -> Double {
  todo("1.8 relativeError")
}

/// The loss that a gradient check differentiates, `L = Σ y[i]·r[i]`, in `Double`.
///
/// Its gradient dL/dy is r itself, so r is what `backward` gets. With random r every output counts
/// differently; with r all ones a backward that mixes the outputs up may look right.
///
/// - Parameters:
///   - y: An output, any shape.
///   - r: Weights of the same shape.
/// - Returns: The sum, every product and addition in `Double`.
public func weightedSum(_ y: Tensor, _ r: Tensor) -> Double {
  todo("1.8 weightedSum")
}

/// The gradients of one layer at one point: of its input and of each parameter.
public struct LayerGradients: Sendable, Equatable {
  /// dL/dx, shaped like the input.
  public var input: Tensor
  /// dL/dp for every parameter p, in visiting order.
  public var parameters: [Tensor]

  /// Holds dL/dx and dL/dp of every parameter p in visiting order.
  public init(input: Tensor, parameters: [Tensor]) {
    self.input = input
    self.parameters = parameters
  }
}

extension Layer {
  /// What this layer's own `backward` says, for `L = weightedSum(y, r)`.
  ///
  /// The layer may come with gradients in its parameters from earlier: they are zeroed first
  /// (`zeroGradients()`). The layer itself stays as it is: work on a copy, `var layer = self`.
  ///
  /// - Parameters:
  ///   - x: The input.
  ///   - r: Weights shaped like the output: dL/dy.
  ///   - context: Mode and generator that `forward` starts from.
  /// - Returns: What `backward` returned, and the gradients that it left in the parameters.
  public func analyticGradients(at x: Tensor, r: Tensor, _ context: Context) -> LayerGradients {
    todo("1.8 analyticGradients")
  }

  /// What measuring says, for `L = weightedSum(y, r)`: no `backward` is called.
  ///
  /// Every forward pass starts from a fresh copy of the layer and of `context`, so that a layer
  /// that draws random numbers draws the same ones each time: otherwise the loss moves by chance.
  /// `replacingParameter(at:with:)` gives a copy of the layer with one parameter moved.
  ///
  /// - Parameters:
  ///   - x: The input.
  ///   - r: Weights shaped like the output.
  ///   - context: Mode and generator that each `forward` starts from.
  /// - Returns: Numerical gradients of the input and of each parameter in visiting order.
  public func numericalGradients(at x: Tensor, r: Tensor, _ context: Context) -> LayerGradients {
    todo("1.8 numericalGradients")
  }

  /// A copy of this layer in which parameter `index` in visiting order has another value.
  public func replacingParameter(at index: Int, with value: Tensor) -> Self {
    var copy = self
    var visited = 0
    copy.forEachParameter { parameter in
      if visited == index { parameter.value = value }
      visited += 1
    }
    return copy
  }
}

/// Compares a layer's `backward` with measured gradients.
///
/// Draw r from a generator of its own, shaped like the layer's output:
/// `Tensor(randomUniform: y.shape, in: 0.5...1.5, using: &generator)` or the like. Then compare
/// the gradient of the input and of *every* parameter by `relativeError`.
///
/// Choose x away from kinks: at x = 0 a ReLU has no derivative, and both answers are "right".
///
/// - Parameters:
///   - layer: The layer; it is not changed.
///   - x: An input.
///   - context: Mode and generator that each `forward` starts from.
/// - Returns: The largest relative error of any gradient. Up to about 0.01 the layer is right
///   (measuring in `Float` has errors of its own); a mistake usually gives 0.1 and more; a gradient
///   of the wrong shape is infinitely wrong.
public func checkGradients<Checked: Layer>(
  of layer: Checked, at x: Tensor, _ context: Context = Context(.training, seed: 1)
) -> Double {
  todo("1.8 checkGradients")
}
