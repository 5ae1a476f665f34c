// Named wrong solutions of exercise 1.9.

// MISTAKE 1.9 descend: uphill: the gradient is added
parameter.value.addScaled(parameter.gradient, by: learningRate)

// MISTAKE 1.9 descend: the learning rate is left out
parameter.value -= parameter.gradient

// MISTAKE 1.9 descend: the gradient is zeroed after the step
parameter.value.addScaled(parameter.gradient, by: -learningRate)
parameter.gradient.fill(0)

// MISTAKE 1.9 descend: a copy is moved, not the parameter
var moved = parameter
moved.value.addScaled(moved.gradient, by: -learningRate)

// MISTAKE 1.9 descend: the gradient is scaled in place
parameter.gradient *= learningRate
parameter.value -= parameter.gradient

// MISTAKE 1.9 momentum: g enters times 1 − μ
velocity *= momentum
velocity.addScaled(parameter.gradient, by: 1 - momentum)
parameter.value.addScaled(velocity, by: -learningRate)

// MISTAKE 1.9 momentum: the learning rate is inside the velocity
velocity *= momentum
velocity.addScaled(parameter.gradient, by: learningRate)
parameter.value -= velocity

// MISTAKE 1.9 momentum: w moves by the old velocity
parameter.value.addScaled(velocity, by: -learningRate)
velocity *= momentum
velocity += parameter.gradient

// MISTAKE 1.9 momentum: the velocity never fades
velocity += parameter.gradient
parameter.value.addScaled(velocity, by: -learningRate)

// MISTAKE 1.9 momentum: the velocity is not kept
var rolling = velocity * momentum
rolling += parameter.gradient
parameter.value.addScaled(rolling, by: -learningRate)

// MISTAKE 1.9 momentum: μ multiplies the gradient instead of the velocity
velocity.addScaled(parameter.gradient, by: momentum)
parameter.value.addScaled(velocity, by: -learningRate)

// MISTAKE 1.9 momentum: the velocity is subtracted from the gradient
velocity *= -momentum
velocity += parameter.gradient
parameter.value.addScaled(velocity, by: -learningRate)

// MISTAKE 1.9 nesterov: plain momentum, without the look ahead
velocity *= momentum
velocity += parameter.gradient
parameter.value.addScaled(velocity, by: -learningRate)

// MISTAKE 1.9 nesterov: looks ahead with the old velocity
parameter.value.addScaled(parameter.gradient, by: -learningRate)
parameter.value.addScaled(velocity, by: -learningRate * momentum)
velocity *= momentum
velocity += parameter.gradient

// MISTAKE 1.9 nesterov: the gradient itself is left out of the step
velocity *= momentum
velocity += parameter.gradient
parameter.value.addScaled(velocity, by: -learningRate * momentum)

// MISTAKE 1.9 nesterov: μ is left out of the look ahead
velocity *= momentum
velocity += parameter.gradient
parameter.value.addScaled(parameter.gradient, by: -learningRate)
parameter.value.addScaled(velocity, by: -learningRate)

// MISTAKE 1.9 nesterov: the look ahead is kept in the velocity
velocity *= momentum
velocity += parameter.gradient
velocity *= momentum
velocity += parameter.gradient
parameter.value.addScaled(velocity, by: -learningRate)

// MISTAKE 1.9 adam: no bias correction
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.beta2)
parameter.value -= rule.learningRate * mean / (sqrt(meanSquare) + rule.epsilon)

// MISTAKE 1.9 adam: only the mean is bias-corrected
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.beta2)
let corrected = mean / (1 - pow(rule.beta1, Float(time)))
parameter.value -= rule.learningRate * corrected / (sqrt(meanSquare) + rule.epsilon)

// MISTAKE 1.9 adam: ε inside the root
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.beta2)
let first = mean / (1 - pow(rule.beta1, Float(time)))
let second = meanSquare / (1 - pow(rule.beta2, Float(time)))
parameter.value -= rule.learningRate * first / sqrt(second + rule.epsilon)

// MISTAKE 1.9 adam: the root is left out
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.beta2)
let first = mean / (1 - pow(rule.beta1, Float(time)))
let second = meanSquare / (1 - pow(rule.beta2, Float(time)))
parameter.value -= rule.learningRate * first / (second + rule.epsilon)

// MISTAKE 1.9 adam: steps count from 0
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.beta2)
let first = mean / (1 - pow(rule.beta1, Float(time - 1)))
let second = meanSquare / (1 - pow(rule.beta2, Float(time - 1)))
parameter.value -= rule.learningRate * first / (sqrt(second) + rule.epsilon)

// MISTAKE 1.9 adam: β1 and β2 are exchanged
mean *= rule.beta2
mean.addScaled(parameter.gradient, by: 1 - rule.beta2)
meanSquare *= rule.beta1
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.beta1)
let first = mean / (1 - pow(rule.beta2, Float(time)))
let second = meanSquare / (1 - pow(rule.beta1, Float(time)))
parameter.value -= rule.learningRate * first / (sqrt(second) + rule.epsilon)

// MISTAKE 1.9 adam: the gradient is not squared for v
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(abs(parameter.gradient), by: 1 - rule.beta2)
let first = mean / (1 - pow(rule.beta1, Float(time)))
let second = meanSquare / (1 - pow(rule.beta2, Float(time)))
parameter.value -= rule.learningRate * first / (sqrt(second) + rule.epsilon)

// MISTAKE 1.9 adam: v averages the square of the mean instead of the gradient
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(square(mean), by: 1 - rule.beta2)
let first = mean / (1 - pow(rule.beta1, Float(time)))
let second = meanSquare / (1 - pow(rule.beta2, Float(time)))
parameter.value -= rule.learningRate * first / (sqrt(second) + rule.epsilon)

// MISTAKE 1.9 adam: w moves by the gradient instead of its average
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.beta2)
let second = meanSquare / (1 - pow(rule.beta2, Float(time)))
parameter.value -= rule.learningRate * parameter.gradient / (sqrt(second) + rule.epsilon)

// MISTAKE 1.9 adam: the corrected mean is kept as the mean
mean *= rule.beta1
mean.addScaled(parameter.gradient, by: 1 - rule.beta1)
meanSquare *= rule.beta2
meanSquare.addScaled(square(parameter.gradient), by: 1 - rule.beta2)
mean /= Float(1) - pow(rule.beta1, Float(time))
meanSquare /= Float(1) - pow(rule.beta2, Float(time))
parameter.value -= rule.learningRate * mean / (sqrt(meanSquare) + rule.epsilon)

// MISTAKE 1.9 SGD.step: all parameters share the first velocity
model.forEachParameter { parameter in
  if momentum == 0 { return descend(&parameter, learningRate: learningRate) }
  if velocities.isEmpty { velocities.append(Tensor(zeros: parameter.value.shape)) }
  if nesterov {
    descendNesterov(
      &parameter, velocity: &velocities[0], learningRate: learningRate, momentum: momentum)
  } else {
    descend(&parameter, velocity: &velocities[0], learningRate: learningRate, momentum: momentum)
  }
}

// MISTAKE 1.9 SGD.step: velocities start from zero at every step
velocities = []
model.forEachParameter { parameter in
  if momentum == 0 { return descend(&parameter, learningRate: learningRate) }
  velocities.append(Tensor(zeros: parameter.value.shape))
  let number = velocities.count - 1
  if nesterov {
    descendNesterov(
      &parameter, velocity: &velocities[number], learningRate: learningRate, momentum: momentum)
  } else {
    descend(
      &parameter, velocity: &velocities[number], learningRate: learningRate, momentum: momentum)
  }
}

// MISTAKE 1.9 SGD.step: nesterov is never looked at
var number = 0
model.forEachParameter { parameter in
  if momentum == 0 { return descend(&parameter, learningRate: learningRate) }
  if number == velocities.count { velocities.append(Tensor(zeros: parameter.value.shape)) }
  descend(
    &parameter, velocity: &velocities[number], learningRate: learningRate, momentum: momentum)
  number += 1
}

// MISTAKE 1.9 SGD.step: momentum is never looked at
model.forEachParameter { descend(&$0, learningRate: learningRate) }

// MISTAKE 1.9 SGD.step: gradients are zeroed after the step
var number = 0
model.forEachParameter { parameter in
  if number == velocities.count { velocities.append(Tensor(zeros: parameter.value.shape)) }
  if nesterov {
    descendNesterov(
      &parameter, velocity: &velocities[number], learningRate: learningRate, momentum: momentum)
  } else {
    descend(
      &parameter, velocity: &velocities[number], learningRate: learningRate, momentum: momentum)
  }
  number += 1
}
model.zeroGradients()

// MISTAKE 1.9 SGD.step: a copy of the network is moved
var copy = model
var number = 0
copy.forEachParameter { parameter in
  if momentum == 0 { return descend(&parameter, learningRate: learningRate) }
  if number == velocities.count { velocities.append(Tensor(zeros: parameter.value.shape)) }
  descend(
    &parameter, velocity: &velocities[number], learningRate: learningRate, momentum: momentum)
  number += 1
}

// MISTAKE 1.9 Adam.step: time goes up for each parameter
var number = 0
model.forEachParameter { parameter in
  time += 1
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendAdam(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule)
  number += 1
}

// MISTAKE 1.9 Adam.step: time stays 1
time = 1
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendAdam(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule)
  number += 1
}

// MISTAKE 1.9 Adam.step: time is counted after the step
var number = 0
model.forEachParameter { parameter in
  if number == means.count {
    means.append(Tensor(zeros: parameter.value.shape))
    meanSquares.append(Tensor(zeros: parameter.value.shape))
  }
  descendAdam(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule)
  number += 1
}
time += 1

// MISTAKE 1.9 Adam.step: averages start from zero at every step
time += 1
(means, meanSquares) = ([], [])
model.forEachParameter { parameter in
  means.append(Tensor(zeros: parameter.value.shape))
  meanSquares.append(Tensor(zeros: parameter.value.shape))
  let number = means.count - 1
  descendAdam(
    &parameter, mean: &means[number], meanSquare: &meanSquares[number], time: time, rule: rule)
}
