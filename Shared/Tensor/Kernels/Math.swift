// exp, log, tanh, sin, cos for eight numbers: first version, exact through Double.

import Foundation

@inline(__always)
private func each(_ x: Lanes, _ body: (Double) -> Double) -> Lanes {
  var result = Lanes()
  for lane in 0..<laneCount { result[lane] = Float(body(Double(x[lane]))) }
  return result
}

struct Exponential: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { each(x) { Foundation.exp($0) } }
}
struct NaturalLogarithm: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { each(x) { Foundation.log($0) } }
}
struct HyperbolicTangent: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { each(x) { Foundation.tanh($0) } }
}
struct Sine: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { each(x) { Foundation.sin($0) } }
}
struct Cosine: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { each(x) { Foundation.cos($0) } }
}
struct Power: UnaryOperation {
  let exponent: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes {
    each(x) { Foundation.pow($0, Double(exponent)) }
  }
}

/// Standard normal numbers from pairs of uniform ones.
func normals(_ radius: Lanes, _ angle: Lanes) -> Lanes {
  (NaturalLogarithm()(radius) * -2).squareRoot() * Cosine()(angle * (2 * Float.pi))
}
