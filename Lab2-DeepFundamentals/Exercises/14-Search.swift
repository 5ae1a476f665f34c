// 2.14 Hyperparameter search: finding a good learning rate, width or decay by trying. Three ways to
// spend a budget: every combination, random ones, and a knock-out tournament. All of them know
// nothing of networks: they call a closure that says how good some settings are.

import Foundation
import Shared

/// The settings of one candidate by name: `["rate": 0.01, "width": 64]`.
public typealias Settings = [String: Double]

/// All combinations of the values of each axis: the Cartesian product.
///
///     grid([("rate", [0.1, 0.01]), ("width", [16, 32])])
///     // rate 0.1 width 16 · rate 0.1 width 32 · rate 0.01 width 16 · rate 0.01 width 32
///
/// The last axis changes fastest, as in Python's `itertools.product` and in nested loops. Five axes
/// of five values are 3125 trainings: a grid is for one or two axes.
///
/// - Parameter axes: A name and its values each.
/// - Returns: The product of the axes' sizes: one candidate without settings for no axes, none where
///   an axis is empty.
public func grid(_ axes: [(name: String, values: [Double])]) -> [Settings] {
  todo("2.14 grid")
}

/// Where a random search draws a setting from.
public enum SearchRange: Sendable, Equatable {
  /// Every number as likely as any other.
  case uniform(ClosedRange<Double>)
  /// Every *order of magnitude* as likely as any other; for rates and decays. Bounds above 0.
  case logUniform(ClosedRange<Double>)

  /// A number of the range, from one draw u = `generator.uniform()` in 0..<1.
  ///
  ///     uniform      low + (high − low)·u
  ///     logUniform   low · (high/low)^u        = e^(a number even between ln low and ln high)
  ///
  /// Drawn evenly from 0.0001…1, nine rates of ten would be above 0.1; log-uniformly, a quarter is.
  ///
  /// - Parameter generator: Source of u.
  /// - Returns: The number. `require` stops on a log-uniform range whose low bound is not above 0, with a
  ///   message that names the bound.
  public func sample(using generator: inout SeededGenerator) -> Double {
    todo("2.14 SearchRange.sample")
  }
}

/// Candidates drawn at random: every setting of every candidate anew.
///
/// Nine candidates on a 3 × 3 grid try three rates; nine random ones try nine. When only the rate
/// matters, that is three times the search for the same price. Source: Bergstra and Bengio, "Random
/// search for hyper-parameter optimization", 2012.
///
/// - Parameters:
///   - ranges: A name and a range each.
///   - count: How many candidates.
///   - generator: Source of the draws: candidate after candidate, and in each range after range.
/// - Returns: The candidates.
public func randomSettings(
  _ ranges: [(name: String, range: SearchRange)], count: Int,
  using generator: inout SeededGenerator
) -> [Settings] {
  todo("2.14 randomSettings")
}

/// What a candidate scored.
public struct Trial: Sendable, Equatable {
  /// The candidate.
  public var settings: Settings
  /// What it was given, in whatever the closure spends: epochs, steps, examples.
  public var budget: Int
  /// Its score, higher being better: a validation accuracy, or a loss with its sign turned.
  public var score: Double

  /// Notes a score.
  public init(settings: Settings, budget: Int, score: Double) {
    (self.settings, self.budget, self.score) = (settings, budget, score)
  }
}

/// The trials, best first.
///
/// Two cases need a decision, or the result depends on chance. A *tie* goes to the earlier trial: put
/// the cheaper candidate first. A score of *NaN*, of a run that diverged, is below every number, −∞
/// too; NaN trials come last, in their order. (`a.score > b.score` is false for NaN on either side,
/// and a sort that is told so leaves it anywhere, perhaps in front.)
///
/// - Parameter trials: In the order in which they were made.
/// - Returns: The same trials in order of rank.
public func ranked(_ trials: [Trial]) -> [Trial] {
  todo("2.14 ranked")
}

/// Tries every candidate with the same budget: grid search on a `grid`, random search on
/// `randomSettings`.
///
/// - Parameters:
///   - candidates: The settings to try, in this order, each once.
///   - budget: Handed to each.
///   - score: Trains with the settings, spending the budget, and says how good the result is on
///     *validation* data. The best of many is partly luck: report its test score, taken afterwards.
/// - Returns: The trials, best first as `ranked` says.
public func search(
  _ candidates: [Settings], budget: Int, score: (Settings, Int) -> Double
) -> [Trial] {
  todo("2.14 search")
}

/// One round of a tournament.
public struct HalvingRound: Sendable, Equatable {
  /// How many candidates play.
  public var candidates: Int
  /// What each of them is given.
  public var budget: Int

  /// Notes a round.
  public init(candidates: Int, budget: Int) {
    (self.candidates, self.budget) = (candidates, budget)
  }
}

/// How successive halving spends a budget: on all candidates a little, on the best few a lot.
///
/// The better half, rounded up, goes on to the next round, until one is left; that takes
/// R = ⌈log₂ n⌉ rounds. Every round gets an equal share of the budget B, and shares it evenly:
///
///     n₁ = n,  nₖ₊₁ = ⌈nₖ / 2⌉         rₖ = ⌊B / (nₖ · R)⌋ for each candidate
///
/// What rounding leaves over is not spent: Σ nₖ·rₖ is at most B, and never more. One candidate plays
/// one round with the whole budget. 16 candidates and B = 128: 16·2, 8·4, 4·8, 2·16.
///
/// - Parameters:
///   - candidates: n, 1 or more; on another one `require` stops with a message that names it.
///   - budget: B. When r₁ would be 0 `require` stops with a message that names B and what is needed,
///     n·R.
/// - Returns: The R rounds.
public func halvingRounds(candidates: Int, budget: Int) -> [HalvingRound] {
  todo("2.14 halvingRounds")
}

/// The tournament: many candidates get a little, the better half of them twice as much, and so on.
///
/// Each round calls `score` for its candidates, in the order in which they came in (at first the given
/// one, then that of their ranks) and with the round's budget; the first of `ranked` go on. Every call
/// starts afresh: a candidate gets rₖ, not rₖ more. (Jamieson and Talwalkar continue the runs that go
/// on, for the same price.) It is the wrong method where good candidates start slowly: small rates.
///
/// Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
/// optimization", 2016. scikit-learn: `HalvingRandomSearchCV`.
///
/// - Parameters:
///   - candidates: The settings, 1 or more.
///   - budget: B, what all calls together may spend.
///   - score: As for `search`.
/// - Returns: The trials of each round, best first: the winner is `rounds.last`'s first.
public func successiveHalving(
  _ candidates: [Settings], budget: Int, score: (Settings, Int) -> Double
) -> [[Trial]] {
  todo("2.14 successiveHalving")
}
