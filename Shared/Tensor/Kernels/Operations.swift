// The elementary functions of one and two numbers that the loops are made from.

struct Addition: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { a + b }
}

struct Subtraction: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { a - b }
}

struct Multiplication: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { a * b }
}

struct Division: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { a / b }
}

/// `a + factor·b`.
struct ScaledAddition: BinaryOperation {
  let factor: Float
  @inline(__always)
  func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes {
    multiplyAdd(Lanes(repeating: factor), b, a)
  }
}

// An average that forgets ends below the normal numbers, where rounding stops its decay and where
// most processors take twice as long for a root or a quotient: there it is taken as 0.

/// `decay·a + factor·b`, or 0 below the normal numbers.
struct DecayedAddition: BinaryOperation {
  let decay: Float
  let factor: Float
  @inline(__always)
  func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes {
    normalOrZero(multiplyAdd(Lanes(repeating: factor), b, a * decay))
  }
}

/// `decay·a + factor·b²`, or 0 below the normal numbers.
struct DecayedSquareAddition: BinaryOperation {
  let decay: Float
  let factor: Float
  @inline(__always)
  func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes {
    normalOrZero(multiplyAdd(b * factor, b, a * decay))
  }
}

@inline(__always)
private func normalOrZero(_ x: Lanes) -> Lanes {
  x.replacing(with: 0, where: Magnitude()(x) .< Float.leastNormalMagnitude)
}

/// The larger number, or NaN where there is one.
struct Maximum: BinaryOperation {
  @inline(__always)
  func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes {
    a.replacing(with: b, where: b .> a).replacing(with: b, where: b .!= b)
  }
}

/// The smaller number, or NaN where there is one.
struct Minimum: BinaryOperation {
  @inline(__always)
  func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes {
    a.replacing(with: b, where: b .< a).replacing(with: b, where: b .!= b)
  }
}

struct Constant: UnaryOperation {
  let value: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { Lanes(repeating: value) }
}

struct Negation: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { -x }
}

struct Magnitude: UnaryOperation {
  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    unsafeBitCast(unsafeBitCast(x, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF, to: Lanes.self)
  }
}

struct Square: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * x }
}

struct SquareRoot: UnaryOperation {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x.squareRoot() }
}

/// The nearest number of a range; NaN stays NaN.
struct Clipping: UnaryOperation {
  let range: ClosedRange<Float>
  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    let low = Lanes(repeating: range.lowerBound)
    let high = Lanes(repeating: range.upperBound)
    return x.replacing(with: low, where: x .< low).replacing(with: high, where: x .> high)
  }
}

// Masks: 1 where the comparison holds, 0 elsewhere.

struct Greater: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { ones(a .> b) }
}

struct GreaterOrEqual: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { ones(a .>= b) }
}

struct Less: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { ones(a .< b) }
}

struct LessOrEqual: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { ones(a .<= b) }
}

struct Equal: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { ones(a .== b) }
}

struct Unequal: BinaryOperation {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes { ones(a .!= b) }
}

@inline(__always)
private func ones(_ mask: SIMDMask<SIMD8<Int32>>) -> Lanes {
  Lanes(repeating: 0).replacing(with: 1, where: mask)
}
