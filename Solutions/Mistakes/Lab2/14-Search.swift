// Named wrong solutions of exercise 2.14.

// MISTAKE 2.14 grid: axes are paired up instead of crossed
let count = axes.map(\.values.count).min() ?? 1
return (0..<count).map { place in
  var settings: Settings = [:]
  for axis in axes { settings[axis.name] = axis.values[place] }
  return settings
}

// MISTAKE 2.14 grid: the first axis changes fastest
var candidates: [Settings] = [[:]]
for axis in axes {
  candidates = axis.values.flatMap { value in
    candidates.map { $0.merging([axis.name: value]) { _, new in new } }
  }
}
return candidates

// MISTAKE 2.14 grid: one axis is changed at a time, the others stay at their first value
var start: Settings = [:]
for axis in axes { start[axis.name] = axis.values.first }
var candidates = [start]
for axis in axes {
  candidates += axis.values.dropFirst().map { value in
    start.merging([axis.name: value]) { _, new in new }
  }
}
return candidates

// MISTAKE 2.14 grid: no axes give no candidate
if axes.isEmpty { return [] }
var candidates: [Settings] = [[:]]
for axis in axes {
  candidates = candidates.flatMap { settings in
    axis.values.map { value in settings.merging([axis.name: value]) { _, new in new } }
  }
}
return candidates

// MISTAKE 2.14 SearchRange.sample: log-uniform is drawn evenly
let u = Double(generator.uniform())
switch self {
case .uniform(let range), .logUniform(let range):
  require(range.lowerBound != 0, "SearchRange.sample: a range from 0.0")
  return range.lowerBound + (range.upperBound - range.lowerBound) * u
}

// MISTAKE 2.14 SearchRange.sample: only 0 is refused as a low bound
let u = Double(generator.uniform())
switch self {
case .uniform(let range):
  return range.lowerBound + (range.upperBound - range.lowerBound) * u
case .logUniform(let range):
  require(range.lowerBound != 0, "SearchRange.sample: a range from \(range.lowerBound)")
  return range.lowerBound * pow(range.upperBound / range.lowerBound, u)
}

// MISTAKE 2.14 SearchRange.sample: the exponent is returned instead of the number
let u = Double(generator.uniform())
switch self {
case .uniform(let range):
  return range.lowerBound + (range.upperBound - range.lowerBound) * u
case .logUniform(let range):
  require(range.lowerBound > 0, "SearchRange.sample: a range from \(range.lowerBound)")
  return log(range.lowerBound) + (log(range.upperBound) - log(range.lowerBound)) * u
}

// MISTAKE 2.14 SearchRange.sample: the high bound is left out: low + high·u
let u = Double(generator.uniform())
switch self {
case .uniform(let range):
  return range.lowerBound + range.upperBound * u
case .logUniform(let range):
  require(range.lowerBound > 0, "SearchRange.sample: a range from \(range.lowerBound)")
  return range.lowerBound * pow(range.upperBound / range.lowerBound, u)
}

// MISTAKE 2.14 SearchRange.sample: a log-uniform range from 0 is let through
let u = Double(generator.uniform())
switch self {
case .uniform(let range):
  return range.lowerBound + (range.upperBound - range.lowerBound) * u
case .logUniform(let range):
  return range.lowerBound * pow(range.upperBound / range.lowerBound, u)
}

// MISTAKE 2.14 SearchRange.sample: a new generator each time, so that every draw is the same
var fresh = SeededGenerator(seed: 7)
let u = Double(fresh.uniform())
switch self {
case .uniform(let range):
  return range.lowerBound + (range.upperBound - range.lowerBound) * u
case .logUniform(let range):
  require(range.lowerBound > 0, "SearchRange.sample: a range from \(range.lowerBound)")
  return range.lowerBound * pow(range.upperBound / range.lowerBound, u)
}

// MISTAKE 2.14 randomSettings: all candidates get the same draw
var settings: Settings = [:]
for (name, range) in ranges { settings[name] = range.sample(using: &generator) }
return Array(repeating: settings, count: count)

// MISTAKE 2.14 randomSettings: range after range instead of candidate after candidate
var candidates = [Settings](repeating: [:], count: count)
for (name, range) in ranges {
  for place in candidates.indices { candidates[place][name] = range.sample(using: &generator) }
}
return candidates

// MISTAKE 2.14 randomSettings: a copy of the generator for each candidate
return (0..<count).map { _ in
  var copy = generator
  var settings: Settings = [:]
  for (name, range) in ranges { settings[name] = range.sample(using: &copy) }
  return settings
}

// MISTAKE 2.14 ranked: the lowest score comes first
return trials.sorted { $0.score < $1.score }

// MISTAKE 2.14 ranked: NaN is not looked at
return trials.sorted { $0.score > $1.score }

// MISTAKE 2.14 ranked: the later of a tie comes first
let order = trials.indices.sorted { left, right in
  let (first, second) = (trials[left].score, trials[right].score)
  if first.isNaN || second.isNaN {
    return first.isNaN == second.isNaN ? left < right : second.isNaN
  }
  return first == second ? left > right : first > second
}
return order.map { trials[$0] }

// MISTAKE 2.14 ranked: NaN trials are thrown away
return trials.filter { !$0.score.isNaN }.sorted { $0.score > $1.score }

// MISTAKE 2.14 ranked: NaN counts as −∞
func value(_ trial: Trial) -> Double { trial.score.isNaN ? -.infinity : trial.score }
let order = trials.indices.sorted { left, right in
  let (first, second) = (value(trials[left]), value(trials[right]))
  return first == second ? left < right : first > second
}
return order.map { trials[$0] }

// MISTAKE 2.14 ranked: NaN counts as 0
func value(_ trial: Trial) -> Double { trial.score.isNaN ? 0 : trial.score }
let order = trials.indices.sorted { left, right in
  let (first, second) = (value(trials[left]), value(trials[right]))
  return first == second ? left < right : first > second
}
return order.map { trials[$0] }

// MISTAKE 2.14 search: the trials are not ranked
return candidates.map { Trial(settings: $0, budget: budget, score: score($0, budget)) }

// MISTAKE 2.14 search: the budget is shared among the candidates
let share = budget / max(candidates.count, 1)
return ranked(candidates.map { Trial(settings: $0, budget: share, score: score($0, share)) })

// MISTAKE 2.14 search: every candidate is tried twice
return ranked(
  candidates.map { settings in
    Trial(
      settings: settings, budget: budget,
      score: max(score(settings, budget), score(settings, budget)))
  })

// MISTAKE 2.14 search: only the best is returned
let trials = candidates.map { Trial(settings: $0, budget: budget, score: score($0, budget)) }
return Array(ranked(trials).prefix(1))

// MISTAKE 2.14 halvingRounds: halves are rounded down
require(candidates > 0, "halvingRounds: \(candidates) candidates")
var sizes = [candidates]
while sizes[sizes.count - 1] > 3 { sizes.append(sizes[sizes.count - 1] / 2) }
require(budget >= candidates * sizes.count, "halvingRounds: a budget of \(budget)")
return sizes.map { HalvingRound(candidates: $0, budget: budget / ($0 * sizes.count)) }

// MISTAKE 2.14 halvingRounds: a last round of one candidate that has already won
require(candidates > 0, "halvingRounds: \(candidates) candidates")
var sizes = [candidates]
while sizes[sizes.count - 1] > 1 { sizes.append((sizes[sizes.count - 1] + 1) / 2) }
require(budget >= candidates * sizes.count, "halvingRounds: a budget of \(budget)")
return sizes.map { HalvingRound(candidates: $0, budget: budget / ($0 * sizes.count)) }

// MISTAKE 2.14 halvingRounds: every round gets the whole budget
require(candidates > 0, "halvingRounds: \(candidates) candidates")
var sizes = [candidates]
while sizes[sizes.count - 1] > 2 { sizes.append((sizes[sizes.count - 1] + 1) / 2) }
require(budget >= candidates * sizes.count, "halvingRounds: a budget of \(budget)")
return sizes.map { HalvingRound(candidates: $0, budget: budget / $0) }

// MISTAKE 2.14 halvingRounds: every candidate gets the same in every round
require(candidates > 0, "halvingRounds: \(candidates) candidates")
var sizes = [candidates]
while sizes[sizes.count - 1] > 2 { sizes.append((sizes[sizes.count - 1] + 1) / 2) }
require(budget >= candidates * sizes.count, "halvingRounds: a budget of \(budget)")
return sizes.map {
  HalvingRound(candidates: $0, budget: budget / sizes.reduce(0, +))
}

// MISTAKE 2.14 halvingRounds: shares are rounded up, over the budget
require(candidates > 0, "halvingRounds: \(candidates) candidates")
var sizes = [candidates]
while sizes[sizes.count - 1] > 2 { sizes.append((sizes[sizes.count - 1] + 1) / 2) }
require(budget >= candidates * sizes.count, "halvingRounds: a budget of \(budget)")
return sizes.map { size in
  let players = size * sizes.count
  return HalvingRound(candidates: size, budget: (budget + players - 1) / players)
}

// MISTAKE 2.14 halvingRounds: a budget that is too small gives rounds of 0
require(candidates > 0, "halvingRounds: \(candidates) candidates")
var sizes = [candidates]
while sizes[sizes.count - 1] > 2 { sizes.append((sizes[sizes.count - 1] + 1) / 2) }
return sizes.map { HalvingRound(candidates: $0, budget: budget / ($0 * sizes.count)) }

// MISTAKE 2.14 successiveHalving: the worse half goes on
var players = candidates
var rounds: [[Trial]] = []
for round in halvingRounds(candidates: candidates.count, budget: budget) {
  let trials = search(
    Array(players.suffix(round.candidates)), budget: round.budget, score: score)
  players = trials.map(\.settings)
  rounds.append(trials)
}
return rounds

// MISTAKE 2.14 successiveHalving: everybody plays in every round
return halvingRounds(candidates: candidates.count, budget: budget).map { round in
  search(candidates, budget: round.budget, score: score)
}

// MISTAKE 2.14 successiveHalving: the first half of the list goes on, whatever it scored
return halvingRounds(candidates: candidates.count, budget: budget).map { round in
  search(Array(candidates.prefix(round.candidates)), budget: round.budget, score: score)
}

// MISTAKE 2.14 successiveHalving: the scores of the first round decide all of them
let rounds = halvingRounds(candidates: candidates.count, budget: budget)
let first = search(candidates, budget: rounds[0].budget, score: score)
return rounds.map { Array(first.prefix($0.candidates)) }

// MISTAKE 2.14 successiveHalving: the whole budget is handed to every call
var players = candidates
var rounds: [[Trial]] = []
for round in halvingRounds(candidates: candidates.count, budget: budget) {
  let trials = search(Array(players.prefix(round.candidates)), budget: budget, score: score)
  players = trials.map(\.settings)
  rounds.append(trials)
}
return rounds

// MISTAKE 2.14 successiveHalving: only the last round is returned
var players = candidates
var last: [Trial] = []
for round in halvingRounds(candidates: candidates.count, budget: budget) {
  last = search(Array(players.prefix(round.candidates)), budget: round.budget, score: score)
  players = last.map(\.settings)
}
return [last]
