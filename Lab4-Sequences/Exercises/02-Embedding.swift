// 4.2 Embedding: every token has a row of a table, and the rows are learned. Tokens that are used in
// the same way end up with rows that point the same way. (Y. Bengio and others, 2003.)

import Shared

/// A table with one row of D numbers for each of V tokens.
///
/// ```
/// y[n, t]  = E[token[n, t]]                         look up
/// dE[v]    = Σ over all (n, t) with token v of dy[n, t]      every use pulls at the row
/// ```
/// It is a linear layer without bias on one-hot inputs, `oneHot · E`: a product with a matrix of zeros
/// and a single 1 a row picks a row. Nobody computes the product, forward or backward.
///
/// Tokens are no numbers to compute with, so there is no dL/dtokens: this is no `Layer`.
/// Keras: `Embedding(V, D)`; PyTorch: `nn.Embedding(V, D)`.
public struct Embedding: Sendable {
  /// E, one row a token, shape [V, D], with its gradient.
  public var weight: Parameter

  /// The tokens of the latest forward, N rows of T.
  public internal(set) var tokens: [[Int]] = []

  /// Creates a table from its rows, shape [V, D].
  public init(weight: Tensor) {
    require(
      weight.rank == 2,
      "Embedding: the table needs one row a token — \(weight.shape) — use shape [V, D]")
    self.weight = Parameter(weight, name: "weight")
  }

  /// V, the tokens.
  public var count: Int { weight.value.shape[0] }
  /// D, the numbers of a row.
  public var width: Int { weight.value.shape[1] }

  /// The rows of the tokens; remembers the tokens.
  ///
  /// `rows(at:)` of a tensor gathers rows by number, and numbers may repeat.
  ///
  /// - Parameter tokens: N rows of T tokens from 0 to V − 1. On a token outside, `require` stops with a
  ///   message that names it and V; on rows of different lengths with one that names two lengths. N and T
  ///   may be 0.
  /// - Returns: Shape [N, T, D].
  public mutating func forward(_ tokens: [[Int]]) -> Tensor {
    todo("4.2 Embedding.forward")
  }

  /// Adds the gradient of every use to the row that was used.
  ///
  /// A token that occurs ten times collects ten gradients; `addRows(_:at:)` adds rows to rows by number.
  /// Tokens that did not occur get nothing.
  ///
  /// - Parameter dy: dL/dy, [N, T, D].
  public mutating func backward(_ dy: Tensor) {
    let places = tokens.flatMap { $0 }
    require(
      dy.rank == 3 && dy.shape[0] * dy.shape[1] == places.count && dy.shape[2] == width,
      "Embedding.backward: one row of dy a remembered token is needed — dy \(dy.shape),"
        + " \(places.count) tokens, width \(width) — remember the tokens in forward")
    todo("4.2 Embedding.backward")
  }

  /// How alike the rows of all tokens are to that of one: the cosine of the angle between them.
  ///
  /// ```
  /// s[v] = E[v]·E[k] / (‖E[v]‖ · ‖E[k]‖)        from −1 to 1; 1 for k itself
  /// ```
  /// - Parameter token: k, from 0 to V − 1.
  /// - Returns: The similarities, shape [V]; 0, not NaN, where a row is all zeros.
  public func similarities(to token: Int) -> Tensor {
    todo("4.2 Embedding.similarities")
  }

  /// Visits the table.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
}

extension Embedding {
  /// A table of normal random numbers of mean 0.
  ///
  /// - Parameters:
  ///   - count: V, the tokens.
  ///   - width: D, the numbers of a row.
  ///   - deviation: Their standard deviation: 1 is PyTorch's, 0.02 GPT-2's.
  ///   - generator: Source of the rows.
  public init(
    count: Int, width: Int, deviation: Float = 1, using generator: inout SeededGenerator
  ) {
    self.init(
      weight: deviation * Tensor(randomNormal: [count, width], using: &generator))
  }
}
