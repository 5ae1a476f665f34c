// Section gradient-check: the best step for measuring a derivative, and a wrong layer that is found.

import Lab1
import Reports
import Shared

func gradientCheck(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    """
    (f(x+h) − f(x−h)) / 2h measures a derivative without calculus. A large h is inexact (the \
    error falls with h²), a small one drowns in the rounding of Float: the best is between.
    """)
  showStepSizes(on: &page, seed: lab.options.seed)
  page.say("`checkGradients` on two layers that are right, and on one with a planted mistake:")
  var generator = SeededGenerator(seed: lab.options.seed)
  let x = Tensor(randomNormal: [5, 4], using: &generator)
  let linear = Linear(inputs: 4, outputs: 3, using: &generator)
  let mlp = MLP(inputs: 4, hidden: 6, outputs: 3, using: &generator)
  let checks = [
    ("Linear", checkGradients(of: linear, at: x)), ("MLP", checkGradients(of: mlp, at: x)),
    ("Linear, dW divided by N again", checkGradients(of: AveragedLinear(linear), at: x)),
  ]
  page.table(
    ["layer", "largest relative error", "verdict"],
    checks.map { [$0, shortText($1), $1 < 0.01 ? "right" : "wrong"] })
}

private func showStepSizes(on page: inout LabPage, seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  let mlp = MLP(inputs: 3, hidden: 8, outputs: 2, using: &generator)
  let x = Tensor(randomNormal: [4, 3], using: &generator)
  let r = Tensor(randomUniform: [4, 2], in: 0.5...1.5, using: &generator)
  let analytic = mlp.analyticGradients(at: x, r: r, Context(.training)).input
  let steps: [Float] = (-12...0).map { pow(Tensor(10), Float($0) / 2).item }
  let errors = steps.map { step in
    relativeError(
      analytic,
      numericalGradient(at: x, step: step) { moved in
        var (copy, context) = (mlp, Context(.training))
        return weightedSum(copy.forward(moved, &context), r)
      })
  }
  page.show(
    LineChart(
      "Error of the measured gradient", [Series("", x: steps, y: errors).marking(.minimum)],
      x: Axis("step h", scale: .logarithmic),
      y: Axis("relative error", scale: .logarithmic)))
  if let best = errors.indices.min(by: { errors[$0] < errors[$1] }) {
    page.number("best step", Double(steps[best]))
    page.number("relative error there", errors[best])
  }
}

/// A linear layer whose weight gradient is averaged over the batch a second time.
private struct AveragedLinear: Layer {
  var linear: Linear

  init(_ linear: Linear) { self.linear = linear }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    linear.forward(x, &context)
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    let dx = linear.backward(dy)
    linear.weight.gradient /= Float(dy.shape[0])
    return dx
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    linear.forEachParameter(body)
  }
}
