// 4.8, what stands ready: the parameters of multi-head attention, and what it remembers. Its ways forward
// and back are the exercise.

import Shared

/// Multi-head attention with its four projections.
///
/// ```
/// q = x·Wqᵀ + bq      k = m·Wkᵀ + bk      v = m·Wvᵀ + bv      [N, T, D], cut into heads
/// y = join(attention(q, k, v))·Woᵀ + bo                       [N, T, D]
/// ```
/// In *self-attention* m is x: a sequence asks itself. In *cross-attention* m is another sequence, the
/// memory: a decoder asks what the encoder made of the input.
///
/// Wq, Wk and Wv are the rows 0..<D, D..<2D and 2D..<3D of `inputWeight`, so that self-attention
/// needs one matrix product for all three. That and the order of the heads are PyTorch's:
/// `nn.MultiheadAttention(D, H, batch_first=True)`, whose `in_proj_weight` is our `inputWeight`. Keras:
/// `MultiHeadAttention(H, d)`, with three weights of shape [D, H, d].
///
/// A plain struct and no `Layer`: it has a mask and perhaps two inputs.
public struct MultiHeadAttention: Sendable {
  /// H, how many attentions stand side by side.
  public let heads: Int
  /// Wq, Wk and Wv, one below the other: [3·D, D].
  public var inputWeight: Parameter
  /// bq, bk and bv: [3·D].
  public var inputBias: Parameter
  /// Wo: [D, D].
  public var outputWeight: Parameter
  /// bo: [D].
  public var outputBias: Parameter

  /// The latest queries, [N, H, T, d].
  public internal(set) var queries = Tensor(zeros: [0, 0, 0, 0])
  /// The latest keys, [N, H, S, d].
  public internal(set) var keys = Tensor(zeros: [0, 0, 0, 0])
  /// The latest values, [N, H, S, d].
  public internal(set) var values = Tensor(zeros: [0, 0, 0, 0])
  /// Who looked where in the latest forward, [N, H, T, S]: also what pictures show.
  public internal(set) var weights = Tensor(zeros: [0, 0, 0, 0])
  /// The latest outputs of the heads, side by side, [N, T, D].
  public internal(set) var joined = Tensor(zeros: [0, 0, 0])
  /// The latest x, [N, T, D].
  public internal(set) var input = Tensor(zeros: [0, 0, 0])
  /// The latest memory, [N, S, D]; nil after self-attention.
  public internal(set) var memory: Tensor?

  /// D, the width.
  public var width: Int { outputBias.value.count }

  /// Creates multi-head attention with these parameters.
  ///
  /// - Parameters:
  ///   - heads: H; divides D.
  ///   - inputWeight: [3·D, D].
  ///   - inputBias: [3·D].
  ///   - outputWeight: [D, D].
  ///   - outputBias: [D].
  public init(
    heads: Int, inputWeight: Tensor, inputBias: Tensor, outputWeight: Tensor, outputBias: Tensor
  ) {
    let d = outputBias.count
    require(
      heads > 0 && d % heads == 0 && inputWeight.shape == [3 * d, d] && inputBias.shape == [3 * d]
        && outputWeight.shape == [d, d] && outputBias.shape == [d],
      "MultiHeadAttention: the shapes do not fit — \(heads) heads, \(inputWeight.shape),"
        + " \(inputBias.shape), \(outputWeight.shape), \(outputBias.shape) — use [3·D, D], [3·D],"
        + " [D, D], [D] and heads that divide D")
    self.heads = heads
    self.inputWeight = Parameter(inputWeight, name: "in_proj_weight")
    self.inputBias = Parameter(inputBias, name: "in_proj_bias")
    self.outputWeight = Parameter(outputWeight, name: "out_proj.weight")
    self.outputBias = Parameter(outputBias, name: "out_proj.bias")
  }

  /// Visits `inputWeight`, `inputBias`, `outputWeight` and `outputBias`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&inputWeight)
    body(&inputBias)
    body(&outputWeight)
    body(&outputBias)
  }

  func requireWidth(
    _ x: Tensor, _ operation: String, file: StaticString = #fileID, line: UInt = #line
  ) {
    require(
      x.rank == 3 && x.shape[2] == width,
      "\(operation): sequences of width \(width) are needed — \(x.shape) — use [N, T, \(width)]",
      file: file, line: line)
  }
}

extension MultiHeadAttention {
  /// Multi-head attention with random normal weights and biases of zero.
  ///
  /// - Parameters:
  ///   - width: D.
  ///   - heads: H; divides D.
  ///   - standardDeviation: Of the weights of the input; nil for 1/√D, which keeps the variance.
  ///   - outputDeviation: Of Wo; nil for the same.
  ///   - generator: Source of the weights.
  public init(
    width: Int, heads: Int, standardDeviation: Float? = nil, outputDeviation: Float? = nil,
    using generator: inout SeededGenerator
  ) {
    let deviation = standardDeviation ?? 1 / Float(max(width, 1)).squareRoot()
    self.init(
      heads: heads,
      inputWeight: Tensor(
        randomNormal: [3 * width, width], standardDeviation: deviation, using: &generator),
      inputBias: Tensor(zeros: [3 * width]),
      outputWeight: Tensor(
        randomNormal: [width, width], standardDeviation: outputDeviation ?? deviation,
        using: &generator),
      outputBias: Tensor(zeros: [width]))
  }
}

extension Tensor {
  /// Places of sequences as rows: [N, T, D] → [N·T, D].
  var placesAsRows: Tensor { reshaped(to: [shape[0] * shape[1], shape[2]]) }
}
