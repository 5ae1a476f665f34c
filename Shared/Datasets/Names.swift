// The first names that the package carries; Resources/SOURCE.md says where they come from.

import Foundation
import Shared

/// 5,163 first names of the United States' census of 1990, each once, in alphabetical order.
///
/// Two to eleven letters from A to Z, the first a capital: a corpus
/// that is small enough to learn in seconds, and whose inventions anybody can judge.
public enum Names {
  /// All of them.
  ///
  /// - Throws: `DataError` when the package's resources are missing or damaged.
  public static func embedded() throws -> [String] {
    try TextFile(contentsOf: resource("first-names.txt")).lines
  }

  /// The course's fixed split: 4,130 names to train on, 517 to choose by and 516 to measure with.
  ///
  /// Drawn with seed 1, so figures taken on it can be compared. No name is in two parts.
  ///
  /// - Throws: `DataError` when the package's resources are missing or damaged.
  public static func embeddedSplit() throws -> (
    training: [String], validation: [String], test: [String]
  ) {
    let names = try embedded()
    var generator = SeededGenerator(seed: 1)
    let order = generator.permutation(names.count)
    let sizes = partSizes(of: names.count, fractions: [0.8, 0.1, 0.1])
    let (first, second) = (sizes[0], sizes[0] + sizes[1])
    func part(_ places: ArraySlice<Int>) -> [String] { places.map { names[$0] } }
    return (part(order[..<first]), part(order[first..<second]), part(order[second...]))
  }
}
