// 2.13 Splits: what a network learns from, what chooses among networks, and what nobody sees until
// the end. A number measured on data that had any part in the training is too good.

import Foundation
import Lab1
import Shared

/// Places of examples in the three parts of a data set.
public struct Split: Sendable, Equatable {
  /// What the network learns from.
  public var training: [Int]
  /// What rates, epochs and architectures are chosen by.
  public var validation: [Int]
  /// What the final number is measured on, once.
  public var test: [Int]

  /// Names the places.
  public init(training: [Int] = [], validation: [Int] = [], test: [Int] = []) {
    (self.training, self.validation, self.test) = (training, validation, test)
  }
}

/// Splits examples 80/10/10 within each class, at random.
///
/// A class with n examples gives n/10, rounded (½ up: 5 give 1), to the test part, as many to the
/// validation part and the rest to training: all parts have the classes in the same proportion. A
/// class of fewer than five, and so of a single one, is in the training part alone: it can be
/// learned, and its score is unknown. (scikit-learn's `stratify=` stops at such a class.)
///
/// Walk over `generator.permutation(N)` and hand each example to a part with a place for its class.
///
/// - Parameters:
///   - labels: The class of each of the N examples, from 0; `classSizes` below stops on a negative one.
///   - generator: Source of the order. Equal seeds give equal splits.
/// - Returns: Three parts in random order; every place 0..<N is in exactly one.
public func stratifiedSplit(labels: [Int], using generator: inout SeededGenerator) -> Split {
  todo("2.13 stratifiedSplit")
}

/// How many examples each class has.
private func classSizes(_ labels: [Int], classes: Int) -> [Int] {
  var sizes = [Int](repeating: 0, count: max(classes, 0))
  for label in labels {
    require(
      label >= 0 && label < classes,
      "labels: a class is a number from 0 to \(classes - 1) — \(label) — count from 0")
    sizes[label] += 1
  }
  return sizes
}

/// A number that equal rows share: FNV-1a over the elements' bits.
///
///     h ← 14695981039346656037
///     h ← (h XOR bits of the element) · 1099511628211      for each element
///
/// Take the bits (`bitPattern`) of `element + 0`: that turns −0 into 0, which it equals. `&*` drops
/// what overflows. Source: Fowler, Noll and Vo, 1991.
///
/// - Parameter row: Its elements.
/// - Returns: h.
public func rowHash(_ row: [Float]) -> UInt64 {
  todo("2.13 rowHash")
}

/// A row of a held-out part that is in the training part as well.
public struct Leak: Sendable, Equatable {
  /// The first equal row of the training part.
  public var training: Int
  /// The row of the held-out part.
  public var heldOut: Int
}

/// Finds held-out rows that stand in the training part too: a network may know them by heart.
///
/// Comparing all pairs of 60,000 and 10,000 pictures takes hours. Equal rows have equal hashes, so
/// sort the training rows into a dictionary by hash and compare a held-out row only with those of
/// its own hash. *Do* compare them, element by element: different rows may share a hash.
///
/// - Parameters:
///   - training: Rows [N, F].
///   - heldOut: Rows [M, F].
///   - hash: Called once a row.
/// - Returns: One leak for each held-out row with an equal training row, naming the first of these,
///   in the order of the held-out rows. Repetitions within one part are none.
public func leaks(
  from training: Tensor, into heldOut: Tensor, hash: ([Float]) -> UInt64 = rowHash
) -> [Leak] {
  todo("2.13 leaks")
}

/// One round of a cross-validation.
public struct Fold: Sendable, Equatable {
  /// What this round trains on.
  public var training: [Int]
  /// What it is measured on.
  public var validation: [Int]
}

/// The k rounds of a cross-validation: every example is held out in exactly one.
///
/// The order is dealt like cards: entry i is held out in round `i mod k`, and trained on in all
/// others. With `generator.permutation(N)` as the order that is plain k-fold (scikit-learn's `KFold`
/// cuts it into blocks instead); with `orderByClass` it is stratified.
///
///     folds(of: [4, 0, 2, 1, 3], k: 2)   // held out: [4, 2, 3], then [0, 1]
///
/// - Parameters:
///   - order: Places of the N examples.
///   - k: From 2 to N; on another one `require` stops with a message that names k and N.
/// - Returns: k folds, both parts in the given order.
public func folds(of order: [Int], k: Int) -> [Fold] {
  todo("2.13 folds")
}

/// All examples, class after class, each class in random order.
///
/// Dealt out by `folds`, it gives every fold its share of every class, up to one. Draw a single
/// `generator.permutation(N)` and take from it the members of class 0, then of class 1, and so on.
///
/// - Parameters:
///   - labels: The class of each of the N examples.
///   - generator: Source of the order.
/// - Returns: The places 0..<N, each once.
public func orderByClass(labels: [Int], using generator: inout SeededGenerator) -> [Int] {
  todo("2.13 orderByClass")
}

/// The three parts of a table in the units of its training rows.
public struct StandardizedParts: Sendable, Equatable {
  /// The training rows: mean 0 and deviation 1 in each column.
  public var training: Tensor
  /// The validation rows.
  public var validation: Tensor
  /// The test rows.
  public var test: Tensor
  /// What all were transformed by; rows that come later need it.
  public var standardizer: Standardizer
}

/// Takes the rows of each part and standardises all by the mean and deviation of the training rows.
///
/// The `Standardizer` of Lab 1 measures and transforms. One NaN would make its column's mean NaN, then
/// the column, the loss and every weight, so look for it first, in all rows, and name its place.
///
/// - Parameters:
///   - table: All rows, [N, F]. For NaN or ∞ `require` stops with a message that names the first in
///     row-major order: `row 2, column 0`, both from 0.
///   - split: Which rows belong to which part; the training part is not empty.
/// - Returns: The parts and the standardizer.
public func standardized(_ table: Tensor, by split: Split) -> StandardizedParts {
  todo("2.13 standardized")
}

/// A weight for each class that makes rare classes count as much as frequent ones.
///
///     w[c] = N / (C · N_c)          Σ over the examples of w[label] is N again
///
/// scikit-learn: `class_weight="balanced"`. Measure on the training part.
///
/// - Parameters:
///   - labels: The classes of the N training examples, 0..<C; `classSizes` stops on another one.
///   - classes: C.
/// - Returns: Weights [C]; 0 for a class without an example, which nothing can make count.
public func classWeights(labels: [Int], classes: Int) -> Tensor {
  todo("2.13 classWeights")
}

/// The cross-entropy of softmax with a weight for each class.
///
///     L            = 1/S · Σ_n w[label[n]] · −ln p[n, label[n]]      S = Σ_n w[label[n]]
///     dL/dz[n, c]  = w[label[n]]/S · (p[n, c] − 1 where c is the label of n)
///
/// The mean divides by S, the sum of the weights that were *picked*, not by N; `logSoftmax` of Lab 1
/// gives ln p. PyTorch: `CrossEntropyLoss(weight=w)`. Keras' `class_weight` divides by N.
///
/// - Parameters:
///   - logits: z, shape [N, C], N at least 1.
///   - labels: N classes.
///   - weights: w, shape [C]. Where S is 0 `require` stops with a message that says `sum of weights 0`.
/// - Returns: The loss and dL/dz.
public func weightedCrossEntropy(
  logits: Tensor, labels: [Int], weights: Tensor
) -> LossResult {
  todo("2.13 weightedCrossEntropy")
}
