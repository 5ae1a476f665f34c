// Named wrong solutions of exercise 1.13.

// MISTAKE 1.13 Tape.backward: gradients are set, not added
for index in entries.indices { entries[index].gradient = 0 }
entries[output.index].gradient = 1
for index in (0...output.index).reversed() {
  let gradient = entries[index].gradient
  for input in entries[index].inputs {
    entries[input.index].gradient = input.derivative * gradient
  }
}

// MISTAKE 1.13 Tape.backward: from the first entry to the last
for index in entries.indices { entries[index].gradient = 0 }
entries[output.index].gradient = 1
for index in 0...output.index {
  let gradient = entries[index].gradient
  for input in entries[index].inputs {
    entries[input.index].gradient += input.derivative * gradient
  }
}

// MISTAKE 1.13 Tape.backward: old gradients are not cleared
entries[output.index].gradient = 1
for index in (0...output.index).reversed() {
  let gradient = entries[index].gradient
  for input in entries[index].inputs {
    entries[input.index].gradient += input.derivative * gradient
  }
}

// MISTAKE 1.13 Tape.backward: the output's gradient stays 0
for index in entries.indices { entries[index].gradient = 0 }
for index in (0...output.index).reversed() {
  let gradient = entries[index].gradient
  for input in entries[index].inputs {
    entries[input.index].gradient += input.derivative * gradient
  }
}

// MISTAKE 1.13 Tape.backward: the chain is not multiplied: derivatives are only added
for index in entries.indices { entries[index].gradient = 0 }
entries[output.index].gradient = 1
for index in (0...output.index).reversed() {
  for input in entries[index].inputs {
    entries[input.index].gradient += input.derivative
  }
}

// MISTAKE 1.13 Tape.backward: starts from the last entry instead of the output
for index in entries.indices { entries[index].gradient = 0 }
entries[entries.count - 1].gradient = 1
for index in entries.indices.reversed() {
  let gradient = entries[index].gradient
  for input in entries[index].inputs {
    entries[input.index].gradient += input.derivative * gradient
  }
}

// MISTAKE 1.13 Tape.backward: one level only: the inputs of inputs get nothing
for index in entries.indices { entries[index].gradient = 0 }
entries[output.index].gradient = 1
for input in entries[output.index].inputs {
  entries[input.index].gradient += input.derivative
}

// MISTAKE 1.13 Tape.backward: every path is walked anew: 2⁴⁰ of them
for index in entries.indices { entries[index].gradient = 0 }
var paths = [(index: output.index, gradient: 1.0)]
while let path = paths.popLast() {
  entries[path.index].gradient += path.gradient
  for input in entries[path.index].inputs {
    paths.append((input.index, input.derivative * path.gradient))
  }
}

// MISTAKE 1.13 add: the derivatives are the values
return a.tape.record(a.value + b.value, from: [(a, a.value), (b, b.value)])

// MISTAKE 1.13 add: the second input is forgotten
return a.tape.record(a.value + b.value, from: [(a, 1)])

// MISTAKE 1.13 subtract: both derivatives are 1
return a.tape.record(a.value - b.value, from: [(a, 1), (b, 1)])

// MISTAKE 1.13 subtract: b − a
return a.tape.record(b.value - a.value, from: [(a, -1), (b, 1)])

// MISTAKE 1.13 multiply: each factor's derivative is itself
return a.tape.record(a.value * b.value, from: [(a, a.value), (b, b.value)])

// MISTAKE 1.13 multiply: the derivatives are 1, as of a sum
return a.tape.record(a.value * b.value, from: [(a, 1), (b, 1)])

// MISTAKE 1.13 divide: the divisor's derivative has the wrong sign
let square = b.value * b.value
return a.tape.record(a.value / b.value, from: [(a, 1 / b.value), (b, a.value / square)])

// MISTAKE 1.13 divide: the divisor is not squared
return a.tape.record(
  a.value / b.value, from: [(a, 1 / b.value), (b, -a.value / b.value)])

// MISTAKE 1.13 divide: the divisor is a constant
return a.tape.record(a.value / b.value, from: [(a, 1 / b.value)])

// MISTAKE 1.13 pow: the exponent is not lowered
let derivative = exponent * pow(a.value, exponent)
return a.tape.record(pow(a.value, exponent), from: [(a, derivative)])

// MISTAKE 1.13 pow: the factor n is left out
return a.tape.record(
  pow(a.value, exponent), from: [(a, pow(a.value, exponent - 1))])

// MISTAKE 1.13 pow: the rule of nᵃ instead of aⁿ
let result = pow(a.value, exponent)
return a.tape.record(result, from: [(a, result * log(abs(a.value)))])

// MISTAKE 1.13 exp: the derivative is 1
return a.tape.record(exp(a.value), from: [(a, 1)])

// MISTAKE 1.13 exp: the derivative is the input
return a.tape.record(exp(a.value), from: [(a, a.value)])

// MISTAKE 1.13 log: the derivative is taken at the result
return a.tape.record(log(a.value), from: [(a, 1 / log(a.value))])

// MISTAKE 1.13 log: the logarithm to base 10
return a.tape.record(log10(a.value), from: [(a, 1 / a.value)])

// MISTAKE 1.13 tanh: the derivative is taken at the input: 1 − a²
return a.tape.record(tanh(a.value), from: [(a, 1 - a.value * a.value)])

// MISTAKE 1.13 tanh: 1 − tanh, without the square
let result = tanh(a.value)
return a.tape.record(result, from: [(a, 1 - result)])

// MISTAKE 1.13 relu: the derivative at 0 is 1
return a.tape.record(max(a.value, 0), from: [(a, a.value >= 0 ? 1 : 0)])

// MISTAKE 1.13 relu: the derivative is 1 everywhere
return a.tape.record(max(a.value, 0), from: [(a, 1)])

// MISTAKE 1.13 relu: the derivative is the value
return a.tape.record(max(a.value, 0), from: [(a, max(a.value, 0))])
