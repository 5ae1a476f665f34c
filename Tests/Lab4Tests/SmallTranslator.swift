// The small model of the tests of 4.11 and 4.12: width 4, two heads, its numbers made by a formula, so
// that any other program can make the same; the formula serves other tests too.

import Lab1
import Lab2
import Lab4
import Shared

/// Numbers from −0.6 to 0.6, a tenth apart.
func pattern(_ shape: Shape, _ seed: Int) -> Tensor {
  Tensor(
    (0..<shape.elementCount).map { Float(($0 * $0 * 3 + $0 * 7 + seed * 5) % 13 - 6) / 10 },
    shape: shape)
}

/// A norm with a scale around 1.
func patternedNorm(_ seed: Int) -> LayerNorm {
  var norm = LayerNorm(features: 4)
  norm.scale.value = pattern([4], seed) + Float(1)
  norm.shift.value = pattern([4], seed + 1)
  return norm
}

func patternedAttention(_ seed: Int) -> MultiHeadAttention {
  MultiHeadAttention(
    heads: 2, inputWeight: pattern([12, 4], seed), inputBias: pattern([12], seed + 1),
    outputWeight: pattern([4, 4], seed + 2), outputBias: pattern([4], seed + 3))
}

func patternedBlock(_ seed: Int, isCausal: Bool) -> TransformerBlock {
  TransformerBlock(
    norm1: patternedNorm(seed), attention: patternedAttention(seed + 2),
    norm2: patternedNorm(seed + 6),
    linear1: Linear(weight: pattern([6, 4], seed + 8), bias: pattern([6], seed + 9)),
    linear2: Linear(weight: pattern([4, 6], seed + 10), bias: pattern([4], seed + 11)),
    isCausal: isCausal)
}

func patternedDecoder(_ seed: Int) -> DecoderBlock {
  DecoderBlock(
    block: patternedBlock(seed, isCausal: true), crossNorm: patternedNorm(seed + 12),
    cross: patternedAttention(seed + 14))
}

/// Five source tokens, four target tokens, at most six places.
func patternedModel(layers: Int) -> EncoderDecoder {
  var generator = SeededGenerator(seed: 1)
  var model = EncoderDecoder(
    EncoderDecoderShape(
      sourceVocabulary: 5, targetVocabulary: 4, longest: 6, width: 4, heads: 2, hidden: 6),
    using: &generator)
  model.sourceEmbedding = Embedding(weight: pattern([5, 4], 1))
  model.targetEmbedding = Embedding(weight: pattern([4, 4], 2))
  model.encoder = (0..<layers).map { patternedBlock(20 + 40 * $0, isCausal: false) }
  model.encoderNorm = patternedNorm(3)
  model.decoder = (0..<layers).map { patternedDecoder(30 + 40 * $0) }
  model.decoderNorm = patternedNorm(5)
  model.head = Linear(weight: pattern([4, 4], 7), bias: pattern([4], 8))
  return model
}
