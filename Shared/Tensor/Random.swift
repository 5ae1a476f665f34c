// Seeded random numbers: the same on every machine, and never hidden in a global.

/// A small, fast generator of random numbers that is a value.
///
/// SplitMix64 (Steele, Lea and Flood, 2014). Equal seeds give equal numbers on every platform; a copy
/// continues on its own. Not for secrets.
/// ```swift
/// var generator = SeededGenerator(seed: 7)
/// let weights = Tensor(randomNormal: [128, 784], using: &generator)
/// ```
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
  private var state: UInt64

  /// The generator that starts from a seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number in `[0, 1)`, a multiple of 2⁻²⁴, each as likely as any other.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number spread evenly over a range.
  public mutating func uniform(in range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number in `0 ..< bound`, each as likely as any other (Lemire, 2019).
  ///
  /// Stops unless `bound` is positive.
  public mutating func below(_ bound: Int) -> Int {
    require(bound > 0, "below: the bound must be positive — \(bound). Pass 1 or more")
    let width = UInt64(bound)
    let threshold = (0 &- width) % width
    while true {
      let product = next().multipliedFullWidth(by: width)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// The numbers `0 ..< count` in random order (Fisher and Yates; Durstenfeld, 1964).
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, below(last + 1))
    }
    return order
  }

  /// A number of the standard normal distribution (Box and Muller, 1958): mean 0, deviation 1.
  public mutating func normal() -> Float {
    normals(Lanes(repeating: 1 - uniform()), Lanes(repeating: uniform()))[0]
  }
}

extension Tensor {
  /// Numbers spread evenly over a range.
  public init(
    randomUniform shape: Shape, in range: ClosedRange<Float> = 0...1,
    using generator: inout SeededGenerator
  ) {
    let numbers = (0..<shape.elementCount).map { _ in generator.uniform(in: range) }
    self.init(numbers, shape: shape)
  }

  /// Numbers of a normal distribution: `mean + standardDeviation · generator.normal()` for each place.
  public init(
    randomNormal shape: Shape, mean: Float = 0, standardDeviation: Float = 1,
    using generator: inout SeededGenerator
  ) {
    var numbers = standardNormals(shape.elementCount, &generator)
    if standardDeviation != 1 || mean != 0 {
      for index in numbers.indices { numbers[index] = mean + standardDeviation * numbers[index] }
    }
    self.init(numbers, shape: shape)
  }
}
