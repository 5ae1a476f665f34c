// Named wrong solutions of exercise 1.2.

// MISTAKE 1.2 Perceptron.output: the bias is forgotten
return (weights * x).sum() >= 0 ? 1 : 0

// MISTAKE 1.2 Perceptron.output: a sum of exactly 0 counts as class 0
return (weights * x).sum() + bias > 0 ? 1 : 0

// MISTAKE 1.2 Perceptron.output: classes −1 and 1 instead of 0 and 1
return (weights * x).sum() + bias >= 0 ? 1 : -1

// MISTAKE 1.2 Perceptron.predict: only the first row is looked at
return (0..<x.shape[0]).map { _ in output(x[row: 0]) }

// MISTAKE 1.2 Perceptron.predict: the rows come out in reverse order
return (0..<x.shape[0]).reversed().map { output(x[row: $0]) }

// MISTAKE 1.2 Perceptron.update: the error has the wrong sign
let error = Float(output(x) - target)
weights += x * (learningRate * error)
bias += learningRate * error
return error != 0

// MISTAKE 1.2 Perceptron.update: the bias never learns
let error = Float(target - output(x))
weights += x * (learningRate * error)
return error != 0

// MISTAKE 1.2 Perceptron.update: the learning rate is ignored
let error = Float(target - output(x))
weights += x * error
bias += error
return error != 0

// MISTAKE 1.2 Perceptron.update: the weights do not move in proportion to the input
let error = Float(target - output(x))
weights += learningRate * error
bias += learningRate * error
return error != 0

// MISTAKE 1.2 Perceptron.update: also learns from right answers
let error = Float(target - output(x))
let direction: Float = target == 1 ? 1 : -1
weights += x * (learningRate * direction)
bias += learningRate * direction
return error != 0

// MISTAKE 1.2 Perceptron.update: the answer is looked at again after the step
let error = Float(target - output(x))
weights += x * (learningRate * error)
bias += learningRate * error
return output(x) != target

// MISTAKE 1.2 Perceptron.update: returns whether the answer was right
let error = Float(target - output(x))
weights += x * (learningRate * error)
bias += learningRate * error
return error == 0

// MISTAKE 1.2 Perceptron.update: the learning rate is missing in the bias's step
let error = Float(target - output(x))
weights += x * (learningRate * error)
bias += error
return error != 0

// MISTAKE 1.2 Perceptron.fit: goes on after an epoch without an error
var errors: [Int] = []
for _ in 0..<epochs {
  var wrong = 0
  for (n, target) in targets.enumerated() {
    if update(x[row: n], target: target, learningRate: learningRate) { wrong += 1 }
  }
  errors.append(wrong)
}
return errors

// MISTAKE 1.2 Perceptron.fit: stops after the first epoch
var wrong = 0
for (n, target) in targets.enumerated() {
  if update(x[row: n], target: target, learningRate: learningRate) { wrong += 1 }
}
return [wrong]

// MISTAKE 1.2 Perceptron.fit: errors are counted over all epochs together
var errors: [Int] = []
var wrong = 0
for _ in 0..<epochs {
  let before = wrong
  for (n, target) in targets.enumerated() {
    if update(x[row: n], target: target, learningRate: learningRate) { wrong += 1 }
  }
  errors.append(wrong)
  if wrong == before { break }
}
return errors

// MISTAKE 1.2 Perceptron.fit: starts afresh in every epoch
var errors: [Int] = []
for _ in 0..<epochs {
  weights = Tensor(zeros: weights.shape)
  bias = 0
  var wrong = 0
  for (n, target) in targets.enumerated() {
    if update(x[row: n], target: target, learningRate: learningRate) { wrong += 1 }
  }
  errors.append(wrong)
  if wrong == 0 { break }
}
return errors

// MISTAKE 1.2 Perceptron.fit: errors are counted after the epoch with the final weights
var errors: [Int] = []
for _ in 0..<epochs {
  for (n, target) in targets.enumerated() {
    update(x[row: n], target: target, learningRate: learningRate)
  }
  let wrong = zip(predict(x), targets).filter { $0 != $1 }.count
  errors.append(wrong)
  if wrong == 0 { break }
}
return errors

// MISTAKE 1.2 Perceptron.fit: the learning rate is not handed on
var errors: [Int] = []
for _ in 0..<epochs {
  var wrong = 0
  for (n, target) in targets.enumerated() {
    if update(x[row: n], target: target) { wrong += 1 }
  }
  errors.append(wrong)
  if wrong == 0 { break }
}
return errors

// MISTAKE 1.2 Perceptron.fit: the epoch without an error is left out
var errors: [Int] = []
for _ in 0..<epochs {
  var wrong = 0
  for (n, target) in targets.enumerated() {
    if update(x[row: n], target: target, learningRate: learningRate) { wrong += 1 }
  }
  if wrong == 0 { break }
  errors.append(wrong)
}
return errors
