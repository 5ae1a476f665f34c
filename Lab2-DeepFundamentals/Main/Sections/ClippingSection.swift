// Section clipping: a walk towards a cliff, with and without a limit on the gradient's length.

import Lab2
import Reports
import Shared

func clipping(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    Two parameters on gently sloping ground, with a wall in the way: past x = 1 the loss climbs \
    steeply. The gradient on the wall is a hundred times as long as any other, and one step along \
    it throws the walker back further than it came from. A limit of 1 on the length keeps the \
    direction.
    """)
  let walks = [("no limit", walk(nil)), ("norm at most 1", walk(1))]
  page.show(
    LineChart(
      "Loss on the way", walks.map { Series($0.0, $0.1.map(\.loss), startingAt: 0) }, x: "step",
      y: Axis("loss", scale: .logarithmic)))
  page.illustrate(
    LineChart(
      "Where it is, x", walks.map { Series($0.0, $0.1.map(\.x), startingAt: 0) }, x: "step",
      y: "x"))
  page.illustrate(
    LineChart(
      "Norm before clipping", walks.map { Series($0.0, $0.1.map(\.norm), startingAt: 0) },
      x: "step", y: Axis("norm of the gradients", scale: .logarithmic)))
  for (name, steps) in walks {
    page.number("longest gradient, \(name)", Double(steps.map(\.norm).max() ?? 0))
    page.number("loss at the end, \(name)", Double(steps[steps.count - 1].loss))
  }
  var pair = Cliff()
  pair.place.gradient = [10, 1]
  clipGradients(of: &pair, toNorm: 1)
  let byNorm = pair.place.gradient
  pair.place.gradient = [10, 1]
  clipGradients(of: &pair, toValue: 1)
  page.table(
    ["clipping (10, 1)", "x", "y"],
    [("to norm 1", byNorm), ("to values of 1", pair.place.gradient)].map {
      [$0.0] + $0.1.scalars.map { fixedText($0, decimals: 3) }
    })
}

private func walk(_ limit: Float?) -> [(x: Float, loss: Float, norm: Float)] {
  var (cliff, context) = (Cliff(), Context(.training))
  return (0..<80).map { _ in
    cliff.zeroGradients()
    let (x, loss) = (cliff.place.value[0], cliff.forward(0, &context).item)
    _ = cliff.backward(1)
    let norm = gradientNorm(of: &cliff)
    if let limit { clipGradients(of: &cliff, toNorm: limit) }
    cliff.forEachParameter { $0.value.addScaled($0.gradient, by: -0.15) }
    return (x, loss, norm)
  }
}

/// √(1 + (x − 1.2)²) + ½y², and past the wall at x = 1 another 3000·(x − 1)².
private struct Cliff: Layer {
  var place = Parameter([-2, 2], name: "place")

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    let (x, y) = (place.value[0], place.value[1])
    let past = max(0, x - 1)
    return Tensor((1 + (x - 1.2) * (x - 1.2)).squareRoot() + 0.5 * y * y + 3000 * past * past)
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    let (x, y) = (place.value[0], place.value[1])
    let slope = (x - 1.2) / (1 + (x - 1.2) * (x - 1.2)).squareRoot()
    place.gradient += Tensor([slope + 6000 * max(0, x - 1), y]) * dy.item
    return 0
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&place) }
}
