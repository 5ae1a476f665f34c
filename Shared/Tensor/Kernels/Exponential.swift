// exp, log and tanh of eight numbers, to 1 or 2 units in the last place.
//
// The system's functions differ between platforms in the last bit and take one number at a time. Each
// of these brings its argument into a small interval by exact steps, and is a polynomial there; the
// coefficients minimise the largest relative error (Remez, 1934). Method as in Cody and Waite,
// "Software Manual for the Elementary Functions" (1980).

/// ln 2 in two parts; the first has so few digits that its product with an exponent is exact.
private let (ln2High, ln2Low): (Float, Float) = (0.693359375, -2.121944400546905827679e-4)

/// The value at `x` of the polynomial with the given coefficients, lowest first (Horner, 1819).
@inline(__always)
private func polynomial(
  _ x: Lanes, _ c0: Float, _ c1: Float, _ c2: Float, _ c3: Float, _ c4: Float
) -> Lanes {
  var sum = multiplyAdd(Lanes(repeating: c4), x, Lanes(repeating: c3))
  sum = multiplyAdd(sum, x, Lanes(repeating: c2))
  sum = multiplyAdd(sum, x, Lanes(repeating: c1))
  return multiplyAdd(sum, x, Lanes(repeating: c0))
}

@inline(__always)
private func bits(_ x: Lanes) -> SIMD8<Int32> { unsafeBitCast(x, to: SIMD8<Int32>.self) }

@inline(__always)
private func number(_ bits: SIMD8<Int32>) -> Lanes { unsafeBitCast(bits, to: Lanes.self) }

/// e to the power of x.
///
///     x = n·ln 2 + r, |r| ≤ ln 2 / 2        e^x = 2^n · e^r,  e^r ≈ 1 + r + r²·P(r)
///
/// 2^n is applied in two halves, so that results below the normal numbers come out right.
struct Exponential: UnaryOperation {
  static var grain: Int { 16_384 }

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    let low = Lanes(repeating: -104)
    let high = Lanes(repeating: 89)
    let bounded = x.replacing(with: low, where: x .< low).replacing(with: high, where: x .> high)
    // Adding 1.5·2²³ leaves no digits behind the point, and the whole number in the lowest bits.
    let shifter = Lanes(repeating: 0x1.8p23)
    let shifted = multiplyAdd(bounded, Lanes(repeating: 1.442695040888963), shifter)
    let whole = shifted - shifter
    var r = multiplyAdd(whole, Lanes(repeating: -ln2High), bounded)
    r = multiplyAdd(whole, Lanes(repeating: -ln2Low), r)
    let p = polynomial(r, 0.49999994, 0.16666515, 0.041668456, 0.008369419, 0.0013813145)
    let power = multiplyAdd(p, r * r, r) + 1
    let n = bits(shifted) &- bits(shifter)
    let half = n &>> 1
    return power * number((half &+ 127) &<< 23) * number((n &- half &+ 127) &<< 23)
  }
}

/// The natural logarithm of x.
///
///     x = 2^e · (1 + f), √½ ≤ 1 + f < √2     ln x = e·ln 2 + f − f²/2 + f³·P(f)
struct NaturalLogarithm: UnaryOperation {
  static var grain: Int { 16_384 }

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    // Numbers below the normal ones are made normal first.
    let isTiny = x .< Lanes(repeating: Float.leastNormalMagnitude)
    let scaled = x.replacing(with: x * 0x1p23, where: isTiny)
    let root = bits(Lanes(repeating: 0.70710678))
    let e = (bits(scaled) &- root) &>> 23
    let f = number(bits(scaled) &- (e &<< 23)) - 1
    let exponent = Lanes(e) - Lanes(repeating: 0).replacing(with: 23, where: isTiny)

    let low = polynomial(f, 0.33333334, -0.2500082, 0.20001227, -0.16623357, 0.14201759)
    let f2 = f * f
    let f4 = f2 * f2
    var high = multiplyAdd(
      Lanes(repeating: -0.07634494), f, Lanes(repeating: 0.12761575))
    high = multiplyAdd(high, f, Lanes(repeating: -0.13160183))
    let p = multiplyAdd(high, f4 * f, low)
    var sum = multiplyAdd(exponent, Lanes(repeating: ln2Low), p * f2 * f)
    sum = multiplyAdd(f2, Lanes(repeating: -0.5), sum)
    let result = multiplyAdd(exponent, Lanes(repeating: ln2High), f + sum)
    return special(x, result)
  }

  /// ln 0 = −∞, ln ∞ = ∞; NaN for negative numbers and NaN.
  @inline(__always)
  private func special(_ x: Lanes, _ result: Lanes) -> Lanes {
    let infinity = Lanes(repeating: Float.infinity)
    return
      result
      .replacing(with: x, where: x .== infinity)
      .replacing(with: -infinity, where: x .== Lanes(repeating: 0))
      .replacing(with: Float.nan, where: .!(x .>= Lanes(repeating: 0)))
  }
}

/// The hyperbolic tangent of x.
///
///     |x| < 0.625:  tanh x ≈ x + x³·P(x²)        else:  tanh |x| = 1 − 2 / (e^2|x| + 1)
struct HyperbolicTangent: UnaryOperation {
  static var grain: Int { 16_384 }

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    let size = Magnitude()(x)
    let square = x * x
    let p = polynomial(square, -0.33333284, 0.1333149, -0.053743497, 0.020650588, -0.005717045)
    let near = multiplyAdd(p * square, size, size)
    let far = 1 - 2 / (Exponential()(size + size) + 1)
    let result = far.replacing(with: near, where: size .< Lanes(repeating: 0.625))
    return number(bits(result) | (bits(x) & Int32.min))
  }
}
