// Named wrong solutions of exercise 2.13.

// MISTAKE 2.13 stratifiedSplit: classes are ignored: the whole set is split 80/10/10
let order = generator.permutation(labels.count)
let tenth = (labels.count + 5) / 10
return Split(
  training: Array(order.dropFirst(2 * tenth)), validation: Array(order[tenth..<2 * tenth]),
  test: Array(order.prefix(tenth)))

// MISTAKE 2.13 stratifiedSplit: negative labels are taken
let order = generator.permutation(labels.count)
var split = Split()
for label in Set(labels).sorted() {
  let members = order.filter { labels[$0] == label }
  let tenth = (members.count + 5) / 10
  split.test += members.prefix(tenth)
  split.validation += members[tenth..<2 * tenth]
  split.training += members.dropFirst(2 * tenth)
}
return split

// MISTAKE 2.13 stratifiedSplit: not shuffled: the first examples of each class are for testing
var places = classSizes(labels, classes: (labels.max() ?? -1) + 1)
let tenths = places.map { ($0 + 5) / 10 }
var split = Split()
for place in labels.indices {
  places[labels[place]] -= 1
  let left = places[labels[place]]
  if left >= 2 * tenths[labels[place]] {
    split.training.append(place)
  } else if left >= tenths[labels[place]] {
    split.validation.append(place)
  } else {
    split.test.append(place)
  }
}
return split

// MISTAKE 2.13 stratifiedSplit: n/10 is cut off instead of rounded
var places = classSizes(labels, classes: (labels.max() ?? -1) + 1)
let tenths = places.map { $0 / 10 }
var split = Split()
for place in generator.permutation(labels.count) {
  places[labels[place]] -= 1
  let left = places[labels[place]]
  if left >= 2 * tenths[labels[place]] {
    split.training.append(place)
  } else if left >= tenths[labels[place]] {
    split.validation.append(place)
  } else {
    split.test.append(place)
  }
}
return split

// MISTAKE 2.13 stratifiedSplit: every class gives at least one example to each part
var places = classSizes(labels, classes: (labels.max() ?? -1) + 1)
let tenths = places.map { max(1, ($0 + 5) / 10) }
var split = Split()
for place in generator.permutation(labels.count) {
  places[labels[place]] -= 1
  let left = places[labels[place]]
  if left >= 2 * tenths[labels[place]] {
    split.training.append(place)
  } else if left >= tenths[labels[place]] {
    split.validation.append(place)
  } else {
    split.test.append(place)
  }
}
return split

// MISTAKE 2.13 stratifiedSplit: the validation part is drawn from all examples, those of the test too
var split = Split()
for label in Set(labels).sorted() {
  let members = generator.permutation(labels.count).filter { labels[$0] == label }
  let tenth = (members.count + 5) / 10
  split.test += members.prefix(tenth)
  split.validation += members.suffix(tenth)
  split.training += members.prefix(members.count - tenth)
}
return split

// MISTAKE 2.13 stratifiedSplit: the parts are left in the order of the classes
var split = Split()
let order = generator.permutation(labels.count)
for label in Set(labels).sorted() {
  let members = order.filter { labels[$0] == label }.sorted()
  let tenth = (members.count + 5) / 10
  split.test += members.prefix(tenth)
  split.validation += members.dropFirst(tenth).prefix(tenth)
  split.training += members.dropFirst(2 * tenth)
}
return split

// MISTAKE 2.13 rowHash: the elements are added up, so their order does not count
return row.reduce(14_695_981_039_346_656_037) { hash, element in
  hash &+ UInt64((element + 0).bitPattern) &* 1_099_511_628_211
}

// MISTAKE 2.13 rowHash: multiplied first, then XOR (FNV-1)
return row.reduce(14_695_981_039_346_656_037) { hash, element in
  (hash &* 1_099_511_628_211) ^ UInt64((element + 0).bitPattern)
}

// MISTAKE 2.13 rowHash: −0 keeps its sign
return row.reduce(14_695_981_039_346_656_037) { hash, element in
  (hash ^ UInt64(element.bitPattern)) &* 1_099_511_628_211
}

// MISTAKE 2.13 rowHash: begins at 0
return row.reduce(0) { hash, element in
  (hash ^ UInt64((element + 0).bitPattern)) &* 1_099_511_628_211
}

// MISTAKE 2.13 leaks: equal hashes are taken for equal rows
let places = Dictionary(grouping: 0..<training.shape[0]) { hash(training[row: $0].scalars) }
return (0..<heldOut.shape[0]).compactMap { place in
  places[hash(heldOut[row: place].scalars)].map { Leak(training: $0[0], heldOut: place) }
}

// MISTAKE 2.13 leaks: every pair is named, not the first twin
let known = (0..<training.shape[0]).map { training[row: $0].scalars }
let places = Dictionary(grouping: known.indices) { hash(known[$0]) }
return (0..<heldOut.shape[0]).flatMap { place in
  let row = heldOut[row: place].scalars
  return places[hash(row), default: []].filter { known[$0] == row }
    .map { Leak(training: $0, heldOut: place) }
}

// MISTAKE 2.13 leaks: each held-out row is compared with every training row
let known = (0..<training.shape[0]).map { training[row: $0].scalars }
return (0..<heldOut.shape[0]).compactMap { place in
  let row = heldOut[row: place].scalars
  return known.firstIndex(of: row).map { Leak(training: $0, heldOut: place) }
}

// MISTAKE 2.13 leaks: names the last twin
let known = (0..<training.shape[0]).map { training[row: $0].scalars }
let places = Dictionary(grouping: known.indices) { hash(known[$0]) }
return (0..<heldOut.shape[0]).compactMap { place in
  let row = heldOut[row: place].scalars
  let last = places[hash(row), default: []].last { known[$0] == row }
  return last.map { Leak(training: $0, heldOut: place) }
}

// MISTAKE 2.13 leaks: training and held-out rows change places in the result
let known = (0..<training.shape[0]).map { training[row: $0].scalars }
let places = Dictionary(grouping: known.indices) { hash(known[$0]) }
return (0..<heldOut.shape[0]).compactMap { place in
  let row = heldOut[row: place].scalars
  let first = places[hash(row), default: []].first { known[$0] == row }
  return first.map { Leak(training: place, heldOut: $0) }
}

// MISTAKE 2.13 folds: cut into blocks instead of dealt
require(k >= 2 && k <= order.count, "folds: \(k) folds of \(order.count) examples")
let size = (order.count + k - 1) / k
return (0..<k).map { round in
  let held = order.indices.filter { $0 / size == round }
  return Fold(
    training: order.indices.filter { $0 / size != round }.map { order[$0] },
    validation: held.map { order[$0] })
}

// MISTAKE 2.13 folds: trains on all examples, the held-out ones too
require(k >= 2 && k <= order.count, "folds: \(k) folds of \(order.count) examples")
return (0..<k).map { round in
  Fold(
    training: order,
    validation: order.indices.filter { $0 % k == round }.map { order[$0] })
}

// MISTAKE 2.13 folds: the remainder is left out, so that all folds are equally large
require(k >= 2 && k <= order.count, "folds: \(k) folds of \(order.count) examples")
let used = order.count / k * k
return (0..<k).map { round in
  Fold(
    training: order.indices.filter { $0 % k != round && $0 < used }.map { order[$0] },
    validation: order.indices.filter { $0 % k == round && $0 < used }.map { order[$0] })
}

// MISTAKE 2.13 folds: places in the order are handed out instead of its entries
require(k >= 2 && k <= order.count, "folds: \(k) folds of \(order.count) examples")
return (0..<k).map { round in
  Fold(
    training: order.indices.filter { $0 % k != round },
    validation: order.indices.filter { $0 % k == round })
}

// MISTAKE 2.13 folds: training and validation change places
require(k >= 2 && k <= order.count, "folds: \(k) folds of \(order.count) examples")
return (0..<k).map { round in
  Fold(
    training: order.indices.filter { $0 % k == round }.map { order[$0] },
    validation: order.indices.filter { $0 % k != round }.map { order[$0] })
}

// MISTAKE 2.13 folds: any k is accepted
return (0..<k).map { round in
  Fold(
    training: order.indices.filter { $0 % k != round }.map { order[$0] },
    validation: order.indices.filter { $0 % k == round }.map { order[$0] })
}

// MISTAKE 2.13 orderByClass: a plain permutation, not by class
return generator.permutation(labels.count)

// MISTAKE 2.13 orderByClass: not shuffled within the classes
return labels.indices.sorted { (labels[$0], $0) < (labels[$1], $1) }

// MISTAKE 2.13 orderByClass: permutes the places within each class, but hands out the positions
return Set(labels).sorted().flatMap { label in
  generator.permutation(labels.count { $0 == label })
}

// MISTAKE 2.13 standardized: fitted to all rows: the mean leaks
require(!table.hasNonFinite, "standardized: NaN")
let standardizer = Standardizer.fitted(to: table)
return StandardizedParts(
  training: standardizer.transformed(table.rows(at: split.training)),
  validation: standardizer.transformed(table.rows(at: split.validation)),
  test: standardizer.transformed(table.rows(at: split.test)), standardizer: standardizer)

// MISTAKE 2.13 standardized: each part by its own mean and deviation
let bad = table.scalars.firstIndex { !$0.isFinite } ?? -1
require(bad < 0, "standardized: row \(bad / table.shape[1]), column \(bad % table.shape[1])")
let parts = [split.training, split.validation, split.test].map { places in
  let rows = table.rows(at: places)
  return places.isEmpty ? rows : Standardizer.fitted(to: rows).transformed(rows)
}
return StandardizedParts(
  training: parts[0], validation: parts[1], test: parts[2],
  standardizer: Standardizer.fitted(to: table.rows(at: split.training)))

// MISTAKE 2.13 standardized: an empty training part leaves the table as it is
let bad = table.scalars.firstIndex { !$0.isFinite } ?? -1
require(bad < 0, "standardized: row \(bad / table.shape[1]), column \(bad % table.shape[1])")
let standardizer =
  split.training.isEmpty
  ? Standardizer(mean: [0], deviation: [1])
  : Standardizer.fitted(to: table.rows(at: split.training))
return StandardizedParts(
  training: standardizer.transformed(table.rows(at: split.training)),
  validation: standardizer.transformed(table.rows(at: split.validation)),
  test: standardizer.transformed(table.rows(at: split.test)), standardizer: standardizer)

// MISTAKE 2.13 standardized: NaN is let through
let standardizer = Standardizer.fitted(to: table.rows(at: split.training))
return StandardizedParts(
  training: standardizer.transformed(table.rows(at: split.training)),
  validation: standardizer.transformed(table.rows(at: split.validation)),
  test: standardizer.transformed(table.rows(at: split.test)), standardizer: standardizer)

// MISTAKE 2.13 standardized: NaN is refused without its place
require(!table.hasNonFinite, "standardized: the table has NaN in it")
let standardizer = Standardizer.fitted(to: table.rows(at: split.training))
return StandardizedParts(
  training: standardizer.transformed(table.rows(at: split.training)),
  validation: standardizer.transformed(table.rows(at: split.validation)),
  test: standardizer.transformed(table.rows(at: split.test)), standardizer: standardizer)

// MISTAKE 2.13 standardized: only the training rows are looked at for NaN
let bad = table.rows(at: split.training).scalars.firstIndex { !$0.isFinite } ?? -1
require(bad < 0, "standardized: row \(bad / table.shape[1]), column \(bad % table.shape[1])")
let standardizer = Standardizer.fitted(to: table.rows(at: split.training))
return StandardizedParts(
  training: standardizer.transformed(table.rows(at: split.training)),
  validation: standardizer.transformed(table.rows(at: split.validation)),
  test: standardizer.transformed(table.rows(at: split.test)), standardizer: standardizer)

// MISTAKE 2.13 standardized: the validation and test parts stay in their own units
let bad = table.scalars.firstIndex { !$0.isFinite } ?? -1
require(bad < 0, "standardized: row \(bad / table.shape[1]), column \(bad % table.shape[1])")
let standardizer = Standardizer.fitted(to: table.rows(at: split.training))
return StandardizedParts(
  training: standardizer.transformed(table.rows(at: split.training)),
  validation: table.rows(at: split.validation), test: table.rows(at: split.test),
  standardizer: standardizer)

// MISTAKE 2.13 classWeights: the classes are not divided by: N/N_c
return Tensor(
  classSizes(labels, classes: classes).map { $0 == 0 ? 0 : Float(labels.count) / Float($0) })

// MISTAKE 2.13 classWeights: the share of each class, so that frequent ones count more
return Tensor(
  classSizes(labels, classes: classes).map { Float($0 * classes) / Float(labels.count) })

// MISTAKE 2.13 classWeights: a class without examples weighs ∞
let share = Float(labels.count) / Float(classes)
return Tensor(classSizes(labels, classes: classes).map { share / Float($0) })

// MISTAKE 2.13 classWeights: labels beyond the classes are left out
let share = Float(labels.count) / Float(classes)
return Tensor(
  (0..<classes).map { label in
    let size = labels.count { $0 == label }
    return size == 0 ? 0 : share / Float(size)
  })

// MISTAKE 2.13 classWeights: divided by the classes that occur
let share = Float(labels.count) / Float(Set(labels).count)
return Tensor(classSizes(labels, classes: classes).map { $0 == 0 ? 0 : share / Float($0) })

// MISTAKE 2.13 weightedCrossEntropy: divided by N instead of the sum of the picked weights
let picked = Tensor(labels.map { weights[$0] })
require(picked.sum() > 0, "weightedCrossEntropy: sum of weights 0")
let share = (picked / Float(labels.count)).reshaped(to: [labels.count, 1])
let logProbabilities = logSoftmax(logits)
let truth = Tensor(oneHot: labels, classes: logits.shape[1])
return LossResult(
  loss: -(share * truth * logProbabilities).sum(),
  gradient: share * (exp(logProbabilities) - truth))

// MISTAKE 2.13 weightedCrossEntropy: divided by the sum of all weights
let picked = Tensor(labels.map { weights[$0] })
require(picked.sum() > 0, "weightedCrossEntropy: sum of weights 0")
let share = (picked / weights.sum()).reshaped(to: [labels.count, 1])
let logProbabilities = logSoftmax(logits)
let truth = Tensor(oneHot: labels, classes: logits.shape[1])
return LossResult(
  loss: -(share * truth * logProbabilities).sum(),
  gradient: share * (exp(logProbabilities) - truth))

// MISTAKE 2.13 weightedCrossEntropy: the gradient is not weighted
let picked = Tensor(labels.map { weights[$0] })
require(picked.sum() > 0, "weightedCrossEntropy: sum of weights 0")
let share = (picked / picked.sum()).reshaped(to: [labels.count, 1])
let logProbabilities = logSoftmax(logits)
let truth = Tensor(oneHot: labels, classes: logits.shape[1])
return LossResult(
  loss: -(share * truth * logProbabilities).sum(),
  gradient: (exp(logProbabilities) - truth) / Float(labels.count))

// MISTAKE 2.13 weightedCrossEntropy: the weights go to the columns of the gradient
let picked = Tensor(labels.map { weights[$0] })
require(picked.sum() > 0, "weightedCrossEntropy: sum of weights 0")
let share = (picked / picked.sum()).reshaped(to: [labels.count, 1])
let logProbabilities = logSoftmax(logits)
let truth = Tensor(oneHot: labels, classes: logits.shape[1])
return LossResult(
  loss: -(share * truth * logProbabilities).sum(),
  gradient: weights * (exp(logProbabilities) - truth) / picked.sum())

// MISTAKE 2.13 weightedCrossEntropy: weights that add up to 0 give NaN
let picked = Tensor(labels.map { weights[$0] })
let share = (picked / picked.sum()).reshaped(to: [labels.count, 1])
let logProbabilities = logSoftmax(logits)
let truth = Tensor(oneHot: labels, classes: logits.shape[1])
return LossResult(
  loss: -(share * truth * logProbabilities).sum(),
  gradient: share * (exp(logProbabilities) - truth))
