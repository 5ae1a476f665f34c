// Named wrong solutions of exercise 4.5.

// MISTAKE 4.5 GRU.inputSums: both biases are added to the inputs
return matmul(x, inputWeight.value, transposeB: true) + (inputBias.value + hiddenBias.value)

// MISTAKE 4.5 GRU.inputSums: the bias is forgotten
return matmul(x, inputWeight.value, transposeB: true)

// MISTAKE 4.5 GRU.step: the gates stand in the order z, r, as in Keras
let fromState = matmul(state, hiddenWeight.value, transposeB: true) + hiddenBias.value
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let update = gates.slice(0..<h, along: 1)
let reset = gates.slice(h..<2 * h, along: 1)
let stateSums = fromState.slice(2 * h..<3 * h, along: 1)
let candidate = tanh(sums.slice(2 * h..<3 * h, along: 1) + reset * stateSums)
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: (1 - update) * candidate + update * state)

// MISTAKE 4.5 GRU.step: z and 1 − z are exchanged
let fromState = matmul(state, hiddenWeight.value, transposeB: true) + hiddenBias.value
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let (reset, update) = (gates.slice(0..<h, along: 1), gates.slice(h..<2 * h, along: 1))
let stateSums = fromState.slice(2 * h..<3 * h, along: 1)
let candidate = tanh(sums.slice(2 * h..<3 * h, along: 1) + reset * stateSums)
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: update * candidate + (1 - update) * state)

// MISTAKE 4.5 GRU.step: r multiplies the state before the product, U·(r · h)
let w = hiddenWeight.value
let fromState = matmul(state, w, transposeB: true) + hiddenBias.value
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let (reset, update) = (gates.slice(0..<h, along: 1), gates.slice(h..<2 * h, along: 1))
let stateSums =
  matmul(reset * state, w.rows(2 * h..<3 * h), transposeB: true)
  + hiddenBias.value.rows(2 * h..<3 * h)
let candidate = tanh(sums.slice(2 * h..<3 * h, along: 1) + stateSums)
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: (1 - update) * candidate + update * state)

// MISTAKE 4.5 GRU.step: the candidate's second bias stands outside of r
let products = matmul(state, hiddenWeight.value, transposeB: true)
let fromState = products + hiddenBias.value
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let (reset, update) = (gates.slice(0..<h, along: 1), gates.slice(h..<2 * h, along: 1))
let stateSums = products.slice(2 * h..<3 * h, along: 1)
let candidate = tanh(
  sums.slice(2 * h..<3 * h, along: 1) + hiddenBias.value.rows(2 * h..<3 * h)
    + reset * stateSums)
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: (1 - update) * candidate + update * state)

// MISTAKE 4.5 GRU.step: the reset gate is not used
let fromState = matmul(state, hiddenWeight.value, transposeB: true) + hiddenBias.value
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let (reset, update) = (gates.slice(0..<h, along: 1), gates.slice(h..<2 * h, along: 1))
let stateSums = fromState.slice(2 * h..<3 * h, along: 1)
let candidate = tanh(sums.slice(2 * h..<3 * h, along: 1) + stateSums)
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: (1 - update) * candidate + update * state)

// MISTAKE 4.5 GRU.step: r multiplies the inputs' part too
let fromState = matmul(state, hiddenWeight.value, transposeB: true) + hiddenBias.value
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let (reset, update) = (gates.slice(0..<h, along: 1), gates.slice(h..<2 * h, along: 1))
let stateSums = fromState.slice(2 * h..<3 * h, along: 1)
let candidate = tanh(reset * (sums.slice(2 * h..<3 * h, along: 1) + stateSums))
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: (1 - update) * candidate + update * state)

// MISTAKE 4.5 GRU.step: the candidate passes the gates' σ instead of tanh
let fromState = matmul(state, hiddenWeight.value, transposeB: true) + hiddenBias.value
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let (reset, update) = (gates.slice(0..<h, along: 1), gates.slice(h..<2 * h, along: 1))
let stateSums = fromState.slice(2 * h..<3 * h, along: 1)
let candidate = gate(sums.slice(2 * h..<3 * h, along: 1) + reset * stateSums)
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: (1 - update) * candidate + update * state)

// MISTAKE 4.5 GRU.step: the weight of the state is not transposed
let fromState =
  matmul(state, hiddenWeight.value.reshaped(to: [h, 3 * h])) + hiddenBias.value
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let (reset, update) = (gates.slice(0..<h, along: 1), gates.slice(h..<2 * h, along: 1))
let stateSums = fromState.slice(2 * h..<3 * h, along: 1)
let candidate = tanh(sums.slice(2 * h..<3 * h, along: 1) + reset * stateSums)
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: (1 - update) * candidate + update * state)

// MISTAKE 4.5 GRU.step: the bias of the state is forgotten
let fromState = matmul(state, hiddenWeight.value, transposeB: true)
let gates = gate(sums.slice(0..<2 * h, along: 1) + fromState.slice(0..<2 * h, along: 1))
let (reset, update) = (gates.slice(0..<h, along: 1), gates.slice(h..<2 * h, along: 1))
let stateSums = fromState.slice(2 * h..<3 * h, along: 1)
let candidate = tanh(sums.slice(2 * h..<3 * h, along: 1) + reset * stateSums)
return GRUStep(
  resetGate: reset, updateGate: update, stateSums: stateSums, candidate: candidate,
  hidden: (1 - update) * candidate + update * state)

// MISTAKE 4.5 GRU.forward: every step starts from the initial state
(input, startState, steps) = (x, start, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: start))
}
return Tensor(timeSteps: steps.map(\.hidden), of: [n, h])

// MISTAKE 4.5 GRU.forward: the initial state is ignored
let zeros = Tensor(zeros: [n, h])
(input, startState, steps) = (x, zeros, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: state))
}
return Tensor(timeSteps: steps.map(\.hidden), of: [n, h])

// MISTAKE 4.5 GRU.forward: the candidates are returned instead of the states
(input, startState, steps) = (x, start, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: state))
}
return Tensor(timeSteps: steps.map(\.candidate), of: [n, h])

// MISTAKE 4.5 GRU.forward: the steps of the latest forward are kept
let sums = inputSums(x)
(input, startState) = (x, start)
var current = start
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: current))
  current = steps[steps.count - 1].hidden
}
return Tensor(timeSteps: steps.suffix(t).map(\.hidden), of: [n, h])

// MISTAKE 4.5 GRU.stepBackward: z pulls towards the candidate, dz = dh · (n − h)
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (n - state) * z * (1 - z)
let du = dh * (1 - z) * (1 - n * n)
let dr = du * step.stateSums * r * (1 - r)
let states = Tensor(concatenating: [dr, dz, du * r], along: 1)
return (
  Tensor(concatenating: [dr, dz, du], along: 1), states,
  dh * z + matmul(states, hiddenWeight.value)
)

// MISTAKE 4.5 GRU.stepBackward: the way of the mean, dh · z, is forgotten
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (state - n) * z * (1 - z)
let du = dh * (1 - z) * (1 - n * n)
let dr = du * step.stateSums * r * (1 - r)
let states = Tensor(concatenating: [dr, dz, du * r], along: 1)
return (
  Tensor(concatenating: [dr, dz, du], along: 1), states, matmul(states, hiddenWeight.value)
)

// MISTAKE 4.5 GRU.stepBackward: the way through the state's sums is forgotten
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (state - n) * z * (1 - z)
let du = dh * (1 - z) * (1 - n * n)
let dr = du * step.stateSums * r * (1 - r)
let states = Tensor(concatenating: [dr, dz, du * r], along: 1)
return (Tensor(concatenating: [dr, dz, du], along: 1), states, dh * z)

// MISTAKE 4.5 GRU.stepBackward: ds is da, without r in the last block
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (state - n) * z * (1 - z)
let du = dh * (1 - z) * (1 - n * n)
let dr = du * step.stateSums * r * (1 - r)
let inputs = Tensor(concatenating: [dr, dz, du], along: 1)
return (inputs, inputs, dh * z + matmul(inputs, hiddenWeight.value))

// MISTAKE 4.5 GRU.stepBackward: da is handed through U instead of ds
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (state - n) * z * (1 - z)
let du = dh * (1 - z) * (1 - n * n)
let dr = du * step.stateSums * r * (1 - r)
let inputs = Tensor(concatenating: [dr, dz, du], along: 1)
let states = Tensor(concatenating: [dr, dz, du * r], along: 1)
return (inputs, states, dh * z + matmul(inputs, hiddenWeight.value))

// MISTAKE 4.5 GRU.stepBackward: dr is multiplied by the state, as in the first paper's form
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (state - n) * z * (1 - z)
let du = dh * (1 - z) * (1 - n * n)
let dr = du * state * r * (1 - r)
let states = Tensor(concatenating: [dr, dz, du * r], along: 1)
return (
  Tensor(concatenating: [dr, dz, du], along: 1), states,
  dh * z + matmul(states, hiddenWeight.value)
)

// MISTAKE 4.5 GRU.stepBackward: the slope of tanh is forgotten
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (state - n) * z * (1 - z)
let du = dh * (1 - z)
let dr = du * step.stateSums * r * (1 - r)
let states = Tensor(concatenating: [dr, dz, du * r], along: 1)
return (
  Tensor(concatenating: [dr, dz, du], along: 1), states,
  dh * z + matmul(states, hiddenWeight.value)
)

// MISTAKE 4.5 GRU.stepBackward: the slopes of the gates are forgotten
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (state - n)
let du = dh * (1 - z) * (1 - n * n)
let dr = du * step.stateSums
let states = Tensor(concatenating: [dr, dz, du * r], along: 1)
return (
  Tensor(concatenating: [dr, dz, du], along: 1), states,
  dh * z + matmul(states, hiddenWeight.value)
)

// MISTAKE 4.5 GRU.stepBackward: the candidate gets dh · z
let (r, z, n) = (step.resetGate, step.updateGate, step.candidate)
let dz = dh * (state - n) * z * (1 - z)
let du = dh * z * (1 - n * n)
let dr = du * step.stateSums * r * (1 - r)
let states = Tensor(concatenating: [dr, dz, du * r], along: 1)
return (
  Tensor(concatenating: [dr, dz, du], along: 1), states,
  dh * z + matmul(states, hiddenWeight.value)
)

// MISTAKE 4.5 GRU.sumGradients: nothing is handed from step to step
var (inputs, states): ([Tensor], [Tensor]) = ([], [])
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].hidden : startState
  let back = stepBackward(dy.timeStep(time), of: steps[time], from: previous)
  inputs.append(back.inputs)
  states.append(back.states)
  initialStateGradient = back.previous
}
return (
  Tensor(timeSteps: inputs.reversed(), of: [n, 3 * h]),
  Tensor(timeSteps: states.reversed(), of: [n, 3 * h])
)

// MISTAKE 4.5 GRU.sumGradients: the gradients are left in the order last to first
var dh = Tensor(zeros: [n, h])
var (inputs, states): ([Tensor], [Tensor]) = ([], [])
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].hidden : startState
  let back = stepBackward(dy.timeStep(time) + dh, of: steps[time], from: previous)
  inputs.append(back.inputs)
  states.append(back.states)
  dh = back.previous
}
initialStateGradient = dh
return (Tensor(timeSteps: inputs, of: [n, 3 * h]), Tensor(timeSteps: states, of: [n, 3 * h]))

// MISTAKE 4.5 GRU.sumGradients: the state after the step stands for the one before
var dh = Tensor(zeros: [n, h])
var (inputs, states): ([Tensor], [Tensor]) = ([], [])
for time in (0..<t).reversed() {
  let back = stepBackward(dy.timeStep(time) + dh, of: steps[time], from: steps[time].hidden)
  inputs.append(back.inputs)
  states.append(back.states)
  dh = back.previous
}
initialStateGradient = dh
return (
  Tensor(timeSteps: inputs.reversed(), of: [n, 3 * h]),
  Tensor(timeSteps: states.reversed(), of: [n, 3 * h])
)

// MISTAKE 4.5 GRU.sumGradients: the first step is taken to start from zeros
var dh = Tensor(zeros: [n, h])
var (inputs, states): ([Tensor], [Tensor]) = ([], [])
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].hidden : Tensor(zeros: [n, h])
  let back = stepBackward(dy.timeStep(time) + dh, of: steps[time], from: previous)
  inputs.append(back.inputs)
  states.append(back.states)
  dh = back.previous
}
initialStateGradient = dh
return (
  Tensor(timeSteps: inputs.reversed(), of: [n, 3 * h]),
  Tensor(timeSteps: states.reversed(), of: [n, 3 * h])
)

// MISTAKE 4.5 GRU.backward: U and c get their gradients from da
let gradients = sumGradients(dy)
let da = gradients.inputs.reshaped(to: [n * t, 3 * h])
let before = ([startState] + steps.map(\.hidden)).dropLast()
let previous = Tensor(timeSteps: Array(before), of: [n, h]).reshaped(to: [n * t, h])
inputWeight.gradient += matmul(da, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(da, previous, transposeA: true)
inputBias.gradient += da.sum(along: 0)
hiddenBias.gradient += da.sum(along: 0)
return needsInputGradient
  ? matmul(gradients.inputs, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.5 GRU.backward: dU is taken with the states after the steps
let gradients = sumGradients(dy)
let da = gradients.inputs.reshaped(to: [n * t, 3 * h])
let ds = gradients.states.reshaped(to: [n * t, 3 * h])
let after = Tensor(timeSteps: steps.map(\.hidden), of: [n, h]).reshaped(to: [n * t, h])
inputWeight.gradient += matmul(da, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(ds, after, transposeA: true)
inputBias.gradient += da.sum(along: 0)
hiddenBias.gradient += ds.sum(along: 0)
return needsInputGradient
  ? matmul(gradients.inputs, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.5 GRU.backward: the gradients replace those that were there
let gradients = sumGradients(dy)
let da = gradients.inputs.reshaped(to: [n * t, 3 * h])
let ds = gradients.states.reshaped(to: [n * t, 3 * h])
let before = ([startState] + steps.map(\.hidden)).dropLast()
let previous = Tensor(timeSteps: Array(before), of: [n, h]).reshaped(to: [n * t, h])
inputWeight.gradient = matmul(da, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient = matmul(ds, previous, transposeA: true)
inputBias.gradient = da.sum(along: 0)
hiddenBias.gradient = ds.sum(along: 0)
return needsInputGradient
  ? matmul(gradients.inputs, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.5 GRU.backward: dx is made of ds
let gradients = sumGradients(dy)
let da = gradients.inputs.reshaped(to: [n * t, 3 * h])
let ds = gradients.states.reshaped(to: [n * t, 3 * h])
let before = ([startState] + steps.map(\.hidden)).dropLast()
let previous = Tensor(timeSteps: Array(before), of: [n, h]).reshaped(to: [n * t, h])
inputWeight.gradient += matmul(da, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(ds, previous, transposeA: true)
inputBias.gradient += da.sum(along: 0)
hiddenBias.gradient += ds.sum(along: 0)
return needsInputGradient
  ? matmul(gradients.states, inputWeight.value) : Tensor(zeros: [0, 0, 0])
