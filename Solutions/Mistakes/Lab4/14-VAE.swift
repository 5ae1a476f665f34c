// Named wrong solutions of exercise 4.14.

// MISTAKE 4.14 reparameterized: the log-variance is not halved
return mean + noise * exp(logVariance)

// MISTAKE 4.14 reparameterized: the log-variance is taken for the deviation
return mean + noise * logVariance

// MISTAKE 4.14 reparameterized: the mean is scaled too
return (mean + noise) * exp(logVariance * 0.5)

// MISTAKE 4.14 reparameterized: the noise is not scaled
return mean + noise

// MISTAKE 4.14 reparameterizedBackward: the half is forgotten
return GaussianGradient(mean: dz, logVariance: dz * noise * exp(logVariance * 0.5))

// MISTAKE 4.14 reparameterizedBackward: the noise is forgotten
return GaussianGradient(mean: dz, logVariance: dz * exp(logVariance * 0.5) * 0.5)

// MISTAKE 4.14 reparameterizedBackward: the gradient by the deviation, not by the log-variance
return GaussianGradient(mean: dz, logVariance: dz * noise)

// MISTAKE 4.14 reparameterizedBackward: nothing reaches the log-variance
return GaussianGradient(mean: dz, logVariance: dz * 0)

// MISTAKE 4.14 klDivergence: a mean over the latents too
let n = Float(mean.count)
let variance = exp(logVariance)
return (
  (square(mean) + variance - logVariance - 1).sum() * 0.5 / n,
  GaussianGradient(mean: mean / n, logVariance: (variance - 1) * (0.5 / n))
)

// MISTAKE 4.14 klDivergence: a sum over the batch
let variance = exp(logVariance)
return (
  (square(mean) + variance - logVariance - 1).sum() * 0.5,
  GaussianGradient(mean: mean, logVariance: (variance - 1) * 0.5)
)

// MISTAKE 4.14 klDivergence: the sign is turned
let n = Float(mean.shape[0])
let variance = exp(logVariance)
return (
  (logVariance + 1 - square(mean) - variance).sum() * 0.5 / n,
  GaussianGradient(mean: -mean / n, logVariance: (1 - variance) * (0.5 / n))
)

// MISTAKE 4.14 klDivergence: the half is forgotten
let n = Float(mean.shape[0])
let variance = exp(logVariance)
return (
  (square(mean) + variance - logVariance - 1).sum() / n,
  GaussianGradient(mean: mean * 2 / n, logVariance: (variance - 1) / n)
)

// MISTAKE 4.14 klDivergence: the log-variance is taken for the log of the deviation
let n = Float(mean.shape[0])
let variance = exp(logVariance * 2)
return (
  (square(mean) + variance - logVariance * 2 - 1).sum() * 0.5 / n,
  GaussianGradient(mean: mean / n, logVariance: (variance - 1) / n)
)

// MISTAKE 4.14 klDivergence: the log-variance is taken for the variance
let n = Float(mean.shape[0])
return (
  (square(mean) + logVariance - log(abs(logVariance) + 1e-8) - 1).sum() * 0.5 / n,
  GaussianGradient(mean: mean / n, logVariance: (logVariance - 1) * (0.5 / n))
)

// MISTAKE 4.14 klDivergence: the gradient of the log-variance lacks the −1
let n = Float(mean.shape[0])
let variance = exp(logVariance)
return (
  (square(mean) + variance - logVariance - 1).sum() * 0.5 / n,
  GaussianGradient(mean: mean / n, logVariance: variance * (0.5 / n))
)

// MISTAKE 4.14 reconstructionLoss: a mean over the pixels
return binaryCrossEntropy(logits: logits, target: target)

// MISTAKE 4.14 reconstructionLoss: a sum over the batch too
let mean = binaryCrossEntropy(logits: logits, target: target)
let count = Float(logits.count)
return LossResult(loss: mean.loss * count, gradient: mean.gradient * count)

// MISTAKE 4.14 reconstructionLoss: the loss is summed, the gradient not
let mean = binaryCrossEntropy(logits: logits, target: target)
return LossResult(loss: mean.loss * Float(logits.shape[1]), gradient: mean.gradient)

// MISTAKE 4.14 reconstructionLoss: the squared error
let mean = meanSquaredError(prediction: sigmoid(logits), target: target)
let pixels = Float(logits.shape[1])
return LossResult(loss: mean.loss * pixels, gradient: mean.gradient * pixels)

// MISTAKE 4.14 VAE.forward: log-variances are taken from the left
let statistics = encoder.forward(x, &context)
require(statistics.shape[1] == 2 * latents, "VAE.forward: \(statistics.shape)")
logVariance = statistics.slice(0..<latents, along: 1)
mean = statistics.slice(latents..<2 * latents, along: 1)
noise =
  context.mode == .training
  ? Tensor(randomNormal: mean.shape, using: &context.generator) : Tensor(zeros: mean.shape)
return decoder.forward(
  reparameterized(mean: mean, logVariance: logVariance, noise: noise), &context)

// MISTAKE 4.14 VAE.forward: noise in inference too
let statistics = encoder.forward(x, &context)
require(statistics.shape[1] == 2 * latents, "VAE.forward: \(statistics.shape)")
mean = statistics.slice(0..<latents, along: 1)
logVariance = statistics.slice(latents..<2 * latents, along: 1)
noise = Tensor(randomNormal: mean.shape, using: &context.generator)
return decoder.forward(
  reparameterized(mean: mean, logVariance: logVariance, noise: noise), &context)

// MISTAKE 4.14 VAE.forward: never any noise
let statistics = encoder.forward(x, &context)
require(statistics.shape[1] == 2 * latents, "VAE.forward: \(statistics.shape)")
mean = statistics.slice(0..<latents, along: 1)
logVariance = statistics.slice(latents..<2 * latents, along: 1)
noise = Tensor(zeros: mean.shape)
return decoder.forward(mean, &context)

// MISTAKE 4.14 VAE.forward: uniform noise
let statistics = encoder.forward(x, &context)
require(statistics.shape[1] == 2 * latents, "VAE.forward: \(statistics.shape)")
mean = statistics.slice(0..<latents, along: 1)
logVariance = statistics.slice(latents..<2 * latents, along: 1)
noise =
  context.mode == .training
  ? Tensor(randomUniform: mean.shape, in: -1...1, using: &context.generator)
  : Tensor(zeros: mean.shape)
return decoder.forward(
  reparameterized(mean: mean, logVariance: logVariance, noise: noise), &context)

// MISTAKE 4.14 VAE.forward: the noise is not remembered
let statistics = encoder.forward(x, &context)
require(statistics.shape[1] == 2 * latents, "VAE.forward: \(statistics.shape)")
mean = statistics.slice(0..<latents, along: 1)
logVariance = statistics.slice(latents..<2 * latents, along: 1)
noise = Tensor(zeros: mean.shape)
let drawn =
  context.mode == .training
  ? Tensor(randomNormal: mean.shape, using: &context.generator) : Tensor(zeros: mean.shape)
return decoder.forward(
  reparameterized(mean: mean, logVariance: logVariance, noise: drawn), &context)

// MISTAKE 4.14 VAE.forward: columns that are left over are ignored
let statistics = encoder.forward(x, &context)
mean = statistics.slice(0..<latents, along: 1)
logVariance = statistics.slice(statistics.shape[1] - latents..<statistics.shape[1], along: 1)
noise =
  context.mode == .training
  ? Tensor(randomNormal: mean.shape, using: &context.generator) : Tensor(zeros: mean.shape)
return decoder.forward(
  reparameterized(mean: mean, logVariance: logVariance, noise: noise), &context)

// MISTAKE 4.14 VAE.backward: the divergence has no gradient
let dz = decoder.backward(dy)
let drawn = reparameterizedBackward(dz, logVariance: logVariance, noise: noise)
return encoder.backward(Tensor(concatenating: [drawn.mean, drawn.logVariance], along: 1))

// MISTAKE 4.14 VAE.backward: klWeight is not used
let dz = decoder.backward(dy)
let drawn = reparameterizedBackward(dz, logVariance: logVariance, noise: noise)
let pressed = klDivergence(mean: mean, logVariance: logVariance).gradient
return encoder.backward(
  Tensor(
    concatenating: [drawn.mean + pressed.mean, drawn.logVariance + pressed.logVariance],
    along: 1))

// MISTAKE 4.14 VAE.backward: klWeight multiplies the reconstruction too
let dz = decoder.backward(dy)
let drawn = reparameterizedBackward(dz, logVariance: logVariance, noise: noise)
let pressed = klDivergence(mean: mean, logVariance: logVariance).gradient
return encoder.backward(
  Tensor(
    concatenating: [drawn.mean + pressed.mean, drawn.logVariance + pressed.logVariance],
    along: 1) * klWeight)

// MISTAKE 4.14 VAE.backward: the two gradients change places
let dz = decoder.backward(dy)
let drawn = reparameterizedBackward(dz, logVariance: logVariance, noise: noise)
let pressed = klDivergence(mean: mean, logVariance: logVariance).gradient
return encoder.backward(
  Tensor(
    concatenating: [
      drawn.logVariance + pressed.logVariance * klWeight,
      drawn.mean + pressed.mean * klWeight,
    ], along: 1))

// MISTAKE 4.14 VAE.backward: the draw is taken for the mean
let dz = decoder.backward(dy)
let pressed = klDivergence(mean: mean, logVariance: logVariance).gradient
return encoder.backward(
  Tensor(
    concatenating: [dz + pressed.mean * klWeight, pressed.logVariance * klWeight], along: 1))

// MISTAKE 4.14 VAE.samples: logits instead of probabilities
var (decoder, context) = (decoder, Context(.inference))
return decoder.forward(Tensor(randomNormal: [count, latents], using: &generator), &context)

// MISTAKE 4.14 VAE.samples: codes are drawn evenly
var (decoder, context) = (decoder, Context(.inference))
return sigmoid(
  decoder.forward(
    Tensor(randomUniform: [count, latents], in: -1...1, using: &generator), &context))

// MISTAKE 4.14 VAE.samples: in training mode
var (decoder, context) = (decoder, Context(.training))
return sigmoid(
  decoder.forward(Tensor(randomNormal: [count, latents], using: &generator), &context))

// MISTAKE 4.14 VAE.samples: all samples from one code
var (decoder, context) = (decoder, Context(.inference))
let code = Tensor(randomNormal: [1, latents], using: &generator)
return sigmoid(decoder.forward(code.broadcast(to: [count, latents]), &context))

// MISTAKE 4.14 vaeStep: the divergence comes with its weight
model.zeroGradients()
let result = reconstructionLoss(logits: model.forward(x, &context), target: x)
let divergence = klDivergence(mean: model.mean, logVariance: model.logVariance).loss
_ = model.backward(result.gradient)
optimizer.step(&model)
return EvidenceBound(reconstruction: result.loss, divergence: divergence * model.klWeight)

// MISTAKE 4.14 vaeStep: the gradients of the step before are not forgotten
let result = reconstructionLoss(logits: model.forward(x, &context), target: x)
let divergence = klDivergence(mean: model.mean, logVariance: model.logVariance).loss
_ = model.backward(result.gradient)
optimizer.step(&model)
return EvidenceBound(reconstruction: result.loss, divergence: divergence)

// MISTAKE 4.14 vaeStep: no step is taken
model.zeroGradients()
let result = reconstructionLoss(logits: model.forward(x, &context), target: x)
let divergence = klDivergence(mean: model.mean, logVariance: model.logVariance).loss
_ = model.backward(result.gradient)
return EvidenceBound(reconstruction: result.loss, divergence: divergence)

// MISTAKE 4.14 vaeStep: the terms are measured after the step
model.zeroGradients()
let result = reconstructionLoss(logits: model.forward(x, &context), target: x)
_ = model.backward(result.gradient)
optimizer.step(&model)
let after = reconstructionLoss(logits: model.forward(x, &context), target: x)
return EvidenceBound(
  reconstruction: after.loss,
  divergence: klDivergence(mean: model.mean, logVariance: model.logVariance).loss)
