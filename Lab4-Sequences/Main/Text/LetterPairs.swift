// What counting alone can do: how often each character followed each other one. A model of the practical
// that is no better has learned nothing about words.

import Foundation
import Shared

/// The probabilities of the next character after the last one, from counts.
struct LetterPairs {
  private let logProbabilities: [[Float]]

  /// Counts pairs; each counts once more than it was seen, so that nothing is impossible.
  init(of data: TextData, batches: Int, seed: UInt64) {
    let size = data.vocabulary.count
    var counts = Array(repeating: Array(repeating: Float(1), count: size), count: size)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<batches {
      let batch = data.batch(256, using: &generator)
      Self.forEachPair(batch) { counts[$0][$1] += 1 }
    }
    logProbabilities = counts.map { row in
      let sum = row.reduce(0, +)
      return row.map { log($0 / sum) }
    }
  }

  /// The mean loss over all characters of some batches, in nats.
  func loss(on batches: [TextBatch]) -> Float {
    var (sum, count): (Float, Int) = (0, 0)
    for batch in batches {
      Self.forEachPair(batch) {
        sum -= logProbabilities[$0][$1]
        count += 1
      }
    }
    return sum / Float(max(1, count))
  }

  private static func forEachPair(_ batch: TextBatch, _ body: (Int, Int) -> Void) {
    let mask = batch.mask?.scalars
    var place = 0
    for (inputs, targets) in zip(batch.inputs, batch.targets) {
      for (input, target) in zip(inputs, targets) {
        if mask == nil || mask?[place] != 0 { body(input, target) }
        place += 1
      }
    }
  }
}
