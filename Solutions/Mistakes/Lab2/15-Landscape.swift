// Named wrong solutions of exercise 2.15.

// MISTAKE 2.15 parameterValues: the gradients instead of the values
var values: [Tensor] = []
forEachParameter { values.append($0.gradient) }
return values

// MISTAKE 2.15 parameterValues: the last parameter first
var values: [Tensor] = []
forEachParameter { values.insert($0.value, at: 0) }
return values

// MISTAKE 2.15 move: from where the parameters are, not from the start
var number = 0
forEachParameter { parameter in
  if directions.isEmpty { parameter.value = start[number] }
  for (direction, step) in zip(directions, steps) {
    parameter.value.addScaled(direction[number], by: step)
  }
  number += 1
}

// MISTAKE 2.15 move: only the first direction is walked along
var number = 0
forEachParameter { parameter in
  parameter.value = start[number]
  if let direction = directions.first {
    parameter.value.addScaled(direction[number], by: steps[0])
  }
  number += 1
}

// MISTAKE 2.15 move: the steps are left out
var number = 0
forEachParameter { parameter in
  parameter.value = start[number]
  for direction in directions { parameter.value += direction[number] }
  number += 1
}

// MISTAKE 2.15 move: against the direction
var number = 0
forEachParameter { parameter in
  parameter.value = start[number]
  for (direction, step) in zip(directions, steps) {
    parameter.value.addScaled(direction[number], by: -step)
  }
  number += 1
}

// MISTAKE 2.15 move: the gradients are moved too
var number = 0
forEachParameter { parameter in
  parameter = Parameter(start[number], name: parameter.name)
  for (direction, step) in zip(directions, steps) {
    parameter.value.addScaled(direction[number], by: step)
  }
  number += 1
}

// MISTAKE 2.15 filterNormalized: the whole tensor is scaled, not each row
return direction.indices.map { place in
  if weights[place].rank < 2 { return Tensor(zeros: weights[place].shape) }
  let wanted: Float = weights[place].norm()
  let length: Float = direction[place].norm()
  return direction[place] * Float(wanted / length)
}

// MISTAKE 2.15 filterNormalized: rows get the length 1
return zip(direction, weights).map { direction, weight in
  if weight.rank < 2 { return Tensor(zeros: weight.shape) }
  var scaled = direction
  for row in 0..<weight.shape[0] {
    let norm = direction[row: row].norm()
    let factor: Float = norm == 0 ? 0 : 1 / norm
    scaled[row: row] *= factor
  }
  return scaled
}

// MISTAKE 2.15 filterNormalized: multiplied by the weight's length, not divided by its own
return zip(direction, weights).map { direction, weight in
  if weight.rank < 2 { return Tensor(zeros: weight.shape) }
  var scaled = direction
  for row in 0..<weight.shape[0] { scaled[row: row] *= weight[row: row].norm() }
  return scaled
}

// MISTAKE 2.15 filterNormalized: biases are scaled like one row
return zip(direction, weights).map { direction, weight in
  if weight.rank < 2 {
    let (wanted, length): (Float, Float) = (weight.norm(), direction.norm())
    return direction * Float(wanted / length)
  }
  var scaled = direction
  for row in 0..<weight.shape[0] {
    let norm = direction[row: row].norm()
    scaled[row: row] *= norm == 0 ? 0 : weight[row: row].norm() / norm
  }
  return scaled
}

// MISTAKE 2.15 filterNormalized: biases keep the random direction
return zip(direction, weights).map { direction, weight in
  if weight.rank < 2 { return direction }
  var scaled = direction
  for row in 0..<weight.shape[0] {
    let norm = direction[row: row].norm()
    scaled[row: row] *= norm == 0 ? 0 : weight[row: row].norm() / norm
  }
  return scaled
}

// MISTAKE 2.15 filterNormalized: a row of zeros becomes NaN
return zip(direction, weights).map { direction, weight in
  if weight.rank < 2 { return Tensor(zeros: weight.shape) }
  var scaled = direction
  for row in 0..<weight.shape[0] {
    scaled[row: row] *= weight[row: row].norm() / direction[row: row].norm()
  }
  return scaled
}

// MISTAKE 2.15 randomDirection: not scaled
return weights.map { Tensor(randomNormal: $0.shape, using: &generator) }

// MISTAKE 2.15 randomDirection: uniform numbers of one sign
return filterNormalized(
  weights.map { Tensor(randomUniform: $0.shape, using: &generator) }, like: weights)

// MISTAKE 2.15 randomDirection: the weights themselves, with noise
return filterNormalized(
  weights.map { $0 + Tensor(randomNormal: $0.shape, standardDeviation: 0.1, using: &generator) },
  like: weights)

// MISTAKE 2.15 randomDirection: a generator of its own
var fresh = SeededGenerator(seed: 2)
return filterNormalized(
  weights.map { Tensor(randomNormal: $0.shape, using: &fresh) }, like: weights)

// MISTAKE 2.15 lossSlice: the steps are undone by subtracting
require(directions.count == 2, "lossSlice: \(directions.count) directions")
var losses: [Float] = []
for first in across {
  for second in up {
    model.move(from: model.parameterValues, along: directions, by: [first, second])
    losses.append(loss(&model))
    model.move(from: model.parameterValues, along: directions, by: [-first, -second])
  }
}
return Tensor(losses, shape: [across.count, up.count])

// MISTAKE 2.15 lossSlice: the parameters stay at the last place
require(directions.count == 2, "lossSlice: \(directions.count) directions")
let start = model.parameterValues
var losses: [Float] = []
for first in across {
  for second in up {
    model.move(from: start, along: directions, by: [first, second])
    losses.append(loss(&model))
  }
}
return Tensor(losses, shape: [across.count, up.count])

// MISTAKE 2.15 lossSlice: columns are the first direction
require(directions.count == 2, "lossSlice: \(directions.count) directions")
let start = model.parameterValues
var losses: [Float] = []
for second in up {
  for first in across {
    model.move(from: start, along: directions, by: [first, second])
    losses.append(loss(&model))
  }
}
model.move(from: start, along: [], by: [])
return Tensor(losses, shape: [up.count, across.count])

// MISTAKE 2.15 lossSlice: the two directions change places
require(directions.count == 2, "lossSlice: \(directions.count) directions")
let start = model.parameterValues
var losses: [Float] = []
for first in across {
  for second in up {
    model.move(from: start, along: directions, by: [second, first])
    losses.append(loss(&model))
  }
}
model.move(from: start, along: [], by: [])
return Tensor(losses, shape: [across.count, up.count])

// MISTAKE 2.15 lossSlice: a third direction is left out
require(directions.count >= 2, "lossSlice: a plane along \(directions.count) directions — use 2")
let start = model.parameterValues
var losses: [Float] = []
for first in across {
  for second in up {
    model.move(from: start, along: directions, by: [first, second])
    losses.append(loss(&model))
  }
}
model.move(from: start, along: [], by: [])
return Tensor(losses, shape: [across.count, up.count])

// MISTAKE 2.15 lossSlice: one direction only is accepted
let start = model.parameterValues
var losses: [Float] = []
for first in across {
  for second in up {
    model.move(from: start, along: directions, by: [first, second])
    losses.append(loss(&model))
  }
}
model.move(from: start, along: [], by: [])
return Tensor(losses, shape: [across.count, up.count])

// MISTAKE 2.15 lossesBetween: t = 0 is the other network
var (model, other) = (a, b)
let (start, end) = (model.parameterValues, other.parameterValues)
for (first, second) in zip(start, end) {
  require(first.shape == second.shape, "lossesBetween: \(first.shape), \(second.shape)")
}
return t.map { t in
  model.move(from: zip(start, end).map { t * $0 + (1 - t) * $1 }, along: [], by: [])
  return loss(&model)
}

// MISTAKE 2.15 lossesBetween: places beyond the two networks are cut to 0…1
var (model, other) = (a, b)
let (start, end) = (model.parameterValues, other.parameterValues)
for (first, second) in zip(start, end) {
  require(first.shape == second.shape, "lossesBetween: \(first.shape), \(second.shape)")
}
return t.map { t in
  let t = min(max(t, 0), 1)
  model.move(from: zip(start, end).map { (1 - t) * $0 + t * $1 }, along: [], by: [])
  return loss(&model)
}

// MISTAKE 2.15 lossesBetween: the losses are mixed instead of the parameters
var (model, other) = (a, b)
let (start, end) = (model.parameterValues, other.parameterValues)
for (first, second) in zip(start, end) {
  require(first.shape == second.shape, "lossesBetween: \(first.shape), \(second.shape)")
}
let (first, second) = (loss(&model), loss(&other))
return t.map { (1 - $0) * first + $0 * second }

// MISTAKE 2.15 lossesBetween: the end is added to the start: a + t·b
var (model, other) = (a, b)
let (start, end) = (model.parameterValues, other.parameterValues)
for (first, second) in zip(start, end) {
  require(first.shape == second.shape, "lossesBetween: \(first.shape), \(second.shape)")
}
return t.map { t in
  model.move(from: start, along: [end], by: [t])
  return loss(&model)
}

// MISTAKE 2.15 lossesBetween: shapes are not compared
var (model, other) = (a, b)
let (start, end) = (model.parameterValues, other.parameterValues)
return t.map { t in
  let mixture = zip(start, end).map { $0.shape == $1.shape ? (1 - t) * $0 + t * $1 : $0 }
  model.move(from: mixture, along: [], by: [])
  return loss(&model)
}
