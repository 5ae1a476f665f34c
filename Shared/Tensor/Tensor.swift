// The tensor: numbers in a box with a shape. Everything else in this folder extends it.

/// An array of `Float` with up to four axes.
///
/// Elements lie row by row: the last axis is contiguous. A tensor is a value, as `Int` is: a copy
/// is independent of its original, and costs nothing until one of the two changes.
/// ```swift
/// let x: Tensor = [[1, 2], [3, 4]]
/// var y = x
/// y[0, 0] = 9
/// print(x, y)   // [[1.0, 2.0], [3.0, 4.0]] [[9.0, 2.0], [3.0, 4.0]]
/// ```
/// Letters of axes used in this package: N batch, C channels, H W height and width, K kernel,
/// F features, T time, D model width, V vocabulary, O outputs. Images are `[N, C, H, W]`, sequences
/// `[N, T, D]`, weights of a linear layer `[O, F]`.
///
/// Two tensors are equal when shapes and all elements are; NaN equals nothing, as in `Float`.
public struct Tensor: Equatable, Sendable {
  /// Sizes of the axes, outermost first.
  public internal(set) var shape: Shape

  /// All elements, row by row.
  public internal(set) var scalars: [Float]

  /// The tensor of the given elements.
  ///
  /// Stops when there are more or fewer elements than the shape holds.
  /// - Parameters:
  ///   - scalars: Elements, row by row.
  ///   - shape: Sizes of the axes, outermost first.
  public init(_ scalars: [Float], shape: Shape) {
    require(
      scalars.count == shape.elementCount,
      "Tensor: the number of elements does not fit the shape — \(scalars.count) elements, "
        + "shape \(shape) holds \(shape.elementCount). Pass one element for each place")
    self.shape = shape
    self.scalars = scalars
  }

  /// The tensor of rank 1 with the given elements, shape `[scalars.count]`.
  public init(_ scalars: [Float]) {
    self.init(scalars, shape: [scalars.count])
  }

  /// The tensor of rank 0 that holds one number, shape `[]`.
  public init(_ scalar: Float) {
    self.init([scalar], shape: [])
  }

  /// Number of axes, `0...4`.
  public var rank: Int { shape.rank }

  /// Number of elements.
  public var count: Int { scalars.count }

  /// The only element; stops when there are more or none.
  public var item: Float {
    require(
      count == 1,
      "item: the tensor must have exactly one element — shape \(shape) has \(count). "
        + "Reduce it first, or name an element by its indices")
    return scalars[0]
  }
}
