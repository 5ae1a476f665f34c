// Section activations: four successors of ReLU, their slopes, and two that compute nearly the same.

import Lab2
import Reports
import Shared

func activations(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let x = Tensor(from: -4, through: 4, count: 161)
  page.say(
    """
    A ReLU whose sum is negative for every example has slope 0 and stays as it is for ever. These \
    four let something through on that side; two of them have no corner either.
    """)
  page.illustrate(
    LineChart(
      "Activation functions",
      [
        Series("LeakyReLU 0.1", x: x, y: leakyReLU(x, slope: 0.1)), Series("ELU", x: x, y: elu(x)),
        Series("Swish", x: x, y: swish(x)), Series("GELU", x: x, y: gelu(x)),
      ], x: "x", y: Axis("y", range: -1.2...3)))
  page.say("What their backward multiplies a gradient by:")
  let smooth = slope(of: Swish(), at: x)
  page.show(
    LineChart(
      "Slopes",
      [
        Series("LeakyReLU 0.1", x: x, y: slope(of: LeakyReLU(slope: 0.1), at: x)),
        Series("ELU", x: x, y: slope(of: ELU(), at: x)), Series("Swish", x: x, y: smooth),
        Series("GELU", x: x, y: slope(of: GELU(), at: x)),
      ], x: "x", y: Axis("dy/dx", range: -0.2...1.2)))
  let lowest = swish(x).scalars.indices.min { swish(x)[$0] < swish(x)[$1] } ?? 0
  page.number(
    "lowest point of Swish",
    "\(fixedText(swish(x).min(), decimals: 3)) at x = \(shortText(x[lowest]))")
  page.number("largest slope of Swish", Double(smooth.max()))
  let gap = abs(gelu(x) - gelu(x, form: .tanhApproximation)).max()
  page.number("largest difference of the two forms of GELU", Double(gap))
}
