// Named wrong solutions of exercise 2.3.

// MISTAKE 2.3 BatchNorm.updateRunningStatistics: the biased variance is stored
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + variance * momentum

// MISTAKE 2.3 BatchNorm.updateRunningStatistics: momentum is the share that stays, as in Keras
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * momentum + mean * (1 - momentum)
runningVariance = runningVariance * momentum + unbiased * (1 - momentum)

// MISTAKE 2.3 BatchNorm.updateRunningStatistics: the latest batch replaces the past
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = mean
runningVariance = unbiased

// MISTAKE 2.3 BatchNorm.updateRunningStatistics: the old value is not faded
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean += mean * momentum
runningVariance += unbiased * momentum

// MISTAKE 2.3 BatchNorm.updateRunningStatistics: (M − 1)/M instead of M/(M − 1)
let smaller = variance * (Float(count - 1) / Float(count))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + smaller * momentum

// MISTAKE 2.3 BatchNorm.updateRunningStatistics: the variance is forgotten
runningMean = runningMean * (1 - momentum) + mean * momentum

// MISTAKE 2.3 BatchNorm.updateRunningStatistics: the standard deviation is stored
let unbiased = variance * (Float(count) / Float(count - 1))
runningMean = runningMean * (1 - momentum) + mean * momentum
runningVariance = runningVariance * (1 - momentum) + sqrt(unbiased) * momentum

// MISTAKE 2.3 BatchNorm.updateRunningStatistics: the mean is made unbiased too
let factor = Float(count) / Float(count - 1)
runningMean = runningMean * (1 - momentum) + mean * (factor * momentum)
runningVariance = runningVariance * (1 - momentum) + variance * (factor * momentum)

// MISTAKE 2.3 BatchNorm.forwardTraining: the running statistics normalise the batch
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let variance = square(x - mean).mean(along: axes(of: x), keepingAxis: true)
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = spread(sqrt(runningVariance + epsilon), over: x)
normalized = (x - spread(runningMean, over: x)) / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: the running statistics are not updated
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let centred = x - x.mean(along: axes(of: x), keepingAxis: true)
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
deviation = sqrt(variance + epsilon)
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: a single example is not refused
let count = x.count / scale.value.count
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let centred = x - mean
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = sqrt(variance + epsilon)
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: x̂ is made with the unbiased variance
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let centred = x - mean
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = sqrt(variance * (Float(count) / Float(count - 1)) + epsilon)
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: ε stands outside the root
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let centred = x - mean
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = sqrt(variance) + epsilon
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: divided by the variance, without the root
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let centred = x - mean
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = variance + epsilon
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: mean(x²) − μ² loses its digits far from 0
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let variance = square(x).mean(along: axes(of: x), keepingAxis: true) - square(mean)
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = sqrt(maximum(variance, 0) + epsilon)
normalized = (x - mean) / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: normalised along the features, as layer normalisation does
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let batchMean = x.mean(along: axes(of: x))
let batchVariance = square(x - spread(batchMean, over: x)).mean(along: axes(of: x))
updateRunningStatistics(mean: batchMean, variance: batchVariance, count: count)
let centred = x - x.mean(along: 1, keepingAxis: true)
deviation = sqrt(square(centred).mean(along: 1, keepingAxis: true) + epsilon)
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: γ and β are forgotten
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let centred = x - mean
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = sqrt(variance + epsilon)
normalized = centred / deviation
return normalized

// MISTAKE 2.3 BatchNorm.forwardTraining: γ · x̂ is remembered in the place of x̂
let count = x.count / scale.value.count
require(count > 1, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let centred = x - mean
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = sqrt(variance + epsilon)
normalized = centred / deviation * spread(scale.value, over: x)
return normalized + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: a batch of one image is refused
require(
  x.shape[0] > 1, "BatchNorm.forward: training needs two examples or more — \(x.shape)")
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let centred = x - mean
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
let count = x.count / scale.value.count
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = sqrt(variance + epsilon)
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardTraining: M counts the examples, not the pixels
let count = x.shape[0]
require(
  x.count > scale.value.count, "BatchNorm.forward: a larger batch is needed — \(x.shape)")
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let centred = x - mean
let variance = square(centred).mean(along: axes(of: x), keepingAxis: true)
updateRunningStatistics(mean: mean.flattened(), variance: variance.flattened(), count: count)
deviation = sqrt(variance + epsilon)
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardInference: the batch's own statistics are used
let centred = x - x.mean(along: axes(of: x), keepingAxis: true)
deviation = sqrt(square(centred).mean(along: axes(of: x), keepingAxis: true) + epsilon)
normalized = centred / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardInference: the running statistics go on moving
let mean = x.mean(along: axes(of: x), keepingAxis: true)
let variance = square(x - mean).mean(along: axes(of: x), keepingAxis: true)
deviation = spread(sqrt(runningVariance + epsilon), over: x)
normalized = (x - spread(runningMean, over: x)) / deviation
updateRunningStatistics(
  mean: mean.flattened(), variance: variance.flattened(), count: max(x.shape[0], 2))
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardInference: the input is returned
deviation = Tensor(ones: spread(runningMean, over: x).shape)
normalized = x
return x

// MISTAKE 2.3 BatchNorm.forwardInference: the running mean is not subtracted
deviation = spread(sqrt(runningVariance + epsilon), over: x)
normalized = x / deviation
return normalized * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.forwardInference: x̂ and s are not remembered
let s = spread(sqrt(runningVariance + epsilon), over: x)
let own = (x - spread(runningMean, over: x)) / s
return own * spread(scale.value, over: x) + spread(shift.value, over: x)

// MISTAKE 2.3 BatchNorm.addParameterGradients: gradients are replaced instead of added
scale.gradient = (dy * normalized).sum(along: axes(of: dy))
shift.gradient = dy.sum(along: axes(of: dy))

// MISTAKE 2.3 BatchNorm.addParameterGradients: means over the batch instead of sums
scale.gradient += (dy * normalized).mean(along: axes(of: dy))
shift.gradient += dy.mean(along: axes(of: dy))

// MISTAKE 2.3 BatchNorm.addParameterGradients: dγ is the sum of dy, without x̂
scale.gradient += dy.sum(along: axes(of: dy))
shift.gradient += dy.sum(along: axes(of: dy))

// MISTAKE 2.3 BatchNorm.addParameterGradients: dβ is forgotten
scale.gradient += (dy * normalized).sum(along: axes(of: dy))

// MISTAKE 2.3 BatchNorm.addParameterGradients: x in the place of x̂
let x = normalized * deviation
scale.gradient += (dy * x).sum(along: axes(of: dy))
shift.gradient += dy.sum(along: axes(of: dy))

// MISTAKE 2.3 BatchNorm.backwardTraining: μ and s are taken for constants
return dNormalized / deviation

// MISTAKE 2.3 BatchNorm.backwardTraining: the way through s is forgotten
let mean = dNormalized.mean(along: axes(of: dNormalized), keepingAxis: true)
return (dNormalized - mean) / deviation

// MISTAKE 2.3 BatchNorm.backwardTraining: the way through μ is forgotten
let projection = (dNormalized * normalized).mean(along: axes(of: dNormalized), keepingAxis: true)
return (dNormalized - normalized * projection) / deviation

// MISTAKE 2.3 BatchNorm.backwardTraining: sums where means belong
let mean = dNormalized.sum(along: axes(of: dNormalized), keepingAxis: true)
let projection = (dNormalized * normalized).sum(along: axes(of: dNormalized), keepingAxis: true)
return (dNormalized - mean - normalized * projection) / deviation

// MISTAKE 2.3 BatchNorm.backwardTraining: the division by s is forgotten
let mean = dNormalized.mean(along: axes(of: dNormalized), keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: axes(of: dNormalized), keepingAxis: true)
return dNormalized - mean - normalized * projection

// MISTAKE 2.3 BatchNorm.backwardTraining: multiplied by s instead of divided
let mean = dNormalized.mean(along: axes(of: dNormalized), keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: axes(of: dNormalized), keepingAxis: true)
return (dNormalized - mean - normalized * projection) * deviation

// MISTAKE 2.3 BatchNorm.backwardTraining: the wrong sign before the way through s
let mean = dNormalized.mean(along: axes(of: dNormalized), keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: axes(of: dNormalized), keepingAxis: true)
return (dNormalized - mean + normalized * projection) / deviation

// MISTAKE 2.3 BatchNorm.backwardTraining: γ enters a second time
let mean = dNormalized.mean(along: axes(of: dNormalized), keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: axes(of: dNormalized), keepingAxis: true)
let dx = (dNormalized - mean - normalized * projection) / deviation
return dx * spread(scale.value, over: dx)

// MISTAKE 2.3 BatchNorm.backwardTraining: x̂ is missing beside the projection
let mean = dNormalized.mean(along: axes(of: dNormalized), keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: axes(of: dNormalized), keepingAxis: true)
return (dNormalized - mean - projection) / deviation

// MISTAKE 2.3 BatchNorm.backwardInference: the formula of training
let mean = dNormalized.mean(along: axes(of: dNormalized), keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: axes(of: dNormalized), keepingAxis: true)
return (dNormalized - mean - normalized * projection) / deviation

// MISTAKE 2.3 BatchNorm.backwardInference: dx̂ is handed on without the division
return dNormalized

// MISTAKE 2.3 BatchNorm.backwardInference: divided by s²
return dNormalized / square(deviation)

// MISTAKE 2.3 BatchNorm.backwardInference: no gradient passes in inference
return Tensor(zeros: dNormalized.shape)
