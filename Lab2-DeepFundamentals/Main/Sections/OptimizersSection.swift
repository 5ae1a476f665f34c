// Section optimizers: how weight decay works under AdamW and under Adam with L2; RMSprop beside.

import Lab1
import Lab2
import Reports
import Shared

func optimizers(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    Two weights start at 1. The gradient of one is ±100, of the other ±0.01, the sign \
    alternating: on the whole only the decay moves them. AdamW shrinks both alike. Where the \
    decay comes in through the gradient it is divided by the size of the gradients too, and the \
    weight with large ones hardly decays.
    """)
  let runs = [
    ("AdamW", decay(.decoupled)), ("Adam with L2", decay(.addedToGradient)),
  ]
  page.show(
    LineChart(
      "Weight over the steps",
      runs.flatMap { name, weights in
        [
          Series("\(name), ±100", weights.map { $0[0] }, startingAt: 0),
          Series("\(name), ±0.01", weights.map { $0[1] }, startingAt: 0),
        ]
      }, x: "step", y: Axis("weight", range: 0.5...1.05)))
  page.table(
    ["after 40 steps", "gradient ±100", "gradient ±0.01"],
    runs.map { name, weights in
      [name] + weights[40].scalars.map { fixedText($0, decimals: 2) }
    })
  page.say(
    """
    One network (784-32-10), 1,000 pictures of clothes, 4 epochs of 20 steps: the loss with each \
    rule, at a rate that suits it.
    """)
  let clothes = try lab.clothes()
  let losses = [
    ("SGD, 0.05", epochLosses(SGD(learningRate: 0.05), clothes, lab.options.seed)),
    ("RMSprop, 0.001", epochLosses(RMSprop(learningRate: 0.001), clothes, lab.options.seed)),
    ("AdamW, 0.003", epochLosses(AdamW(learningRate: 0.003), clothes, lab.options.seed)),
  ]
  page.show(LineChart("Training loss", losses.map { Series($0.0, $0.1, startingAt: 0) }))
  for (name, losses) in losses { page.number("last loss, \(name)", Double(losses[4])) }
}

private func decay(_ form: WeightDecayForm) -> [Tensor] {
  var layer = Linear(weight: [[1, 1]], bias: [0])
  var rule = AdamW(learningRate: 0.01, weightDecay: 0.5, form: form)
  return [layer.weight.value.flattened()]
    + (0..<40).map { step in
      let sign: Float = step % 2 == 0 ? 1 : -1
      layer.weight.gradient = [[100 * sign, 0.01 * sign]]
      rule.step(&layer)
      return layer.weight.value.flattened()
    }
}

private func epochLosses(
  _ rule: some Optimizer, _ clothes: FashionData, _ seed: UInt64
) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  var network = stack(hidden: 1, width: 32, using: &generator)
  let run = RecordedRun(
    training: clothes.training.prefix(1000), validation: clothes.validation.prefix(50), epochs: 4)
  return run.train(&network, rule, seed: seed).trainingLosses
}
