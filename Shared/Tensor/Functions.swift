// Elementwise functions. exp, log, tanh, sin and cos are computed here and not by the system's
// library, eight numbers at a time, so that every machine gives the same result.

import Foundation

/// e to the power of each element.
public func exp(_ x: consuming Tensor) -> Tensor { x.mapLanes(Exponential()) }

/// The natural logarithm of each element: −∞ at 0, NaN below.
public func log(_ x: consuming Tensor) -> Tensor { x.mapLanes(NaturalLogarithm()) }

/// The square root of each element: NaN below 0.
public func sqrt(_ x: consuming Tensor) -> Tensor { x.mapLanes(SquareRoot()) }

/// The hyperbolic tangent of each element.
public func tanh(_ x: consuming Tensor) -> Tensor { x.mapLanes(HyperbolicTangent()) }

/// The sine of each element, in radians.
public func sin(_ x: consuming Tensor) -> Tensor { x.mapLanes(Sine()) }

/// The cosine of each element, in radians.
public func cos(_ x: consuming Tensor) -> Tensor { x.mapLanes(Cosine()) }

/// The magnitude of each element.
public func abs(_ x: consuming Tensor) -> Tensor { x.mapLanes(Magnitude()) }

/// The square of each element.
public func square(_ x: consuming Tensor) -> Tensor { x.mapLanes(Square()) }

/// Each element to the power of a number: NaN for a fractional power of a negative element.
public func pow(_ x: consuming Tensor, _ exponent: Float) -> Tensor {
  x.mapLanes(Power(exponent: exponent))
}

/// The larger one of corresponding elements, with broadcasting; NaN where either is.
public func maximum(_ a: consuming Tensor, _ b: consuming Tensor) -> Tensor {
  Tensor.zipLanes(a, b, "maximum", Maximum())
}

/// The smaller one of corresponding elements, with broadcasting; NaN where either is.
public func minimum(_ a: consuming Tensor, _ b: consuming Tensor) -> Tensor {
  Tensor.zipLanes(a, b, "minimum", Minimum())
}

/// The elements of `a` where the mask is not zero and those of `b` elsewhere, with broadcasting.
///
/// NaN or infinity in the operand that is not chosen does no harm.
public func select(_ mask: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  let shape = Broadcast(
    Broadcast(mask.shape, a.shape, for: "select").shape, b.shape, for: "select"
  ).shape
  let chosen = choose(
    mask.broadcast(to: shape).scalars, a.broadcast(to: shape).scalars,
    b.broadcast(to: shape).scalars)
  return Tensor(chosen, shape: shape)
}

extension Tensor {
  /// The tensor of `transform` of each element.
  public func map(_ transform: (Float) throws -> Float) rethrows -> Tensor {
    Tensor(try scalars.map(transform), shape: shape)
  }

  /// Each element, or the nearest end of the range where it lies outside; NaN stays NaN.
  public func clipped(to range: ClosedRange<Float>) -> Tensor {
    mapLanes(Clipping(range: range))
  }
}
