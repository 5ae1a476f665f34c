// 1.3 Activation functions and their derivatives: what stands between two linear layers. Without
// them a stack of linear layers is one linear layer. First four functions, then four layers, whose
// backward multiplies the gradient from above by the slope of the function (the chain rule).

import Shared

/// The threshold function: 1 where x ≥ 0, otherwise 0.
///
/// The perceptron's activation. At exactly 0 it is 1 (`np.heaviside(x, 1)`). Its slope is 0 nearly
/// everywhere, so gradients cannot pass, and networks that learn by gradients use the functions
/// below.
///
/// - Parameter x: Any shape.
/// - Returns: Zeros and ones, the shape of x.
public func step(_ x: Tensor) -> Tensor {
  todo("1.3 step")
}

/// The logistic function, `σ(x) = 1 / (1 + e⁻ˣ)`: squeezes any number into 0…1.
///
/// It must stay a number far from 0: `σ(100) = 1` and `σ(−100) = 0`, not ∞/∞.
/// PyTorch: `torch.sigmoid`; Keras: `activation="sigmoid"`.
///
/// - Parameter x: Any shape.
/// - Returns: Values between 0 and 1, the shape of x.
public func sigmoid(_ x: Tensor) -> Tensor {
  todo("1.3 sigmoid")
}

/// The rectifier: `relu(x) = max(x, 0)`.
///
/// PyTorch: `torch.relu`; Keras: `activation="relu"`.
///
/// - Parameter x: Any shape.
/// - Returns: x where it is positive, otherwise 0; the shape of x.
public func relu(_ x: Tensor) -> Tensor {
  todo("1.3 relu")
}

/// Turns scores into probabilities along the last axis: `p[c] = e^z[c] / Σₖ e^z[k]`.
///
/// Every row of the result is positive and sums to 1. In Float, e⁸⁹ is already ∞ and ∞/∞ is NaN.
/// Adding a constant to all scores of a row changes nothing (e^a cancels), so subtract the row's
/// maximum first: the largest exponent is then 0. Scores of ±1000 must give numbers.
/// PyTorch: `torch.softmax(z, dim=-1)`; Keras: `activation="softmax"`.
///
/// `max(along: -1, keepingAxis: true)` gives [N, 1], which broadcasts back over the row.
///
/// - Parameter logits: The scores, shape [N, C]; any rank from 1, the last axis being the classes.
/// - Returns: Probabilities, the shape of the logits.
public func softmax(_ logits: Tensor) -> Tensor {
  require(
    logits.rank > 0,
    "softmax: the logits need an axis of classes — shape \(logits.shape) — use shape [N, C]")
  todo("1.3 softmax")
}

/// The logistic function as a layer.
///
/// With `y = σ(x)` the slope is `y · (1 − y)`: backward needs only the output.
///
/// ```
/// dL/dx = dy · y · (1 − y)        at most dy/4: deep stacks of it fade gradients
/// ```
/// PyTorch: `nn.Sigmoid()`; Keras: `Activation("sigmoid")`.
public struct Sigmoid: ParameterFreeLayer {
  /// The output of the latest forward.
  public internal(set) var output = Tensor(zeros: [0])

  /// Creates the layer.
  public init() {}

  /// σ(x); remembers the output.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("1.3 Sigmoid.forward")
  }

  /// dL/dx from dL/dy, both of the shape of the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    requireSameShape(dy, as: output, "Sigmoid.backward", keep: "output")
    todo("1.3 Sigmoid.backward")
  }
}

/// The hyperbolic tangent as a layer: a sigmoid between −1 and 1, whose outputs are centred on 0.
///
/// With `y = tanh(x)` the slope is `1 − y²`. The function itself, `tanh(x)`, comes with `Tensor`.
///
/// ```
/// dL/dx = dy · (1 − y²)
/// ```
/// PyTorch: `nn.Tanh()`; Keras: `Activation("tanh")`.
public struct Tanh: ParameterFreeLayer {
  /// The output of the latest forward.
  public internal(set) var output = Tensor(zeros: [0])

  /// Creates the layer.
  public init() {}

  /// tanh(x); remembers the output.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("1.3 Tanh.forward")
  }

  /// dL/dx from dL/dy, both of the shape of the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    requireSameShape(dy, as: output, "Tanh.backward", keep: "output")
    todo("1.3 Tanh.backward")
  }
}

/// The rectifier as a layer.
///
/// The slope is 1 where the *input* is positive and 0 elsewhere; at the kink, x = 0, it is 0 (as in
/// PyTorch).
///
/// ```
/// dL/dx = dy where x > 0, otherwise 0
/// ```
/// PyTorch: `nn.ReLU()`; Keras: `ReLU()`.
public struct ReLU: ParameterFreeLayer {
  /// The input of the latest forward.
  public internal(set) var input = Tensor(zeros: [0])

  /// Creates the layer.
  public init() {}

  /// max(x, 0); remembers the input.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("1.3 ReLU.forward")
  }

  /// dL/dx from dL/dy, both of the shape of the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    requireSameShape(dy, as: input, "ReLU.backward", keep: "input")
    todo("1.3 ReLU.backward")
  }
}

/// Softmax along the last axis as a layer.
///
/// Every output of a row depends on every input of the row: the slope is a matrix, the Jacobian
/// `∂p[i]/∂z[j] = p[i] · (δᵢⱼ − p[j])`. Backward never builds it; a gradient only needs its product
/// with dy:
///
/// ```
/// dL/dz[j] = Σᵢ dy[i] · p[i] · (δᵢⱼ − p[j])
///          = p[j] · (dy[j] − Σᵢ dy[i] · p[i])      the sum is one number a row
/// ```
/// PyTorch: `nn.Softmax(dim=-1)`; Keras: `Softmax()`.
public struct Softmax: ParameterFreeLayer {
  /// The output of the latest forward.
  public internal(set) var output = Tensor(zeros: [0])

  /// Creates the layer.
  public init() {}

  /// softmax(x); remembers the output.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("1.3 Softmax.forward")
  }

  /// dL/dz from dL/dp, both of the shape of the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    requireSameShape(dy, as: output, "Softmax.backward", keep: "output")
    todo("1.3 Softmax.backward")
  }
}

/// A layer that has nothing to learn.
public protocol ParameterFreeLayer: Layer {}

extension ParameterFreeLayer {
  /// Visits nothing: there are no parameters.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}

/// Stops with what to do when forward did not keep what backward needs.
private func requireSameShape(
  _ dy: Tensor, as kept: Tensor, _ operation: String, keep name: String,
  file: StaticString = #fileID, line: UInt = #line
) {
  require(
    dy.shape == kept.shape,
    "\(operation): dy must have the shape of the latest forward — dy \(dy.shape), remembered"
      + " \(name) \(kept.shape) — keep it in forward: \(name) = …", file: file, line: line)
}
