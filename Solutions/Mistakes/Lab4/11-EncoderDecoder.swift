// Named wrong solutions of exercise 4.11.

// MISTAKE 4.11 DecoderBlock.crossBranch: the decoder asks itself
let questions = crossNorm.forward(h, &context)
let answers = cross.forward(questions, memory: questions, mask: nil)
return crossDropout.forward(answers, &context)

// MISTAKE 4.11 DecoderBlock.crossBranch: the questions are not normalised
let answers = cross.forward(h, memory: memory, mask: mask)
return crossDropout.forward(answers, &context)

// MISTAKE 4.11 DecoderBlock.crossBranch: the memory is normalised instead of the questions
let answers = cross.forward(h, memory: crossNorm.forward(memory, &context), mask: mask)
return crossDropout.forward(answers, &context)

// MISTAKE 4.11 DecoderBlock.crossBranch: the padding of the memory is looked at
let questions = crossNorm.forward(h, &context)
let answers = cross.forward(questions, memory: memory)
return crossDropout.forward(answers, &context)

// MISTAKE 4.11 DecoderBlock.crossBranch: the input is added here already
let questions = crossNorm.forward(h, &context)
let answers = cross.forward(questions, memory: memory, mask: mask)
return h + crossDropout.forward(answers, &context)

// MISTAKE 4.11 DecoderBlock.forward: cross-attention comes before self-attention
let h = x + crossBranch(x, memory: memory, mask: mask, &context)
let m = h + block.attentionBranch(h, &context)
return m + block.placeBranch(m, &context)

// MISTAKE 4.11 DecoderBlock.forward: what cross-attention adds is not added to h
let h = x + block.attentionBranch(x, &context)
let m = crossBranch(h, memory: memory, mask: mask, &context)
return m + block.placeBranch(m, &context)

// MISTAKE 4.11 DecoderBlock.forward: the whole block of 4.10 runs first
let h = block.forward(x, &context)
return h + crossBranch(h, memory: memory, mask: mask, &context)

// MISTAKE 4.11 DecoderBlock.forward: the memory is not asked
return block.forward(x, &context)

// MISTAKE 4.11 DecoderBlock.forward: the branches run side by side on x
return x + block.attentionBranch(x, &context)
  + crossBranch(x, memory: memory, mask: mask, &context) + block.placeBranch(x, &context)

// MISTAKE 4.11 DecoderBlock.forward: the mask is not handed on
let h = x + block.attentionBranch(x, &context)
let m = h + crossBranch(h, memory: memory, mask: nil, &context)
return m + block.placeBranch(m, &context)

// MISTAKE 4.11 DecoderBlock.crossBranchBackward: the norm is passed by
let back = cross.backwardWithMemory(crossDropout.backward(dm))
return (back.dx, back.dMemory)

// MISTAKE 4.11 DecoderBlock.crossBranchBackward: no gradient for the memory
let back = cross.backwardWithMemory(crossDropout.backward(dm))
return (crossNorm.backward(back.dx), Tensor(zeros: back.dMemory.shape))

// MISTAKE 4.11 DecoderBlock.crossBranchBackward: the memory's gradient is halved
let back = cross.backwardWithMemory(crossDropout.backward(dm))
return (crossNorm.backward(back.dx), back.dMemory * 0.5)

// MISTAKE 4.11 DecoderBlock.crossBranchBackward: dm is added here already
let back = cross.backwardWithMemory(crossDropout.backward(dm))
return (dm + crossNorm.backward(back.dx), back.dMemory)

// MISTAKE 4.11 DecoderBlock.backward: dy goes into every branch
let back = crossBranchBackward(dy)
let dx = dy + block.placeBranchBackward(dy) + back.dh + block.attentionBranchBackward(dy)
return (dx, back.dMemory)

// MISTAKE 4.11 DecoderBlock.backward: the ways beside the branches are forgotten
let back = crossBranchBackward(block.placeBranchBackward(dy))
return (block.attentionBranchBackward(back.dh), back.dMemory)

// MISTAKE 4.11 DecoderBlock.backward: the gradient beside cross-attention is forgotten
let dm = dy + block.placeBranchBackward(dy)
let back = crossBranchBackward(dm)
return (back.dh + block.attentionBranchBackward(back.dh), back.dMemory)

// MISTAKE 4.11 DecoderBlock.backward: in the order of forward
let dh = dy + block.attentionBranchBackward(dy)
let back = crossBranchBackward(dh)
let dm = dh + back.dh
return (dm + block.placeBranchBackward(dm), back.dMemory)

// MISTAKE 4.11 DecoderBlock.backward: the memory's gradient comes from dy
let dm = dy + block.placeBranchBackward(dy)
let dMemory = crossBranchBackward(dy).dMemory
let dh = dm + crossBranchBackward(dm).dh
return (dh + block.attentionBranchBackward(dh), dMemory)

// MISTAKE 4.11 EncoderDecoder.encode: no positions
memoryMask = mask.map { paddingMask($0) }
var x = sourceEmbedding.forward(source)
for index in encoder.indices {
  encoder[index].mask = memoryMask
  x = encoder[index].forward(x, &context)
}
memory = encoderNorm.forward(x, &context)
return memory

// MISTAKE 4.11 EncoderDecoder.encode: the last norm is left out
memoryMask = mask.map { paddingMask($0) }
var x = placed(sourceEmbedding.forward(source))
for index in encoder.indices {
  encoder[index].mask = memoryMask
  x = encoder[index].forward(x, &context)
}
memory = x
return memory

// MISTAKE 4.11 EncoderDecoder.encode: the blocks are not told of the padding
memoryMask = mask.map { paddingMask($0) }
var x = placed(sourceEmbedding.forward(source))
for index in encoder.indices { x = encoder[index].forward(x, &context) }
memory = encoderNorm.forward(x, &context)
return memory

// MISTAKE 4.11 EncoderDecoder.encode: the decoder is not told of the padding
let hidden = mask.map { paddingMask($0) }
var x = placed(sourceEmbedding.forward(source))
for index in encoder.indices {
  encoder[index].mask = hidden
  x = encoder[index].forward(x, &context)
}
memory = encoderNorm.forward(x, &context)
return memory

// MISTAKE 4.11 EncoderDecoder.encode: the memory is not remembered
memoryMask = mask.map { paddingMask($0) }
var x = placed(sourceEmbedding.forward(source))
for index in encoder.indices {
  encoder[index].mask = memoryMask
  x = encoder[index].forward(x, &context)
}
return encoderNorm.forward(x, &context)

// MISTAKE 4.11 EncoderDecoder.encode: the encoder looks only to the left
memoryMask = mask.map { paddingMask($0) }
var x = placed(sourceEmbedding.forward(source))
for index in encoder.indices {
  encoder[index].mask = memoryMask
  encoder[index].isCausal = true
  x = encoder[index].forward(x, &context)
}
memory = encoderNorm.forward(x, &context)
return memory

// MISTAKE 4.11 EncoderDecoder.encode: the source is looked up in the target's table
memoryMask = mask.map { paddingMask($0) }
var x = placed(targetEmbedding.forward(source.map { $0.map { min($0, 3) } }))
for index in encoder.indices {
  encoder[index].mask = memoryMask
  x = encoder[index].forward(x, &context)
}
memory = encoderNorm.forward(x, &context)
return memory

// MISTAKE 4.11 EncoderDecoder.decode: no positions
var x = targetEmbedding.forward(target)
for index in decoder.indices {
  x = decoder[index].forward(x, memory: memory, mask: memoryMask, &context)
}
let logits = head.forward(decoderNorm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.11 EncoderDecoder.decode: the norm before the head is left out
var x = placed(targetEmbedding.forward(target))
for index in decoder.indices {
  x = decoder[index].forward(x, memory: memory, mask: memoryMask, &context)
}
let logits = head.forward(x.placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.11 EncoderDecoder.decode: the mask of the memory is not handed on
var x = placed(targetEmbedding.forward(target))
for index in decoder.indices {
  x = decoder[index].forward(x, memory: memory, mask: nil, &context)
}
let logits = head.forward(decoderNorm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.11 EncoderDecoder.decode: every block reads the embedding
let start = placed(targetEmbedding.forward(target))
var x = start
for index in decoder.indices {
  x = decoder[index].forward(start, memory: memory, mask: memoryMask, &context)
}
let logits = head.forward(decoderNorm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.11 EncoderDecoder.decode: copies of the blocks run, and forget
var x = placed(targetEmbedding.forward(target))
for block in decoder {
  var copy = block
  x = copy.forward(x, memory: memory, mask: memoryMask, &context)
}
let logits = head.forward(decoderNorm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.11 EncoderDecoder.backward: only the last decoder block's gradient reaches the memory
let (n, t, _) = dy.shape.ntd
let rows = head.backward(dy.placesAsRows)
var dx = decoderNorm.backward(rows.reshaped(to: [n, t, rows.shape[1]]))
var dMemory = Tensor(zeros: memory.shape)
for index in decoder.indices.reversed() {
  let back = decoder[index].backward(dx)
  dx = back.dx
  dMemory = index == decoder.count - 1 ? back.dMemory : dMemory
}
targetEmbedding.backward(dx)
var dSource = encoderNorm.backward(dMemory)
for index in encoder.indices.reversed() { dSource = encoder[index].backward(dSource) }
sourceEmbedding.backward(dSource)
return Tensor(zeros: [0])

// MISTAKE 4.11 EncoderDecoder.backward: the encoder gets no gradient
let (n, t, _) = dy.shape.ntd
let rows = head.backward(dy.placesAsRows)
var dx = decoderNorm.backward(rows.reshaped(to: [n, t, rows.shape[1]]))
for index in decoder.indices.reversed() { dx = decoder[index].backward(dx).dx }
targetEmbedding.backward(dx)
return Tensor(zeros: [0])

// MISTAKE 4.11 EncoderDecoder.backward: the encoder's norm is passed by
let (n, t, _) = dy.shape.ntd
let rows = head.backward(dy.placesAsRows)
var dx = decoderNorm.backward(rows.reshaped(to: [n, t, rows.shape[1]]))
var dMemory = Tensor(zeros: memory.shape)
for index in decoder.indices.reversed() {
  let back = decoder[index].backward(dx)
  dx = back.dx
  dMemory += back.dMemory
}
targetEmbedding.backward(dx)
var dSource = dMemory
for index in encoder.indices.reversed() { dSource = encoder[index].backward(dSource) }
sourceEmbedding.backward(dSource)
return Tensor(zeros: [0])

// MISTAKE 4.11 EncoderDecoder.backward: the source's table gets no gradient
let (n, t, _) = dy.shape.ntd
let rows = head.backward(dy.placesAsRows)
var dx = decoderNorm.backward(rows.reshaped(to: [n, t, rows.shape[1]]))
var dMemory = Tensor(zeros: memory.shape)
for index in decoder.indices.reversed() {
  let back = decoder[index].backward(dx)
  dx = back.dx
  dMemory += back.dMemory
}
targetEmbedding.backward(dx)
var dSource = encoderNorm.backward(dMemory)
for index in encoder.indices.reversed() { dSource = encoder[index].backward(dSource) }
return Tensor(zeros: [0])

// MISTAKE 4.11 EncoderDecoder.backward: the blocks from first to last
let (n, t, _) = dy.shape.ntd
let rows = head.backward(dy.placesAsRows)
var dx = decoderNorm.backward(rows.reshaped(to: [n, t, rows.shape[1]]))
var dMemory = Tensor(zeros: memory.shape)
for index in decoder.indices {
  let back = decoder[index].backward(dx)
  dx = back.dx
  dMemory += back.dMemory
}
targetEmbedding.backward(dx)
var dSource = encoderNorm.backward(dMemory)
for index in encoder.indices { dSource = encoder[index].backward(dSource) }
sourceEmbedding.backward(dSource)
return Tensor(zeros: [0])

// MISTAKE 4.11 EncoderDecoder.forEachParameter: the encoder is not visited
sourceEmbedding.forEachParameter(body)
targetEmbedding.forEachParameter(body)
for index in decoder.indices { decoder[index].forEachParameter(body) }
decoderNorm.forEachParameter(body)
head.forEachParameter(body)

// MISTAKE 4.11 EncoderDecoder.forEachParameter: copies of the blocks are visited
sourceEmbedding.forEachParameter(body)
targetEmbedding.forEachParameter(body)
for block in encoder {
  var copy = block
  copy.forEachParameter(body)
}
encoderNorm.forEachParameter(body)
for block in decoder {
  var copy = block
  copy.forEachParameter(body)
}
decoderNorm.forEachParameter(body)
head.forEachParameter(body)

// MISTAKE 4.11 EncoderDecoder.forEachParameter: the norms are forgotten
sourceEmbedding.forEachParameter(body)
targetEmbedding.forEachParameter(body)
for index in encoder.indices { encoder[index].forEachParameter(body) }
for index in decoder.indices { decoder[index].forEachParameter(body) }
head.forEachParameter(body)

// MISTAKE 4.11 EncoderDecoder.forEachParameter: the embeddings are not trained
for index in encoder.indices { encoder[index].forEachParameter(body) }
encoderNorm.forEachParameter(body)
for index in decoder.indices { decoder[index].forEachParameter(body) }
decoderNorm.forEachParameter(body)
head.forEachParameter(body)

// MISTAKE 4.11 EncoderDecoder.forEachParameter: the decoder comes before the encoder
targetEmbedding.forEachParameter(body)
for index in decoder.indices { decoder[index].forEachParameter(body) }
decoderNorm.forEachParameter(body)
head.forEachParameter(body)
sourceEmbedding.forEachParameter(body)
for index in encoder.indices { encoder[index].forEachParameter(body) }
encoderNorm.forEachParameter(body)
