// 4.9 Positions: attention is a mean over places and does not know their order. What is added to each
// place says where it is.

import Foundation
import Shared

/// Waves that number the places, one row a place.
///
/// ```
/// p[t, 2i]     = sin(t / 10000^(2i / D))        even columns
/// p[t, 2i + 1] = cos(t / 10000^(2i / D))        odd columns, with the same angle as their neighbour
/// ```
/// The first pair turns by one radian a place, the last hardly at all, like the hands of a clock. A step of k
/// places turns each pair by a fixed angle, so "k places ago" is one linear map wherever it is asked. Some
/// texts and codes set all sines left of all cosines; the model cannot tell, but weights do not carry
/// over. Every row has the length √(D/2).
/// Source: Vaswani and others, 2017. Neither PyTorch nor Keras has a layer for it (KerasHub:
/// `SinePositionEncoding`).
///
/// Angles grow with t, so compute them in Double: in Float, t = 100,000 has lost the digits of its sine.
///
/// - Parameters:
///   - count: Places T.
///   - width: D; when it is odd, the last column is a sine without its cosine.
/// - Returns: [T, D].
public func sinusoidalPositions(count: Int, width: Int) -> Tensor {
  require(
    count >= 0 && width > 0,
    "sinusoidalPositions: \(count) places of width \(width) — use 0 places or more, width 1 or more"
  )
  todo("4.9 sinusoidalPositions")
}

/// A learned vector for each place, added to what stands there.
///
/// ```
/// y[n, t] = x[n, t] + W[t]          the same W[t] in every sequence of the batch
/// dx[n, t] = dy[n, t]
/// dW[t]    = Σ_n dy[n, t]           zeros for places beyond T
/// ```
/// GPT-2 and BERT have these. There are C of them, and no text can be longer: nobody has ever trained
/// place C. PyTorch: `nn.Embedding(C, D)` of 0…T−1; KerasHub: `PositionEmbedding`.
public struct LearnedPositions: Layer {
  /// W, one row a place: [C, D].
  public var weight: Parameter

  /// C, the most places that a sequence can have.
  public var count: Int { weight.value.shape[0] }

  /// Wraps one vector a place, [C, D].
  public init(weight: Tensor) {
    require(weight.rank == 2, "LearnedPositions: one row a place — \(weight.shape) — use [C, D]")
    self.weight = Parameter(weight, name: "weight")
  }

  /// Small random vectors: normal, with this standard deviation.
  public init(
    count: Int, width: Int, standardDeviation: Float = 0.02, using generator: inout SeededGenerator
  ) {
    self.init(
      weight: Tensor(
        randomNormal: [count, width], standardDeviation: standardDeviation, using: &generator))
  }

  /// Adds to each place the vector of its position.
  ///
  /// - Parameters:
  ///   - x: [N, T, D], T at most C; on more `require` stops with a message that names both.
  ///   - start: The position of the first place: after a cache of 10 tokens (4.19) it is 10.
  /// - Returns: [N, T, D].
  public func added(to x: Tensor, from start: Int = 0) -> Tensor {
    require(
      x.rank == 3 && x.shape[2] == weight.value.shape[1],
      "LearnedPositions: sequences of width \(weight.value.shape[1]) are needed — \(x.shape) — use"
        + " [N, T, \(weight.value.shape[1])]")
    todo("4.9 LearnedPositions.added")
  }

  /// `added(to: x)`, from place 0 on.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { added(to: x) }

  /// dL/dx, which is dy; adds dL/dW to the gradients of the first T rows and leaves the others alone.
  ///
  /// `addRows(_:at:)` adds [T, D] to the rows named.
  ///
  /// - Parameter dy: dL/dy of a forward from place 0, [N, T, D].
  /// - Returns: dL/dx, [N, T, D].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    require(
      dy.rank == 3 && dy.shape[1] <= count && dy.shape[2] == weight.value.shape[1],
      "LearnedPositions.backward: dy must have the shape of the latest output — dy \(dy.shape),"
        + " weight \(weight.value.shape) — use [N, T, D]")
    todo("4.9 LearnedPositions.backward")
  }

  /// Visits the weight.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
}
