// Named wrong solutions of exercise 4.3.

// MISTAKE 4.3 RNN.inputSums: the hidden bias is forgotten
return matmul(x, inputWeight.value, transposeB: true) + inputBias.value

// MISTAKE 4.3 RNN.inputSums: the biases are forgotten
return matmul(x, inputWeight.value, transposeB: true)

// MISTAKE 4.3 RNN.inputSums: the weights are not transposed
return matmul(x, inputWeight.value) + (inputBias.value + hiddenBias.value)

// MISTAKE 4.3 RNN.step: no activation
return sums + matmul(state, hiddenWeight.value, transposeB: true)

// MISTAKE 4.3 RNN.step: U is not transposed: it is square, so nothing complains
return tanh(sums + matmul(state, hiddenWeight.value))

// MISTAKE 4.3 RNN.step: the state is forgotten
return tanh(sums)

// MISTAKE 4.3 RNN.step: the sigmoid instead of tanh
return gate(sums + matmul(state, hiddenWeight.value, transposeB: true))

// MISTAKE 4.3 RNN.step: the state is added outside tanh
return tanh(sums) + matmul(state, hiddenWeight.value, transposeB: true)

// MISTAKE 4.3 RNN.step: the hidden bias is added once more
return tanh(sums + matmul(state, hiddenWeight.value, transposeB: true) + hiddenBias.value)

// MISTAKE 4.3 RNN.forward: every step starts from the initial state
let t = x.shape[1]
input = x
let sums = inputSums(x)
var steps = [start]
for time in 0..<t { steps.append(step(sums.timeStep(time), from: start)) }
states = Tensor(timeSteps: steps, of: [n, h])
return states.slice(1..<t + 1, along: 1)

// MISTAKE 4.3 RNN.forward: the initial state is ignored
let t = x.shape[1]
input = x
let sums = inputSums(x)
var steps = [Tensor(zeros: [n, h])]
for time in 0..<t { steps.append(step(sums.timeStep(time), from: steps[time])) }
states = Tensor(timeSteps: steps, of: [n, h])
return states.slice(1..<t + 1, along: 1)

// MISTAKE 4.3 RNN.forward: the states before the steps are returned
let t = x.shape[1]
input = x
let sums = inputSums(x)
var steps = [start]
for time in 0..<t { steps.append(step(sums.timeStep(time), from: steps[time])) }
states = Tensor(timeSteps: steps, of: [n, h])
return states.slice(0..<t, along: 1)

// MISTAKE 4.3 RNN.forward: the initial state is returned too
let t = x.shape[1]
input = x
let sums = inputSums(x)
var steps = [start]
for time in 0..<t { steps.append(step(sums.timeStep(time), from: steps[time])) }
states = Tensor(timeSteps: steps, of: [n, h])
return states

// MISTAKE 4.3 RNN.forward: the last step first
let t = x.shape[1]
input = x
let sums = inputSums(x)
var steps = [start]
for time in (0..<t).reversed() {
  steps.append(step(sums.timeStep(time), from: steps[steps.count - 1]))
}
states = Tensor(timeSteps: steps, of: [n, h])
return states.slice(1..<t + 1, along: 1)

// MISTAKE 4.3 RNN.forward: the state is kept for the next sequence
let t = x.shape[1]
input = x
let sums = inputSums(x)
var steps = [start]
for time in 0..<t { steps.append(step(sums.timeStep(time), from: steps[time])) }
states = Tensor(timeSteps: steps, of: [n, h])
initialState = steps[t]
return states.slice(1..<t + 1, along: 1)

// MISTAKE 4.3 RNN.forward: the states are gathered with time first
let t = x.shape[1]
input = x
let sums = inputSums(x)
var steps = [start]
for time in 0..<t { steps.append(step(sums.timeStep(time), from: steps[time])) }
states = Tensor(timeSteps: steps, of: [n, h])
return Tensor(stacking: Array(steps.dropFirst()))

// MISTAKE 4.3 RNN.forward: the input is not remembered
let t = x.shape[1]
let sums = inputSums(x)
var steps = [start]
for time in 0..<t { steps.append(step(sums.timeStep(time), from: steps[time])) }
states = Tensor(timeSteps: steps, of: [n, h])
return states.slice(1..<t + 1, along: 1)

// MISTAKE 4.3 RNN.stepBackward: tanh' is forgotten
return (dh, matmul(dh, hiddenWeight.value))

// MISTAKE 4.3 RNN.stepBackward: tanh' is taken at h' instead of z
let t = tanh(state)
let dz = dh * (1 - t * t)
return (dz, matmul(dz, hiddenWeight.value))

// MISTAKE 4.3 RNN.stepBackward: the derivative of the sigmoid
let dz = dh * state * (1 - state)
return (dz, matmul(dz, hiddenWeight.value))

// MISTAKE 4.3 RNN.stepBackward: U is transposed on the way back as well
let dz = dh * (1 - state * state)
return (dz, matmul(dz, hiddenWeight.value, transposeB: true))

// MISTAKE 4.3 RNN.stepBackward: dh goes through U, not dz
let dz = dh * (1 - state * state)
return (dz, matmul(dh, hiddenWeight.value))

// MISTAKE 4.3 RNN.stepBackward: dz is handed back without U
let dz = dh * (1 - state * state)
return (dz, dz)

// MISTAKE 4.3 RNN.sumGradients: what the following step says is dropped
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time), at: states.timeStep(time + 1))
  gradients.append(back.sums)
  dh = back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients.reversed(), of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: the steps' gradients come out last to first
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time + 1))
  gradients.append(back.sums)
  let isBorder = time > 0 && truncation.map { time % $0 == 0 } ?? false
  dh = isBorder ? Tensor(zeros: [n, h]) : back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients, of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: from the first step to the last
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in 0..<t {
  let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time + 1))
  gradients.append(back.sums)
  dh = back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients, of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: tanh' at the state before the step
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time))
  gradients.append(back.sums)
  let isBorder = time > 0 && truncation.map { time % $0 == 0 } ?? false
  dh = isBorder ? Tensor(zeros: [n, h]) : back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients.reversed(), of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: the gradient of the initial state is not stored
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time + 1))
  gradients.append(back.sums)
  let isBorder = time > 0 && truncation.map { time % $0 == 0 } ?? false
  dh = isBorder ? Tensor(zeros: [n, h]) : back.previous
}
return Tensor(timeSteps: gradients.reversed(), of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: truncation is ignored
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time + 1))
  gradients.append(back.sums)
  dh = back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients.reversed(), of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: the pieces are cut one step too late
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time + 1))
  gradients.append(back.sums)
  let isBorder = truncation.map { (time + 1) % $0 == 0 } ?? false
  dh = isBorder ? Tensor(zeros: [n, h]) : back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients.reversed(), of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: the initial state counts as a border too
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time + 1))
  gradients.append(back.sums)
  let isBorder = truncation.map { time % $0 == 0 } ?? false
  dh = isBorder ? Tensor(zeros: [n, h]) : back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients.reversed(), of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: the pieces are counted from the last step
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time + 1))
  gradients.append(back.sums)
  let isBorder = time > 0 && truncation.map { (t - time) % $0 == 0 } ?? false
  dh = isBorder ? Tensor(zeros: [n, h]) : back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients.reversed(), of: [n, h])

// MISTAKE 4.3 RNN.sumGradients: what is before the last piece gets no gradient at all
let (n, t, h) = dy.shape.ntd
var gradients: [Tensor] = []
var dh = Tensor(zeros: [n, h])
for time in (0..<t).reversed() {
  let isLive = truncation.map { time >= t - $0 } ?? true
  let arriving = isLive ? dy.timeStep(time) + dh : Tensor(zeros: [n, h])
  let back = stepBackward(arriving, at: states.timeStep(time + 1))
  gradients.append(back.sums)
  dh = back.previous
}
initialStateGradient = dh
return Tensor(timeSteps: gradients.reversed(), of: [n, h])

// MISTAKE 4.3 RNN.backward: dU with the states after the steps
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, h])
let following = states.slice(1..<t + 1, along: 1).reshaped(to: [n * t, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, following, transposeA: true)
inputBias.gradient += rows.sum(along: 0)
hiddenBias.gradient += rows.sum(along: 0)
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.3 RNN.backward: dU is transposed
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, h])
let previous = states.slice(0..<t, along: 1).reshaped(to: [n * t, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(previous, rows, transposeA: true)
inputBias.gradient += rows.sum(along: 0)
hiddenBias.gradient += rows.sum(along: 0)
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.3 RNN.backward: dy is used in the place of dz
let d = input.shape[2]
_ = sumGradients(dy)
let rows = dy.reshaped(to: [n * t, h])
let previous = states.slice(0..<t, along: 1).reshaped(to: [n * t, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, previous, transposeA: true)
inputBias.gradient += rows.sum(along: 0)
hiddenBias.gradient += rows.sum(along: 0)
return needsInputGradient ? matmul(dy, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.3 RNN.backward: the weight gradients are means over the steps
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, h])
let previous = states.slice(0..<t, along: 1).reshaped(to: [n * t, h])
let steps = Float(max(t, 1))
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true) / steps
hiddenWeight.gradient += matmul(rows, previous, transposeA: true) / steps
inputBias.gradient += rows.sum(along: 0) / steps
hiddenBias.gradient += rows.sum(along: 0) / steps
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.3 RNN.backward: the hidden bias gets no gradient
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, h])
let previous = states.slice(0..<t, along: 1).reshaped(to: [n * t, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, previous, transposeA: true)
inputBias.gradient += rows.sum(along: 0)
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.3 RNN.backward: dU replaces the gradient that was there
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, h])
let previous = states.slice(0..<t, along: 1).reshaped(to: [n * t, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient = matmul(rows, previous, transposeA: true)
inputBias.gradient += rows.sum(along: 0)
hiddenBias.gradient += rows.sum(along: 0)
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.3 RNN.backward: dW of the last step alone
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, h])
let previous = states.slice(0..<t, along: 1).reshaped(to: [n * t, h])
if t > 0 {
  inputWeight.gradient += matmul(dz.timeStep(t - 1), input.timeStep(t - 1), transposeA: true)
}
hiddenWeight.gradient += matmul(rows, previous, transposeA: true)
inputBias.gradient += rows.sum(along: 0)
hiddenBias.gradient += rows.sum(along: 0)
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])
