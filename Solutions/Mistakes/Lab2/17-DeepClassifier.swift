// Named wrong solutions of exercise 2.17.

// MISTAKE 2.17 block: the block is never residual
let first = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let second = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
return Sequential(
  normalizers() + [ReLU(), first] + normalizers() + [ReLU(), Dropout(rate: dropout), second])

// MISTAKE 2.17 block: the block is always residual
let first = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let second = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
return Residual(
  Sequential(
    normalizers() + [ReLU(), first] + normalizers() + [ReLU(), Dropout(rate: dropout), second]))

// MISTAKE 2.17 block: linear before activation, as in the first form of residual networks
let first = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let second = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let branch = Sequential(
  [first] + normalizers() + [ReLU(), Dropout(rate: dropout), second] + normalizers() + [ReLU()])
return isResidual ? Residual(branch) : branch

// MISTAKE 2.17 block: one weight is used for both layers
let linear = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let branch = Sequential(
  normalizers() + [ReLU(), linear] + normalizers() + [ReLU(), Dropout(rate: dropout), linear])
return isResidual ? Residual(branch) : branch

// MISTAKE 2.17 block: dropout is forgotten
let first = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let second = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let branch = Sequential(normalizers() + [ReLU(), first] + normalizers() + [ReLU(), second])
return isResidual ? Residual(branch) : branch

// MISTAKE 2.17 block: dropout stands after the last linear layer
let first = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let second = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let branch = Sequential(
  normalizers() + [ReLU(), first] + normalizers() + [ReLU(), second, Dropout(rate: dropout)])
return isResidual ? Residual(branch) : branch

// MISTAKE 2.17 block: the second normalisation is forgotten
let first = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let second = Linear(inputs: width, outputs: width, scaling: .he(.normal), using: &generator)
let branch = Sequential(
  normalizers() + [ReLU(), first] + [ReLU(), Dropout(rate: dropout), second])
return isResidual ? Residual(branch) : branch

// MISTAKE 2.17 block: PyTorch's default weights instead of He's
let first = Linear(inputs: width, outputs: width, using: &generator)
let second = Linear(inputs: width, outputs: width, using: &generator)
let branch = Sequential(
  normalizers() + [ReLU(), first] + normalizers() + [ReLU(), Dropout(rate: dropout), second])
return isResidual ? Residual(branch) : branch

// MISTAKE 2.17 network: the last normalisation and ReLU are forgotten
var layers: [any Layer] = [
  Linear(inputs: inputs, outputs: width, scaling: .he(.normal), using: &generator)
]
for _ in 0..<blocks { layers.append(block(using: &generator)) }
layers.append(
  Linear(inputs: width, outputs: classes, scaling: .xavier(.normal), using: &generator))
return Sequential(layers)

// MISTAKE 2.17 network: softmax at the end, although the loss has one
var layers: [any Layer] = [
  Linear(inputs: inputs, outputs: width, scaling: .he(.normal), using: &generator)
]
for _ in 0..<blocks { layers.append(block(using: &generator)) }
layers += normalizers() + [ReLU()]
layers.append(
  Linear(inputs: width, outputs: classes, scaling: .xavier(.normal), using: &generator))
layers.append(Softmax())
return Sequential(layers)

// MISTAKE 2.17 network: the same block again and again
var layers: [any Layer] = [
  Linear(inputs: inputs, outputs: width, scaling: .he(.normal), using: &generator)
]
let repeated = block(using: &generator)
for _ in 0..<blocks { layers.append(repeated) }
layers += normalizers() + [ReLU()]
layers.append(
  Linear(inputs: width, outputs: classes, scaling: .xavier(.normal), using: &generator))
return Sequential(layers)

// MISTAKE 2.17 network: He's weights at the end too
var layers: [any Layer] = [
  Linear(inputs: inputs, outputs: width, scaling: .he(.normal), using: &generator)
]
for _ in 0..<blocks { layers.append(block(using: &generator)) }
layers += normalizers() + [ReLU()]
layers.append(Linear(inputs: width, outputs: classes, scaling: .he(.normal), using: &generator))
return Sequential(layers)

// MISTAKE 2.17 network: one block, whatever the plan says
var layers: [any Layer] = [
  Linear(inputs: inputs, outputs: width, scaling: .he(.normal), using: &generator)
]
layers.append(block(using: &generator))
layers += normalizers() + [ReLU()]
layers.append(
  Linear(inputs: width, outputs: classes, scaling: .xavier(.normal), using: &generator))
return Sequential(layers)

// MISTAKE 2.17 score: in training mode
var (model, context) = (model, Context(.training))
let logits = model.forward(inputs, &context)
return (loss(logits, labels).loss, accuracy(logits: logits, labels: labels))

// MISTAKE 2.17 score: the share of wrong answers
var (model, context) = (model, Context(.inference))
let logits = model.forward(inputs, &context)
return (loss(logits, labels).loss, 1 - accuracy(logits: logits, labels: labels))

// MISTAKE 2.17 clippedStep: clipped after the optimizer's step
model.zeroGradients()
let result = loss(model.forward(batch.inputs, &context), batch.labels)
_ = model.backward(result.gradient)
let norm = gradientNorm(of: &model)
if norm.isFinite { optimizer.step(&model) }
if let largestNorm { clipGradients(of: &model, toNorm: largestNorm) }
return (result.loss, norm)

// MISTAKE 2.17 clippedStep: clipped before backward
model.zeroGradients()
let result = loss(model.forward(batch.inputs, &context), batch.labels)
if let largestNorm { clipGradients(of: &model, toNorm: largestNorm) }
_ = model.backward(result.gradient)
let norm = gradientNorm(of: &model)
if norm.isFinite { optimizer.step(&model) }
return (result.loss, norm)

// MISTAKE 2.17 clippedStep: the norm after clipping is returned
model.zeroGradients()
let result = loss(model.forward(batch.inputs, &context), batch.labels)
_ = model.backward(result.gradient)
if let largestNorm { clipGradients(of: &model, toNorm: largestNorm) }
let norm = gradientNorm(of: &model)
if norm.isFinite { optimizer.step(&model) }
return (result.loss, norm)

// MISTAKE 2.17 clippedStep: elements are clipped instead of the norm
model.zeroGradients()
let result = loss(model.forward(batch.inputs, &context), batch.labels)
_ = model.backward(result.gradient)
let norm = gradientNorm(of: &model)
if let largestNorm { clipGradients(of: &model, toValue: largestNorm / 2) }
if norm.isFinite { optimizer.step(&model) }
return (result.loss, norm)

// MISTAKE 2.17 clippedStep: gradients are never zeroed
let result = loss(model.forward(batch.inputs, &context), batch.labels)
_ = model.backward(result.gradient)
let norm = gradientNorm(of: &model)
if let largestNorm { clipGradients(of: &model, toNorm: largestNorm) }
if norm.isFinite { optimizer.step(&model) }
return (result.loss, norm)

// MISTAKE 2.17 clippedStep: the optimizer steps with NaN and ∞ as well
model.zeroGradients()
let result = loss(model.forward(batch.inputs, &context), batch.labels)
_ = model.backward(result.gradient)
let norm = gradientNorm(of: &model)
if let largestNorm { clipGradients(of: &model, toNorm: largestNorm) }
optimizer.step(&model)
return (result.loss, norm)

// MISTAKE 2.17 fit: the model of the last epoch is left, not the best
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(step)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: never stops early
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(step)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
}
stopping.restore(&model)
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: early stopping watches the training loss
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(step)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(total / Float(max(examples, 1)), model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
stopping.restore(&model)
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: the schedule is asked for the epoch, not the step
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(epoch)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
stopping.restore(&model)
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: the schedule is never asked
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
stopping.restore(&model)
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: a batch of a single example is trained on
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(step)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
stopping.restore(&model)
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: batches of one are accepted, and all left out
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(step)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
stopping.restore(&model)
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: the epoch's loss is the mean of the batches' means
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(step)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss)
    examples += 1
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
stopping.restore(&model)
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: gradients are not clipped
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(step)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: nil, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
stopping.restore(&model)
onEvent(.finished(bestEpoch: stopping.bestEpoch))

// MISTAKE 2.17 fit: the end is not reported
require(plan.batchSize > 1, "fit: batches of \(plan.batchSize) — use 2 examples or more")
var (stopping, step) = (EarlyStopping<Model>(patience: plan.patience), 0)
for epoch in 0..<plan.epochs {
  var (total, examples) = (Float(0), 0)
  let batches = shuffledBatches(
    count: plan.training.labels.count, size: plan.batchSize, using: &context.generator)
  for places in batches where places.count > 1 {
    let batch = LabelledRows(
      plan.training.inputs.rows(at: places), plan.training.labels.rows(at: places))
    optimizer.learningRate = plan.schedule(step)
    let result = clippedStep(
      &model, &optimizer, on: batch, largestNorm: plan.largestNorm, loss: loss, &context)
    onEvent(
      .step(
        step, loss: result.loss, gradientNorm: result.gradientNorm,
        learningRate: optimizer.learningRate))
    (step, total) = (step + 1, total + result.loss * Float(places.count))
    examples += places.count
  }
  let score = plan.validation.score(model, loss: loss)
  let decision = stopping.observe(score.loss, model)
  onEvent(
    .epoch(
      epoch, loss: total / Float(max(examples, 1)), validationLoss: score.loss,
      validationAccuracy: score.accuracy, decision))
  if decision == .stop { break }
}
stopping.restore(&model)
