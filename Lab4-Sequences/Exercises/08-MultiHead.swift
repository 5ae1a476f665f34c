// 4.8 Multi-head attention: several attentions side by side, each on its own part of the width, so
// that one place can look at its neighbour, another at the start of the line, at the same time.

import Shared

/// Cuts the width into heads, [N, T, D] → [N, H, T, d] with d = D / H.
///
/// Head h has the columns h·d ..< (h + 1)·d. Reshaping to [N, T, H, d] cuts them; the axes T and H then
/// change places (`transposed(to:)`), so that the last two are the matrix of one head. Reshaping to
/// [N, H, T, d] at once would mix places and columns.
///
/// - Parameters:
///   - x: [N, T, D].
///   - count: H; divides D.
/// - Returns: [N, H, T, d].
public func splitHeads(_ x: Tensor, count: Int) -> Tensor {
  require(
    x.rank == 3 && count > 0 && x.shape[2] % count == 0,
    "splitHeads: the width must be a multiple of the heads — \(x.shape), \(count) heads — use a width"
      + " of heads times d")
  todo("4.8 splitHeads")
}

/// Sets the heads side by side again, [N, H, T, d] → [N, T, D]: undoes `splitHeads`.
///
/// - Parameter heads: [N, H, T, d].
/// - Returns: [N, T, H·d].
public func joinHeads(_ heads: Tensor) -> Tensor {
  require(
    heads.rank == 4, "joinHeads: four axes are needed — \(heads.shape) — use [N, heads, T, d]")
  todo("4.8 joinHeads")
}

extension MultiHeadAttention {
  /// The projection by some rows of `inputWeight`, `x·Wᵀ + b`.
  ///
  /// `matmul` of [N, T, D] and a matrix treats all places alike; `rows(_:)` cuts weight and bias.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - rows: Which rows: 0..<D for queries, D..<3·D for keys and values together.
  /// - Returns: [N, T, R] for R rows.
  func projected(_ x: Tensor, rows: Range<Int>) -> Tensor {
    todo("4.8 MultiHeadAttention.projected")
  }

  /// Attention of the stored queries, keys and values, joined and projected by Wo.
  ///
  /// Keeps `weights` and `joined`: backward needs both.
  ///
  /// - Parameter mask: 1 where query t may see key s, broadcast to [N, H, T, S].
  /// - Returns: `joined·Woᵀ + bo`, [N, T, D].
  mutating func attend(_ mask: Tensor?) -> Tensor {
    todo("4.8 MultiHeadAttention.attend")
  }

  /// Backward through Wo and through attention: undoes `attend`.
  ///
  /// ```
  /// y[n, t, o] = Σ_d joined[n, t, d] · Wo[o, d] + bo[o]
  /// dWo[o, d]  = Σ_n Σ_t dy[n, t, o] · joined[n, t, d]        a sum over all places of all sequences
  /// dbo[o]     = Σ_n Σ_t dy[n, t, o]
  /// djoined    = dy · Wo
  /// ```
  /// For the sum over places, reshape [N, T, D] to [N·T, D] first: places are rows.
  ///
  /// - Parameter dy: dL/dy, [N, T, D].
  /// - Returns: dL/dq, dL/dk and dL/dv, in heads; the gradients of Wo and bo are added to.
  mutating func backwardToHeads(_ dy: Tensor) -> (dq: Tensor, dk: Tensor, dv: Tensor) {
    require(
      dy.shape == joined.shape,
      "MultiHeadAttention.backward: dy must have the shape of the latest output — dy \(dy.shape),"
        + " remembered \(joined.shape) — keep it in forward: joined = …")
    todo("4.8 MultiHeadAttention.backwardToHeads")
  }

  /// Backward of `projected`.
  ///
  /// Only these rows of the weight and of the bias were used, so only their gradients are added to:
  /// `addRows(_:at:)` with `Array(rows)`.
  ///
  /// - Parameters:
  ///   - d: The gradient with respect to the projection, [N, T, R].
  ///   - x: What was projected, [N, T, D].
  ///   - rows: The rows that were used.
  /// - Returns: dL/dx, [N, T, D].
  mutating func backwardOfProjection(_ d: Tensor, of x: Tensor, rows: Range<Int>) -> Tensor {
    todo("4.8 MultiHeadAttention.backwardOfProjection")
  }

  /// Self-attention: x asks itself.
  ///
  /// Keeps `input`, `queries`, `keys`, `values`, `weights` and `joined`, and sets `memory` to nil. A linear
  /// map treats every place alike: `projected(_:rows:)` makes q, k and v of all places in one product,
  /// [N, T, 3·D]. Cut into 3·H heads at once, the first H are the queries, the next H the keys and the
  /// last H the values: `slice(_:along: 1)`. `attend` does the rest.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - mask: 1 where query t may see key s, broadcast to [N, H, T, T].
  /// - Returns: y, [N, T, D].
  public mutating func forward(_ x: Tensor, mask: Tensor? = nil) -> Tensor {
    requireWidth(x, "MultiHeadAttention.forward")
    todo("4.8 MultiHeadAttention.forward")
  }

  /// Cross-attention: x asks the memory.
  ///
  /// The queries are made of x, keys and values of the memory. Keeps what the other `forward` keeps, and
  /// the memory.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - memory: [N, S, D].
  ///   - mask: 1 where query t may see key s, broadcast to [N, H, T, S].
  /// - Returns: y, [N, T, D].
  public mutating func forward(_ x: Tensor, memory: Tensor, mask: Tensor? = nil) -> Tensor {
    requireWidth(x, "MultiHeadAttention.forward")
    requireWidth(memory, "MultiHeadAttention.forward, memory")
    todo("4.8 MultiHeadAttention.forward memory")
  }

  /// The gradients of the latest self-attention.
  ///
  /// x made the queries, the keys and the values, so dL/dx is a sum of three. Backward goes the way of
  /// forward: `backwardToHeads`, join dq, dk and dv to one [N, T, 3·D] (`Tensor(concatenating:along: 1)`,
  /// then `joinHeads`), `backwardOfProjection`.
  ///
  /// - Parameter dy: dL/dy, [N, T, D].
  /// - Returns: dL/dx, [N, T, D]; the gradients of the four parameters are added to.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    require(
      memory == nil,
      "MultiHeadAttention.backward: the latest forward had a memory \(memory?.shape ?? []) — call"
        + " backwardWithMemory")
    todo("4.8 MultiHeadAttention.backward")
  }

  /// The gradients of the latest cross-attention.
  ///
  /// - Parameter dy: dL/dy, [N, T, D].
  /// - Returns: dL/dx, [N, T, D], through the queries alone, and dL/dmemory, [N, S, D], through keys and
  ///   values; the gradients of the four parameters are added to.
  public mutating func backwardWithMemory(_ dy: Tensor) -> (dx: Tensor, dMemory: Tensor) {
    guard let memory else {
      fatalError(
        "MultiHeadAttention.backwardWithMemory: the latest forward had no memory — dy \(dy.shape) —"
          + " call backward")
    }
    todo("4.8 MultiHeadAttention.backwardWithMemory")
  }
}
