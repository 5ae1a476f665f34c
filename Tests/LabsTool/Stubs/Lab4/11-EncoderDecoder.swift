// 4.11 Encoder and decoder: one Transformer reads a sequence, another writes a second one and looks at
// the first through cross-attention. (A. Vaswani and others, 2017; attention between the two:
// D. Bahdanau and others, 2015.)

import Lab1
import Lab2
import Shared

/// A block that writes: a causal `TransformerBlock` with cross-attention between its two branches.
///
/// ```
/// h = x + attention(norm1(x))                     what is written looks at what is written, causal
/// m = h + cross(norm(h), memory)                  … then at what was read
/// y = m + network of each place(norm2(m))         [N, T, D], all of them
/// ```
/// Queries of `cross` come from the decoder, keys and values from the memory, [N, S, D]: S need not be T.
///
/// A plain struct and no `Layer`: it has two inputs, and so two gradients to return.
/// PyTorch: `nn.TransformerDecoderLayer(D, H, F, norm_first=True, activation="gelu")`. Keras has no
/// such layer (KerasHub: `TransformerDecoder`).
public struct DecoderBlock: Sendable {
  /// Self-attention and the network of each place, from 4.10.
  public var block: TransformerBlock
  /// What asks the memory is normalised.
  public var crossNorm: LayerNorm
  /// How the memory is asked.
  public var cross: MultiHeadAttention
  /// Dropout of what cross-attention adds.
  public var crossDropout: Dropout

  /// Puts a block together; the parts must have one width, and the block be causal.
  public init(
    block: TransformerBlock, crossNorm: LayerNorm, cross: MultiHeadAttention, dropout: Float = 0
  ) {
    require(
      block.isCausal,
      "DecoderBlock: the block must be causal — isCausal is false — what is written must not see what"
        + " comes later")
    (self.block, self.crossNorm, self.cross) = (block, crossNorm, cross)
    crossDropout = Dropout(rate: dropout)
  }

  /// What cross-attention adds: `crossDropout(cross(crossNorm(h), memory))`.
  ///
  /// The memory is used as it is: the encoder has normalised it.
  ///
  /// - Parameters:
  ///   - h: Who asks, [N, T, D].
  ///   - memory: Who answers, [N, S, D].
  ///   - mask: 1 where a place of the memory is real, broadcast to [N, H, T, S]; nil for all. Not causal:
  ///     all of the source is known.
  ///   - context: Handed to norm and dropout.
  /// - Returns: [N, T, D].
  public mutating func crossBranch(
    _ h: Tensor, memory: Tensor, mask: Tensor?, _ context: inout Context
  ) -> Tensor {
    todo("4.11 DecoderBlock.crossBranch")
  }

  /// The block, `x → h → m → y`, from `block.attentionBranch`, `crossBranch` and `block.placeBranch`.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - memory: [N, S, D].
  ///   - mask: As in `crossBranch`.
  ///   - context: Handed to every part.
  /// - Returns: y, [N, T, D].
  public mutating func forward(
    _ x: Tensor, memory: Tensor, mask: Tensor?, _ context: inout Context
  ) -> Tensor {
    todo("4.11 DecoderBlock.forward")
  }

  /// Back through `crossBranch`.
  ///
  /// - Parameter dm: The gradient of what the branch added, [N, T, D].
  /// - Returns: Its part of dL/dh, [N, T, D], and dL/dmemory, [N, S, D].
  public mutating func crossBranchBackward(_ dm: Tensor) -> (dh: Tensor, dMemory: Tensor) {
    todo("4.11 DecoderBlock.crossBranchBackward")
  }

  /// The block backwards.
  ///
  /// ```
  /// dm = dy + (back through block.placeBranch, of dy)
  /// dh = dm + (back through crossBranch, of dm)          this one gives dL/dmemory as well
  /// dx = dh + (back through block.attentionBranch, of dh)
  /// ```
  /// - Parameter dy: dL/dy, [N, T, D].
  /// - Returns: dL/dx, [N, T, D], and dL/dmemory, [N, S, D].
  public mutating func backward(_ dy: Tensor) -> (dx: Tensor, dMemory: Tensor) {
    todo("4.11 DecoderBlock.backward")
  }

  /// Visits `block`, `crossNorm` and `cross`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    block.forEachParameter(body)
    crossNorm.forEachParameter(body)
    cross.forEachParameter(body)
  }
}

/// A Transformer that turns one sequence of tokens into another.
///
/// ```
/// source [N, S] ─► embedding + positions ─► encoder blocks ─► norm ─► memory [N, S, D]
///                                                                       │ keys and values
/// target [N, T] ─► embedding + positions ─► decoder blocks ◄────────────┘
///                                             └─► norm ─► head ─► logits [N, T, V]
/// ```
/// Encoder blocks see the whole source, except its padding; decoder blocks see what is written so far,
/// and the whole memory. Every decoder block asks the same memory, so its gradient is a sum over them.
/// PyTorch: `nn.Transformer(norm_first=True)` between embeddings and head.
public struct EncoderDecoder: Layer {
  /// What each token of the source is.
  public var sourceEmbedding: Embedding
  /// What each token of the target is.
  public var targetEmbedding: Embedding
  /// Where a token stands, the same for both: [C, D]; no parameter.
  public var positions: Tensor
  /// The blocks that read; none of them causal.
  public var encoder: [TransformerBlock]
  /// What makes the memory of what the last of them gives.
  public var encoderNorm: LayerNorm
  /// The blocks that write.
  public var decoder: [DecoderBlock]
  /// The norm before the head.
  public var decoderNorm: LayerNorm
  /// From D to V.
  public var head: Linear

  /// What the latest `encode` made of the source, [N, S, D].
  public internal(set) var memory = Tensor(zeros: [0, 0, 0])
  /// 1 where the source of the latest `encode` was real, [N, 1, 1, S]; nil when all of it was.
  public internal(set) var memoryMask: Tensor?

  /// Reads a source, and remembers `memory` and `memoryMask`.
  ///
  /// The mask of `padded` (4.1), [N, S], goes through `paddingMask` (4.7). It is set as the `mask` of
  /// *every* encoder block, and kept for the decoder.
  ///
  /// - Parameters:
  ///   - source: N rows of S tokens, S at most C.
  ///   - mask: 1 for a token and 0 for padding, [N, S]; nil without padding.
  ///   - context: Handed to every part.
  /// - Returns: The memory, [N, S, D].
  @discardableResult
  public mutating func encode(
    _ source: [[Int]], mask: Tensor? = nil, _ context: inout Context
  ) -> Tensor {
    requireLength(source, "EncoderDecoder.encode")
    todo("4.11 EncoderDecoder.encode")
  }

  /// The scores of what follows each token of a target, given the source of the latest `encode`.
  ///
  /// `placed(_:)` adds the positions. `Linear` takes rows: for the head, reshape to [N·T, D], and the
  /// result to [N, T, V].
  ///
  /// - Parameters:
  ///   - target: N rows of T tokens, T at most C.
  ///   - context: Handed to every part.
  /// - Returns: Logits, [N, T, V]: those at place t are about token t + 1.
  public mutating func decode(_ target: [[Int]], _ context: inout Context) -> Tensor {
    requireLength(target, "EncoderDecoder.decode")
    todo("4.11 EncoderDecoder.decode")
  }

  /// The gradients of the latest `encode` and `decode`, added to those of all parameters.
  ///
  /// First the decoder from the head down, collecting dL/dmemory of all its blocks; then the encoder
  /// from its norm down. Positions are no parameters.
  ///
  /// - Parameter dy: dL/dlogits, [N, T, V].
  /// - Returns: An empty tensor: tokens have no gradient.
  @discardableResult
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("4.11 EncoderDecoder.backward")
  }

  /// Visits both embeddings, the source's first, the encoder's blocks and norm, the decoder's blocks and
  /// norm, and the head.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    todo("4.11 EncoderDecoder.forEachParameter")
  }
}
