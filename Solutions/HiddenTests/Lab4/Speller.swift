// Models of the tests of 4.12, so simple that every number can be checked by hand.

import Lab1
import Lab4
import Shared

/// Writes what it has read: at place t it wants source token t, and after the last one the end.
///
/// What it wants behind the end is nonsense, and so is everything in training mode or when no start token
/// comes first.
struct Speller: SequenceTranslator {
  let tokens: ControlTokens
  let vocabulary: Int
  var sources: [[Int]] = []

  mutating func encode(_ source: [[Int]], mask: Tensor?, _ context: inout Context) -> Tensor {
    sources = source.indices.map { row in
      source[row].indices.filter { mask == nil || mask?[row, $0] == 1 }.map { source[row][$0] }
    }
    return Tensor(zeros: [source.count, 0, 1])
  }

  mutating func decode(_ target: [[Int]], _ context: inout Context) -> Tensor {
    var logits = Tensor(zeros: [target.count, target.first?.count ?? 0, vocabulary])
    for row in target.indices {
      let isUsual = context.mode == .inference && target[row].first == tokens.start
      for place in target[row].indices {
        let source = sources[row]
        let wanted =
          place < source.count ? source[place] : place == source.count ? tokens.end : 0
        logits[row, place, isUsual ? wanted : 1] = 1
      }
    }
    return logits
  }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}

/// Logits from the token before, plus the number of source tokens times a vector:
/// `logits[n, t] = W[token[n, t]] + s[n] · u`.
struct Pairs: SequenceTranslator {
  var weight: Parameter
  var vector: Parameter
  var lengths: [Float] = []
  var target: [[Int]] = []

  init(weight: Tensor, vector: Tensor) {
    (self.weight, self.vector) = (Parameter(weight), Parameter(vector))
  }

  mutating func encode(_ source: [[Int]], mask: Tensor?, _ context: inout Context) -> Tensor {
    lengths = source.indices.map { row in
      mask?.rows(row..<row + 1).sum() ?? Float(source[row].count)
    }
    return Tensor(zeros: [source.count, 0, 1])
  }

  mutating func decode(_ target: [[Int]], _ context: inout Context) -> Tensor {
    self.target = target
    let (n, t, v) = (target.count, target.first?.count ?? 0, vector.value.count)
    let scale = Tensor(lengths, shape: [n, 1, 1])
    return weight.value.rows(at: target.flatMap { $0 }).reshaped(to: [n, t, v])
      + scale * vector.value
  }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }

  mutating func backward(_ dy: Tensor) -> Tensor {
    let (n, t, v) = dy.shape.ntd
    weight.gradient.addRows(dy.reshaped(to: [n * t, v]), at: target.flatMap { $0 })
    vector.gradient += (dy * Tensor(lengths, shape: [n, 1, 1])).sum(along: [0, 1])
    return Tensor(zeros: [0])
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    body(&vector)
  }
}
