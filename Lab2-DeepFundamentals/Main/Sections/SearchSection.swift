// Section search: grid, random and halving with the same budget, on a network of real clothes.

import Lab1
import Lab2
import Reports
import Shared

func search(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let (clothes, seed) = (try lab.clothes(), lab.options.seed)
  let epochs = lab.options.quick ? 3 : 6
  page.say(
    """
    A learning rate and a width for one hidden layer, 600 pictures; each method may spend \
    \(9 * epochs) epochs. The grid tries three rates three times; random draws nine; halving \
    starts with eight candidates and gives the better half of them twice as much.
    """)
  let score = { (settings: Settings, epochs: Int) in
    validationAccuracy(settings, epochs: epochs, clothes, seed: seed)
  }
  var generator = SeededGenerator(seed: seed)
  let ranges: [(name: String, range: SearchRange)] = [
    ("rate", .logUniform(1e-4...0.3)), ("width", .uniform(8...64)),
  ]
  let gridTrials = search(
    grid([("rate", [0.0003, 0.005, 0.1]), ("width", [8, 24, 64])]), budget: epochs, score: score)
  let randomTrials = search(
    randomSettings(ranges, count: 9, using: &generator), budget: epochs, score: score)
  let rounds = successiveHalving(
    randomSettings(ranges, count: 8, using: &generator), budget: 9 * epochs, score: score)
  let methods = [
    ("grid", gridTrials), ("random", randomTrials), ("halving", rounds.flatMap { $0 }),
  ]
  let all = methods.enumerated().flatMap { index, method in method.1.map { (index, $0) } }
  page.show(
    ScatterChart(
      "Validation accuracy by learning rate",
      x: all.map { $0.1.settings["rate"] ?? 0 }, y: all.map { $0.1.score * 100 },
      classes: all.map(\.0), names: methods.map(\.0),
      axes: (x: Axis("learning rate", scale: .logarithmic), y: Axis("right", unit: "%"))))
  page.table(
    ["method", "trials", "epochs spent", "best rate", "its width", "right"],
    [("grid", gridTrials, gridTrials[0]), ("random", randomTrials, randomTrials[0])].map {
      row($0.0, $0.1, $0.2)
    } + [row("halving", rounds.flatMap { $0 }, rounds[rounds.count - 1][0])])
}

private func row(_ name: String, _ trials: [Trial], _ best: Trial) -> [String] {
  [
    name, "\(trials.count)", "\(trials.map(\.budget).reduce(0, +))",
    shortText(best.settings["rate"] ?? 0), "\(Int(best.settings["width"] ?? 0))",
    percentText(best.score),
  ]
}

private func validationAccuracy(
  _ settings: Settings, epochs: Int, _ clothes: FashionData, seed: UInt64
) -> Double {
  var generator = SeededGenerator(seed: seed)
  var network = stack(hidden: 1, width: Int(settings["width"] ?? 0), using: &generator)
  let run = RecordedRun(
    training: clothes.training.prefix(600), validation: clothes.validation.prefix(400),
    epochs: epochs)
  let rule = AdamW(learningRate: Float(settings["rate"] ?? 0))
  let record = run.train(&network, rule, seed: seed)
  return Double(record.validationAccuracies[epochs])
}
