// Named wrong solutions of exercise 3.16.

// MISTAKE 3.16 saliency: of the probability instead of the logit
var context = Context(.inference)
let probabilities = softmax(network.forward(asBatch(image), &context))
let p = probabilities[0, label]
let oneHot = Tensor(oneHot: [label], classes: probabilities.shape[1])
let dx = network.backward((oneHot - probabilities) * p)
network.zeroGradients()
return abs(dx).max(along: 1)[row: 0]

// MISTAKE 3.16 saliency: of the loss instead of the logit
var context = Context(.inference)
let logits = network.forward(asBatch(image), &context)
let dx = network.backward(softmaxCrossEntropy(logits: logits, labels: [label]).gradient)
network.zeroGradients()
return abs(dx).max(along: 1)[row: 0]

// MISTAKE 3.16 saliency: signs are kept
var context = Context(.inference)
let logits = network.forward(asBatch(image), &context)
let dx = network.backward(Tensor(oneHot: [label], classes: logits.shape[1]))
network.zeroGradients()
return dx.max(along: 1)[row: 0]

// MISTAKE 3.16 saliency: the channels are averaged
var context = Context(.inference)
let logits = network.forward(asBatch(image), &context)
let dx = network.backward(Tensor(oneHot: [label], classes: logits.shape[1]))
network.zeroGradients()
return abs(dx).mean(along: 1)[row: 0]

// MISTAKE 3.16 saliency: all logits at once, whatever the label
var context = Context(.inference)
let logits = network.forward(asBatch(image), &context)
let dx = network.backward(Tensor(ones: logits.shape))
network.zeroGradients()
return abs(dx).max(along: 1)[row: 0]

// MISTAKE 3.16 saliency: the parameters keep the gradients of the explanation
var context = Context(.inference)
let logits = network.forward(asBatch(image), &context)
let dx = network.backward(Tensor(oneHot: [label], classes: logits.shape[1]))
return abs(dx).max(along: 1)[row: 0]

// MISTAKE 3.16 saliency: in training mode
var context = Context(.training)
let logits = network.forward(asBatch(image), &context)
let dx = network.backward(Tensor(oneHot: [label], classes: logits.shape[1]))
network.zeroGradients()
return abs(dx).max(along: 1)[row: 0]

// MISTAKE 3.16 enlarged: corners are compared instead of centres
let (h, w) = (map.shape[0], map.shape[1])
var result = Tensor(zeros: [height, width])
for row in 0..<height {
  for column in 0..<width {
    let y = height > 1 ? Float(row) * Float(h - 1) / Float(height - 1) : 0
    let x = width > 1 ? Float(column) * Float(w - 1) / Float(width - 1) : 0
    let (top, left) = (Int(y), Int(x))
    let (down, right) = (y - Float(top), x - Float(left))
    let (bottom, end) = (min(top + 1, h - 1), min(left + 1, w - 1))
    result[row, column] =
      (1 - down) * ((1 - right) * map[top, left] + right * map[top, end])
      + down * ((1 - right) * map[bottom, left] + right * map[bottom, end])
  }
}
return result

// MISTAKE 3.16 enlarged: the nearest number, without straight lines between
let (h, w) = (map.shape[0], map.shape[1])
var result = Tensor(zeros: [height, width])
for row in 0..<height {
  for column in 0..<width { result[row, column] = map[row * h / height, column * w / width] }
}
return result

// MISTAKE 3.16 enlarged: rows and columns are exchanged
let rows = interpolation(from: map.shape[0], to: width)
let columns = interpolation(from: map.shape[1], to: height)
return matmul(matmul(rows, map), columns, transposeB: true)

// MISTAKE 3.16 enlarged: only the rows are spread
let rows = interpolation(from: map.shape[0], to: height)
return matmul(rows, map)

// MISTAKE 3.16 gradCAM: without the ReLU
let (x, last) = (asBatch(image), network.layers.count - 1)
var (context, maps) = (Context(.inference), x)
for index in 0...layer { maps = network.layers[index].forward(maps, &context) }
var logits = maps
for index in (layer + 1)...last { logits = network.layers[index].forward(logits, &context) }
var gradient = Tensor(oneHot: [label], classes: logits.shape[1])
for index in ((layer + 1)...last).reversed() {
  gradient = network.layers[index].backward(gradient)
}
network.zeroGradients()
let alpha = gradient.mean(along: [2, 3], keepingAxis: true)
let cam = (maps * alpha).sum(along: 1)[row: 0]
let large = enlarged(cam, height: x.shape[2], width: x.shape[3])
let largest = large.max()
return largest > 0 ? large / largest : large

// MISTAKE 3.16 gradCAM: the channels are not weighed by their gradients
let (x, last) = (asBatch(image), network.layers.count - 1)
var (context, maps) = (Context(.inference), x)
for index in 0...layer { maps = network.layers[index].forward(maps, &context) }
var logits = maps
for index in (layer + 1)...last { logits = network.layers[index].forward(logits, &context) }
network.zeroGradients()
let large = enlarged(
  maximum(maps.sum(along: 1)[row: 0], 0), height: x.shape[2], width: x.shape[3])
let largest = large.max()
return largest > 0 ? large / largest : large

// MISTAKE 3.16 gradCAM: gradient times map place by place, not averaged over the places
let (x, last) = (asBatch(image), network.layers.count - 1)
var (context, maps) = (Context(.inference), x)
for index in 0...layer { maps = network.layers[index].forward(maps, &context) }
var logits = maps
for index in (layer + 1)...last { logits = network.layers[index].forward(logits, &context) }
var gradient = Tensor(oneHot: [label], classes: logits.shape[1])
for index in ((layer + 1)...last).reversed() {
  gradient = network.layers[index].backward(gradient)
}
network.zeroGradients()
let cam = maximum((maps * gradient).sum(along: 1)[row: 0], 0)
let large = enlarged(cam, height: x.shape[2], width: x.shape[3])
let largest = large.max()
return largest > 0 ? large / largest : large

// MISTAKE 3.16 gradCAM: the ReLU is taken map by map, before the sum
let (x, last) = (asBatch(image), network.layers.count - 1)
var (context, maps) = (Context(.inference), x)
for index in 0...layer { maps = network.layers[index].forward(maps, &context) }
var logits = maps
for index in (layer + 1)...last { logits = network.layers[index].forward(logits, &context) }
var gradient = Tensor(oneHot: [label], classes: logits.shape[1])
for index in ((layer + 1)...last).reversed() {
  gradient = network.layers[index].backward(gradient)
}
network.zeroGradients()
let alpha = gradient.mean(along: [2, 3], keepingAxis: true)
let cam = maximum(maps * alpha, 0).sum(along: 1)[row: 0]
let large = enlarged(cam, height: x.shape[2], width: x.shape[3])
let largest = large.max()
return largest > 0 ? large / largest : large

// MISTAKE 3.16 gradCAM: the gradient goes one layer too far back
let (x, last) = (asBatch(image), network.layers.count - 1)
var (context, maps) = (Context(.inference), x)
for index in 0...layer { maps = network.layers[index].forward(maps, &context) }
var logits = maps
for index in (layer + 1)...last { logits = network.layers[index].forward(logits, &context) }
var gradient = Tensor(oneHot: [label], classes: logits.shape[1])
for index in (layer...last).reversed() {
  gradient = network.layers[index].backward(gradient)
}
network.zeroGradients()
let alpha = gradient.mean(along: [2, 3], keepingAxis: true)
let cam = maximum((maps * alpha).sum(along: 1)[row: 0], 0)
let large = enlarged(cam, height: x.shape[2], width: x.shape[3])
let largest = large.max()
return largest > 0 ? large / largest : large

// MISTAKE 3.16 gradCAM: not divided by the largest value
let (x, last) = (asBatch(image), network.layers.count - 1)
var (context, maps) = (Context(.inference), x)
for index in 0...layer { maps = network.layers[index].forward(maps, &context) }
var logits = maps
for index in (layer + 1)...last { logits = network.layers[index].forward(logits, &context) }
var gradient = Tensor(oneHot: [label], classes: logits.shape[1])
for index in ((layer + 1)...last).reversed() {
  gradient = network.layers[index].backward(gradient)
}
network.zeroGradients()
let alpha = gradient.mean(along: [2, 3], keepingAxis: true)
let cam = maximum((maps * alpha).sum(along: 1)[row: 0], 0)
return enlarged(cam, height: x.shape[2], width: x.shape[3])

// MISTAKE 3.16 gradCAM: divided by 0 where nothing speaks for the label
let (x, last) = (asBatch(image), network.layers.count - 1)
var (context, maps) = (Context(.inference), x)
for index in 0...layer { maps = network.layers[index].forward(maps, &context) }
var logits = maps
for index in (layer + 1)...last { logits = network.layers[index].forward(logits, &context) }
var gradient = Tensor(oneHot: [label], classes: logits.shape[1])
for index in ((layer + 1)...last).reversed() {
  gradient = network.layers[index].backward(gradient)
}
network.zeroGradients()
let alpha = gradient.mean(along: [2, 3], keepingAxis: true)
let cam = maximum((maps * alpha).sum(along: 1)[row: 0], 0)
let large = enlarged(cam, height: x.shape[2], width: x.shape[3])
return large / large.max()

// MISTAKE 3.16 occlusionMap: the drop of the logit
let places = patchPlaces(height: height, width: width, size: size, stride: stride)
var context = Context(.inference)
let covered = places.map { covering(x, at: $0, size: size, with: fill) }
let logits = network.forward(Tensor(concatenating: [x] + covered), &context)
var (drops, counts) = (Tensor(zeros: [height, width]), Tensor(zeros: [height, width]))
for (index, place) in places.enumerated() {
  for row in place.row..<place.row + size {
    for column in place.column..<place.column + size {
      drops[row, column] += logits[0, label] - logits[index + 1, label]
      counts[row, column] += 1
    }
  }
}
return drops / maximum(counts, 1)

// MISTAKE 3.16 occlusionMap: a rise where there is a drop
let places = patchPlaces(height: height, width: width, size: size, stride: stride)
var context = Context(.inference)
let covered = places.map { covering(x, at: $0, size: size, with: fill) }
let probabilities = softmax(network.forward(Tensor(concatenating: [x] + covered), &context))
var (drops, counts) = (Tensor(zeros: [height, width]), Tensor(zeros: [height, width]))
for (index, place) in places.enumerated() {
  for row in place.row..<place.row + size {
    for column in place.column..<place.column + size {
      drops[row, column] += probabilities[index + 1, label] - probabilities[0, label]
      counts[row, column] += 1
    }
  }
}
return drops / maximum(counts, 1)

// MISTAKE 3.16 occlusionMap: the drops of a pixel are summed, not averaged
let places = patchPlaces(height: height, width: width, size: size, stride: stride)
var context = Context(.inference)
let covered = places.map { covering(x, at: $0, size: size, with: fill) }
let probabilities = softmax(network.forward(Tensor(concatenating: [x] + covered), &context))
var drops = Tensor(zeros: [height, width])
for (index, place) in places.enumerated() {
  for row in place.row..<place.row + size {
    for column in place.column..<place.column + size {
      drops[row, column] += probabilities[0, label] - probabilities[index + 1, label]
    }
  }
}
return drops

// MISTAKE 3.16 occlusionMap: only the corner of a patch gets its drop
let places = patchPlaces(height: height, width: width, size: size, stride: stride)
var context = Context(.inference)
let covered = places.map { covering(x, at: $0, size: size, with: fill) }
let probabilities = softmax(network.forward(Tensor(concatenating: [x] + covered), &context))
var drops = Tensor(zeros: [height, width])
for (index, place) in places.enumerated() {
  drops[place.row, place.column] = probabilities[0, label] - probabilities[index + 1, label]
}
return drops

// MISTAKE 3.16 occlusionMap: the probability that is left, not the drop
let places = patchPlaces(height: height, width: width, size: size, stride: stride)
var context = Context(.inference)
let covered = places.map { covering(x, at: $0, size: size, with: fill) }
let probabilities = softmax(network.forward(Tensor(concatenating: [x] + covered), &context))
var (left, counts) = (Tensor(zeros: [height, width]), Tensor(zeros: [height, width]))
for (index, place) in places.enumerated() {
  for row in place.row..<place.row + size {
    for column in place.column..<place.column + size {
      left[row, column] += probabilities[index + 1, label]
      counts[row, column] += 1
    }
  }
}
return left / maximum(counts, 1)

// MISTAKE 3.16 occlusionMap: always covered with 0
let places = patchPlaces(height: height, width: width, size: size, stride: stride)
var context = Context(.inference)
let covered = places.map { covering(x, at: $0, size: size, with: 0) }
let probabilities = softmax(network.forward(Tensor(concatenating: [x] + covered), &context))
var (drops, counts) = (Tensor(zeros: [height, width]), Tensor(zeros: [height, width]))
for (index, place) in places.enumerated() {
  for row in place.row..<place.row + size {
    for column in place.column..<place.column + size {
      drops[row, column] += probabilities[0, label] - probabilities[index + 1, label]
      counts[row, column] += 1
    }
  }
}
return drops / maximum(counts, 1)

// MISTAKE 3.16 occlusionMap: pixels without a patch are 0 divided by 0
let places = patchPlaces(height: height, width: width, size: size, stride: stride)
var context = Context(.inference)
let covered = places.map { covering(x, at: $0, size: size, with: fill) }
let probabilities = softmax(network.forward(Tensor(concatenating: [x] + covered), &context))
var (drops, counts) = (Tensor(zeros: [height, width]), Tensor(zeros: [height, width]))
for (index, place) in places.enumerated() {
  for row in place.row..<place.row + size {
    for column in place.column..<place.column + size {
      drops[row, column] += probabilities[0, label] - probabilities[index + 1, label]
      counts[row, column] += 1
    }
  }
}
return drops / counts

// MISTAKE 3.16 occlusionMap: in training mode
let places = patchPlaces(height: height, width: width, size: size, stride: stride)
var context = Context(.training)
let covered = places.map { covering(x, at: $0, size: size, with: fill) }
let probabilities = softmax(network.forward(Tensor(concatenating: [x] + covered), &context))
var (drops, counts) = (Tensor(zeros: [height, width]), Tensor(zeros: [height, width]))
for (index, place) in places.enumerated() {
  for row in place.row..<place.row + size {
    for column in place.column..<place.column + size {
      drops[row, column] += probabilities[0, label] - probabilities[index + 1, label]
      counts[row, column] += 1
    }
  }
}
return drops / maximum(counts, 1)

// MISTAKE 3.16 mass: the mean inside instead of the share
let inside = map.slice(rows, along: 0).slice(columns, along: 1)
return inside.count > 0 ? inside.mean() : 0

// MISTAKE 3.16 mass: the share of the area
return Float(rows.count * columns.count) / Float(map.count)

// MISTAKE 3.16 mass: the share outside
let total = map.sum()
let inside = map.slice(rows, along: 0).slice(columns, along: 1).sum()
return total > 0 ? 1 - inside / total : 0

// MISTAKE 3.16 mass: rows and columns are exchanged
let total = map.sum()
let first = columns.clamped(to: 0..<map.shape[0])
let inside = map.slice(first, along: 0).slice(rows.clamped(to: 0..<map.shape[1]), along: 1).sum()
return total > 0 ? inside / total : 0

// MISTAKE 3.16 mass: nothing is divided by nothing
return map.slice(rows, along: 0).slice(columns, along: 1).sum() / map.sum()
