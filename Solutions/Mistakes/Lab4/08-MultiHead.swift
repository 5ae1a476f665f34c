// Named wrong solutions of exercise 4.8.

// MISTAKE 4.8 splitHeads: reshaped at once, so that places and columns mix
let (n, t, d) = x.shape.ntd
return x.reshaped(to: [n, count, t, d / count])

// MISTAKE 4.8 splitHeads: head h gets every H-th column
let (n, t, d) = x.shape.ntd
return x.reshaped(to: [n, t, d / count, count]).transposed(to: [0, 3, 1, 2])

// MISTAKE 4.8 splitHeads: places and columns of a head are exchanged
let (n, t, d) = x.shape.ntd
return x.reshaped(to: [n, t, count, d / count]).transposed(to: [0, 2, 3, 1])

// MISTAKE 4.8 splitHeads: heads stay behind the places
let (n, t, d) = x.shape.ntd
return x.reshaped(to: [n, t, count, d / count])

// MISTAKE 4.8 joinHeads: reshaped without changing the axes
let (n, h, t, d) = heads.shape.nchw
return heads.reshaped(to: [n, t, h * d])

// MISTAKE 4.8 joinHeads: the numbers of the heads alternate
let (n, h, t, d) = heads.shape.nchw
return heads.transposed(to: [0, 2, 3, 1]).reshaped(to: [n, t, h * d])

// MISTAKE 4.8 MultiHeadAttention.projected: the bias is missing
return matmul(x, inputWeight.value.rows(rows), transposeB: true)

// MISTAKE 4.8 MultiHeadAttention.projected: always the first rows
return matmul(x, inputWeight.value.rows(0..<rows.count), transposeB: true)
  + inputBias.value.rows(0..<rows.count)

// MISTAKE 4.8 MultiHeadAttention.projected: the bias of the first rows
return matmul(x, inputWeight.value.rows(rows), transposeB: true)
  + inputBias.value.rows(0..<rows.count)

// MISTAKE 4.8 MultiHeadAttention.forward: keys and values are exchanged
(input, memory) = (x, nil)
let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)
queries = all.slice(0..<heads, along: 1)
values = all.slice(heads..<2 * heads, along: 1)
keys = all.slice(2 * heads..<3 * heads, along: 1)
return attend(mask)

// MISTAKE 4.8 MultiHeadAttention.forward: queries, keys and values are interleaved in the rows
(input, memory) = (x, nil)
let all = splitHeads(projected(x, rows: 0..<3 * width), count: heads)
let d = width / heads
queries = all.slice(0..<d, along: 3)
keys = all.slice(d..<2 * d, along: 3)
values = all.slice(2 * d..<3 * d, along: 3)
return attend(mask)

// MISTAKE 4.8 MultiHeadAttention.forward: the mask is not handed on
(input, memory) = (x, nil)
let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)
queries = all.slice(0..<heads, along: 1)
keys = all.slice(heads..<2 * heads, along: 1)
values = all.slice(2 * heads..<3 * heads, along: 1)
return attend(nil)

// MISTAKE 4.8 MultiHeadAttention.forward: the memory of an earlier call stays
input = x
let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)
queries = all.slice(0..<heads, along: 1)
keys = all.slice(heads..<2 * heads, along: 1)
values = all.slice(2 * heads..<3 * heads, along: 1)
return attend(mask)

// MISTAKE 4.8 MultiHeadAttention.forward memory: the memory asks x
(input, self.memory) = (x, memory)
queries = splitHeads(projected(memory, rows: 0..<width), count: heads)
let both = splitHeads(projected(x, rows: width..<3 * width), count: 2 * heads)
keys = both.slice(0..<heads, along: 1)
values = both.slice(heads..<2 * heads, along: 1)
return attend(mask)

// MISTAKE 4.8 MultiHeadAttention.forward memory: the values are made of x
(input, self.memory) = (x, memory)
queries = splitHeads(projected(x, rows: 0..<width), count: heads)
keys = splitHeads(projected(x, rows: width..<2 * width), count: heads)
values = splitHeads(projected(x, rows: 2 * width..<3 * width), count: heads)
return attend(mask)

// MISTAKE 4.8 MultiHeadAttention.forward memory: keys and values are exchanged
(input, self.memory) = (x, memory)
queries = splitHeads(projected(x, rows: 0..<width), count: heads)
let both = splitHeads(projected(memory, rows: width..<3 * width), count: 2 * heads)
values = both.slice(0..<heads, along: 1)
keys = both.slice(heads..<2 * heads, along: 1)
return attend(mask)

// MISTAKE 4.8 MultiHeadAttention.attend: the output projection is missing
let result = attention(queries, keys, values, mask: mask)
weights = result.weights
joined = joinHeads(result.y)
return joined

// MISTAKE 4.8 MultiHeadAttention.attend: the output weight is not transposed
let result = attention(queries, keys, values, mask: mask)
weights = result.weights
joined = joinHeads(result.y)
return matmul(joined, outputWeight.value) + outputBias.value

// MISTAKE 4.8 MultiHeadAttention.attend: the output bias is missing
let result = attention(queries, keys, values, mask: mask)
weights = result.weights
joined = joinHeads(result.y)
return matmul(joined, outputWeight.value, transposeB: true)

// MISTAKE 4.8 MultiHeadAttention.attend: the weights are not kept
let result = attention(queries, keys, values, mask: mask)
joined = joinHeads(result.y)
return matmul(joined, outputWeight.value, transposeB: true) + outputBias.value

// MISTAKE 4.8 MultiHeadAttention.backwardToHeads: the gradient of Wo is stored, not added
let rows = dy.placesAsRows
outputWeight.gradient = matmul(rows, joined.placesAsRows, transposeA: true)
outputBias.gradient = rows.sum(along: 0)
return attentionBackward(
  splitHeads(matmul(dy, outputWeight.value), count: heads), q: queries, k: keys, v: values,
  weights: weights)

// MISTAKE 4.8 MultiHeadAttention.backwardToHeads: the gradient of Wo is transposed
let rows = dy.placesAsRows
outputWeight.gradient += matmul(joined.placesAsRows, rows, transposeA: true)
outputBias.gradient += rows.sum(along: 0)
return attentionBackward(
  splitHeads(matmul(dy, outputWeight.value), count: heads), q: queries, k: keys, v: values,
  weights: weights)

// MISTAKE 4.8 MultiHeadAttention.backwardToHeads: the gradient of bo is missing
outputWeight.gradient += matmul(dy.placesAsRows, joined.placesAsRows, transposeA: true)
return attentionBackward(
  splitHeads(matmul(dy, outputWeight.value), count: heads), q: queries, k: keys, v: values,
  weights: weights)

// MISTAKE 4.8 MultiHeadAttention.backwardToHeads: Wo is transposed on the way back
let rows = dy.placesAsRows
outputWeight.gradient += matmul(rows, joined.placesAsRows, transposeA: true)
outputBias.gradient += rows.sum(along: 0)
return attentionBackward(
  splitHeads(matmul(dy, outputWeight.value, transposeB: true), count: heads), q: queries, k: keys,
  v: values, weights: weights)

// MISTAKE 4.8 MultiHeadAttention.backwardToHeads: Wo is left out on the way back
let rows = dy.placesAsRows
outputWeight.gradient += matmul(rows, joined.placesAsRows, transposeA: true)
outputBias.gradient += rows.sum(along: 0)
return attentionBackward(
  splitHeads(dy, count: heads), q: queries, k: keys, v: values, weights: weights)

// MISTAKE 4.8 MultiHeadAttention.backwardOfProjection: the gradient goes to the first rows
let places = d.placesAsRows
let dWeight = matmul(places, x.placesAsRows, transposeA: true)
inputWeight.gradient.addRows(dWeight, at: Array(0..<rows.count))
inputBias.gradient.addRows(places.sum(along: 0), at: Array(0..<rows.count))
return matmul(d, inputWeight.value.rows(rows))

// MISTAKE 4.8 MultiHeadAttention.backwardOfProjection: the gradient of the bias is missing
let dWeight = matmul(d.placesAsRows, x.placesAsRows, transposeA: true)
inputWeight.gradient.addRows(dWeight, at: Array(rows))
return matmul(d, inputWeight.value.rows(rows))

// MISTAKE 4.8 MultiHeadAttention.backwardOfProjection: divided by the number of places
let places = d.placesAsRows
let dWeight = matmul(places, x.placesAsRows, transposeA: true) / Float(places.shape[0])
inputWeight.gradient.addRows(dWeight, at: Array(rows))
inputBias.gradient.addRows(places.sum(along: 0) / Float(places.shape[0]), at: Array(rows))
return matmul(d, inputWeight.value.rows(rows))

// MISTAKE 4.8 MultiHeadAttention.backward: only the way through the queries
let (dq, _, _) = backwardToHeads(dy)
return backwardOfProjection(joinHeads(dq), of: input, rows: 0..<width)

// MISTAKE 4.8 MultiHeadAttention.backward: dk and dv are exchanged
let (dq, dk, dv) = backwardToHeads(dy)
let dAll = joinHeads(Tensor(concatenating: [dq, dv, dk], along: 1))
return backwardOfProjection(dAll, of: input, rows: 0..<3 * width)

// MISTAKE 4.8 MultiHeadAttention.backward: dy is added, as if there were a shortcut
let (dq, dk, dv) = backwardToHeads(dy)
let dAll = joinHeads(Tensor(concatenating: [dq, dk, dv], along: 1))
return dy + backwardOfProjection(dAll, of: input, rows: 0..<3 * width)

// MISTAKE 4.8 MultiHeadAttention.backwardWithMemory: dk and dv are exchanged
let (dq, dk, dv) = backwardToHeads(dy)
let dPairs = joinHeads(Tensor(concatenating: [dv, dk], along: 1))
let dx = backwardOfProjection(joinHeads(dq), of: input, rows: 0..<width)
return (dx, backwardOfProjection(dPairs, of: memory, rows: width..<3 * width))

// MISTAKE 4.8 MultiHeadAttention.backwardWithMemory: nothing reaches the memory
let (dq, _, _) = backwardToHeads(dy)
let dx = backwardOfProjection(joinHeads(dq), of: input, rows: 0..<width)
return (dx, Tensor(zeros: memory.shape))

// MISTAKE 4.8 MultiHeadAttention.backwardWithMemory: the values give nothing back
let (dq, dk, _) = backwardToHeads(dy)
let dx = backwardOfProjection(joinHeads(dq), of: input, rows: 0..<width)
return (dx, backwardOfProjection(joinHeads(dk), of: memory, rows: width..<2 * width))
