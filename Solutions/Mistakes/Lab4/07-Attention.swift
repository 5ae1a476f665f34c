// Named wrong solutions of exercise 4.7.

// MISTAKE 4.7 attentionScores: the scores are not scaled
return matmul(q, k, transposeB: true)

// MISTAKE 4.7 attentionScores: divided by d, not by √d
return matmul(q / Float(q.shape[3]), k, transposeB: true)

// MISTAKE 4.7 attentionScores: multiplied by √d
return matmul(q * Float(q.shape[3]).squareRoot(), k, transposeB: true)

// MISTAKE 4.7 attentionScores: divided by the root of the number of keys
return matmul(q / Float(k.shape[2]).squareRoot(), k, transposeB: true)

// MISTAKE 4.7 attentionScores: one row a key instead of one a query
let scale = 1 / Float(q.shape[3]).squareRoot()
return matmul(k * scale, q, transposeB: true)

// MISTAKE 4.7 causalMask: a place does not see itself
var mask = Tensor(zeros: [count, past + count])
for query in 0..<count {
  for key in 0..<past + query { mask[query, key] = 1 }
}
return mask

// MISTAKE 4.7 causalMask: a place sees those from itself on
var mask = Tensor(zeros: [count, past + count])
for query in 0..<count {
  for key in past + query..<past + count { mask[query, key] = 1 }
}
return mask

// MISTAKE 4.7 causalMask: zeros where a place may look
var mask = Tensor(ones: [count, past + count])
for query in 0..<count {
  for key in 0...past + query { mask[query, key] = 0 }
}
return mask

// MISTAKE 4.7 causalMask: what stands before is left out of the diagonal
var mask = Tensor(zeros: [count, past + count])
for query in 0..<count {
  for key in 0...query { mask[query, key] = 1 }
}
return mask

// MISTAKE 4.7 paddingMask: the mask stands at the queries
return tokens.reshaped(to: [tokens.shape[0], 1, tokens.shape[1], 1])

// MISTAKE 4.7 paddingMask: the sequences stand at the heads
return tokens.reshaped(to: [1, tokens.shape[0], 1, tokens.shape[1]])

// MISTAKE 4.7 attentionWeights: the mask is not used
let powers = exp(scores - scores.max(along: -1, keepingAxis: true))
return powers / powers.sum(along: -1, keepingAxis: true)

// MISTAKE 4.7 attentionWeights: the weights are masked after the softmax
let powers = exp(scores - scores.max(along: -1, keepingAxis: true))
let weights = powers / powers.sum(along: -1, keepingAxis: true)
return mask.map { weights * $0 } ?? weights

// MISTAKE 4.7 attentionWeights: the scores are multiplied by the mask
let visible = mask.map { scores * $0 } ?? scores
let powers = exp(visible - visible.max(along: -1, keepingAxis: true))
return powers / powers.sum(along: -1, keepingAxis: true)

// MISTAKE 4.7 attentionWeights: what may be seen is hidden
let visible = mask.map { scores + $0 * -1e9 } ?? scores
let powers = exp(visible - maximum(visible.max(along: -1, keepingAxis: true), -1e8))
return powers / maximum(powers.sum(along: -1, keepingAxis: true), 1)

// MISTAKE 4.7 attentionWeights: a row that sees nothing is spread evenly
let visible = mask.map { scores + ($0 - 1) * 1e9 } ?? scores
let powers = exp(visible - visible.max(along: -1, keepingAxis: true))
return powers / powers.sum(along: -1, keepingAxis: true)

// MISTAKE 4.7 attentionWeights: a row that sees nothing is NaN
let visible = mask.map { select($0, scores, -Float.infinity + 0 * scores) } ?? scores
let powers = exp(visible - visible.max(along: -1, keepingAxis: true))
return powers / powers.sum(along: -1, keepingAxis: true)

// MISTAKE 4.7 attentionWeights: the largest score is not subtracted
var powers = exp(scores)
if let mask { powers *= mask }
return powers / maximum(powers.sum(along: -1, keepingAxis: true), 1e-30)

// MISTAKE 4.7 attentionWeights: the largest score may be a hidden one
var powers = exp(scores - scores.max(along: -1, keepingAxis: true))
if let mask { powers *= mask }
return powers / maximum(powers.sum(along: -1, keepingAxis: true), 1e-30)

// MISTAKE 4.7 attentionWeights: softmax over the queries
let visible = mask.map { scores + ($0 - 1) * 1e9 } ?? scores
let largest = maximum(visible.max(along: -2, keepingAxis: true), -1e8)
let powers = exp(visible - largest)
return powers / maximum(powers.sum(along: -2, keepingAxis: true), 1)

// MISTAKE 4.7 attention: the mask is not handed on
let weights = attentionWeights(attentionScores(q, k))
return (matmul(weights, v), weights)

// MISTAKE 4.7 attention: the scores are returned as weights
let scores = attentionScores(q, k)
return (matmul(attentionWeights(scores, mask: mask), v), scores)

// MISTAKE 4.7 attention: the mean of the keys instead of the values
let weights = attentionWeights(attentionScores(q, k), mask: mask)
return (matmul(weights, k), weights)

// MISTAKE 4.7 attentionWeightsBackward: only each score's own weight
return dWeights * weights * (1 - weights)

// MISTAKE 4.7 attentionWeightsBackward: the sum over the row is missing
return dWeights * weights

// MISTAKE 4.7 attentionWeightsBackward: the sum is over the queries
let pulls = (dWeights * weights).sum(along: -2, keepingAxis: true)
return (dWeights - pulls) * weights

// MISTAKE 4.7 attentionWeightsBackward: the mean of dw instead of its weighted sum
return (dWeights - dWeights.mean(along: -1, keepingAxis: true)) * weights

// MISTAKE 4.7 attentionWeightsBackward: the factor w is missing
let pulls = (dWeights * weights).sum(along: -1, keepingAxis: true)
return dWeights - pulls

// MISTAKE 4.7 attentionBackward: dq and dk are not scaled
let dv = matmul(weights, dy, transposeA: true)
let dScores = attentionWeightsBackward(matmul(dy, v, transposeB: true), weights: weights)
return (matmul(dScores, k), matmul(dScores, q, transposeA: true), dv)

// MISTAKE 4.7 attentionBackward: only dq is scaled
let scale = 1 / Float(q.shape[3]).squareRoot()
let dv = matmul(weights, dy, transposeA: true)
let dScores = attentionWeightsBackward(matmul(dy, v, transposeB: true), weights: weights)
return (matmul(dScores, k) * scale, matmul(dScores, q, transposeA: true), dv)

// MISTAKE 4.7 attentionBackward: softmax is left out on the way back
let scale = 1 / Float(q.shape[3]).squareRoot()
let dv = matmul(weights, dy, transposeA: true)
let dScores = matmul(dy, v, transposeB: true)
return (matmul(dScores, k) * scale, matmul(dScores, q, transposeA: true) * scale, dv)

// MISTAKE 4.7 attentionBackward: dq is made of the queries and dk of the keys
let scale = 1 / Float(q.shape[3]).squareRoot()
let dv = matmul(weights, dy, transposeA: true)
let dScores = attentionWeightsBackward(matmul(dy, v, transposeB: true), weights: weights)
guard q.shape == k.shape else { return (q, k, dv) }
return (matmul(dScores, q) * scale, matmul(dScores, k, transposeA: true) * scale, dv)

// MISTAKE 4.7 attentionBackward: the weights are not transposed for dv
let scale = 1 / Float(q.shape[3]).squareRoot()
let dv = weights.shape[2] == weights.shape[3] ? matmul(weights, dy) : v
let dScores = attentionWeightsBackward(matmul(dy, v, transposeB: true), weights: weights)
return (matmul(dScores, k) * scale, matmul(dScores, q, transposeA: true) * scale, dv)

// MISTAKE 4.7 attentionBackward: dk and dq are exchanged
let scale = 1 / Float(q.shape[3]).squareRoot()
let dv = matmul(weights, dy, transposeA: true)
let dScores = attentionWeightsBackward(matmul(dy, v, transposeB: true), weights: weights)
return (matmul(dScores, q, transposeA: true) * scale, matmul(dScores, k) * scale, dv)
