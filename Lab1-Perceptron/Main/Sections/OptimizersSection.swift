// Section optimizers: four optimizers race down one long, narrow, curved valley.

import Lab1
import Reports
import Shared

func optimizers(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    """
    One surface with a curved valley (a gentle form of Rosenbrock's, 1960), one start, its \
    lowest point at (1, 1). Plain SGD crawls along the floor; momentum gathers speed, Nesterov \
    looks ahead and swings less; Adam gives each coordinate a step of its own.
    """)
  let steps = 300
  let racers = [
    race("SGD", SGD(learningRate: 0.02), steps: steps),
    race("Momentum", SGD(learningRate: 0.02, momentum: 0.9), steps: steps),
    race("Nesterov", SGD(learningRate: 0.02, momentum: 0.9, nesterov: true), steps: steps),
    race("Adam", Adam(learningRate: 0.1), steps: steps),
  ]
  page.show(
    SurfaceChart(
      "Four ways down", x: -2...2, y: -0.5...2.5,
      paths: racers.map { Series($0.name, x: $0.x, y: $0.y) }, axes: ("x", "y"),
      height: Valley.height))
  page.show(
    LineChart(
      "Height over the lowest point", racers.map { Series($0.name, $0.heights, startingAt: 0) },
      x: "step", y: Axis("f", scale: .logarithmic, range: 1e-6...100)))
  page.table(
    ["optimizer", "steps until f < 0.001", "f after \(steps) steps"],
    racers.map { racer in
      let arrival = racer.heights.firstIndex { $0 < 0.001 }
      return [
        racer.name, arrival.map(String.init) ?? "not in \(steps)",
        shortText(racer.heights[racer.heights.count - 1]),
      ]
    })
}

private struct Racer {
  let name: String
  var x: [Double] = []
  var y: [Double] = []
  var heights: [Double] = []
}

private func race(_ name: String, _ rule: some Optimizer, steps: Int) -> Racer {
  var (valley, rule, context) = (Valley(), rule, Context(.training))
  var racer = Racer(name: name)
  for _ in 0...steps {
    racer.x.append(Double(valley.place.value[0]))
    racer.y.append(Double(valley.place.value[1]))
    valley.zeroGradients()
    racer.heights.append(Double(valley.forward(0, &context).item))
    _ = valley.backward(1)
    rule.step(&valley)
  }
  return racer
}

/// f(x, y) = ½ (1 − x)² + 2 (y − x²)², whose only parameter is the place (x, y).
private struct Valley: Layer {
  var place = Parameter([-1.2, 1.8], name: "place")

  static func height(_ x: Double, _ y: Double) -> Double {
    0.5 * (1 - x) * (1 - x) + 2 * (y - x * x) * (y - x * x)
  }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    Tensor(Float(Self.height(Double(place.value[0]), Double(place.value[1]))))
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    let (x, y) = (place.value[0], place.value[1])
    let bend = y - x * x
    place.gradient += Tensor([x - 1 - 8 * x * bend, 4 * bend]) * dy.item
    return 0
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&place) }
}
