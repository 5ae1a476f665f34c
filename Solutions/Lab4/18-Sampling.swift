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
  // BEGIN SOLUTION 4.18 greedy
  return logits.argmax()
  // END SOLUTION
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
  // BEGIN SOLUTION 4.18 probabilities
  require(
    temperature >= 0 && temperature < .infinity,
    "probabilities: a temperature of \(temperature) — use 0 (greedy) or more")
  if temperature == 0 { return Tensor(oneHot: [greedy(logits)], classes: logits.count)[row: 0] }
  let weights = exp((logits - logits.max()) / temperature)
  return weights / weights.sum()
  // END SOLUTION
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
  // BEGIN SOLUTION 4.18 topK
  require(k >= 1, "topK: k is \(k) — keep 1 token or more")
  return keeping(byRank(probabilities).prefix(k), of: probabilities)
  // END SOLUTION
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
  // BEGIN SOLUTION 4.18 topP
  require(mass > 0 && mass <= 1, "topP: the mass is \(mass) — use a number above 0, at most 1")
  if mass == 1 { return probabilities }
  var (kept, sum): ([Int], Float) = ([], 0)
  for token in byRank(probabilities) where sum < mass {
    kept.append(token)
    sum += probabilities[token]
  }
  return keeping(kept[...], of: probabilities)
  // END SOLUTION
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
  // BEGIN SOLUTION 4.18 draw
  let u = generator.uniform()
  var (sum, last) = (Float(0), 0)
  for (token, probability) in probabilities.scalars.enumerated() where probability > 0 {
    sum += probability
    last = token
    if sum > u { break }
  }
  return last
  // END SOLUTION
}

extension SamplingRule {
  /// The probabilities that this rule draws from: temperature first, then `topK`, then `topP` of what
  /// that left.
  ///
  /// - Parameter logits: [V].
  /// - Returns: Probabilities, [V].
  public func distribution(_ logits: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.18 SamplingRule.distribution
    var p = probabilities(logits, temperature: temperature)
    if let topK { p = Lab4.topK(p, topK) }
    if let topP { p = Lab4.topP(p, topP) }
    return p
    // END SOLUTION
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
  // BEGIN SOLUTION 4.18 continuation
  require(
    !prompt.isEmpty,
    "continuation: a prompt of 0 tokens — give one token or more, such as the line break")
  var tokens = prompt
  for _ in 0..<max(count, 0) {
    let token = draw(rule.distribution(next(tokens)), using: &generator)
    tokens.append(token)
    onToken(token)
    if token == end { break }
  }
  return Array(tokens[prompt.count...])
  // END SOLUTION
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
  // BEGIN SOLUTION 4.18 beamStep
  let candidates = live.flatMap { parent in
    next(parent).enumerated().filter { $0.element > -.infinity }.map { token, logProbability in
      Hypothesis(
        tokens: parent.tokens + [token], logProbability: parent.logProbability + logProbability,
        isFinished: token == end)
    }
  }
  let order = candidates.indices.sorted { left, right in
    let (first, second) = (candidates[left].logProbability, candidates[right].logProbability)
    return first == second ? left < right : first > second
  }
  return order.prefix(width).map { candidates[$0] }
  // END SOLUTION
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
    // BEGIN SOLUTION 4.18 Hypothesis.score
    return tokens.isEmpty ? 0 : logProbability / pow(Double(tokens.count), alpha)
    // END SOLUTION
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
  // BEGIN SOLUTION 4.18 beamSearch
  require(
    width >= 1 && !prompt.isEmpty,
    "beamSearch: a width of \(width), a prompt of \(prompt.count) tokens — use 1 or more of each")
  var (live, finished) = ([Hypothesis(tokens: [], logProbability: 0)], [Hypothesis]())
  for _ in 0..<max(count, 0) {
    if live.isEmpty || finished.count >= width { break }
    let best = beamStep(live, width: width, end: end) { logProbabilities(next(prompt + $0.tokens)) }
    finished += best.filter(\.isFinished)
    live = best.filter { !$0.isFinished }
  }
  let all = finished + live
  let scores = all.map { $0.score(lengthPenalty: lengthPenalty) }
  let order = all.indices.sorted {
    scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1]
  }
  return order.prefix(width).map { all[$0] }
  // END SOLUTION
}
