// Tests of 4.17: what an architecture costs and builds, draws, neighbours, and two searches that spend
// exactly their budget. The draws were computed from the generator's definition.

import Grading
import Lab1
import Lab2
import Lab4
import Shared
import Testing

struct ArchitectureSearchTests {
  @Test(.exercise("4.17", "Architecture search", points: 4))
  func architectureSearch() async {
    await checkArchitecture()
    await checkSpace()
    await checkBest()
    await checkRandomSearch()
    await checkEvolution()
  }

  private func checkArchitecture() async {
    await check("parameters are counted, and the network has that many") { sheet in
      sheet.call("widths [8, 16], tanh, from 5 inputs to 3 outputs")
      let architecture = Architecture(widths: [8, 16], activation: .tanh)
      sheet["parameters"] = architecture.parameterCount(inputs: 5, outputs: 3)
      sheet["without hidden layers"] =
        Architecture(widths: [], activation: .relu).parameterCount(inputs: 5, outputs: 3)
      var (generator, context) = (SeededGenerator(seed: 1), Context(.inference))
      var network = architecture.network(inputs: 5, outputs: 3, using: &generator)
      sheet["layers"] = network.layers.map { "\(type(of: $0))" }
      sheet["parameters built"] = network.parameterCount
      sheet["shape of y"] = network.forward(Tensor(ones: [2, 5]), &context).shape.description
    } equals: {
      [
        "parameters": 243, "without hidden layers": 18,
        "layers": ["Linear", "Tanh", "Linear", "Tanh", "Linear"], "parameters built": 243,
        "shape of y": "[2, 3]",
      ]
    }
  }

  private func checkSpace() async {
    await check("a random architecture: depth, then widths, then activation") { sheet in
      sheet.call("four draws from depths 1…3, widths 8, 16, 32, three activations, seed 5")
      var generator = SeededGenerator(seed: 5)
      sheet["drawn"] = (0..<4).map { _ in name(space.random(using: &generator)) }
    } equals: {
      ["drawn": ["32-8 relu", "16 gelu", "16-16 tanh", "32 tanh"]]
    }
    await check("neighbours differ in one step and stay in the space") { sheet in
      sheet.call("neighbours(of: 8-16 tanh), then of 8-16-8 relu: there no layer may be added")
      sheet["of 8-16 tanh"] =
        space.neighbours(of: Architecture(widths: [8, 16], activation: .tanh)).map(name)
      sheet["of 8-16-8 relu"] =
        space.neighbours(of: Architecture(widths: [8, 16, 8], activation: .relu)).map(name)
    } equals: {
      [
        "of 8-16 tanh": [
          "16-16 tanh", "32-16 tanh", "8-8 tanh", "8-32 tanh", "16 tanh", "8 tanh",
          "8-16-8 tanh", "8-16-16 tanh", "8-16-32 tanh", "8-16 relu", "8-16 gelu",
        ],
        "of 8-16-8 relu": [
          "16-16-8 relu", "32-16-8 relu", "8-8-8 relu", "8-32-8 relu", "8-16-16 relu",
          "8-16-32 relu", "16-8 relu", "8-8 relu", "8-16 relu", "8-16-8 tanh", "8-16-8 gelu",
        ],
      ]
    }
  }

  private func checkBest() async {
    await check("the best is the highest, of equal ones the first, and never NaN") { sheet in
      sheet.call("best(of:), scores NaN, 1, 3, 3, NaN, 2 of the widths 0 to 5")
      let trials = [Double.nan, 1, 3, 3, .nan, 2].enumerated().map { width, score in
        ArchitectureTrial(
          architecture: Architecture(widths: [width], activation: .relu), score: score)
      }
      sheet["width"] = best(of: trials)?.architecture.widths ?? []
      sheet["of the first"] = best(of: trials.prefix(1))?.architecture.widths ?? []
      sheet["found in none"] = best(of: trials.prefix(0)).map { _ in 1 } ?? 0
    } equals: {
      ["width": .integers([2]), "of the first": .integers([0]), "found in none": 0]
    }
  }

  private func checkRandomSearch() async {
    await check("random search trains as many different ones as it may") { sheet in
      sheet.call("randomSearch(budget: 6), seed 5")
      var (generator, calls) = (SeededGenerator(seed: 5), [String]())
      let trials = randomSearch(space, budget: 6, using: &generator) {
        calls.append(name($0))
        return score($0)
      }
      sheet["trained"] = calls
      sheet["scores"] = trials.map(\.score)
    } equals: {
      [
        "trained": [
          "32-8 relu", "16 gelu", "16-16 tanh", "32 tanh", "32-32-16 relu", "8-32 relu",
        ], "scores": [-2, -24.5, -10, -9.5, -42.5, -2],
      ]
    }
    await check("a small space is exhausted before the budget is, and nothing is tried twice") {
      sheet in
      sheet.call("randomSearch of four architectures, budget 10, seed 1")
      var (generator, calls) = (SeededGenerator(seed: 1), [String]())
      _ = randomSearch(small, budget: 10, using: &generator) {
        calls.append(name($0))
        return 0
      }
      sheet["trained"] = calls
    } equals: {
      ["trained": ["16 tanh", "8 tanh", "16 relu", "8 relu"]]
    }
  }

  private func checkEvolution() async {
    await check("evolution: tournament, one step, and the oldest dies", weight: 3) { sheet in
      sheet.call("evolutionarySearch(budget: 12, population: 4, tournament: 2), seed 5")
      var (generator, calls) = (SeededGenerator(seed: 5), [String]())
      let trials = evolutionarySearch(
        space, budget: 12, population: 4, tournament: 2, using: &generator
      ) {
        calls.append(name($0))
        return score($0)
      }
      sheet["trained"] = calls
      sheet["scores"] = trials.map(\.score)
    } equals: {
      [
        "trained": [
          "32-8 relu", "16 gelu", "16-16 tanh", "32 tanh", "32 relu", "16 tanh", "32-16 tanh",
          "32-32 tanh", "32-16 relu", "32-16 gelu", "16 relu", "32-32 gelu",
        ],
        "scores": [-2, -24.5, -10, -9.5, -9.5, -25.5, -10, -26, -10, -9, -25.5, -25],
      ]
    }
    await checkStops("a population above the budget is refused", weight: 0.5, saying: "20") {
      sheet in
      sheet.call("evolutionarySearch(budget: 10, population: 20)")
      var generator = SeededGenerator(seed: 1)
      sheet["trials"] =
        evolutionarySearch(
          space, budget: 10, population: 20, tournament: 2, using: &generator, score: score
        ).count
    }
  }
}

private let space = ArchitectureSpace(depths: 1...3, widths: [8, 16, 32])
private let small = ArchitectureSpace(depths: 1...1, widths: [8, 16], activations: [.relu, .tanh])

/// 40 units in few layers of gelu are best.
private func score(_ architecture: Architecture) -> Double {
  let (widths, activation) = (architecture.widths, architecture.activation)
  let distance = Double(abs(widths.reduce(0, +) - 40))
  return -distance - (activation == .gelu ? 0 : 1) - 0.5 * Double(widths.count)
}

private func name(_ architecture: Architecture) -> String {
  architecture.widths.map(String.init).joined(separator: "-") + " "
    + architecture.activation.rawValue
}
