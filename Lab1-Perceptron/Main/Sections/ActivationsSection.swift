// Section activations: their shapes, their slopes as the layers' backward gives them, and softmax.

import Lab1
import Reports
import Shared

func activations(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  let x = Tensor(from: -5, through: 5, count: 201)
  page.say(
    "Without a bend between them, linear layers in a row are one linear layer. A bend makes the difference; there are four common ones."
  )
  page.illustrate(
    LineChart(
      "Activation functions",
      [
        Series("step", x: x, y: step(x)), Series("sigmoid", x: x, y: sigmoid(x)),
        Series("tanh", x: x, y: tanh(x)), Series("ReLU", x: x, y: relu(x)),
      ],
      x: "x", y: Axis("y", range: -1.2...2)))
  showSlopes(at: x, on: &page)
  showSoftmax(on: &page)
}

/// Backward with dy = 1 is the derivative itself.
private func slope(of layer: some Layer, at x: Tensor) -> Tensor {
  var (layer, context) = (layer, Context(.training))
  _ = layer.forward(x, &context)
  return layer.backward(Tensor(ones: x.shape))
}

private func showSlopes(at x: Tensor, on page: inout LabPage) {
  let slopes = [
    ("sigmoid", slope(of: Sigmoid(), at: x)), ("tanh", slope(of: Tanh(), at: x)),
    ("ReLU", slope(of: ReLU(), at: x)),
  ]
  page.say("What their backward multiplies a gradient by:")
  page.show(
    LineChart(
      "Slopes", slopes.map { Series($0.0, x: x, y: $0.1) }, x: "x",
      y: Axis("dy/dx", range: 0...1.1)))
  let steepest = slopes[0].1.max()
  page.number("steepest slope of sigmoid", Double(steepest))
  page.number("steepest slope of tanh", Double(slopes[1].1.max()))
  page.number(
    "ten sigmoids in a row pass at most", Double(pow(Tensor(steepest), 10).item))
}

private func showSoftmax(on page: inout LabPage) {
  page.say("Softmax turns scores into probabilities; a constant added to all of them cancels:")
  let scores: [Float] = [1, 2, 4]
  page.table(
    ["scores", "p₁", "p₂", "p₃", "sum"],
    [Float(0), 1000].map { shift in
      let moved = scores.map { $0 + shift }
      let p = softmax(Tensor(moved, shape: [1, 3]))
      return [moved.map { shortText($0, digits: 4) }.joined(separator: "  ")]
        + p.scalars.map { fixedText($0, decimals: 3) } + [fixedText(p.sum(), decimals: 3)]
    })
}
