// How an encoder–decoder of 4.11 is put together, and how it fits the vocabulary of layers.

import Lab1
import Lab2
import Shared

/// The plan of an encoder–decoder.
public struct EncoderDecoderShape: Sendable, Equatable {
  /// Tokens of the source's vocabulary.
  public var sourceVocabulary: Int
  /// V, tokens of the target's vocabulary.
  public var targetVocabulary: Int
  /// C, the most tokens that a source or a target can have.
  public var longest: Int
  /// D, the numbers of a place.
  public var width: Int
  /// H, heads of each attention.
  public var heads: Int
  /// F, hidden units of the network of each place.
  public var hidden: Int
  /// Blocks of the encoder, and as many of the decoder.
  public var layers: Int
  /// The share that is dropped of what each branch adds.
  public var dropout: Float

  /// Plans a model.
  public init(
    sourceVocabulary: Int, targetVocabulary: Int, longest: Int, width: Int, heads: Int,
    hidden: Int, layers: Int = 1, dropout: Float = 0
  ) {
    (self.sourceVocabulary, self.targetVocabulary) = (sourceVocabulary, targetVocabulary)
    (self.longest, self.width, self.heads) = (longest, width, heads)
    (self.hidden, self.layers, self.dropout) = (hidden, layers, dropout)
  }
}

extension EncoderDecoder {
  /// A new model with sinusoidal positions.
  ///
  /// Weights keep the variance of what they multiply: 1/√D in attention, those of `Linear` elsewhere.
  /// The rows of the embeddings have deviation 0.3, about half that of the positions, which are as
  /// important here as the tokens.
  ///
  /// - Parameters:
  ///   - shape: The plan.
  ///   - generator: Source of the weights.
  public init(_ shape: EncoderDecoderShape, using generator: inout SeededGenerator) {
    let width = shape.width
    sourceEmbedding = Embedding(
      count: shape.sourceVocabulary, width: width, deviation: 0.3, using: &generator)
    targetEmbedding = Embedding(
      count: shape.targetVocabulary, width: width, deviation: 0.3, using: &generator)
    positions = sinusoidalPositions(count: shape.longest, width: width)
    encoder = (0..<shape.layers).map { _ in shape.block(isCausal: false, using: &generator) }
    encoderNorm = LayerNorm(features: width)
    decoder = (0..<shape.layers).map { _ in
      DecoderBlock(
        block: shape.block(isCausal: true, using: &generator),
        crossNorm: LayerNorm(features: width),
        cross: MultiHeadAttention(width: width, heads: shape.heads, using: &generator),
        dropout: shape.dropout)
    }
    decoderNorm = LayerNorm(features: width)
    head = Linear(inputs: width, outputs: shape.targetVocabulary, using: &generator)
  }

  /// Embedded tokens with the vector of its place added to each.
  ///
  /// - Parameter x: [N, T, D], T at most C.
  /// - Returns: [N, T, D].
  public func placed(_ x: Tensor) -> Tensor { x + positions.rows(0..<x.shape[1]) }

  /// The same as `decode`, for tokens in a tensor, [N, T] of whole numbers.
  ///
  /// So the model is a `Layer`, and optimizers, clipping and model files take it. Call `encode` first.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(x.rank == 2, "EncoderDecoder.forward: tokens have two axes — \(x.shape) — use [N, T]")
    return decode((0..<x.shape[0]).map { x[row: $0].scalars.map { Int($0) } }, &context)
  }

  /// Stops when sequences are longer than there are positions.
  func requireLength(_ tokens: [[Int]], _ operation: String) {
    let (length, longest) = (tokens.first?.count ?? 0, positions.shape[0])
    require(
      length <= longest,
      "\(operation): \(length) tokens are more than the \(longest) places — shorten the sequences, or"
        + " plan a larger `longest`")
  }
}

extension EncoderDecoderShape {
  /// A block of 4.10 with weights that keep the variance.
  func block(isCausal: Bool, using generator: inout SeededGenerator) -> TransformerBlock {
    TransformerBlock(
      norm1: LayerNorm(features: width),
      attention: MultiHeadAttention(width: width, heads: heads, using: &generator),
      norm2: LayerNorm(features: width),
      linear1: Linear(inputs: width, outputs: hidden, using: &generator),
      linear2: Linear(inputs: hidden, outputs: width, using: &generator),
      isCausal: isCausal, dropout: dropout, activation: .tanhApproximation)
  }
}
