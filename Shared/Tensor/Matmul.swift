// The product of matrices: checks and shapes. The loops are in Kernels.

/// The matrix product, of matrices or of batches of them.
///
/// ```swift
/// let y = matmul(x, weight, transposeB: true) + bias   // [N, F] · [O, F]ᵀ → [N, O]
/// ```
/// A transposed operand is read in place; nothing is copied. With more than two axes the last two are
/// matrices and those before them batches, which are broadcast: `[N, T, D]` · `[D, F]` is
/// `[N, T, F]`, `[N, 1, T, D]` · `[4, D, F]` is `[N, 4, T, F]`.
/// - Parameters:
///   - a: Left operand, shape `[…, M, K]`, or `[…, K, M]` when transposed; at least rank 2.
///   - b: Right operand, shape `[…, K, N]`, or `[…, N, K]` when transposed; at least rank 2.
///   - transposeA: Whether the last two axes of `a` are exchanged.
///   - transposeB: Whether the last two axes of `b` are exchanged.
/// - Returns: Product, shape `[…, M, N]`. Stops when the inner sizes or the batches do not fit.
/// - Complexity: O(M · K · N) for each pair of matrices.
public func matmul(
  _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
) -> Tensor {
  let sizes = MatmulShape(a.shape, b.shape, transposeA, transposeB)
  let product = multiply(
    a.scalars, b.scalars, sizes, transposeA: transposeA, transposeB: transposeB)
  return Tensor(product, shape: sizes.shape)
}

extension Tensor {
  /// Adds a matrix product, without a tensor for the product: what `x += matmul(a, b)` does.
  ///
  /// ```swift
  /// weight.gradient.addMatmul(dy, x, transposeA: true)   // [N, O]ᵀ · [N, F] → [O, F]
  /// ```
  /// - Parameters:
  ///   - a: Left operand, as `matmul` takes it.
  ///   - b: Right operand, as `matmul` takes it.
  ///   - transposeA: Whether the last two axes of `a` are exchanged.
  ///   - transposeB: Whether the last two axes of `b` are exchanged.
  ///
  /// Stops where `matmul` does, and when the product has another shape than this tensor.
  public mutating func addMatmul(
    _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
  ) {
    let sizes = MatmulShape(a.shape, b.shape, transposeA, transposeB)
    require(
      sizes.shape == shape,
      "addMatmul: the product does not fit in place — \(sizes.shape) to \(shape). "
        + "Check which operand is transposed")
    scalars.withDestination { c in
      multiply(
        a.scalars, b.scalars, sizes, transposeA: transposeA, transposeB: transposeB, to: c,
        adds: true)
    }
  }
}

/// The matrix product by its definition, in three loops: what `matmul` is tested against.
///
/// - Parameters:
///   - a: Left operand, shape `[…, M, K]`, or `[…, K, M]` when transposed.
///   - b: Right operand, shape `[…, K, N]`, or `[…, N, K]` when transposed.
///   - transposeA: Whether the last two axes of `a` are exchanged.
///   - transposeB: Whether the last two axes of `b` are exchanged.
/// - Returns: Product, shape `[…, M, N]`. Stops where `matmul` does.
public func naiveMatmul(
  _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
) -> Tensor {
  let sizes = MatmulShape(a.shape, b.shape, transposeA, transposeB)
  let (m, k, n) = (sizes.m, sizes.k, sizes.n)
  var c = Tensor(zeros: sizes.shape)
  for pair in 0..<(sizes.batches?.shape.elementCount ?? 1) {
    let (left, right) = sizes.batches?.offsets(of: pair) ?? (0, 0)
    for i in 0..<m {
      for j in 0..<n {
        var sum: Float = 0
        for l in 0..<k {
          sum +=
            a.scalars[left * m * k + (transposeA ? l * m + i : i * k + l)]
            * b.scalars[right * k * n + (transposeB ? j * k + l : l * n + j)]
        }
        c.scalars[(pair * m + i) * n + j] = sum
      }
    }
  }
  return c
}

/// The sizes of a matrix product, checked.
struct MatmulShape {
  let (m, k, n): (Int, Int, Int)
  /// Shape of the result.
  let shape: Shape
  /// How the matrices of both operands are paired; nil when there is one pair.
  let batches: Broadcast?

  init(_ a: Shape, _ b: Shape, _ transposeA: Bool, _ transposeB: Bool) {
    require(
      a.rank >= 2 && b.rank >= 2,
      "matmul: operands must have at least two axes — \(a) · \(b). "
        + "Reshape a vector to [1, K] or [K, 1]")
    let (rows, inner) = transposeA ? (a[-1], a[-2]) : (a[-2], a[-1])
    let (otherInner, columns) = transposeB ? (b[-1], b[-2]) : (b[-2], b[-1])
    require(
      inner == otherInner,
      "matmul: inner dimensions differ: \(a)\(transposeA ? "ᵀ" : "") · "
        + "\(b)\(transposeB ? "ᵀ" : "") (\(inner) ≠ \(otherInner)). "
        + "Did you forget to transpose?")
    if a.rank == 2 && b.rank == 2 {
      (m, k, n, batches, shape) = (rows, inner, columns, nil, [rows, columns])
      return
    }
    let pairs = Broadcast(
      Shape(a.dropLast(2)), Shape(b.dropLast(2)), for: "matmul of batches")
    shape = Shape(pairs.shape + [rows, columns])
    // One matrix on the right for all on the left: their rows make one tall matrix.
    let isTall =
      !transposeA && b.elementCount == inner * columns && a.elementCount > 0
      && pairs.shape.elementCount * rows * inner == a.elementCount
    m = isTall ? pairs.shape.elementCount * rows : rows
    (k, n, batches) = (inner, columns, isTall ? nil : pairs)
  }
}
