// Section autograd: a tape of scalars gives the gradients that backpropagation gives by hand.

import Lab1
import Reports
import Shared

func autograd(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    """
    The tape notes every sum and product while the loss is computed, and reads its notes \
    backwards. The same network, sample and weights as in 1.7, two ways:
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  var mlp = MLP(inputs: 3, hidden: 4, outputs: 2, using: &generator)
  let x = Tensor(randomNormal: [1, 3], using: &generator)
  let target = Tensor(randomNormal: [1, 2], using: &generator)

  var context = Context(.training)
  let byHand = meanSquaredError(prediction: mlp.forward(x, &context), target: target)
  _ = mlp.backward(byHand.gradient)
  var gradients: [Float] = []
  mlp.forEachParameter { gradients += $0.gradient.scalars }

  let tape = Tape()
  let (loss, weights) = record(mlp, x, target, on: tape)
  tape.backward(from: loss)
  let taped = weights.map(\.gradient)

  page.show(
    ScatterChart(
      "Every weight's gradient, by hand and by tape", x: gradients, y: taped,
      axes: (x: "backpropagation", y: "tape"), diagonal: true))
  let differences = zip(gradients, taped).map { abs(Double($0) - $1) }
  page.number("loss by hand, in Float", fixedText(byHand.loss, decimals: 6))
  page.number("loss on the tape, in Double", fixedText(loss.value, decimals: 6))
  page.number("gradients compared", "\(taped.count)")
  page.number("largest difference", differences.max() ?? 0)
}

/// Computes the network's loss number by number; the weights come back in visiting order.
private func record(
  _ mlp: MLP, _ x: Tensor, _ target: Tensor, on tape: Tape
) -> (loss: Value, weights: [Value]) {
  var (mlp, weights) = (mlp, [Value]())
  func layer(_ inputs: [Value], _ weight: Tensor, _ bias: Tensor) -> [Value] {
    let (outputs, count) = (weight.shape[0], weight.shape[1])
    let w = weight.scalars.map { tape.variable(Double($0)) }
    let b = bias.scalars.map { tape.variable(Double($0)) }
    weights += w + b
    return (0..<outputs).map { o in
      (0..<count).reduce(b[o]) { sum, f in sum + w[o * count + f] * inputs[f] }
    }
  }
  var parameters: [Tensor] = []
  mlp.forEachParameter { parameters.append($0.value) }
  let inputs = x.scalars.map { tape.variable(Double($0)) }
  let hidden = layer(inputs, parameters[0], parameters[1]).map { tanh($0) }
  let outputs = layer(hidden, parameters[2], parameters[3])
  let squares = zip(outputs, target.scalars).map { pow($0 - tape.variable(Double($1)), 2) }
  let sum = squares.dropFirst().reduce(squares[0]) { $0 + $1 }
  return (sum / tape.variable(Double(squares.count)), weights)
}
