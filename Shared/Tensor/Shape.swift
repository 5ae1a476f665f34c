// The sizes of a tensor's axes, held inline so that a shape costs no allocation.

/// Sizes of the axes of a tensor, outermost first; at most four of them.
///
/// ```swift
/// let shape: Shape = [32, 784]
/// shape.rank          // 2
/// shape.elementCount  // 25088
/// shape[-1]           // 784
/// ```
/// A scalar has the shape `[]`, which has one element.
public struct Shape: Hashable, Sendable {
  /// The largest number of axes.
  public static let maximumRank = 4

  /// Number of axes, `0...4`.
  public let rank: Int

  // Right-aligned, as broadcasting lines shapes up: the last axis is always `size3`, and the axes
  // that are absent in front have size 1.
  private var size0 = 1
  private var size1 = 1
  private var size2 = 1
  private var size3 = 1

  /// The shape with the given sizes.
  ///
  /// Stops when there are more than four sizes or one is negative.
  /// - Parameter sizes: Size of each axis, outermost first.
  public init(_ sizes: some Collection<Int>) {
    require(
      sizes.count <= Shape.maximumRank,
      "Shape: a tensor has at most 4 axes — \(Array(sizes)) has \(sizes.count). Merge some of them")
    rank = sizes.count
    for (axis, size) in sizes.enumerated() {
      require(
        size >= 0,
        "Shape: sizes cannot be negative — \(Array(sizes)). Write the size itself: "
          + "there is no −1 for the rest")
      self[axis] = size
    }
  }

  /// The shape of some axes of size 1.
  init(ones rank: Int) { self.rank = rank }

  /// Number of elements of a tensor of this shape: the product of the sizes.
  public var elementCount: Int { size0 * size1 * size2 * size3 }

  /// Size of an axis; a negative number counts from the end.
  ///
  /// - Parameter axis: Axis in `-rank ..< rank`; stops outside it.
  public subscript(axis: Int) -> Int {
    get {
      switch slot(of: axis) {
      case 0: size0
      case 1: size1
      case 2: size2
      default: size3
      }
    }
    set {
      switch slot(of: axis) {
      case 0: size0 = newValue
      case 1: size1 = newValue
      case 2: size2 = newValue
      default: size3 = newValue
      }
    }
  }

  private func slot(of axis: Int) -> Int {
    require(
      axis >= -rank && axis < rank,
      "Shape: there is no axis \(axis) — the shape \(self) has \(rank) axes. "
        + "Use an axis in \(-rank) ..< \(rank)")
    return axis < 0 ? Shape.maximumRank + axis : Shape.maximumRank - rank + axis
  }

  /// The four sizes, right-aligned, with 1 for axes that are absent in front.
  var aligned: (Int, Int, Int, Int) { (size0, size1, size2, size3) }
}

extension Shape: ExpressibleByArrayLiteral {
  /// The shape with the listed sizes, as in `[2, 3]`.
  public init(arrayLiteral sizes: Int...) { self.init(sizes) }
}

extension Shape: RandomAccessCollection, MutableCollection {
  /// The first axis, 0.
  public var startIndex: Int { 0 }
  /// One past the last axis: the rank.
  public var endIndex: Int { rank }
}

extension Shape: CustomStringConvertible {
  /// The sizes as a literal, `[2, 3]`.
  public var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}

extension Shape {
  /// Sizes of a `[N, F]` batch of feature rows; stops on another rank.
  public var nf: (n: Int, f: Int) {
    requireRank(2, "N, F", "nf")
    return (size2, size3)
  }

  /// Sizes of an `[N, T, D]` batch of sequences; stops on another rank.
  public var ntd: (n: Int, t: Int, d: Int) {
    requireRank(3, "N, T, D", "ntd")
    return (size1, size2, size3)
  }

  /// Sizes of an `[N, C, H, W]` batch of images; stops on another rank.
  public var nchw: (n: Int, c: Int, h: Int, w: Int) {
    requireRank(4, "N, C, H, W", "nchw")
    return (size0, size1, size2, size3)
  }

  private func requireRank(_ expected: Int, _ letters: String, _ name: String) {
    require(
      rank == expected,
      "\(name): the shape must be [\(letters)], rank \(expected) — it is \(self), rank \(rank). "
        + "Reshape the tensor first")
  }
}
