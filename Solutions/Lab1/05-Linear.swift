// 1.5 The linear layer: many neurons on the same inputs, forward and backward. Every network of
// these labs is made of layers like this one: `forward` computes, `backward` hands on the gradient.

import Shared

/// A fully connected layer, `y = x · Wᵀ + b`.
///
/// Row o of the weight holds the weights of neuron o, so the matrix product computes all neurons
/// for all examples at once, and the bias, shape [O], is broadcast over the rows. Keras: `Dense(O)`
/// (whose kernel is stored the other way round, [F, O]); PyTorch: `Linear(F, O)`, with our shapes.
///
/// ```swift
/// var layer = Linear(weight: [[1, 2], [3, 4], [5, 6]], bias: [0.5, 0, -0.5])
/// var context = Context(.training)
/// layer.forward([[1, 10]], &context)   // [[21.5, 43, 64.5]]
/// ```
///
/// Backward takes `dy = dL/dy`, what the loss says about the layer's outputs, and works out what it
/// says about everything that went in. By the chain rule, from
/// `y[n, o] = Σ_f x[n, f] · W[o, f] + b[o]`:
///
/// ```
/// dL/dW[o, f] = Σ_n dy[n, o] · x[n, f]    every example pulls at the weight
/// dL/db[o]    = Σ_n dy[n, o]              ∂y/∂b = 1
/// dL/dx[n, f] = Σ_o dy[n, o] · W[o, f]    every neuron that read the input
/// ```
/// Each sum over a shared index is a matrix product; find the one with the right shape. The sums
/// are not divided by N: the mean over the batch is taken once, in the loss.
public struct Linear: Layer {
  /// The weight, shape [O, F], with its gradient.
  public var weight: Parameter

  /// The bias, shape [O], with its gradient.
  public var bias: Parameter

  /// The input of the latest forward, shape [N, F]: `backward` needs it.
  public internal(set) var input = Tensor(zeros: [0, 0])

  /// Whether anybody reads what `backward` returns.
  ///
  /// The first layer of a network may set it to false, where x is data and nobody trains it: the
  /// third matrix product of the layer is then for nothing. PyTorch: `x.requires_grad`.
  public var needsInputGradient = true

  /// Creates a layer with these parameters.
  ///
  /// - Parameters:
  ///   - weight: Shape [O, F], one row a neuron.
  ///   - bias: Shape [O].
  public init(weight: Tensor, bias: Tensor) {
    require(
      weight.rank == 2 && bias.rank == 1 && bias.count == weight.shape[0],
      "Linear: one bias a row of the weight is needed — weight \(weight.shape), bias \(bias.shape)"
        + " — use shapes [O, F] and [O]")
    self.weight = Parameter(weight, name: "weight")
    self.bias = Parameter(bias, name: "bias")
  }

  /// The outputs of all neurons for all examples; remembers the input.
  ///
  /// - Parameters:
  ///   - x: The inputs, shape [N, F]. N may be 0.
  ///   - context: Not used by this layer.
  /// - Returns: `x · Wᵀ + b`, shape [N, O].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(
      x.rank == 2 && x.shape[1] == weight.value.shape[1],
      "Linear.forward: an input with \(weight.value.shape[1]) columns is needed — \(x.shape)"
        + " — use shape [N, \(weight.value.shape[1])]")
    // BEGIN SOLUTION 1.5 Linear.forward
    input = x
    return matmul(x, weight.value, transposeB: true) + bias.value  // [N, F] · [F, O] + [O]
    // END SOLUTION
  }

  /// The gradients of the latest forward.
  ///
  /// Adds dL/dW to `weight.gradient` and dL/db to `bias.gradient`: adds, because a parameter may be
  /// used more than once before the optimizer's step, and then its gradients sum up. Who wants to
  /// start afresh calls `zeroGradients()`.
  ///
  /// - Parameter dy: The gradient of the loss with respect to the output, shape [N, O].
  /// - Returns: The gradient with respect to the input, shape [N, F]. Where `needsInputGradient` is
  ///   false nobody reads it, and it may be anything.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    require(
      dy.rank == 2 && dy.shape[0] == input.shape[0] && dy.shape[1] == bias.value.count,
      "Linear.backward: dy must have the shape of the latest output — dy \(dy.shape),"
        + " remembered input \(input.shape) — keep the input in forward: input = x")
    // BEGIN SOLUTION 1.5 Linear.backward
    weight.gradient.addMatmul(dy, input, transposeA: true)  // [O, N] · [N, F]
    bias.gradient += dy.sum(along: 0)  // [O]
    return needsInputGradient
      ? matmul(dy, weight.value)  // [N, O] · [O, F]
      : Tensor(zeros: [0, 0])
    // END SOLUTION
  }

  /// Visits the weight, then the bias.
  ///
  /// Optimizers and `zeroGradients()` reach a layer's parameters only through this function, in
  /// this order.
  ///
  /// - Parameter body: What to do with each parameter, in place.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    // BEGIN SOLUTION 1.5 Linear.forEachParameter
    body(&weight)
    body(&bias)
    // END SOLUTION
  }
}
