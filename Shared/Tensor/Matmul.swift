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
  naiveMatmul(a, b, transposeA: transposeA, transposeB: transposeB)
}

/// The matrix product by its definition, in three loops: what `matmul` is tested against.
public func naiveMatmul(
  _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
) -> Tensor {
  let product = MatmulShape(a.shape, b.shape, transposeA, transposeB)
  var result = Tensor(zeros: product.shape)
  for (index, (aStart, bStart)) in product.starts.enumerated() {
    let start = index * product.m * product.n
    for i in 0..<product.m {
      for j in 0..<product.n {
        var sum: Float = 0
        for k in 0..<product.k {
          let left = transposeA ? k * product.m + i : i * product.k + k
          let right = transposeB ? j * product.k + k : k * product.n + j
          sum += a.scalars[aStart + left] * b.scalars[bStart + right]
        }
        result.scalars[start + i * product.n + j] = sum
      }
    }
  }
  return result
}

/// The sizes of a matrix product, checked.
struct MatmulShape {
  let (m, k, n): (Int, Int, Int)
  /// Shape of the result.
  let shape: Shape
  /// How the batches of both operands are paired.
  let batches: Broadcast

  init(_ a: Shape, _ b: Shape, _ transposeA: Bool, _ transposeB: Bool) {
    require(
      a.rank >= 2 && b.rank >= 2,
      "matmul: operands must have at least two axes — \(a) · \(b). "
        + "Reshape a vector to [1, K] or [K, 1]")
    let left = transposeA ? (a[-1], a[-2]) : (a[-2], a[-1])
    let right = transposeB ? (b[-1], b[-2]) : (b[-2], b[-1])
    require(
      left.1 == right.0,
      "matmul: inner dimensions differ: \(a)\(transposeA ? "ᵀ" : "") · "
        + "\(b)\(transposeB ? "ᵀ" : "") (\(left.1) ≠ \(right.0)). Did you forget to transpose?")
    (m, k, n) = (left.0, left.1, right.1)
    batches = Broadcast(
      Shape(a.dropLast(2)), Shape(b.dropLast(2)), for: "matmul (batch axes)")
    shape = Shape(batches.shape + [m, n])
  }

  /// Where the matrices of each pair begin in their operands.
  var starts: [(a: Int, b: Int)] {
    var result: [(a: Int, b: Int)] = []
    guard batches.shape.elementCount > 0 else { return [] }
    batches.forEachRow(0..<batches.rows) { _, a, b in
      for step in 0..<batches.sizes[3] {
        result.append(
          ((a + step * batches.first[3]) * m * k, (b + step * batches.second[3]) * k * n))
      }
    }
    return result
  }
}
