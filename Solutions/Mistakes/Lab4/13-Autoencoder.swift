// Named wrong solutions of exercise 4.13.

// MISTAKE 4.13 Autoencoder.forward: the decoder sees the input instead of the code
code = encoder.forward(x, &context)
return decoder.forward(x, &context)

// MISTAKE 4.13 Autoencoder.forward: the code is returned, nothing is decoded
code = encoder.forward(x, &context)
return code

// MISTAKE 4.13 Autoencoder.forward: a copy of the encoder runs, and forgets
var copy = encoder
code = copy.forward(x, &context)
return decoder.forward(code, &context)

// MISTAKE 4.13 Autoencoder.forward: the code is squashed once more
code = tanh(encoder.forward(x, &context))
return decoder.forward(code, &context)

// MISTAKE 4.13 Autoencoder.forward: what is remembered is the reconstruction
code = decoder.forward(encoder.forward(x, &context), &context)
return code

// MISTAKE 4.13 Autoencoder.backward: the encoder comes first
return decoder.backward(encoder.backward(dy))

// MISTAKE 4.13 Autoencoder.backward: only the decoder learns
return decoder.backward(dy)

// MISTAKE 4.13 Autoencoder.backward: the gradient at the code is added to itself
let dCode = decoder.backward(dy)
return encoder.backward(dCode + dCode)

// MISTAKE 4.13 Autoencoder.encoded: in training mode
var (encoder, context) = (encoder, Context(.training))
return encoder.forward(x, &context)

// MISTAKE 4.13 Autoencoder.encoded: decoded as well
var (whole, context) = (self, Context(.inference))
return whole.forward(x, &context)

// MISTAKE 4.13 Autoencoder.decoded: in training mode
var (decoder, context) = (decoder, Context(.training))
return decoder.forward(code, &context)

// MISTAKE 4.13 Autoencoder.decoded: encoded as well
var (whole, context) = (self, Context(.inference))
return whole.forward(code, &context)

// MISTAKE 4.13 Corruption.applied: one draw for all numbers
switch self {
case .none:
  return x
case .gaussian(let deviation):
  require(deviation >= 0, "Corruption.applied: a deviation of \(deviation)")
  return x + generator.normal() * deviation
case .masking(let rate):
  require((0...1).contains(rate), "Corruption.applied: a rate of \(rate)")
  return generator.uniform() >= rate ? x : x * 0
}

// MISTAKE 4.13 Corruption.applied: the rate is the share that is kept
switch self {
case .none:
  return x
case .gaussian(let deviation):
  require(deviation >= 0, "Corruption.applied: a deviation of \(deviation)")
  return x + Tensor(randomNormal: x.shape, using: &generator) * deviation
case .masking(let rate):
  require((0...1).contains(rate), "Corruption.applied: a rate of \(rate)")
  return x * (Tensor(randomUniform: x.shape, using: &generator) .< rate)
}

// MISTAKE 4.13 Corruption.applied: what is kept is enlarged, as in dropout
switch self {
case .none:
  return x
case .gaussian(let deviation):
  require(deviation >= 0, "Corruption.applied: a deviation of \(deviation)")
  return x + Tensor(randomNormal: x.shape, using: &generator) * deviation
case .masking(let rate):
  require((0...1).contains(rate), "Corruption.applied: a rate of \(rate)")
  return x * (Tensor(randomUniform: x.shape, using: &generator) .>= rate) / (1 - rate)
}

// MISTAKE 4.13 Corruption.applied: the noise has the variance of the deviation
switch self {
case .none:
  return x
case .gaussian(let deviation):
  require(deviation >= 0, "Corruption.applied: a deviation of \(deviation)")
  return x + Tensor(randomNormal: x.shape, using: &generator) * deviation.squareRoot()
case .masking(let rate):
  require((0...1).contains(rate), "Corruption.applied: a rate of \(rate)")
  return x * (Tensor(randomUniform: x.shape, using: &generator) .>= rate)
}

// MISTAKE 4.13 Corruption.applied: the noise is multiplied, not added
switch self {
case .none:
  return x
case .gaussian(let deviation):
  require(deviation >= 0, "Corruption.applied: a deviation of \(deviation)")
  return x * (1 + Tensor(randomNormal: x.shape, using: &generator) * deviation)
case .masking(let rate):
  require((0...1).contains(rate), "Corruption.applied: a rate of \(rate)")
  return x * (Tensor(randomUniform: x.shape, using: &generator) .>= rate)
}

// MISTAKE 4.13 Corruption.applied: uniform noise instead of normal
switch self {
case .none:
  return x
case .gaussian(let deviation):
  require(deviation >= 0, "Corruption.applied: a deviation of \(deviation)")
  return x + Tensor(randomUniform: x.shape, in: -1...1, using: &generator) * deviation
case .masking(let rate):
  require((0...1).contains(rate), "Corruption.applied: a rate of \(rate)")
  return x * (Tensor(randomUniform: x.shape, using: &generator) .>= rate)
}

// MISTAKE 4.13 Corruption.applied: any rate and deviation is taken
switch self {
case .none:
  return x
case .gaussian(let deviation):
  return x + Tensor(randomNormal: x.shape, using: &generator) * deviation
case .masking(let rate):
  return x * (Tensor(randomUniform: x.shape, using: &generator) .>= rate)
}

// MISTAKE 4.13 denoisingStep: the damaged inputs are the target
model.zeroGradients()
let damaged = corruption.applied(to: x, using: &context.generator)
let result = loss(model.forward(damaged, &context), damaged)
_ = model.backward(result.gradient)
optimizer.step(&model)
return result.loss

// MISTAKE 4.13 denoisingStep: the clean inputs go in
model.zeroGradients()
let damaged = corruption.applied(to: x, using: &context.generator)
let result = loss(model.forward(x, &context), damaged)
_ = model.backward(result.gradient)
optimizer.step(&model)
return result.loss

// MISTAKE 4.13 denoisingStep: nothing is damaged
model.zeroGradients()
let result = loss(model.forward(x, &context), x)
_ = model.backward(result.gradient)
optimizer.step(&model)
return result.loss

// MISTAKE 4.13 denoisingStep: the gradients of the step before are not forgotten
let damaged = corruption.applied(to: x, using: &context.generator)
let result = loss(model.forward(damaged, &context), x)
_ = model.backward(result.gradient)
optimizer.step(&model)
return result.loss

// MISTAKE 4.13 denoisingStep: the same damage in every step
model.zeroGradients()
var generator = SeededGenerator(seed: 7)
let damaged = corruption.applied(to: x, using: &generator)
let result = loss(model.forward(damaged, &context), x)
_ = model.backward(result.gradient)
optimizer.step(&model)
return result.loss

// MISTAKE 4.13 denoisingStep: no step is taken
model.zeroGradients()
let damaged = corruption.applied(to: x, using: &context.generator)
let result = loss(model.forward(damaged, &context), x)
_ = model.backward(result.gradient)
return result.loss
