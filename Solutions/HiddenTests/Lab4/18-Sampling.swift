// The hidden tests of 4.18: extremes, shares of a thousand draws, forbidden tokens, refusals, and beams
// that end. The models are tables: the last token decides.

import Grading
import Lab4
import Shared
import Testing

struct SamplingTests {
  @Test(.exercise("4.18", "Sampling", points: 5))
  func sampling() async {
    await checkProbabilities()
    await checkRefusals()
    await checkKeeping()
    await checkDraws()
    await checkContinuation()
    await checkBeams()
  }

  private func checkProbabilities() async {
    await check("extremes stay finite; a forbidden token has the probability 0") { sheet in
      sheet.call("probabilities of [1, −∞, 2, 0] at 0.7, of ±1000 at 0.01 and 1, of one token")
      sheet["forbidden"] = probabilities(Tensor([1, -.infinity, 2, 0]), temperature: 0.7)
      sheet["forbidden, T = 0"] = probabilities(Tensor([-.infinity, 1, 5]), temperature: 0)
      sheet["cold"] = probabilities([1000, -1000, 999], temperature: 0.01)
      sheet["large"] = probabilities([1000, -1000, 1000])
      sheet["hot"] = probabilities([1, 2], temperature: 1e30)
      sheet["colder than any"] = probabilities([1, 2], temperature: 1e-37)
      sheet["one token"] = probabilities([7], temperature: 3)
    } equals: {
      [
        "forbidden": [0.184761434, 0, 0.770960297, 0.044278269], "forbidden, T = 0": [0, 0, 1],
        "cold": [1, 0, 0], "large": [0.5, 0, 0.5], "hot": [0.5, 0.5],
        "colder than any": [0, 1], "one token": [1],
      ]
    }
  }

  private func checkRefusals() async {
    await checkStops("an infinite temperature is refused", weight: 0.5, saying: "inf") { sheet in
      sheet.call("probabilities([1, 3], temperature: .infinity)")
      sheet["p"] = probabilities([1, 3], temperature: .infinity)
    }
    await checkStops("k of 0 is refused", weight: 0.5, saying: "0") { sheet in
      sheet.call("topK([0.5, 0.5], 0)")
      sheet["p"] = topK([0.5, 0.5], 0)
    }
    await checkStops("a mass of 0 is refused", weight: 0.5, saying: "0.0") { sheet in
      sheet.call("topP([0.5, 0.5], 0)")
      sheet["p"] = topP([0.5, 0.5], 0)
    }
    await checkStops("a mass above 1 is refused", weight: 0.5, saying: "1.5") { sheet in
      sheet.call("topP([0.5, 0.5], 1.5)")
      sheet["p"] = topP([0.5, 0.5], 1.5)
    }
    await checkStops("a beam of width 0 is refused", weight: 0.5, saying: "width of 0") { sheet in
      sheet.call("beamSearch(width: 0)")
      sheet["found"] = beamSearch(from: [1], count: 2, width: 0, next: table).count
    }
    await checkStops("beams need a prompt", weight: 0.5, saying: "0 tokens") { sheet in
      sheet.call("beamSearch(from: [])")
      sheet["found"] = beamSearch(from: [], count: 2, width: 2) { _ in [1, 2] }.count
    }
  }

  private func checkKeeping() async {
    await check("k of 1, equal probabilities, a mass that is reached exactly") { sheet in
      sheet.call("topK and topP of four equal ones, and of [0, 0.25, 0.75]")
      sheet["k = 1"] = topK([0.25, 0.25, 0.25, 0.25], 1)
      sheet["k = 2 of equal ones"] = topK([0.25, 0.25, 0.25, 0.25], 2)
      sheet["p = 0.5 of equal ones"] = topP([0.25, 0.25, 0.25, 0.25], 0.5)
      sheet["p = 0.51 of equal ones"] = topP([0.25, 0.25, 0.25, 0.25], 0.51)
      sheet["p = 0.75"] = topP([0, 0.25, 0.75], 0.75)
      sheet["p = 0.001"] = topP([0.2, 0.3, 0.5], 0.001)
      sheet["k = 3 with a forbidden one"] = topK([0, 0.25, 0.75], 3)
    } equals: {
      [
        "k = 1": [1, 0, 0, 0], "k = 2 of equal ones": [0.5, 0.5, 0, 0],
        "p = 0.5 of equal ones": [0.5, 0.5, 0, 0],
        "p = 0.51 of equal ones": [0.333333333, 0.333333333, 0.333333333, 0],
        "p = 0.75": [0, 0, 1], "p = 0.001": [0, 0, 1],
        "k = 3 with a forbidden one": [0, 0.25, 0.75],
      ]
    }
    await check("a rule without k and p is the temperature alone") { sheet in
      sheet.call("distribution of [1, 3, 2, 0] by SamplingRule(temperature: 0.5), and by .greedy")
      sheet["temperature alone"] = SamplingRule(temperature: 0.5).distribution([1, 3, 2, 0])
      sheet["greedy"] = SamplingRule.greedy.distribution([1, 3, 2, 0])
      sheet["p alone"] = SamplingRule(topP: 0.7).distribution([1, 3, 2, 0])
    } equals: {
      [
        "temperature alone": [0.015842201, 0.864954877, 0.117058913, 0.002144009],
        "greedy": [0, 1, 0, 0], "p alone": [0, 0.731058579, 0.268941421, 0],
      ]
    }
  }

  private func checkDraws() async {
    await check("a thousand draws have the shares of the probabilities") { sheet in
      sheet.call("draw 1000 times from [0.125, 0.5, 0.125, 0.25], seed 21; then what has no chance")
      var generator = SeededGenerator(seed: 21)
      var counts = [0, 0, 0, 0]
      for _ in 0..<1000 { counts[draw([0.125, 0.5, 0.125, 0.25], using: &generator)] += 1 }
      sheet["counts"] = counts
      sheet["certain"] = (0..<5).map { _ in draw([0, 0, 1, 0], using: &generator) }
      sheet["sum below 1"] = (0..<5).map { _ in draw([1e-6, 1e-6, 0], using: &generator) }
    } equals: {
      [
        "counts": .integers([136, 492, 130, 242]), "certain": .integers([2, 2, 2, 2, 2]),
        "sum below 1": .integers([1, 1, 1, 1, 1]),
      ]
    }
  }

  private func checkContinuation() async {
    await check("no tokens, the first is the end, and one draw a token") { sheet in
      sheet.call("count 0; the end token first; the generator after three greedy tokens, seed 5")
      var generator = SeededGenerator(seed: 5)
      sheet["count 0"] = continuation(of: [1], count: 0, using: &generator, next: table).count
      sheet["the end at once"] =
        continuation(of: [3], count: 9, by: .greedy, end: 3, using: &generator, next: table)
      generator = SeededGenerator(seed: 5)
      sheet["greedy"] =
        continuation(of: [2], count: 3, by: .greedy, using: &generator, next: table)
      sheet["next number"] = generator.uniform()
      var other = SeededGenerator(seed: 5)
      for _ in 0..<3 { _ = other.uniform() }
      sheet["fourth number of the seed"] = other.uniform()
    } equals: {
      [
        "count 0": 0, "the end at once": .integers([3]), "greedy": .integers([0, 1, 2]),
        "next number": .same(as: "fourth number of the seed"),
        "fourth number of the seed": .within(0...1),
      ]
    }
  }

  private func checkBeams() async {
    await check("wider beams, three ends, both lengths", weight: 2) { sheet in
      sheet.call("width 3, end 0, five tokens; α = 0 and 1")
      for alpha in [0.0, 1] {
        let found = beamSearch(
          from: [3], count: 5, width: 3, end: 0, lengthPenalty: alpha, next: short)
        sheet["α = \(Int(alpha))"] = found.map(text)
        sheet["α = \(Int(alpha)): ln p"] = found.map(\.logProbability)
        sheet["α = \(Int(alpha)): finished"] = found.map(\.isFinished)
      }
    } equals: {
      [
        "α = 0": ["0", "1 1 1", "2 2 2"],
        "α = 0: ln p": [-0.916290733, -1.49610923, -1.832581467],
        "α = 0: finished": [true, false, false], "α = 1": ["1 1 1", "2 2 2", "0"],
        "α = 1: ln p": [-1.49610923, -1.832581467, -0.916290733],
        "α = 1: finished": [false, false, true],
      ]
    }
    await check("width 1 is the greedy text, and a certain end ends it") { sheet in
      sheet.call("width 1 for six tokens; a model that only knows the end; count 0")
      sheet["width 1"] = beamSearch(from: [0, 1], count: 6, width: 1, next: table).map(text)
      var calls = 0
      let ended = beamSearch(from: [1], count: 5, width: 2, end: 1) { _ in
        calls += 1
        return Tensor([-.infinity, 0, -.infinity])
      }
      sheet["only the end"] = ended.map(text)
      sheet["calls"] = calls
      let none = beamSearch(from: [1], count: 0, width: 2, next: table)
      sheet["count 0"] = none.map(\.tokens.count)
    } equals: {
      [
        "width 1": ["2 0 1 2 0 1"], "only the end": ["1"], "calls": 1,
        "count 0": .integers([0]),
      ]
    }
    await check("the model sees prompt and new tokens, of every hypothesis once a step") { sheet in
      sheet.call("width 2, three tokens after the prompt [0, 1]")
      var asked: [String] = []
      _ = beamSearch(from: [0, 1], count: 3, width: 2) { tokens in
        asked.append(tokens.map(String.init).joined(separator: " "))
        return table(tokens)
      }
      sheet["asked after"] = asked
    } equals: {
      ["asked after": ["0 1", "0 1 2", "0 1 0", "0 1 2 0", "0 1 0 1"]]
    }
  }
}

private func text(_ hypothesis: Hypothesis) -> String {
  hypothesis.tokens.map(String.init).joined(separator: " ")
}

private func last(_ tokens: [Int]) -> Int { tokens[tokens.count - 1] }

private func table(_ tokens: [Int]) -> Tensor {
  let logits: Tensor = [[0.5, 2, 1, -1], [1, 0, 2, 0.5], [3, 0, 1, 1], [0, 0, 0, 5]]
  return logits[row: last(tokens)]
}

private func short(_ tokens: [Int]) -> Tensor {
  let p: Tensor = [
    [0.25, 0.25, 0.25, 0.25], [0.1, 0.8, 0.1, 1e-9], [0.1, 0.1, 0.8, 1e-9],
    [0.4, 0.35, 0.25, 1e-9],
  ]
  return log(p[row: last(tokens)])
}
