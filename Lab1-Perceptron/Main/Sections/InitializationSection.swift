// Section initialization: the same network from three starts, of which one can never learn.

import Datasets
import Lab1
import Reports
import Shared

func initialization(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    """
    Two circles, one inside the other, and 16 hidden tanh units. Started at zero, all units get \
    the same gradient and stay one unit. Too small a start loses time on a plateau. Uniform in \
    ±1/√inputs, each unit goes its own way from the first step.
    """)
  let circles = Dataset.circles(count: 200, seed: lab.options.seed)
  let starts: [(String, Initialization)] = [
    ("zeros", .zeros), ("normal, deviation 0.1", .normal(standardDeviation: 0.1)),
    ("uniform, ±1/√inputs", .uniformFanIn),
  ]
  var (curves, rows): ([Series], [[String]]) = ([], [])
  for (name, start) in starts {
    var network = TwoLayers(start, seed: lab.options.seed)
    let target = Tensor(circles.labels.map(Float.init), shape: [circles.count, 1])
    let losses = descend(
      &network, circles.inputs, steps: lab.options.quick ? 200 : 500, learningRate: 1
    ) { binaryCrossEntropy(logits: $0, target: target) }
    curves.append(Series(name, losses))
    rows.append([
      name, fixedText(losses[losses.count - 1], decimals: 4),
      "\(distinctUnits(network.hidden.weight.value)) of 16",
    ])
  }
  page.show(LineChart("Loss from three starts", curves, x: "step", y: Axis("loss", range: 0...0.8)))
  page.table(["start", "last loss", "different units"], rows)
}

/// Linear, tanh, linear: what 1.5 and 1.6 can build without the later exercises.
private struct TwoLayers: Layer {
  var hidden: Linear
  var activation = Tanh()
  var output: Linear

  init(_ initialization: Initialization, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    hidden = Linear(inputs: 2, outputs: 16, initialization: initialization, using: &generator)
    output = Linear(inputs: 16, outputs: 1, initialization: initialization, using: &generator)
  }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    let z = hidden.forward(x, &context)  // [N, 16]
    return output.forward(activation.forward(z, &context), &context)  // [N, 1]
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    hidden.backward(activation.backward(output.backward(dy)))
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    hidden.forEachParameter(body)
    output.forEachParameter(body)
  }
}
