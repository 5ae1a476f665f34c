// Section rnn: how far a gradient reaches back through time, and a task that takes a memory.

import Lab4
import Reports
import Shared

func rnn(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  page.say(
    """
    One state of 24 numbers, 40 steps. The gradient of the last state is multiplied by the same matrix \
    and by the slopes of tanh once a step on its way back. The matrix is a rotation times a factor: \
    below 1 the past fades, above 1 it may explode.
    """)
  page.show(
    LineChart(
      "The gradient, by how many steps back",
      [Float(0.8), 1, 1.2].map { factor in
        Series(
          "factor \(factor)", gradientNorms(factor, seed: lab.options.seed), startingAt: 0)
      }, x: "steps back", y: Axis("length of the gradient", scale: .logarithmic)))
  showTruncation(lab.options.seed, on: &page)
  page.say(
    """
    Now a task: numbers come in, now and then one is flagged, and at every step the network says which \
    number was flagged last. A dense layer reads the state.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  let cell = RNN(inputs: 2, hidden: LatchTask.hidden, using: &generator)
  let (reader, losses) = LatchTask.learn(cell, steps: lab.steps(450), seed: lab.options.seed)
  page.illustrate(lossChart("Mean squared error of the RNN", [("RNN", losses)]))
  let errors = LatchTask.errors(of: reader, seed: 9)
  page.show(
    LineChart(
      "How well it remembers a number", [Series("RNN", errors, startingAt: 0)],
      x: "steps ago", y: Axis("error", range: 0...0.6)))
  page.number("error 1 step after the flag", Double(errors[1]))
  page.number("error 23 steps after it", Double(errors[23]))
  page.number("error of always saying 0", (1.0 / 3).squareRoot())
}

/// A layer whose hidden weight is a factor times a rotation.
private func rotating(_ factor: Float, size: Int, seed: UInt64) -> RNN {
  var generator = SeededGenerator(seed: seed)
  let weight = orthogonal(size, using: &generator) * factor
  return RNN(
    inputWeight: Tensor(randomNormal: [size, 2], standardDeviation: 0.1, using: &generator),
    hiddenWeight: weight, inputBias: Tensor(zeros: [size]), hiddenBias: Tensor(zeros: [size]))
}

/// A random rotation: columns made orthogonal one after the other (Gram and Schmidt).
private func orthogonal(_ size: Int, using generator: inout SeededGenerator) -> Tensor {
  var rows: [Tensor] = []
  while rows.count < size {
    var row = Tensor(randomNormal: [size], using: &generator)
    for other in rows { row.addScaled(other, by: -(row * other).sum()) }
    rows.append(row / row.norm())
  }
  return Tensor(stacking: rows)
}

/// The length of the gradient at each state, the last one first.
private func gradientNorms(_ factor: Float, seed: UInt64) -> [Float] {
  var (layer, context) = (rotating(factor, size: 24, seed: seed), Context(.training))
  var generator = SeededGenerator(seed: seed + 1)
  let steps = 40
  _ = layer.forward(Tensor(randomNormal: [1, steps, 2], using: &generator) * 0.1, &context)
  var dh = Tensor(ones: [1, 24]) / Float(24).squareRoot()
  var norms = [dh.norm()]
  for step in (1...steps).reversed() {
    dh = layer.stepBackward(dh, at: layer.states.slice(step..<step + 1, along: 1)[row: 0]).previous
    norms.append(dh.norm())
  }
  return norms
}

/// How much of the whole gradient truncated backpropagation finds.
private func showTruncation(_ seed: UInt64, on page: inout LabPage) {
  var generator = SeededGenerator(seed: seed)
  let x = Tensor(randomNormal: [4, 40, 2], using: &generator)
  let dy = Tensor(randomNormal: [4, 40, 24], using: &generator)
  func gradient(_ truncation: Int?) -> Tensor {
    var (layer, context) = (rotating(1, size: 24, seed: seed), Context(.training))
    layer.truncation = truncation
    _ = layer.forward(x, &context)
    _ = layer.backward(dy)
    return layer.hiddenWeight.gradient
  }
  let whole = gradient(nil)
  page.say("Truncated backpropagation stops every k steps. What is left of the gradient of U:")
  page.table(
    ["k", "length, of the whole", "cosine with the whole"],
    [1, 5, 10, 20, 40].map { k in
      let part = gradient(k)
      return [
        "\(k)", percentText(part.norm() / whole.norm()),
        fixedText((part * whole).sum() / (part.norm() * whole.norm()), decimals: 3),
      ]
    })
}
