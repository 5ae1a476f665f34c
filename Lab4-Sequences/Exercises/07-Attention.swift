// 4.7 Scaled dot-product attention: every place of a sequence asks all others and takes a weighted
// mean of what they offer. No recurrence: any two places are one step apart.
// (A. Vaswani and others, "Attention is all you need", 2017.)

import Shared

// Letters: N sequences, H heads, T queries, S keys (T = S in self-attention), d numbers a head.

/// How well each query matches each key, `q · kᵀ / √d`.
///
/// The dot product of two vectors of d independent numbers of variance 1 has variance d. Divided by √d
/// it has variance 1 again, whatever the width; without that, softmax would soon be all 0 and 1, where
/// its slope is 0.
///
/// `matmul(a, b, transposeB: true)` multiplies the last two axes, for all sequences and heads at once.
///
/// - Parameters:
///   - q: Queries, [N, H, T, d].
///   - k: Keys, [N, H, S, d].
/// - Returns: Scores, [N, H, T, S]: row t holds what query t says to each key.
public func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  require(
    q.rank == 4 && k.rank == 4 && q.shape[3] == k.shape[3],
    "attentionScores: queries and keys need the same width — q \(q.shape), k \(k.shape) — use"
      + " [N, heads, T, d] and [N, heads, S, d]")
  todo("4.7 attentionScores")
}

/// Which keys each query may see in a text that is written from left to right: those up to itself.
///
/// ```
/// causalMask(3)             [[1, 0, 0], [1, 1, 0], [1, 1, 1]]
/// causalMask(2, after: 2)   [[1, 1, 1, 0], [1, 1, 1, 1]]         two places that follow two known ones
/// ```
/// In this course 1 is seen and 0 hidden, as in Keras and in PyTorch's `scaled_dot_product_attention`;
/// PyTorch's `nn.MultiheadAttention` has it the other way round, with `True` for hidden.
///
/// - Parameters:
///   - count: Queries T.
///   - past: Keys that stand before the first query.
/// - Returns: Ones and zeros, [T, past + T]: it is broadcast over sequences and heads.
public func causalMask(_ count: Int, after past: Int = 0) -> Tensor {
  require(
    count >= 0 && past >= 0,
    "causalMask: the numbers of places cannot be negative — \(count) after \(past) — use 0 or more")
  todo("4.7 causalMask")
}

/// The mask of padded sequences (4.1), shaped so that attention can use it.
///
/// Padding stands at the same keys whatever the head and the query, so one row a sequence is enough. Its
/// product with a causal mask is 1 where both are: [N, 1, T, S].
///
/// - Parameter tokens: 1 for a token and 0 for padding, [N, S].
/// - Returns: The same numbers, [N, 1, 1, S].
public func paddingMask(_ tokens: Tensor) -> Tensor {
  require(
    tokens.rank == 2,
    "paddingMask: one row a sequence is needed — \(tokens.shape) — use the mask of padded, [N, S]")
  todo("4.7 paddingMask")
}

/// Softmax over the keys that each query may see.
///
/// ```
/// w[t, s] = m[t, s] · e^z[t, s] / Σⱼ m[t, j] · e^z[t, j]
/// ```
/// The weights of a row sum to 1, and what is hidden has exactly 0. Subtract the row's largest score
/// before `exp`, as in 1.3: scores of ±1000 must give numbers. That largest score may itself be hidden,
/// and the visible ones then all become 0, so hide before you look for it: add −10⁹ where m is 0.
///
/// **A row that sees nothing has weights 0**, not 0/0: an empty sequence of a batch must not spoil the
/// others. (PyTorch's softmax of −∞ everywhere is NaN.) Its largest score is about −10⁹. Subtract
/// −10⁸ instead, `maximum(largest, -1e8)`, and its terms are e^(−9·10⁸) = 0. In every other row the
/// largest term is e⁰ = 1, so the sum is at least 1: dividing by `maximum(sum, 1)` changes no good row.
///
/// - Parameters:
///   - scores: z, [N, H, T, S]; S may be 0.
///   - mask: m, anything that is broadcast to the scores; nil hides nothing.
/// - Returns: The weights w, [N, H, T, S].
public func attentionWeights(_ scores: Tensor, mask: Tensor? = nil) -> Tensor {
  guard scores.count > 0 else { return scores }
  todo("4.7 attentionWeights")
}

/// Scaled dot-product attention, `y = softmax(q · kᵀ / √d) · v`.
///
/// Each query gets the mean of the values, weighted by how well their keys match it. Scores, weights and
/// this last product are the three steps.
/// PyTorch: `F.scaled_dot_product_attention(q, k, v, attn_mask=…)`; Keras: `Attention`.
///
/// - Parameters:
///   - q: Queries, [N, H, T, d].
///   - k: Keys, [N, H, S, d].
///   - v: Values, one for each key, [N, H, S, d].
///   - mask: 1 where query t may see key s, anything that is broadcast to [N, H, T, S].
/// - Returns: y, [N, H, T, d], zeros for a query that sees nothing; and the weights, [N, H, T, S].
public func attention(
  _ q: Tensor, _ k: Tensor, _ v: Tensor, mask: Tensor? = nil
) -> (y: Tensor, weights: Tensor) {
  require(
    v.rank == 4 && k.rank == 4 && v.shape[2] == k.shape[2],
    "attention: one value for each key is needed — k \(k.shape), v \(v.shape) — use [N, heads, S, d]"
  )
  todo("4.7 attention")
}

/// dL/dscores from dL/dweights: backward of softmax, row by row.
///
/// ```
/// w[s] = e^z[s] / Σⱼ e^z[j]
/// ∂w[j]/∂z[s] = w[j] · (δ[j, s] − w[s])             every score acts on every weight of its row
/// dz[s]       = Σⱼ dw[j] · ∂w[j]/∂z[s]
///             = w[s] · (dw[s] − Σⱼ dw[j] · w[j])    the sum is one number a row
/// ```
/// A hidden key has w = 0, hence dz = 0: the mask need not be known.
///
/// - Parameters:
///   - dWeights: dL/dw, [N, H, T, S].
///   - weights: w, [N, H, T, S].
/// - Returns: dL/dz, [N, H, T, S]. Each of its rows sums to 0.
public func attentionWeightsBackward(_ dWeights: Tensor, weights: Tensor) -> Tensor {
  require(
    dWeights.shape == weights.shape,
    "attentionWeightsBackward: dw must have the shape of the weights — dw \(dWeights.shape), w"
      + " \(weights.shape) — pass dy · vᵀ")
  todo("4.7 attentionWeightsBackward")
}

/// The gradients of `attention`.
///
/// ```
/// y[t]    = Σ_s w[t, s] · v[s]            dv[s]    = Σ_t w[t, s] · dy[t]
///                                         dw[t, s] = dy[t] · v[s]
/// z[t, s] = q[t] · k[s] / √d              dq[t]    = Σ_s dz[t, s] · k[s] / √d
///                                         dk[s]    = Σ_t dz[t, s] · q[t] / √d
/// ```
/// and dz from dw by `attentionWeightsBackward`. Every sum is a matrix product; a sum over t reads the
/// left operand transposed, `matmul(a, b, transposeA: true)`.
///
/// - Parameters:
///   - dy: dL/dy, [N, H, T, d].
///   - q: Queries, [N, H, T, d].
///   - k: Keys, [N, H, S, d].
///   - v: Values, [N, H, S, d].
///   - weights: What `attention` returned for them, [N, H, T, S].
/// - Returns: dL/dq, dL/dk and dL/dv, each of the shape of its tensor.
public func attentionBackward(
  _ dy: Tensor, q: Tensor, k: Tensor, v: Tensor, weights: Tensor
) -> (dq: Tensor, dk: Tensor, dv: Tensor) {
  require(
    dy.rank == 4 && dy.shape[2] == weights.shape[2] && dy.shape[3] == v.shape[3],
    "attentionBackward: dy must have the shape of the latest output — dy \(dy.shape), weights"
      + " \(weights.shape), v \(v.shape) — use [N, heads, T, d]")
  todo("4.7 attentionBackward")
}
