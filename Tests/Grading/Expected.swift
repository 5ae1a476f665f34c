// What a check expects of one entry: a value with a tolerance, or a property of a number.
import Shared

/// The right value of an entry.
///
/// Literals build it: `3`, `0.5`, `true`, `"text"`, `[[1, 2], [3, 4]]`. A number differs from the
/// right one g when |Δ| > 1e-5 + 1e-4·|g|, integers, flags and text when they are not the same.
public struct Expected: Sendable {
  /// What is compared.
  enum Kind: Sendable {
    case numbers([Double], shape: [Int])
    case texts([String], shape: [Int])
    case flags([Bool], shape: [Int])
    case list([Expected])
    case within(ClosedRange<Double>)
    case below(Double)
    case above(Double)
    case entry(String, isSame: Bool)
    case gradient(reference: Tensor?, forward: String)
  }

  let kind: Kind
  var absolute = 1e-5
  var relative = 1e-4
  /// The absolute tolerance of each element, where it differs from element to element.
  var bounds: [Double]?

  init(_ kind: Kind, absolute: Double = 1e-5, relative: Double = 1e-4) {
    self.kind = kind
    self.absolute = absolute
    self.relative = relative
  }

  /// A tensor: its shape exactly, its elements within `absolute + relative·|g|`.
  public static func tensor(
    _ tensor: Tensor, absolute: Double = 1e-5, relative: Double = 1e-4
  ) -> Expected {
    Expected(
      .numbers(tensor.scalars.map(Double.init), shape: Array(tensor.shape)),
      absolute: absolute, relative: relative)
  }

  /// Several tensors, as a `[Tensor]` holds them.
  public static func tensors(
    _ tensors: [Tensor], absolute: Double = 1e-5, relative: Double = 1e-4
  ) -> Expected {
    Expected(.list(tensors.map { .tensor($0, absolute: absolute, relative: relative) }))
  }

  /// A number within `absolute + relative·|value|`.
  public static func value(
    _ value: Double, absolute: Double = 1e-5, relative: Double = 1e-4
  ) -> Expected {
    Expected(.numbers([value], shape: []), absolute: absolute, relative: relative)
  }

  /// A list of numbers within `absolute + relative·|g|`.
  public static func values(
    _ values: [Double], absolute: Double = 1e-5, relative: Double = 1e-4
  ) -> Expected {
    Expected(.numbers(values, shape: [values.count]), absolute: absolute, relative: relative)
  }

  /// Exactly these integers.
  public static func integers(_ integers: [Int], shape: [Int]? = nil) -> Expected {
    Expected(
      .numbers(integers.map(Double.init), shape: shape ?? [integers.count]), absolute: 0,
      relative: 0)
  }

  /// Exactly this text.
  public static func text(_ text: String) -> Expected { Expected(.texts([text], shape: [])) }

  /// Exactly this truth value.
  public static func flag(_ flag: Bool) -> Expected { Expected(.flags([flag], shape: [])) }

  /// A finite number in a range.
  public static func within(_ range: ClosedRange<Double>) -> Expected { Expected(.within(range)) }

  /// A finite number below a limit.
  public static func lessThan(_ limit: Double) -> Expected { Expected(.below(limit)) }

  /// A number above a limit; +∞ is one, NaN is not.
  public static func greaterThan(_ limit: Double) -> Expected { Expected(.above(limit)) }

  /// The value of another entry, bit for bit: what two equal calls return.
  public static func same(as entry: String) -> Expected { Expected(.entry(entry, isSame: true)) }

  /// A value of the other entry's kind and shape that is not its value.
  public static func other(than entry: String) -> Expected {
    Expected(.entry(entry, isSame: false))
  }

  /// A sum or dot product of `terms` products: |Δ| ≤ 4·terms·ε·magnitude, the rounding bound.
  ///
  /// - Parameters:
  ///   - tensor: The right values.
  ///   - terms: How many products each element sums.
  ///   - magnitude: Σ|a||b| of each element, of the tensor's shape or one for all.
  /// - Returns: The expectation.
  public static func dot(_ tensor: Tensor, terms: Int, magnitude: Tensor) -> Expected {
    var expected = Expected.tensor(tensor, absolute: 0, relative: 0)
    let unit = 4 * Double(terms) * Double(Float.ulpOfOne)
    let magnitudes = magnitude.scalars.map { unit * Double($0) }
    expected.bounds =
      magnitudes.count == 1
      ? Array(repeating: magnitudes[0], count: tensor.scalars.count) : magnitudes
    return expected
  }

  /// The gradient that `Sheet.gradientCheck` wrote: equal to `reference` within 1e-5 + 1e-4·|g|, and
  /// element by element to the central differences n within 1e-3 + 1e-2·|n|.
  ///
  /// It counts only when the entry `forward` is right: differences of a wrong function prove nothing.
  public static func gradient(
    _ reference: Tensor, afterForward forward: String
  ) -> Expected {
    Expected(.gradient(reference: reference, forward: forward))
  }

  /// The gradient that `Sheet.gradientCheck` wrote, held against central differences alone.
  ///
  /// Code that wants to cheat can answer both sides of this one; state the reference beside it in
  /// another check.
  public static func gradient(afterForward forward: String) -> Expected {
    Expected(.gradient(reference: nil, forward: forward))
  }
}
