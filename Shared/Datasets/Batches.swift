// Mini-batches: the examples in portions, made one at a time so that the data is never held twice.

import Shared

/// The portions of a dataset, in turn.
public struct Batches: Sequence, IteratorProtocol {
  private let dataset: Dataset
  private let order: [Int]
  private let size: Int
  private var position = 0

  fileprivate init(_ dataset: Dataset, order: [Int], size: Int) {
    require(size > 0, "batches: the size is not positive: \(size) — use 1 or more")
    (self.dataset, self.order, self.size) = (dataset, order, size)
  }

  /// The next portion, the last one smaller where the size does not divide the number of examples.
  public mutating func next() -> Dataset? {
    guard position < order.count else { return nil }
    let end = Swift.min(position + size, order.count)
    defer { position = end }
    return dataset.examples(at: Array(order[position..<end]))
  }

  /// How many portions are left.
  public var underestimatedCount: Int { (order.count - position + size - 1) / size }
}

extension Dataset {
  /// The examples in their order, `size` at a time.
  public func batches(ofSize size: Int) -> Batches {
    Batches(self, order: Array(0..<count), size: size)
  }

  /// The examples in random order, `size` at a time; each of them once.
  public func batches(ofSize size: Int, shuffledBy generator: inout SeededGenerator) -> Batches {
    Batches(self, order: generator.permutation(count), size: size)
  }
}
