// Labelled examples for classification, as one value.

import Shared

/// Inputs with a class label each.
///
/// A dataset is a value: a split, a shuffle or a batch is a new one, and changing it leaves the
/// first as it was.
///
///     let moons = Dataset.moons(count: 200, noise: 0.1, seed: 1)
///     let (training, heldOut) = moons.stratifiedSplit(heldOut: 0.2, seed: 1)
///     training.count                          // 160
///     for batch in training.batches(ofSize: 32) { batch.inputs … batch.labels … }
public struct Dataset: Equatable, Sendable {
  /// Images, shape [N, C, H, W], or features, shape [N, F].
  public let inputs: Tensor
  /// The class of each input, an index into `classNames`.
  public let labels: [Int]
  /// What the classes are called.
  public let classNames: [String]

  /// Creates a dataset; it needs one label for each input, and a name for each class.
  public init(inputs: Tensor, labels: [Int], classNames: [String]) {
    require(
      inputs.rank >= 2 && inputs.shape[0] == labels.count,
      "Dataset: inputs and labels differ in number: shape \(inputs.shape), \(labels.count) labels"
        + " — pass [N, F] or [N, C, H, W] and N labels")
    let strangers = labels.first { !classNames.indices.contains($0) }
    require(
      strangers == nil,
      "Dataset: a label has no class: \(strangers ?? 0) of \(classNames.count) classes"
        + " — number the classes from 0")
    self.inputs = inputs
    self.labels = labels
    self.classNames = classNames
  }

  /// The number N of examples.
  public var count: Int { labels.count }

  /// The number C of classes.
  public var classCount: Int { classNames.count }

  /// How many examples each class has.
  public var classCounts: [Int] {
    labels.reduce(into: Array(repeating: 0, count: classCount)) { $0[$1] += 1 }
  }

  /// The examples at these places, in this order; a place may occur more than once.
  public func examples(at places: [Int]) -> Dataset {
    Dataset(
      inputs: inputs.rows(at: places), labels: places.map { labels[$0] }, classNames: classNames)
  }

  /// The first `count` examples, or all if there are fewer.
  public func prefix(_ count: Int) -> Dataset {
    let end = min(count, self.count)
    return Dataset(
      inputs: inputs.rows(0..<end), labels: Array(labels[..<end]), classNames: classNames)
  }

  /// The examples in random order.
  public func shuffled(using generator: inout SeededGenerator) -> Dataset {
    examples(at: generator.permutation(count))
  }

  /// Each input as one row of features, shape [N, F]; images lose their axes, F = C · H · W.
  public var flattened: Dataset {
    let features = inputs.shape.dropFirst().reduce(1, *)
    return Dataset(
      inputs: inputs.reshaped(to: [count, features]), labels: labels, classNames: classNames)
  }
}
