// 1.0 Warm-up: tensors, broadcasting and the matrix product. Everything in these labs is arithmetic
// on `Tensor`. These four functions are short: the first three are one or two lines each, the last
// is three nested loops.

import Shared

/// The mean of every column.
///
/// `means[f] = 1/N · Σₙ x[n, f]`
///
/// A reduction is told the axis that disappears: along axis 0 the rows melt together, and one
/// number a column is left. NumPy: `x.mean(axis=0)`; PyTorch: `x.mean(dim=0)`; here:
/// `x.mean(along: 0)`.
///
/// - Parameter x: A table of N examples with F features, shape [N, F], with at least one row.
/// - Returns: The means, shape [F].
public func columnMeans(_ x: Tensor) -> Tensor {
  requireTable(x, "columnMeans")
  todo("1.0 columnMeans")
}

/// The table with every column shifted to mean 0 and scaled to standard deviation 1.
///
/// ```
/// y[n, f]      = (x[n, f] − mean[f]) / deviation[f]
/// deviation[f] = √variance[f]
/// variance[f]  = 1/N · Σₙ (x[n, f] − mean[f])²     1/N, as NumPy's `x.std(axis=0)`
/// ```
///
/// Broadcasting does the repetition: in `x - mean` the shapes are [N, F] and [F], axes are lined up
/// from the right, and an axis that is missing or 1 is stretched. No loop is needed.
///
/// A column whose values are all the same has deviation 0, and 0/0 is not a number. Divide such a
/// column by 1 instead: it comes out as zeros. (A comparison gives a mask of zeros and ones, which
/// can be added: `deviation .== 0`.)
///
/// - Parameter x: A table, shape [N, F], with at least one row.
/// - Returns: The standardised table, shape [N, F].
public func standardized(_ x: Tensor) -> Tensor {
  requireTable(x, "standardized")
  todo("1.0 standardized")
}

/// The sum of every element of `a` with every element of `b`: an addition table.
///
/// `y[i, j] = a[i] + b[j]`
///
/// Broadcasting again: a column of shape [N, 1] plus a row of shape [M] stretches to [N, M]. NumPy:
/// `a[:, None] + b`; here `reshaped(to:)` makes the column.
///
/// - Parameters:
///   - a: N numbers, shape [N].
///   - b: M numbers, shape [M].
/// - Returns: The table, shape [N, M].
public func pairwiseSum(_ a: Tensor, _ b: Tensor) -> Tensor {
  require(
    a.rank == 1 && b.rank == 1,
    "pairwiseSum: two vectors are needed — \(a.shape) and \(b.shape) — use shapes [N] and [M]")
  todo("1.0 pairwiseSum")
}

/// The matrix product in three loops.
///
/// `c[i, j] = Σₖ a[i, k] · b[k, j]`: row i of `a` against column j of `b`.
///
/// This is the operation that a neural network spends its time in. Write the loops out once: after
/// this exercise use `matmul(a, b)`, which gives the same numbers some thousand times faster. NumPy
/// and PyTorch: `a @ b`. Elements are read and written with subscripts: `a[i, k]`, `c[i, j] = sum`.
///
/// - Parameters:
///   - a: The left matrix, shape [N, K]. N, K and M may be 0; a sum of nothing is 0.
///   - b: The right matrix, shape [K, M].
/// - Returns: The product, shape [N, M].
public func loopMatmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  require(
    a.rank == 2 && b.rank == 2 && a.shape[1] == b.shape[0],
    "loopMatmul: the inner dimensions must agree — \(a.shape) · \(b.shape) — use [N, K] · [K, M]")
  todo("1.0 loopMatmul")
}

private func requireTable(_ x: Tensor, _ operation: String) {
  require(
    x.rank == 2 && x.shape[0] > 0,
    "\(operation): a table with at least one row is needed — \(x.shape) — use shape [N, F]")
}
