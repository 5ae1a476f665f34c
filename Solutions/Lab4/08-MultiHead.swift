// 4.8 Multi-head attention: several attentions side by side, each on its own part of the width, so
// that one place can look at its neighbour, another at the start of the line, at the same time.

import Shared

/// Cuts the width into heads, [N, T, D] → [N, H, T, d] with d = D / H.
///
/// Head h has the columns h·d ..< (h + 1)·d. Reshaping to [N, T, H, d] cuts them; the axes T and H then
/// change places (`transposed(to:)`), so that the last two are the matrix of one head. Reshaping to
/// [N, H, T, d] at once would mix places and columns.
///
/// - Parameters:
///   - x: [N, T, D].
///   - count: H; divides D.
/// - Returns: [N, H, T, d].
public func splitHeads(_ x: Tensor, count: Int) -> Tensor {
  require(
    x.rank == 3 && count > 0 && x.shape[2] % count == 0,
    "splitHeads: the width must be a multiple of the heads — \(x.shape), \(count) heads — use a width"
      + " of heads times d")
  // BEGIN SOLUTION 4.8 splitHeads
  let (n, t, d) = x.shape.ntd
  return x.reshaped(to: [n, t, count, d / count]).transposed(to: [0, 2, 1, 3])
  // END SOLUTION
}

/// Sets the heads side by side again, [N, H, T, d] → [N, T, D]: undoes `splitHeads`.
///
/// - Parameter heads: [N, H, T, d].
/// - Returns: [N, T, H·d].
public func joinHeads(_ heads: Tensor) -> Tensor {
  require(
    heads.rank == 4, "joinHeads: four axes are needed — \(heads.shape) — use [N, heads, T, d]")
  // BEGIN SOLUTION 4.8 joinHeads
  let (n, h, t, d) = heads.shape.nchw
  return heads.transposed(to: [0, 2, 1, 3]).reshaped(to: [n, t, h * d])
  // END SOLUTION
}

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

  /// Self-attention: x asks itself.
  ///
  /// Keeps `input`, `queries`, `keys`, `values`, `weights` and `joined`, and sets `memory` to nil. A linear
  /// map treats every place alike: `projected(_:rows:)` makes q, k and v of all places in one product,
  /// [N, T, 3·D]. Cut into 3·H heads at once, the first H are the queries, the next H the keys and the
  /// last H the values: `slice(_:along: 1)`. `attend` does the rest.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - mask: 1 where query t may see key s, broadcast to [N, H, T, T].
  /// - Returns: y, [N, T, D].
  public mutating func forward(_ x: Tensor, mask: Tensor? = nil) -> Tensor {
    requireWidth(x, "MultiHeadAttention.forward")
    // BEGIN SOLUTION 4.8 MultiHeadAttention.forward
    (input, memory) = (x, nil)
    let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)  // [N, 3·H, T, d]
    queries = all.slice(0..<heads, along: 1)
    keys = all.slice(heads..<2 * heads, along: 1)
    values = all.slice(2 * heads..<3 * heads, along: 1)
    return attend(mask)
    // END SOLUTION
  }

  /// Cross-attention: x asks the memory.
  ///
  /// The queries are made of x, keys and values of the memory. Keeps what the other `forward` keeps, and
  /// the memory.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - memory: [N, S, D].
  ///   - mask: 1 where query t may see key s, broadcast to [N, H, T, S].
  /// - Returns: y, [N, T, D].
  public mutating func forward(_ x: Tensor, memory: Tensor, mask: Tensor? = nil) -> Tensor {
    requireWidth(x, "MultiHeadAttention.forward")
    requireWidth(memory, "MultiHeadAttention.forward, memory")
    // BEGIN SOLUTION 4.8 MultiHeadAttention.forward memory
    (input, self.memory) = (x, memory)
    queries = splitHeads(projected(x, rows: 0..<width), count: heads)  // [N, H, T, d]
    let pairs = projected(memory, rows: width..<3 * width)  // [N, S, 2·D]
    let both = splitHeads(pairs, count: 2 * heads)  // [N, 2·H, S, d]
    keys = both.slice(0..<heads, along: 1)
    values = both.slice(heads..<2 * heads, along: 1)
    return attend(mask)
    // END SOLUTION
  }

  /// The gradients of the latest self-attention.
  ///
  /// x made the queries, the keys and the values, so dL/dx is a sum of three. Backward goes the way of
  /// forward: `backwardToHeads`, join dq, dk and dv to one [N, T, 3·D] (`Tensor(concatenating:along: 1)`,
  /// then `joinHeads`), `backwardOfProjection`.
  ///
  /// - Parameter dy: dL/dy, [N, T, D].
  /// - Returns: dL/dx, [N, T, D]; the gradients of the four parameters are added to.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    require(
      memory == nil,
      "MultiHeadAttention.backward: the latest forward had a memory \(memory?.shape ?? []) — call"
        + " backwardWithMemory")
    // BEGIN SOLUTION 4.8 MultiHeadAttention.backward
    let (dq, dk, dv) = backwardToHeads(dy)
    let dAll = joinHeads(Tensor(concatenating: [dq, dk, dv], along: 1))  // [N, T, 3·D]
    return backwardOfProjection(dAll, of: input, rows: 0..<3 * width)
    // END SOLUTION
  }

  /// The gradients of the latest cross-attention.
  ///
  /// - Parameter dy: dL/dy, [N, T, D].
  /// - Returns: dL/dx, [N, T, D], through the queries alone, and dL/dmemory, [N, S, D], through keys and
  ///   values; the gradients of the four parameters are added to.
  public mutating func backwardWithMemory(_ dy: Tensor) -> (dx: Tensor, dMemory: Tensor) {
    guard let memory else {
      fatalError(
        "MultiHeadAttention.backwardWithMemory: the latest forward had no memory — dy \(dy.shape) —"
          + " call backward")
    }
    // BEGIN SOLUTION 4.8 MultiHeadAttention.backwardWithMemory
    let (dq, dk, dv) = backwardToHeads(dy)
    let dPairs = joinHeads(Tensor(concatenating: [dk, dv], along: 1))  // [N, S, 2·D]
    let dx = backwardOfProjection(joinHeads(dq), of: input, rows: 0..<width)
    return (dx, backwardOfProjection(dPairs, of: memory, rows: width..<3 * width))
    // END SOLUTION
  }

  /// Visits `inputWeight`, `inputBias`, `outputWeight` and `outputBias`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&inputWeight)
    body(&inputBias)
    body(&outputWeight)
    body(&outputBias)
  }

  private func requireWidth(
    _ x: Tensor, _ operation: String, file: StaticString = #fileID, line: UInt = #line
  ) {
    require(
      x.rank == 3 && x.shape[2] == width,
      "\(operation): sequences of width \(width) are needed — \(x.shape) — use [N, T, \(width)]",
      file: file, line: line)
  }
}
