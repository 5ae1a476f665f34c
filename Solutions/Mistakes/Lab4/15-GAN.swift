// Named wrong solutions of exercise 4.15.

// MISTAKE 4.15 discriminatorLoss: real ones get 0 and fakes 1
let onReal = binaryCrossEntropy(logits: real, target: Tensor(zeros: real.shape))
let onFake = binaryCrossEntropy(
  logits: fake, target: Tensor(repeating: realTarget, shape: fake.shape))
return DiscriminatorLoss(
  loss: onReal.loss + onFake.loss, real: onReal.gradient, fake: onFake.gradient)

// MISTAKE 4.15 discriminatorLoss: the fakes are not looked at
let onReal = binaryCrossEntropy(
  logits: real, target: Tensor(repeating: realTarget, shape: real.shape))
return DiscriminatorLoss(
  loss: onReal.loss, real: onReal.gradient, fake: Tensor(zeros: fake.shape))

// MISTAKE 4.15 discriminatorLoss: the mean of both halves instead of their sum
let onReal = binaryCrossEntropy(
  logits: real, target: Tensor(repeating: realTarget, shape: real.shape))
let onFake = binaryCrossEntropy(logits: fake, target: Tensor(zeros: fake.shape))
return DiscriminatorLoss(
  loss: (onReal.loss + onFake.loss) / 2, real: onReal.gradient * 0.5,
  fake: onFake.gradient * 0.5)

// MISTAKE 4.15 discriminatorLoss: realTarget is not used
let onReal = binaryCrossEntropy(logits: real, target: Tensor(ones: real.shape))
let onFake = binaryCrossEntropy(logits: fake, target: Tensor(zeros: fake.shape))
return DiscriminatorLoss(
  loss: onReal.loss + onFake.loss, real: onReal.gradient, fake: onFake.gradient)

// MISTAKE 4.15 discriminatorLoss: the labels of the fakes are smoothed too
let onReal = binaryCrossEntropy(
  logits: real, target: Tensor(repeating: realTarget, shape: real.shape))
let onFake = binaryCrossEntropy(
  logits: fake, target: Tensor(repeating: 1 - realTarget, shape: fake.shape))
return DiscriminatorLoss(
  loss: onReal.loss + onFake.loss, real: onReal.gradient, fake: onFake.gradient)

// MISTAKE 4.15 discriminatorLoss: the sigmoid is taken twice
let onReal = binaryCrossEntropy(
  logits: sigmoid(real), target: Tensor(repeating: realTarget, shape: real.shape))
let onFake = binaryCrossEntropy(logits: sigmoid(fake), target: Tensor(zeros: fake.shape))
return DiscriminatorLoss(
  loss: onReal.loss + onFake.loss, real: onReal.gradient, fake: onFake.gradient)

// MISTAKE 4.15 generatorLoss: the game's own loss, which saturates
let p = sigmoid(fake)
let n = Float(fake.count)
return LossResult(loss: log(1 - p).mean(), gradient: -p / n)

// MISTAKE 4.15 generatorLoss: the discriminator's side: fakes should get 0
return binaryCrossEntropy(logits: fake, target: Tensor(zeros: fake.shape))

// MISTAKE 4.15 generatorLoss: the sign is turned
let right = binaryCrossEntropy(logits: fake, target: Tensor(ones: fake.shape))
return LossResult(loss: -right.loss, gradient: -right.gradient)

// MISTAKE 4.15 generatorLoss: the loss of Wasserstein: minus the mean of the logits
return LossResult(
  loss: -fake.mean(), gradient: Tensor(repeating: -1 / Float(fake.count), shape: fake.shape))

// MISTAKE 4.15 generatorLoss: a sum over the fakes
let right = binaryCrossEntropy(logits: fake, target: Tensor(ones: fake.shape))
return LossResult(
  loss: right.loss * Float(fake.count), gradient: right.gradient * Float(fake.count))

// MISTAKE 4.15 GAN.fakes: uniform noise
let noise = Tensor(randomUniform: [count, latents], using: &context.generator)
return generator.forward(noise, &context)

// MISTAKE 4.15 GAN.fakes: the same noise in every row
let noise = Tensor(randomNormal: [1, latents], using: &context.generator)
return generator.forward(noise.broadcast(to: [count, latents]), &context)

// MISTAKE 4.15 GAN.fakes: the same noise every time
var fixed = SeededGenerator(seed: 2)
return generator.forward(Tensor(randomNormal: [count, latents], using: &fixed), &context)

// MISTAKE 4.15 GAN.fakes: a copy of the generator runs, and forgets
var copy = generator
return copy.forward(Tensor(randomNormal: [count, latents], using: &context.generator), &context)

// MISTAKE 4.15 GAN.discriminatorStep: two forwards, and backward knows only the second
discriminator.zeroGradients()
let n = real.shape[0]
let made = fakes(n, &context)
let onReal = discriminator.forward(real, &context)
let onFake = discriminator.forward(made, &context)
let result = discriminatorLoss(real: onReal, fake: onFake, realTarget: realTarget)
_ = discriminator.backward(result.real)
_ = discriminator.backward(result.fake)
optimizer.step(&discriminator)
return result.loss

// MISTAKE 4.15 GAN.discriminatorStep: the generator gets the gradient too
discriminator.zeroGradients()
let n = real.shape[0]
let both = Tensor(concatenating: [real, fakes(n, &context)])
let logits = discriminator.forward(both, &context)
let result = discriminatorLoss(
  real: logits.rows(0..<n), fake: logits.rows(n..<2 * n), realTarget: realTarget)
let gradient = discriminator.backward(Tensor(concatenating: [result.real, result.fake]))
_ = generator.backward(gradient.rows(n..<2 * n))
optimizer.step(&discriminator)
return result.loss

// MISTAKE 4.15 GAN.discriminatorStep: the generator's leftovers are not set to zero
let n = real.shape[0]
let both = Tensor(concatenating: [real, fakes(n, &context)])
let logits = discriminator.forward(both, &context)
let result = discriminatorLoss(
  real: logits.rows(0..<n), fake: logits.rows(n..<2 * n), realTarget: realTarget)
_ = discriminator.backward(Tensor(concatenating: [result.real, result.fake]))
optimizer.step(&discriminator)
return result.loss

// MISTAKE 4.15 GAN.discriminatorStep: the halves change places
discriminator.zeroGradients()
let n = real.shape[0]
let both = Tensor(concatenating: [real, fakes(n, &context)])
let logits = discriminator.forward(both, &context)
let result = discriminatorLoss(
  real: logits.rows(n..<2 * n), fake: logits.rows(0..<n), realTarget: realTarget)
_ = discriminator.backward(Tensor(concatenating: [result.fake, result.real]))
optimizer.step(&discriminator)
return result.loss

// MISTAKE 4.15 GAN.discriminatorStep: the gradients are joined in the other order
discriminator.zeroGradients()
let n = real.shape[0]
let both = Tensor(concatenating: [real, fakes(n, &context)])
let logits = discriminator.forward(both, &context)
let result = discriminatorLoss(
  real: logits.rows(0..<n), fake: logits.rows(n..<2 * n), realTarget: realTarget)
_ = discriminator.backward(Tensor(concatenating: [result.fake, result.real]))
optimizer.step(&discriminator)
return result.loss

// MISTAKE 4.15 GAN.discriminatorStep: the optimizer moves the generator
discriminator.zeroGradients()
let n = real.shape[0]
let both = Tensor(concatenating: [real, fakes(n, &context)])
let logits = discriminator.forward(both, &context)
let result = discriminatorLoss(
  real: logits.rows(0..<n), fake: logits.rows(n..<2 * n), realTarget: realTarget)
let gradient = discriminator.backward(Tensor(concatenating: [result.real, result.fake]))
_ = generator.backward(gradient.rows(n..<2 * n))
optimizer.step(&generator)
return result.loss

// MISTAKE 4.15 GAN.generatorStep: the discriminator moves too
generator.zeroGradients()
discriminator.zeroGradients()
let logits = discriminator.forward(fakes(count, &context), &context)
let result = generatorLoss(fake: logits)
_ = generator.backward(discriminator.backward(result.gradient))
optimizer.step(&generator)
optimizer.step(&discriminator)
return result.loss

// MISTAKE 4.15 GAN.generatorStep: the gradient skips the discriminator
generator.zeroGradients()
let made = fakes(count, &context)
let result = generatorLoss(fake: discriminator.forward(made, &context))
_ = generator.backward(result.gradient.broadcast(to: made.shape))
optimizer.step(&generator)
return result.loss

// MISTAKE 4.15 GAN.generatorStep: the gradients of the step before are not forgotten
let logits = discriminator.forward(fakes(count, &context), &context)
let result = generatorLoss(fake: logits)
_ = generator.backward(discriminator.backward(result.gradient))
optimizer.step(&generator)
return result.loss

// MISTAKE 4.15 GAN.generatorStep: only the discriminator's backward is called
generator.zeroGradients()
let logits = discriminator.forward(fakes(count, &context), &context)
let result = generatorLoss(fake: logits)
_ = discriminator.backward(result.gradient)
optimizer.step(&generator)
return result.loss

// MISTAKE 4.15 GAN.generatorStep: it minimises the discriminator's loss
generator.zeroGradients()
let logits = discriminator.forward(fakes(count, &context), &context)
let result = binaryCrossEntropy(logits: logits, target: Tensor(zeros: logits.shape))
_ = generator.backward(discriminator.backward(result.gradient))
optimizer.step(&generator)
return result.loss
