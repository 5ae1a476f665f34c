// Section linear: a linear layer moves the points of the plane, and finds the weights of another one
// from its inputs and outputs alone.

import Lab1
import Reports
import Shared

func linear(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    "A linear layer, y = x·Wᵀ + b, turns, stretches, slants and moves the plane; it never bends it."
  )
  var teacher = Linear(weight: [[1.2, 0.6], [-0.4, 0.9]], bias: [0.5, -0.3])
  let x = gridPoints(from: -1, to: 1, count: 9)
  var context = Context(.inference)
  let y = teacher.forward(x, &context)
  let both = Tensor(concatenating: [x, y], along: 0)
  page.show(
    ScatterChart(
      "The points x, and where the layer puts them", x: both.column(0), y: both.column(1),
      classes: Array(repeating: 0, count: x.shape[0]) + Array(repeating: 1, count: x.shape[0]),
      names: ["x", "y = x·Wᵀ + b"]))
  recover(teacher, from: x, y, on: &page)
}

/// Gradient descent on the mean squared error, from weights of zero.
private func recover(_ teacher: Linear, from x: Tensor, _ y: Tensor, on page: inout LabPage) {
  page.say("A second layer, all zeros, sees only pairs of x and y and walks down its gradient:")
  var student = Linear(weight: Tensor(zeros: [2, 2]), bias: Tensor(zeros: [2]))
  let losses = descend(&student, x, steps: 60, learningRate: 0.6) {
    meanSquaredError(prediction: $0, target: y)
  }
  page.illustrate(
    LineChart(
      "Loss of the second layer", [Series("", losses)], x: "step",
      y: Axis("mean squared error", scale: .logarithmic)))
  let difference = max(
    abs(student.weight.value - teacher.weight.value).max(),
    abs(student.bias.value - teacher.bias.value).max())
  page.number("loss before", Double(losses[0]))
  page.number("loss after \(losses.count) steps", Double(losses[losses.count - 1]))
  page.number("largest difference to the first layer's weights", Double(difference))
}
