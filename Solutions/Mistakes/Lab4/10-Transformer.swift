// Named wrong solutions of exercise 4.10.

// MISTAKE 4.10 TransformerBlock.forward: what attention read is not added
let h = attentionBranch(x, &context)
return h + placeBranch(h, &context)

// MISTAKE 4.10 TransformerBlock.forward: the second branch is not added to anything
let h = x + attentionBranch(x, &context)
return placeBranch(h, &context)

// MISTAKE 4.10 TransformerBlock.forward: x is added again instead of h
let h = x + attentionBranch(x, &context)
return x + placeBranch(h, &context)

// MISTAKE 4.10 TransformerBlock.forward: both branches read x
let added = attentionBranch(x, &context)
return x + added + placeBranch(x, &context)

// MISTAKE 4.10 TransformerBlock.forward: the network comes before attention
let h = x + placeBranch(x, &context)
return h + attentionBranch(h, &context)

// MISTAKE 4.10 TransformerBlock.attentionBranch: not causal
let mixed = attention.forward(norm1.forward(x, &context), mask: mask)
return dropout1?.forward(mixed, &context) ?? mixed

// MISTAKE 4.10 TransformerBlock.attentionBranch: always causal
let causal = causalMask(x.shape[1])
let combined = mask.map { $0 * causal } ?? causal
let mixed = attention.forward(norm1.forward(x, &context), mask: combined)
return dropout1?.forward(mixed, &context) ?? mixed

// MISTAKE 4.10 TransformerBlock.attentionBranch: a causal block forgets the padding
let mixed = attention.forward(
  norm1.forward(x, &context), mask: isCausal ? causalMask(x.shape[1]) : mask)
return dropout1?.forward(mixed, &context) ?? mixed

// MISTAKE 4.10 TransformerBlock.attentionBranch: attention reads x without the norm
let causal = isCausal ? causalMask(x.shape[1]) : nil
let combined = causal.map { causal in mask.map { $0 * causal } ?? causal } ?? mask
let mixed = attention.forward(x, mask: combined)
return dropout1?.forward(mixed, &context) ?? mixed

// MISTAKE 4.10 TransformerBlock.attentionBranch: normalised after attention
let causal = isCausal ? causalMask(x.shape[1]) : nil
let combined = causal.map { causal in mask.map { $0 * causal } ?? causal } ?? mask
let mixed = norm1.forward(attention.forward(x, mask: combined), &context)
return dropout1?.forward(mixed, &context) ?? mixed

// MISTAKE 4.10 TransformerBlock.attentionBranch: no dropout
let causal = isCausal ? causalMask(x.shape[1]) : nil
let combined = causal.map { causal in mask.map { $0 * causal } ?? causal } ?? mask
return attention.forward(norm1.forward(x, &context), mask: combined)

// MISTAKE 4.10 TransformerBlock.placeBranch: the activation is missing
let rows = norm2.forward(h, &context).placesAsRows
let hidden = linear1.forward(rows, &context)
let added = linear2.forward(hidden, &context).reshaped(to: h.shape)
return dropout2?.forward(added, &context) ?? added

// MISTAKE 4.10 TransformerBlock.placeBranch: the norm of the other branch
let rows = norm1.forward(h, &context).placesAsRows
let hidden = activation.forward(linear1.forward(rows, &context), &context)
let added = linear2.forward(hidden, &context).reshaped(to: h.shape)
return dropout2?.forward(added, &context) ?? added

// MISTAKE 4.10 TransformerBlock.placeBranch: without its norm
let hidden = activation.forward(linear1.forward(h.placesAsRows, &context), &context)
let added = linear2.forward(hidden, &context).reshaped(to: h.shape)
return dropout2?.forward(added, &context) ?? added

// MISTAKE 4.10 TransformerBlock.placeBranch: an activation after the second layer too
let rows = norm2.forward(h, &context).placesAsRows
let hidden = activation.forward(linear1.forward(rows, &context), &context)
let added = gelu(linear2.forward(hidden, &context), form: activation.form).reshaped(to: h.shape)
return dropout2?.forward(added, &context) ?? added

// MISTAKE 4.10 TransformerBlock.backward: the ways beside the branches are forgotten
return attentionBranchBackward(placeBranchBackward(dy))

// MISTAKE 4.10 TransformerBlock.backward: both branches get dy
let through = placeBranchBackward(dy)
return dy + through + attentionBranchBackward(dy)

// MISTAKE 4.10 TransformerBlock.backward: the branches in the order of forward
let dh = dy + attentionBranchBackward(dy)
return dh + placeBranchBackward(dh)

// MISTAKE 4.10 TransformerBlock.backward: dy is added beside dh once more
let dh = dy + placeBranchBackward(dy)
return dy + dh + attentionBranchBackward(dh)

// MISTAKE 4.10 TransformerBlock.placeBranchBackward: the activation is left out
let dAdded = dropout2?.backward(dy) ?? dy
let dHidden = linear2.backward(dAdded.placesAsRows)
return norm2.backward(linear1.backward(dHidden).reshaped(to: dy.shape))

// MISTAKE 4.10 TransformerBlock.placeBranchBackward: the norm is left out
let dAdded = dropout2?.backward(dy) ?? dy
let dHidden = activation.backward(linear2.backward(dAdded.placesAsRows))
return linear1.backward(dHidden).reshaped(to: dy.shape)

// MISTAKE 4.10 TransformerBlock.attentionBranchBackward: the norm is left out
return attention.backward(dropout1?.backward(dy) ?? dy)

// MISTAKE 4.10 TransformerBlock.attentionBranchBackward: dropout is left out
return norm1.backward(attention.backward(dy))

// MISTAKE 4.10 TransformerBlock.forEachParameter: the second norm is not visited
norm1.forEachParameter(body)
attention.forEachParameter(body)
linear1.forEachParameter(body)
linear2.forEachParameter(body)

// MISTAKE 4.10 TransformerBlock.forEachParameter: attention is not visited
norm1.forEachParameter(body)
norm2.forEachParameter(body)
linear1.forEachParameter(body)
linear2.forEachParameter(body)

// MISTAKE 4.10 TransformerBlock.forEachParameter: both norms come first
norm1.forEachParameter(body)
norm2.forEachParameter(body)
attention.forEachParameter(body)
linear1.forEachParameter(body)
linear2.forEachParameter(body)

// MISTAKE 4.10 LanguageModel.forward: no positions
require(
  (tokens.first?.count ?? 0) <= contextLength,
  "LanguageModel.forward: \(tokens.first?.count ?? 0) tokens are more than the context of"
    + " \(contextLength) — pass the last \(contextLength)")
var x = embedding.forward(tokens)
x = dropout?.forward(x, &context) ?? x
for index in blocks.indices { x = blocks[index].forward(x, &context) }
let logits = head.forward(norm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.10 LanguageModel.forward: the last norm is missing
require(
  (tokens.first?.count ?? 0) <= contextLength,
  "LanguageModel.forward: \(tokens.first?.count ?? 0) tokens are more than the context of"
    + " \(contextLength) — pass the last \(contextLength)")
var x = positions.forward(embedding.forward(tokens), &context)
x = dropout?.forward(x, &context) ?? x
for index in blocks.indices { x = blocks[index].forward(x, &context) }
let logits = head.forward(x.placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.10 LanguageModel.forward: only the last block
require(
  (tokens.first?.count ?? 0) <= contextLength,
  "LanguageModel.forward: \(tokens.first?.count ?? 0) tokens are more than the context of"
    + " \(contextLength) — pass the last \(contextLength)")
let placed = positions.forward(embedding.forward(tokens), &context)
var x = dropout?.forward(placed, &context) ?? placed
let input = x
for index in blocks.indices { x = blocks[index].forward(input, &context) }
let logits = head.forward(norm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.10 LanguageModel.forward: copies of the blocks run, and forget
require(
  (tokens.first?.count ?? 0) <= contextLength,
  "LanguageModel.forward: \(tokens.first?.count ?? 0) tokens are more than the context of"
    + " \(contextLength) — pass the last \(contextLength)")
let placed = positions.forward(embedding.forward(tokens), &context)
var x = dropout?.forward(placed, &context) ?? placed
for var block in blocks { x = block.forward(x, &context) }
let logits = head.forward(norm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.10 LanguageModel.backward: the blocks from first to last
let dRows = head.backward(dy.placesAsRows)
var dx = norm.backward(dRows.reshaped(to: [dy.shape[0], dy.shape[1], dRows.shape[1]]))
for index in blocks.indices { dx = blocks[index].backward(dx) }
embedding.backward(positions.backward(dropout?.backward(dx) ?? dx))
return Tensor(zeros: [0])

// MISTAKE 4.10 LanguageModel.backward: the embedding gets no gradient
let dRows = head.backward(dy.placesAsRows)
var dx = norm.backward(dRows.reshaped(to: [dy.shape[0], dy.shape[1], dRows.shape[1]]))
for index in blocks.indices.reversed() { dx = blocks[index].backward(dx) }
_ = positions.backward(dropout?.backward(dx) ?? dx)
return Tensor(zeros: [0])

// MISTAKE 4.10 LanguageModel.backward: the positions get no gradient
let dRows = head.backward(dy.placesAsRows)
var dx = norm.backward(dRows.reshaped(to: [dy.shape[0], dy.shape[1], dRows.shape[1]]))
for index in blocks.indices.reversed() { dx = blocks[index].backward(dx) }
embedding.backward(dropout?.backward(dx) ?? dx)
return Tensor(zeros: [0])

// MISTAKE 4.10 LanguageModel.forEachParameter: the positions are not visited
embedding.forEachParameter(body)
for index in blocks.indices { blocks[index].forEachParameter(body) }
norm.forEachParameter(body)
head.forEachParameter(body)

// MISTAKE 4.10 LanguageModel.forEachParameter: copies of the blocks are visited
embedding.forEachParameter(body)
positions.forEachParameter(body)
for var block in blocks { block.forEachParameter(body) }
norm.forEachParameter(body)
head.forEachParameter(body)
