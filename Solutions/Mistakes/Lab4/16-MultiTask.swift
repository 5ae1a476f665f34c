// Named wrong solutions of exercise 4.16.

// MISTAKE 4.16 MultiTask.forward: the heads see the input, not the features
_ = trunk.forward(x, &context)
var outputs: [Tensor] = []
for index in heads.indices { outputs.append(heads[index].forward(x, &context)) }
widths = outputs.map { $0.shape[1] }
return Tensor(concatenating: outputs, along: 1)

// MISTAKE 4.16 MultiTask.forward: the trunk runs once for each head
var outputs: [Tensor] = []
for index in heads.indices {
  outputs.append(heads[index].forward(trunk.forward(x, &context), &context))
}
widths = outputs.map { $0.shape[1] }
return Tensor(concatenating: outputs, along: 1)

// MISTAKE 4.16 MultiTask.forward: copies of the heads run, and forget
let features = trunk.forward(x, &context)
var outputs: [Tensor] = []
for var head in heads { outputs.append(head.forward(features, &context)) }
widths = outputs.map { $0.shape[1] }
return Tensor(concatenating: outputs, along: 1)

// MISTAKE 4.16 MultiTask.forward: the heads stand in the other order
let features = trunk.forward(x, &context)
var outputs: [Tensor] = []
for index in heads.indices { outputs.insert(heads[index].forward(features, &context), at: 0) }
widths = outputs.map { $0.shape[1] }
return Tensor(concatenating: outputs, along: 1)

// MISTAKE 4.16 MultiTask.forward: each head gets what the one before gave
var features = trunk.forward(x, &context)
var outputs: [Tensor] = []
for index in heads.indices {
  let output = heads[index].forward(features, &context)
  outputs.append(output)
  if output.shape == features.shape { features = output }
}
widths = outputs.map { $0.shape[1] }
return Tensor(concatenating: outputs, along: 1)

// MISTAKE 4.16 MultiTask.split: every part begins at 0
return widths.map { y.slice(0..<$0, along: 1) }

// MISTAKE 4.16 MultiTask.split: equal parts
let width = y.shape[1] / widths.count
return widths.indices.map { y.slice($0 * width..<($0 + 1) * width, along: 1) }

// MISTAKE 4.16 MultiTask.split: the parts come in the other order
var end = y.shape[1]
return widths.map { width in
  defer { end -= width }
  return y.slice(end - width..<end, along: 1)
}

// MISTAKE 4.16 MultiTask.backward: only the last head reaches the trunk
let parts = split(dy)
pulls = []
for index in heads.indices { pulls.append(heads[index].backward(parts[index])) }
return trunk.backward(pulls[pulls.count - 1])

// MISTAKE 4.16 MultiTask.backward: the mean of the pulls instead of the sum
let parts = split(dy)
pulls = []
for index in heads.indices { pulls.append(heads[index].backward(parts[index])) }
var gradient = pulls[0]
for pull in pulls.dropFirst() { gradient += pull }
return trunk.backward(gradient / Float(heads.count))

// MISTAKE 4.16 MultiTask.backward: the trunk is passed once for each head
let parts = split(dy)
pulls = []
for index in heads.indices { pulls.append(heads[index].backward(parts[index])) }
var gradient = trunk.backward(pulls[0])
for pull in pulls.dropFirst() { gradient += trunk.backward(pull) }
return gradient

// MISTAKE 4.16 MultiTask.backward: the gradient stops at the features
let parts = split(dy)
pulls = []
for index in heads.indices { pulls.append(heads[index].backward(parts[index])) }
var gradient = pulls[0]
for pull in pulls.dropFirst() { gradient += pull }
return gradient

// MISTAKE 4.16 MultiTask.backward: the pulls of the backward before are still there
let parts = split(dy)
for index in heads.indices { pulls.append(heads[index].backward(parts[index])) }
var gradient = pulls[0]
for pull in pulls.dropFirst() { gradient += pull }
return trunk.backward(gradient)

// MISTAKE 4.16 TaskTarget.loss: a squared error for labels too
switch self {
case .labels(let labels):
  return meanSquaredError(
    prediction: output, target: Tensor(oneHot: labels, classes: output.shape[1]))
case .values(let values): return meanSquaredError(prediction: output, target: values)
}

// MISTAKE 4.16 TaskTarget.loss: probabilities instead of logits
switch self {
case .labels(let labels):
  return softmaxCrossEntropy(logits: softmax(output), labels: labels)
case .values(let values): return meanSquaredError(prediction: output, target: values)
}

// MISTAKE 4.16 TaskTarget.loss: prediction and target change places
switch self {
case .labels(let labels): return softmaxCrossEntropy(logits: output, labels: labels)
case .values(let values): return meanSquaredError(prediction: values, target: output)
}

// MISTAKE 4.16 weightedLoss: the weights count for the loss, not for the gradient
require(
  outputs.count == targets.count && outputs.count == weights.count,
  "weightedLoss: \(outputs.count) outputs, \(targets.count) targets, \(weights.count) weights")
let results = zip(targets, outputs).map { $0.loss(of: $1) }
return TaskLosses(
  losses: results.map(\.loss), total: zip(results, weights).reduce(0) { $0 + $1.0.loss * $1.1 },
  gradient: Tensor(concatenating: results.map(\.gradient), along: 1))

// MISTAKE 4.16 weightedLoss: the losses are listed with their weights
require(
  outputs.count == targets.count && outputs.count == weights.count,
  "weightedLoss: \(outputs.count) outputs, \(targets.count) targets, \(weights.count) weights")
let results = zip(targets, outputs).map { $0.loss(of: $1) }
return TaskLosses(
  losses: zip(results, weights).map { $0.loss * $1 },
  total: zip(results, weights).reduce(0) { $0 + $1.0.loss * $1.1 },
  gradient: Tensor(concatenating: zip(results, weights).map { $0.gradient * $1 }, along: 1))

// MISTAKE 4.16 weightedLoss: divided by the sum of the weights
require(
  outputs.count == targets.count && outputs.count == weights.count,
  "weightedLoss: \(outputs.count) outputs, \(targets.count) targets, \(weights.count) weights")
let results = zip(targets, outputs).map { $0.loss(of: $1) }
let sum = weights.reduce(0, +)
return TaskLosses(
  losses: results.map(\.loss),
  total: zip(results, weights).reduce(0) { $0 + $1.0.loss * $1.1 } / sum,
  gradient: Tensor(
    concatenating: zip(results, weights).map { $0.gradient * ($1 / sum) }, along: 1))

// MISTAKE 4.16 weightedLoss: counts are not compared
let results = zip(targets, outputs).map { $0.loss(of: $1) }
return TaskLosses(
  losses: results.map(\.loss), total: zip(results, weights).reduce(0) { $0 + $1.0.loss * $1.1 },
  gradient: Tensor(concatenating: zip(results, weights).map { $0.gradient * $1 }, along: 1))

// MISTAKE 4.16 multiTaskStep: the gradients of the step before are not forgotten
let y = model.forward(x, &context)
let result = weightedLoss(outputs: model.split(y), targets: targets, weights: weights)
_ = model.backward(result.gradient)
optimizer.step(&model)
return result

// MISTAKE 4.16 multiTaskStep: one step of the optimizer for each task
model.zeroGradients()
let y = model.forward(x, &context)
let result = weightedLoss(outputs: model.split(y), targets: targets, weights: weights)
_ = model.backward(result.gradient)
for _ in targets { optimizer.step(&model) }
return result

// MISTAKE 4.16 multiTaskStep: equal weights whatever is asked
model.zeroGradients()
let y = model.forward(x, &context)
let result = weightedLoss(
  outputs: model.split(y), targets: targets,
  weights: [Float](repeating: 1, count: targets.count))
_ = model.backward(result.gradient)
optimizer.step(&model)
return result
