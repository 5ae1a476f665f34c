// Named wrong solutions of exercise 1.4.

// MISTAKE 1.4 meanSquaredError: the mean over the rows instead of all elements
let difference = prediction - target
let rows = Float(prediction.shape[0])
return LossResult(loss: square(difference).sum() / rows, gradient: difference * (2 / rows))

// MISTAKE 1.4 meanSquaredError: the factor 2 is missing in the gradient
let difference = prediction - target
return LossResult(
  loss: square(difference).mean(), gradient: difference / Float(prediction.count))

// MISTAKE 1.4 meanSquaredError: half the squared error, with a gradient that fits it
let difference = prediction - target
return LossResult(
  loss: square(difference).mean() / 2, gradient: difference / Float(prediction.count))

// MISTAKE 1.4 meanSquaredError: the gradient has the wrong sign
let difference = target - prediction
return LossResult(
  loss: square(difference).mean(), gradient: difference * (2 / Float(prediction.count)))

// MISTAKE 1.4 meanSquaredError: the sum instead of the mean
let difference = prediction - target
return LossResult(loss: square(difference).sum(), gradient: difference * 2)

// MISTAKE 1.4 meanSquaredError: the gradient is not divided by the number of elements
let difference = prediction - target
return LossResult(loss: square(difference).mean(), gradient: difference * 2)

// MISTAKE 1.4 meanSquaredError: the magnitude of the difference instead of its square
let difference = prediction - target
return LossResult(
  loss: abs(difference).mean(), gradient: difference * (2 / Float(prediction.count)))

// MISTAKE 1.4 meanSquaredError: the root of the mean squared error
let difference = prediction - target
return LossResult(
  loss: square(difference).mean().squareRoot(),
  gradient: difference * (2 / Float(prediction.count)))

// MISTAKE 1.4 binaryCrossEntropy: the logarithm of a probability that has rounded to 0
let p = 1 / (1 + exp(-logits))
let losses = -(target * log(p) + (1 - target) * log(1 - p))
return LossResult(loss: losses.mean(), gradient: (p - target) / Float(logits.count))

// MISTAKE 1.4 binaryCrossEntropy: ln(1 + e^z) without |z|, which is ∞ for large z
let losses = log(1 + exp(logits)) - logits * target
let p = 1 / (1 + exp(-logits))
return LossResult(loss: losses.mean(), gradient: (p - target) / Float(logits.count))

// MISTAKE 1.4 binaryCrossEntropy: the sum instead of the mean
let losses = maximum(logits, 0) - logits * target + log(1 + exp(-abs(logits)))
let p = 1 / (1 + exp(-logits))
return LossResult(loss: losses.sum(), gradient: p - target)

// MISTAKE 1.4 binaryCrossEntropy: the gradient by the probability instead of the logit
let losses = maximum(logits, 0) - logits * target + log(1 + exp(-abs(logits)))
let p = 1 / (1 + exp(-logits))
return LossResult(
  loss: losses.mean(), gradient: (p - target) / (p * (1 - p)) / Float(logits.count))

// MISTAKE 1.4 binaryCrossEntropy: the term of the negative examples is missing
let p = 1 / (1 + exp(-logits))
return LossResult(
  loss: -(target * log(p)).mean(), gradient: (p - target) / Float(logits.count))

// MISTAKE 1.4 binaryCrossEntropy: the gradient has the wrong sign
let losses = maximum(logits, 0) - logits * target + log(1 + exp(-abs(logits)))
let p = 1 / (1 + exp(-logits))
return LossResult(loss: losses.mean(), gradient: (target - p) / Float(logits.count))

// MISTAKE 1.4 binaryCrossEntropy: the gradient is not divided by the number of elements
let losses = maximum(logits, 0) - logits * target + log(1 + exp(-abs(logits)))
let p = 1 / (1 + exp(-logits))
return LossResult(loss: losses.mean(), gradient: p - target)

// MISTAKE 1.4 binaryCrossEntropy: the logits are taken for probabilities in the gradient
let losses = maximum(logits, 0) - logits * target + log(1 + exp(-abs(logits)))
return LossResult(loss: losses.mean(), gradient: (logits - target) / Float(logits.count))

// MISTAKE 1.4 binaryCrossEntropy: an epsilon in the logarithm caps the loss
let p = 1 / (1 + exp(-logits))
let losses = -(target * log(p + 1e-7) + (1 - target) * log(1 - p + 1e-7))
return LossResult(loss: losses.mean(), gradient: (p - target) / Float(logits.count))

// MISTAKE 1.4 logSoftmax: the logarithm of softmax, which is −∞ where softmax is 0
let powers = exp(logits - logits.max(along: -1, keepingAxis: true))
return log(powers / powers.sum(along: -1, keepingAxis: true))

// MISTAKE 1.4 logSoftmax: the maximum is not subtracted, so e^1000 is ∞
return logits - log(exp(logits).sum(along: -1, keepingAxis: true))

// MISTAKE 1.4 logSoftmax: the maximum is subtracted inside the logarithm only
let shifted = logits - logits.max(along: -1, keepingAxis: true)
return logits - log(exp(shifted).sum(along: -1, keepingAxis: true))

// MISTAKE 1.4 logSoftmax: the sum is not turned into its logarithm
let shifted = logits - logits.max(along: -1, keepingAxis: true)
return shifted - exp(shifted).sum(along: -1, keepingAxis: true)

// MISTAKE 1.4 logSoftmax: softmax without the logarithm
let powers = exp(logits - logits.max(along: -1, keepingAxis: true))
return powers / powers.sum(along: -1, keepingAxis: true)

// MISTAKE 1.4 logSoftmax: an epsilon in the logarithm caps the result
let powers = exp(logits - logits.max(along: -1, keepingAxis: true))
return log(powers / powers.sum(along: -1, keepingAxis: true) + 1e-7)

// MISTAKE 1.4 softmaxCrossEntropy: the gradient is not divided by the batch size
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels, classes: c)
let logP = logSoftmax(logits)
return LossResult(loss: -(truth * logP).sum() / Float(n), gradient: exp(logP) - truth)

// MISTAKE 1.4 softmaxCrossEntropy: the sum over the rows instead of the mean
let truth = Tensor(oneHot: labels, classes: logits.shape[1])
let logP = logSoftmax(logits)
return LossResult(loss: -(truth * logP).sum(), gradient: exp(logP) - truth)

// MISTAKE 1.4 softmaxCrossEntropy: divided by the number of elements instead of rows
let truth = Tensor(oneHot: labels, classes: logits.shape[1])
let logP = logSoftmax(logits)
return LossResult(
  loss: -(truth * logP).mean(), gradient: (exp(logP) - truth) / Float(logits.count))

// MISTAKE 1.4 softmaxCrossEntropy: the minus sign of the loss is missing
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels, classes: c)
let logP = logSoftmax(logits)
return LossResult(
  loss: (truth * logP).sum() / Float(n), gradient: (exp(logP) - truth) / Float(n))

// MISTAKE 1.4 softmaxCrossEntropy: the gradient has the wrong sign
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels, classes: c)
let logP = logSoftmax(logits)
return LossResult(
  loss: -(truth * logP).sum() / Float(n), gradient: (truth - exp(logP)) / Float(n))

// MISTAKE 1.4 softmaxCrossEntropy: the gradient forgets softmax: only −truth
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels, classes: c)
let logP = logSoftmax(logits)
return LossResult(loss: -(truth * logP).sum() / Float(n), gradient: -truth / Float(n))

// MISTAKE 1.4 softmaxCrossEntropy: the truth is not subtracted in the gradient
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels, classes: c)
let logP = logSoftmax(logits)
return LossResult(loss: -(truth * logP).sum() / Float(n), gradient: exp(logP) / Float(n))

// MISTAKE 1.4 softmaxCrossEntropy: the logits are taken for probabilities
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels, classes: c)
let logP = logSoftmax(logits)
return LossResult(
  loss: -(truth * logP).sum() / Float(n), gradient: (logits - truth) / Float(n))

// MISTAKE 1.4 softmaxCrossEntropy: the log-probabilities of all classes are added up
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels, classes: c)
let logP = logSoftmax(logits)
return LossResult(loss: -logP.sum() / Float(n), gradient: (exp(logP) - truth) / Float(n))

// MISTAKE 1.4 softmaxCrossEntropy: labels are counted from 1
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels.map { max($0 - 1, 0) }, classes: c)
let logP = logSoftmax(logits)
return LossResult(
  loss: -(truth * logP).sum() / Float(n), gradient: (exp(logP) - truth) / Float(n))

// MISTAKE 1.4 softmaxCrossEntropy: softmax is taken twice
let (n, c) = logits.shape.nf
let truth = Tensor(oneHot: labels, classes: c)
let logP = logSoftmax(exp(logSoftmax(logits)))
return LossResult(
  loss: -(truth * logP).sum() / Float(n), gradient: (exp(logP) - truth) / Float(n))
