// The hidden tests of 4.3: other sizes, differences, carried states and truncation's corner cases. The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct RNNTests {
  @Test(.exercise("4.3", "Recurrent network", points: 8))
  func recurrentNetwork() async {
    await checkIntermediates()
    await checkGradients()
    await checkCarriedState()
    await checkTruncation()
    await checkSizes()
  }

  private func checkIntermediates() async {
    await check("three sequences of four steps: every intermediate", weight: 2) { sheet in
      sheet.call("RNN from 2 to 2 numbers: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      var (model, context) = (layer(), Context(.training))
      sheet["sums"] = model.inputSums(x)
      sheet["h[0]"] = model.step(sums.slice(0..<1, along: 1).reshaped(to: [3, 2]), from: start)
      sheet["y"] = model.forward(x, &context)
      sheet["states"] = model.states
      sheet["dz"] = model.sumGradients(dy)
      sheet["dL/dh₀"] = model.initialStateGradient
      let result = model.backward(dy)
      sheet["dW"] = model.inputWeight.gradient
      sheet["dU"] = model.hiddenWeight.gradient
      sheet["db"] = model.inputBias.gradient
      sheet["dx"] = result
    } equals: {
      [
        "sums": .tensor(sums), "h[0]": .tensor(firstStep), "y": .tensor(y),
        "states": .tensor(states), "dz": .tensor(dz), "dL/dh₀": .tensor(dStart), "dW": .tensor(dW),
        "dU": .tensor(dU), "db": .tensor(dBias), "dx": .tensor(dx),
      ]
    }
  }

  private func checkGradients() async {
    await check("backward agrees with central differences of forward", weight: 2) { sheet in
      sheet.call("RNN from 2 to 2 numbers: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      var (model, context) = (layer(), Context(.training))
      sheet["y"] = model.forward(x, &context)
      let result = model.backward(dy)
      sheet.gradientCheck("dU", of: weightU, analytic: model.hiddenWeight.gradient) {
        var copy = layer()
        copy.hiddenWeight.value = $0
        return dot(copy.forward(x, &context), dy)
      }
      sheet.gradientCheck("dx", of: x, analytic: result) {
        var copy = layer()
        return dot(copy.forward($0, &context), dy)
      }
    } equals: {
      [
        "y": .tensor(y), "dU": .gradient(dU, afterForward: "y"),
        "dx": .gradient(dx, afterForward: "y"),
      ]
    }
    await check("backward belongs to the latest forward") { sheet in
      sheet.call("forward(3·x), forward(x), backward(dy)", on: ["x": x, "dy": dy])
      var (model, context) = (layer(), Context(.training))
      _ = model.forward(3 * x, &context)
      _ = model.forward(x, &context)
      let result = model.backward(dy)
      sheet["dW"] = model.inputWeight.gradient
      sheet["dx"] = result
    } equals: {
      ["dW": .tensor(dW), "dx": .tensor(dx)]
    }
    await check("without the input's gradient the parameters get theirs", weight: 0.5) { sheet in
      sheet.call("needsInputGradient = false: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      var (model, context) = (layer(), Context(.training))
      model.needsInputGradient = false
      _ = model.forward(x, &context)
      _ = model.backward(dy)
      sheet["dW"] = model.inputWeight.gradient
      sheet["dc"] = model.hiddenBias.gradient
    } equals: {
      ["dW": .tensor(dW), "dc": .tensor(dBias)]
    }
  }

  private func checkCarriedState() async {
    await check("one step at a time, with the state carried over, is the whole sequence") { sheet in
      sheet.call("forward of one step, initialState = state, four times", on: ["x": x])
      var (model, context) = (layer(), Context(.inference))
      var outputs: [Tensor] = []
      for time in 0..<4 {
        outputs.append(model.forward(x.slice(time..<time + 1, along: 1), &context))
        model.initialState = model.state
      }
      sheet["y"] = Tensor(concatenating: outputs, along: 1)
      sheet["state"] = model.state
    } equals: {
      ["y": .tensor(y), "state": .tensor(y.slice(3..<4, along: 1).reshaped(to: [3, 2]))]
    }
    await check("a second forward does not go on by itself") { sheet in
      sheet.call("forward(x) twice, initialState left as it was", on: ["x": x])
      var (model, context) = (layer(), Context(.inference))
      _ = model.forward(x, &context)
      sheet["y"] = model.forward(x, &context)
    } equals: {
      ["y": .tensor(y)]
    }
  }

  private func checkTruncation() async {
    await check("truncation 3 cuts before step 3 alone, truncation 1 before every step") { sheet in
      sheet.call("truncation = 3, then 1: sumGradients(dy) after forward(x)", on: ["dy": dy])
      var (model, context) = (layer(), Context(.training))
      model.truncation = 3
      sheet["y"] = model.forward(x, &context)
      sheet["dz, 3"] = model.sumGradients(dy)
      _ = model.backward(dy)
      sheet["dW, 3"] = model.inputWeight.gradient
      model.truncation = 1
      sheet["dz, 1"] = model.sumGradients(dy)
      sheet["dL/dh₀, 1"] = model.initialStateGradient
    } equals: {
      [
        "y": .tensor(y), "dz, 3": .tensor(dzThree), "dW, 3": .tensor(dWThree),
        "dz, 1": .tensor(dzOne), "dL/dh₀, 1": .tensor(dStartOne),
      ]
    }
    await check("a truncation of the sequence's length changes nothing", weight: 0.5) { sheet in
      sheet.call("truncation = 4 with four steps: sumGradients(dy)", on: ["dy": dy])
      var (model, context) = (layer(), Context(.training))
      model.truncation = 4
      _ = model.forward(x, &context)
      sheet["dz"] = model.sumGradients(dy)
      sheet["dL/dh₀"] = model.initialStateGradient
    } equals: {
      ["dz": .tensor(dz), "dL/dh₀": .tensor(dStart)]
    }
  }

  private func checkSizes() async {
    await check("a sequence alone is its row of the batch") { sheet in
      sheet.call("forward(x.rows(1..<2)) from its own state", on: ["x": x.rows(1..<2)])
      var (model, context) = (layer(), Context(.training))
      model.initialState = start.rows(1..<2)
      sheet["y"] = model.forward(x.rows(1..<2), &context)
      sheet["dx"] = model.backward(dy.rows(1..<2))
    } equals: {
      ["y": .tensor(y.rows(1..<2)), "dx": .tensor(dx.rows(1..<2))]
    }
  }
}

private func layer() -> RNN {
  var layer = RNN(
    inputWeight: weightW, hiddenWeight: weightU, inputBias: biasB, hiddenBias: biasC)
  layer.initialState = start
  return layer
}

private func dot(_ y: Tensor, _ dy: Tensor) -> Double {
  zip(y.scalars, dy.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

// Three sequences of four steps with two numbers; two numbers a state.
private let x = Tensor(
  [
    -0.93, -0.43, 0.55, -0.65, 0.51, 0.22, -0.6, -0.13, -0.19, 0.56, -0.63, 0.19, -0.11, -0.32,
    0.94, -0.83, -0.77, 0.07, 0.9, -0.75, 0.32, 0.09, -0.9, -0.47,
  ], shape: [3, 4, 2])
private let weightW: Tensor = [[-0.12, -0.83], [-0.13, 0.14]]
private let weightU: Tensor = [[0.13, 0.43], [0.68, -0.92]]
private let biasB: Tensor = [-0.99, -0.8]
private let biasC: Tensor = [-0.74, 0.72]
private let start: Tensor = [[-0.63, -0.08], [-0.03, 0.82], [0.11, -0.22]]
private let dy = Tensor(
  [
    -0.21, 0.18, -0.32, -0.25, 0.29, 0.17, -0.4, -0.87, 0.36, -0.15, 0.49, 0.29, -0.23, 0.47, -0.32,
    -0.33, -0.28, -0.12, -0.73, -0.32, -0.98, -0.84, -0.49, 0.31,
  ], shape: [3, 4, 2])
private let sums = Tensor(
  [
    -1.2615, -0.0193, -1.2565, -0.2425, -1.9738, -0.1155, -1.5501, -0.0202, -2.172, 0.0231, -1.8121,
    0.0285, -1.4512, -0.1105, -1.1539, -0.3184, -1.6957, 0.0299, -1.2155, -0.302, -1.8431, -0.109,
    -1.2319, -0.0288,
  ], shape: [3, 4, 2])
private let y = Tensor(
  [
    -0.8804577, -0.3575727, -0.909516, -0.471692, -0.979893, -0.2913256, -0.9470907, -0.3956725,
    -0.9491664, -0.6361621, -0.9761726, -0.0316535, -0.9204116, -0.6322623, -0.9130277, -0.3475009,
    -0.9442633, 0.2977966, -0.83674, -0.8390845, -0.9805901, 0.09369889, -0.8665565, -0.6537411,
  ], shape: [3, 4, 2])
private let dz = Tensor(
  [
    -0.1591655, 0.7623519, 0.0334771, -0.7388256, -0.008532742, 0.7571531, -0.04120769, -0.7337957,
    0.02719657, -0.007293478, 0.0363898, -0.132718, -0.06636779, 0.4286011, -0.05324174, -0.2901502,
    -0.02274887, -0.4351758, -0.4336095, 0.1859477, -0.03364379, -1.046524, -0.1220491, 0.177513,
  ], shape: [3, 4, 2])
private let dStart: Tensor = [
  [0.4977078, -0.7698049], [-0.001424011, 0.01840452], [-0.2988769, 0.3905797],
]
private let dW: Tensor = [[-0.1576842, 0.5156831], [-0.5160162, 0.1412227]]
private let dU: Tensor = [[0.7521441, -0.05562123], [0.6536285, 1.354028]]
private let dBias: Tensor = [-0.8435032, -1.072916]
private let dx = Tensor(
  [
    -0.0800059, 0.2388366, 0.09203008, -0.1312216, -0.09740597, 0.1130836, 0.1003384, -0.06852901,
    -0.002315436, -0.02359424, 0.01288657, -0.04878406, -0.047754, 0.1150894, 0.04410854,
    0.003569613, 0.05930272, -0.04204305, 0.02785993, 0.3859285, 0.1400853, -0.118589, -0.008430797,
    0.1261526,
  ], shape: [3, 4, 2])
private let dzThree = Tensor(
  [
    -0.09441377, 0.3853568, -0.03675223, -0.3017985, 0.01154482, 0.155572, -0.04120769, -0.7337957,
    0.03711309, -0.08952333, 0.03189051, 0.01532285, -0.03515376, 0.2821149, -0.05324174,
    -0.2901502, -0.02646585, -0.3688896, -0.3901508, 0.1271983, -0.03767426, -0.8326252, -0.1220491,
    0.177513,
  ], shape: [3, 4, 2])
private let dWThree: Tensor = [[-0.2080878, 0.499399], [-0.328848, -0.01617734]]
private let dzOne = Tensor(
  [
    -0.0472068, 0.1569855, -0.05528983, -0.1943767, 0.01154482, 0.155572, -0.04120769, -0.7337957,
    0.03566992, -0.08929468, 0.02307262, 0.2897094, -0.03515376, 0.2821149, -0.05324174, -0.2901502,
    -0.0303427, -0.1093581, -0.2189023, -0.0946999, -0.03767426, -0.8326252, -0.1220491, 0.177513,
  ], shape: [3, 4, 2])
private let dStartOne: Tensor = [
  [0.1006133, -0.1647256], [-0.05608329, 0.09748917], [-0.07830803, 0.08756206],
]
private let states = Tensor(
  [
    -0.63, -0.08, -0.8804577, -0.3575727, -0.909516, -0.471692, -0.979893, -0.2913256, -0.9470907,
    -0.3956725, -0.03, 0.82, -0.9491664, -0.6361621, -0.9761726, -0.0316535, -0.9204116, -0.6322623,
    -0.9130277, -0.3475009, 0.11, -0.22, -0.9442633, 0.2977966, -0.83674, -0.8390845, -0.9805901,
    0.09369889, -0.8665565, -0.6537411,
  ], shape: [3, 5, 2])
private let firstStep: Tensor = [
  [-0.8804577, -0.3575727], [-0.9491664, -0.6361621], [-0.9442633, 0.2977966],
]
