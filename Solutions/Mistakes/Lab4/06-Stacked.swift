// Named wrong solutions of exercise 4.6.

// MISTAKE 4.6 reversedInTime: nothing is reversed
return x

// MISTAKE 4.6 reversedInTime: the batch is reversed
return x.rows(at: Array((0..<x.shape[0]).reversed()))

// MISTAKE 4.6 reversedInTime: the features are reversed as well
return Tensor(Array(x.flattened().scalars.reversed()), shape: x.shape)
  .rows(at: Array((0..<x.shape[0]).reversed()))

// MISTAKE 4.6 reversedInTime: all steps of all sequences are reversed as one row
let (n, t, d) = x.shape.ntd
return x.reshaped(to: [n * t, d]).rows(at: Array((0..<n * t).reversed())).reshaped(to: x.shape)

// MISTAKE 4.6 Bidirectional.forward: the second output is not turned back
let left = fromStart.forward(x, &context)
let right = fromEnd.forward(reversedInTime(x), &context)
seam = left.shape[2]
return Tensor(concatenating: [left, right], along: 2)

// MISTAKE 4.6 Bidirectional.forward: both layers read from the start
let left = fromStart.forward(x, &context)
seam = left.shape[2]
return Tensor(concatenating: [left, fromEnd.forward(x, &context)], along: 2)

// MISTAKE 4.6 Bidirectional.forward: the output is turned, the input is not
let left = fromStart.forward(x, &context)
seam = left.shape[2]
return Tensor(concatenating: [left, reversedInTime(fromEnd.forward(x, &context))], along: 2)

// MISTAKE 4.6 Bidirectional.forward: the outputs are added
seam = x.shape[2]
return fromStart.forward(x, &context)
  + reversedInTime(fromEnd.forward(reversedInTime(x), &context))

// MISTAKE 4.6 Bidirectional.forward: the second layer stands left
let left = fromStart.forward(x, &context)
let right = reversedInTime(fromEnd.forward(reversedInTime(x), &context))
seam = right.shape[2]
return Tensor(concatenating: [right, left], along: 2)

// MISTAKE 4.6 Bidirectional.forward: joined along time
let left = fromStart.forward(x, &context)
seam = left.shape[2]
return Tensor(
  concatenating: [left, reversedInTime(fromEnd.forward(reversedInTime(x), &context))], along: 1)

// MISTAKE 4.6 Bidirectional.forward: the second layer reads the first one's output
let left = fromStart.forward(x, &context)
seam = left.shape[2]
let right = fromEnd.forward(reversedInTime(left), &context)
return Tensor(concatenating: [left, reversedInTime(right)], along: 2)

// MISTAKE 4.6 Bidirectional.backward: dy of the second layer is not reversed
let left = dy.slice(0..<seam, along: 2)
let right = dy.slice(seam..<dy.shape[2], along: 2)
return fromStart.backward(left) + reversedInTime(fromEnd.backward(right))

// MISTAKE 4.6 Bidirectional.backward: dx of the second layer is not turned back
let left = dy.slice(0..<seam, along: 2)
let right = dy.slice(seam..<dy.shape[2], along: 2)
return fromStart.backward(left) + fromEnd.backward(reversedInTime(right))

// MISTAKE 4.6 Bidirectional.backward: only the first layer's gradient is returned
let left = dy.slice(0..<seam, along: 2)
let right = dy.slice(seam..<dy.shape[2], along: 2)
_ = fromEnd.backward(reversedInTime(right))
return fromStart.backward(left)

// MISTAKE 4.6 Bidirectional.backward: cut in the middle
let middle = dy.shape[2] / 2
let left = dy.slice(0..<middle, along: 2)
let right = dy.slice(middle..<dy.shape[2], along: 2)
return fromStart.backward(left) + reversedInTime(fromEnd.backward(reversedInTime(right)))

// MISTAKE 4.6 Bidirectional.backward: the parts of dy are exchanged
let width = dy.shape[2] - seam
let right = dy.slice(0..<width, along: 2)
let left = dy.slice(width..<dy.shape[2], along: 2)
return fromStart.backward(left) + reversedInTime(fromEnd.backward(reversedInTime(right)))

// MISTAKE 4.6 Bidirectional.forEachParameter: only the first layer is visited
fromStart.forEachParameter(body)

// MISTAKE 4.6 Bidirectional.forEachParameter: copies are visited
var (first, second) = (fromStart, fromEnd)
first.forEachParameter(body)
second.forEachParameter(body)

// MISTAKE 4.6 Bidirectional.forEachParameter: fromEnd comes first
fromEnd.forEachParameter(body)
fromStart.forEachParameter(body)

// MISTAKE 4.6 StackedRecurrent.forward: every layer reads x
var output = layers[0].forward(x, &context)
for index in dropouts.indices {
  output = layers[index + 1].forward(dropouts[index].forward(x, &context), &context)
}
return output

// MISTAKE 4.6 StackedRecurrent.forward: dropout after the last layer too
var output = layers[0].forward(x, &context)
for index in dropouts.indices {
  output = layers[index + 1].forward(dropouts[index].forward(output, &context), &context)
  output = dropouts[index].forward(output, &context)
}
return output

// MISTAKE 4.6 StackedRecurrent.forward: no dropout at all
var output = x
for index in layers.indices { output = layers[index].forward(output, &context) }
return output

// MISTAKE 4.6 StackedRecurrent.forward: copies of the layers run, and forget
var output = x
for index in layers.indices {
  var layer = layers[index]
  output = layer.forward(output, &context)
  if index < dropouts.count { output = dropouts[index].forward(output, &context) }
}
return output

// MISTAKE 4.6 StackedRecurrent.forward: from the top down
var output = layers[layers.count - 1].forward(x, &context)
for index in dropouts.indices.reversed() {
  output = layers[index].forward(dropouts[index].forward(output, &context), &context)
}
return output

// MISTAKE 4.6 StackedRecurrent.backward: from the bottom up
var gradient = layers[0].backward(dy)
for index in dropouts.indices {
  gradient = layers[index + 1].backward(dropouts[index].backward(gradient))
}
return gradient

// MISTAKE 4.6 StackedRecurrent.backward: the dropouts are passed by
var gradient = dy
for index in layers.indices.reversed() { gradient = layers[index].backward(gradient) }
return gradient

// MISTAKE 4.6 StackedRecurrent.backward: the lowest layer is left out
var gradient = dy
for index in dropouts.indices.reversed() {
  gradient = dropouts[index].backward(layers[index + 1].backward(gradient))
}
return gradient

// MISTAKE 4.6 StackedRecurrent.init: every layer reads D numbers
var layers: [any Layer] = []
for _ in 0..<count {
  let first = cell.layer(inputs: inputs, hidden: hidden, using: &generator)
  if isBidirectional {
    let second = cell.layer(inputs: inputs, hidden: hidden, using: &generator)
    layers.append(Bidirectional(fromStart: first, fromEnd: second))
  } else {
    layers.append(first)
  }
}
self.init(layers, dropout: dropout)

// MISTAKE 4.6 StackedRecurrent.init: the upper layers read H numbers, although 2H arrive
var (layers, width): ([any Layer], Int) = ([], inputs)
for _ in 0..<count {
  let first = cell.layer(inputs: width, hidden: hidden, using: &generator)
  if isBidirectional {
    let second = cell.layer(inputs: width, hidden: hidden, using: &generator)
    layers.append(Bidirectional(fromStart: first, fromEnd: second))
  } else {
    layers.append(first)
  }
  width = hidden
}
self.init(layers, dropout: dropout)

// MISTAKE 4.6 StackedRecurrent.init: both directions start with the same weights
var (layers, width): ([any Layer], Int) = ([], inputs)
for _ in 0..<count {
  let layer = cell.layer(inputs: width, hidden: hidden, using: &generator)
  layers.append(isBidirectional ? Bidirectional(fromStart: layer, fromEnd: layer) : layer)
  width = isBidirectional ? 2 * hidden : hidden
}
self.init(layers, dropout: dropout)

// MISTAKE 4.6 StackedRecurrent.init: the rate of dropout is not passed on
var (layers, width): ([any Layer], Int) = ([], inputs)
for _ in 0..<count {
  let first = cell.layer(inputs: width, hidden: hidden, using: &generator)
  if isBidirectional {
    let second = cell.layer(inputs: width, hidden: hidden, using: &generator)
    layers.append(Bidirectional(fromStart: first, fromEnd: second))
  } else {
    layers.append(first)
  }
  width = isBidirectional ? 2 * hidden : hidden
}
self.init(layers)

// MISTAKE 4.6 StackedRecurrent.init: one layer, always
let layer = cell.layer(inputs: inputs, hidden: hidden, using: &generator)
self.init([layer], dropout: dropout)
