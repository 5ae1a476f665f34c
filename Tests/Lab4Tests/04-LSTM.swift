// The visible tests of exercise 4.4: whole sequences, forward and backward.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct LSTMTests {
  @Test(.exercise("4.4", "LSTM", points: 8))
  func lstm() async {
    await checkInputSums()
    await checkForward()
    await checkSumGradients()
    await checkBackward()
  }

  private func checkInputSums() async {
    await check("the inputs' part of all steps: x·Wᵀ + b + c") { sheet in
      sheet.call("LSTM.inputSums(x)", on: ["x": x, "W": weightW, "b": biasB, "c": biasC])
      sheet["sums"] = layer().inputSums(x)
    } equals: {
      ["sums": .tensor(sums)]
    }
  }

  private func checkForward() async {
    await check("forward agrees with PyTorch, from a given state") { sheet in
      sheet.call(
        "LSTM.forward(x) with initialState (h₀, c₀)",
        on: ["x": x, "h₀": startHidden, "c₀": startCell])
      var (model, context) = (layer(), Context(.training))
      sheet["y"] = model.forward(x, &context)
      sheet["last h"] = model.state.hidden
      sheet["last c"] = model.state.cell
      sheet["steps"] = model.steps.count
      sheet["input"] = model.input
    } equals: {
      [
        "y": .tensor(y), "last h": .tensor(y.slice(2..<3, along: 1).reshaped(to: [2, 3])),
        "last c": .tensor(lastCell), "steps": 3,
        "input": .tensor(x),
      ]
    }
    await check("without an initial state it starts from zeros") { sheet in
      sheet.call("LSTM.forward(x), initialState nil", on: ["x": x])
      var (model, context) = (layer(), Context(.training))
      model.initialState = nil
      sheet["y"] = model.forward(x, &context)
    } equals: {
      ["y": .tensor(yFromZeros)]
    }
  }

  private func checkSumGradients() async {
    await check("through time: dz of every step, then the initial state's", weight: 2) { sheet in
      sheet.call("forward(x), then LSTM.sumGradients(dy)", on: ["x": x, "dy": dy])
      var model = afterForward()
      sheet["dz"] = model.sumGradients(dy)
      sheet["dL/dh₀"] = model.initialStateGradient.hidden
      sheet["dL/dc₀"] = model.initialStateGradient.cell
    } equals: {
      ["dz": .tensor(dz), "dL/dh₀": .tensor(dStartHidden), "dL/dc₀": .tensor(dStartCell)]
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

private func layer() -> LSTM {
  var layer = LSTM(
    inputWeight: weightW, hiddenWeight: weightU, inputBias: biasB, hiddenBias: biasC)
  layer.initialState = LSTMState(hidden: startHidden, cell: startCell)
  return layer
}

private func afterForward() -> LSTM {
  var (model, context) = (layer(), Context(.training))
  _ = model.forward(x, &context)
  return model
}

// Two sequences of three steps with two numbers; three numbers an output.
private let x = Tensor(
  [
    -0.51, 0.68, -0.31, -0.83, -0.91, 0.22, -0.79, -0.78, -0.69, 0.16, 0.12, -0.42,
  ], shape: [2, 3, 2])
private let weightW: Tensor = [
  [0.15, -0.29], [0.54, -0.98], [-0.76, 0.62], [0.94, 0.14], [0.01, -0.58], [-0.33, 0.38],
  [-0.61, -0.88], [0.84, -0.17], [-0.64, -0.16], [-0.48, 0.97], [-0.41, 0.98], [0.8, 0.45],
]
private let weightU: Tensor = [
  [-0.89, 0.91, -0.09], [-0.36, -0.24, -0.23], [0.78, -0.96, 0.19], [0.42, -0.29, 0.66],
  [0.62, 0.61, -0.41], [0.47, 0.11, 0.33], [0.99, -0.6, -0.53], [-0.97, -0.73, 0.55],
  [-0.49, 0.93, 0.54], [-0.29, 0.21, 0.66], [-0.5, 0.7, -0.87], [0.08, -0.62, 0.16],
]
private let biasB: Tensor = [
  0.59, 0.36, 0.53, -0.67, 0.6, 0.65, -0.2, 0.47, 0.6, -0.74, 0.58, -0.61,
]
private let biasC: Tensor = [
  -0.04, -0.6, -0.24, -0.06, -0.81, 0.74, -0.9, -0.03, -0.89, 0.5, 0.05, 0.52,
]
private let startHidden: Tensor = [[-0.56, -0.81, 0.24], [-0.08, -0.73, 0.12]]
private let startCell: Tensor = [[-0.36, 1.04, -0.04], [-0.04, 0.72, -0.56]]
private let dy = Tensor(
  [
    0.12, -0.42, 0.54, -0.51, 0.7, 0.29, 0.2, -0.22, 0.2, -0.99, 0.53, -0.66, 0.8, 0.1, -0.85,
    -0.71, 0.3, -0.33,
  ], shape: [2, 3, 3])
private let sums = Tensor(
  [
    0.2763, -1.1818, 1.0992, -1.1142, -0.6095, 1.8167, -1.3873, -0.104, -0.0724, 0.6644, 1.5055,
    -0.192, 0.7442, 0.406, 0.011, -1.1376, 0.2683, 1.1769, -0.1805, 0.3207, 0.0412, -0.8963,
    -0.0563, -0.7115, 0.3497, -0.947, 1.118, -1.5546, -0.3467, 1.7739, -0.7385, -0.3618, 0.2572,
    0.4102, 1.2187, -0.719, 0.6577, 0.0978, 0.4068, -1.5818, 0.2345, 1.3543, 0.0683, -0.091, 0.3404,
    -0.6174, 0.1895, -1.073, 0.4001, -0.7694, 0.9136, -1.3562, -0.3097, 1.6785, -0.8199, -0.1668,
    0.126, 0.2464, 1.0697, -0.57, 0.6898, 0.2364, -0.0616, -0.676, 0.0348, 1.1908, -0.8036, 0.6122,
    -0.2996, -0.705, 0.1692, -0.183,
  ], shape: [2, 3, 12])
private let y = Tensor(
  [
    -0.3537504, 0.2969955, -0.1975055, -0.1444065, 0.263474, -0.03568868, -0.3318903, 0.06747974,
    0.06582467, 0.05720122, 0.2184719, -0.191659, -0.1996501, 0.1202516, -0.1182397, -0.1948104,
    0.2366702, -0.1426312,
  ], shape: [2, 3, 3])
private let lastCell: Tensor = [
  [-0.5991842, 0.08262821, 0.2317256], [-0.6731773, 0.4078724, -0.3470023],
]
private let yFromZeros = Tensor(
  [
    -0.3060804, -0.0199028, -0.02448838, -0.1215018, 0.1690893, 0.01002305, -0.3111372, 0.03436205,
    0.09921027, 0.015729, -0.02602424, 0.04951495, -0.20862, -0.04546379, 0.0910633, -0.2075115,
    0.1972119, 0.04797549,
  ], shape: [2, 3, 3])
private let dz = Tensor(
  [
    0.01971491, -0.01465344, -0.02419557, 0.006195821, -0.01272786, -0.002341051, -0.006718261,
    -0.008282506, 0.2768353, 0.01472934, -0.03169819, -0.05257962, 0.007887901, 0.02122344,
    0.009872732, 0.007478332, 0.02911068, -0.008341751, -0.05013785, 0.1548044, 0.0363095,
    0.04594234, 0.0691523, -0.006687197, -0.01493808, 0.01468931, 0.006022253, -0.006048735,
    -0.01985358, -0.0009103632, 0.02412747, -0.04155844, 0.02776663, -0.02531279, -0.002694099,
    0.009358566, -0.01735492, 0.01599768, 0.02048317, 0.001323931, 0.02175897, 0.04464025,
    -0.08998784, 0.05082711, -0.3292876, -0.02835844, 0.02650069, 0.1023428, -0.04036022,
    -0.01305531, -0.01343807, 0.006633862, 0.02035455, 0.02539899, 0.09526312, 0.03332878,
    -0.2012771, -0.06189218, 0.001754149, 0.06190714, 0.02338941, 0.02188114, 0.004633421,
    0.01252584, 0.005942936, 0.009087088, -0.04647833, 0.06035187, -0.05045021, 0.09241718,
    0.02754264, 0.02695107,
  ], shape: [2, 3, 12])
private let dStartHidden: Tensor = [
  [-0.164428, 0.3159046, 0.1829163], [0.08681281, -0.3617027, -0.119106],
]
private let dStartCell: Tensor = [
  [-0.02382619, -0.01483797, 0.332512], [-0.04190029, 0.05239501, -0.3652753],
]
private let dW: Tensor = [
  [0.04545947, 0.0008284485], [-0.01347755, -0.04810526], [-0.002554485, -0.04339546],
  [-0.004093973, -0.00855668], [-0.01498742, -0.0533959], [-0.04709233, -0.02944067],
  [-0.003205501, 0.1473076], [-0.06185516, -0.2029229], [0.2152548, 0.4100489],
  [0.07747939, -0.06028338], [-0.0216603, -0.1115017], [-0.09996028, -0.1093866],
]
private let dU: Tensor = [
  [-0.0172635, -0.01089807, 0.006594046], [-0.007818269, 0.01014352, -0.006398143],
  [0.005854991, 0.006785897, -0.003486128], [-0.00746888, -0.002402174, -0.002367763],
  [-0.002066247, 0.003001906, -0.01008841], [0.0004607444, -0.02676675, 0.0005326085],
  [0.03994194, 0.07782238, -0.01613195], [-0.05833158, 0.01917049, -0.03850385],
  [-0.1469799, -0.0157972, 0.06330548], [-0.04056794, 0.01333792, -0.007103646],
  [-0.01384123, 0.02985341, -0.02158213], [0.02043171, -0.01487521, -0.01440296],
]
private let dBias: Tensor = [
  -0.021661, 0.04608281, 0.003377942, 0.02810905, 0.0445857, 0.06753315, -0.0739317, 0.2494712,
  -0.2401035, 0.03752544, 0.09055749, 0.1412928,
]
private let dx = Tensor(
  [
    -0.1962689, -0.07640938, 0.09684126, 0.08534666, -0.05112523, -0.03759954, 0.3701515, 0.1743352,
    0.1723845, -0.07280944, 0.09788142, 0.1438837,
  ], shape: [2, 3, 2])
