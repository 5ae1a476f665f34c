// 4.10, what stands ready: a decoder-only Transformer's plan and parts. This is GPT-2's architecture, at
// a size that trains here. (A. Radford and others, 2019.)

import Lab1
import Lab2
import Shared

/// The plan of a language model.
public struct LanguageModelShape: Sendable, Equatable {
  /// V, tokens of the vocabulary.
  public var vocabulary: Int
  /// C, the most tokens that the model sees at once.
  public var context: Int
  /// D, the numbers of a place.
  public var width: Int
  /// H, heads of each block.
  public var heads: Int
  /// L, blocks.
  public var layers: Int
  /// The share that is dropped after the embedding and of what each branch adds.
  public var dropout: Float

  /// Plans a model of L blocks.
  public init(
    vocabulary: Int, context: Int, width: Int, heads: Int, layers: Int, dropout: Float = 0
  ) {
    (self.vocabulary, self.context, self.width) = (vocabulary, context, width)
    (self.heads, self.layers, self.dropout) = (heads, layers, dropout)
  }
}

/// A decoder-only Transformer.
///
/// ```
/// x = dropout(embedding(tokens) + positions)     [N, T, D]
/// x = blocks[i](x)                               [N, T, D], causal, L of them
/// logits = head(norm(x))                         [N, T, V]: the scores of the token that follows
/// ```
/// *Decoder-only* means that every block is causal and there is nothing else to attend to. After the last
/// sum of pre-norm blocks nothing has been normalised, so one norm stands before the head.
///
/// All T places are trained at once: the mask keeps each from seeing its own answer. GELU has GPT-2's
/// tanh form. The head has weights of its own; GPT-2 shares those of the embedding.
public struct LanguageModel: Sendable {
  /// What each token is.
  public var embedding: Embedding
  /// Where each token stands.
  public var positions: LearnedPositions
  /// Dropout of their sum; nil when nothing is dropped.
  public var dropout: Dropout?
  /// The blocks, the first one next to the tokens.
  public var blocks: [TransformerBlock]
  /// The last norm.
  public var norm: LayerNorm
  /// From D to V.
  public var head: Linear

  /// C, the most tokens that the model sees at once.
  public var contextLength: Int { positions.count }

  /// Creates a model with the weights of GPT-2 (see `TransformerBlock`).
  public init(_ shape: LanguageModelShape, using generator: inout SeededGenerator) {
    let (v, d) = (shape.vocabulary, shape.width)
    embedding = Embedding(count: v, width: d, deviation: 0.02, using: &generator)
    positions = LearnedPositions(count: shape.context, width: d, using: &generator)
    dropout = shape.dropout > 0 ? Dropout(rate: shape.dropout) : nil
    blocks = (0..<shape.layers).map { _ in
      TransformerBlock(
        width: d, heads: shape.heads, layers: shape.layers, isCausal: true, dropout: shape.dropout,
        activation: .tanhApproximation, using: &generator)
    }
    norm = LayerNorm(features: d)
    head = Linear(normal: [v, d], standardDeviation: 0.02, using: &generator)
  }

  /// The same for tokens in a tensor, [N, T] of whole numbers: so the model is a `Layer`, and
  /// optimizers, clipping and model files take it.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(x.rank == 2, "LanguageModel.forward: tokens have two axes — \(x.shape) — use [N, T]")
    return forward((0..<x.shape[0]).map { x[row: $0].scalars.map { Int($0) } }, &context)
  }
}
