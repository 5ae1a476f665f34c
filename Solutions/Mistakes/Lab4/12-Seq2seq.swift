// Named wrong solutions of exercise 4.12.

// MISTAKE 4.12 teacherForced: the decoder is given what it should say
return (target + [tokens.end], target + [tokens.end])

// MISTAKE 4.12 teacherForced: no end, so that it never learns to stop
return ([tokens.start] + target, target + [tokens.padding])

// MISTAKE 4.12 teacherForced: the input ends with the end token too
return ([tokens.start] + target + [tokens.end], target + [tokens.end] + [tokens.padding])

// MISTAKE 4.12 teacherForced: shifted the wrong way
return (target + [tokens.end], [tokens.start] + target)

// MISTAKE 4.12 teacherForced: start and end are exchanged
return ([tokens.end] + target, target + [tokens.start])

// MISTAKE 4.12 TranslationBatch.init: the answers are not forced
let outputs = padded(targets, with: tokens.padding)
(source, sourceMask) = padded(sources, with: tokens.padding)
input = outputs.tokens
(output, outputMask) = outputs

// MISTAKE 4.12 TranslationBatch.init: padding counts as real
let forced = targets.map { teacherForced($0, tokens) }
(source, sourceMask) = padded(sources, with: tokens.padding)
input = padded(forced.map(\.input), with: tokens.padding).tokens
output = padded(forced.map(\.output), with: tokens.padding).tokens
sourceMask = Tensor(ones: sourceMask.shape)
outputMask = Tensor(ones: [output.count, output.first?.count ?? 0])

// MISTAKE 4.12 TranslationBatch.init: the mask is that of the answers without their end
let forced = targets.map { teacherForced($0, tokens) }
(source, sourceMask) = padded(sources, with: tokens.padding)
input = padded(forced.map(\.input), with: tokens.padding).tokens
output = padded(forced.map(\.output), with: tokens.padding).tokens
let mask = padded(targets, with: tokens.padding).mask
outputMask = Tensor(concatenating: [mask, Tensor(zeros: [mask.shape[0], 1])], along: 1)

// MISTAKE 4.12 TranslationBatch.init: input and output are exchanged
let forced = targets.map { teacherForced($0, tokens) }
let outputs = padded(forced.map(\.output), with: tokens.padding)
(source, sourceMask) = padded(sources, with: tokens.padding)
output = padded(forced.map(\.input), with: tokens.padding).tokens
(input, outputMask) = outputs

// MISTAKE 4.12 TranslationBatch.init: filled up with the end token
let forced = targets.map { teacherForced($0, tokens) }
let outputs = padded(forced.map(\.output), with: tokens.end)
(source, sourceMask) = padded(sources, with: tokens.end)
input = padded(forced.map(\.input), with: tokens.end).tokens
(output, outputMask) = outputs

// MISTAKE 4.12 translationStep: the gradients are not zeroed
model.encode(batch.source, mask: batch.sourceMask, &context)
let logits = model.decode(batch.input, &context)
let result = maskedCrossEntropy(
  logits: logits, targets: batch.output, mask: batch.outputMask)
_ = model.backward(result.gradient)
let norm = clipGradients(of: &model, toNorm: largestNorm)
if norm.isFinite { optimizer.step(&model) }
return result.loss

// MISTAKE 4.12 translationStep: padding takes part in the loss
model.zeroGradients()
model.encode(batch.source, mask: batch.sourceMask, &context)
let logits = model.decode(batch.input, &context)
let result = maskedCrossEntropy(logits: logits, targets: batch.output)
_ = model.backward(result.gradient)
let norm = clipGradients(of: &model, toNorm: largestNorm)
if norm.isFinite { optimizer.step(&model) }
return result.loss

// MISTAKE 4.12 translationStep: the source's padding is read
model.zeroGradients()
model.encode(batch.source, mask: nil, &context)
let logits = model.decode(batch.input, &context)
let result = maskedCrossEntropy(
  logits: logits, targets: batch.output, mask: batch.outputMask)
_ = model.backward(result.gradient)
let norm = clipGradients(of: &model, toNorm: largestNorm)
if norm.isFinite { optimizer.step(&model) }
return result.loss

// MISTAKE 4.12 translationStep: the decoder is given the outputs
model.zeroGradients()
model.encode(batch.source, mask: batch.sourceMask, &context)
let logits = model.decode(batch.output, &context)
let result = maskedCrossEntropy(
  logits: logits, targets: batch.output, mask: batch.outputMask)
_ = model.backward(result.gradient)
let norm = clipGradients(of: &model, toNorm: largestNorm)
if norm.isFinite { optimizer.step(&model) }
return result.loss

// MISTAKE 4.12 translationStep: the loss compares with the inputs
model.zeroGradients()
model.encode(batch.source, mask: batch.sourceMask, &context)
let logits = model.decode(batch.input, &context)
let result = maskedCrossEntropy(
  logits: logits, targets: batch.input, mask: batch.outputMask)
_ = model.backward(result.gradient)
let norm = clipGradients(of: &model, toNorm: largestNorm)
if norm.isFinite { optimizer.step(&model) }
return result.loss

// MISTAKE 4.12 translationStep: nothing is clipped
model.zeroGradients()
model.encode(batch.source, mask: batch.sourceMask, &context)
let logits = model.decode(batch.input, &context)
let result = maskedCrossEntropy(
  logits: logits, targets: batch.output, mask: batch.outputMask)
_ = model.backward(result.gradient)
if result.loss.isFinite { optimizer.step(&model) }
return result.loss

// MISTAKE 4.12 translationStep: the optimizer steps before backward
model.zeroGradients()
model.encode(batch.source, mask: batch.sourceMask, &context)
let logits = model.decode(batch.input, &context)
let result = maskedCrossEntropy(
  logits: logits, targets: batch.output, mask: batch.outputMask)
optimizer.step(&model)
_ = model.backward(result.gradient)
clipGradients(of: &model, toNorm: largestNorm)
return result.loss

// MISTAKE 4.12 translationStep: it steps whatever the norm is
model.zeroGradients()
model.encode(batch.source, mask: batch.sourceMask, &context)
let logits = model.decode(batch.input, &context)
let result = maskedCrossEntropy(
  logits: logits, targets: batch.output, mask: batch.outputMask)
_ = model.backward(result.gradient)
clipGradients(of: &model, toNorm: largestNorm)
optimizer.step(&model)
return result.loss

// MISTAKE 4.12 translations: the first place is read instead of the last
var (model, context) = (model, Context(.inference))
let (source, mask) = padded(sources, with: tokens.padding)
model.encode(source, mask: mask, &context)
var written = sources.map { _ in [tokens.start] }
for _ in 0..<longest {
  let logits = model.decode(written, &context)
  let (n, _, v) = logits.shape.ntd
  let first = logits.slice(0..<1, along: 1).reshaped(to: [n, v])
  for (row, token) in zip(0..<n, first.argmax(along: 1)) { written[row].append(token) }
}
return written.map { Array($0.dropFirst().prefix { $0 != tokens.end }) }

// MISTAKE 4.12 translations: only the newest token is decoded
var (model, context) = (model, Context(.inference))
let (source, mask) = padded(sources, with: tokens.padding)
model.encode(source, mask: mask, &context)
var written = sources.map { _ in [tokens.start] }
for _ in 0..<longest {
  let logits = model.decode(written.map { Array($0.suffix(1)) }, &context)
  let (n, _, v) = logits.shape.ntd
  for (row, token) in zip(0..<n, logits.reshaped(to: [n, v]).argmax(along: 1)) {
    written[row].append(token)
  }
}
return written.map { Array($0.dropFirst().prefix { $0 != tokens.end }) }

// MISTAKE 4.12 translations: in training mode
var (model, context) = (model, Context(.training))
let (source, mask) = padded(sources, with: tokens.padding)
model.encode(source, mask: mask, &context)
var written = sources.map { _ in [tokens.start] }
for _ in 0..<longest {
  let logits = model.decode(written, &context)
  let (n, t, v) = logits.shape.ntd
  let last = logits.slice(t - 1..<t, along: 1).reshaped(to: [n, v])
  for (row, token) in zip(0..<n, last.argmax(along: 1)) { written[row].append(token) }
}
return written.map { Array($0.dropFirst().prefix { $0 != tokens.end }) }

// MISTAKE 4.12 translations: what follows the end stays in the answer
var (model, context) = (model, Context(.inference))
let (source, mask) = padded(sources, with: tokens.padding)
model.encode(source, mask: mask, &context)
var written = sources.map { _ in [tokens.start] }
for _ in 0..<longest {
  let logits = model.decode(written, &context)
  let (n, t, v) = logits.shape.ntd
  let last = logits.slice(t - 1..<t, along: 1).reshaped(to: [n, v])
  for (row, token) in zip(0..<n, last.argmax(along: 1)) { written[row].append(token) }
}
return written.map { Array($0.dropFirst()) }

// MISTAKE 4.12 translations: it stops when the first answer is complete
var (model, context) = (model, Context(.inference))
let (source, mask) = padded(sources, with: tokens.padding)
model.encode(source, mask: mask, &context)
var written = sources.map { _ in [tokens.start] }
for _ in 0..<longest {
  if written.contains(where: { $0.contains(tokens.end) }) { break }
  let logits = model.decode(written, &context)
  let (n, t, v) = logits.shape.ntd
  let last = logits.slice(t - 1..<t, along: 1).reshaped(to: [n, v])
  for (row, token) in zip(0..<n, last.argmax(along: 1)) { written[row].append(token) }
}
return written.map { Array($0.dropFirst().prefix { $0 != tokens.end }) }

// MISTAKE 4.12 translations: the padding of the sources is read
var (model, context) = (model, Context(.inference))
model.encode(padded(sources, with: tokens.padding).tokens, mask: nil, &context)
var written = sources.map { _ in [tokens.start] }
for _ in 0..<longest {
  let logits = model.decode(written, &context)
  let (n, t, v) = logits.shape.ntd
  let last = logits.slice(t - 1..<t, along: 1).reshaped(to: [n, v])
  for (row, token) in zip(0..<n, last.argmax(along: 1)) { written[row].append(token) }
}
return written.map { Array($0.dropFirst().prefix { $0 != tokens.end }) }

// MISTAKE 4.12 translations: start stays in the answer
var (model, context) = (model, Context(.inference))
let (source, mask) = padded(sources, with: tokens.padding)
model.encode(source, mask: mask, &context)
var written = sources.map { _ in [tokens.start] }
for _ in 0..<longest {
  let logits = model.decode(written, &context)
  let (n, t, v) = logits.shape.ntd
  let last = logits.slice(t - 1..<t, along: 1).reshaped(to: [n, v])
  for (row, token) in zip(0..<n, last.argmax(along: 1)) { written[row].append(token) }
}
return written.map { Array($0.prefix { $0 != tokens.end }) }

// MISTAKE 4.12 exactMatch: the share of right tokens
require(
  answers.count == targets.count,
  "exactMatch: \(answers.count) answers, \(targets.count) targets — pass as many")
var (right, all): (Float, Float) = (0, 0)
for (answer, target) in zip(answers, targets) {
  all += Float(target.count)
  right += Float(zip(answer, target).filter { $0 == $1 }.count)
}
return all == 0 ? 1 : right / all

// MISTAKE 4.12 exactMatch: a right beginning is enough
require(
  answers.count == targets.count,
  "exactMatch: \(answers.count) answers, \(targets.count) targets — pass as many")
let right = zip(answers, targets).filter { $0.starts(with: $1) }.count
return targets.isEmpty ? 1 : Float(right) / Float(targets.count)

// MISTAKE 4.12 exactMatch: how many instead of which share
require(
  answers.count == targets.count,
  "exactMatch: \(answers.count) answers, \(targets.count) targets — pass as many")
return targets.isEmpty ? 1 : Float(zip(answers, targets).filter { $0 == $1 }.count)

// MISTAKE 4.12 exactMatch: other numbers are not refused
guard !targets.isEmpty else { return 1 }
return Float(zip(answers, targets).filter { $0 == $1 }.count) / Float(targets.count)

// MISTAKE 4.12 exactMatch: 0/0 for an empty batch
require(
  answers.count == targets.count,
  "exactMatch: \(answers.count) answers, \(targets.count) targets — pass as many")
return Float(zip(answers, targets).filter { $0 == $1 }.count) / Float(targets.count)
