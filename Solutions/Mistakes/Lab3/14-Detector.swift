// Named wrong solutions of exercise 3.14.

// MISTAKE 3.14 AnchorTargets.init: an object whose best anchor is poor has none
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: classes, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = AnchorTargets.ignored
  if overlaps[best][place] >= positive { owners[place] = best }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = owners[place] else { continue }
  labels[place] = objects[owner].label
  offsets[row: place] = Tensor(encoded(objects[owner].box, relativeTo: anchors[place]))
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 AnchorTargets.init: a later object takes an earlier one's anchor
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: classes, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = AnchorTargets.ignored
  if overlaps[best][place] >= positive { owners[place] = best }
}
var claims: [Int: Int] = [:]  // anchor: object
for (object, row) in overlaps.enumerated() {
  let free = anchors.indices.filter { row[$0] > 0 }
  if let best = free.max(by: { row[$0] < row[$1] }) { claims[best] = object }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = claims[place] ?? owners[place] else { continue }
  labels[place] = objects[owner].label
  offsets[row: place] = Tensor(encoded(objects[owner].box, relativeTo: anchors[place]))
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 AnchorTargets.init: an anchor of another object cannot be claimed
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: classes, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = AnchorTargets.ignored
  if overlaps[best][place] >= positive { owners[place] = best }
}
var claims: [Int: Int] = [:]  // anchor: object
for (object, row) in overlaps.enumerated() {
  let free = anchors.indices.filter { row[$0] > 0 && claims[$0] == nil }
  if let best = free.max(by: { row[$0] < row[$1] }) { claims[best] = object }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = owners[place] ?? claims[place] else { continue }
  labels[place] = objects[owner].label
  offsets[row: place] = Tensor(encoded(objects[owner].box, relativeTo: anchors[place]))
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 AnchorTargets.init: an object far from all anchors claims one
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: classes, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = AnchorTargets.ignored
  if overlaps[best][place] >= positive { owners[place] = best }
}
var claims: [Int: Int] = [:]  // anchor: object
for (object, row) in overlaps.enumerated() {
  let free = anchors.indices.filter { claims[$0] == nil }
  if let best = free.max(by: { row[$0] < row[$1] }) { claims[best] = object }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = claims[place] ?? owners[place] else { continue }
  labels[place] = objects[owner].label
  offsets[row: place] = Tensor(encoded(objects[owner].box, relativeTo: anchors[place]))
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 AnchorTargets.init: in between is background too: nothing is ignored
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: classes, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = classes
  if overlaps[best][place] >= positive { owners[place] = best }
}
var claims: [Int: Int] = [:]  // anchor: object
for (object, row) in overlaps.enumerated() {
  let free = anchors.indices.filter { row[$0] > 0 && claims[$0] == nil }
  if let best = free.max(by: { row[$0] < row[$1] }) { claims[best] = object }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = claims[place] ?? owners[place] else { continue }
  labels[place] = objects[owner].label
  offsets[row: place] = Tensor(encoded(objects[owner].box, relativeTo: anchors[place]))
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 AnchorTargets.init: an IoU equal to the limit does not answer
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: classes, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = AnchorTargets.ignored
  if overlaps[best][place] > positive { owners[place] = best }
}
var claims: [Int: Int] = [:]  // anchor: object
for (object, row) in overlaps.enumerated() {
  let free = anchors.indices.filter { row[$0] > 0 && claims[$0] == nil }
  if let best = free.max(by: { row[$0] < row[$1] }) { claims[best] = object }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = claims[place] ?? owners[place] else { continue }
  labels[place] = objects[owner].label
  offsets[row: place] = Tensor(encoded(objects[owner].box, relativeTo: anchors[place]))
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 AnchorTargets.init: background is class 0, as in SSD's own code
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: 0, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = AnchorTargets.ignored
  if overlaps[best][place] >= positive { owners[place] = best }
}
var claims: [Int: Int] = [:]  // anchor: object
for (object, row) in overlaps.enumerated() {
  let free = anchors.indices.filter { row[$0] > 0 && claims[$0] == nil }
  if let best = free.max(by: { row[$0] < row[$1] }) { claims[best] = object }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = claims[place] ?? owners[place] else { continue }
  labels[place] = objects[owner].label + 1
  offsets[row: place] = Tensor(encoded(objects[owner].box, relativeTo: anchors[place]))
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 AnchorTargets.init: the offsets lead from the object to the anchor
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: classes, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = AnchorTargets.ignored
  if overlaps[best][place] >= positive { owners[place] = best }
}
var claims: [Int: Int] = [:]  // anchor: object
for (object, row) in overlaps.enumerated() {
  let free = anchors.indices.filter { row[$0] > 0 && claims[$0] == nil }
  if let best = free.max(by: { row[$0] < row[$1] }) { claims[best] = object }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = claims[place] ?? owners[place] else { continue }
  labels[place] = objects[owner].label
  offsets[row: place] = Tensor(encoded(anchors[place], relativeTo: objects[owner].box))
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 AnchorTargets.init: the object's own edges instead of offsets
let overlaps = objects.map { object in
  anchors.map { intersectionOverUnion(object.box, $0) }  // [objects][M]
}
var owners = [Int?](repeating: nil, count: anchors.count)
var labels = [Int](repeating: classes, count: anchors.count)
for place in anchors.indices {
  let best = objects.indices.max { overlaps[$0][place] < overlaps[$1][place] }
  guard let best, overlaps[best][place] >= negative else { continue }
  labels[place] = AnchorTargets.ignored
  if overlaps[best][place] >= positive { owners[place] = best }
}
var claims: [Int: Int] = [:]  // anchor: object
for (object, row) in overlaps.enumerated() {
  let free = anchors.indices.filter { row[$0] > 0 && claims[$0] == nil }
  if let best = free.max(by: { row[$0] < row[$1] }) { claims[best] = object }
}
var offsets = Tensor(zeros: [anchors.count, 4])
for place in anchors.indices {
  guard let owner = claims[place] ?? owners[place] else { continue }
  labels[place] = objects[owner].label
  offsets[row: place] = Tensor([
    objects[owner].box.x1, objects[owner].box.y1, objects[owner].box.x2, objects[owner].box.y2,
  ])
}
self.init(labels: labels, offsets: offsets)

// MISTAKE 3.14 predictionRows: reshaped without changing the axes
let (n, channels, h, w) = map.shape.nchw
return map.reshaped(to: [n * h * w * anchorsPerCell, channels / anchorsPerCell])

// MISTAKE 3.14 predictionRows: columns outside, rows inside
let (n, channels, h, w) = map.shape.nchw
return map.transposed(to: [0, 3, 2, 1])
  .reshaped(to: [n * h * w * anchorsPerCell, channels / anchorsPerCell])

// MISTAKE 3.14 predictionRows: all cells of the first anchor, then of the next
let (n, channels, h, w) = map.shape.nchw
let numbers = channels / anchorsPerCell
return map.reshaped(to: [n * anchorsPerCell, numbers, h * w]).transposed(to: [0, 2, 1])
  .reshaped(to: [n * h * w * anchorsPerCell, numbers])

// MISTAKE 3.14 predictionRows: channels in the order number, anchor
let (n, channels, h, w) = map.shape.nchw
let numbers = channels / anchorsPerCell
return map.transposed(to: [0, 2, 3, 1]).reshaped(to: [n * h * w, numbers, anchorsPerCell])
  .transposed(to: [0, 2, 1]).reshaped(to: [n * h * w * anchorsPerCell, numbers])

// MISTAKE 3.14 predictionMap: reshaped without changing the axes
return rows.reshaped(to: shape)

// MISTAKE 3.14 predictionMap: the same change of axes again, not its inverse
let (n, channels, h, w) = shape.nchw
return rows.reshaped(to: [n, h, w, channels]).transposed(to: [0, 2, 3, 1])
  .reshaped(to: shape)

// MISTAKE 3.14 predictionMap: height and width are swapped
let (n, channels, h, w) = shape.nchw
return rows.reshaped(to: [n, w, h, channels]).transposed(to: [0, 3, 2, 1])

// MISTAKE 3.14 detectionLoss: divided by all rows instead of those with an object
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / Float(max(labels.count, 1))
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: divided by 0 where nothing is there
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / mask.sum()  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: boxes of background rows cost too
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = rows.slice(0..<4, along: 1) - targets.offsets  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: ignored rows are background
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $1 == 0 ? backgroundWeight : 1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { $0 < 0 ? background : $0 }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: background counts as much as objects
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? 1 : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: background is not asked for at all
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: the gradient is not divided by P
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: plain L1: the slope jumps at 0
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = distance
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference * 1e6).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: squared error, without a limit to the pull
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = square(difference) / (2 * beta)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  difference / beta, weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: β = 1
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1))
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: β is forgotten in the gradient
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  difference.clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: the gradient of the logits has no weights
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), exp(logProbabilities) - truth,
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: the gradient of the logits is turned round
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let difference = mask * (rows.slice(0..<4, along: 1) - targets.offsets)  // [R, 4]
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(4..<rows.shape[1], along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (truth - exp(logProbabilities)),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detectionLoss: offsets are read from the end of the row
let (labels, background, beta) = (targets.labels, rows.shape[1] - 5, Float(1) / 9)
let isObject = labels.map { 0..<background ~= $0 ? Float(1) : 0 }
let mask = Tensor(isObject, shape: [labels.count, 1])
let weights = zip(labels, isObject).map { $0 == background ? backgroundWeight : $1 }
let weight = Tensor(weights, shape: [labels.count, 1])
let share = 1 / max(mask.sum(), 1)  // 1/P
let offsets = rows.slice(rows.shape[1] - 4..<rows.shape[1], along: 1)  // [R, 4]
let difference = mask * (offsets - targets.offsets)
let distance = abs(difference)
let boxLoss = select(distance .< beta, square(difference) / (2 * beta), distance - beta / 2)
let logProbabilities = logSoftmax(rows.slice(0..<rows.shape[1] - 4, along: 1))  // [R, C + 1]
let truth = Tensor(oneHot: labels.map { max($0, 0) }, classes: background + 1)
let classLoss = -(weight * truth * logProbabilities).sum()
let gradients = [
  (difference / beta).clipped(to: -1...1), weight * (exp(logProbabilities) - truth),
]
return LossResult(
  loss: share * (classLoss + boxLoss.sum()),
  gradient: share * Tensor(concatenating: gradients, along: 1))

// MISTAKE 3.14 detections: one suppression for all classes
let classes = rows.shape[1] - 5
let probabilities = softmax(rows.slice(4..<rows.shape[1], along: 1))
  .slice(0..<classes, along: 1)  // [M, C]
let (labels, scores) = (probabilities.argmax(along: 1), probabilities.max(along: 1))
let places = anchors.indices.filter { scores[$0] >= minimumScore }
let found = places.map { place in
  let box = decoded((0..<4).map { rows[place, $0] }, relativeTo: anchors[place])
  return SceneObject(label: labels[place], box: box, score: scores[place])
}
return nonMaximumSuppression(found.map(\.box), scores: found.map(\.score), threshold: overlap)
  .map { found[$0] }

// MISTAKE 3.14 detections: no suppression at all
let classes = rows.shape[1] - 5
let probabilities = softmax(rows.slice(4..<rows.shape[1], along: 1))
  .slice(0..<classes, along: 1)  // [M, C]
let (labels, scores) = (probabilities.argmax(along: 1), probabilities.max(along: 1))
let places = anchors.indices.filter { scores[$0] >= minimumScore }
let found = places.map { place in
  let box = decoded((0..<4).map { rows[place, $0] }, relativeTo: anchors[place])
  return SceneObject(label: labels[place], box: box, score: scores[place])
}
return found.sorted { $0.score > $1.score }

// MISTAKE 3.14 detections: class after class, not by falling score
let classes = rows.shape[1] - 5
let probabilities = softmax(rows.slice(4..<rows.shape[1], along: 1))
  .slice(0..<classes, along: 1)  // [M, C]
let (labels, scores) = (probabilities.argmax(along: 1), probabilities.max(along: 1))
let places = anchors.indices.filter { scores[$0] >= minimumScore }
let found = places.map { place in
  let box = decoded((0..<4).map { rows[place, $0] }, relativeTo: anchors[place])
  return SceneObject(label: labels[place], box: box, score: scores[place])
}
return (0..<classes).flatMap { label in
  let same = found.filter { $0.label == label }
  return nonMaximumSuppression(same.map(\.box), scores: same.map(\.score), threshold: overlap)
    .map { same[$0] }
}

// MISTAKE 3.14 detections: "nothing" is found as a class
let classes = rows.shape[1] - 5
let probabilities = softmax(rows.slice(4..<rows.shape[1], along: 1))
let (labels, scores) = (probabilities.argmax(along: 1), probabilities.max(along: 1))
let places = anchors.indices.filter { scores[$0] >= minimumScore }
let found = places.map { place in
  let box = decoded((0..<4).map { rows[place, $0] }, relativeTo: anchors[place])
  return SceneObject(label: labels[place], box: box, score: scores[place])
}
return (0...classes).flatMap { label in
  let same = found.filter { $0.label == label }
  return nonMaximumSuppression(same.map(\.box), scores: same.map(\.score), threshold: overlap)
    .map { same[$0] }
}.sorted { $0.score > $1.score }

// MISTAKE 3.14 detections: anchors where "nothing" is surest say nothing
let classes = rows.shape[1] - 5
let probabilities = softmax(rows.slice(4..<rows.shape[1], along: 1))
  .slice(0..<classes, along: 1)  // [M, C]
let (labels, scores) = (probabilities.argmax(along: 1), probabilities.max(along: 1))
let nothing = softmax(rows.slice(4..<rows.shape[1], along: 1)).argmax(along: 1)
let places = anchors.indices.filter { scores[$0] >= minimumScore && nothing[$0] < classes }
let found = places.map { place in
  let box = decoded((0..<4).map { rows[place, $0] }, relativeTo: anchors[place])
  return SceneObject(label: labels[place], box: box, score: scores[place])
}
return (0..<classes).flatMap { label in
  let same = found.filter { $0.label == label }
  return nonMaximumSuppression(same.map(\.box), scores: same.map(\.score), threshold: overlap)
    .map { same[$0] }
}.sorted { $0.score > $1.score }

// MISTAKE 3.14 detections: softmax over the classes without "nothing"
let classes = rows.shape[1] - 5
let probabilities = softmax(rows.slice(4..<4 + classes, along: 1))
let (labels, scores) = (probabilities.argmax(along: 1), probabilities.max(along: 1))
let places = anchors.indices.filter { scores[$0] >= minimumScore }
let found = places.map { place in
  let box = decoded((0..<4).map { rows[place, $0] }, relativeTo: anchors[place])
  return SceneObject(label: labels[place], box: box, score: scores[place])
}
return (0..<classes).flatMap { label in
  let same = found.filter { $0.label == label }
  return nonMaximumSuppression(same.map(\.box), scores: same.map(\.score), threshold: overlap)
    .map { same[$0] }
}.sorted { $0.score > $1.score }

// MISTAKE 3.14 detections: the anchors are returned, not moved
let classes = rows.shape[1] - 5
let probabilities = softmax(rows.slice(4..<rows.shape[1], along: 1))
  .slice(0..<classes, along: 1)  // [M, C]
let (labels, scores) = (probabilities.argmax(along: 1), probabilities.max(along: 1))
let places = anchors.indices.filter { scores[$0] >= minimumScore }
let found = places.map { place in
  let box = anchors[place]
  return SceneObject(label: labels[place], box: box, score: scores[place])
}
return (0..<classes).flatMap { label in
  let same = found.filter { $0.label == label }
  return nonMaximumSuppression(same.map(\.box), scores: same.map(\.score), threshold: overlap)
    .map { same[$0] }
}.sorted { $0.score > $1.score }

// MISTAKE 3.14 detections: the score is the logit
let classes = rows.shape[1] - 5
let probabilities = softmax(rows.slice(4..<rows.shape[1], along: 1))
  .slice(0..<classes, along: 1)  // [M, C]
let labels = probabilities.argmax(along: 1)
let scores = rows.slice(4..<4 + classes, along: 1).max(along: 1)
let places = anchors.indices.filter { scores[$0] >= minimumScore }
let found = places.map { place in
  let box = decoded((0..<4).map { rows[place, $0] }, relativeTo: anchors[place])
  return SceneObject(label: labels[place], box: box, score: scores[place])
}
return (0..<classes).flatMap { label in
  let same = found.filter { $0.label == label }
  return nonMaximumSuppression(same.map(\.box), scores: same.map(\.score), threshold: overlap)
    .map { same[$0] }
}.sorted { $0.score > $1.score }

// MISTAKE 3.14 hits: an object can be hit twice
let ranked = detections.enumerated().flatMap { scene, found in
  found.filter { $0.label == label }.map { (scene: scene, box: $0.box, score: $0.score) }
}.sorted { $0.score > $1.score }
var isHit = objects.map { [Bool](repeating: false, count: $0.count) }
return ranked.map { scene, box, _ in
  let overlaps = objects[scene].map { $0.label == label ? intersectionOverUnion($0.box, box) : 0 }
  let best = overlaps.indices.max { overlaps[$0] < overlaps[$1] }
  guard let best, overlaps[best] >= overlap else { return false }
  isHit[scene][best] = true
  return true
}

// MISTAKE 3.14 hits: in the order of the scenes, not of the scores
let ranked = detections.enumerated().flatMap { scene, found in
  found.filter { $0.label == label }.map { (scene: scene, box: $0.box, score: $0.score) }
}
var isHit = objects.map { [Bool](repeating: false, count: $0.count) }
return ranked.map { scene, box, _ in
  let overlaps = objects[scene].map { $0.label == label ? intersectionOverUnion($0.box, box) : 0 }
  let best = overlaps.indices.max { overlaps[$0] < overlaps[$1] }
  guard let best, overlaps[best] >= overlap, !isHit[scene][best] else { return false }
  isHit[scene][best] = true
  return true
}

// MISTAKE 3.14 hits: the class of the object does not count
let ranked = detections.enumerated().flatMap { scene, found in
  found.filter { $0.label == label }.map { (scene: scene, box: $0.box, score: $0.score) }
}.sorted { $0.score > $1.score }
var isHit = objects.map { [Bool](repeating: false, count: $0.count) }
return ranked.map { scene, box, _ in
  let overlaps = objects[scene].map { intersectionOverUnion($0.box, box) }
  let best = overlaps.indices.max { overlaps[$0] < overlaps[$1] }
  guard let best, overlaps[best] >= overlap, !isHit[scene][best] else { return false }
  isHit[scene][best] = true
  return true
}

// MISTAKE 3.14 hits: the first object that overlaps enough, not the nearest
let ranked = detections.enumerated().flatMap { scene, found in
  found.filter { $0.label == label }.map { (scene: scene, box: $0.box, score: $0.score) }
}.sorted { $0.score > $1.score }
var isHit = objects.map { [Bool](repeating: false, count: $0.count) }
return ranked.map { scene, box, _ in
  let overlaps = objects[scene].map { $0.label == label ? intersectionOverUnion($0.box, box) : 0 }
  let best = overlaps.firstIndex { $0 >= overlap }
  guard let best, overlaps[best] >= overlap, !isHit[scene][best] else { return false }
  isHit[scene][best] = true
  return true
}

// MISTAKE 3.14 hits: a second box turns to the next best object
let ranked = detections.enumerated().flatMap { scene, found in
  found.filter { $0.label == label }.map { (scene: scene, box: $0.box, score: $0.score) }
}.sorted { $0.score > $1.score }
var isHit = objects.map { [Bool](repeating: false, count: $0.count) }
return ranked.map { scene, box, _ in
  let overlaps = objects[scene].map { $0.label == label ? intersectionOverUnion($0.box, box) : 0 }
  let free = overlaps.indices.filter { !isHit[scene][$0] }
  let best = free.max { overlaps[$0] < overlaps[$1] }
  guard let best, overlaps[best] >= overlap, !isHit[scene][best] else { return false }
  isHit[scene][best] = true
  return true
}

// MISTAKE 3.14 hits: an IoU equal to the limit is no hit
let ranked = detections.enumerated().flatMap { scene, found in
  found.filter { $0.label == label }.map { (scene: scene, box: $0.box, score: $0.score) }
}.sorted { $0.score > $1.score }
var isHit = objects.map { [Bool](repeating: false, count: $0.count) }
return ranked.map { scene, box, _ in
  let overlaps = objects[scene].map { $0.label == label ? intersectionOverUnion($0.box, box) : 0 }
  let best = overlaps.indices.max { overlaps[$0] < overlaps[$1] }
  guard let best, overlaps[best] > overlap, !isHit[scene][best] else { return false }
  isHit[scene][best] = true
  return true
}

// MISTAKE 3.14 hits: the lowest scores first
let ranked = detections.enumerated().flatMap { scene, found in
  found.filter { $0.label == label }.map { (scene: scene, box: $0.box, score: $0.score) }
}.sorted { $0.score < $1.score }
var isHit = objects.map { [Bool](repeating: false, count: $0.count) }
return ranked.map { scene, box, _ in
  let overlaps = objects[scene].map { $0.label == label ? intersectionOverUnion($0.box, box) : 0 }
  let best = overlaps.indices.max { overlaps[$0] < overlaps[$1] }
  guard let best, overlaps[best] >= overlap, !isHit[scene][best] else { return false }
  isHit[scene][best] = true
  return true
}

// MISTAKE 3.14 averagePrecision: the dents stay: the precision at each hit
var (found, precisions) = (0, [Float]())
for (rank, isHit) in hits.enumerated() {
  found += isHit ? 1 : 0
  precisions.append(Float(found) / Float(rank + 1))
}
var (best, sum) = (Float(0), Float(0))
for (isHit, precision) in zip(hits, precisions).reversed() {
  best = precision
  if isHit { sum += best }
}
return sum / Float(objects)

// MISTAKE 3.14 averagePrecision: divided by the hits: what is never found costs nothing
var (found, precisions) = (0, [Float]())
for (rank, isHit) in hits.enumerated() {
  found += isHit ? 1 : 0
  precisions.append(Float(found) / Float(rank + 1))
}
var (best, sum) = (Float(0), Float(0))
for (isHit, precision) in zip(hits, precisions).reversed() {
  best = max(best, precision)
  if isHit { sum += best }
}
return found == 0 ? 0 : sum / Float(found)

// MISTAKE 3.14 averagePrecision: the precision at the end of the list
var (found, precisions) = (0, [Float]())
for (rank, isHit) in hits.enumerated() {
  found += isHit ? 1 : 0
  precisions.append(Float(found) / Float(rank + 1))
}
var (best, sum) = (Float(0), Float(0))
for (isHit, precision) in zip(hits, precisions).reversed() {
  best = max(best, precision)
  if isHit { sum += best }
}
return precisions.last ?? sum

// MISTAKE 3.14 averagePrecision: the mean precision over all detections, hits or not
var (found, precisions) = (0, [Float]())
for (rank, isHit) in hits.enumerated() {
  found += isHit ? 1 : 0
  precisions.append(Float(found) / Float(rank + 1))
}
var (best, sum) = (Float(0), Float(0))
for (isHit, precision) in zip(hits, precisions).reversed() {
  best = max(best, precision)
  sum += best
}
return hits.isEmpty ? 0 : sum / Float(hits.count)

// MISTAKE 3.14 averagePrecision: the highest precision so far, not from here on
var (found, precisions) = (0, [Float]())
for (rank, isHit) in hits.enumerated() {
  found += isHit ? 1 : 0
  precisions.append(Float(found) / Float(rank + 1))
}
var (best, sum) = (Float(0), Float(0))
for (isHit, precision) in zip(hits, precisions) {
  best = max(best, precision)
  if isHit { sum += best }
}
return sum / Float(objects)

// MISTAKE 3.14 meanAveragePrecision: all classes in one ranking
let joined = { (lists: [[SceneObject]]) in
  lists.map { $0.map { SceneObject(label: 0, box: $0.box, score: $0.score) } }
}
return averagePrecision(
  hits(of: 0, joined(detections), objects: joined(objects), overlap: overlap),
  objects: objects.joined().count)

// MISTAKE 3.14 meanAveragePrecision: weighted by how many objects a class has
let labels = objects.joined().map(\.label)
let precisions = Set(labels).sorted().map { label in
  averagePrecision(
    hits(of: label, detections, objects: objects, overlap: overlap),
    objects: labels.count { $0 == label })
}
let counts = Set(labels).sorted().map { label in Float(labels.count { $0 == label }) }
return zip(precisions, counts).reduce(0) { $0 + $1.0 * $1.1 } / Float(labels.count)

// MISTAKE 3.14 meanAveragePrecision: classes that are nowhere count as 0
let labels = objects.joined().map(\.label)
let precisions = Set(labels).sorted().map { label in
  averagePrecision(
    hits(of: label, detections, objects: objects, overlap: overlap),
    objects: labels.count { $0 == label })
}
return precisions.reduce(0, +) / Float(Set(labels + detections.joined().map(\.label)).count)

// MISTAKE 3.14 meanAveragePrecision: always at an IoU of 0.5
let labels = objects.joined().map(\.label)
let precisions = Set(labels).sorted().map { label in
  averagePrecision(
    hits(of: label, detections, objects: objects, overlap: 0.5),
    objects: labels.count { $0 == label })
}
return precisions.reduce(0, +) / Float(precisions.count)

// MISTAKE 3.14 meanAveragePrecision: the mean over the scenes
let precisions = zip(detections, objects).map { found, present in
  let labels = Set(present.map(\.label)).sorted()
  let parts = labels.map { label in
    averagePrecision(
      hits(of: label, [found], objects: [present], overlap: overlap),
      objects: present.count { $0.label == label })
  }
  return labels.isEmpty ? 0 : parts.reduce(0, +) / Float(labels.count)
}
return precisions.reduce(0, +) / Float(precisions.count)
