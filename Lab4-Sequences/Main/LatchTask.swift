// A task that takes a memory: numbers come in, and now and then a flag says "keep this one". Asked at
// every step: which number was kept last?

import Lab4
import Shared

/// Sequences of numbers with flags, and the number that was flagged last.
struct LatchTask {
  /// Steps of a sequence.
  var length = 24
  /// How often a flag comes.
  var rate: Float = 0.15

  /// Draws `count` sequences.
  ///
  /// - Returns: `x`, [N, T, 2], a number in ±1 and a flag, 0 or 1, the first step's being 1; and `y`,
  ///   [N, T, 1].
  func draw(_ count: Int, using generator: inout SeededGenerator) -> (x: Tensor, y: Tensor) {
    var (x, y) = (Tensor(zeros: [count, length, 2]), Tensor(zeros: [count, length, 1]))
    for row in 0..<count {
      var kept: Float = 0
      for step in 0..<length {
        let number = generator.uniform(in: -1...1)
        let isFlagged = step == 0 || generator.uniform() < rate
        if isFlagged { kept = number }
        x[row, step, 0] = number
        x[row, step, 1] = isFlagged ? 1 : 0
        y[row, step, 0] = kept
      }
    }
    return (x, y)
  }

  /// The kinds of layer that learn it, with 24 numbers of state each.
  static let hidden = 24

  /// Trains a reader of one kind on the task.
  static func learn(
    _ cell: any Layer, steps: Int, seed: UInt64
  ) -> (reader: StateReader, losses: [Float]) {
    var generator = SeededGenerator(seed: seed)
    var reader = StateReader(cell, hidden: hidden, outputs: 1, using: &generator)
    let losses = SequenceTraining(steps: steps, rate: 0.02).train(&reader, seed: seed) {
      LatchTask().draw(32, using: &$0)
    }
    return (reader, losses)
  }

  /// The error of a reader by how long ago the number was kept, root of the mean square.
  static func errors(of reader: StateReader, seed: UInt64) -> [Float] {
    var (reader, generator, context) = (reader, SeededGenerator(seed: seed), Context(.inference))
    let (x, y) = LatchTask(length: 24, rate: 0).draw(200, using: &generator)
    let gap = square(reader.forward(x, &context) - y).mean(along: 0)  // [T, 1]
    return gap.scalars.map { $0.squareRoot() }
  }
}
