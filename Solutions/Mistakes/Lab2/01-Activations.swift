// Named wrong solutions of exercise 2.1.

// MISTAKE 2.1 leakyReLU: a plain ReLU: nothing leaks
return maximum(x, 0)

// MISTAKE 2.1 leakyReLU: the slope is always 0.01
return maximum(x, 0) + minimum(x, 0) * 0.01

// MISTAKE 2.1 leakyReLU: the slope multiplies the positive side
return maximum(x, 0) * slope + minimum(x, 0)

// MISTAKE 2.1 leakyReLU: slope · |x|: the negative side points upwards
return maximum(x, 0) + abs(minimum(x, 0)) * slope

// MISTAKE 2.1 elu: the − 1 is forgotten
return select(x .> 0, x, alpha * exp(minimum(x, 0)))

// MISTAKE 2.1 elu: α is ignored
return maximum(x, 0) + exp(minimum(x, 0)) - 1

// MISTAKE 2.1 elu: α · eˣ − 1: α misses the 1
return select(x .> 0, x, alpha * exp(minimum(x, 0)) - 1)

// MISTAKE 2.1 elu: a mask times eˣ: 0 · ∞ is NaN
let isPositive = x .> 0
return isPositive * x + (1 - isPositive) * (exp(x) - 1) * alpha

// MISTAKE 2.1 swish: σ(x) alone
return 1 / (1 + exp(-x))

// MISTAKE 2.1 swish: x · σ(−x)
return x / (1 + exp(x))

// MISTAKE 2.1 swish: x · eˣ / (1 + eˣ) overflows
return x * exp(x) / (1 + exp(x))

// MISTAKE 2.1 swish: x · tanh(x)
return x * tanh(x)

// MISTAKE 2.1 gelu: the root of 2 is missing
if form == .exact { return 0.5 * x * (1 + erf(x)) }
return 0.5 * x * (1 + tanh((x + 0.044715 * x * x * x) * (2 / Float.pi).squareRoot()))

// MISTAKE 2.1 gelu: the ½ is missing
if form == .exact { return x * (1 + erf(x * Float(0.5).squareRoot())) }
return x * (1 + tanh((x + 0.044715 * x * x * x) * (2 / Float.pi).squareRoot()))

// MISTAKE 2.1 gelu: Φ(x) without the x before it
if form == .exact { return 0.5 * (1 + erf(x * Float(0.5).squareRoot())) }
return 0.5 * (1 + tanh((x + 0.044715 * x * x * x) * (2 / Float.pi).squareRoot()))

// MISTAKE 2.1 gelu: always the exact form
return 0.5 * x * (1 + erf(x * Float(0.5).squareRoot()))

// MISTAKE 2.1 gelu: always the tanh form
return 0.5 * x * (1 + tanh((x + 0.044715 * x * x * x) * (2 / Float.pi).squareRoot()))

// MISTAKE 2.1 gelu: x · σ(1.702 x), a third form
return x / (1 + exp(x * -1.702))

// MISTAKE 2.1 gelu: x² where the cube belongs
if form == .exact { return 0.5 * x * (1 + erf(x * Float(0.5).squareRoot())) }
return 0.5 * x * (1 + tanh((x + 0.044715 * x * x) * (2 / Float.pi).squareRoot()))

// MISTAKE 2.1 gelu: √(2/π) multiplies x alone, not the cube
if form == .exact { return 0.5 * x * (1 + erf(x * Float(0.5).squareRoot())) }
return 0.5 * x * (1 + tanh(x * (2 / Float.pi).squareRoot() + 0.044715 * x * x * x))

// MISTAKE 2.1 LeakyReLU.backward: the slope at the kink is 1
let isPositive = input .>= 0
return dy * (slope + (1 - slope) * isPositive)

// MISTAKE 2.1 LeakyReLU.backward: nothing passes on the negative side
return dy * (input .> 0)

// MISTAKE 2.1 LeakyReLU.backward: the slope everywhere
return dy * slope

// MISTAKE 2.1 LeakyReLU.backward: 1 + slope on the positive side
return dy * (slope + (input .> 0))

// MISTAKE 2.1 LeakyReLU.backward: the sign of dy decides instead of the input's
let isPositive = dy .> 0
return dy * (slope + (1 - slope) * isPositive)

// MISTAKE 2.1 ELU.backward: α · eˣ on both sides
return dy * alpha * exp(input)

// MISTAKE 2.1 ELU.backward: α is ignored
return dy * exp(minimum(input, 0))

// MISTAKE 2.1 ELU.backward: the slope is the output: eˣ − 1
return dy * select(input .> 0, 1, alpha * (exp(minimum(input, 0)) - 1))

// MISTAKE 2.1 ELU.backward: the slope at the kink is 1
return dy * select(input .>= 0, 1, alpha * exp(minimum(input, 0)))

// MISTAKE 2.1 ELU.backward: the positive side gets x for its slope
return dy * select(input .> 0, input, alpha * exp(minimum(input, 0)))

// MISTAKE 2.1 Swish.backward: half of the product rule: σ alone
return dy / (1 + exp(-input))

// MISTAKE 2.1 Swish.backward: the slope of σ alone
let gate = 1 / (1 + exp(-input))
return dy * gate * (1 - gate)

// MISTAKE 2.1 Swish.backward: a factor σ is missing: σ + x · (1 − σ)
let gate = 1 / (1 + exp(-input))
return dy * (gate + input * (1 - gate))

// MISTAKE 2.1 Swish.backward: + x where (1 − σ) belongs: σ · (1 + x)
let gate = 1 / (1 + exp(-input))
return dy * gate * (1 + input)

// MISTAKE 2.1 GELU.backward: half of the product rule: Φ alone
if form == .exact { return dy * 0.5 * (1 + erf(input * Float(0.5).squareRoot())) }
let inside = (input + 0.044715 * input * input * input) * (2 / Float.pi).squareRoot()
return dy * 0.5 * (1 + tanh(inside))

// MISTAKE 2.1 GELU.backward: the density is not divided by √(2π)
if form == .exact {
  let below = 0.5 * (1 + erf(input * Float(0.5).squareRoot()))
  return dy * (below + input * exp(input * input * -0.5))
}
let scale = (2 / Float.pi).squareRoot()
let t = tanh((input + 0.044715 * input * input * input) * scale)
return dy * 0.5 * (1 + t + input * (1 - t * t) * (1 + 0.134145 * input * input) * scale)

// MISTAKE 2.1 GELU.backward: always the slope of the exact form
let below = 0.5 * (1 + erf(input * Float(0.5).squareRoot()))
return dy * (below + input * exp(input * input * -0.5) / (2 * Float.pi).squareRoot())

// MISTAKE 2.1 GELU.backward: the inner slope u′ is forgotten
if form == .exact {
  let below = 0.5 * (1 + erf(input * Float(0.5).squareRoot()))
  return dy * (below + input * exp(input * input * -0.5) / (2 * Float.pi).squareRoot())
}
let t = tanh((input + 0.044715 * input * input * input) * (2 / Float.pi).squareRoot())
return dy * 0.5 * (1 + t + input * (1 - t * t))

// MISTAKE 2.1 GELU.backward: the 3 of the cube's slope is forgotten
if form == .exact {
  let below = 0.5 * (1 + erf(input * Float(0.5).squareRoot()))
  return dy * (below + input * exp(input * input * -0.5) / (2 * Float.pi).squareRoot())
}
let scale = (2 / Float.pi).squareRoot()
let t = tanh((input + 0.044715 * input * input * input) * scale)
return dy * 0.5 * (1 + t + input * (1 - t * t) * (1 + 0.044715 * input * input) * scale)
