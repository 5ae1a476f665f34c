// Named wrong solutions of exercise 4.4.

// MISTAKE 4.4 LSTM.inputSums: the hidden bias is forgotten
return matmul(x, inputWeight.value, transposeB: true) + inputBias.value

// MISTAKE 4.4 LSTM.inputSums: the biases are forgotten
return matmul(x, inputWeight.value, transposeB: true)

// MISTAKE 4.4 LSTM.step: the state is forgotten: only the inputs reach the gates
let h = hiddenSize
let z = sums
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the cell is read in the place of the output
let h = hiddenSize
let z = sums + matmul(state.cell, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the blocks are read in the order f, i, g, o
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(h..<2 * h, along: 1))
let forgetGate = gate(z.slice(0..<h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the blocks are read in the order i, f, o, g
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(3 * h..<4 * h, along: 1))
let outputGate = gate(z.slice(2 * h..<3 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the candidate goes through the sigmoid
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = gate(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the forget gate goes through tanh
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = tanh(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the cell keeps 1 − i, as if input and forget gate were one
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = (1 - inputGate) * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: input and forget gate are exchanged in the cell
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = inputGate * state.cell + forgetGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the old cell is not kept
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the whole old cell is kept
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * squashedCell)

// MISTAKE 4.4 LSTM.step: the output shows the cell without tanh
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * cell)

// MISTAKE 4.4 LSTM.step: the output gate reads the old cell
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: outputGate * tanh(state.cell))

// MISTAKE 4.4 LSTM.step: no output gate
let h = hiddenSize
let z = sums + matmul(state.hidden, hiddenWeight.value, transposeB: true)
let inputGate = gate(z.slice(0..<h, along: 1))
let forgetGate = gate(z.slice(h..<2 * h, along: 1))
let candidate = tanh(z.slice(2 * h..<3 * h, along: 1))
let outputGate = gate(z.slice(3 * h..<4 * h, along: 1))
let cell = forgetGate * state.cell + inputGate * candidate
let squashedCell = tanh(cell)
return LSTMStep(
  inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
  cell: cell, squashedCell: squashedCell, hidden: squashedCell)

// MISTAKE 4.4 LSTM.forward: every step starts from the initial state
let t = x.shape[1]
(input, startState, steps) = (x, start, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: start))
}
return Tensor(timeSteps: steps.map(\.hidden), of: [n, h])

// MISTAKE 4.4 LSTM.forward: the initial state is ignored
let t = x.shape[1]
(input, startState, steps) = (x, LSTMState(hidden: zeros, cell: zeros), [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: state))
}
return Tensor(timeSteps: steps.map(\.hidden), of: [n, h])

// MISTAKE 4.4 LSTM.forward: the cell starts from zeros at every step
let t = x.shape[1]
(input, startState, steps) = (x, start, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: LSTMState(hidden: state.hidden, cell: zeros)))
}
return Tensor(timeSteps: steps.map(\.hidden), of: [n, h])

// MISTAKE 4.4 LSTM.forward: the steps of the sequence before are kept
let t = x.shape[1]
(input, startState) = (x, start)
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: state))
}
return Tensor(timeSteps: steps.map(\.hidden), of: [n, h])

// MISTAKE 4.4 LSTM.forward: the cells are returned, not the outputs
let t = x.shape[1]
(input, startState, steps) = (x, start, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: state))
}
return Tensor(timeSteps: steps.map(\.cell), of: [n, h])

// MISTAKE 4.4 LSTM.forward: the outputs are gathered with time first
let t = x.shape[1]
(input, startState, steps) = (x, start, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: state))
}
return Tensor(stacking: steps.map(\.hidden))

// MISTAKE 4.4 LSTM.forward: the state is kept for the next sequence
let t = x.shape[1]
(input, startState, steps) = (x, start, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: state))
}
initialState = state
return Tensor(timeSteps: steps.map(\.hidden), of: [n, h])

// MISTAKE 4.4 LSTM.forward: the input is not remembered
let t = x.shape[1]
(startState, steps) = (start, [])
let sums = inputSums(x)
for time in 0..<t {
  steps.append(step(sums.timeStep(time), from: state))
}
return Tensor(timeSteps: steps.map(\.hidden), of: [n, h])

// MISTAKE 4.4 LSTM.stepBackward: what the output says does not reach the cell
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: what the following step says is dropped
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: tanh' of the cell is forgotten
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: the output gate is forgotten on the way to the cell
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: df with the new cell instead of the old one
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * step.cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: the derivatives of the gates are forgotten
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g, dcell * cell, dcell * i * (1 - g * g),
    dh * squashed,
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: the candidate has the derivative of a gate
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * g * (1 - g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: di is multiplied by i, not by the candidate
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * i * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: do with the cell itself instead of its tanh
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * step.cell * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: the blocks are joined in the order i, f, o, g
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dh * squashed * o * (1 - o),
    dcell * i * (1 - g * g),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell * f)

// MISTAKE 4.4 LSTM.stepBackward: the cell hands back all of dc, without the forget gate
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dcell)

// MISTAKE 4.4 LSTM.stepBackward: the cell hands back what arrived, not what it collected
let (i, f) = (step.inputGate, step.forgetGate)
let (g, o) = (step.candidate, step.outputGate)
let squashed = step.squashedCell
let dcell = dc + dh * o * (1 - squashed * squashed)
let dz = Tensor(
  concatenating: [
    dcell * g * i * (1 - i), dcell * cell * f * (1 - f), dcell * i * (1 - g * g),
    dh * squashed * o * (1 - o),
  ], along: 1)
return (dz, matmul(dz, hiddenWeight.value), dc * f)

// MISTAKE 4.4 LSTM.sumGradients: the cells' gradient does not go back in time
let (n, t, h) = dy.shape.ntd
var (dh, dc) = (Tensor(zeros: [n, h]), Tensor(zeros: [n, h]))
var gradients: [Tensor] = []
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].cell : startState.cell
  let back = stepBackward(dy.timeStep(time) + dh, dc, of: steps[time], from: previous)
  gradients.append(back.sums)
  dh = back.hidden
}
initialStateGradient = LSTMState(hidden: dh, cell: dc)
return Tensor(timeSteps: gradients.reversed(), of: [n, 4 * h])

// MISTAKE 4.4 LSTM.sumGradients: the outputs' gradient does not go back in time
let (n, t, h) = dy.shape.ntd
var (dh, dc) = (Tensor(zeros: [n, h]), Tensor(zeros: [n, h]))
var gradients: [Tensor] = []
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].cell : startState.cell
  let back = stepBackward(dy.timeStep(time) + dh, dc, of: steps[time], from: previous)
  gradients.append(back.sums)
  dc = back.cell
}
initialStateGradient = LSTMState(hidden: dh, cell: dc)
return Tensor(timeSteps: gradients.reversed(), of: [n, 4 * h])

// MISTAKE 4.4 LSTM.sumGradients: dy of the last step alone
let (n, t, h) = dy.shape.ntd
var (dh, dc) = (Tensor(zeros: [n, h]), Tensor(zeros: [n, h]))
var gradients: [Tensor] = []
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].cell : startState.cell
  let back = stepBackward(
    (time == t - 1 ? dy.timeStep(time) : dh), dc, of: steps[time], from: previous)
  gradients.append(back.sums)
  (dh, dc) = (back.hidden, back.cell)
}
initialStateGradient = LSTMState(hidden: dh, cell: dc)
return Tensor(timeSteps: gradients.reversed(), of: [n, 4 * h])

// MISTAKE 4.4 LSTM.sumGradients: the cell after the step is taken for the one before
let (n, t, h) = dy.shape.ntd
var (dh, dc) = (Tensor(zeros: [n, h]), Tensor(zeros: [n, h]))
var gradients: [Tensor] = []
for time in (0..<t).reversed() {
  let previous = steps[time].cell
  let back = stepBackward(dy.timeStep(time) + dh, dc, of: steps[time], from: previous)
  gradients.append(back.sums)
  (dh, dc) = (back.hidden, back.cell)
}
initialStateGradient = LSTMState(hidden: dh, cell: dc)
return Tensor(timeSteps: gradients.reversed(), of: [n, 4 * h])

// MISTAKE 4.4 LSTM.sumGradients: the first step is taken to start from zeros
let (n, t, h) = dy.shape.ntd
var (dh, dc) = (Tensor(zeros: [n, h]), Tensor(zeros: [n, h]))
var gradients: [Tensor] = []
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].cell : Tensor(zeros: [n, h])
  let back = stepBackward(dy.timeStep(time) + dh, dc, of: steps[time], from: previous)
  gradients.append(back.sums)
  (dh, dc) = (back.hidden, back.cell)
}
initialStateGradient = LSTMState(hidden: dh, cell: dc)
return Tensor(timeSteps: gradients.reversed(), of: [n, 4 * h])

// MISTAKE 4.4 LSTM.sumGradients: the gradient of the initial state is not stored
let (n, t, h) = dy.shape.ntd
var (dh, dc) = (Tensor(zeros: [n, h]), Tensor(zeros: [n, h]))
var gradients: [Tensor] = []
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].cell : startState.cell
  let back = stepBackward(dy.timeStep(time) + dh, dc, of: steps[time], from: previous)
  gradients.append(back.sums)
  (dh, dc) = (back.hidden, back.cell)
}
return Tensor(timeSteps: gradients.reversed(), of: [n, 4 * h])

// MISTAKE 4.4 LSTM.sumGradients: the steps' gradients come out last to first
let (n, t, h) = dy.shape.ntd
var (dh, dc) = (Tensor(zeros: [n, h]), Tensor(zeros: [n, h]))
var gradients: [Tensor] = []
for time in (0..<t).reversed() {
  let previous = time > 0 ? steps[time - 1].cell : startState.cell
  let back = stepBackward(dy.timeStep(time) + dh, dc, of: steps[time], from: previous)
  gradients.append(back.sums)
  (dh, dc) = (back.hidden, back.cell)
}
initialStateGradient = LSTMState(hidden: dh, cell: dc)
return Tensor(timeSteps: gradients, of: [n, 4 * h])

// MISTAKE 4.4 LSTM.backward: dU with the outputs after the steps
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, 4 * h])
let outputs = [startState.hidden] + steps.map(\.hidden)
let previous = Tensor(timeSteps: Array(outputs.dropFirst()), of: [n, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, previous.reshaped(to: [n * t, h]), transposeA: true)
let biasGradient = rows.sum(along: 0)
inputBias.gradient += biasGradient
hiddenBias.gradient += biasGradient
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.4 LSTM.backward: the weight gradients are means over the steps
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, 4 * h]) / Float(max(t, 1))
let outputs = [startState.hidden] + steps.map(\.hidden)
let previous = Tensor(timeSteps: Array(outputs.dropLast()), of: [n, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, previous.reshaped(to: [n * t, h]), transposeA: true)
let biasGradient = rows.sum(along: 0)
inputBias.gradient += biasGradient
hiddenBias.gradient += biasGradient
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.4 LSTM.backward: the hidden bias gets no gradient
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, 4 * h])
let outputs = [startState.hidden] + steps.map(\.hidden)
let previous = Tensor(timeSteps: Array(outputs.dropLast()), of: [n, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, previous.reshaped(to: [n * t, h]), transposeA: true)
let biasGradient = rows.sum(along: 0)
inputBias.gradient += biasGradient
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.4 LSTM.backward: dW replaces the gradient that was there
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, 4 * h])
let outputs = [startState.hidden] + steps.map(\.hidden)
let previous = Tensor(timeSteps: Array(outputs.dropLast()), of: [n, h])
inputWeight.gradient = matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, previous.reshaped(to: [n * t, h]), transposeA: true)
let biasGradient = rows.sum(along: 0)
inputBias.gradient += biasGradient
hiddenBias.gradient += biasGradient
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.4 LSTM.backward: the biases' gradient replaces the one that was there
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, 4 * h])
let outputs = [startState.hidden] + steps.map(\.hidden)
let previous = Tensor(timeSteps: Array(outputs.dropLast()), of: [n, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, previous.reshaped(to: [n * t, h]), transposeA: true)
let biasGradient = rows.sum(along: 0)
inputBias.gradient = biasGradient
hiddenBias.gradient = biasGradient
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])

// MISTAKE 4.4 LSTM.backward: dU as if every sequence started from zeros
let d = input.shape[2]
let dz = sumGradients(dy)
let rows = dz.reshaped(to: [n * t, 4 * h])
let outputs = [Tensor(zeros: [n, h])] + steps.map(\.hidden)
let previous = Tensor(timeSteps: Array(outputs.dropLast()), of: [n, h])
inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
hiddenWeight.gradient += matmul(rows, previous.reshaped(to: [n * t, h]), transposeA: true)
let biasGradient = rows.sum(along: 0)
inputBias.gradient += biasGradient
hiddenBias.gradient += biasGradient
return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])
