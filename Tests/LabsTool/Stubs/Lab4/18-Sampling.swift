// 4.18 Sampling: from scores for the next token to text. A model gives a logit for every token of the
// vocabulary; what is made of them decides whether the text repeats itself, lives, or rambles.
//
// Nothing here knows of models. A model is a closure that takes all tokens so far and gives the logits
// of the next one, so LSTM, Transformer and cached Transformer are used alike.

import Foundation
import Shared

/// The token with the largest logit; of equal ones the first.
///
/// - Parameter logits: [V]; −∞ for a token that must not come. On none, or on NaN, `require` stops with
///   a message that says so.
/// - Returns: A token, 0..<V.
public func greedy(_ logits: Tensor) -> Int {
  requireLogits(logits, "greedy")
  todo("4.18 greedy")
}

/// The probabilities of the next token: the softmax of `logits / temperature`.
///
///     p[v] = e^((z[v] − max z) / T) / Σ
///
/// T < 1 makes the likely likelier, T > 1 evens out; ratios become their power of 1/T. T = 0 is the
/// limit: 1 for the `greedy` token, 0 for the others (the formula would divide by 0). The maximum is
/// taken off *before* the division, so that no T overflows.
///
/// - Parameters:
///   - logits: [V]; −∞ gives the probability 0. As for `greedy`, none and NaN are refused.
///   - temperature: T, 0 or more. On another one, NaN too, `require` stops with a message that names it.
/// - Returns: Probabilities, [V], that sum to 1.
public func probabilities(_ logits: Tensor, temperature: Float = 1) -> Tensor {
  requireLogits(logits, "probabilities")
  todo("4.18 probabilities")
}

/// Keeps the k most probable tokens.
///
/// Of equal probabilities the earlier token is kept first. What is kept is divided by its sum; all
/// others become 0. Source: Fan, Lewis and Dauphin, "Hierarchical neural story generation", 2018.
///
/// - Parameters:
///   - probabilities: [V], summing to 1.
///   - k: 1 or more; on another one `require` stops with a message that names it. V or more keeps all.
/// - Returns: Probabilities, [V].
public func topK(_ probabilities: Tensor, _ k: Int) -> Tensor {
  todo("4.18 topK")
}

/// Keeps the fewest tokens that have the probability `mass` together: the nucleus.
///
/// From the most probable one down (of equal ones the earlier token first), until their sum is *at
/// least* `mass`. The token that crosses the line is kept, so one always is. Where the model is sure
/// these are few, where it is not they are many; k would be the same in both.
///
/// Source: Holtzman, Buys, Du, Forbes and Choi, "The curious case of neural text degeneration", 2020.
///
/// - Parameters:
///   - probabilities: [V], summing to 1.
///   - mass: p, above 0 and at most 1; on another one `require` stops with a message that names it.
///     1 keeps all.
/// - Returns: Probabilities, [V], the kept ones divided by their sum.
public func topP(_ probabilities: Tensor, _ mass: Float) -> Tensor {
  todo("4.18 topP")
}

/// A token drawn with its probability.
///
/// One draw u = `generator.uniform()` in 0..<1: the answer is the first token at which the sum of the
/// probabilities, from token 0 on, is *above* u. Rounding may leave the whole sum a little below 1, and
/// u above it: then it is the last token that has a probability. One of probability 0 never comes.
///
/// - Parameters:
///   - probabilities: [V], summing to 1.
///   - generator: Source of u.
/// - Returns: A token, 0..<V.
public func draw(_ probabilities: Tensor, using generator: inout SeededGenerator) -> Int {
  todo("4.18 draw")
}

extension SamplingRule {
  /// The probabilities that this rule draws from: temperature first, then `topK`, then `topP` of what
  /// that left.
  ///
  /// - Parameter logits: [V].
  /// - Returns: Probabilities, [V].
  public func distribution(_ logits: Tensor) -> Tensor {
    todo("4.18 SamplingRule.distribution")
  }
}

/// What a model writes after a prompt.
///
/// Asks `next` for the logits after all tokens so far (prompt and new ones), draws one by the rule,
/// reports it, and goes on until `count` tokens are written or `end` is.
///
/// - Parameters:
///   - prompt: The tokens to start from, 1 or more: a model needs something to go on from. On none
///     `require` stops with a message that says so.
///   - count: New tokens at most, 0 or more.
///   - rule: How each is chosen.
///   - end: The token after which to stop; it is part of the result. Nil for none.
///   - generator: Source of the draws, one a token, also when the rule is greedy.
///   - onToken: Hears of each new token as it comes.
///   - next: The model.
/// - Returns: The new tokens alone.
public func continuation(
  of prompt: [Int], count: Int, by rule: SamplingRule = SamplingRule(), end: Int? = nil,
  using generator: inout SeededGenerator, onToken: (Int) -> Void = { _ in }, next: NextLogits
) -> [Int] {
  todo("4.18 continuation")
}

/// One step of beam search: every hypothesis that lives is extended by every token, and the `width`
/// most probable of all these stay.
///
/// The log-probability of an extension is its parent's plus its token's. Of equal ones the earlier
/// hypothesis comes first, then the earlier token; a token of probability 0 makes no candidate.
///
/// - Parameters:
///   - live: The hypotheses, in the order of their ranks.
///   - width: How many stay.
///   - end: The token that finishes a hypothesis, or nil.
///   - next: `logProbabilities` after the prompt and the new tokens of a hypothesis; asked once for each.
/// - Returns: Those that stay, best first: finished ones too.
public func beamStep(
  _ live: [Hypothesis], width: Int, end: Int?, next: (Hypothesis) -> [Double]
) -> [Hypothesis] {
  todo("4.18 beamStep")
}

extension Hypothesis {
  /// By what finished texts of different lengths are compared: Σ ln p / length^α.
  ///
  /// Every token makes a text less probable, so with α = 0 the shortest win. With 1 it is the mean
  /// of a token, and longer ones have their chance. The length is that of the new tokens. (Hugging
  /// Face: `length_penalty`; Wu and others, 2016, divide by ((5 + length) / 6)^α.)
  ///
  /// - Parameter alpha: α.
  /// - Returns: The score, higher being better; 0 without tokens.
  public func score(lengthPenalty alpha: Double) -> Double {
    todo("4.18 Hypothesis.score")
  }
}

/// Beam search: follows the `width` most probable continuations at once.
///
/// Starts from one hypothesis without tokens. After each `beamStep` the finished ones are set aside and
/// the others live on. It ends after `count` steps, when none lives, or when `width` are finished. Then
/// finished and living ones are ranked together by `score`, of equal ones the finished first, in the
/// order in which they came. With `width` 1 and no end it is the greedy text.
///
/// It finds a probable text, not always the most probable one. (Hugging Face's `num_beams` with
/// `early_stopping=True` looks at 2·width candidates a step, so that as many live on after an end.)
///
/// - Parameters:
///   - prompt: The tokens to start from, 1 or more.
///   - count: New tokens at most.
///   - width: How many are followed, 1 or more. On none, and on an empty prompt, `require` stops with a
///     message that names both.
///   - end: The token that finishes a text, or nil.
///   - lengthPenalty: α of `Hypothesis.score`.
///   - next: The model. It is asked about one hypothesis after another, so it must answer from the tokens
///     alone: a model that carries state from call to call needs a state for each.
/// - Returns: At most `width` hypotheses, the best score first.
public func beamSearch(
  from prompt: [Int], count: Int, width: Int, end: Int? = nil, lengthPenalty: Double = 1,
  next: NextLogits
) -> [Hypothesis] {
  todo("4.18 beamSearch")
}
