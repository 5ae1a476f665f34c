// Tests of 4.18: probabilities, what is kept, what is drawn, a whole continuation, and beams. The models
// are tables: the last token decides. The decimals are reference values computed in double precision, the
// draws were computed from the generator's definition.

import Grading
import Lab4
import Shared
import Testing

struct SamplingTests {
  @Test(.exercise("4.18", "Sampling", points: 5))
  func sampling() async {
    await checkProbabilities()
    await checkKeeping()
    await checkDraws()
    await checkContinuation()
    await checkBeams()
  }

  private func checkProbabilities() async {
    await check("greedy takes the largest logit, the first of equal ones") { sheet in
      sheet.call("greedy of [1, 3, 2, 0] and of [1, 4, 4, 2]")
      sheet["largest"] = greedy([1, 3, 2, 0])
      sheet["of equal ones"] = greedy([1, 4, 4, 2])
    } equals: {
      ["largest": 1, "of equal ones": 1]
    }
    await check("the temperature sharpens or evens out, and 0 is greedy") { sheet in
      sheet.call("probabilities of [1, 3, 2, 0]")
      sheet["T = 1"] = probabilities([1, 3, 2, 0])
      sheet["T = 0.5"] = probabilities([1, 3, 2, 0], temperature: 0.5)
      sheet["T = 2"] = probabilities([1, 3, 2, 0], temperature: 2)
      sheet["T = 0"] = probabilities([1, 3, 2, 0], temperature: 0)
    } equals: {
      [
        "T = 1": [0.087144319, 0.64391426, 0.236882818, 0.032058603],
        "T = 0.5": [0.015842201, 0.864954877, 0.117058913, 0.002144009],
        "T = 2": [0.167405097, 0.455054234, 0.276004345, 0.101536324], "T = 0": [0, 1, 0, 0],
      ]
    }
    await checkStops("a temperature below 0 is refused", weight: 0.5, saying: "-0.5") { sheet in
      sheet.call("probabilities([1, 3], temperature: -0.5)")
      sheet["p"] = probabilities([1, 3], temperature: -0.5)
    }
  }

  private func checkKeeping() async {
    await check("topK keeps the k most probable, the earlier of equal ones") { sheet in
      sheet.call("topK", on: ["probabilities": p])
      sheet["k = 2"] = topK(p, 2)
      sheet["k = 3"] = topK(p, 3)
      sheet["k = 9"] = topK(p, 9)
    } equals: {
      [
        "k = 2": [0, 0.666666667, 0, 0.333333333],
        "k = 3": [0.142857143, 0.571428571, 0, 0.285714286], "k = 9": [0.125, 0.5, 0.125, 0.25],
      ]
    }
    await check("topP keeps the fewest that reach the mass") { sheet in
      sheet.call("topP", on: ["probabilities": p])
      sheet["p = 0.4"] = topP(p, 0.4)
      sheet["p = 0.5"] = topP(p, 0.5)
      sheet["p = 0.7"] = topP(p, 0.7)
      sheet["p = 0.8"] = topP(p, 0.8)
      sheet["p = 1"] = topP(p, 1)
    } equals: {
      [
        "p = 0.4": [0, 1, 0, 0], "p = 0.5": [0, 1, 0, 0],
        "p = 0.7": [0, 0.666666667, 0, 0.333333333],
        "p = 0.8": [0.142857143, 0.571428571, 0, 0.285714286],
        "p = 1": [0.125, 0.5, 0.125, 0.25],
      ]
    }
    await check("a rule takes the temperature, then k, then p of what k left") { sheet in
      sheet.call("SamplingRule(temperature: 2, topK: 3, topP: 0.6) on [2, 1.5, 0, 1, -1]")
      sheet["p"] =
        SamplingRule(temperature: 2, topK: 3, topP: 0.6).distribution([2, 1.5, 0, 1, -1])
    } equals: {
      ["p": [0.562176501, 0.437823499, 0, 0, 0]]
    }
  }

  private func checkDraws() async {
    await check("draw takes one number and finds its token") { sheet in
      sheet.call("draw ten times, seed 7: the numbers begin 0.390, 0.017, 0.901", on: ["p": p])
      var generator = SeededGenerator(seed: 7)
      sheet["tokens"] = (0..<10).map { _ in draw(p, using: &generator) }
    } equals: {
      ["tokens": .integers([1, 0, 3, 1, 1, 1, 1, 1, 1, 1])]
    }
  }

  private func checkContinuation() async {
    await check("a continuation asks for the logits after all tokens so far") { sheet in
      sheet.call("continuation(of: [0, 1], count: 8), seed 13; then with the end token 0; greedy")
      var (generator, asked, heard) = (SeededGenerator(seed: 13), [Int](), [Int]())
      let tokens = continuation(
        of: [0, 1], count: 8, using: &generator, onToken: { heard.append($0) }
      ) { tokens in
        asked.append(tokens.count)
        return table(tokens)
      }
      sheet["tokens it was asked after"] = asked
      sheet["new tokens"] = tokens
      sheet["reported"] = heard
      generator = SeededGenerator(seed: 13)
      sheet["to the end token"] =
        continuation(of: [0, 1], count: 8, end: 0, using: &generator, next: table)
      sheet["greedy"] =
        continuation(of: [0, 1], count: 6, by: .greedy, using: &generator, next: table)
    } equals: {
      [
        "tokens it was asked after": .integers([2, 3, 4, 5, 6, 7, 8, 9]),
        "new tokens": .integers([2, 0, 1, 2, 2, 0, 1, 2]),
        "reported": .integers([2, 0, 1, 2, 2, 0, 1, 2]), "to the end token": .integers([2, 0]),
        "greedy": .integers([2, 0, 1, 2, 0, 1]),
      ]
    }
    await checkStops("an empty prompt is refused", weight: 0.5, saying: "0 tokens") { sheet in
      sheet.call("continuation(of: [], count: 3)")
      var generator = SeededGenerator(seed: 1)
      sheet["tokens"] = continuation(of: [], count: 3, using: &generator) { _ in [1, 2] }
    }
  }

  private func checkBeams() async {
    await check("a beam step extends all hypotheses and keeps the most probable") { sheet in
      sheet.call("beamStep of [1] (−0.5) and [2] (−0.7), width 3, end 0")
      let live = [
        Hypothesis(tokens: [1], logProbability: -0.5),
        Hypothesis(tokens: [2], logProbability: -0.7),
      ]
      let kept = beamStep(live, width: 3, end: 0) {
        $0.tokens == [1] ? [-1, -2, -.infinity] : [-0.8, -0.3, -3]
      }
      sheet["tokens"] = kept.map(text)
      sheet["ln p"] = kept.map(\.logProbability)
      sheet["finished"] = kept.map(\.isFinished)
    } equals: {
      [
        "tokens": ["2 1", "1 0", "2 0"], "ln p": [-1, -1.5, -1.5],
        "finished": [false, true, true],
      ]
    }
    await check("the score is the sum of ln p over the length to the power of α") { sheet in
      sheet.call("score of 4 tokens with ln p −6: α = 0, 0.5, 1; of no tokens")
      let hypothesis = Hypothesis(tokens: [1, 2, 3, 1], logProbability: -6)
      sheet["α = 0"] = hypothesis.score(lengthPenalty: 0)
      sheet["α = 0.5"] = hypothesis.score(lengthPenalty: 0.5)
      sheet["α = 1"] = hypothesis.score(lengthPenalty: 1)
      sheet["no tokens"] = Hypothesis(tokens: [], logProbability: 0).score(lengthPenalty: 1)
    } equals: {
      ["α = 0": -6, "α = 0.5": -3, "α = 1": -1.5, "no tokens": 0]
    }
    await check("beam search finds what greedy misses", weight: 2) { sheet in
      sheet.call("after 0: p = 0.1, 0.5, 0.4; after 1: 0.35, 0.33, 0.32; after 2: 0.05, 0.05, 0.9")
      let greedy = beamSearch(from: [0], count: 2, width: 1, next: garden)
      sheet["width 1"] = greedy.map(text)
      let two = beamSearch(from: [0], count: 2, width: 2, next: garden)
      sheet["width 2"] = two.map(text)
      sheet["width 2: ln p"] = two.map(\.logProbability)
      sheet["width 3, four tokens"] =
        beamSearch(from: [0], count: 4, width: 3, next: garden).map(text)
    } equals: {
      [
        "width 1": ["1 0"], "width 2": ["2 2", "1 0"],
        "width 2: ln p": [-1.021651248, -1.742969305],
        "width 3, four tokens": ["2 2 2 2", "1 0 2 2", "1 0 1 0"],
      ]
    }
    await check("finished texts step aside; α weighs short against long", weight: 2) { sheet in
      sheet.call("width 2, end 0, four tokens: after the start p(end) = 0.4, p(1) = 0.35")
      for alpha in [0.0, 1, 2] {
        let found = beamSearch(
          from: [3], count: 4, width: 2, end: 0, lengthPenalty: alpha, next: short)
        sheet["α = \(Int(alpha))"] = found.map(text)
      }
    } equals: {
      ["α = 0": ["0", "1 1"], "α = 1": ["1 1", "0"], "α = 2": ["1 1", "1 0"]]
    }
  }
}

private let p: Tensor = [0.125, 0.5, 0.125, 0.25]

private func text(_ hypothesis: Hypothesis) -> String {
  hypothesis.tokens.map(String.init).joined(separator: " ")
}

private func last(_ tokens: [Int]) -> Int { tokens[tokens.count - 1] }

private func table(_ tokens: [Int]) -> Tensor {
  let logits: Tensor = [[0.5, 2, 1, -1], [1, 0, 2, 0.5], [3, 0, 1, 1], [0, 0, 0, 5]]
  return logits[row: last(tokens)]
}

private func garden(_ tokens: [Int]) -> Tensor {
  let p: Tensor = [[0.1, 0.5, 0.4], [0.35, 0.33, 0.32], [0.05, 0.05, 0.9]]
  return log(p[row: last(tokens)])
}

private func short(_ tokens: [Int]) -> Tensor {
  let p: Tensor = [
    [0.25, 0.25, 0.25, 0.25], [0.1, 0.8, 0.1, 1e-9], [0.1, 0.1, 0.8, 1e-9],
    [0.4, 0.35, 0.25, 1e-9],
  ]
  return log(p[row: last(tokens)])
}
