// What 4.18 stands on: the form of a model, a rule, a hypothesis, ranks, and the refusal of logits
// that say nothing.

import Foundation
import Shared

/// The logits of the next token, [V], after these tokens.
///
/// A model with a limited context cuts the tokens itself: `tokens.suffix(64)`.
public typealias NextLogits = (_ tokens: [Int]) -> Tensor

/// A continuation that beam search follows.
public struct Hypothesis: Sendable, Equatable {
  /// The new tokens, the end token too.
  public var tokens: [Int]
  /// Σ ln p of the new tokens.
  public var logProbability: Double
  /// Whether the last token is the end token.
  public var isFinished: Bool

  /// Notes a continuation.
  public init(tokens: [Int], logProbability: Double, isFinished: Bool = false) {
    (self.tokens, self.logProbability) = (tokens, logProbability)
    self.isFinished = isFinished
  }
}

/// How the next token is chosen.
public struct SamplingRule: Sendable, Equatable {
  /// T; 0 is greedy.
  public var temperature: Float
  /// k, or nil for all tokens.
  public var topK: Int?
  /// p, or nil for all tokens.
  public var topP: Float?

  /// The most probable token, always.
  public static let greedy = SamplingRule(temperature: 0)

  /// States a rule.
  public init(temperature: Float = 1, topK: Int? = nil, topP: Float? = nil) {
    (self.temperature, self.topK, self.topP) = (temperature, topK, topP)
  }
}

/// Draws one token from logits, by `SamplingRule.distribution` and `draw`.
///
/// - Parameters:
///   - logits: [V].
///   - temperature: T; 0 is greedy.
///   - topK: k, or nil.
///   - topP: p, or nil.
///   - generator: Source of the one draw.
/// - Returns: A token, 0..<V.
public func sample(
  _ logits: Tensor, temperature: Float = 1, topK: Int? = nil, topP: Float? = nil,
  using generator: inout SeededGenerator
) -> Int {
  let rule = SamplingRule(temperature: temperature, topK: topK, topP: topP)
  return draw(rule.distribution(logits), using: &generator)
}

/// The logarithms of the probabilities of the next token, by log-softmax in `Double`.
///
///     ln p[v] = z[v] − m − ln Σₖ e^(z[k] − m)         m: the largest logit
///
/// - Parameter logits: [V].
/// - Returns: V numbers, at most 0; −∞ where the logit is.
public func logProbabilities(_ logits: Tensor) -> [Double] {
  requireLogits(logits, "logProbabilities")
  let largest = Double(logits.max())
  let shifted = logits.scalars.map { Double($0) - largest }
  let logarithm = log(shifted.reduce(0) { $0 + exp($1) })
  return shifted.map { $0 - logarithm }
}

/// The tokens from the most to the least probable; of equal ones the earlier first.
func byRank(_ probabilities: Tensor) -> [Int] {
  let p = probabilities.scalars
  return p.indices.sorted { p[$0] == p[$1] ? $0 < $1 : p[$0] > p[$1] }
}

/// The probabilities of these tokens divided by their sum, 0 for all others.
func keeping(_ tokens: ArraySlice<Int>, of probabilities: Tensor) -> Tensor {
  var kept = [Float](repeating: 0, count: probabilities.count)
  for token in tokens { kept[token] = probabilities[token] }
  let sum = kept.reduce(0, +)
  return Tensor(kept.map { $0 / sum })
}

/// Stops unless there are logits, none of them NaN or +∞, and one at least above −∞.
func requireLogits(_ logits: Tensor, _ operation: String) {
  require(
    logits.rank == 1 && logits.count > 0,
    "\(operation): one logit a token is needed — shape \(logits.shape) — use shape [V]")
  require(
    logits.scalars.allSatisfy { !$0.isNaN && $0 < .infinity } && logits.max() > -.infinity,
    "\(operation): logits that are NaN, +∞, or all −∞ — \(logits.scalars.prefix(8)) — look for the"
      + " layer that made them")
}
