// Tests of 1.7: layers in a row, and backpropagation through a network written out by hand.

import Grading
import Lab1
import Shared
import Testing

struct MLPTests {
  @Test(.exercise("1.7", "Backpropagation", points: 10))
  func multiLayerPerceptron() async {
    await checkSequential()
    await checkForward()
    await checkBackward()
  }

  private func checkSequential() async {
    let x: Tensor = [[1, 2]]
    await check("Sequential.forward passes x through every layer, first to last") { sheet in
      sheet.call("Sequential([x·A, 3·x, x·B]).forward(x), x = \(x), A = \(a), B = \(b)")
      var model = Sequential([Mix(a), Gain(3), Mix(b)])
      var context = Context(.training)
      sheet["y"] = model.forward(x, &context)
    } equals: {
      ["y": [[15, 24]]]
    }
    await check("Sequential.backward passes dy back, last to first") { sheet in
      sheet.call("Sequential([x·A, 3·x, x·B]).backward([[1, 10]]) after forward(\(x))")
      var model = Sequential([Mix(a), Gain(3), Mix(b)])
      var context = Context(.training)
      _ = model.forward(x, &context)
      sheet["dx"] = model.backward([[1, 10]])
      sheet["gradient in the layer 3·x"] = (model.layers[1] as? Gain)?.gain.gradient ?? []
    } equals: {
      ["dx": [[129, 63]], "gradient in the layer 3·x": [85]]
    }
    await check("Sequential.forEachParameter visits in order, and changes stay") { sheet in
      sheet.call("forEachParameter { $0.value += 1 } on gains 2, 5 and 7")
      var model = Sequential([Gain(2), Mix(a), Gain(5), Gain(7)])
      model.forEachParameter { $0.value += 1 }
      var values: [Float] = []
      model.forEachParameter { values.append($0.value.item) }
      sheet["values"] = values
    } equals: {
      ["values": [3, 6, 8]]
    }
  }

  private func checkForward() async {
    await check("step 1: z1 = x·W1ᵀ + b1") { sheet in
      sheet.call("MLP.hiddenSums(x), x = \(x)")
      sheet["z1"] = network().hiddenSums(x)
    } equals: {
      ["z1": .tensor(z1)]
    }
    await check("step 3: z2 = a1·W2ᵀ + b2") { sheet in
      sheet.call("MLP.outputSums(a1), a1 = \(z1)")
      sheet["z2"] = network().outputSums(z1)
    } equals: {
      ["z2": [[0.590625], [0.1453125], [-0.2296875]]]
    }
    await check("forward: a1 = tanh(z1), then z2; x and a1 are remembered") { sheet in
      sheet.call("MLP.forward(x), x = \(x)")
      var model = network()
      var context = Context(.training)
      let y = model.forward(x, &context)
      sheet["a1"] = model.a1
      sheet["z2"] = y
      sheet["input"] = model.input
    } equals: {
      ["a1": .tensor(a1), "z2": [[0.4147602], [-0.1593072], [-0.41711743]], "input": .tensor(x)]
    }
  }

  private func checkBackward() async {
    await check("step 3 backwards: dW2, db2 and da1 from dz2") { sheet in
      sheet.call("MLP.backwardThroughOutput(dz2), dz2 = \(dy)")
      var model = afterForward()
      let da1 = model.backwardThroughOutput(dy)
      sheet["dW2"] = model.weight2.gradient
      sheet["db2"] = model.bias2.gradient
      sheet["da1"] = da1
    } equals: {
      ["dW2": .tensor(dW2), "db2": [0.75], "da1": .tensor(da1)]
    }
    await check("step 2 backwards: dz1 from da1") { sheet in
      sheet.call("MLP.backwardThroughTanh(da1), da1 = \(da1), a1 = \(a1)")
      sheet["dz1"] = afterForward().backwardThroughTanh(da1)
    } equals: {
      ["dz1": .tensor(dz1)]
    }
    await check("step 1 backwards: dW1, db1 and dx from dz1") { sheet in
      sheet.call("MLP.backwardThroughHidden(dz1), dz1 = \(dz1), x = \(x)")
      var model = afterForward()
      let result = model.backwardThroughHidden(dz1)
      sheet["dW1"] = model.weight1.gradient
      sheet["db1"] = model.bias1.gradient
      sheet["dx"] = result
    } equals: {
      ["dW1": .tensor(dW1), "db1": .tensor(db1), "dx": .tensor(dx)]
    }
    await check("backward: the three steps in a row") { sheet in
      sheet.call("MLP.backward(dy) after forward(x), dy = \(dy)")
      var model = afterForward()
      let result = model.backward(dy)
      sheet["dW2"] = model.weight2.gradient
      sheet["dW1"] = model.weight1.gradient
      sheet["dx"] = result
    } equals: {
      ["dW2": .tensor(dW2), "dW1": .tensor(dW1), "dx": .tensor(dx)]
    }
    await check("gradients add up over two calls of backward") { sheet in
      sheet.call("MLP.backward(dy) twice, without zeroGradients() in between")
      var model = afterForward()
      _ = model.backward(dy)
      _ = model.backward(dy)
      sheet["dW2"] = model.weight2.gradient
      sheet["db2"] = model.bias2.gradient
      sheet["dW1"] = model.weight1.gradient
      sheet["db1"] = model.bias1.gradient
    } equals: {
      [
        "dW2": .tensor(2 * dW2), "db2": [1.5], "dW1": .tensor(2 * dW1), "db1": .tensor(2 * db1),
      ]
    }
  }
}

// Three samples of two features, four hidden units, one output.
private let x: Tensor = [[1, -0.5], [0.25, 2], [-1.5, 0.75]]
private let dy: Tensor = [[1], [-0.5], [0.25]]

private func network() -> MLP {
  MLP(
    weight1: [[0.5, -0.25], [-0.75, 0.5], [0.125, 1], [-1, 0.375]], bias1: [0.1, -0.2, 0.3, 0.05],
    weight2: [[0.5, -1, 0.25, 0.75]], bias2: [-0.1])
}

private func afterForward() -> MLP {
  var (model, context) = (network(), Context(.training))
  _ = model.forward(x, &context)
  return model
}

// Computed in double precision.
private let z1: Tensor = [
  [0.725, -1.2, -0.075, -1.1375], [-0.275, 0.6125, 2.33125, 0.55],
  [-0.8375, 1.3, 0.8625, 1.83125],
]
private let a1: Tensor = [
  [0.61999687, -0.83365461, -0.074859691, -0.81357055],
  [-0.26827118, 0.54588452, 0.98129101, 0.50052021],
  [-0.68448263, 0.86172316, 0.69754349, 0.94994822],
]
private let dW2: Tensor = [[0.5830118, -0.89116608, -0.39111932, -0.8263436]]
private let da1: Tensor = [
  [0.5, -1, 0.25, 0.75], [-0.25, 0.5, -0.125, -0.375], [0.125, -0.25, 0.0625, 0.1875],
]
private let dz1: Tensor = [
  [0.30780194, -0.30502, 0.24859901, 0.25357722],
  [-0.23200764, 0.35100505, -0.0046334932, -0.28105482],
  [0.066435442, -0.064358299, 0.032089567, 0.018299697],
]
private let dW1: Tensor = [
  [0.15014687, -0.56808968], [-0.12073129, 0.80625137], [0.19930628, -0.10949931],
  [0.15586397, -0.67517347],
]
private let db1: Tensor = [0.14222974, -0.018373249, 0.27605508, -0.0091779073]
private let dx: Tensor = [
  [0.16016363, 0.11422998], [-0.098781973, 0.12347538], [0.067197945, -0.0098360568],
]

private let a: Tensor = [[1, 2], [0, 1]]
private let b: Tensor = [[1, 0], [1, 2]]

/// x·M by a fixed matrix: two of them give another result in the other order.
private struct Mix: Layer {
  var matrix: Tensor
  init(_ matrix: Tensor) { self.matrix = matrix }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { matmul(x, matrix) }
  mutating func backward(_ dy: Tensor) -> Tensor { matmul(dy, matrix, transposeB: true) }
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
