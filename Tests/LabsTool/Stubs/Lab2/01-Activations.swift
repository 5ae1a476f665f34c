// 2.1 Smooth activations: what came after ReLU. A ReLU whose input is always negative has slope 0,
// learns nothing and stays that way. The four functions here let something through on that side.

import Foundation
import Lab1
import Shared

// Everything is computed from x by the arithmetic of `Tensor`; nothing of 1.3 is needed. A layer's
// forward stands ready: it stores its input, from which backward works out the slope.

/// The leaky rectifier: x where x is positive, otherwise `slope · x`.
///
/// PyTorch: `nn.LeakyReLU(0.01)`. Keras: `LeakyReLU(0.3)`, where the slope is larger by default.
/// Source: Maas, Hannun and Ng, 2013.
///
/// - Parameters:
///   - x: Any shape.
///   - slope: The slope of the negative side.
/// - Returns: The shape of x.
public func leakyReLU(_ x: Tensor, slope: Float = 0.01) -> Tensor {
  todo("2.1 leakyReLU")
}

/// The exponential linear unit: x where x is positive, otherwise `α · (eˣ − 1)`.
///
/// Far to the left it levels out at −α. It must give numbers for x = ±1000 too: e¹⁰⁰⁰ is ∞ in Float,
/// and a mask of zeros does not take it away, since 0 · ∞ is NaN.
/// PyTorch: `nn.ELU()`; Keras: `activation="elu"`. Source: Clevert, Unterthiner and Hochreiter, 2016.
///
/// - Parameters:
///   - x: Any shape.
///   - alpha: α, how far below 0 the function can go.
/// - Returns: The shape of x.
public func elu(_ x: Tensor, alpha: Float = 1) -> Tensor {
  todo("2.1 elu")
}

/// Swish, also called SiLU: `x · σ(x)`, with `σ(x) = 1 / (1 + e⁻ˣ)`.
///
/// A ReLU with a soft switch: σ says how much of x passes. The lowest point is −0.278, at x = −1.278.
/// It must give numbers for x = ±1000 too.
/// PyTorch: `nn.SiLU()`; Keras: `activation="silu"`. Source: Ramachandran, Zoph and Le, 2017.
///
/// - Parameter x: Any shape.
/// - Returns: The shape of x.
public func swish(_ x: Tensor) -> Tensor {
  todo("2.1 swish")
}

/// The Gaussian error linear unit: `x · Φ(x)`, Φ(x) being the probability that a standard normal
/// number is below x.
///
/// ```
/// exact:               ½ · x · (1 + erf(x / √2))
/// tanhApproximation:   ½ · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))
/// ```
/// The second was made when erf was slow. The two differ by at most 0.0005, but a model trained with
/// one needs the same one afterwards: GPT-2 has the second, BERT the first.
/// PyTorch: `nn.GELU(approximate="none")` or `"tanh"`; Keras: `gelu(x, approximate=…)`. Source: Hendrycks
/// and Gimpel, 2016.
///
/// - Parameters:
///   - x: Any shape.
///   - form: Which of the two.
/// - Returns: The shape of x.
public func gelu(_ x: Tensor, form: GELU.Form = .exact) -> Tensor {
  todo("2.1 gelu")
}

/// The error function of each element, `erf(x) = 2/√π · ∫₀ˣ e^(−t²) dt`, as the system's library has it.
///
/// It climbs from −1 to 1 like tanh, and `Φ(x) = ½ · (1 + erf(x / √2))`.
public func erf(_ x: Tensor) -> Tensor { x.map { Float(erf(Double($0))) } }

/// The leaky rectifier as a layer.
///
/// ```
/// dL/dx = dy where x > 0, otherwise slope · dy        at the kink, x = 0: slope, as in PyTorch
/// ```
public struct LeakyReLU: ParameterFreeLayer {
  /// The slope of the negative side.
  public let slope: Float
  /// The input of the latest forward.
  public private(set) var input = Tensor(zeros: [0])

  /// Creates the layer; refuses a slope outside 0…1.
  public init(slope: Float = 0.01) {
    require(
      slope >= 0 && slope <= 1,
      "LeakyReLU: the slope must be from 0 to 1 — \(slope) — use 0.01, the usual one")
    self.slope = slope
  }

  /// leakyReLU(x); remembers the input.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return leakyReLU(x, slope: slope)
  }

  /// dL/dx from dL/dy, both of the shape of the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    requireSameShape(dy, as: input, "LeakyReLU.backward")
    todo("2.1 LeakyReLU.backward")
  }
}

/// The exponential linear unit as a layer.
///
/// ```
/// dL/dx = dy where x > 0, otherwise dy · α · eˣ       at the kink, x = 0: α, as in PyTorch
/// ```
public struct ELU: ParameterFreeLayer {
  /// How far below 0 the function can go, α.
  public let alpha: Float
  /// The input of the latest forward.
  public private(set) var input = Tensor(zeros: [0])

  /// Creates the layer; refuses an α that is not positive.
  public init(alpha: Float = 1) {
    require(alpha > 0, "ELU: α must be positive — \(alpha) — use 1, the usual one")
    self.alpha = alpha
  }

  /// elu(x); remembers the input.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return elu(x, alpha: alpha)
  }

  /// dL/dx from dL/dy, both of the shape of the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    requireSameShape(dy, as: input, "ELU.backward")
    todo("2.1 ELU.backward")
  }
}

/// Swish as a layer.
///
/// ```
/// y     = x · σ(x)
/// dy/dx = σ + x · σ · (1 − σ)          the product rule, and the slope of σ
///       = σ · (1 + x · (1 − σ))        ½ at 0, 1.1 at most, slightly below 0 for x < −1.278
/// ```
public struct Swish: ParameterFreeLayer {
  /// The input of the latest forward.
  public private(set) var input = Tensor(zeros: [0])

  /// Creates the layer.
  public init() {}

  /// swish(x); remembers the input.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return swish(x)
  }

  /// dL/dx from dL/dy, both of the shape of the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    requireSameShape(dy, as: input, "Swish.backward")
    todo("2.1 Swish.backward")
  }
}

/// The Gaussian error linear unit as a layer, in one of its two forms.
///
/// ```
/// exact:     dy/dx = Φ(x) + x · φ(x)                 φ(x) = e^(−x²/2) / √(2π), the slope of Φ
///
/// tanhApproximation, with u = √(2/π) · (x + 0.044715 · x³) and t = tanh(u):
///            dy/dx = ½ · (1 + t) + ½ · x · (1 − t²) · u′
///            u′    = √(2/π) · (1 + 3 · 0.044715 · x²)
/// ```
public struct GELU: ParameterFreeLayer {
  /// How Φ is computed.
  public enum Form: Sendable {
    /// By the error function.
    case exact
    /// By a hyperbolic tangent.
    case tanhApproximation
  }

  /// How Φ is computed.
  public let form: Form
  /// The input of the latest forward.
  public private(set) var input = Tensor(zeros: [0])

  /// Creates the layer.
  public init(_ form: Form = .exact) { self.form = form }

  /// gelu(x); remembers the input.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return gelu(x, form: form)
  }

  /// dL/dx from dL/dy, both of the shape of the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    requireSameShape(dy, as: input, "GELU.backward")
    todo("2.1 GELU.backward")
  }
}

private func requireSameShape(
  _ dy: Tensor, as input: Tensor, _ operation: String, file: StaticString = #fileID,
  line: UInt = #line
) {
  require(
    dy.shape == input.shape,
    "\(operation): dy must have the shape of the latest input — dy \(dy.shape), input"
      + " \(input.shape) — call forward first", file: file, line: line)
}
