// Named wrong solutions of exercise 2.7.

// MISTAKE 2.7 rmsprop: ε inside the root
meanSquare *= rule.smoothing
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.smoothing)
parameter.value -= rule.learningRate * parameter.gradient / sqrt(meanSquare + rule.epsilon)

// MISTAKE 2.7 rmsprop: the root is left out
meanSquare *= rule.smoothing
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.smoothing)
parameter.value -= rule.learningRate * parameter.gradient / (meanSquare + rule.epsilon)

// MISTAKE 2.7 rmsprop: the squares add up without fading, as in Adagrad
meanSquare += square(parameter.gradient)
parameter.value -= rule.learningRate * parameter.gradient / (sqrt(meanSquare) + rule.epsilon)

// MISTAKE 2.7 rmsprop: α and 1 − α are exchanged
meanSquare *= Float(1) - rule.smoothing
meanSquare.addScaled(square(parameter.gradient), by: rule.smoothing)
parameter.value -= rule.learningRate * parameter.gradient / (sqrt(meanSquare) + rule.epsilon)

// MISTAKE 2.7 rmsprop: the gradient is not squared
meanSquare *= rule.smoothing
meanSquare.addScaled(abs(parameter.gradient), by: 1 - rule.smoothing)
parameter.value -= rule.learningRate * parameter.gradient / (sqrt(meanSquare) + rule.epsilon)

// MISTAKE 2.7 rmsprop: w moves by the average before it took in the new gradient
let denominator = sqrt(meanSquare) + rule.epsilon
parameter.value -= rule.learningRate * parameter.gradient / denominator
meanSquare *= rule.smoothing
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.smoothing)

// MISTAKE 2.7 rmsprop: ε is left out
meanSquare *= rule.smoothing
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.smoothing)
parameter.value -= rule.learningRate * parameter.gradient / sqrt(meanSquare)

// MISTAKE 2.7 rmsprop: the average is not kept
var average = meanSquare * rule.smoothing
average.addScaled(square(parameter.gradient), by: 1 - rule.smoothing)
parameter.value -= rule.learningRate * parameter.gradient / (sqrt(average) + rule.epsilon)

// MISTAKE 2.7 rmsprop: the root is what is kept
meanSquare *= rule.smoothing
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.smoothing)
meanSquare = sqrt(meanSquare)
parameter.value -= rule.learningRate * parameter.gradient / (meanSquare + rule.epsilon)

// MISTAKE 2.7 rmsprop: uphill: the step is added
meanSquare *= rule.smoothing
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.smoothing)
parameter.value += rule.learningRate * parameter.gradient / (sqrt(meanSquare) + rule.epsilon)

// MISTAKE 2.7 decaying: both forms add λ·w to the gradient
let gradient = parameter.gradient
parameter.gradient.addScaled(parameter.value, by: weightDecay)
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)
parameter.gradient = gradient

// MISTAKE 2.7 decaying: both forms shrink the weight
parameter.value *= Float(1) - rule.learningRate * weightDecay
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)

// MISTAKE 2.7 decaying: the decay is not scaled by the learning rate
let gradient = parameter.gradient
switch form {
case .decoupled: parameter.value *= Float(1) - weightDecay
case .addedToGradient: parameter.gradient.addScaled(parameter.value, by: weightDecay)
}
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)
parameter.gradient = gradient

// MISTAKE 2.7 decaying: the weight shrinks after Adam's step
let gradient = parameter.gradient
if form == .addedToGradient { parameter.gradient.addScaled(parameter.value, by: weightDecay) }
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)
if form == .decoupled { parameter.value *= Float(1) - rule.learningRate * weightDecay }
parameter.gradient = gradient

// MISTAKE 2.7 decaying: λ·w stays in the gradient
switch form {
case .decoupled: parameter.value *= Float(1) - rule.learningRate * weightDecay
case .addedToGradient: parameter.gradient.addScaled(parameter.value, by: weightDecay)
}
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)

// MISTAKE 2.7 decaying: λ·w is subtracted from the gradient
let gradient = parameter.gradient
switch form {
case .decoupled: parameter.value *= Float(1) - rule.learningRate * weightDecay
case .addedToGradient: parameter.gradient.addScaled(parameter.value, by: -weightDecay)
}
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)
parameter.gradient = gradient

// MISTAKE 2.7 decaying: the weight grows
let gradient = parameter.gradient
switch form {
case .decoupled: parameter.value *= Float(1) + rule.learningRate * weightDecay
case .addedToGradient: parameter.gradient.addScaled(parameter.value, by: weightDecay)
}
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)
parameter.gradient = gradient

// MISTAKE 2.7 decaying: λ is never looked at
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)

// MISTAKE 2.7 decaying: λ enters the gradient times η
let gradient = parameter.gradient
switch form {
case .decoupled: parameter.value *= Float(1) - rule.learningRate * weightDecay
case .addedToGradient:
  parameter.gradient.addScaled(parameter.value, by: rule.learningRate * weightDecay)
}
descendAdam(&parameter, mean: &mean, meanSquare: &meanSquare, time: time, rule: rule)
parameter.gradient = gradient

// MISTAKE 2.7 decays: everything decays
return true

// MISTAKE 2.7 decays: it goes by the name
return parameter.name != "bias"

// MISTAKE 2.7 decays: what has one element does not decay
return parameter.value.rank >= 2 && parameter.value.count > 1

// MISTAKE 2.7 decays: only matrices decay, not the weights of convolutions
return parameter.value.rank == 2

// MISTAKE 2.7 RMSprop.step: all parameters share the first average
require(learningRate >= 0, "RMSprop.step: the learning rate is \(learningRate) — use 0 or more")
model.forEachParameter { parameter in
  if meanSquares.isEmpty { meanSquares.append(Tensor(zeros: parameter.value.shape)) }
  descendRMSprop(&parameter, meanSquare: &meanSquares[0], rule: rule)
}

// MISTAKE 2.7 RMSprop.step: averages start from zero at every step
require(learningRate >= 0, "RMSprop.step: the learning rate is \(learningRate) — use 0 or more")
meanSquares = []
model.forEachParameter { parameter in
  meanSquares.append(Tensor(zeros: parameter.value.shape))
  descendRMSprop(&parameter, meanSquare: &meanSquares[meanSquares.count - 1], rule: rule)
}

// MISTAKE 2.7 RMSprop.step: any learning rate is taken
var number = 0
model.forEachParameter { parameter in
  if number == meanSquares.count { meanSquares.append(Tensor(zeros: parameter.value.shape)) }
  descendRMSprop(&parameter, meanSquare: &meanSquares[number], rule: rule)
  number += 1
}

// MISTAKE 2.7 RMSprop.step: NaN passes for a learning rate
require(!(learningRate < 0), "RMSprop.step: the learning rate is \(learningRate) — use 0 or more")
var number = 0
model.forEachParameter { parameter in
  if number == meanSquares.count { meanSquares.append(Tensor(zeros: parameter.value.shape)) }
  descendRMSprop(&parameter, meanSquare: &meanSquares[number], rule: rule)
  number += 1
}

// MISTAKE 2.7 RMSprop.step: gradients are zeroed after the step
require(learningRate >= 0, "RMSprop.step: the learning rate is \(learningRate) — use 0 or more")
var number = 0
model.forEachParameter { parameter in
  if number == meanSquares.count { meanSquares.append(Tensor(zeros: parameter.value.shape)) }
  descendRMSprop(&parameter, meanSquare: &meanSquares[number], rule: rule)
  number += 1
}
model.zeroGradients()

// MISTAKE 2.7 RMSprop.step: a copy of the network is moved
require(learningRate >= 0, "RMSprop.step: the learning rate is \(learningRate) — use 0 or more")
var (copy, number) = (model, 0)
copy.forEachParameter { parameter in
  if number == meanSquares.count { meanSquares.append(Tensor(zeros: parameter.value.shape)) }
  descendRMSprop(&parameter, meanSquare: &meanSquares[number], rule: rule)
  number += 1
}

// MISTAKE 2.7 AdamW.step: vectors decay too
require(learningRate >= 0, "AdamW.step: the learning rate is \(learningRate) — use 0 or more")
require(weightDecay >= 0, "AdamW.step: the weight decay is \(weightDecay) — use 0 or more")
time += 1
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendDecaying(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
    weightDecay: weightDecay, form: form)
  number += 1
}

// MISTAKE 2.7 AdamW.step: time goes up for each parameter
require(learningRate >= 0, "AdamW.step: the learning rate is \(learningRate) — use 0 or more")
require(weightDecay >= 0, "AdamW.step: the weight decay is \(weightDecay) — use 0 or more")
var number = 0
model.forEachParameter { parameter in
  time += 1
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendDecaying(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
    weightDecay: decays(parameter) ? weightDecay : 0, form: form)
  number += 1
}

// MISTAKE 2.7 AdamW.step: time goes up after the visit: the first step is step 0
require(learningRate >= 0, "AdamW.step: the learning rate is \(learningRate) — use 0 or more")
require(weightDecay >= 0, "AdamW.step: the weight decay is \(weightDecay) — use 0 or more")
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendDecaying(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
    weightDecay: decays(parameter) ? weightDecay : 0, form: form)
  number += 1
}
time += 1

// MISTAKE 2.7 AdamW.step: the form is always decoupled
require(learningRate >= 0, "AdamW.step: the learning rate is \(learningRate) — use 0 or more")
require(weightDecay >= 0, "AdamW.step: the weight decay is \(weightDecay) — use 0 or more")
time += 1
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendDecaying(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
    weightDecay: decays(parameter) ? weightDecay : 0, form: .decoupled)
  number += 1
}

// MISTAKE 2.7 AdamW.step: vectors are skipped altogether
require(learningRate >= 0, "AdamW.step: the learning rate is \(learningRate) — use 0 or more")
require(weightDecay >= 0, "AdamW.step: the weight decay is \(weightDecay) — use 0 or more")
time += 1
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  if decays(parameter) {
    descendDecaying(
      &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
      weightDecay: weightDecay, form: form)
  }
  number += 1
}

// MISTAKE 2.7 AdamW.step: NaN passes for a learning rate
require(!(learningRate < 0), "AdamW.step: the learning rate is \(learningRate) — use 0 or more")
require(weightDecay >= 0, "AdamW.step: the weight decay is \(weightDecay) — use 0 or more")
time += 1
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendDecaying(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
    weightDecay: decays(parameter) ? weightDecay : 0, form: form)
  number += 1
}

// MISTAKE 2.7 AdamW.step: a negative rate climbs: only NaN is refused
require(!learningRate.isNaN, "AdamW.step: the learning rate is \(learningRate)")
require(weightDecay >= 0, "AdamW.step: the weight decay is \(weightDecay) — use 0 or more")
time += 1
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendDecaying(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
    weightDecay: decays(parameter) ? weightDecay : 0, form: form)
  number += 1
}

// MISTAKE 2.7 AdamW.step: NaN passes for a decay
require(learningRate >= 0, "AdamW.step: the learning rate is \(learningRate) — use 0 or more")
require(!(weightDecay < 0), "AdamW.step: the weight decay is \(weightDecay) — use 0 or more")
time += 1
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendDecaying(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
    weightDecay: decays(parameter) ? weightDecay : 0, form: form)
  number += 1
}

// MISTAKE 2.7 AdamW.step: any decay is taken
require(learningRate >= 0, "AdamW.step: the learning rate is \(learningRate) — use 0 or more")
time += 1
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendDecaying(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule,
    weightDecay: decays(parameter) ? weightDecay : 0, form: form)
  number += 1
}
