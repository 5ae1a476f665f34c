// Tests of 2.14: the grid, random draws, ranks with ties and NaN, the tournament and its budget.
// The random numbers were computed from the generator's definition.

import Grading
import Lab2
import Shared
import Testing

struct SearchTests {
  @Test(.exercise("2.14", "Search", points: 6))
  func hyperparameterSearch() async {
    await checkGrid()
    await checkRandom()
    await checkRanks()
    await checkHalving()
  }

  private func checkGrid() async {
    await check("grid is the Cartesian product, the last axis changing fastest") { sheet in
      sheet.call("grid([rate: [0.1, 0.01], width: [16, 32, 64]])")
      let candidates = grid([("rate", [0.1, 0.01]), ("width", [16, 32, 64])])
      sheet["rates"] = candidates.map { $0["rate"] ?? -1 }
      sheet["widths"] = candidates.map { $0["width"] ?? -1 }
      sheet["settings of each"] = candidates.map(\.count)
    } equals: {
      [
        "rates": [0.1, 0.1, 0.1, 0.01, 0.01, 0.01], "widths": [16, 32, 64, 16, 32, 64],
        "settings of each": .integers([2, 2, 2, 2, 2, 2]),
      ]
    }
  }

  private func checkRandom() async {
    await check("uniform and log-uniform draws take one number each") { sheet in
      sheet.call("sample of uniform 10…20 twice, then of logUniform 0.0001…1, seed 7")
      var generator = SeededGenerator(seed: 7)
      let uniform = SearchRange.uniform(10...20)
      sheet["uniform"] = [uniform.sample(using: &generator), uniform.sample(using: &generator)]
      sheet["log-uniform"] = SearchRange.logUniform(0.0001...1).sample(using: &generator)
    } equals: {
      ["uniform": [13.898296952, 10.167882442], "log-uniform": 0.4009060429]
    }
    await check("a log-uniform draw favours no order of magnitude") { sheet in
      sheet.call("1000 samples of logUniform 0.0001…1, seed 3: the share below 0.01, the smallest")
      var generator = SeededGenerator(seed: 3)
      let draws = (0..<1000).map { _ in
        SearchRange.logUniform(0.0001...1).sample(using: &generator)
      }
      let small = draws.count { $0 < 0.01 }
      sheet["share below 0.01"] = Double(small) / 1000
      sheet["smallest"] = draws.min() ?? -1
      sheet["largest"] = draws.max() ?? -1
    } equals: {
      [
        "share below 0.01": .within(0.45...0.55), "smallest": .within(0.0001...0.00012),
        "largest": .within(0.9...1),
      ]
    }
    await check("randomSettings draws every setting of every candidate anew") { sheet in
      sheet.call("randomSettings([rate: logUniform 0.0001…1, width: uniform 16…64], 3), seed 7")
      var generator = SeededGenerator(seed: 7)
      let candidates = randomSettings(
        [("rate", .logUniform(0.0001...1)), ("width", .uniform(16...64))], count: 3,
        using: &generator)
      sheet["rates"] = candidates.map { $0["rate"] ?? -1 }
      sheet["widths"] = candidates.map { $0["width"] ?? -1 }
    } equals: {
      [
        "rates": .values([0.0036250899, 0.400906043, 0.006453086471], absolute: 1e-6),
        "widths": [16.805835723, 43.980652809, 27.972711563],
      ]
    }
  }

  private func checkRanks() async {
    await check("the best comes first, ties in their order, NaN last") { sheet in
      sheet.call("ranked, scores 0.5, NaN, 0.9, 0.5, −∞, 0.9, NaN of the candidates 0 to 6")
      let scores = [0.5, .nan, 0.9, 0.5, -.infinity, 0.9, .nan]
      sheet["candidates"] = ranked(trials(scores)).map { Int($0.settings["id"] ?? -1) }
    } equals: {
      ["candidates": .integers([2, 5, 0, 3, 4, 1, 6])]
    }
    await check("search tries each candidate once, with the whole budget each") { sheet in
      sheet.call("search of x = 0, 1, 2, 3, budget 7, score −(x − 2)²")
      var calls: [Double] = []
      var budgets: [Int] = []
      let result = search(grid([("x", [0, 1, 2, 3])]), budget: 7) { settings, budget in
        let x = settings["x"] ?? -1
        calls.append(x)
        budgets.append(budget)
        return -(x - 2) * (x - 2)
      }
      sheet["calls"] = calls
      sheet["budgets"] = budgets
      sheet["ranks"] = result.map { $0.settings["x"] ?? -1 }
      sheet["scores"] = result.map(\.score)
      sheet["budget of the best"] = result.first?.budget ?? -1
    } equals: {
      [
        "calls": [0, 1, 2, 3], "budgets": .integers([7, 7, 7, 7]), "ranks": [2, 1, 3, 0],
        "scores": [0, -1, -1, -4], "budget of the best": 7,
      ]
    }
  }

  private func checkHalving() async {
    await check("halvingRounds gives each round an equal share of the budget") { sheet in
      sheet.call("halvingRounds of 16 candidates and 128, of 5 and 50")
      let sixteen = halvingRounds(candidates: 16, budget: 128)
      sheet["16: candidates"] = sixteen.map(\.candidates)
      sheet["16: budgets"] = sixteen.map(\.budget)
      let five = halvingRounds(candidates: 5, budget: 50)
      sheet["5: candidates"] = five.map(\.candidates)
      sheet["5: budgets"] = five.map(\.budget)
    } equals: {
      [
        "16: candidates": .integers([16, 8, 4, 2]), "16: budgets": .integers([2, 4, 8, 16]),
        "5: candidates": .integers([5, 3, 2]), "5: budgets": .integers([3, 5, 8]),
      ]
    }
    await check("the better half goes on, in the order of its rank", weight: 2) { sheet in
      sheet.call("successiveHalving of x = 0 … 4, budget 50, score: x = 3 best, later x = 1")
      var (spent, calls) = (0, [Double]())
      let rounds = successiveHalving(
        grid([("x", [0, 1, 2, 3, 4])]), budget: 50
      ) { settings, budget in
        let x = settings["x"] ?? -1
        spent += budget
        calls.append(x)
        return budget < 6 ? -abs(x - 2.8) : -abs(x - 1.9)
      }
      sheet["calls"] = calls
      sheet["spent"] = spent
      sheet["rounds"] = rounds.map(\.count)
      sheet["ranks at the end"] = (rounds.last ?? []).map { $0.settings["x"] ?? -1 }
    } equals: {
      [
        "calls": [0, 1, 2, 3, 4, 3, 2, 4, 3, 2], "spent": 46, "rounds": .integers([5, 3, 2]),
        "ranks at the end": [2, 3],
      ]
    }
    await checkStops("a budget that is too small is refused", saying: "10") { sheet in
      sheet.call("halvingRounds(candidates: 5, budget: 10)")
      sheet["rounds"] = halvingRounds(candidates: 5, budget: 10).count
    }
  }
}

private func trials(_ scores: [Double]) -> [Trial] {
  scores.enumerated().map { place, score in
    Trial(settings: ["id": Double(place)], budget: 1, score: score)
  }
}
