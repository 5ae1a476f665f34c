// Named wrong solutions of exercise 4.17.

// MISTAKE 4.17 Architecture.parameterCount: the biases are forgotten
let sizes = [inputs] + widths + [outputs]
return zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }

// MISTAKE 4.17 Architecture.parameterCount: a bias for each input instead of each unit
let sizes = [inputs] + widths + [outputs]
return zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 + $1.0 }

// MISTAKE 4.17 Architecture.parameterCount: the layer to the outputs is forgotten
let sizes = [inputs] + widths
return zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 + $1.1 }

// MISTAKE 4.17 Architecture.network: an activation after the last layer too
var (layers, size): ([any Layer], Int) = ([], inputs)
for width in widths + [outputs] {
  layers.append(Linear(inputs: size, outputs: width, using: &generator))
  layers.append(activation.layer())
  size = width
}
return Sequential(layers)

// MISTAKE 4.17 Architecture.network: no activations
var (layers, size): ([any Layer], Int) = ([], inputs)
for width in widths + [outputs] {
  layers.append(Linear(inputs: size, outputs: width, using: &generator))
  size = width
}
return Sequential(layers)

// MISTAKE 4.17 Architecture.network: every layer expects the inputs' width
var layers: [any Layer] = []
for width in widths {
  layers.append(Linear(inputs: inputs, outputs: width, using: &generator))
  layers.append(activation.layer())
}
layers.append(Linear(inputs: widths.last ?? inputs, outputs: outputs, using: &generator))
return Sequential(layers)

// MISTAKE 4.17 Architecture.network: the activation is always the first one
var (layers, size): ([any Layer], Int) = ([], inputs)
for width in widths {
  layers.append(Linear(inputs: size, outputs: width, using: &generator))
  layers.append(ReLU())
  size = width
}
layers.append(Linear(inputs: size, outputs: outputs, using: &generator))
return Sequential(layers)

// MISTAKE 4.17 ArchitectureSpace.random: one width for all layers
let depth = depths.lowerBound + generator.below(depths.count)
let width = widths[generator.below(widths.count)]
return Architecture(
  widths: [Int](repeating: width, count: depth),
  activation: activations[generator.below(activations.count)])

// MISTAKE 4.17 ArchitectureSpace.random: the depth starts at 0
let depth = generator.below(depths.upperBound + 1)
let chosen = (0..<depth).map { _ in widths[generator.below(widths.count)] }
return Architecture(
  widths: chosen, activation: activations[generator.below(activations.count)])

// MISTAKE 4.17 ArchitectureSpace.random: always the greatest depth
_ = generator.below(depths.count)
let chosen = (0..<depths.upperBound).map { _ in widths[generator.below(widths.count)] }
return Architecture(
  widths: chosen, activation: activations[generator.below(activations.count)])

// MISTAKE 4.17 ArchitectureSpace.random: the activation is drawn first
let activation = activations[generator.below(activations.count)]
let depth = depths.lowerBound + generator.below(depths.count)
let chosen = (0..<depth).map { _ in widths[generator.below(widths.count)] }
return Architecture(widths: chosen, activation: activation)

// MISTAKE 4.17 ArchitectureSpace.neighbours: the architecture itself is among them
let (layers, activation) = (architecture.widths, architecture.activation)
var changed: [[Int]] = []
for place in layers.indices {
  for width in widths {
    changed.append(layers)
    changed[changed.count - 1][place] = width
  }
}
if layers.count > depths.lowerBound {
  for place in layers.indices {
    changed.append(Array(layers[..<place] + layers[(place + 1)...]))
  }
}
if layers.count < depths.upperBound { changed += widths.map { layers + [$0] } }
return changed.map { Architecture(widths: $0, activation: activation) }
  + activations.map { Architecture(widths: layers, activation: $0) }

// MISTAKE 4.17 ArchitectureSpace.neighbours: the depth may leave the space
let (layers, activation) = (architecture.widths, architecture.activation)
var changed: [[Int]] = []
for place in layers.indices {
  for width in widths where width != layers[place] {
    changed.append(layers)
    changed[changed.count - 1][place] = width
  }
}
for place in layers.indices {
  changed.append(Array(layers[..<place] + layers[(place + 1)...]))
}
changed += widths.map { layers + [$0] }
return changed.map { Architecture(widths: $0, activation: activation) }
  + activations.filter { $0 != activation }.map { Architecture(widths: layers, activation: $0) }

// MISTAKE 4.17 ArchitectureSpace.neighbours: only widths change
let (layers, activation) = (architecture.widths, architecture.activation)
var changed: [[Int]] = []
for place in layers.indices {
  for width in widths where width != layers[place] {
    changed.append(layers)
    changed[changed.count - 1][place] = width
  }
}
return changed.map { Architecture(widths: $0, activation: activation) }

// MISTAKE 4.17 ArchitectureSpace.neighbours: only the last layer can go
let (layers, activation) = (architecture.widths, architecture.activation)
var changed: [[Int]] = []
for place in layers.indices {
  for width in widths where width != layers[place] {
    changed.append(layers)
    changed[changed.count - 1][place] = width
  }
}
if layers.count > depths.lowerBound { changed.append(Array(layers.dropLast())) }
if layers.count < depths.upperBound { changed += widths.map { layers + [$0] } }
return changed.map { Architecture(widths: $0, activation: activation) }
  + activations.filter { $0 != activation }.map { Architecture(widths: layers, activation: $0) }

// MISTAKE 4.17 best: the last of equal ones
var best: ArchitectureTrial?
for trial in trials {
  if let leader = best, !leader.score.isNaN, !(trial.score >= leader.score) { continue }
  if best != nil && trial.score.isNaN { continue }
  best = trial
}
return best

// MISTAKE 4.17 best: a NaN in front stays the best
var best: ArchitectureTrial?
for trial in trials {
  guard let leader = best else {
    best = trial
    continue
  }
  if trial.score > leader.score { best = trial }
}
return best

// MISTAKE 4.17 best: NaN wins
var best: ArchitectureTrial?
for trial in trials {
  guard let leader = best else {
    best = trial
    continue
  }
  if !(trial.score <= leader.score) { best = trial }
}
return best

// MISTAKE 4.17 best: the lowest score
var best: ArchitectureTrial?
for trial in trials {
  guard let leader = best else {
    best = trial
    continue
  }
  if trial.score < leader.score || (leader.score.isNaN && !trial.score.isNaN) { best = trial }
}
return best

// MISTAKE 4.17 randomSearch: what was trained is trained again
return (0..<budget).map { _ in
  let architecture = space.random(using: &generator)
  return ArchitectureTrial(architecture: architecture, score: score(architecture))
}

// MISTAKE 4.17 randomSearch: a repeated draw costs a part of the budget
var (trials, known): ([ArchitectureTrial], Set<Architecture>) = ([], [])
for _ in 0..<budget {
  let architecture = space.random(using: &generator)
  if !known.insert(architecture).inserted { continue }
  trials.append(ArchitectureTrial(architecture: architecture, score: score(architecture)))
}
return trials

// MISTAKE 4.17 randomSearch: it never gives up on a space that is exhausted
var (trials, known): ([ArchitectureTrial], Set<Architecture>) = ([], [])
while trials.count < budget {
  let architecture = space.random(using: &generator)
  if !known.insert(architecture).inserted { continue }
  trials.append(ArchitectureTrial(architecture: architecture, score: score(architecture)))
}
return trials

// MISTAKE 4.17 randomSearch: one training too many
var (trials, known, repeats): ([ArchitectureTrial], Set<Architecture>, Int) = ([], [], 0)
while trials.count <= budget && repeats < 100 {
  let architecture = space.random(using: &generator)
  guard known.insert(architecture).inserted else {
    repeats += 1
    continue
  }
  repeats = 0
  trials.append(ArchitectureTrial(architecture: architecture, score: score(architecture)))
}
return trials

// MISTAKE 4.17 evolutionarySearch: the worst dies, not the oldest
require(population >= 1 && population <= budget && tournament >= 1, "\(population), \(tournament)")
var trials = randomSearch(space, budget: population, using: &generator, score: score)
var (living, known, repeats) = (trials, Set(trials.map(\.architecture)), 0)
while trials.count < budget && repeats < 100 {
  let drawn = (0..<tournament).map { _ in living[generator.below(living.count)] }
  guard let parent = best(of: drawn) else { break }
  let choices = space.neighbours(of: parent.architecture)
  if choices.isEmpty { break }
  let child = choices[generator.below(choices.count)]
  guard known.insert(child).inserted else {
    repeats += 1
    continue
  }
  repeats = 0
  let trial = ArchitectureTrial(architecture: child, score: score(child))
  trials.append(trial)
  living.append(trial)
  let worst = living.indices.min { living[$0].score < living[$1].score } ?? 0
  living.remove(at: worst)
}
return trials

// MISTAKE 4.17 evolutionarySearch: nobody dies
require(population >= 1 && population <= budget && tournament >= 1, "\(population), \(tournament)")
var trials = randomSearch(space, budget: population, using: &generator, score: score)
var (known, repeats) = (Set(trials.map(\.architecture)), 0)
while trials.count < budget && repeats < 100 {
  let drawn = (0..<tournament).map { _ in trials[generator.below(trials.count)] }
  guard let parent = best(of: drawn) else { break }
  let choices = space.neighbours(of: parent.architecture)
  if choices.isEmpty { break }
  let child = choices[generator.below(choices.count)]
  guard known.insert(child).inserted else {
    repeats += 1
    continue
  }
  repeats = 0
  trials.append(ArchitectureTrial(architecture: child, score: score(child)))
}
return trials

// MISTAKE 4.17 evolutionarySearch: the parent is the best of all, there is no tournament
require(population >= 1 && population <= budget && tournament >= 1, "\(population), \(tournament)")
var trials = randomSearch(space, budget: population, using: &generator, score: score)
var (known, repeats) = (Set(trials.map(\.architecture)), 0)
while trials.count < budget && repeats < 100 {
  guard let parent = best(of: trials) else { break }
  let choices = space.neighbours(of: parent.architecture)
  if choices.isEmpty { break }
  let child = choices[generator.below(choices.count)]
  guard known.insert(child).inserted else {
    repeats += 1
    continue
  }
  repeats = 0
  trials.append(ArchitectureTrial(architecture: child, score: score(child)))
}
return trials

// MISTAKE 4.17 evolutionarySearch: the first of the tournament is the parent, whatever its score
require(population >= 1 && population <= budget && tournament >= 1, "\(population), \(tournament)")
var trials = randomSearch(space, budget: population, using: &generator, score: score)
var (living, known, repeats) = (trials, Set(trials.map(\.architecture)), 0)
while trials.count < budget && repeats < 100 {
  let drawn = (0..<tournament).map { _ in living[generator.below(living.count)] }
  let choices = space.neighbours(of: drawn[0].architecture)
  if choices.isEmpty { break }
  let child = choices[generator.below(choices.count)]
  guard known.insert(child).inserted else {
    repeats += 1
    continue
  }
  repeats = 0
  let trial = ArchitectureTrial(architecture: child, score: score(child))
  trials.append(trial)
  living.append(trial)
  living.removeFirst()
}
return trials

// MISTAKE 4.17 evolutionarySearch: the first population is not part of the budget
require(population >= 1 && population <= budget && tournament >= 1, "\(population), \(tournament)")
var trials = randomSearch(space, budget: population, using: &generator, score: score)
var (living, known, repeats) = (trials, Set(trials.map(\.architecture)), 0)
while trials.count < budget + population && repeats < 100 {
  let drawn = (0..<tournament).map { _ in living[generator.below(living.count)] }
  guard let parent = best(of: drawn) else { break }
  let choices = space.neighbours(of: parent.architecture)
  if choices.isEmpty { break }
  let child = choices[generator.below(choices.count)]
  guard known.insert(child).inserted else {
    repeats += 1
    continue
  }
  repeats = 0
  let trial = ArchitectureTrial(architecture: child, score: score(child))
  trials.append(trial)
  living.append(trial)
  living.removeFirst()
}
return trials

// MISTAKE 4.17 evolutionarySearch: random search all the way
require(population >= 1 && population <= budget && tournament >= 1, "\(population), \(tournament)")
return randomSearch(space, budget: budget, using: &generator, score: score)

// MISTAKE 4.17 evolutionarySearch: children that were trained before are trained again
require(population >= 1 && population <= budget && tournament >= 1, "\(population), \(tournament)")
var trials = randomSearch(space, budget: population, using: &generator, score: score)
var living = trials
while trials.count < budget {
  let drawn = (0..<tournament).map { _ in living[generator.below(living.count)] }
  guard let parent = best(of: drawn) else { break }
  let choices = space.neighbours(of: parent.architecture)
  if choices.isEmpty { break }
  let child = choices[generator.below(choices.count)]
  let trial = ArchitectureTrial(architecture: child, score: score(child))
  trials.append(trial)
  living.append(trial)
  living.removeFirst()
}
return trials

// MISTAKE 4.17 evolutionarySearch: a population above the budget is let through
var trials = randomSearch(space, budget: population, using: &generator, score: score)
var (living, known, repeats) = (trials, Set(trials.map(\.architecture)), 0)
while trials.count < budget && repeats < 100 {
  let drawn = (0..<tournament).map { _ in living[generator.below(living.count)] }
  guard let parent = best(of: drawn) else { break }
  let choices = space.neighbours(of: parent.architecture)
  if choices.isEmpty { break }
  let child = choices[generator.below(choices.count)]
  guard known.insert(child).inserted else {
    repeats += 1
    continue
  }
  repeats = 0
  let trial = ArchitectureTrial(architecture: child, score: score(child))
  trials.append(trial)
  living.append(trial)
  living.removeFirst()
}
return trials
