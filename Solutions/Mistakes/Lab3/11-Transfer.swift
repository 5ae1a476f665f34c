// Named wrong solutions of exercise 3.11.

// MISTAKE 3.11 loadWeights: tensors are taken by position, whatever their names
let own = namedTensors
for (index, (name, old)) in own.enumerated() {
  guard index < tensors.count else { throw WeightsProblem.missing(name) }
  guard tensors[index].tensor.shape == old.shape else {
    throw WeightsProblem.otherShape(name, expected: old.shape, got: tensors[index].tensor.shape)
  }
}
if tensors.count > own.count { throw WeightsProblem.unknown(tensors[own.count].name) }
var number = 0
forEachTensor { _, tensor in
  tensor = tensors[number].tensor
  number += 1
}

// MISTAKE 3.11 loadWeights: running statistics are not loaded
let given = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
let own = namedTensors
for (name, old) in own {
  guard let new = given[name] else { throw WeightsProblem.missing(name) }
  guard new.shape == old.shape else {
    throw WeightsProblem.otherShape(name, expected: old.shape, got: new.shape)
  }
}
let known = Set(own.map(\.name))
if let extra = tensors.first(where: { !known.contains($0.name) }) {
  throw WeightsProblem.unknown(extra.name)
}
forEachTensor { name, tensor in
  if !name.contains("running") { tensor = given[name] ?? tensor }
}

// MISTAKE 3.11 loadWeights: what is missing stays as it was, without a word
let given = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
for (name, old) in namedTensors {
  if let new = given[name], new.shape != old.shape {
    throw WeightsProblem.otherShape(name, expected: old.shape, got: new.shape)
  }
}
let known = Set(namedTensors.map(\.name))
if let extra = tensors.first(where: { !known.contains($0.name) }) {
  throw WeightsProblem.unknown(extra.name)
}
forEachTensor { name, tensor in tensor = given[name] ?? tensor }

// MISTAKE 3.11 loadWeights: set while checking, so that an error leaves half of it changed
let given = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
let own = namedTensors
for (name, old) in own {
  guard let new = given[name] else { throw WeightsProblem.missing(name) }
  guard new.shape == old.shape else {
    throw WeightsProblem.otherShape(name, expected: old.shape, got: new.shape)
  }
  forEachTensor { if $0 == name { $1 = new } }
}
let known = Set(own.map(\.name))
if let extra = tensors.first(where: { !known.contains($0.name) }) {
  throw WeightsProblem.unknown(extra.name)
}

// MISTAKE 3.11 loadWeights: shapes are not compared
let given = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
let own = namedTensors
for (name, _) in own where given[name] == nil { throw WeightsProblem.missing(name) }
let known = Set(own.map(\.name))
if let extra = tensors.first(where: { !known.contains($0.name) }) {
  throw WeightsProblem.unknown(extra.name)
}
forEachTensor { name, tensor in tensor = given[name] ?? tensor }

// MISTAKE 3.11 loadWeights: a tensor too many is ignored
let given = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
for (name, old) in namedTensors {
  guard let new = given[name] else { throw WeightsProblem.missing(name) }
  guard new.shape == old.shape else {
    throw WeightsProblem.otherShape(name, expected: old.shape, got: new.shape)
  }
}
forEachTensor { name, tensor in tensor = given[name] ?? tensor }

// MISTAKE 3.11 TransferModel.replacingHead: the old head stays below the new one
let old = network.layers.last as? Linear
require(
  old != nil,
  "TransferModel.replacingHead: the last of \(network.layers.count) layers is not a Linear")
return TransferModel(
  body: network,
  head: Linear(inputs: old?.weight.value.shape[0] ?? 0, outputs: classes, using: &generator))

// MISTAKE 3.11 TransferModel.replacingHead: the old outputs are taken for the new head's inputs
let old = network.layers.last as? Linear
require(
  old != nil,
  "TransferModel.replacingHead: the last of \(network.layers.count) layers is not a Linear")
return TransferModel(
  body: Sequential(Array(network.layers.dropLast())),
  head: Linear(inputs: old?.weight.value.shape[0] ?? 0, outputs: classes, using: &generator))

// MISTAKE 3.11 TransferModel.replacingHead: the body is not frozen
let old = network.layers.last as? Linear
require(
  old != nil,
  "TransferModel.replacingHead: the last of \(network.layers.count) layers is not a Linear")
return TransferModel(
  body: Sequential(Array(network.layers.dropLast())),
  head: Linear(inputs: old?.weight.value.shape[1] ?? 0, outputs: classes, using: &generator),
  isBodyFrozen: false)

// MISTAKE 3.11 TransferModel.forward: a frozen body runs in training mode too
return head.forward(body.forward(x, &context), &context)

// MISTAKE 3.11 TransferModel.forward: the head runs in inference mode with the frozen body
guard isBodyFrozen else { return head.forward(body.forward(x, &context), &context) }
var inference = Context(.inference)
return head.forward(body.forward(x, &inference), &inference)

// MISTAKE 3.11 TransferModel.forward: the body is always in inference mode
var inference = Context(.inference)
return head.forward(body.forward(x, &inference), &context)

// MISTAKE 3.11 TransferModel.forward: a copy of the body runs, and what it remembers is lost
var (copy, inference) = (body, Context(.inference))
if isBodyFrozen { return head.forward(copy.forward(x, &inference), &context) }
return head.forward(copy.forward(x, &context), &context)

// MISTAKE 3.11 TransferModel.backward: backward runs through the frozen body
return body.backward(head.backward(dy))

// MISTAKE 3.11 TransferModel.backward: backward never runs through the body
let dFeatures = head.backward(dy)
return isBodyFrozen ? Tensor(zeros: [0]) : dFeatures

// MISTAKE 3.11 TransferModel.backward: the head is passed by
return isBodyFrozen ? Tensor(zeros: [0]) : body.backward(dy)

// MISTAKE 3.11 TransferModel.forEachParameter: the frozen body is shown to the optimizer
body.forEachParameter(visit)
head.forEachParameter(visit)

// MISTAKE 3.11 TransferModel.forEachParameter: the body is never shown
head.forEachParameter(visit)

// MISTAKE 3.11 TransferModel.forEachParameter: the head comes first
head.forEachParameter(visit)
if !isBodyFrozen { body.forEachParameter(visit) }

// MISTAKE 3.11 features: computed in training mode
var context = Context(.training)
let count = images.shape[0]
var parts: [Tensor] = []
for start in stride(from: 0, to: max(count, 1), by: batchSize) {
  parts.append(body.forward(images.rows(start..<min(start + batchSize, count)), &context))
}
return Tensor(concatenating: parts)

// MISTAKE 3.11 features: the last batch, smaller than the others, is left out
var context = Context(.inference)
let count = images.shape[0]
var parts: [Tensor] = []
for start in stride(from: 0, through: count - batchSize, by: batchSize) {
  parts.append(body.forward(images.rows(start..<start + batchSize), &context))
}
return Tensor(concatenating: parts)

// MISTAKE 3.11 features: all images at once
var context = Context(.inference)
return body.forward(images, &context)

// MISTAKE 3.11 features: no images are no batch, and nothing is there to join
var context = Context(.inference)
let count = images.shape[0]
var parts: [Tensor] = []
for start in stride(from: 0, to: count, by: batchSize) {
  parts.append(body.forward(images.rows(start..<min(start + batchSize, count)), &context))
}
return Tensor(concatenating: parts)

// MISTAKE 3.11 linearProbe: without momentum
var probe = Linear(
  weight: Tensor(zeros: [classes, features.shape[1]]), bias: Tensor(zeros: [classes]))
var (optimizer, context) = (SGD(learningRate: learningRate), Context(.training))
for _ in 0..<steps {
  _ = trainingStep(
    &probe, &optimizer, x: features, target: labels, loss: softmaxCrossEntropy, &context)
}
return probe

// MISTAKE 3.11 linearProbe: from random weights
var generator = SeededGenerator(seed: 0)
var probe = Linear(inputs: features.shape[1], outputs: classes, using: &generator)
var (optimizer, context) = (SGD(learningRate: learningRate, momentum: 0.9), Context(.training))
for _ in 0..<steps {
  _ = trainingStep(
    &probe, &optimizer, x: features, target: labels, loss: softmaxCrossEntropy, &context)
}
return probe

// MISTAKE 3.11 linearProbe: a new optimizer for each step
var probe = Linear(
  weight: Tensor(zeros: [classes, features.shape[1]]), bias: Tensor(zeros: [classes]))
var context = Context(.training)
for _ in 0..<steps {
  var optimizer = SGD(learningRate: learningRate, momentum: 0.9)
  _ = trainingStep(
    &probe, &optimizer, x: features, target: labels, loss: softmaxCrossEntropy, &context)
}
return probe

// MISTAKE 3.11 linearProbe: one step too few
var probe = Linear(
  weight: Tensor(zeros: [classes, features.shape[1]]), bias: Tensor(zeros: [classes]))
var (optimizer, context) = (SGD(learningRate: learningRate, momentum: 0.9), Context(.training))
for _ in 1..<max(steps, 1) {
  _ = trainingStep(
    &probe, &optimizer, x: features, target: labels, loss: softmaxCrossEntropy, &context)
}
return probe

// MISTAKE 3.11 dominantAxis: one multiplication
var axis = Tensor(randomNormal: [matrix.shape[0], 1], using: &generator)
axis = matmul(matrix, axis)
axis /= max(axis.norm(), 1e-20)
return (axis.scalars[abs(axis).argmax()] < 0 ? -axis : axis).flattened()

// MISTAKE 3.11 dominantAxis: the largest number is negative
var axis = Tensor(randomNormal: [matrix.shape[0], 1], using: &generator)
axis /= axis.norm()
for _ in 0..<iterations {
  let next = matmul(matrix, axis)
  let length = next.norm()
  if length > 0 { axis = next / length }
}
return (axis.scalars[abs(axis).argmax()] < 0 ? axis : -axis).flattened()

// MISTAKE 3.11 dominantAxis: never scaled to length 1
var axis = Tensor(randomNormal: [matrix.shape[0], 1], using: &generator)
for _ in 0..<min(iterations, 20) { axis = matmul(matrix, axis) }
return (axis.scalars[abs(axis).argmax()] < 0 ? -axis : axis).flattened()

// MISTAKE 3.11 dominantAxis: divided by a length of 0
var axis = Tensor(randomNormal: [matrix.shape[0], 1], using: &generator)
for _ in 0..<iterations {
  let next = matmul(matrix, axis)
  axis = next / next.norm()
}
return (axis.scalars[abs(axis).argmax()] < 0 ? -axis : axis).flattened()

// MISTAKE 3.11 principalComponents: the rows are not centred
let mean = rows.mean(along: 0)
var covariance = matmul(rows, rows, transposeA: true) / Float(rows.shape[0])
var (axes, variances): ([Tensor], [Float]) = ([], [])
for _ in 0..<count {
  let axis = dominantAxis(of: covariance, using: &generator).reshaped(to: [1, rows.shape[1]])
  let variance = matmul(matmul(axis, covariance), axis, transposeB: true)[0, 0]
  covariance -= matmul(axis, axis, transposeA: true) * variance
  axes.append(axis)
  variances.append(variance)
}
return PrincipalComponents(
  mean: mean, axes: Tensor(concatenating: axes), variances: Tensor(variances))

// MISTAKE 3.11 principalComponents: no deflation, the first axis again and again
let mean = rows.mean(along: 0)
let centred = rows - mean
let covariance = matmul(centred, centred, transposeA: true) / Float(rows.shape[0])
var (axes, variances): ([Tensor], [Float]) = ([], [])
for _ in 0..<count {
  let axis = dominantAxis(of: covariance, using: &generator).reshaped(to: [1, rows.shape[1]])
  variances.append(matmul(matmul(axis, covariance), axis, transposeB: true)[0, 0])
  axes.append(axis)
}
return PrincipalComponents(
  mean: mean, axes: Tensor(concatenating: axes), variances: Tensor(variances))

// MISTAKE 3.11 principalComponents: variances divided by N − 1
let mean = rows.mean(along: 0)
let centred = rows - mean
var covariance = matmul(centred, centred, transposeA: true) / Float(max(rows.shape[0] - 1, 1))
var (axes, variances): ([Tensor], [Float]) = ([], [])
for _ in 0..<count {
  let axis = dominantAxis(of: covariance, using: &generator).reshaped(to: [1, rows.shape[1]])
  let variance = matmul(matmul(axis, covariance), axis, transposeB: true)[0, 0]
  covariance -= matmul(axis, axis, transposeA: true) * variance
  axes.append(axis)
  variances.append(variance)
}
return PrincipalComponents(
  mean: mean, axes: Tensor(concatenating: axes), variances: Tensor(variances))

// MISTAKE 3.11 principalComponents: deviations instead of variances
let mean = rows.mean(along: 0)
let centred = rows - mean
var covariance = matmul(centred, centred, transposeA: true) / Float(rows.shape[0])
var (axes, variances): ([Tensor], [Float]) = ([], [])
for _ in 0..<count {
  let axis = dominantAxis(of: covariance, using: &generator).reshaped(to: [1, rows.shape[1]])
  let variance = matmul(matmul(axis, covariance), axis, transposeB: true)[0, 0]
  covariance -= matmul(axis, axis, transposeA: true) * variance
  axes.append(axis)
  variances.append(variance.squareRoot())
}
return PrincipalComponents(
  mean: mean, axes: Tensor(concatenating: axes), variances: Tensor(variances))

// MISTAKE 3.11 TwoRates.step: the gradients are scaled instead, which Adam does not notice
var number = 0
model.forEachParameter { parameter in
  if number < bodyParameters { parameter.gradient *= bodyFactor }
  number += 1
}
rule.step(&model)

// MISTAKE 3.11 TwoRates.step: one rate for all
rule.step(&model)

// MISTAKE 3.11 TwoRates.step: the head is slowed down, not the body
var before: [Tensor] = []
model.forEachParameter { before.append($0.value) }
rule.step(&model)
var number = 0
model.forEachParameter { parameter in
  if number >= bodyParameters {
    parameter.value = before[number] + (parameter.value - before[number]) * bodyFactor
  }
  number += 1
}

// MISTAKE 3.11 TwoRates.step: the body does not move
var before: [Tensor] = []
model.forEachParameter { if before.count < bodyParameters { before.append($0.value) } }
rule.step(&model)
var number = 0
model.forEachParameter { parameter in
  if number < before.count { parameter.value = before[number] }
  number += 1
}

// MISTAKE 3.11 TwoRates.step: the share is taken of the value, not of the move
rule.step(&model)
var number = 0
model.forEachParameter { parameter in
  if number < bodyParameters { parameter.value *= bodyFactor }
  number += 1
}
