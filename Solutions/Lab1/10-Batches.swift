// 1.10 Mini-batches, epochs and a learning-rate schedule.
//
// An epoch shows every sample once, in mini-batches: a gradient from 32 samples points nearly where
// the gradient from 60,000 does, and is there 2,000 times as soon. A fresh order in every epoch
// keeps the same samples from meeting again and again.

import Foundation
import Shared

/// How many mini-batches an epoch has; the last one may be smaller, and counts.
///
/// - Parameters:
///   - count: Samples, 0 or more.
///   - size: Samples in a batch, 1 or more; on another one `require` stops with a message that
///     names it.
/// - Returns: `count / size`, rounded up.
public func batchCount(samples count: Int, size: Int) -> Int {
  // BEGIN SOLUTION 1.10 batchCount
  require(size > 0, "batchCount: a batch of \(size) samples; use 1 or more")
  return (count + size - 1) / size
  // END SOLUTION
}

/// Cuts a list of sample numbers into mini-batches, in the order given.
///
///     batches(of: [4, 0, 2, 1, 3], size: 2)   // [[4, 0], [2, 1], [3]]
///
/// The last batch is kept when it is smaller: dropping it would lose samples in every epoch.
/// (PyTorch `DataLoader(drop_last=False)`, and Keras, do the same.)
///
/// - Parameters:
///   - order: Sample numbers, in the order in which an epoch visits them.
///   - size: Samples in a batch, 1 or more; on another one `require` stops with a message that
///     names it.
/// - Returns: The batches; none for no samples.
public func batches(of order: [Int], size: Int) -> [[Int]] {
  // BEGIN SOLUTION 1.10 batches
  require(size > 0, "batches: a batch of \(size) samples; use 1 or more")
  return stride(from: 0, to: order.count, by: size).map { start in
    Array(order[start..<min(start + size, order.count)])
  }
  // END SOLUTION
}

/// The mini-batches of one epoch in a random order.
///
/// Every sample appears exactly once in an epoch. The generator moves on, so that the next call
/// with the same generator gives another order, and the same seed gives the same epochs again.
/// `generator.permutation(n)` is a random order of 0..<n.
///
/// PyTorch: `DataLoader(shuffle=True)`. Keras: `fit(shuffle=True)`.
///
/// - Parameters:
///   - count: Samples, numbered from 0.
///   - size: Samples in a batch, 1 or more.
///   - generator: Source of the order.
/// - Returns: The batches, the last one perhaps smaller.
public func shuffledBatches(
  count: Int, size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  // BEGIN SOLUTION 1.10 shuffledBatches
  return batches(of: generator.permutation(count), size: size)
  // END SOLUTION
}

/// A set of targets of which some rows can be taken, as `Tensor.rows(at:)` takes rows of the
/// inputs.
public protocol RowSelectable {
  /// Row `indices[0]`, then row `indices[1]`, and so on.
  func rows(at indices: [Int]) -> Self
}

extension Tensor: RowSelectable {}

/// Labels [N].
extension Array: RowSelectable where Element == Int {
  /// The labels at these places, in the order asked for.
  ///
  /// Inputs and labels must be shuffled by the same order: a batch takes `x.rows(at: batch)` and
  /// `labels.rows(at: batch)`. PyTorch, NumPy: `labels[batch]`.
  ///
  /// - Parameter indices: Places in 0..<count.
  /// - Returns: As many labels as there are indices.
  public func rows(at indices: [Int]) -> [Int] {
    // BEGIN SOLUTION 1.10 labels.rows
    return indices.map { self[$0] }
    // END SOLUTION
  }
}

/// A learning rate that falls in steps.
///
///     rate(epoch) = initial · factor^⌊epoch / every⌋
///
/// Long steps early, to get near; short ones later, to settle. PyTorch: `StepLR(step_size, gamma)`.
///
/// - Parameters:
///   - initial: The rate of epoch 0.
///   - factor: What each drop multiplies it by, as 0.5.
///   - epochs: Epochs between two drops, 1 or more.
///   - epoch: Which epoch, counted from 0.
/// - Returns: The rate to use during that epoch.
public func stepDecay(initial: Float, factor: Float, every epochs: Int, epoch: Int) -> Float {
  // BEGIN SOLUTION 1.10 stepDecay
  var rate = initial
  for _ in 0..<(epoch / epochs) { rate *= factor }
  return rate
  // END SOLUTION
}
