// 2.8 Learning-rate schedules: the rate as a pure function of the step. A function that remembers
// nothing can be drawn, tested and started again in the middle of a run. Lab 1's `stepDecay` is the
// first of the family.

import Foundation
import Shared

// A step counts from 0. It is whatever the training loop counts, batches or epochs: the loop of
// Lab 1 asks once an epoch, `schedule: { cosineAnnealing(from: 0.1, over: 20, step: $0) }`.

/// A rate that is multiplied by a factor at each milestone.
///
///     rate(t) = initial · factor^(number of milestones ≤ t)
///
/// The step of a milestone itself already has the lower rate. PyTorch: `MultiStepLR`. Keras:
/// `PiecewiseConstantDecay` (which takes the rates themselves, and drops one step later).
///
/// - Parameters:
///   - initial: The rate before the first milestone.
///   - factor: What each milestone multiplies it by, as 0.1.
///   - milestones: Steps, in any order; a step that is listed twice counts twice.
///   - step: t.
/// - Returns: The rate of step t.
public func multiStepDecay(
  initial: Float, factor: Float, milestones: [Int], step: Int
) -> Float {
  todo("2.8 multiStepDecay")
}

/// A rate that falls by the same share at every step.
///
///     rate(t) = initial · factor^t
///
/// PyTorch: `ExponentialLR(gamma)`. Keras: `ExponentialDecay(decay_steps=1, decay_rate)`.
///
/// - Parameters:
///   - initial: The rate of step 0.
///   - factor: What is left after one step, as 0.95.
///   - step: t.
/// - Returns: The rate of step t.
public func exponentialDecay(initial: Float, factor: Float, step: Int) -> Float {
  todo("2.8 exponentialDecay")
}

/// A rate that follows half a cosine wave down: flat at first, steep in the middle, flat at the end.
///
///     rate(t) = final + (initial − final)·(1 + cos(π·t/T)) / 2       for t ≤ T, then final
///
/// PyTorch's `CosineAnnealingLR(T_max, eta_min)` has the same values up to T, and rises again
/// afterwards; Keras' `CosineDecay` stays down, as here.
/// Source: Loshchilov and Hutter, "SGDR", 2017 (without its restarts).
///
/// - Parameters:
///   - initial: The rate of step 0.
///   - final: The rate of step T and of all later ones.
///   - steps: T, 1 or more; on another one `require` stops with a message that names it.
///   - step: t.
/// - Returns: The rate of step t.
public func cosineAnnealing(
  from initial: Float, to final: Float = 0, over steps: Int, step: Int
) -> Float {
  todo("2.8 cosineAnnealing")
}

/// A straight climb to the first rate of another schedule, which then takes over.
///
///     rate(t) = schedule(0) · (t + 1)/W       for t < W
///     rate(t) = schedule(t − W)               from W on
///
/// The other schedule thus counts from the end of the warm-up, and step 0 already moves: its rate is
/// a W-th of the peak, not 0. The peak is reached at step W − 1 and held for one more. W = 0 is the
/// other schedule alone.
///
///     warmedUp(over: 4, of: 14, step: t) { cosineAnnealing(from: 0.1, over: 10, step: $0) }
///
/// PyTorch: `SequentialLR` of `LinearLR` and another. Source: Goyal and others, "Accurate, large
/// minibatch SGD", 2017.
///
/// - Parameters:
///   - warmUp: W, from 0 to the length of the run. In a longer one the peak never comes, which is a
///     mistake in the plan: `require` stops with a message that names W and the length.
///   - total: Steps of the whole run, warm-up included.
///   - step: t.
///   - schedule: What follows, as a function of its own step.
/// - Returns: The rate of step t.
public func warmedUp(
  over warmUp: Int, of total: Int, step: Int, then schedule: (Int) -> Float
) -> Float {
  todo("2.8 warmedUp")
}

/// The shape of one cycle; as it stands it is PyTorch's.
public struct OneCycleShape: Sendable, Equatable {
  /// The share of the run that climbs, above 0 and at most 1.
  public var risingShare: Float
  /// The first rate is the peak divided by this.
  public var startDivisor: Float
  /// The last rate is the first divided by this.
  public var endDivisor: Float

  /// Sets the share that climbs and the two divisors.
  public init(risingShare: Float = 0.3, startDivisor: Float = 25, endDivisor: Float = 1e4) {
    (self.risingShare, self.startDivisor, self.endDivisor) = (risingShare, startDivisor, endDivisor)
  }
}

/// One cycle: up from a small rate to the peak, then down to nearly nothing, both along a cosine.
///
///     first = peak / startDivisor        last = first / endDivisor
///     top   = share·N − 1                the step of the peak; between two steps when fractional
///     t ≤ top:   from first to peak, p = t/top
///     t > top:   from peak to last,  p = (t − top) / (N − 1 − top)
///     rate      = end + (start − end)·(1 + cos(π·p)) / 2
///
/// PyTorch: `OneCycleLR(max_lr, total_steps, pct_start=share, div_factor, final_div_factor)`, whose
/// default is this two-phase cosine form; the momentum, which it cycles too, stays as it is here.
/// Source: Smith and Topin, "Super-convergence", 2018 (with three straight phases).
///
/// - Parameters:
///   - peak: The largest rate.
///   - total: N, the steps of the run.
///   - step: t, in 0..<N; on another one `require` stops with a message that names it.
///   - shape: Share and divisors. A climb that is longer than the run (share above 1), or that has
///     no step before its top (share·N ≤ 1), is refused too, with the share and N in the message.
/// - Returns: The rate of step t.
public func oneCycle(
  peak: Float, total: Int, step: Int, shape: OneCycleShape = OneCycleShape()
) -> Float {
  todo("2.8 oneCycle")
}
