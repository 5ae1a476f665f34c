// Named wrong solutions of exercise 2.6.

// MISTAKE 2.6 l2Penalty: λ · Σ w² without the ½
return LossResult(loss: strength * square(weight).sum(), gradient: weight * strength)

// MISTAKE 2.6 l2Penalty: the gradient 2λ · w
return LossResult(loss: strength / 2 * square(weight).sum(), gradient: weight * (2 * strength))

// MISTAKE 2.6 l2Penalty: Keras' convention, λ · Σ w² and 2λ · w
return LossResult(loss: strength * square(weight).sum(), gradient: weight * (2 * strength))

// MISTAKE 2.6 l2Penalty: the mean of the squares instead of their sum
let count = Float(max(weight.count, 1))
return LossResult(
  loss: strength / 2 * square(weight).sum() / count, gradient: weight * (strength / count))

// MISTAKE 2.6 l2Penalty: the norm instead of its square
let norm = weight.norm()
return LossResult(
  loss: strength / 2 * norm, gradient: weight * (strength / 2 / max(norm, 1e-12)))

// MISTAKE 2.6 l2Penalty: the gradient points away from 0
return LossResult(loss: strength / 2 * square(weight).sum(), gradient: weight * -strength)

// MISTAKE 2.6 l1Penalty: the sum of the weights without their magnitudes
let sign = (weight .> 0) - (weight .< 0)
return LossResult(loss: strength * weight.sum(), gradient: sign * strength)

// MISTAKE 2.6 l1Penalty: w/|w|, which is 0/0 at 0
return LossResult(
  loss: strength * abs(weight).sum(), gradient: weight / abs(weight) * strength)

// MISTAKE 2.6 l1Penalty: the sign at 0 is 1
return LossResult(
  loss: strength * abs(weight).sum(), gradient: (2 * (weight .>= 0) - 1) * strength)

// MISTAKE 2.6 l1Penalty: the gradient of L2
return LossResult(loss: strength * abs(weight).sum(), gradient: weight * strength)

// MISTAKE 2.6 l1Penalty: the gradient is λ everywhere
return LossResult(
  loss: strength * abs(weight).sum(), gradient: Tensor(repeating: strength, shape: weight.shape))

// MISTAKE 2.6 l1Penalty: λ is missing in the gradient
return LossResult(
  loss: strength * abs(weight).sum(), gradient: (weight .> 0) - (weight .< 0))

// MISTAKE 2.6 isPenalized: everything is
return true

// MISTAKE 2.6 isPenalized: the name decides instead of the shape
return parameter.name == "weight"

// MISTAKE 2.6 isPenalized: whatever has more than one number
return parameter.value.count > 1

// MISTAKE 2.6 isPenalized: exactly two axes: filters of images are left out
return parameter.value.rank == 2

// MISTAKE 2.6 addPenalties: biases are penalised too
var total: Float = 0
model.forEachParameter { parameter in
  let first = l1Penalty(parameter.value, strength: l1)
  let second = l2Penalty(parameter.value, strength: l2)
  total += first.loss + second.loss
  parameter.gradient += first.gradient + second.gradient
}
return total

// MISTAKE 2.6 addPenalties: gradients are replaced instead of added to
var total: Float = 0
model.forEachParameter { parameter in
  guard isPenalized(parameter) else { return }
  let first = l1Penalty(parameter.value, strength: l1)
  let second = l2Penalty(parameter.value, strength: l2)
  total += first.loss + second.loss
  parameter.gradient = first.gradient + second.gradient
}
return total

// MISTAKE 2.6 addPenalties: the values change instead of the gradients
var total: Float = 0
model.forEachParameter { parameter in
  guard isPenalized(parameter) else { return }
  let first = l1Penalty(parameter.value, strength: l1)
  let second = l2Penalty(parameter.value, strength: l2)
  total += first.loss + second.loss
  parameter.value -= first.gradient + second.gradient
}
return total

// MISTAKE 2.6 addPenalties: the loss is counted, the gradients are forgotten
var total: Float = 0
model.forEachParameter { parameter in
  guard isPenalized(parameter) else { return }
  total += l1Penalty(parameter.value, strength: l1).loss
  total += l2Penalty(parameter.value, strength: l2).loss
}
return total

// MISTAKE 2.6 addPenalties: L1 and L2 are swapped
var total: Float = 0
model.forEachParameter { parameter in
  guard isPenalized(parameter) else { return }
  let first = l1Penalty(parameter.value, strength: l2)
  let second = l2Penalty(parameter.value, strength: l1)
  total += first.loss + second.loss
  parameter.gradient += first.gradient + second.gradient
}
return total

// MISTAKE 2.6 addPenalties: only the last weight's penalty is returned
var total: Float = 0
model.forEachParameter { parameter in
  guard isPenalized(parameter) else { return }
  let first = l1Penalty(parameter.value, strength: l1)
  let second = l2Penalty(parameter.value, strength: l2)
  total = first.loss + second.loss
  parameter.gradient += first.gradient + second.gradient
}
return total

// MISTAKE 2.6 addPenalties: only a copy of each parameter is changed
var total: Float = 0
model.forEachParameter { parameter in
  guard isPenalized(parameter) else { return }
  var copy = parameter
  let first = l1Penalty(copy.value, strength: l1)
  let second = l2Penalty(copy.value, strength: l2)
  total += first.loss + second.loss
  copy.gradient += first.gradient + second.gradient
}
return total

// MISTAKE 2.6 smoothedTargets: ε is shared among the wrong classes only
let truth = Tensor(oneHot: labels, classes: classes)
let others = smoothing / Float(max(classes - 1, 1))
return truth * (1 - smoothing) + (1 - truth) * others

// MISTAKE 2.6 smoothedTargets: ε for every class instead of ε/C
return Tensor(oneHot: labels, classes: classes) * (1 - smoothing) + smoothing

// MISTAKE 2.6 smoothedTargets: the label keeps all of its 1
return Tensor(oneHot: labels, classes: classes) + smoothing / Float(classes)

// MISTAKE 2.6 smoothedTargets: the label keeps 1 − ε and gets no share
let truth = Tensor(oneHot: labels, classes: classes)
return truth * (1 - smoothing) + (1 - truth) * (smoothing / Float(classes))

// MISTAKE 2.6 smoothedTargets: not smoothed
return Tensor(oneHot: labels, classes: classes)

// MISTAKE 2.6 smoothedTargets: ε is the share that stays
return Tensor(oneHot: labels, classes: classes) * smoothing + (1 - smoothing) / Float(classes)

// MISTAKE 2.6 smoothedCrossEntropy: the logarithm of a softmax: −∞ far from 0
let (n, c) = logits.shape.nf
let targets = smoothedTargets(labels: labels, classes: c, smoothing: smoothing)
let powers = exp(logits - logits.max(along: 1, keepingAxis: true))
let probabilities = powers / powers.sum(along: 1, keepingAxis: true)
return LossResult(
  loss: -(targets * log(probabilities)).sum() / Float(n),
  gradient: (probabilities - targets) / Float(n))

// MISTAKE 2.6 smoothedCrossEntropy: the row's maximum is not taken out: exp overflows
let (n, c) = logits.shape.nf
let targets = smoothedTargets(labels: labels, classes: c, smoothing: smoothing)
let logProbabilities = logits - log(exp(logits).sum(along: 1, keepingAxis: true))
return LossResult(
  loss: -(targets * logProbabilities).sum() / Float(n),
  gradient: (exp(logProbabilities) - targets) / Float(n))

// MISTAKE 2.6 smoothedCrossEntropy: the gradient of the unsmoothed loss
let (n, c) = logits.shape.nf
let targets = smoothedTargets(labels: labels, classes: c, smoothing: smoothing)
let shifted = logits - logits.max(along: 1, keepingAxis: true)
let logProbabilities = shifted - log(exp(shifted).sum(along: 1, keepingAxis: true))
return LossResult(
  loss: -(targets * logProbabilities).sum() / Float(n),
  gradient: (exp(logProbabilities) - Tensor(oneHot: labels, classes: c)) / Float(n))

// MISTAKE 2.6 smoothedCrossEntropy: the loss is not averaged over the batch
let (n, c) = logits.shape.nf
let targets = smoothedTargets(labels: labels, classes: c, smoothing: smoothing)
let shifted = logits - logits.max(along: 1, keepingAxis: true)
let logProbabilities = shifted - log(exp(shifted).sum(along: 1, keepingAxis: true))
return LossResult(
  loss: -(targets * logProbabilities).sum(),
  gradient: (exp(logProbabilities) - targets) / Float(n))

// MISTAKE 2.6 smoothedCrossEntropy: the gradient is not divided by N
let c = logits.shape[1]
let targets = smoothedTargets(labels: labels, classes: c, smoothing: smoothing)
let shifted = logits - logits.max(along: 1, keepingAxis: true)
let logProbabilities = shifted - log(exp(shifted).sum(along: 1, keepingAxis: true))
return LossResult(
  loss: -(targets * logProbabilities).sum() / Float(logits.shape[0]),
  gradient: exp(logProbabilities) - targets)

// MISTAKE 2.6 smoothedCrossEntropy: the mean over all elements
let c = logits.shape[1]
let targets = smoothedTargets(labels: labels, classes: c, smoothing: smoothing)
let shifted = logits - logits.max(along: 1, keepingAxis: true)
let logProbabilities = shifted - log(exp(shifted).sum(along: 1, keepingAxis: true))
return LossResult(
  loss: -(targets * logProbabilities).mean(),
  gradient: (exp(logProbabilities) - targets) / Float(logits.count))

// MISTAKE 2.6 smoothedCrossEntropy: the sign of the gradient is turned
let (n, c) = logits.shape.nf
let targets = smoothedTargets(labels: labels, classes: c, smoothing: smoothing)
let shifted = logits - logits.max(along: 1, keepingAxis: true)
let logProbabilities = shifted - log(exp(shifted).sum(along: 1, keepingAxis: true))
return LossResult(
  loss: -(targets * logProbabilities).sum() / Float(n),
  gradient: (targets - exp(logProbabilities)) / Float(n))
