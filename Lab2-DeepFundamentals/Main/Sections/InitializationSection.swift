// Section initialization: how large a signal is after each of 20 layers, by first weights.

import Lab2
import Reports
import Shared

func initialization(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    A signal of variance 1 goes through 20 fresh layers of 256 units. Each layer multiplies its \
    variance by a factor; twenty equal factors leave it alone only if the factor is 1.
    """)
  let starts: [(name: String, variances: [Float])] = [
    ("ReLU, He", variances(rectified, .he(.normal), lab.options.seed)),
    ("ReLU, Xavier", variances(rectified, .xavier(.normal), lab.options.seed)),
    ("ReLU, twice He's variance", variances(rectified, .he(.normal, gain: 2), lab.options.seed)),
    ("tanh, Xavier", variances(tanh, .xavier(.normal), lab.options.seed)),
    ("tanh, Xavier, gain 5/3", variances(tanh, .xavier(.normal, gain: 5 / 3), lab.options.seed)),
  ]
  page.show(
    LineChart(
      "Variance after each layer", starts.map { Series($0.name, $0.variances) }, x: "layer",
      y: Axis("variance", scale: .logarithmic)))
  page.table(
    ["activation, weights", "after layer 1", "after layer 20", "factor a layer"],
    starts.map { start in
      let (first, last) = (start.variances[0], start.variances[19])
      return [
        start.name, shortText(first), shortText(last),
        shortText(pow(Tensor(last / first), 1 / 19).item),
      ]
    })
  page.number("gain for ReLU", Double(VarianceScaling.gain(for: .relu)))
  page.number(
    "He's deviation for 256 inputs",
    Double(
      VarianceScaling.he(.normal).standardDeviation(inputs: 256, outputs: 256)))
}

private func rectified(_ x: Tensor) -> Tensor { maximum(x, 0) }

private func variances(
  _ activation: (Tensor) -> Tensor, _ scaling: VarianceScaling, _ seed: UInt64
) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  let signal = Tensor(randomNormal: [512, 256], using: &generator)
  return varianceThroughLayers(signal, activation: activation, using: &generator) {
    scaling.weight(outputs: 256, inputs: 256, using: &$0)
  }
}
