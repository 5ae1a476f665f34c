// Named wrong solutions of exercise 1.11.

// MISTAKE 1.11 trainingStep: gradients are never zeroed
let prediction = model.forward(x, &context)
let result = loss(prediction, target)
_ = model.backward(result.gradient)
optimizer.step(&model)
return result.loss

// MISTAKE 1.11 trainingStep: gradients are zeroed between backward and step
let prediction = model.forward(x, &context)
let result = loss(prediction, target)
_ = model.backward(result.gradient)
model.zeroGradients()
optimizer.step(&model)
return result.loss

// MISTAKE 1.11 trainingStep: the optimizer steps before backward
model.zeroGradients()
let prediction = model.forward(x, &context)
let result = loss(prediction, target)
optimizer.step(&model)
_ = model.backward(result.gradient)
return result.loss

// MISTAKE 1.11 trainingStep: the loss after the step is returned
model.zeroGradients()
let result = loss(model.forward(x, &context), target)
_ = model.backward(result.gradient)
optimizer.step(&model)
return loss(model.forward(x, &context), target).loss

// MISTAKE 1.11 trainingStep: backward gets the prediction, not the loss's gradient
model.zeroGradients()
let prediction = model.forward(x, &context)
_ = model.backward(prediction)
optimizer.step(&model)
return loss(prediction, target).loss

// MISTAKE 1.11 trainingStep: a copy of the network is trained
var copy = model
copy.zeroGradients()
let result = loss(copy.forward(x, &context), target)
_ = copy.backward(result.gradient)
optimizer.step(&copy)
return result.loss

// MISTAKE 1.11 trainingStep: the optimizer never steps
model.zeroGradients()
let result = loss(model.forward(x, &context), target)
_ = model.backward(result.gradient)
return result.loss

// MISTAKE 1.11 train: the epoch's loss is the mean of the batches' means
var step = 0
for epoch in 0..<plan.epochs {
  if let schedule = plan.schedule { optimizer.learningRate = schedule(epoch) }
  var losses: [Float] = []
  for batch in plan.batches(&context.generator) {
    losses.append(
      trainingStep(
        &model, &optimizer, x: plan.inputs.rows(at: batch), target: plan.targets.rows(at: batch),
        loss: loss, &context))
    onEvent(.step(epoch: epoch, step: step, loss: losses[losses.count - 1]))
    step += 1
  }
  let mean = losses.reduce(0, +) / Float(losses.count)
  onEvent(.epoch(epoch, loss: mean, learningRate: optimizer.learningRate))
}

// MISTAKE 1.11 train: the epoch's loss is that of its last batch
var step = 0
for epoch in 0..<plan.epochs {
  if let schedule = plan.schedule { optimizer.learningRate = schedule(epoch) }
  var last: Float = 0
  for batch in plan.batches(&context.generator) {
    last = trainingStep(
      &model, &optimizer, x: plan.inputs.rows(at: batch), target: plan.targets.rows(at: batch),
      loss: loss, &context)
    onEvent(.step(epoch: epoch, step: step, loss: last))
    step += 1
  }
  onEvent(.epoch(epoch, loss: last, learningRate: optimizer.learningRate))
}

// MISTAKE 1.11 train: steps count from 0 again in every epoch
for epoch in 0..<plan.epochs {
  if let schedule = plan.schedule { optimizer.learningRate = schedule(epoch) }
  var (total, samples) = (Float(0), 0)
  for (step, batch) in plan.batches(&context.generator).enumerated() {
    let batchLoss = trainingStep(
      &model, &optimizer, x: plan.inputs.rows(at: batch), target: plan.targets.rows(at: batch),
      loss: loss, &context)
    onEvent(.step(epoch: epoch, step: step, loss: batchLoss))
    total += batchLoss * Float(batch.count)
    samples += batch.count
  }
  let mean = total / Float(max(samples, 1))
  onEvent(.epoch(epoch, loss: mean, learningRate: optimizer.learningRate))
}

// MISTAKE 1.11 train: the schedule is one epoch ahead
var step = 0
for epoch in 0..<plan.epochs {
  if let schedule = plan.schedule { optimizer.learningRate = schedule(epoch + 1) }
  var (total, samples) = (Float(0), 0)
  for batch in plan.batches(&context.generator) {
    let batchLoss = trainingStep(
      &model, &optimizer, x: plan.inputs.rows(at: batch), target: plan.targets.rows(at: batch),
      loss: loss, &context)
    onEvent(.step(epoch: epoch, step: step, loss: batchLoss))
    step += 1
    total += batchLoss * Float(batch.count)
    samples += batch.count
  }
  let mean = total / Float(max(samples, 1))
  onEvent(.epoch(epoch, loss: mean, learningRate: optimizer.learningRate))
}

// MISTAKE 1.11 train: the schedule is never used
var step = 0
for epoch in 0..<plan.epochs {
  var (total, samples) = (Float(0), 0)
  for batch in plan.batches(&context.generator) {
    let batchLoss = trainingStep(
      &model, &optimizer, x: plan.inputs.rows(at: batch), target: plan.targets.rows(at: batch),
      loss: loss, &context)
    onEvent(.step(epoch: epoch, step: step, loss: batchLoss))
    step += 1
    total += batchLoss * Float(batch.count)
    samples += batch.count
  }
  let mean = total / Float(max(samples, 1))
  onEvent(.epoch(epoch, loss: mean, learningRate: optimizer.learningRate))
}

// MISTAKE 1.11 train: the batches are drawn once for all epochs
var step = 0
let batches = plan.batches(&context.generator)
for epoch in 0..<plan.epochs {
  if let schedule = plan.schedule { optimizer.learningRate = schedule(epoch) }
  var (total, samples) = (Float(0), 0)
  for batch in batches {
    let batchLoss = trainingStep(
      &model, &optimizer, x: plan.inputs.rows(at: batch), target: plan.targets.rows(at: batch),
      loss: loss, &context)
    onEvent(.step(epoch: epoch, step: step, loss: batchLoss))
    step += 1
    total += batchLoss * Float(batch.count)
    samples += batch.count
  }
  let mean = total / Float(max(samples, 1))
  onEvent(.epoch(epoch, loss: mean, learningRate: optimizer.learningRate))
}

// MISTAKE 1.11 train: targets are taken in order, inputs by the batch
var step = 0
for epoch in 0..<plan.epochs {
  if let schedule = plan.schedule { optimizer.learningRate = schedule(epoch) }
  var (total, samples) = (Float(0), 0)
  for batch in plan.batches(&context.generator) {
    let ordered = Array(samples..<(samples + batch.count))
    let batchLoss = trainingStep(
      &model, &optimizer, x: plan.inputs.rows(at: batch), target: plan.targets.rows(at: ordered),
      loss: loss, &context)
    onEvent(.step(epoch: epoch, step: step, loss: batchLoss))
    step += 1
    total += batchLoss * Float(batch.count)
    samples += batch.count
  }
  let mean = total / Float(max(samples, 1))
  onEvent(.epoch(epoch, loss: mean, learningRate: optimizer.learningRate))
}

// MISTAKE 1.11 train: every step sees all samples
var step = 0
for epoch in 0..<plan.epochs {
  if let schedule = plan.schedule { optimizer.learningRate = schedule(epoch) }
  var (total, samples) = (Float(0), 0)
  for batch in plan.batches(&context.generator) {
    let batchLoss = trainingStep(
      &model, &optimizer, x: plan.inputs, target: plan.targets, loss: loss, &context)
    onEvent(.step(epoch: epoch, step: step, loss: batchLoss))
    step += 1
    total += batchLoss * Float(batch.count)
    samples += batch.count
  }
  let mean = total / Float(max(samples, 1))
  onEvent(.epoch(epoch, loss: mean, learningRate: optimizer.learningRate))
}

// MISTAKE 1.11 accuracy: the number of right rows, not the fraction
require(logits.shape[0] == labels.count, "accuracy: \(logits.shape[0]) rows of logits")
return Float(zip(logits.argmax(along: 1), labels).count { $0 == $1 })

// MISTAKE 1.11 accuracy: in percent
require(logits.shape[0] == labels.count, "accuracy: \(logits.shape[0]) rows of logits")
if labels.isEmpty { return 0 }
return 100 * Float(zip(logits.argmax(along: 1), labels).count { $0 == $1 }) / Float(labels.count)

// MISTAKE 1.11 accuracy: the largest of each column, not of each row
require(logits.shape[0] == labels.count, "accuracy: \(logits.shape[0]) rows of logits")
if labels.isEmpty { return 0 }
return Float(zip(logits.argmax(along: 0), labels).count { $0 == $1 }) / Float(labels.count)

// MISTAKE 1.11 accuracy: the fraction of wrong rows
require(logits.shape[0] == labels.count, "accuracy: \(logits.shape[0]) rows of logits")
if labels.isEmpty { return 0 }
return Float(zip(logits.argmax(along: 1), labels).count { $0 != $1 }) / Float(labels.count)

// MISTAKE 1.11 accuracy: a row is right when its label's logit is positive
require(logits.shape[0] == labels.count, "accuracy: \(logits.shape[0]) rows of logits")
if labels.isEmpty { return 0 }
return Float(labels.indices.count { logits[$0, labels[$0]] > 0 }) / Float(labels.count)

// MISTAKE 1.11 expectedInitialLoss: the logarithm to base 2
return Float(log2(Double(classes)))

// MISTAKE 1.11 expectedInitialLoss: the logarithm to base 10
return Float(log10(Double(classes)))

// MISTAKE 1.11 expectedInitialLoss: the probability 1/C, not its loss
return 1 / Float(classes)

// MISTAKE 1.11 expectedInitialLoss: the wrong sign
return -Float(log(Double(classes)))

// MISTAKE 1.11 overfitOneBatch: all steps are taken, learned or not
var (model, optimizer, context) = (model, optimizer, Context(.training))
return (0..<steps).map { _ in
  trainingStep(&model, &optimizer, x: x, target: target, loss: loss, &context)
}

// MISTAKE 1.11 overfitOneBatch: stops before the loss that is below the limit is noted
var (model, optimizer, context) = (model, optimizer, Context(.training))
var losses: [Float] = []
for _ in 0..<steps {
  let latest = trainingStep(&model, &optimizer, x: x, target: target, loss: loss, &context)
  if latest < limit { break }
  losses.append(latest)
}
return losses

// MISTAKE 1.11 overfitOneBatch: NaN counts as learned
var (model, optimizer, context) = (model, optimizer, Context(.training))
var losses: [Float] = []
for _ in 0..<steps {
  let latest = trainingStep(&model, &optimizer, x: x, target: target, loss: loss, &context)
  losses.append(latest)
  if !(latest >= limit) { break }
}
return losses

// MISTAKE 1.11 overfitOneBatch: every step starts from the untrained network
var losses: [Float] = []
for _ in 0..<steps {
  var (model, optimizer, context) = (model, optimizer, Context(.training))
  losses.append(trainingStep(&model, &optimizer, x: x, target: target, loss: loss, &context))
  if losses[losses.count - 1] < limit { break }
}
return losses
