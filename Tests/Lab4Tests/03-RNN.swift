// The visible tests of exercise 4.3: one step and its backward, whole sequences, truncation.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct RNNTests {
  @Test(.exercise("4.3", "Recurrent network", points: 8))
  func recurrentNetwork() async {
    await checkSteps()
    await checkForward()
    await checkSumGradients()
    await checkTruncation()
    await checkBackward()
  }

  private func checkSteps() async {
    await check("the inputs' part of all steps: x·Wᵀ + b + c") { sheet in
      sheet.call("RNN.inputSums(x)", on: ["x": x, "W": weightW, "b": biasB, "c": biasC])
      sheet["sums"] = layer().inputSums(x)
    } equals: {
      ["sums": .tensor(sums)]
    }
    await check("one step: tanh(sums + h·Uᵀ)") { sheet in
      let first = sums.slice(0..<1, along: 1).reshaped(to: [2, 4])
      sheet.call("RNN.step(sums, from: h)", on: ["sums": first, "h": start, "U": weightU])
      sheet["h'"] = layer().step(first, from: start)
    } equals: {
      ["h'": .tensor(first)]
    }
    await check("one step backwards: dz, then dh of the step before") { sheet in
      let dh = dy.slice(0..<1, along: 1).reshaped(to: [2, 4])
      sheet.call("RNN.stepBackward(dh, at: h')", on: ["dh": dh, "h'": first, "U": weightU])
      let back = layer().stepBackward(dh, at: first)
      sheet["dz"] = back.sums
      sheet["dh before"] = back.previous
    } equals: {
      ["dz": .tensor(stepBackSums), "dh before": .tensor(stepBackPrevious)]
    }
  }

  private func checkForward() async {
    await check("forward agrees with PyTorch, from a given state") { sheet in
      sheet.call("RNN.forward(x) with initialState h₀", on: ["x": x, "h₀": start])
      var (model, context) = (layer(), Context(.training))
      sheet["y"] = model.forward(x, &context)
      sheet["state after the last step"] = model.state
      sheet["input"] = model.input
    } equals: {
      [
        "y": .tensor(y),
        "state after the last step": .tensor(y.slice(4..<5, along: 1).reshaped(to: [2, 4])),
        "input": .tensor(x),
      ]
    }
    await check("without an initial state it starts from zeros") { sheet in
      sheet.call("RNN.forward(x), initialState nil", on: ["x": x])
      var (model, context) = (layer(), Context(.training))
      model.initialState = nil
      sheet["y"] = model.forward(x, &context)
    } equals: {
      ["y": .tensor(yFromZeros)]
    }
  }

  private func checkSumGradients() async {
    await check("through time: dz of every step, then dh of the initial state", weight: 2) {
      sheet in
      sheet.call("forward(x), then RNN.sumGradients(dy)", on: ["x": x, "dy": dy])
      var model = afterForward()
      sheet["dz"] = model.sumGradients(dy)
      sheet["dL/dh₀"] = model.initialStateGradient
    } equals: {
      ["dz": .tensor(dz), "dL/dh₀": .tensor(dStart)]
    }
  }

  private func checkTruncation() async {
    await check("truncation 2 hands nothing back at steps 2 and 4", weight: 2) { sheet in
      sheet.call("truncation = 2: forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      var model = afterForward()
      model.truncation = 2
      sheet["dz"] = model.sumGradients(dy)
      sheet["dL/dh₀"] = model.initialStateGradient
      _ = model.backward(dy)
      sheet["dU"] = model.hiddenWeight.gradient
    } equals: {
      [
        "dz": .tensor(dzTruncated), "dL/dh₀": .tensor(dStartTruncated),
        "dU": .tensor(dUTruncated),
      ]
    }
  }

  private func checkBackward() async {
    await check("backward agrees with PyTorch", weight: 2) { sheet in
      sheet.call("forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      var model = afterForward()
      let result = model.backward(dy)
      sheet["dW"] = model.inputWeight.gradient
      sheet["dU"] = model.hiddenWeight.gradient
      sheet["db"] = model.inputBias.gradient
      sheet["dc"] = model.hiddenBias.gradient
      sheet["dx"] = result
    } equals: {
      [
        "dW": .tensor(dW), "dU": .tensor(dU), "db": .tensor(dBias), "dc": .tensor(dBias),
        "dx": .tensor(dx),
      ]
    }
    await check("gradients add up over two calls of backward") { sheet in
      sheet.call("forward(x), then backward(dy) twice")
      var model = afterForward()
      _ = model.backward(dy)
      _ = model.backward(dy)
      sheet["dW"] = model.inputWeight.gradient
      sheet["dU"] = model.hiddenWeight.gradient
      sheet["db"] = model.inputBias.gradient
      sheet["dc"] = model.hiddenBias.gradient
    } equals: {
      [
        "dW": .tensor(2 * dW), "dU": .tensor(2 * dU), "db": .tensor(2 * dBias),
        "dc": .tensor(2 * dBias),
      ]
    }
  }
}

private func layer() -> RNN {
  var layer = RNN(
    inputWeight: weightW, hiddenWeight: weightU, inputBias: biasB, hiddenBias: biasC)
  layer.initialState = start
  return layer
}

private func afterForward() -> RNN {
  var (model, context) = (layer(), Context(.training))
  _ = model.forward(x, &context)
  return model
}

// Two sequences of five steps with three numbers; four numbers a state.
private let x = Tensor(
  [
    -0.009, 0.714, 0.09, -0.177, 0.418, -0.774, 0.315, -0.55, -0.04, -0.123, -0.288, 0.46, -0.357,
    -0.224, -0.184, -0.142, -0.569, -0.94, 0.958, -0.007, 0.281, -0.87, 0.791, 0.098, -0.518, 0.645,
    -0.023, -0.562, -0.261, -0.699,
  ], shape: [2, 5, 3])
private let weightW: Tensor = [
  [-0.227, -0.351, 0.578], [-0.278, 0.246, 0.235], [-0.124, -0.663, 0.225], [0.022, -0.517, 0.628],
]
private let weightU: Tensor = [
  [-0.183, -0.538, 0.48, 0.549], [0.483, -0.8, -0.535, -0.047], [0.825, -0.591, 0.785, 0.558],
  [-0.492, -0.458, -0.811, 0.765],
]
private let biasB: Tensor = [-0.14, -0.725, 0.383, -0.624]
private let biasC: Tensor = [-0.096, -0.912, 0.285, 0.204]
private let start: Tensor = [[0.035, 0.527, -0.007, 0.685], [-0.331, 0.025, -0.588, -0.966]]
private let dy = Tensor(
  [
    -0.637, 0.528, 0.43, 0.169, -0.391, -0.093, -0.021, -0.373, 0.07, -0.404, -0.703, 0.417, -0.51,
    -0.841, 0.59, 0.377, 0.624, -0.496, 0.941, -0.578, 0.296, 0.765, -0.656, -0.899, 0.917, -0.121,
    -0.496, 0.456, 0.908, -0.51, -0.256, 0.057, 0.073, 0.788, -0.632, -0.395, 0.149, 0.316, -0.316,
    0.531,
  ], shape: [2, 5, 4])
private let sums = Tensor(
  [
    -0.432551, -1.437704, 0.215984, -0.732816, -0.789911, -1.666856, 0.238664, -1.126072, -0.137575,
    -1.86927, 0.98459, -0.15384, 0.158889, -1.565554, 0.977696, 0.01507, -0.182689, -1.636098,
    0.81938, -0.427598, -0.547367, -1.958398, 0.851355, -0.719271, -0.288591, -1.839011, 0.617074,
    -0.218837, -0.259507, -1.177524, 0.273497, -0.786543, -0.358103, -1.339731, 0.299422, -0.779305,
    -0.420837, -1.709235, 0.753456, -0.736399,
  ], shape: [2, 5, 4])
private let y = Tensor(
  [
    -0.3361778, -0.953671, 0.3005617, -0.4314687, -0.2985456, -0.8357214, 0.4777913, -0.7996787,
    0.155716, -0.9158929, 0.8213807, -0.5535173, 0.6128826, -0.8246092, 0.962834, -0.62407,
    0.2620787, -0.8230415, 0.9766807, -0.9231212, -0.8649867, -0.9445108, -0.4112402, -0.6804712,
    -0.1907598, -0.8480578, -0.2363085, 0.4237696, 0.3371545, -0.4500053, 0.5838497, 0.2084508,
    0.2136453, -0.8140899, 0.8892155, -0.7830163, -0.02500103, -0.8839825, 0.9318092, -0.945636,
  ], shape: [2, 5, 4])
private let yFromZeros = Tensor(
  [
    -0.407451, -0.8932346, 0.212687, -0.6247851, -0.4427969, -0.8435886, 0.2437412, -0.8232934,
    0.06223467, -0.9051441, 0.6909558, -0.3601984, 0.645985, -0.8223753, 0.9566965, -0.4110803,
    0.358414, -0.8206154, 0.982326, -0.8974839, -0.4985442, -0.9609674, 0.6917767, -0.6164575,
    0.3034005, -0.9291536, 0.7499182, -0.5124533, 0.2575469, -0.5815354, 0.8799778, -0.9070232,
    -0.1663733, -0.8269039, 0.7779865, -0.9672155, -0.1027206, -0.9049373, 0.826158, -0.9284018,
  ], shape: [2, 5, 4])
private let dz = Tensor(
  [
    -0.755515, 0.1163067, -0.2153396, -0.5043581, -0.7617879, 0.004455106, -0.5021593, -0.1177707,
    -0.147717, -0.02720887, -0.3193696, 0.3978455, -0.3844933, -0.323905, 0.07717501, 0.4044173,
    0.5811404, -0.1600109, 0.04337527, -0.08545574, -0.009661619, 0.02997953, -0.7674278,
    -0.1199234, 0.3771078, -0.005640304, 0.03259412, 0.5884668, 0.842852, -0.4453335, -0.2528441,
    -0.1062664, 0.01635286, 0.2197268, -0.1414221, -0.1148113, 0.1489069, 0.0690697, -0.04162717,
    0.05616527,
  ], shape: [2, 5, 4])
private let dStart: Tensor = [
  [0.2649244, 0.6716834, -0.1848785, -0.9262376], [-0.5578774, 0.4896891, -0.5258496, -0.5266794],
]
private let dW: Tensor = [
  [-0.5278657, -0.1548255, 0.3369261], [0.3117021, -0.01658389, -0.2381884],
  [0.4220667, -0.06385818, 1.147697], [0.8326098, -0.8341369, 0.4626584],
]
private let dU: Tensor = [
  [0.1236016, -0.8750637, -0.2571433, -0.2238531], [0.03093667, 0.7370309, -0.1529556, 0.1565298],
  [0.5127087, 0.7878472, 0.1811467, 0.869888], [-0.5619955, -1.248655, 0.2446569, -1.180873],
]
private let dBias: Tensor = [-0.09281488, -0.5225607, -2.087045, 0.3983092]
private let dx = Tensor(
  [
    0.1547749, 0.6973205, -0.7745439, 0.2313641, 0.6623025, -0.6262123, 0.08945025, 0.05121123,
    0.08621429, 0.176653, -0.2049742, -0.0270164, -0.0946944, -0.2279202, 0.2543898, 0.08638161,
    0.5815712, -0.2465224, -0.07513086, -0.4595996, 0.5935337, -0.03850988, -0.1828178, 0.2588899,
    -0.04978568, 0.2014332, -0.04283371, -0.04660583, -0.0367138, 0.1282052,
  ], shape: [2, 5, 3])
private let dzTruncated = Tensor(
  [
    -0.4723907, 0.07360505, 0.3369275, -0.1115948, -0.3561504, -0.02804599, -0.01620602, -0.1344717,
    -0.07752949, -0.02388595, -0.2813296, 0.3155474, -0.3184312, -0.2691365, 0.04304087, 0.2301723,
    0.5811404, -0.1600109, 0.04337527, -0.08545574, -0.1139455, 0.04555633, -0.7350819, -0.2080219,
    0.883631, -0.03397655, -0.4683025, 0.3741112, 0.8771737, -0.4880054, -0.2271586, -0.1032685,
    0.06966796, 0.265759, -0.1322749, -0.1528198, 0.1489069, 0.0690697, -0.04162717, 0.05616527,
  ], shape: [2, 5, 4])
private let dUTruncated: Tensor = [
  [-0.4057123, -1.765988, -0.1733752, -0.515905], [0.09091913, 0.7352102, -0.07639838, 0.104077],
  [0.7727462, 1.062937, 0.4997182, 1.349382], [-0.3440085, -0.5825529, 0.1714991, -0.5180512],
]
private let dStartTruncated: Tensor = [
  [0.4548686, 0.04724847, 0.08886522, -0.1601665], [-0.4612401, 0.5545651, -0.4874, -0.6340097],
]
private let stepBackSums: Tensor = [
  [-0.5650091, 0.04779011, 0.3911549, 0.1375381], [0.0745322, 0.08254295, -0.5450582, -0.4827261],
]
private let stepBackPrevious: Tensor = [
  [0.3815134, -0.02842218, -0.1012588, 0.01104493],
  [-0.1859429, 0.4370853, -0.04476485, -0.6363893],
]
private let first: Tensor = [
  [-0.3361778, -0.953671, 0.3005617, -0.4314687], [-0.8649867, -0.9445108, -0.4112402, -0.6804712],
]
