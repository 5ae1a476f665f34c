// Splitting into parts that share no example. Stratified: each class is spread over the parts in
// proportion, so that a rare class is not missing from one of them by chance.

import Shared

extension Dataset {
  /// A training part and a held-out part, with the classes in proportion.
  ///
  /// - Parameters:
  ///   - fraction: The held-out share, in 0…1; it has `fraction` · N examples, rounded.
  ///   - seed: Equal seeds give equal splits on every machine.
  /// - Returns: Two parts without a common example, each in random order.
  public func stratifiedSplit(
    heldOut fraction: Double, seed: UInt64
  ) -> (training: Dataset, heldOut: Dataset) {
    let parts = stratifiedSplit([1 - fraction, fraction], seed: seed)
    return (parts[0], parts[1])
  }

  /// Parts of the given shares, such as `[0.8, 0.1, 0.1]`, with the classes in proportion.
  ///
  /// A class has in each part its exact proportion, up to one example. Every example is in one
  /// part.
  ///
  /// - Parameters:
  ///   - fractions: The shares, not negative, of sum 1.
  ///   - seed: Equal seeds give equal splits on every machine.
  /// - Returns: The parts, each in random order.
  public func stratifiedSplit(_ fractions: [Double], seed: UInt64) -> [Dataset] {
    let sizes = partSizes(of: count, fractions: fractions)
    var generator = SeededGenerator(seed: seed)
    var rest = generator.permutation(count)
    return sizes.map { examples(at: takeInProportion($0, from: &rest)) }
  }

  /// Removes `size` of the places, each class giving its share of them, and returns these.
  private func takeInProportion(_ size: Int, from places: inout [Int]) -> [Int] {
    var quotas = proportionalCounts(of: places, total: size)
    let all = places
    places = []
    var taken: [Int] = []
    for place in all {
      if quotas[labels[place]] > 0 {
        quotas[labels[place]] -= 1
        taken.append(place)
      } else {
        places.append(place)
      }
    }
    return taken
  }

  /// For each class its share of `total`, by largest remainder, in whole-number arithmetic.
  private func proportionalCounts(of places: [Int], total: Int) -> [Int] {
    var sizes = Array(repeating: 0, count: classCount)
    for place in places { sizes[labels[place]] += 1 }
    let products = sizes.map { $0 * total }
    let divisor = max(1, places.count)
    var counts = products.map { $0 / divisor }
    let byRemainder = sizes.indices.sorted {
      (products[$1] % divisor, $0) < (products[$0] % divisor, $1)
    }
    for index in byRemainder.prefix(total - counts.reduce(0, +)) { counts[index] += 1 }
    return counts
  }
}

/// The sizes of parts that together have `count` examples.
func partSizes(of count: Int, fractions: [Double]) -> [Int] {
  let sum = fractions.reduce(0, +)
  require(
    fractions.allSatisfy { $0 >= 0 } && abs(sum - 1) < 1e-6,
    "split: the shares are not a partition: \(fractions), sum \(sum) — use shares of sum 1")
  var (total, end) = (0.0, 0)
  return fractions.map { fraction in
    total += fraction
    let start = end
    end = min(count, Int((total * Double(count)).rounded()))
    return end - start
  }
}
