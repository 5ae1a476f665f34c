// Named wrong solutions of exercise 3.8.

// MISTAKE 3.8 BatchNorm2d.moments: one mean and one variance for all channels
let (mean, variance) = (x.mean(), x.variance())
return (
  Tensor(repeating: mean, shape: [x.shape[1]]), Tensor(repeating: variance, shape: [x.shape[1]])
)

// MISTAKE 3.8 BatchNorm2d.moments: the mean of the variances of single images
let variances = square(x - x.mean(along: [2, 3], keepingAxis: true)).mean(along: [2, 3])
return (x.mean(along: [0, 2, 3]), variances.mean(along: 0))

// MISTAKE 3.8 BatchNorm2d.moments: the shortcut mean(x²) − μ², which loses its digits
let mean = x.mean(along: [0, 2, 3])
return (mean, square(x).mean(along: [0, 2, 3]) - square(mean))

// MISTAKE 3.8 BatchNorm2d.moments: the unbiased variance
let (mean, count) = (x.mean(along: [0, 2, 3]), x.count / x.shape[1])
return (mean, square(x - spread(mean)).sum(along: [0, 2, 3]) / Float(max(count - 1, 1)))

// MISTAKE 3.8 BatchNorm2d.moments: the standard deviation instead of the variance
let mean = x.mean(along: [0, 2, 3])  // [C]
return (mean, sqrt(square(x - spread(mean)).mean(along: [0, 2, 3])))

// MISTAKE 3.8 BatchNorm2d.moments: averaged over the batch only, as in a table
let first = x.mean(along: 0)  // [C, H, W]
return (first.mean(along: [1, 2]), square(x - first).mean(along: [0, 2, 3]))

// MISTAKE 3.8 BatchNorm2d.forwardTraining: the biased variance is stored
let count = x.count / scale.value.count  // M
require(
  count > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
let unbiased = variance
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardTraining: M counts the images, not the pixels
let count = max(x.shape[0], 2)
require(
  count > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardTraining: momentum is the share that stays, as in Keras
let count = x.count / scale.value.count  // M
require(
  count > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * momentum + mean * (1 - momentum)
runningVariance = runningVariance * momentum + unbiased * (1 - momentum)
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardTraining: the running statistics are not moved
let count = x.count / scale.value.count  // M
require(
  count > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardTraining: the running statistics normalise the batch
let count = x.count / scale.value.count  // M
require(
  count > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
deviation = sqrt(runningVariance + epsilon)
normalized = (x - spread(runningMean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardTraining: γ and β are forgotten
let count = x.count / scale.value.count  // M
require(
  count > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation)
return normalized

// MISTAKE 3.8 BatchNorm2d.forwardTraining: γ · x̂ is remembered in the place of x̂
let count = x.count / scale.value.count  // M
require(
  count > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation) * spread(scale.value)
return normalized + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardTraining: a batch of one image is refused
let count = x.count / scale.value.count  // M
require(
  x.shape[0] > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardTraining: one value a channel is not refused
let count = max(x.count / scale.value.count, 2)
let (mean, variance) = moments(x)
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardTraining: ε stands outside of the root
let count = x.count / scale.value.count  // M
require(
  count > 1,
  "BatchNorm2d.forward: training needs two values a channel or more — \(x.shape) — use a larger"
    + " batch")
let (mean, variance) = moments(x)
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
deviation = sqrt(variance) + epsilon
normalized = (x - spread(mean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardInference: the batch's own statistics are used
let (mean, variance) = moments(x)
deviation = sqrt(variance + epsilon)
normalized = (x - spread(mean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardInference: the running statistics go on moving
runningMean = runningMean * (1 - momentum) + moments(x).mean * momentum
deviation = sqrt(runningVariance + epsilon)
normalized = (x - spread(runningMean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardInference: divided by the variance instead of its root
deviation = runningVariance + epsilon
normalized = (x - spread(runningMean)) / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardInference: the running mean is not subtracted
deviation = sqrt(runningVariance + epsilon)
normalized = x / spread(deviation)
return normalized * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.forwardInference: x̂ and s are not remembered
let own = (x - spread(runningMean)) / spread(sqrt(runningVariance + epsilon))
return own * spread(scale.value) + spread(shift.value)

// MISTAKE 3.8 BatchNorm2d.parameterGradients: means instead of sums
return ((dy * normalized).mean(along: [0, 2, 3]), dy.mean(along: [0, 2, 3]))

// MISTAKE 3.8 BatchNorm2d.parameterGradients: dγ is the sum of dy, without x̂
return (dy.sum(along: [0, 2, 3]), dy.sum(along: [0, 2, 3]))

// MISTAKE 3.8 BatchNorm2d.parameterGradients: dγ and dβ change places
return (dy.sum(along: [0, 2, 3]), (dy * normalized).sum(along: [0, 2, 3]))

// MISTAKE 3.8 BatchNorm2d.parameterGradients: the gradients of earlier batches are in the sums
return (
  scale.gradient + (dy * normalized).sum(along: [0, 2, 3]),
  shift.gradient + dy.sum(along: [0, 2, 3])
)

// MISTAKE 3.8 BatchNorm2d.parameterGradients: averaged over the batch
let count = Float(dy.shape[0])
return ((dy * normalized).sum(along: [0, 2, 3]) / count, dy.sum(along: [0, 2, 3]) / count)

// MISTAKE 3.8 BatchNorm2d.inputGradient: μ and s are taken for constants in training too
return dy * spread(scale.value / deviation)

// MISTAKE 3.8 BatchNorm2d.inputGradient: the formula of training in inference too
let factor = spread(scale.value / deviation)  // γ/s, [1, C, 1, 1]
let count = Float(dy.count / scale.value.count)  // M
return (dy - spread(dShift / count) - normalized * spread(dScale / count)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: the way through s is forgotten
let factor = spread(scale.value / deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
let count = Float(dy.count / scale.value.count)  // M
return (dy - spread(dShift / count)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: the way through μ is forgotten
let factor = spread(scale.value / deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
let count = Float(dy.count / scale.value.count)  // M
return (dy - normalized * spread(dScale / count)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: sums where means belong
let factor = spread(scale.value / deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
return (dy - spread(dShift) - normalized * spread(dScale)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: divided by N instead of M
let factor = spread(scale.value / deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
let count = Float(dy.shape[0])
return (dy - spread(dShift / count) - normalized * spread(dScale / count)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: γ is forgotten
let factor = spread(1 / deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
let count = Float(dy.count / scale.value.count)  // M
return (dy - spread(dShift / count) - normalized * spread(dScale / count)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: the accumulated gradients in the place of this batch's
let factor = spread(scale.value / deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
let count = Float(dy.count / scale.value.count)  // M
return (dy - spread(shift.gradient / count) - normalized * spread(scale.gradient / count)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: multiplied by s instead of divided
let factor = spread(scale.value * deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
let count = Float(dy.count / scale.value.count)  // M
return (dy - spread(dShift / count) - normalized * spread(dScale / count)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: the wrong sign before the way through s
let factor = spread(scale.value / deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
let count = Float(dy.count / scale.value.count)  // M
return (dy - spread(dShift / count) + normalized * spread(dScale / count)) * factor

// MISTAKE 3.8 BatchNorm2d.inputGradient: dγ and dβ change places
let factor = spread(scale.value / deviation)  // γ/s, [1, C, 1, 1]
if mode == .inference { return dy * factor }
let count = Float(dy.count / scale.value.count)  // M
return (dy - spread(dScale / count) - normalized * spread(dShift / count)) * factor

// MISTAKE 3.8 folded: the weight is not scaled
let factor = norm.scale.value / sqrt(norm.runningVariance + norm.epsilon)  // γ/s, [O]
let bias = convolution.bias?.value ?? Tensor(zeros: [outputs])
return Conv2d(
  weight: convolution.weight.value,
  bias: (bias - norm.runningMean) * factor + norm.shift.value,
  stride: convolution.stride, padding: convolution.padding)

// MISTAKE 3.8 folded: the last kernels share a factor
let factor = norm.scale.value / sqrt(norm.runningVariance + norm.epsilon)
let bias = convolution.bias?.value ?? Tensor(zeros: [outputs])
let channels = convolution.weight.value.shape[1]
let scaled = (0..<outputs).map { convolution.weight.value[row: $0] * factor[min($0, channels - 1)] }
return Conv2d(
  weight: Tensor(stacking: scaled), bias: (bias - norm.runningMean) * factor + norm.shift.value,
  stride: convolution.stride, padding: convolution.padding)

// MISTAKE 3.8 folded: the convolution's own bias is lost
let factor = norm.scale.value / sqrt(norm.runningVariance + norm.epsilon)  // γ/s, [O]
return Conv2d(
  weight: convolution.weight.value * factor.reshaped(to: [outputs, 1, 1, 1]),
  bias: -norm.runningMean * factor + norm.shift.value,
  stride: convolution.stride, padding: convolution.padding)

// MISTAKE 3.8 folded: the bias is not scaled
let factor = norm.scale.value / sqrt(norm.runningVariance + norm.epsilon)  // γ/s, [O]
let bias = convolution.bias?.value ?? Tensor(zeros: [outputs])
return Conv2d(
  weight: convolution.weight.value * factor.reshaped(to: [outputs, 1, 1, 1]),
  bias: bias - norm.runningMean * factor + norm.shift.value,
  stride: convolution.stride, padding: convolution.padding)

// MISTAKE 3.8 folded: the mean is not subtracted
let factor = norm.scale.value / sqrt(norm.runningVariance + norm.epsilon)  // γ/s, [O]
let bias = convolution.bias?.value ?? Tensor(zeros: [outputs])
return Conv2d(
  weight: convolution.weight.value * factor.reshaped(to: [outputs, 1, 1, 1]),
  bias: bias * factor + norm.shift.value,
  stride: convolution.stride, padding: convolution.padding)

// MISTAKE 3.8 folded: divided by the variance instead of its root
let factor = norm.scale.value / (norm.runningVariance + norm.epsilon)  // γ/s, [O]
let bias = convolution.bias?.value ?? Tensor(zeros: [outputs])
return Conv2d(
  weight: convolution.weight.value * factor.reshaped(to: [outputs, 1, 1, 1]),
  bias: (bias - norm.runningMean) * factor + norm.shift.value,
  stride: convolution.stride, padding: convolution.padding)

// MISTAKE 3.8 folded: β is forgotten
let factor = norm.scale.value / sqrt(norm.runningVariance + norm.epsilon)  // γ/s, [O]
let bias = convolution.bias?.value ?? Tensor(zeros: [outputs])
return Conv2d(
  weight: convolution.weight.value * factor.reshaped(to: [outputs, 1, 1, 1]),
  bias: (bias - norm.runningMean) * factor,
  stride: convolution.stride, padding: convolution.padding)

// MISTAKE 3.8 folded: stride and padding are lost
let factor = norm.scale.value / sqrt(norm.runningVariance + norm.epsilon)  // γ/s, [O]
let bias = convolution.bias?.value ?? Tensor(zeros: [outputs])
return Conv2d(
  weight: convolution.weight.value * factor.reshaped(to: [outputs, 1, 1, 1]),
  bias: (bias - norm.runningMean) * factor + norm.shift.value)
