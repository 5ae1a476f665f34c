// Named wrong solutions of exercise 2.8.

// MISTAKE 2.8 multiStepDecay: the drop comes one step after the milestone
return initial * pow(factor, Float(milestones.count { $0 < step }))

// MISTAKE 2.8 multiStepDecay: only one drop, at the first milestone
return milestones.contains { $0 <= step } ? initial * factor : initial

// MISTAKE 2.8 multiStepDecay: the drop lasts for the step of the milestone alone
return milestones.contains(step) ? initial * factor : initial

// MISTAKE 2.8 multiStepDecay: milestones are taken for sorted
let passed = milestones.firstIndex { $0 > step } ?? milestones.count
return initial * pow(factor, Float(passed))

// MISTAKE 2.8 multiStepDecay: the factor is multiplied by the count, not raised to it
let passed = milestones.count { $0 <= step }
return passed == 0 ? initial : initial * factor * Float(passed)

// MISTAKE 2.8 multiStepDecay: a milestone that is listed twice counts once
return initial * pow(factor, Float(Set(milestones).count { $0 <= step }))

// MISTAKE 2.8 exponentialDecay: steps count from 1
return initial * pow(factor, Float(step + 1))

// MISTAKE 2.8 exponentialDecay: e to the minus factor times step
return initial * exp(-factor * Float(step))

// MISTAKE 2.8 exponentialDecay: the same amount at every step instead of the same share
return initial * (1 - (1 - factor) * Float(step))

// MISTAKE 2.8 exponentialDecay: one over 1 + step
return initial / (1 + factor * Float(step))

// MISTAKE 2.8 cosineAnnealing: rises again after the last step
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
return final + (initial - final) * (1 + cos(Float.pi * Float(step) / Float(steps))) / 2

// MISTAKE 2.8 cosineAnnealing: a whole wave instead of half of one
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = 2 * Float.pi * Float(min(step, steps)) / Float(steps)
return final + (initial - final) * (1 + cos(angle)) / 2

// MISTAKE 2.8 cosineAnnealing: a quarter of a wave, steep at the end
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = Float.pi / 2 * Float(min(step, steps)) / Float(steps)
return final + (initial - final) * cos(angle)

// MISTAKE 2.8 cosineAnnealing: the last rate is never reached: divides by T + 1
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = Float.pi * Float(min(step, steps)) / Float(steps + 1)
return final + (initial - final) * (1 + cos(angle)) / 2

// MISTAKE 2.8 cosineAnnealing: the end comes a step early: divides by T − 1
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = Float.pi * Float(min(step, steps - 1)) / Float(max(steps - 1, 1))
return final + (initial - final) * (1 + cos(angle)) / 2

// MISTAKE 2.8 cosineAnnealing: the final rate is added, not approached
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = Float.pi * Float(min(step, steps)) / Float(steps)
return final + initial * (1 + cos(angle)) / 2

// MISTAKE 2.8 cosineAnnealing: the half is missing
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = Float.pi * Float(min(step, steps)) / Float(steps)
return final + (initial - final) * (1 + cos(angle))

// MISTAKE 2.8 cosineAnnealing: degrees for radians
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = 180 * Float(min(step, steps)) / Float(steps)
return final + (initial - final) * (1 + cos(angle)) / 2

// MISTAKE 2.8 cosineAnnealing: whole numbers divide to 0 or 1
require(steps > 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = Float.pi * Float(min(step, steps) / steps)
return final + (initial - final) * (1 + cos(angle)) / 2

// MISTAKE 2.8 cosineAnnealing: only a fall over 0 steps is refused
require(steps != 0, "cosineAnnealing: a fall over \(steps) steps — use 1 or more")
let angle = Float.pi * Float(min(step, steps)) / Float(steps)
return final + (initial - final) * (1 + cos(angle)) / 2

// MISTAKE 2.8 warmedUp: the first step has the rate 0
require(
  (0...max(total, 0)).contains(warmUp),
  "warmedUp: a warm-up of \(warmUp) steps in a run of \(total) — use 0 to \(max(total, 0))")
if step >= warmUp { return schedule(step - warmUp) }
return schedule(0) * Float(step) / Float(warmUp)

// MISTAKE 2.8 warmedUp: the schedule's own steps go on during the warm-up
require(
  (0...max(total, 0)).contains(warmUp),
  "warmedUp: a warm-up of \(warmUp) steps in a run of \(total) — use 0 to \(max(total, 0))")
if step >= warmUp { return schedule(step) }
return schedule(0) * Float(step + 1) / Float(warmUp)

// MISTAKE 2.8 warmedUp: climbs along the falling schedule instead of to its first rate
require(
  (0...max(total, 0)).contains(warmUp),
  "warmedUp: a warm-up of \(warmUp) steps in a run of \(total) — use 0 to \(max(total, 0))")
if step >= warmUp { return schedule(step - warmUp) }
return schedule(step) * Float(step + 1) / Float(warmUp)

// MISTAKE 2.8 warmedUp: the warm-up lasts one step too long
require(
  (0...max(total, 0)).contains(warmUp),
  "warmedUp: a warm-up of \(warmUp) steps in a run of \(total) — use 0 to \(max(total, 0))")
if step > warmUp { return schedule(step - warmUp) }
return schedule(0) * Float(step + 1) / Float(warmUp)

// MISTAKE 2.8 warmedUp: a warm-up longer than the run is taken
if step >= warmUp { return schedule(step - warmUp) }
return schedule(0) * Float(step + 1) / Float(warmUp)

// MISTAKE 2.8 warmedUp: a warm-up as long as the run is refused
require(
  warmUp >= 0 && warmUp < total, "warmedUp: a warm-up of \(warmUp) steps in a run of \(total)")
if step >= warmUp { return schedule(step - warmUp) }
return schedule(0) * Float(step + 1) / Float(warmUp)

// MISTAKE 2.8 warmedUp: stands still instead of climbing
require(
  (0...max(total, 0)).contains(warmUp),
  "warmedUp: a warm-up of \(warmUp) steps in a run of \(total) — use 0 to \(max(total, 0))")
return schedule(max(step - warmUp, 0))

// MISTAKE 2.8 oneCycle: the top comes one step late
require(
  shape.risingShare * Float(total) > 1 && shape.risingShare <= 1,
  "oneCycle: a climb over \(shape.risingShare) of \(total) steps")
require((0..<total).contains(step), "oneCycle: step \(step) of \(total) — count from 0")
let top = shape.risingShare * Float(total)
let first = peak / shape.startDivisor
let rises = Float(step) <= top
let (start, end) = rises ? (first, peak) : (peak, first / shape.endDivisor)
let progress = rises ? Float(step) / top : (Float(step) - top) / (Float(total - 1) - top)
return end + (start - end) * (1 + cos(Float.pi * progress)) / 2

// MISTAKE 2.8 oneCycle: climbs and falls along straight lines
let top = shape.risingShare * Float(total) - 1
require(
  top > 0 && shape.risingShare <= 1,
  "oneCycle: a climb over \(shape.risingShare) of \(total) steps")
require((0..<total).contains(step), "oneCycle: step \(step) of \(total) — count from 0")
let first = peak / shape.startDivisor
let rises = Float(step) <= top
let (start, end) = rises ? (first, peak) : (peak, first / shape.endDivisor)
let progress = rises ? Float(step) / top : (Float(step) - top) / (Float(total - 1) - top)
return start + (end - start) * progress

// MISTAKE 2.8 oneCycle: the last rate is the peak over endDivisor
let top = shape.risingShare * Float(total) - 1
require(
  top > 0 && shape.risingShare <= 1,
  "oneCycle: a climb over \(shape.risingShare) of \(total) steps")
require((0..<total).contains(step), "oneCycle: step \(step) of \(total) — count from 0")
let rises = Float(step) <= top
let (start, end) = rises ? (peak / shape.startDivisor, peak) : (peak, peak / shape.endDivisor)
let progress = rises ? Float(step) / top : (Float(step) - top) / (Float(total - 1) - top)
return end + (start - end) * (1 + cos(Float.pi * progress)) / 2

// MISTAKE 2.8 oneCycle: ends at the rate it began with
let top = shape.risingShare * Float(total) - 1
require(
  top > 0 && shape.risingShare <= 1,
  "oneCycle: a climb over \(shape.risingShare) of \(total) steps")
require((0..<total).contains(step), "oneCycle: step \(step) of \(total) — count from 0")
let first = peak / shape.startDivisor
let rises = Float(step) <= top
let (start, end) = rises ? (first, peak) : (peak, first)
let progress = rises ? Float(step) / top : (Float(step) - top) / (Float(total - 1) - top)
return end + (start - end) * (1 + cos(Float.pi * progress)) / 2

// MISTAKE 2.8 oneCycle: the last step does not reach the end
let top = shape.risingShare * Float(total) - 1
require(
  top > 0 && shape.risingShare <= 1,
  "oneCycle: a climb over \(shape.risingShare) of \(total) steps")
require((0..<total).contains(step), "oneCycle: step \(step) of \(total) — count from 0")
let first = peak / shape.startDivisor
let rises = Float(step) <= top
let (start, end) = rises ? (first, peak) : (peak, first / shape.endDivisor)
let progress = rises ? Float(step) / top : (Float(step) - top) / (Float(total) - top)
return end + (start - end) * (1 + cos(Float.pi * progress)) / 2

// MISTAKE 2.8 oneCycle: goes on beyond the last step
let top = shape.risingShare * Float(total) - 1
require(
  top > 0 && shape.risingShare <= 1,
  "oneCycle: a climb over \(shape.risingShare) of \(total) steps")
let first = peak / shape.startDivisor
let rises = Float(step) <= top
let (start, end) = rises ? (first, peak) : (peak, first / shape.endDivisor)
let progress = rises ? Float(step) / top : (Float(step) - top) / (Float(total - 1) - top)
return end + (start - end) * (1 + cos(Float.pi * progress)) / 2

// MISTAKE 2.8 oneCycle: steps before the first are taken
let top = shape.risingShare * Float(total) - 1
require(
  top > 0 && shape.risingShare <= 1,
  "oneCycle: a climb over \(shape.risingShare) of \(total) steps")
require(step < total, "oneCycle: step \(step) of \(total) — count from 0")
let first = peak / shape.startDivisor
let rises = Float(step) <= top
let (start, end) = rises ? (first, peak) : (peak, first / shape.endDivisor)
let progress = rises ? Float(step) / top : (Float(step) - top) / (Float(total - 1) - top)
return end + (start - end) * (1 + cos(Float.pi * progress)) / 2

// MISTAKE 2.8 oneCycle: any share is taken
let top = shape.risingShare * Float(total) - 1
require((0..<total).contains(step), "oneCycle: step \(step) of \(total) — count from 0")
let first = peak / shape.startDivisor
let rises = Float(step) <= top
let (start, end) = rises ? (first, peak) : (peak, first / shape.endDivisor)
let progress = rises ? Float(step) / top : (Float(step) - top) / (Float(total - 1) - top)
return end + (start - end) * (1 + cos(Float.pi * progress)) / 2
