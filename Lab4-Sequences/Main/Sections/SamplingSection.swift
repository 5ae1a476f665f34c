// Section sampling: the same model, a table of what follows three letters, and the ways to choose.

import Foundation
import Lab4
import Reports
import Shared

func sampling(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let names = try lab.names()
  let letters = Vocabulary(of: "\n" + names.joined())
  let model = try LetterCounts(names, letters)
  page.say(
    """
    No network here: the model counts which letter follows which three in \(grouped(names.count)) names. \
    Sampling does not care where logits come from.
    """)
  let prompt = try letters.encode("\n\nA")
  showDistributions(model.logits(prompt), letters, on: &page)
  page.say("Names by the temperature. At 0 it always writes the same one:")
  page.table(
    ["temperature", "ten names"],
    [Float(0), 0.5, 1, 1.5].map { temperature in
      var generator = SeededGenerator(seed: lab.options.seed)
      let written = (0..<(temperature == 0 ? 1 : 10)).map { _ in
        name(model, letters, SamplingRule(temperature: temperature), &generator)
      }
      return ["\(temperature)", written.joined(separator: " ")]
    })
  showBeams(model, letters, on: &page)
}

/// How often each letter follows each three; a line break stands before and after a name.
private struct LetterCounts {
  private var counts: [[Int]: [Float]] = [:]
  private let size: Int

  init(_ names: [String], _ letters: Vocabulary) throws {
    size = letters.count
    for name in names {
      let tokens = try letters.encode("\n\n\n" + name + "\n")
      for place in 3..<tokens.count {
        let before = Array(tokens[place - 3..<place])
        counts[before, default: Array(repeating: 0, count: size)][tokens[place]] += 1
      }
    }
  }

  /// The logarithms of the counts after the last three tokens; a thousandth stands for never.
  func logits(_ tokens: [Int]) -> Tensor {
    let before = Array((Array(repeating: 0, count: 3) + tokens).suffix(3))
    return log(Tensor(counts[before] ?? Array(repeating: 0, count: size)) + 0.001)
  }
}

private func name(
  _ model: LetterCounts, _ letters: Vocabulary, _ rule: SamplingRule,
  _ generator: inout SeededGenerator
) -> String {
  let tokens = continuation(
    of: [0], count: 16, by: rule, end: 0, using: &generator, next: model.logits)
  return letters.decode(tokens.filter { $0 != 0 })
}

/// The likeliest tokens under four rules.
private func showDistributions(
  _ logits: Tensor, _ letters: Vocabulary, on page: inout LabPage
) {
  let rules: [(String, SamplingRule)] = [
    ("as they are", SamplingRule()), ("temperature 0.5", SamplingRule(temperature: 0.5)),
    ("top-k 3", SamplingRule(topK: 3)), ("top-p 0.8", SamplingRule(topP: 0.8)),
  ]
  let order = logits.scalars.indices.sorted { logits[$0] > logits[$1] }.prefix(8)
  page.say("What may come after an A at the beginning, under four rules:")
  page.illustrate(
    BarChart(
      "Probabilities of the eight likeliest letters",
      names: order.map { visible(letters.characters[$0]) },
      rules.map { name, rule in
        let p = rule.distribution(logits)
        return Series(name, order.map { p[$0] * 100 })
      }, axis: Axis("probability", unit: "%")))
  page.table(
    ["rule"] + order.map { visible(letters.characters[$0]) },
    rules.map { name, rule in
      let p = rule.distribution(logits)
      return [name] + order.map { p[$0] == 0 ? "·" : percentText(p[$0]) }
    })
}

/// The greedy text against that of beams.
private func showBeams(
  _ model: LetterCounts, _ letters: Vocabulary, on page: inout LabPage
) {
  page.say(
    "Beam search follows several names at once. Few beams may still lose what the greedy way finds;"
      + " many find likelier names:")
  page.table(
    ["beams", "name", "ln p"],
    [1, 2, 4, 16].map { width in
      let found = beamSearch(
        from: [0], count: 16, width: width, end: 0, lengthPenalty: 0, next: model.logits)
      guard let best = found.first else { return ["\(width)", "", ""] }
      return [
        "\(width)", letters.decode(best.tokens.filter { $0 != 0 }),
        fixedText(best.logProbability, decimals: 2),
      ]
    })
}
