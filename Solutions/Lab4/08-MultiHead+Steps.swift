// 4.8, the steps that self-attention and cross-attention share: a projection, attention itself with what
// follows it, and the ways back through both.

import Shared

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
    // BEGIN SOLUTION 4.8 MultiHeadAttention.projected
    return matmul(x, inputWeight.value.rows(rows), transposeB: true) + inputBias.value.rows(rows)
    // END SOLUTION
  }

  /// Attention of the stored queries, keys and values, joined and projected by Wo.
  ///
  /// Keeps `weights` and `joined`: backward needs both.
  ///
  /// - Parameter mask: 1 where query t may see key s, broadcast to [N, H, T, S].
  /// - Returns: `joined·Woᵀ + bo`, [N, T, D].
  mutating func attend(_ mask: Tensor?) -> Tensor {
    // BEGIN SOLUTION 4.8 MultiHeadAttention.attend
    let result = attention(queries, keys, values, mask: mask)
    weights = result.weights
    joined = joinHeads(result.y)
    return matmul(joined, outputWeight.value, transposeB: true) + outputBias.value
    // END SOLUTION
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
    // BEGIN SOLUTION 4.8 MultiHeadAttention.backwardToHeads
    let rows = dy.placesAsRows  // [N·T, D]
    outputWeight.gradient += matmul(rows, joined.placesAsRows, transposeA: true)
    outputBias.gradient += rows.sum(along: 0)
    return attentionBackward(
      splitHeads(matmul(dy, outputWeight.value), count: heads), q: queries, k: keys, v: values,
      weights: weights)
    // END SOLUTION
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
    // BEGIN SOLUTION 4.8 MultiHeadAttention.backwardOfProjection
    let places = d.placesAsRows  // [N·T, R]
    let dWeight = matmul(places, x.placesAsRows, transposeA: true)  // [R, D]
    inputWeight.gradient.addRows(dWeight, at: Array(rows))
    inputBias.gradient.addRows(places.sum(along: 0), at: Array(rows))
    return matmul(d, inputWeight.value.rows(rows))  // [N, T, R] · [R, D]
    // END SOLUTION
  }
}

extension MultiHeadAttention {
  /// Multi-head attention with random normal weights and biases of zero.
  ///
  /// - Parameters:
  ///   - width: D.
  ///   - heads: H; divides D.
  ///   - standardDeviation: Of the weights of the input; nil for 1/√D, which keeps the variance.
  ///   - outputDeviation: Of Wo; nil for the same.
  ///   - generator: Source of the weights.
  public init(
    width: Int, heads: Int, standardDeviation: Float? = nil, outputDeviation: Float? = nil,
    using generator: inout SeededGenerator
  ) {
    let deviation = standardDeviation ?? 1 / Float(max(width, 1)).squareRoot()
    self.init(
      heads: heads,
      inputWeight: Tensor(
        randomNormal: [3 * width, width], standardDeviation: deviation, using: &generator),
      inputBias: Tensor(zeros: [3 * width]),
      outputWeight: Tensor(
        randomNormal: [width, width], standardDeviation: outputDeviation ?? deviation,
        using: &generator),
      outputBias: Tensor(zeros: [width]))
  }
}

extension Tensor {
  /// Places of sequences as rows: [N, T, D] → [N·T, D].
  var placesAsRows: Tensor { reshaped(to: [shape[0] * shape[1], shape[2]]) }
}
