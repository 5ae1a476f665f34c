// The hidden tests of 1.7: another network, single samples, saturation, nested and empty chains.

import Grading
import Lab1
import Shared
import Testing

struct MLPTests {
  @Test(.exercise("1.7", "Backpropagation", points: 10))
  func multiLayerPerceptron() async {
    await checkSequential()
    await checkIntermediates()
    await checkGradients()
    await checkExtremes()
  }

  private func checkSequential() async {
    await check("a chain of no layers returns what it is given") { sheet in
      sheet.call("Sequential([]).forward([[3, 4]]), backward([[5, 6]])")
      var (model, context) = (Sequential([]), Context(.training))
      sheet["y"] = model.forward([[3, 4]], &context)
      sheet["dx"] = model.backward([[5, 6]])
    } equals: {
      ["y": [[3, 4]], "dx": [[5, 6]]]
    }
    await check("chains nest, and a second forward replaces the first") { sheet in
      sheet.call("Sequential([2·x, Sequential([x + noise, 5·x])]), two forwards, one backward")
      var (model, context) = (
        Sequential([Gain(2), Sequential([Draw(), Gain(5)])]), Context(seed: 4)
      )
      _ = model.forward([[1, 1]], &context)
      let y = model.forward([[3, -1]], &context)
      sheet["y"] = y
      sheet["dx"] = model.backward([[1, 2]])
      sheet["the first gain's gradient"] = (model.layers[0] as? Gain)?.gain.gradient ?? []
    } equals: {
      [
        "y": .tensor(5 * (secondDraw() + [[6, -2]])), "dx": [[10, 20]],
        "the first gain's gradient": [5],
      ]
    }
  }

  private func checkIntermediates() async {
    await check("four inputs, three hidden units, five outputs: every intermediate") { sheet in
      sheet.call("MLP 4 → 3 → 5, forward and backward step by step, x = \(x)")
      var (model, context) = (network(), Context(.training))
      sheet["z1"] = model.hiddenSums(x)
      let y = model.forward(x, &context)
      sheet["a1"] = model.a1
      sheet["z2"] = y
      let da1 = model.backwardThroughOutput(dy)
      sheet["dW2"] = model.weight2.gradient
      sheet["db2"] = model.bias2.gradient
      sheet["da1"] = da1
      let dz1 = model.backwardThroughTanh(da1)
      sheet["dz1"] = dz1
      let result = model.backwardThroughHidden(dz1)
      sheet["dW1"] = model.weight1.gradient
      sheet["db1"] = model.bias1.gradient
      sheet["dx"] = result
    } equals: {
      [
        "z1": [[0.9625, -0.925, 0.74375], [0.55625, 1.16875, -0.0375]],
        "a1": .tensor(a1), "z2": .tensor(z2), "dW2": .tensor(dW2),
        "db2": [0.25, 0.5, 1.125, 2.25, -0.625],
        "da1": [[1.0625, -1.3125, 0.875], [1.71875, -0.390625, 0.71875]],
        "dz1": [[0.47216848, -0.61641013, 0.52616123], [1.2800963, -0.12548301, 0.7177402]],
        "dW1": .tensor(dW1), "db1": [1.7522647, -0.74189314, 1.2439014], "dx": .tensor(dx),
      ]
    }
  }

  private func checkGradients() async {
    await check("backward agrees with central differences of forward", weight: 2) { sheet in
      sheet.call("MLP 4 → 3 → 5, backward(dy) after forward(x), x = \(x), dy = \(dy)")
      var (model, context) = (network(), Context(.training))
      sheet["z2"] = model.forward(x, &context)
      let result = model.backward(dy)
      sheet.gradientCheck("dx", of: x, analytic: result) { moved in
        var copy = network()
        return dot(copy.forward(moved, &context), dy)
      }
      sheet.gradientCheck("dW1", of: network().weight1.value, analytic: model.weight1.gradient) {
        var copy = network()
        copy.weight1.value = $0
        return dot(copy.forward(x, &context), dy)
      }
    } equals: {
      [
        "z2": .tensor(z2), "dx": .gradient(dx, afterForward: "z2"),
        "dW1": .gradient(dW1, afterForward: "z2"),
      ]
    }
    await check("backward belongs to the latest forward") { sheet in
      sheet.call("MLP 4 → 3 → 5: forward(10·x), forward(x), backward(dy)")
      var (model, context) = (network(), Context(.training))
      _ = model.forward(10 * x, &context)
      _ = model.forward(x, &context)
      let result = model.backward(dy)
      sheet["dW2"] = model.weight2.gradient
      sheet["dx"] = result
    } equals: {
      ["dW2": .tensor(dW2), "dx": .tensor(dx)]
    }
  }

  private func checkExtremes() async {
    await check("a batch of one equals that row of the batch") { sheet in
      sheet.call("MLP 4 → 3 → 5 on the first sample alone")
      var (model, context) = (network(), Context(.training))
      sheet["z2"] = model.forward(x.rows(0..<1), &context)
      sheet["dx"] = model.backward(dy.rows(0..<1))
      sheet["db1"] = model.bias1.gradient
    } equals: {
      [
        "z2": .tensor(z2.rows(0..<1)), "dx": .tensor(dx.rows(0..<1)),
        "db1": [0.47216848, -0.61641013, 0.52616123],
      ]
    }
    await check("saturated units pass no gradient on") { sheet in
      sheet.call("MLP 4 → 3 → 5 on 100·x: every hidden unit is at ±1")
      var (model, context) = (network(), Context(.training))
      _ = model.forward(100 * x.rows(0..<1), &context)
      sheet["a1"] = model.a1
      sheet["dx"] = model.backward(dy.rows(0..<1))
    } equals: {
      ["a1": [[1, -1, 1]], "dx": [[0, 0, 0, 0]]]
    }
  }
}

private let x: Tensor = [[0.5, -1, 0.25, 2], [-0.75, 0.5, 1.5, -0.25]]
private let dy: Tensor = [[0.5, -0.25, 1, 0.75, -1], [-0.25, 0.75, 0.125, 1.5, 0.375]]

private func network() -> MLP {
  MLP(
    weight1: [
      [0.25, -0.5, 0.75, 0.125], [-0.375, 0.5, 0.25, -0.25], [0.5, 0.375, -0.125, 0.25],
    ],
    bias1: [-0.1, 0.2, 0.4],
    weight2: [
      [0.5, -1, 0.25], [0.75, 0.5, -0.5], [-0.25, 0.125, 1], [1, -0.75, 0.5], [-0.5, 0.25, 0.75],
    ],
    bias2: [0.1, -0.2, 0.3, -0.4, 0.5])
}

// Computed in double precision.
private let a1: Tensor = [
  [0.74538992, -0.72825421, 0.63140548], [0.50518979, 0.82387104, -0.037482432],
]
private let z2: Tensor = [
  [1.3588005, -0.3207874, 0.65402622, 1.2072833, 0.4187956],
  [-0.48064675, 0.60956908, 0.239204, -0.5314547, 0.42526104],
]
private let dW2: Tensor = [
  [0.24639751, -0.57009486, 0.32507335], [0.19254486, 0.79996683, -0.18596319],
  [0.80853865, -0.62527033, 0.62672018], [1.3168271, 0.6896159, 0.41733046],
  [-0.55594375, 1.0372058, -0.64546139],
]
private let dW1: Tensor = [
  [-0.72398795, 0.16787965, 2.0381865, 0.62431289],
  [-0.2140928, 0.55366862, -0.34232705, -1.2014495],
  [-0.27522454, -0.16729113, 1.2081506, 0.87288741],
]
private let dx: Tensor = [
  [0.61227653, -0.34697884, 0.13425367, 0.3446639],
  [0.7259503, -0.43363706, 0.83898391, 0.37081784],
]

private func dot(_ y: Tensor, _ dy: Tensor) -> Double {
  zip(y.scalars, dy.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// What `Draw` adds in the second pass of one context.
private func secondDraw() -> Tensor {
  var (layer, context) = (Draw(), Context(seed: 4))
  _ = layer.forward([[0, 0]], &context)
  return layer.forward([[0, 0]], &context)
}

/// x plus random numbers from the context.
private struct Draw: Layer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    x + Tensor(randomUniform: x.shape, using: &context.generator)
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}

/// g·x with one parameter g, which needs the x that it remembered.
private struct Gain: Layer {
  var gain: Parameter
  var input: Tensor = [[0, 0]]
  init(_ gain: Float) { self.gain = Parameter(Tensor([gain], shape: [1])) }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return x * gain.value
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    gain.gradient += (dy * input).sum()
    return dy * gain.value
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&gain) }
}
