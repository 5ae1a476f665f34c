// Section regularization: L1 and L2 on a problem whose answer is known, and label smoothing.

import Lab1
import Lab2
import Reports
import Shared

func regularization(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    Fifty inputs, of which five matter (weights of 2); thirty noisy examples. Without a price the \
    other 45 weights learn the noise. L2 shrinks all of them a little, L1 sends most of them to 0.
    """)
  let runs: [(name: String, l1: Float, l2: Float)] = [
    ("no price", 0, 0), ("L2, λ = 0.2", 0, 0.2), ("L1, λ = 0.2", 0.2, 0),
  ]
  let weights = runs.map { fittedWeights(l1: $0.l1, l2: $0.l2, seed: lab.options.seed) }
  page.compare(
    zip(runs, weights).map { run, weights in
      ScatterChart(
        run.name, x: Array(1...50), y: weights, classes: trueWeights.scalars.map { $0 > 0 ? 1 : 0 },
        names: ["does not matter", "matters"],
        axes: (x: "input", y: Axis("weight", range: -1.5...2.5)))
    })
  let truth = trueWeights
  page.say("How many weights are nearly 0, and how far all are from the true ones:")
  page.table(
    ["", "below 0.02", "error", "squares of the 45"],
    zip(runs, weights).map { run, weights in
      [
        run.name, "\(Int((abs(weights) .< 0.02).sum())) of 50",
        fixedText((weights - truth).norm(), decimals: 2),
        fixedText(square(weights * (truth .== 0)).sum(), decimals: 2),
      ]
    })
  page.say("Label smoothing asks for 0.91 in place of 1, and the loss no longer rewards certainty:")
  let margins = Tensor(from: 0, through: 12, count: 61)
  func losses(_ smoothing: Float) -> [Float] {
    margins.scalars.map { margin in
      let logits = Tensor([margin] + Array(repeating: 0, count: 9), shape: [1, 10])
      return smoothedCrossEntropy(logits: logits, labels: [0], smoothing: smoothing).loss
    }
  }
  page.illustrate(
    LineChart(
      "Cross-entropy by how far the right logit stands out",
      [
        Series("ε = 0", x: margins, y: losses(0)),
        Series("ε = 0.1", x: margins, y: losses(0.1)).marking(.minimum),
      ], x: "logit of the right class, the others being 0"))
}

private let trueWeights = Tensor(Array(repeating: 2, count: 5) + Array(repeating: 0, count: 45))

/// The weights after 600 steps of descent on the same thirty examples.
private func fittedWeights(l1: Float, l2: Float, seed: UInt64) -> Tensor {
  var generator = SeededGenerator(seed: seed)
  let x = Tensor(randomNormal: [30, 50], using: &generator)
  let noise = Tensor(randomNormal: [30], using: &generator)
  let target = ((x * trueWeights).sum(along: 1) + noise).reshaped(to: [30, 1])
  var layer = Linear(weight: Tensor(zeros: [1, 50]), bias: Tensor(zeros: [1]))
  var context = Context(.training)
  for step in 0..<600 {
    layer.zeroGradients()
    let error = meanSquaredError(prediction: layer.forward(x, &context), target: target)
    _ = layer.backward(error.gradient)
    _ = addPenalties(to: &layer, l1: l1, l2: l2)
    let rate: Float = step < 400 ? 0.05 : 0.005
    layer.forEachParameter { $0.value.addScaled($0.gradient, by: -rate) }
  }
  return layer.weight.value.flattened()
}
