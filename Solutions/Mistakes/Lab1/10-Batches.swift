// Named wrong solutions of exercise 1.10.

// MISTAKE 1.10 batchCount: rounded down
require(size > 0, "batchCount: a batch of \(size) samples; use 1 or more")
return count / size

// MISTAKE 1.10 batchCount: one more than full batches, always
require(size > 0, "batchCount: a batch of \(size) samples; use 1 or more")
return count / size + 1

// MISTAKE 1.10 batchCount: rounded to the nearest
require(size > 0, "batchCount: a batch of \(size) samples; use 1 or more")
return Int((Double(count) / Double(size)).rounded())

// MISTAKE 1.10 batches: the smaller last batch is dropped
require(size > 0, "batches: a batch of \(size) samples; use 1 or more")
return (0..<(order.count / size)).map { Array(order[($0 * size)..<(($0 + 1) * size)]) }

// MISTAKE 1.10 batches: the order given is ignored
require(size > 0, "batches: a batch of \(size) samples; use 1 or more")
return stride(from: 0, to: order.count, by: size).map { start in
  Array(start..<min(start + size, order.count))
}

// MISTAKE 1.10 batches: batches overlap
require(size > 0, "batches: a batch of \(size) samples; use 1 or more")
return order.indices.map { start in Array(order[start..<min(start + size, order.count)]) }

// MISTAKE 1.10 batches: an empty batch at the end
require(size > 0, "batches: a batch of \(size) samples; use 1 or more")
return (0...(order.count / size)).map { number in
  Array(order[(number * size)..<min((number + 1) * size, order.count)])
}

// MISTAKE 1.10 batches: the last batch is filled up with its last sample
require(size > 0, "batches: a batch of \(size) samples; use 1 or more")
return stride(from: 0, to: order.count, by: size).map { start in
  (start..<(start + size)).map { order[min($0, order.count - 1)] }
}

// MISTAKE 1.10 shuffledBatches: not shuffled
return batches(of: Array(0..<count), size: size)

// MISTAKE 1.10 shuffledBatches: a copy of the generator: the same order every epoch
var copy = generator
return batches(of: copy.permutation(count), size: size)

// MISTAKE 1.10 shuffledBatches: samples drawn with replacement
return batches(of: (0..<count).map { _ in generator.below(count) }, size: size)

// MISTAKE 1.10 shuffledBatches: batches are shuffled, not samples
let ordered = batches(of: Array(0..<count), size: size)
return generator.permutation(ordered.count).map { ordered[$0] }

// MISTAKE 1.10 shuffledBatches: samples are numbered from 1
return batches(of: generator.permutation(count).map { $0 + 1 }, size: size)

// MISTAKE 1.10 shuffledBatches: the system's generator: no two runs are alike
return batches(of: (0..<count).shuffled(), size: size)

// MISTAKE 1.10 labels.rows: the first labels, whatever the indices
return Array(prefix(indices.count))

// MISTAKE 1.10 labels.rows: the indices themselves
return indices

// MISTAKE 1.10 labels.rows: in ascending order
return indices.sorted().map { self[$0] }

// MISTAKE 1.10 stepDecay: falls smoothly: the exponent is not rounded down
let exponent = Float(epoch) / Float(epochs)
return initial * pow(Tensor([factor], shape: [1]), exponent).item

// MISTAKE 1.10 stepDecay: falls every epoch
return (0..<epoch).reduce(initial) { rate, _ in rate * factor }

// MISTAKE 1.10 stepDecay: epochs counted from 1: falls one too early
return (0..<((epoch + 1) / epochs)).reduce(initial) { rate, _ in rate * factor }

// MISTAKE 1.10 stepDecay: falls once only
return epoch < epochs ? initial : initial * factor

// MISTAKE 1.10 stepDecay: divided by the number of drops
return initial / Float(1 + epoch / epochs)

// MISTAKE 1.10 stepDecay: falls one epoch late
return (0..<(max(epoch - 1, 0) / epochs)).reduce(initial) { rate, _ in rate * factor }
