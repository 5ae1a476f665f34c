// The hidden tests of 4.17: other spaces, the edges of the budget, luck that must not last, and a search
// that beats the best of its first tenth.

import Foundation
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
    await checkEdges()
    await checkEvolution()
    await checkPopulation()
    await checkGain()
  }

  private func checkArchitecture() async {
    await check("a linear network, and one of three layers with each activation") { sheet in
      sheet.call("widths [] and [4, 2, 6], from 3 inputs to 2 outputs")
      var generator = SeededGenerator(seed: 4)
      let plain = Architecture(widths: [], activation: .gelu)
      sheet["layers"] = plain.network(inputs: 3, outputs: 2, using: &generator).layers.count
      for activation in Architecture.Activation.allCases {
        let architecture = Architecture(widths: [4, 2, 6], activation: activation)
        var network = architecture.network(inputs: 3, outputs: 2, using: &generator)
        sheet["\(activation): counted"] = architecture.parameterCount(inputs: 3, outputs: 2)
        sheet["\(activation): built"] = network.parameterCount
        sheet["\(activation): layers"] = network.layers.map { "\(type(of: $0))" }
      }
    } equals: {
      [
        "layers": 1, "relu: counted": 58, "relu: built": 58,
        "relu: layers": ["Linear", "ReLU", "Linear", "ReLU", "Linear", "ReLU", "Linear"],
        "tanh: counted": 58, "tanh: built": 58,
        "tanh: layers": ["Linear", "Tanh", "Linear", "Tanh", "Linear", "Tanh", "Linear"],
        "gelu: counted": 58, "gelu: built": 58,
        "gelu: layers": ["Linear", "GELU", "Linear", "GELU", "Linear", "GELU", "Linear"],
      ]
    }
  }

  private func checkEdges() async {
    await check("no layer to leave out, equal layers, a space of one") { sheet in
      sheet.call("neighbours of an empty architecture, of 8-8, and in a space of one architecture")
      let wide = ArchitectureSpace(depths: 0...2, widths: [8, 16], activations: [.relu])
      sheet["of none"] = wide.neighbours(of: Architecture(widths: [], activation: .relu)).map(name)
      sheet["of 8-8"] =
        wide.neighbours(of: Architecture(widths: [8, 8], activation: .relu)).map(name)
      let single = ArchitectureSpace(depths: 1...1, widths: [8], activations: [.tanh])
      sheet["in a space of one"] =
        single.neighbours(of: Architecture(widths: [8], activation: .tanh)).count
      var generator = SeededGenerator(seed: 1)
      sheet["searched"] =
        evolutionarySearch(
          single, budget: 5, population: 2, tournament: 1, using: &generator
        ) { _ in 0 }.count
      sheet["nothing to spend"] =
        randomSearch(single, budget: 0, using: &generator) { _ in 0 }
        .count
    } equals: {
      [
        "of none": ["8 relu", "16 relu"], "of 8-8": ["16-8 relu", "8-16 relu", "8 relu", "8 relu"],
        "in a space of one": 0, "searched": 1, "nothing to spend": 0,
      ]
    }
    await check("a draw that is known costs nothing of the budget") { sheet in
      sheet.call("randomSearch of seven architectures, budget 5, seed 2: the first draws repeat")
      let wide = ArchitectureSpace(depths: 0...2, widths: [8, 16], activations: [.relu])
      var generator = SeededGenerator(seed: 2)
      let trials = randomSearch(wide, budget: 5, using: &generator) { _ in 0 }
      sheet["trained"] = trials.map(\.architecture).map(name)
    } equals: {
      ["trained": ["16 relu", "8-8 relu", "8-16 relu", "8 relu", "16-16 relu"]]
    }
    await checkStops("a tournament of none is refused", weight: 0.5, saying: "0") { sheet in
      sheet.call("evolutionarySearch(budget: 10, population: 2, tournament: 0)")
      var generator = SeededGenerator(seed: 1)
      sheet["trials"] =
        evolutionarySearch(
          space, budget: 10, population: 2, tournament: 0, using: &generator, score: score
        ).count
    }
  }

  private func checkEvolution() async {
    await check("a larger space, a tournament of three", weight: 2) { sheet in
      sheet.call("evolutionarySearch(budget: 15, population: 3, tournament: 3), seed 9")
      var (generator, calls) = (SeededGenerator(seed: 9), [String]())
      _ = evolutionarySearch(
        space, budget: 15, population: 3, tournament: 3, using: &generator
      ) {
        calls.append(name($0))
        return score($0)
      }
      sheet["trained"] = calls
    } equals: {
      [
        "trained": [
          "32-8-32 relu", " tanh", "8-32-16-8 gelu", "8-32 relu", "32-16-8 gelu",
          "8-32-32-8 gelu", "8-32-32-16 gelu", "8-16-8 gelu", "8-16-64 gelu", "8-8-64 gelu",
          "8-16-64-4 gelu", "8-16-16 gelu", "8-8-64-8 gelu", "8-8-16-8 gelu", "64-16-16 gelu",
        ]
      ]
    }
    await check("runs that diverge are no parents while others live") { sheet in
      sheet.call("one hidden layer scores NaN; budget 8, population 3, tournament 2, seed 2")
      let space = ArchitectureSpace(depths: 1...2, widths: [8, 16])
      var (generator, calls) = (SeededGenerator(seed: 2), [String]())
      _ = evolutionarySearch(
        space, budget: 8, population: 3, tournament: 2, using: &generator
      ) {
        calls.append(name($0))
        return $0.widths.count == 1 ? .nan : score($0)
      }
      sheet["trained"] = calls
    } equals: {
      [
        "trained": [
          "16-16 gelu", "8 gelu", "8-16 tanh", "8-8 gelu", "8-16 gelu", "16 tanh", "8-8 relu",
          "8 tanh",
        ]
      ]
    }
  }

  private func checkPopulation() async {
    await check("a population of one is a walk: each is the parent of the next") { sheet in
      sheet.call("evolutionarySearch(budget: 6, population: 1, tournament: 1), seed 3")
      let space = ArchitectureSpace(depths: 1...3, widths: [8, 16, 32])
      var (generator, calls) = (SeededGenerator(seed: 3), [String]())
      _ = evolutionarySearch(
        space, budget: 6, population: 1, tournament: 1, using: &generator
      ) {
        calls.append(name($0))
        return Double(-calls.count)
      }
      sheet["trained"] = calls
    } equals: {
      [
        "trained": [
          "32 tanh", "16 tanh", "8 tanh", "8-16 tanh", "8-16-16 tanh", "8-16-32 tanh",
        ]
      ]
    }
  }

  private func checkGain() async {
    await check("a budget of 60 beats the best of its random tenth") { sheet in
      sheet.call("evolutionarySearch(budget: 60, population: 6, tournament: 3), seeds 1, 4, 5")
      for seed in [1, 4, 5] {
        var generator = SeededGenerator(seed: UInt64(seed))
        let trials = evolutionarySearch(
          space, budget: 60, population: 6, tournament: 3, using: &generator, score: score)
        sheet["seed \(seed): trained"] = trials.count
        sheet["seed \(seed): different"] = Set(trials.map(\.architecture)).count
        sheet["seed \(seed): best of the tenth"] = best(of: trials.prefix(6))?.score ?? .nan
        sheet["seed \(seed): best"] = best(of: trials)?.score ?? .nan
      }
    } equals: {
      [
        "seed 1: trained": 60, "seed 1: different": 60,
        "seed 1: best of the tenth": -0.915037499, "seed 1: best": -0.169925001,
        "seed 4: trained": 60, "seed 4: different": 60,
        "seed 4: best of the tenth": -0.678071905, "seed 4: best": 0,
        "seed 5: trained": 60, "seed 5: different": 60,
        "seed 5: best of the tenth": -1.915037499, "seed 5: best": -0.087462841,
      ]
    }
  }
}

private let space = ArchitectureSpace(depths: 0...4, widths: [4, 8, 16, 32, 64])

/// 64 units in three layers of tanh are best.
private func score(_ architecture: Architecture) -> Double {
  let (widths, activation) = (architecture.widths, architecture.activation)
  let units = Double(max(widths.reduce(0, +), 1))
  return -abs(log2(units) - 6) - Double(abs(widths.count - 3)) - (activation == .tanh ? 0 : 0.5)
}

private func name(_ architecture: Architecture) -> String {
  architecture.widths.map(String.init).joined(separator: "-") + " "
    + architecture.activation.rawValue
}
