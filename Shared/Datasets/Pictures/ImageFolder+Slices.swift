// Kinds of pictures within the test part: an accuracy for all may hide that small or dark ones fail.

import Shared

extension ImageFolder {
  /// The pictures of a part by what they are like, for kinds that some but not all of them have.
  ///
  /// - Parameters:
  ///   - places: The part.
  ///   - fewest: The fewest pictures of a kind that are worth a number.
  /// - Returns: Names of kinds and the places of their pictures.
  public func slices(of places: [Int], fewest: Int = 5) -> [(name: String, places: [Int])] {
    let kinds: [(name: String, holds: (Example) -> Bool)] = [
      ("small, under 64 pixels", { min($0.height, $0.width) < 64 }),
      ("large, 64 pixels and more", { min($0.height, $0.width) >= 64 }),
      ("wide, 3 : 2 and more", { 2 * $0.width >= 3 * $0.height }),
      ("tall, 2 : 3 and more", { 2 * $0.height >= 3 * $0.width }),
      ("grey", { $0.channels <= 2 }), ("in colour", { $0.channels > 2 }),
      ("dark, mean below 0.25", { $0.image.mean() < 0.25 }),
      ("bright, mean above 0.75", { $0.image.mean() > 0.75 }),
      ("of little contrast", { $0.image.variance() < 0.01 }),
    ]
    return kinds.compactMap { kind in
      let inside = places.filter { kind.holds(examples[$0]) }
      return (fewest..<places.count).contains(inside.count) ? (kind.name, inside) : nil
    }
  }
}
