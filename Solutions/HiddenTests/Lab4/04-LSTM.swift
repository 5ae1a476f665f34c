// The hidden tests of 4.4: other sizes, differences, carried states.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct LSTMTests {
  @Test(.exercise("4.4", "LSTM", points: 8))
  func lstm() async {
    await checkIntermediates()
    await checkGradients()
    await checkCarriedState()
    await checkSizes()
  }

  private func checkIntermediates() async {
    await check("three sequences of four steps: every intermediate", weight: 2) { sheet in
      sheet.call("LSTM from 2 to 2 numbers: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      var (model, context) = (layer(), Context(.training))
      sheet["sums"] = model.inputSums(x)
      let result = model.forward(x, &context)
      sheet["c"] = Tensor(stacking: model.steps.map(\.cell)).transposed(to: [1, 0, 2])
      sheet["y"] = result
      sheet["dz"] = model.sumGradients(dy)
      sheet["dL/dh₀"] = model.initialStateGradient.hidden
      sheet["dL/dc₀"] = model.initialStateGradient.cell
      let inputGradient = model.backward(dy)
      sheet["dW"] = model.inputWeight.gradient
      sheet["dU"] = model.hiddenWeight.gradient
      sheet["db"] = model.inputBias.gradient
      sheet["dx"] = inputGradient
    } equals: {
      [
        "sums": .tensor(sums), "c": .tensor(cells), "y": .tensor(y),
        "dz": .tensor(dz), "dL/dh₀": .tensor(dStartHidden), "dL/dc₀": .tensor(dStartCell),
        "dW": .tensor(dW), "dU": .tensor(dU), "db": .tensor(dBias), "dx": .tensor(dx),
      ]
    }
  }

  private func checkGradients() async {
    await check("backward agrees with central differences of forward", weight: 2) { sheet in
      sheet.call("LSTM from 2 to 2 numbers: forward(x), backward(dy)", on: ["x": x, "dy": dy])
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
      sheet.gradientCheck("dL/dc₀", of: startCell, analytic: model.initialStateGradient.cell) {
        var copy = layer()
        copy.initialState = LSTMState(hidden: startHidden, cell: $0)
        return dot(copy.forward(x, &context), dy)
      }
    } equals: {
      [
        "y": .tensor(y), "dU": .gradient(dU, afterForward: "y"),
        "dx": .gradient(dx, afterForward: "y"),
        "dL/dc₀": .gradient(dStartCell, afterForward: "y"),
      ]
    }
    await check("backward belongs to the latest forward") { sheet in
      sheet.call("forward(3·x), forward(x), backward(dy)", on: ["x": x, "dy": dy])
      var (model, context) = (layer(), Context(.training))
      _ = model.forward(3 * x, &context)
      _ = model.forward(x, &context)
      sheet["steps"] = model.steps.count
      let result = model.backward(dy)
      sheet["dW"] = model.inputWeight.gradient
      sheet["dx"] = result
    } equals: {
      ["steps": 4, "dW": .tensor(dW), "dx": .tensor(dx)]
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
      sheet["h"] = model.state.hidden
      sheet["c"] = model.state.cell
    } equals: {
      [
        "y": .tensor(y), "h": .tensor(y.slice(3..<4, along: 1).reshaped(to: [3, 2])),
        "c": .tensor(lastCell),
      ]
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

  private func checkSizes() async {
    await check("a sequence alone is its row of the batch") { sheet in
      sheet.call("forward(x.rows(1..<2)) from its own state", on: ["x": x.rows(1..<2)])
      var (model, context) = (layer(), Context(.training))
      model.initialState = LSTMState(hidden: startHidden.rows(1..<2), cell: startCell.rows(1..<2))
      sheet["y"] = model.forward(x.rows(1..<2), &context)
      sheet["dx"] = model.backward(dy.rows(1..<2))
    } equals: {
      ["y": .tensor(y.rows(1..<2)), "dx": .tensor(dx.rows(1..<2))]
    }
  }
}

private func layer() -> LSTM {
  var layer = LSTM(
    inputWeight: weightW, hiddenWeight: weightU, inputBias: biasB, hiddenBias: biasC)
  layer.initialState = LSTMState(hidden: startHidden, cell: startCell)
  return layer
}

private func dot(_ y: Tensor, _ dy: Tensor) -> Double {
  zip(y.scalars, dy.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

// Three sequences of four steps with two numbers; two numbers an output.
private let x = Tensor(
  [
    -0.05, 0.46, -0.88, 0.89, 0.9, 0.1, -0.18, 0.52, -0.78, -0.09, -0.65, 0.72, -0.18, -0.99, 0.1,
    -0.32, -0.19, 0.4, -0.12, -0.55, -0.54, 0.01, -0.29, -0.68,
  ], shape: [3, 4, 2])
private let weightW: Tensor = [
  [0.29, -0.01], [-0.36, -0.99], [0.93, -0.01], [-0.69, -0.71], [-0.13, 0.16], [-0.92, 0.15],
  [0.96, 0.65], [-0.47, 0.6],
]
private let weightU: Tensor = [
  [0.7, 0.56], [0.29, 0.08], [-0.64, -0.62], [-0.41, 0.07], [-0.78, 0.72], [0.97, -0.75],
  [0.43, -0.84], [-0.04, 0.3],
]
private let biasB: Tensor = [0.7, -0.26, -0.55, 0.12, 0.52, -0.84, -0.51, 0.48]
private let biasC: Tensor = [-0.06, -0.29, 0.94, -0.23, -0.6, 0.38, -0.3, -0.51]
private let startHidden: Tensor = [[-0.65, -0.8], [-0.48, -0.85], [0.15, 0.25]]
private let startCell: Tensor = [[1.02, -0.52], [-0.4, 1.64], [1.52, -1.96]]
private let dy = Tensor(
  [
    0.44, 0.82, 0.77, -0.65, 0.96, 0.85, 0.74, 0.19, 0.21, -0.79, -0.23, -0.75, 0.86, -0.17, 0.14,
    -0.01, -0.26, 0.49, -0.64, -0.68, -0.49, -0.86, -0.28, -0.64,
  ], shape: [3, 4, 2])
private let sums = Tensor(
  [
    0.6209, -0.9874, 0.3389, -0.4021, 0.0001, -0.345, -0.559, 0.2695, 0.3759, -1.1143, -0.4373,
    -0.1347, 0.1768, 0.4831, -1.0763, 0.9176, 0.9, -0.973, 1.226, -0.802, -0.181, -1.273, 0.119,
    -0.393, 0.5826, -1, 0.2174, -0.355, 0.0266, -0.2164, -0.6448, 0.3666, 0.4147, -0.1801, -0.3345,
    0.4921, 0.007, 0.2441, -1.6173, 0.2826, 0.4443, -1.0288, -0.2217, -0.1727, 0.1197, 0.246,
    -0.966, 0.7075, 0.5977, 0.4949, 0.2325, 0.7171, -0.215, -0.4429, -1.6263, -0.5394, 0.6722,
    -0.2692, 0.4862, 0.0482, -0.1442, -0.6, -0.922, -0.269, 0.5809, -0.8776, 0.2093, -0.2629,
    0.0087, -0.2252, -0.7324, 0.2993, 0.6107, 0.0377, 0.2839, 0.3633, -0.1524, -0.4321, -1.2827,
    -0.3036, 0.4833, -0.3655, -0.1123, 0.2555, -0.0082, 0.0383, -1.3219, 0.2298, 0.5627, 0.2276,
    0.1271, 0.5729, -0.1511, -0.2952, -1.5304, -0.3017,
  ], shape: [3, 4, 8])
private let y = Tensor(
  [
    0.294839, -0.1570463, 0.05477483, 0.03386845, -0.002217487, -0.08794853, -0.00880773,
    -0.07621126, -0.08119906, 0.4309976, 0.03322525, 0.3442821, 0.01127919, -0.001577739,
    -0.01363172, -0.09838721, 0.1939708, -0.4264862, 0.04188427, -0.1729852, -0.007146211,
    -0.09660199, -0.02794173, -0.09836206,
  ], shape: [3, 4, 2])
private let cells = Tensor(
  [
    0.7634287, -0.3157003, 0.1807872, 0.04825646, -0.004195877, -0.2207186, -0.02441626, -0.1311871,
    -0.340039, 1.229001, 0.1645288, 0.5398907, 0.08700083, -0.004021276, -0.04773135, -0.2312996,
    0.7939375, -0.9109253, 0.1399108, -0.4739606, -0.02991878, -0.1794989, -0.1484183, -0.2397235,
  ], shape: [3, 4, 2])
private let lastCell: Tensor = [
  [-0.02441626, -0.1311871], [-0.04773135, -0.2312996], [-0.1484183, -0.2397235],
]
private let dz = Tensor(
  [
    -0.003916268, -0.02451965, 0.04099245, -0.05057078, 0.09939356, 0.07677392, 0.008782701,
    -0.0762022, -0.02273583, -0.02285323, 0.1044652, 0.01294613, 0.3543973, -0.02160995, 0.01613687,
    -0.004207263, -0.02380227, -0.06989441, 0.01972305, 0.004208218, 0.4192257, 0.03230947,
    -0.0008942325, -0.04969196, -0.002175912, -0.003237026, -0.0002747384, -0.005830075, 0.1678747,
    0.02851375, -0.004166102, -0.006019909, -0.002007462, -0.02816242, -0.003464535, -0.1105031,
    0.01405304, -0.1015316, -0.009885286, -0.1542378, 0.000270734, 0.01201001, -0.000211812,
    -0.1219246, 0.001348237, -0.1031187, -0.008483722, -0.07005252, 0.0001965581, 0.008318211,
    0.005453386, -0.00724223, 0.09186287, -0.02534285, 0.008210132, 0.0001441196, -0.001362947,
    0.000532838, 0.0008201706, 0.000004125549, 0.02587143, -0.001284047, -0.00136299, 0.0005579286,
    -0.003922697, 0.004732211, -0.09828997, 0.04078672, -0.1790494, -0.02437965, -0.05328393,
    -0.1193312, 0.04109114, -0.00937813, -0.06105163, 0.1110464, -0.1412172, -0.253706, -0.02357724,
    0.059653, 0.006667602, -0.02829776, -0.00593874, 0.06657241, -0.09956693, -0.2230174,
    0.003221102, 0.03409068, 0.002583619, 0.0140982, 0.0003850083, 0.01047346, -0.03092632,
    -0.132974, 0.006339973, 0.0366288,
  ], shape: [3, 4, 8])
private let dStartHidden: Tensor = [
  [-0.01158485, -0.04936516], [-0.06957692, 0.0393348], [0.1426809, -0.03969495],
]
private let dStartCell: Tensor = [
  [0.1805872, 0.1775459], [0.02293719, -0.1938173], [-0.1266878, -0.03611964],
]
private let dW: Tensor = [
  [-0.008144249, -0.05079031], [-0.01685073, -0.04033371], [-0.04514185, 0.1020992],
  [0.1026587, -0.1362403], [0.1181607, 0.4169189], [0.3838479, 0.2125125],
  [0.006291557, -0.009389479], [0.116226, -0.1888829],
]
private let dU: Tensor = [
  [0.00311886, -0.01192679], [0.01580838, 0.06181539], [-0.01973033, -0.0413226],
  [0.1300038, 0.0282729], [0.000765432, -0.07983951], [-0.05957535, 0.1272275],
  [-0.00777578, -0.00608477], [0.1201532, 0.09671777],
]
private let dBias: Tensor = [
  -0.009113735, -0.1466511, 0.002607879, -0.05003332, 0.723267, -0.7493671, -0.05896273, -0.3486683,
]
private let dx = Tensor(
  [
    0.04140143, 0.04721544, 0.08113192, 0.07404233, -0.0280292, 0.1077745, -0.04492491, 0.03218563,
    0.2371654, -0.005556673, 0.1991602, 0.01187796, 0.02631848, 0.01317014, -0.003579825,
    0.002870625, -0.07175491, -0.1711594, 0.08298924, -0.109543, 0.1658521, -0.04609411, 0.1040326,
    -0.02021911,
  ], shape: [3, 4, 2])
