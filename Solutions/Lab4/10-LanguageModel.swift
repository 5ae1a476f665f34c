// 4.10, the model: a decoder-only Transformer that says at every place what it expects next. This is
// GPT-2's architecture, at a size that trains here. (A. Radford and others, 2019.)

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
public struct LanguageModel: Layer {
  /// What each token is.
  public var embedding: Embedding
  /// Where each token stands.
  public var positions: LearnedPositions
  /// Dropout of their sum.
  public var dropout: Dropout
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
    dropout = Dropout(rate: shape.dropout)
    blocks = (0..<shape.layers).map { _ in
      TransformerBlock(
        width: d, heads: shape.heads, layers: shape.layers, isCausal: true, dropout: shape.dropout,
        activation: .tanhApproximation, using: &generator)
    }
    norm = LayerNorm(features: d)
    head = Linear(normal: [v, d], standardDeviation: 0.02, using: &generator)
  }

  /// The scores of what follows each token.
  ///
  /// `Linear` takes rows: for the head, reshape to [N·T, D] and the result to [N, T, V].
  ///
  /// - Parameters:
  ///   - tokens: N rows of T tokens, T at most C; on more `require` stops with a message that names both.
  ///   - context: Handed to every part.
  /// - Returns: Logits, [N, T, V]: those at place t are about token t + 1.
  public mutating func forward(_ tokens: [[Int]], _ context: inout Context) -> Tensor {
    require(
      (tokens.first?.count ?? 0) <= contextLength,
      "LanguageModel.forward: \(tokens.first?.count ?? 0) tokens are more than the context of"
        + " \(contextLength) — pass the last \(contextLength)")
    // BEGIN SOLUTION 4.10 LanguageModel.forward
    let placed = positions.forward(embedding.forward(tokens), &context)
    var x = dropout.forward(placed, &context)  // [N, T, D]
    for index in blocks.indices { x = blocks[index].forward(x, &context) }
    let rows = norm.forward(x, &context).placesAsRows  // [N·T, D]
    let logits = head.forward(rows, &context)  // [N·T, V]
    return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])
    // END SOLUTION
  }

  /// The gradients of the latest forward, added to those of all parameters.
  ///
  /// - Parameter dy: dL/dlogits, [N, T, V].
  /// - Returns: An empty tensor: tokens have no gradient.
  @discardableResult
  public mutating func backward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.10 LanguageModel.backward
    let dRows = head.backward(dy.placesAsRows)  // [N·T, D]
    var dx = norm.backward(dRows.reshaped(to: [dy.shape[0], dy.shape[1], dRows.shape[1]]))
    for index in blocks.indices.reversed() { dx = blocks[index].backward(dx) }
    embedding.backward(positions.backward(dropout.backward(dx)))
    return Tensor(zeros: [0])
    // END SOLUTION
  }

  /// Visits `embedding`, `positions`, the blocks from first to last, `norm` and `head`.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    // BEGIN SOLUTION 4.10 LanguageModel.forEachParameter
    embedding.forEachParameter(body)
    positions.forEachParameter(body)
    for index in blocks.indices { blocks[index].forEachParameter(body) }
    norm.forEachParameter(body)
    head.forEachParameter(body)
    // END SOLUTION
  }

  /// The same for tokens in a tensor, [N, T] of whole numbers: so the model is a `Layer`, and
  /// optimizers, clipping and model files take it.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(x.rank == 2, "LanguageModel.forward: tokens have two axes — \(x.shape) — use [N, T]")
    return forward((0..<x.shape[0]).map { x[row: $0].scalars.map { Int($0) } }, &context)
  }
}
