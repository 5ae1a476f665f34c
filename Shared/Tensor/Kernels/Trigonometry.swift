// sin and cos of eight numbers, to 1 or 2 units in the last place; normal numbers from uniform ones.

import Foundation

/// The sine and the cosine of x from those of its distance to the nearest quarter turn.
///
///     x = n·π/2 + r, |r| ≤ π/4      sin r ≈ r + r³·S(r²)      cos r ≈ 1 − r²/2 + r⁴·C(r²)
///
///     n mod 4:   0       1       2       3
///     sin x:     sin r   cos r   −sin r  −cos r
///
/// With a quarter turn added to n it is the cosine.
@inline(__always)
private func sine(_ x: Lanes, quarter: Int32) -> Lanes {
  var (r, turns) = (Lanes(), SIMD8<Int32>())
  for lane in 0..<laneCount { (r[lane], turns[lane]) = reduced(x[lane]) }
  turns &+= quarter
  let square = r * r
  var s = multiplyAdd(
    Lanes(repeating: -0.00019514085), square, Lanes(repeating: 0.0083321547))
  s = multiplyAdd(s, square, Lanes(repeating: -0.16666655))
  let sine = multiplyAdd(s * square, r, r)
  var c = multiplyAdd(
    Lanes(repeating: 2.4434847e-5), square, Lanes(repeating: -0.0013887337))
  c = multiplyAdd(c, square, Lanes(repeating: 0.041666646))
  let cosine = multiplyAdd(
    c * square, square, multiplyAdd(square, Lanes(repeating: -0.5), Lanes(repeating: 1)))
  let result = sine.replacing(with: cosine, where: (turns & 1) .== 1)
  return result.replacing(with: -result, where: (turns & 2) .== 2)
}

/// The distance of a number to the nearest quarter turn, and which one that is, modulo 4.
///
/// In Double, with π/2 in two parts. Beyond 2²⁰ the distance comes from the system's tangent, which
/// reduces exactly; its last bit does not reach the Float.
@inline(__always)
private func reduced(_ x: Float) -> (Float, Int32) {
  guard x.magnitude < 0x1p20 else { return reducedLarge(x) }
  let x = Double(x)
  let turns = (x * (2 / Double.pi)).rounded(.toNearestOrEven)
  let r = (x - turns * 0x1.921fb54400000p0) - turns * 0x1.0b4611a626331p-34
  return (Float(r), Int32(truncatingIfNeeded: Int64(turns)))
}

@inline(never)
private func reducedLarge(_ x: Float) -> (Float, Int32) {
  guard x.isFinite else { return (.nan, 0) }
  let (s, c) = (Foundation.sin(Double(x)), Foundation.cos(Double(x)))
  if abs(s) <= abs(c) {
    return (Float(Foundation.asin(c < 0 ? -s : s)), c < 0 ? 2 : 0)
  }
  return (Float(Foundation.asin(s < 0 ? c : -c)), s < 0 ? 3 : 1)
}

/// The sine of x, in radians.
struct Sine: UnaryOperation {
  static var grain: Int { 65_536 }
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { sine(x, quarter: 0) }
}

/// The cosine of x, in radians.
struct Cosine: UnaryOperation {
  static var grain: Int { 65_536 }
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { sine(x, quarter: 1) }
}

/// x to a power, through the system's function in Double, whose last bit does not reach the Float.
struct Power: UnaryOperation {
  static var grain: Int { 16_384 }
  let exponent: Float

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    var result = Lanes()
    for lane in 0..<laneCount {
      result[lane] = Float(Foundation.pow(Double(x[lane]), Double(exponent)))
    }
    return result
  }
}

/// Standard normal numbers from uniform ones (Box and Muller, 1958).
///
/// The `radius` lies in `(0, 1]`, the `angle` is in turns.
func normals(_ radius: Lanes, _ angle: Lanes) -> Lanes {
  (NaturalLogarithm()(radius) * -2).squareRoot() * Cosine()(angle * (2 * Float.pi))
}

/// What `count` calls of `generator.normal()` give, computed eight at a time.
func standardNormals(_ count: Int, _ generator: inout SeededGenerator) -> [Float] {
  filled(count) { output in
    for start in stride(from: 0, to: count, by: laneCount) {
      let lanes = min(laneCount, count - start)
      var (radius, angle) = (Lanes(repeating: 1), Lanes())
      for lane in 0..<lanes {
        radius[lane] = 1 - generator.uniform()
        angle[lane] = generator.uniform()
      }
      (output + start).store(normals(radius, angle), count: lanes)
    }
  }
}
