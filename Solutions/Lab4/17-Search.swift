// 4.17 Architecture search: let the machine choose how many layers, how wide, which activation. Random
// search tries what comes; evolution changes what was good. Both may train a fixed number of networks,
// so that they can be compared.

import Lab1
import Lab2
import Shared

/// The plan of a dense network: its hidden layers and what follows each.
public struct Architecture: Hashable, Sendable {
  /// What follows each hidden layer.
  public enum Activation: String, CaseIterable, Sendable {
    case relu, tanh, gelu

    /// A new layer of this kind.
    func layer() -> any Layer {
      switch self {
      case .relu: ReLU()
      case .tanh: Tanh()
      case .gelu: GELU()
      }
    }
  }

  /// Units of each hidden layer, the first one next to the input.
  public var widths: [Int]
  /// What follows each of them.
  public var activation: Activation

  /// Plans a network.
  public init(widths: [Int], activation: Activation) {
    (self.widths, self.activation) = (widths, activation)
  }

  /// How many numbers training would change.
  ///
  /// A layer from a to b units has a·b weights and b biases; the chain is inputs, widths, outputs.
  ///
  /// - Parameters:
  ///   - inputs: F.
  ///   - outputs: O.
  /// - Returns: The sum over all layers.
  public func parameterCount(inputs: Int, outputs: Int) -> Int {
    // BEGIN SOLUTION 4.17 Architecture.parameterCount
    let sizes = [inputs] + widths + [outputs]
    return zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 + $1.1 }
    // END SOLUTION
  }

  /// The network, with fresh weights: for each width `Linear` and activation, and a `Linear` to the
  /// outputs with nothing after it.
  ///
  /// - Parameters:
  ///   - inputs: F.
  ///   - outputs: O.
  ///   - generator: Source of the weights, first layer first.
  /// - Returns: From [N, F] to [N, O]; `layers.count` is 2·(hidden layers) + 1.
  public func network(
    inputs: Int, outputs: Int, using generator: inout SeededGenerator
  ) -> Sequential {
    // BEGIN SOLUTION 4.17 Architecture.network
    var (layers, size): ([any Layer], Int) = ([], inputs)
    for width in widths {
      layers.append(Linear(inputs: size, outputs: width, using: &generator))
      layers.append(activation.layer())
      size = width
    }
    layers.append(Linear(inputs: size, outputs: outputs, using: &generator))
    return Sequential(layers)
    // END SOLUTION
  }
}

/// The architectures that a search may try.
public struct ArchitectureSpace: Sendable, Equatable {
  /// How many hidden layers.
  public let depths: ClosedRange<Int>
  /// What each layer's width may be.
  public let widths: [Int]
  /// What the activation may be.
  public let activations: [Architecture.Activation]

  /// Describes a space; none of the three may be empty, no depth below 0.
  public init(
    depths: ClosedRange<Int>, widths: [Int],
    activations: [Architecture.Activation] = Architecture.Activation.allCases
  ) {
    require(
      depths.lowerBound >= 0 && !widths.isEmpty && !activations.isEmpty,
      "ArchitectureSpace: depths \(depths), \(widths.count) widths, \(activations.count) activations"
        + " — use depths from 0, and one width and one activation at least")
    (self.depths, self.widths, self.activations) = (depths, widths, activations)
  }

  /// An architecture drawn at random.
  ///
  /// The draws, each `generator.below(…)`, in this order: the depth, then the width of each layer, then
  /// the activation. Every depth is as likely as any other, however many architectures it has.
  ///
  /// - Parameter generator: Source of the draws.
  /// - Returns: An architecture of the space.
  public func random(using generator: inout SeededGenerator) -> Architecture {
    // BEGIN SOLUTION 4.17 ArchitectureSpace.random
    let depth = depths.lowerBound + generator.below(depths.count)
    let chosen = (0..<depth).map { _ in widths[generator.below(widths.count)] }
    return Architecture(
      widths: chosen, activation: activations[generator.below(activations.count)])
    // END SOLUTION
  }

  /// The architectures that differ from this one in *one* step and stay in the space.
  ///
  /// 1. another width for one layer: layer after layer, in each the other `widths` in their order
  /// 2. one layer less, where the depth allows it: layer after layer, that one left out
  /// 3. one layer more, where the depth allows it: behind the last one, each of `widths` in its order
  /// 4. another activation, in the order of `activations`
  ///
  /// Some may be equal (leaving out either of two equal layers); the architecture itself is not among
  /// them.
  ///
  /// - Parameter architecture: One of the space.
  /// - Returns: Its neighbours in this order.
  public func neighbours(of architecture: Architecture) -> [Architecture] {
    // BEGIN SOLUTION 4.17 ArchitectureSpace.neighbours
    let (layers, activation) = (architecture.widths, architecture.activation)
    var changed: [[Int]] = []
    for place in layers.indices {
      for width in widths where width != layers[place] {
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
      + activations.filter { $0 != activation }
      .map { Architecture(widths: layers, activation: $0) }
    // END SOLUTION
  }
}

/// The best trial: the highest score, and of equal ones the earliest.
///
/// NaN is below every number.
///
/// - Parameter trials: In the order in which they were made.
/// - Returns: The best; nil for none.
public func best(of trials: some Sequence<ArchitectureTrial>) -> ArchitectureTrial? {
  // BEGIN SOLUTION 4.17 best
  var best: ArchitectureTrial?
  for trial in trials {
    guard let leader = best else {
      best = trial
      continue
    }
    if trial.score > leader.score || (leader.score.isNaN && !trial.score.isNaN) { best = trial }
  }
  return best
  // END SOLUTION
}

/// Random search: trains `budget` different architectures drawn from the space.
///
/// One that was drawn before is not trained again and costs nothing. After 100 such draws *in a row*
/// the space counts as exhausted, and the search ends early.
///
/// - Parameters:
///   - space: What may be tried.
///   - budget: How many architectures may be trained.
///   - generator: Source of the draws.
///   - score: Trains one and says how good it is on *validation* data.
/// - Returns: The trials in the order in which they were made, at most `budget`.
public func randomSearch(
  _ space: ArchitectureSpace, budget: Int, using generator: inout SeededGenerator,
  score: (Architecture) -> Double
) -> [ArchitectureTrial] {
  // BEGIN SOLUTION 4.17 randomSearch
  var (trials, known, repeats): ([ArchitectureTrial], Set<Architecture>, Int) = ([], [], 0)
  while trials.count < budget && repeats < 100 {
    let architecture = space.random(using: &generator)
    guard known.insert(architecture).inserted else {
      repeats += 1
      continue
    }
    repeats = 0
    trials.append(ArchitectureTrial(architecture: architecture, score: score(architecture)))
  }
  return trials
  // END SOLUTION
}

/// Regularised evolution: a population in which the *oldest* dies, whatever its score.
///
/// 1. the first `population` architectures are `randomSearch`'s, and part of the budget
/// 2. a tournament: `tournament` draws `generator.below(population.count)` from the population, oldest
///    first, with repetition; the parent is the `best` of those drawn, in the order drawn
/// 3. the child is one of the parent's `neighbours`, drawn with `generator.below`; one that was trained
///    before costs nothing, changes nothing, and counts as in `randomSearch`
/// 4. train the child, put it behind the population, take the oldest away. Again from 2
///
/// The oldest, not the worst: a score has luck in it, and a lucky parent would stay forever. Only what
/// its children inherit, and prove again, lasts.
///
/// Source: Real, Aggarwal, Huang and Le, "Regularized evolution for image classifier architecture
/// search", 2019.
///
/// - Parameters:
///   - space: What may be tried.
///   - budget: How many architectures may be trained, the first ones included.
///   - population: How many live at once; a tenth of the budget is usual. With fewer than 1, or more
///     than the budget, `require` stops with a message that names both.
///   - tournament: How many compete to be a parent; with 1 there is no selection.
///   - generator: Source of all draws.
///   - score: As for `randomSearch`.
/// - Returns: The trials in the order in which they were made, at most `budget`.
public func evolutionarySearch(
  _ space: ArchitectureSpace, budget: Int, population: Int, tournament: Int,
  using generator: inout SeededGenerator, score: (Architecture) -> Double
) -> [ArchitectureTrial] {
  // BEGIN SOLUTION 4.17 evolutionarySearch
  require(
    population >= 1 && population <= budget && tournament >= 1,
    "evolutionarySearch: a population of \(population) for a budget of \(budget), a tournament of"
      + " \(tournament) — use 1 to \(budget), and 1 or more")
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
  // END SOLUTION
}
