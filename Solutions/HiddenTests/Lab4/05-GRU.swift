// The hidden tests of 4.5: reference values from a given state, gradient checks, closed and open gates,
// sequences of length 0 and 1. The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct GRUTests {
  @Test(.exercise("4.5", "GRU", points: 5))
  func gru() async {
    await checkReference()
    await checkDifferences()
    await checkGates()
    await checkSizes()
  }

  private func checkReference() async {
    await check("four steps from a given state agree with PyTorch's GRU", weight: 2) { sheet in
      var (layer, context) = (layer(), Context(.training))
      layer.initialState = start
      sheet.call("GRU(3 to 4): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      sheet["dh at the start"] = layer.initialStateGradient
      sheet["dc"] = layer.hiddenBias.gradient
    } equals: {
      [
        "y": [
          [
            [-0.33918228, -0.36719952, 0.26759274, -0.16706675],
            [-0.40252279, -0.13433972, 0.12226546, -0.34182775],
            [-0.032245474, 0.12904784, -0.36482574, -0.6278714],
            [-0.14241404, -0.10225556, -0.071472039, -0.59697853],
          ],
          [
            [-0.45433865, -0.31179946, -0.048404292, 0.055003162],
            [-0.51134083, -0.35622062, -0.027733176, -0.11627368],
            [-0.29540026, 0.11743638, -0.25007518, -0.51000937],
            [-0.13285913, 0.18362135, -0.00487098, -0.60381431],
          ],
        ],
        "dx": [
          [
            [0.15663545, 0.15130077, 0.0072410311], [-0.09566245, 0.27220231, -0.095316488],
            [-0.018456401, 0.094613341, -0.13573043], [0.31278364, 0.098496998, -0.10971521],
          ],
          [
            [0.12277897, 0.2718916, 0.56142647], [0.086184957, 0.094560949, 0.27745866],
            [0.28057649, -0.062216512, 0.074936556], [0.23708902, -0.044160701, 0.10040777],
          ],
        ],
        "dh at the start": [
          [-0.034655055, -0.1907623, -0.1045409, -0.44965849],
          [-0.049487377, -0.23240205, 0.32635252, 0.2843377],
        ],
        "dc": [
          -0.069983143, 0.15321531, 0.014418974, 0.002134936, -0.08392341, 0.06344998, 0.04354088,
          -0.0096948739, -0.65333444, -0.80187143, 0.00077521445, -0.13342038,
        ],
      ]
    }
  }

  private func checkDifferences() async {
    await check("dL/dx agrees with central differences") { sheet in
      var (layer, context) = (layer(), Context(.training))
      let (x, dy) = (x.slice(0..<3, along: 1), dy.slice(0..<3, along: 1))
      sheet.call("GRU(3 to 4) from zeros: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      let dx = layer.backward(dy)
      sheet.gradientCheck("dx", of: x, analytic: dx) { dot(layer.forward($0, &context), dy) }
    } equals: {
      [
        "y": [
          [
            [-0.4283079, -0.34860737, 0.093612309, -0.11940472],
            [-0.44496055, -0.11314155, 0.025600231, -0.33442853],
            [-0.064865729, 0.14243157, -0.40484585, -0.63409046],
          ],
          [
            [-0.40005744, -0.18473906, 0.14525812, -0.17895266],
            [-0.45714871, -0.33527355, 0.087916322, -0.24622064],
            [-0.25269701, 0.10366541, -0.19636572, -0.55156586],
          ],
        ],
        "dx": .gradient(
          [
            [
              [0.12676697, 0.14897937, -0.0033956983], [-0.18815245, 0.29017969, -0.092666253],
              [-0.09462278, 0.14031836, -0.1016065],
            ],
            [
              [0.13817927, 0.31664704, 0.52864528], [0.057529817, 0.13162785, 0.24264863],
              [0.18693182, -0.0041484491, -0.00033365521],
            ],
          ], afterForward: "y"),
      ]
    }
    await check("dL/dU agrees with central differences") { sheet in
      var (layer, context) = (layer(), Context(.training))
      let (x, dy) = (x.slice(0..<3, along: 1), dy.slice(0..<3, along: 1))
      sheet.call("GRU(3 to 4) from zeros: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["last state"] = layer.forward(x, &context).slice(2..<3, along: 1)
      _ = layer.backward(dy)
      sheet.gradientCheck("dU", of: u, analytic: layer.hiddenWeight.gradient) { perturbed in
        layer.hiddenWeight.value = perturbed
        return dot(layer.forward(x, &context), dy)
      }
    } equals: {
      [
        "last state": [
          [[-0.064865729, 0.14243157, -0.40484585, -0.63409046]],
          [[-0.25269701, 0.10366541, -0.19636572, -0.55156586]],
        ],
        "dU": .gradient(afterForward: "last state"),
      ]
    }
    await check("gradients add up over two backwards") { sheet in
      var (layer, context) = (layer(), Context(.training))
      sheet.call("forward(x), backward(dy) twice", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      _ = layer.backward(dy)
      _ = layer.backward(dy)
      sheet["db"] = layer.inputBias.gradient
      sheet["dc"] = layer.hiddenBias.gradient
    } equals: {
      [
        "db": [
          -0.17835655, 0.36219019, 0.044471793, 0.0030115648, -0.083363186, -0.0011224899,
          0.094179049, -0.15134471, -3.4478272, -2.6594224, -0.35651795, -0.56756096,
        ],
        "dc": [
          -0.17835655, 0.36219019, 0.044471793, 0.0030115648, -0.083363186, -0.0011224899,
          0.094179049, -0.15134471, -1.306496, -1.4780488, -0.049749484, -0.31322819,
        ],
      ]
    }
  }

  private func checkGates() async {
    await check("an update gate that is wide open keeps state and gradient for 200 steps") {
      sheet in
      var layer = layer()
      for unit in 4..<8 { layer.inputBias.value[unit] = 60 }
      layer.initialState = start
      var context = Context(.training)
      sheet.call("b[z] = 60, 200 steps of zeros from h, then back from the last step alone")
      let y = layer.forward(Tensor(zeros: [2, 200, 3]), &context)
      var pull = Tensor(zeros: [2, 200, 4])
      for unit in 0..<4 { pull[0, 199, unit] = Float(unit + 1) }
      _ = layer.backward(pull)
      sheet["last state"] = y.slice(199..<200, along: 1).reshaped(to: [2, 4])
      sheet["dh at the start"] = layer.initialStateGradient
    } equals: {
      [
        "last state": [[0.3, 0, 0.3, -0.1], [0.1, -0.4, -0.3, 0.4]],
        "dh at the start": [[1, 2, 3, 4], [0, 0, 0, 0]],
      ]
    }
    await check("a closed reset gate hides the state from the candidate") { sheet in
      var layer = layer()
      for unit in 0..<4 { layer.inputBias.value[unit] = -200 }
      sheet.call("b[r] = −200: step(a, from: h) for two different states")
      let sums = layer.inputSums(x.slice(0..<1, along: 1)).reshaped(to: [2, 12])
      sheet["from zeros"] = layer.step(sums, from: Tensor(zeros: [2, 4])).candidate
      sheet["from h"] = layer.step(sums, from: start).candidate
    } equals: {
      [
        "from zeros": [
          [-0.597982, -0.26362484, 0.48538109, -0.23549575],
          [-0.597982, 0.0099996667, 0.55112803, -0.39693043],
        ],
        "from h": [
          [-0.597982, -0.26362484, 0.48538109, -0.23549575],
          [-0.597982, 0.0099996667, 0.55112803, -0.39693043],
        ],
      ]
    }
  }

  private func checkSizes() async {
    await check("sequences of length 0 and 1, and no sequences at all", weight: 0.5) { sheet in
      var (layer, context) = (layer(), Context(.training))
      layer.initialState = start
      sheet.call("forward and backward of [2, 0, 3], [2, 1, 3] and [0, 5, 3]")
      let empty = layer.forward(Tensor(zeros: [2, 0, 3]), &context)
      sheet["shape, T = 0"] = Array(empty.shape)
      sheet["state, T = 0"] = layer.state
      sheet["shape of dx, T = 0"] = Array(layer.backward(Tensor(zeros: [2, 0, 4])).shape)
      sheet["y, T = 1"] = layer.forward(x.slice(0..<1, along: 1), &context)
      layer.initialState = nil
      let none = layer.forward(Tensor(zeros: [0, 5, 3]), &context)
      sheet["shape, N = 0"] = Array(none.shape)
      sheet["shape of dx, N = 0"] = Array(layer.backward(Tensor(zeros: [0, 5, 4])).shape)
    } equals: {
      [
        "shape, T = 0": [2, 0, 4], "state, T = 0": [[0.3, 0, 0.3, -0.1], [0.1, -0.4, -0.3, 0.4]],
        "shape of dx, T = 0": [2, 0, 3],
        "y, T = 1": [
          [[-0.33918228, -0.36719952, 0.26759274, -0.16706675]],
          [[-0.45433865, -0.31179946, -0.048404292, 0.055003162]],
        ],
        "shape, N = 0": [0, 5, 4], "shape of dx, N = 0": [0, 5, 3],
      ]
    }
    await check(
      "a new layer has PyTorch's range, and dx is left out where nobody reads it", weight: 0.5
    ) { sheet in
      var generator = SeededGenerator(seed: 5)
      var (layer, context) = (GRU(inputs: 6, hidden: 16, using: &generator), Context(.training))
      layer.needsInputGradient = false
      sheet.call("GRU(inputs: 6, hidden: 16), forward and backward of [2, 3, 6]")
      sheet["largest weight"] = abs(layer.hiddenWeight.value).max()
      _ = layer.forward(Tensor(ones: [2, 3, 6]), &context)
      _ = layer.backward(Tensor(ones: [2, 3, 16]))
      sheet["norm of dW"] = layer.inputWeight.gradient.norm()
    } equals: {
      ["largest weight": .within(0.24...0.25), "norm of dW": .greaterThan(0.1)]
    }
  }
}

private let x = pattern([2, 4, 3], 5)
private let u = pattern([12, 4], 2)
private let start = pattern([2, 4], 7)
private let dy = pattern([2, 4, 4], 6)

private func layer() -> GRU {
  GRU(
    inputWeight: pattern([12, 3], 1), hiddenWeight: u, inputBias: pattern([12], 3),
    hiddenBias: pattern([12], 4))
}

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
