// Section gradient-flow: how strongly the loss is felt in each of 20 layers.

import Lab1
import Lab2
import Reports
import Shared

func gradientFlow(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    Twenty hidden layers of 32 units, fresh weights, 64 pictures of clothes, one backward pass. \
    What arrives at the first layers decides whether they learn.
    """)
  let rows = try lab.clothes().training.prefix(64)
  let seed = lab.options.seed
  let narrow = VarianceScaling.he(.normal, gain: 1)  // variance 1/F
  let stacks: [(name: String, flow: GradientFlow)] = [
    ("sigmoid, variance 1/F", flow(narrow, seed, rows) { Sigmoid() }),
    ("ReLU, three times He", flow(.he(.normal, gain: 4.24), seed, rows) { ReLU() }),
    ("ReLU, He", flow(.he(.normal), seed, rows) { ReLU() }),
    (
      "sigmoid, batch norm",
      flow(narrow, seed, rows) { Sequential([BatchNorm(features: 32), Sigmoid()]) }
    ),
  ]
  page.show(
    LineChart(
      "Norm of the signal that arrives at each layer",
      stacks.map { Series($0.name, $0.flow.layers.map(\.signal)) }, x: "layer",
      y: Axis("norm of dL/dy", scale: .logarithmic)))
  page.say("The signal at both ends, its growth a layer on the way back, and what the gauge says:")
  page.table(
    ["network", "layer 1", "layer 21", "growth", "verdict"],
    stacks.map { name, flow in
      let layers = flow.layers
      return [
        name, shortText(layers[0].signal), shortText(layers[layers.count - 1].signal),
        fixedText(flow.growth, decimals: 2), flow.verdict.rawValue,
      ]
    })
}

/// The flow through twenty hidden layers, each followed by what `activation` makes; norms have
/// parameters too, so only the linear layers are kept.
private func flow(
  _ scaling: VarianceScaling, _ seed: UInt64, _ rows: LabelledRows, activation: () -> any Layer
) -> GradientFlow {
  var generator = SeededGenerator(seed: seed)
  let network = stack(
    hidden: 20, width: 32, scaling, activation: activation, using: &generator)
  var flow = gradientFlow(through: network, rows)
  flow.layers = flow.layers.filter { network.layers[$0.layer] is Linear }
  return flow
}
