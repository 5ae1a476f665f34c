// A split of a folder that leaks nothing: pictures that are nearly the same, such as three shots of one
// moment, stay in one part. Otherwise the test would ask what training has told.

import Shared

/// Where the pictures of a folder go, as places in `ImageFolder.examples`.
public struct FolderSplit: Sendable, Equatable {
  /// What the network learns from.
  public var training: [Int] = []
  /// What the best epoch is chosen by.
  public var validation: [Int] = []
  /// What is measured on, once.
  public var test: [Int] = []
}

extension ImageFolder {
  /// Splits the pictures within each class, nearly equal ones together.
  ///
  /// - Parameters:
  ///   - share: What the validation and the test part each get of a class, rounded, at least one
  ///     picture. A class whose pictures are all nearly equal is in the training part alone.
  ///   - seed: Equal seeds give equal splits.
  /// - Returns: Three parts without a common picture, and the number of pictures that are nearly equal
  ///   to another.
  public func split(heldOut share: Double, seed: UInt64) -> (parts: FolderSplit, alike: Int) {
    let groups = alikeGroups(images(at: Array(examples.indices)))
    let labels = examples.map(\.label)
    let quotas = classCounts.map { max(1, Int((share * Double($0)).rounded())) }
    var (test, validation, parts) = (quotas, quotas, FolderSplit())
    var generator = SeededGenerator(seed: seed)
    for number in generator.permutation(groups.count) {
      let (group, label) = (groups[number], labels[groups[number][0]])
      if group.count <= test[label] {
        parts.test += group
        test[label] -= group.count
      } else if group.count <= validation[label] {
        parts.validation += group
        validation[label] -= group.count
      } else {
        parts.training += group
      }
    }
    return (parts, groups.filter { $0.count > 1 }.reduce(0) { $0 + $1.count })
  }
}

/// Groups of pictures of which each is nearly equal to another of its group.
///
/// Nearly equal is a root of the mean squared difference below the tolerance. It is never smaller than
/// the difference of the means, so pictures are sorted by their mean, and each is compared with those
/// alone whose mean is near.
///
/// - Parameters:
///   - images: Shape [N, …], values in 0…1.
///   - tolerance: The largest difference; 0.02 is five of 255 steps.
/// - Returns: The places of each group in order, a picture without its like alone; groups in the order
///   of their first picture.
public func alikeGroups(_ images: Tensor, tolerance: Float = 0.02) -> [[Int]] {
  let count = images.rank == 0 ? 0 : images.shape[0]
  let size = count == 0 ? 0 : images.count / count
  let means = (0..<count).map { place in
    images.scalars[place * size..<(place + 1) * size].reduce(0, +) / Float(max(1, size))
  }
  let order = (0..<count).sorted { (means[$0], $0) < (means[$1], $1) }
  var leader = Array(0..<count)
  func first(_ place: Int) -> Int {
    var place = place
    while leader[place] != place { place = leader[place] }
    return place
  }
  for (rank, place) in order.enumerated() {
    for other in order[(rank + 1)...] {
      guard means[other] - means[place] <= tolerance else { break }
      if isAlike(images.scalars, place * size, other * size, size, tolerance) {
        let (a, b) = (first(place), first(other))
        leader[max(a, b)] = min(a, b)
      }
    }
  }
  return Dictionary(grouping: 0..<count, by: first).values.sorted { $0[0] < $1[0] }
}

/// Whether two rows are nearly equal; it stops as soon as the sum is too large.
private func isAlike(
  _ values: [Float], _ a: Int, _ b: Int, _ size: Int, _ tolerance: Float
) -> Bool {
  let limit = tolerance * tolerance * Float(size)
  var sum: Float = 0
  for start in stride(from: 0, to: size, by: 16) {
    for index in start..<min(start + 16, size) {
      let difference = values[a + index] - values[b + index]
      sum += difference * difference
    }
    if sum > limit { return false }
  }
  return true
}
