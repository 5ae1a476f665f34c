// The hidden tests of 2.14: no axes and no values, other draws, NaN in the tournament, exact budgets.

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
    await checkBudget()
    await checkTournament()
  }

  private func checkGrid() async {
    await check("three axes, an empty axis, no axes") { sheet in
      sheet.call("grid of a: [1, 2], b: [3], c: [4, 5]; with b: []; of nothing")
      let candidates = grid([("a", [1, 2]), ("b", [3]), ("c", [4, 5])])
      sheet["a, b, c"] = candidates.flatMap { [$0["a"] ?? -1, $0["b"] ?? -1, $0["c"] ?? -1] }
      sheet["with an empty axis"] = grid([("a", [1, 2]), ("b", [])]).count
      sheet["settings without axes"] = grid([]).map(\.count)
    } equals: {
      [
        "a, b, c": [1, 3, 4, 1, 3, 5, 2, 3, 4, 2, 3, 5], "with an empty axis": 0,
        "settings without axes": .integers([0]),
      ]
    }
  }

  private func checkRandom() async {
    await check("three ranges, two candidates") { sheet in
      sheet.call("randomSettings of a: logUniform 0.5…16, b: uniform −1…2, c: logUniform, seed 11")
      var generator = SeededGenerator(seed: 11)
      let candidates = randomSettings(
        [
          ("a", .logUniform(0.5...16)), ("b", .uniform(-1...2)), ("c", .logUniform(1e-6...1e-3)),
        ], count: 2, using: &generator)
      sheet["a"] = candidates.map { $0["a"] ?? -1 }
      sheet["b"] = candidates.map { $0["b"] ?? -1 }
      sheet["1000·c"] = candidates.map { 1000 * ($0["c"] ?? -1) }
    } equals: {
      [
        "a": [1.4961157732, 2.8740197537], "b": [-0.2129046917, -0.5044223666],
        "1000·c": .values([0.08205914587, 0.04527025274], absolute: 1e-6),
      ]
    }
    await check("a range of one number, and no candidates") { sheet in
      sheet.call("logUniform 0.01…0.01 and uniform 3…3, seed 1; randomSettings(count: 0)")
      var generator = SeededGenerator(seed: 1)
      sheet["log-uniform"] = SearchRange.logUniform(0.01...0.01).sample(using: &generator)
      sheet["uniform"] = SearchRange.uniform(3...3).sample(using: &generator)
      let none = randomSettings([("a", .uniform(0...1))], count: 0, using: &generator)
      sheet["candidates"] = none.count
    } equals: {
      ["log-uniform": 0.01, "uniform": 3, "candidates": 0]
    }
    for low in [0.0, -0.5] {
      await checkStops("log-uniform from \(low) is refused", weight: 0.5, saying: "\(low)") {
        sheet in
        sheet.call("SearchRange.logUniform(\(low)...1).sample")
        var generator = SeededGenerator(seed: 1)
        sheet["draw"] = SearchRange.logUniform(low...1).sample(using: &generator)
      }
    }
  }

  private func checkRanks() async {
    await check("NaN first in the list, ties of many, nothing") { sheet in
      sheet.call("ranked, scores NaN, 1, 1, NaN, 1, 2, 1; only NaN; none")
      sheet["mixed"] = ids(ranked(trials([.nan, 1, 1, .nan, 1, 2, 1])))
      sheet["only NaN"] = ids(ranked(trials([.nan, .nan, .nan])))
      sheet["none"] = ranked([]).count
    } equals: {
      [
        "mixed": .integers([5, 1, 2, 4, 6, 0, 3]), "only NaN": .integers([0, 1, 2]), "none": 0,
      ]
    }
    await check("search puts runs that diverged last") { sheet in
      sheet.call("search of x = 0 … 4, where x = 0 and x = 3 score NaN and the others x")
      let result = search(grid([("x", [0, 1, 2, 3, 4])]), budget: 1) { settings, _ in
        let x = settings["x"] ?? -1
        return [0, 3].contains(x) ? .nan : x
      }
      sheet["ranks"] = result.map { $0.settings["x"] ?? -1 }
    } equals: {
      ["ranks": [4, 2, 1, 0, 3]]
    }
  }

  private func checkBudget() async {
    await check("1, 2, 3, 7 and 33 candidates play ⌈log₂ n⌉ rounds, 1 plays one") { sheet in
      sheet.call("halvingRounds(candidates: n, budget: 1000)")
      for count in [1, 2, 3, 7, 33] {
        let rounds = halvingRounds(candidates: count, budget: 1000)
        sheet["\(count): candidates"] = rounds.map(\.candidates)
        sheet["\(count): budgets"] = rounds.map(\.budget)
      }
    } equals: {
      [
        "1: candidates": .integers([1]), "1: budgets": .integers([1000]),
        "2: candidates": .integers([2]), "2: budgets": .integers([500]),
        "3: candidates": .integers([3, 2]), "3: budgets": .integers([166, 250]),
        "7: candidates": .integers([7, 4, 2]), "7: budgets": .integers([47, 83, 166]),
        "33: candidates": .integers([33, 17, 9, 5, 3, 2]),
        "33: budgets": .integers([5, 9, 18, 33, 55, 83]),
      ]
    }
    await check("the smallest budget that suffices") { sheet in
      sheet.call("halvingRounds(candidates: 8, budget: 24)")
      let rounds = halvingRounds(candidates: 8, budget: 24)
      sheet["candidates"] = rounds.map(\.candidates)
      sheet["budgets"] = rounds.map(\.budget)
    } equals: {
      ["candidates": .integers([8, 4, 2]), "budgets": .integers([1, 2, 4])]
    }
    await checkStops("no candidates are refused", saying: "0") { sheet in
      sheet.call("halvingRounds(candidates: 0, budget: 10)")
      sheet["rounds"] = halvingRounds(candidates: 0, budget: 10).count
    }
  }

  private func checkTournament() async {
    await check("ties and NaN go by the rules of ranked; the trials say what was spent") { sheet in
      sheet.call("successiveHalving of x = 0 … 7, budget 30: x = 0, 5 score NaN, the others 1")
      let rounds = successiveHalving(
        grid([("x", [0, 1, 2, 3, 4, 5, 6, 7])]), budget: 30
      ) { settings, _ in [0, 5].contains(settings["x"] ?? -1) ? .nan : 1 }
      sheet["first round"] = rounds[0].map { $0.settings["x"] ?? -1 }
      sheet["second round"] = rounds[1].map { $0.settings["x"] ?? -1 }
      sheet["third round"] = rounds[2].map { $0.settings["x"] ?? -1 }
      sheet["budgets"] = rounds.map { $0[0].budget }
    } equals: {
      [
        "first round": [1, 2, 3, 4, 6, 7, 0, 5], "second round": [1, 2, 3, 4],
        "third round": [1, 2], "budgets": .integers([1, 2, 5]),
      ]
    }
    await check("one candidate gets the whole budget") { sheet in
      sheet.call("successiveHalving of one candidate, budget 12")
      let rounds = successiveHalving([["x": 4]], budget: 12) { _, budget in Double(budget) }
      sheet["rounds"] = rounds.map(\.count)
      sheet["scores"] = rounds.flatMap { $0.map(\.score) }
    } equals: {
      ["rounds": .integers([1]), "scores": [12]]
    }
  }
}

private func trials(_ scores: [Double]) -> [Trial] {
  scores.enumerated().map { place, score in
    Trial(settings: ["id": Double(place)], budget: 1, score: score)
  }
}

private func ids(_ trials: [Trial]) -> [Int] { trials.map { Int($0.settings["id"] ?? -1) } }
