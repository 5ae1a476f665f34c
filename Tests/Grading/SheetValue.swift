// The closed set of types that a sheet takes, and the form in which they travel: bit patterns.
import Shared

/// A value that can be written on a sheet.
public protocol SheetValue {
  /// The value as it travels to the judge.
  var sheetRecord: SheetRecord { get }
}

/// Numbers, integers or text with a shape; scalars have the shape `[]`.
public enum SheetRecord: Sendable, Equatable {
  /// A `Float`, a `[Float]` or a `Tensor`.
  case floats([Float], shape: [Int])
  /// A `Double` or a `[Double]`.
  case doubles([Double], shape: [Int])
  /// An `Int` or a `[Int]`.
  case integers([Int], shape: [Int])
  /// A `Bool` or a `[Bool]`.
  case flags([Bool], shape: [Int])
  /// A `String` or a `[String]`.
  case texts([String], shape: [Int])
  /// An array of tensors or a deeper array.
  case list([SheetRecord])
}

extension Tensor: SheetValue {
  /// The scalars and the shape.
  public var sheetRecord: SheetRecord { .floats(scalars, shape: Array(shape)) }
}

extension Float: SheetValue {
  /// One number.
  public var sheetRecord: SheetRecord { .floats([self], shape: []) }
}

extension Double: SheetValue {
  /// One number.
  public var sheetRecord: SheetRecord { .doubles([self], shape: []) }
}

extension Int: SheetValue {
  /// One integer.
  public var sheetRecord: SheetRecord { .integers([self], shape: []) }
}

extension Bool: SheetValue {
  /// One truth value.
  public var sheetRecord: SheetRecord { .flags([self], shape: []) }
}

extension String: SheetValue {
  /// One text.
  public var sheetRecord: SheetRecord { .texts([self], shape: []) }
}

extension Array: SheetValue where Element: SheetValue {
  /// One record of the shape `[count]` for scalars, a list for anything deeper.
  public var sheetRecord: SheetRecord {
    switch self {
    case let array as [Float]: .floats(array, shape: [count])
    case let array as [Double]: .doubles(array, shape: [count])
    case let array as [Int]: .integers(array, shape: [count])
    case let array as [Bool]: .flags(array, shape: [count])
    case let array as [String]: .texts(array, shape: [count])
    default: .list(map(\.sheetRecord))
    }
  }
}
