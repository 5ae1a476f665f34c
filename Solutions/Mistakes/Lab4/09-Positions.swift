// Named wrong solutions of exercise 4.9.

// MISTAKE 4.9 sinusoidalPositions: sines left, cosines right
var positions = Tensor(zeros: [count, width])
let half = (width + 1) / 2
for place in 0..<count {
  for column in 0..<width {
    let angle = Double(place) * Foundation.pow(10_000, -2 * Double(column % half) / Double(width))
    positions[place, column] = Float(column < half ? sin(angle) : cos(angle))
  }
}
return positions

// MISTAKE 4.9 sinusoidalPositions: every column has an angle of its own
var positions = Tensor(zeros: [count, width])
for place in 0..<count {
  for column in 0..<width {
    let angle = Double(place) * Foundation.pow(10_000, -Double(column) / Double(width))
    positions[place, column] = Float(column % 2 == 0 ? sin(angle) : cos(angle))
  }
}
return positions

// MISTAKE 4.9 sinusoidalPositions: the exponent lacks its factor 2
var positions = Tensor(zeros: [count, width])
for place in 0..<count {
  for column in 0..<width {
    let angle = Double(place) * Foundation.pow(10_000, -Double(column / 2) / Double(width))
    positions[place, column] = Float(column % 2 == 0 ? sin(angle) : cos(angle))
  }
}
return positions

// MISTAKE 4.9 sinusoidalPositions: sine and cosine are exchanged
var positions = Tensor(zeros: [count, width])
for place in 0..<count {
  for column in 0..<width {
    let angle = Double(place) * Foundation.pow(10_000, -2 * Double(column / 2) / Double(width))
    positions[place, column] = Float(column % 2 == 0 ? cos(angle) : sin(angle))
  }
}
return positions

// MISTAKE 4.9 sinusoidalPositions: places are counted from 1
var positions = Tensor(zeros: [count, width])
for place in 0..<count {
  for column in 0..<width {
    let angle = Double(place + 1) * Foundation.pow(10_000, -2 * Double(column / 2) / Double(width))
    positions[place, column] = Float(column % 2 == 0 ? sin(angle) : cos(angle))
  }
}
return positions

// MISTAKE 4.9 sinusoidalPositions: the frequencies grow
var positions = Tensor(zeros: [count, width])
for place in 0..<count {
  for column in 0..<width {
    let angle = Double(place) * Foundation.pow(10_000, 2 * Double(column / 2) / Double(width))
    positions[place, column] = Float(column % 2 == 0 ? sin(angle) : cos(angle))
  }
}
return positions

// MISTAKE 4.9 sinusoidalPositions: angles in Float
var positions = Tensor(zeros: [count, width])
for place in 0..<count {
  for column in 0..<width {
    let angle = Float(place) * Foundation.pow(Float(10_000), -2 * Float(column / 2) / Float(width))
    positions[place, column] = column % 2 == 0 ? Foundation.sin(angle) : Foundation.cos(angle)
  }
}
return positions

// MISTAKE 4.9 LearnedPositions.added: the start is ignored
require(
  x.shape[1] <= count && start + x.shape[1] <= count,
  "LearnedPositions: places \(start) ..< \(start + x.shape[1]), and there are \(count)")
return x + weight.value.rows(0..<x.shape[1])

// MISTAKE 4.9 LearnedPositions.added: the last vectors instead of the first
let end = start + x.shape[1]
require(
  start >= 0 && end <= count, "LearnedPositions: places \(start) ..< \(end), there are \(count)")
return x + weight.value.rows(count - x.shape[1]..<count)

// MISTAKE 4.9 LearnedPositions.added: multiplied instead of added
let end = start + x.shape[1]
require(
  start >= 0 && end <= count, "LearnedPositions: places \(start) ..< \(end), there are \(count)")
return x * weight.value.rows(start..<end)

// MISTAKE 4.9 LearnedPositions.added: places beyond the last vector get the last one again
let rows = (0..<x.shape[1]).map { min(start + $0, count - 1) }
return x + weight.value.rows(at: rows)

// MISTAKE 4.9 LearnedPositions.backward: the mean over the batch
weight.gradient.addRows(
  dy.sum(along: 0) / Float(max(dy.shape[0], 1)), at: Array(0..<dy.shape[1]))
return dy

// MISTAKE 4.9 LearnedPositions.backward: the gradient of the first sequence alone
if dy.shape[0] > 0 { weight.gradient.addRows(dy[row: 0], at: Array(0..<dy.shape[1])) }
return dy

// MISTAKE 4.9 LearnedPositions.backward: the gradient is stored, not added
weight.gradient.fill(0)
weight.gradient.addRows(dy.sum(along: 0), at: Array(0..<dy.shape[1]))
return dy

// MISTAKE 4.9 LearnedPositions.backward: the weight gets no gradient
return dy

// MISTAKE 4.9 LearnedPositions.backward: the positions are added to the gradient
weight.gradient.addRows(dy.sum(along: 0), at: Array(0..<dy.shape[1]))
return added(to: dy)
