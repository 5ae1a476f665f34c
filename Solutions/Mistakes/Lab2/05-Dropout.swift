// Named wrong solutions of exercise 2.5.

// MISTAKE 2.5 Dropout.forward: the survivors are not enlarged
guard context.mode == .training else {
  mask = nil
  return x
}
let isKept = Tensor(randomUniform: x.shape, using: &context.generator) .>= rate
mask = isKept
return x * isKept

// MISTAKE 2.5 Dropout.forward: the rate is the share that is kept
guard context.mode == .training else {
  mask = nil
  return x
}
let isKept = Tensor(randomUniform: x.shape, using: &context.generator) .< rate
let factors = isKept / (1 - rate)
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: enlarged by 1/p instead of 1/(1 − p)
guard context.mode == .training else {
  mask = nil
  return x
}
let isKept = Tensor(randomUniform: x.shape, using: &context.generator) .>= rate
let factors = isKept / rate
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: drops in inference too
let isKept = Tensor(randomUniform: x.shape, using: &context.generator) .>= rate
let factors = isKept / (1 - rate)
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: inference scales by 1 − p, as the first paper does
guard context.mode == .training else {
  mask = nil
  return x * (1 - rate)
}
let isKept = Tensor(randomUniform: x.shape, using: &context.generator) .>= rate
let factors = isKept / (1 - rate)
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: one draw for a whole row
guard context.mode == .training, x.rank >= 2 else {
  mask = nil
  return x
}
let isKept = Tensor(randomUniform: [x.shape[0], 1], using: &context.generator) .>= rate
let factors = (isKept / (1 - rate)).broadcast(to: [x.shape[0], x.count / max(x.shape[0], 1)])
mask = factors.reshaped(to: x.shape)
return x * factors.reshaped(to: x.shape)

// MISTAKE 2.5 Dropout.forward: the same units for every example
guard context.mode == .training, x.rank >= 2 else {
  mask = nil
  return x
}
let width = x.shape[x.rank - 1]
let isKept = Tensor(randomUniform: [width], using: &context.generator) .>= rate
let factors = (isKept / (1 - rate)).broadcast(to: x.shape)
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: a generator of its own, the same mask every time
guard context.mode == .training else {
  mask = nil
  return x
}
var own = SeededGenerator(seed: 42)
let factors = (Tensor(randomUniform: x.shape, using: &own) .>= rate) / (1 - rate)
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: a copy of the generator, which never moves on
guard context.mode == .training else {
  mask = nil
  return x
}
var copy = context.generator
let factors = (Tensor(randomUniform: x.shape, using: &copy) .>= rate) / (1 - rate)
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: the mask is not remembered
guard context.mode == .training else { return x }
let isKept = Tensor(randomUniform: x.shape, using: &context.generator) .>= rate
return x * isKept / (1 - rate)

// MISTAKE 2.5 Dropout.forward: inference keeps the mask of the last training batch
guard context.mode == .training else { return x }
let isKept = Tensor(randomUniform: x.shape, using: &context.generator) .>= rate
let factors = isKept / (1 - rate)
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: the mask is drawn once and kept for good
guard context.mode == .training else {
  mask = nil
  return x
}
if let mask, mask.shape == x.shape { return x * mask }
let factors = (Tensor(randomUniform: x.shape, using: &context.generator) .>= rate) / (1 - rate)
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.forward: noise is multiplied instead of dropped
guard context.mode == .training else {
  mask = nil
  return x
}
let factors = Tensor(randomUniform: x.shape, using: &context.generator) * 2
mask = factors
return x * factors

// MISTAKE 2.5 Dropout.backward: dy is handed on unchanged
return dy

// MISTAKE 2.5 Dropout.backward: the factor 1/(1 − p) is forgotten
guard let mask else { return dy }
return dy * (mask .> 0)

// MISTAKE 2.5 Dropout.backward: divided by the mask
guard let mask else { return dy }
return dy / mask

// MISTAKE 2.5 Dropout.backward: a new mask is drawn
guard mask != nil else { return dy }
var generator = SeededGenerator(seed: 7)
return dy * (Tensor(randomUniform: dy.shape, using: &generator) .>= rate) / (1 - rate)

// MISTAKE 2.5 Dropout.backward: the factor is applied a second time
guard let mask else { return dy }
return dy * mask / (1 - rate)
