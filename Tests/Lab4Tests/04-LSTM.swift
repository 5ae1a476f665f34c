// The visible tests of exercise 4.4: one step gate by gate, its backward, whole sequences.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct LSTMTests {
  @Test(.exercise("4.4", "LSTM", points: 8))
  func lstm() async {
    await checkStep()
    await checkForward()
    await checkStepBackward()
    await checkSumGradients()
    await checkBackward()
  }

  private func checkStep() async {
    await check("the inputs' part of all steps: x·Wᵀ + b + c") { sheet in
      sheet.call("LSTM.inputSums(x)", on: ["x": x, "W": weightW, "b": biasB, "c": biasC])
      sheet["sums"] = layer().inputSums(x)
    } equals: {
      ["sums": .tensor(sums)]
    }
    await check("one step: the gates, the cell, the output", weight: 2) { sheet in
      let first = sums.slice(0..<1, along: 1).reshaped(to: [2, 16])
      sheet.call(
        "LSTM.step(sums, from: state)", on: ["sums": first, "h": startHidden, "c": startCell])
      let step = layer().step(first, from: LSTMState(hidden: startHidden, cell: startCell))
      sheet["i"] = step.inputGate
      sheet["f"] = step.forgetGate
      sheet["g"] = step.candidate
      sheet["o"] = step.outputGate
      sheet["c'"] = step.cell
      sheet["tanh(c')"] = step.squashedCell
      sheet["h'"] = step.hidden
    } equals: {
      [
        "i": .tensor(inputGate), "f": .tensor(forgetGate), "g": .tensor(candidate),
        "o": .tensor(outputGate), "c'": .tensor(cell), "tanh(c')": .tensor(squashed),
        "h'": .tensor(hidden),
      ]
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
        "y": .tensor(y), "last h": .tensor(y.slice(2..<3, along: 1).reshaped(to: [2, 4])),
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

  private func checkStepBackward() async {
    await check("one step backwards: dz, then what the step before gets", weight: 2) { sheet in
      let dh = dy.slice(0..<1, along: 1).reshaped(to: [2, 4])
      let dc = dy.slice(1..<2, along: 1).reshaped(to: [2, 4])
      sheet.call("LSTM.stepBackward(dh, dc, of: step, from: c)", on: ["dh": dh, "dc": dc])
      let step = LSTMStep(
        inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
        cell: cell, squashedCell: squashed, hidden: hidden)
      let back = layer().stepBackward(dh, dc, of: step, from: startCell)
      for (block, name) in ["i", "f", "g", "o"].enumerated() {
        sheet["dz of \(name)"] = back.sums.slice(4 * block..<4 * block + 4, along: 1)
      }
      sheet["dc before"] = back.cell
      sheet["dh before"] = back.hidden
    } equals: {
      [
        "dz of i": .tensor(stepSums.slice(0..<4, along: 1)),
        "dz of f": .tensor(stepSums.slice(4..<8, along: 1)),
        "dz of g": .tensor(stepSums.slice(8..<12, along: 1)),
        "dz of o": .tensor(stepSums.slice(12..<16, along: 1)),
        "dc before": .tensor(stepCell), "dh before": .tensor(stepHidden),
      ]
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

// Two sequences of three steps with three numbers; four numbers an output.
private let x = Tensor(
  [
    0.428, 0.845, -0.885, -0.283, 0.58, -0.772, 0.334, -0.779, -0.11, 0.131, -0.197, 0.711, 0.831,
    -0.987, -0.412, -0.957, -0.575, -0.723,
  ], shape: [2, 3, 3])
private let weightW: Tensor = [
  [0.21, -0.22, -0.398], [-0.006, 0.617, -0.114], [-0.23, -0.501, 0.227], [-0.106, 0.503, -0.065],
  [-0.676, 0.335, 0.925], [0.087, -0.892, -0.313], [0.659, 0.414, -0.089],
  [-0.783, -0.067, -0.122],
  [0.669, 0.994, -0.051], [-0.852, 0.289, -0.392], [0.415, -0.035, 0.074], [0.627, -0.35, 0.949],
  [0.858, -0.685, -0.833], [0.619, -0.986, -0.339], [-0.857, 0.923, -0.013],
  [0.224, -0.324, -0.955],
]
private let weightU: Tensor = [
  [0.253, -0.407, -0.495, 0.822], [0.854, 0.851, -0.64, 0.115], [0.827, -0.718, -0.195, -0.135],
  [-0.474, -0.688, -0.882, 0.678], [-0.829, 0.805, 0.815, 0.955], [-0.999, 0.764, -0.21, -0.141],
  [-0.726, 0.037, 0.376, 0.29], [0.399, -0.331, 0.857, 0.779], [0.97, 0.06, -0.524, -0.298],
  [0.991, 0.586, -0.549, -0.281], [-0.928, -0.16, -0.958, 0.859], [0.881, -0.848, -0.796, -0.867],
  [0.621, 0.53, -0.157, 0.102], [-0.169, 0.702, 0.22, -0.703], [0.271, -0.608, -0.472, -0.102],
  [0.197, 0.502, 0.172, 0.578],
]
private let biasB: Tensor = [
  0.297, -0.594, -0.593, -0.351, -0.909, -0.184, 0.949, 0.731, -0.573, 0.669, -0.893, -0.204,
  -0.272, 0.29, -0.689, -0.731,
]
private let biasC: Tensor = [
  0.341, -0.781, -0.69, 0.476, -0.671, 0.781, 0.538, -0.652, 0.027, 0.056, 0.409, -0.273, -0.07,
  -0.733, -0.496, -0.139,
]
private let startHidden: Tensor = [[0.472, 0.658, -0.983, 0.958], [0.04, -0.324, -0.693, -0.804]]
private let startCell: Tensor = [[0.515, 0.471, 0.92, -0.215], [0.277, 0.641, 0.896, -0.188]]
private let dy = Tensor(
  [
    -0.637, 0.528, 0.43, 0.169, -0.391, -0.093, -0.021, -0.373, 0.07, -0.404, -0.703, 0.417, 0.296,
    0.765, -0.656, -0.899, 0.917, -0.121, -0.496, 0.456, 0.908, -0.51, -0.256, 0.057,
  ], shape: [2, 3, 4])
private let sums = Tensor(
  [
    0.89421, -0.755313, -2.00568, 0.562192, -2.404878, 0.157501, 2.197647, -0.204769, 0.625397,
    0.951469, -0.401445, -1.344259, 0.183604, -0.711223, -0.760356, -0.202733, 0.758226, -0.927434,
    -1.683734, 0.496918, -1.908492, 0.296655, 1.609331, 0.355913, -0.119435, 1.43636, -0.678873,
    -1.590069, -0.339038, -0.928349, -0.397093, -0.384052, 0.9233, -1.845107, -0.994511, -0.295091,
    -2.168499, 1.355356, 1.39439, -0.116909, -1.09127, 0.258421, -0.326265, -0.099322, 0.569817,
    0.56913, -2.188825, -0.437738, 0.425872, -1.578389, -1.053036, -0.034192, -1.076876, 0.561578,
    1.428492, -0.097116, -0.69044, 0.277743, -0.370126, 0.348826, -0.68692, -0.408698, -1.488341,
    -1.455833, 1.193626, -1.941997, -1.073167, -0.432767, -2.853501, 1.678657, 1.662679, -0.45528,
    -0.950127, -0.106751, -0.135078, -0.001501, 1.390289, 1.184239, -2.802812, 0.029392, 0.851284,
    -1.641611, -0.938936, -0.015788, -1.794468, 1.25294, 0.682634, 0.955062, -1.72091, 1.657605,
    -0.914532, -1.561916, -0.166972, -0.223336, -0.886177, -0.207603,
  ], shape: [2, 3, 16])
private let inputGate: Tensor = [
  [0.8828687, 0.7205161, 0.1165592, 0.802547], [0.5621782, 0.1871109, 0.3673391, 0.5586966],
]
private let forgetGate: Tensor = [
  [0.1040763, 0.5646454, 0.8566245, 0.4181462], [0.06276885, 0.6301769, 0.7096605, 0.2325213],
]
private let candidate: Tensor = [
  [0.8746009, 0.9689775, 0.6750127, -0.9111964], [-0.06824973, 0.6254455, -0.3645714, 0.9568761],
]
private let outputGate: Tensor = [
  [0.7460212, 0.2281461, 0.3393375, 0.6468485], [0.3085287, 0.4427142, 0.294962, 0.1002447],
]
private let cell: Tensor = [
  [0.8257571, 0.9641118, 0.8667735, -0.8211794], [-0.02098154, 0.5209711, 0.5019345, 0.4908895],
]
private let squashed: Tensor = [
  [0.6781912, 0.7461054, 0.6997311, -0.6757113], [-0.02097846, 0.4784492, 0.4636372, 0.4549221],
]
private let hidden: Tensor = [
  [0.505945, 0.170221, 0.237445, -0.4370828], [-0.006472457, 0.2118162, 0.1367554, 0.04560351],
]
private let y = Tensor(
  [
    0.505945, 0.170221, 0.237445, -0.4370828, 0.1368811, 0.2491129, 0.1748753, -0.2674875,
    -0.2806034, 0.4508991, 0.01630403, -0.1493839, -0.006472457, 0.2118162, 0.1367554, 0.04560351,
    -0.4248834, 0.3255468, 0.01683078, 0.04909568, -0.2847727, 0.2421552, 0.04202998, -0.1903554,
  ], shape: [2, 3, 4])
private let lastCell: Tensor = [
  [-0.4422934, 0.7343771, 0.1910007, -0.3936862], [-0.7798125, 0.5144166, 0.1853828, -0.4236707],
]
private let yFromZeros = Tensor(
  [
    0.2044761, 0.07652661, -0.01439317, -0.2269501, 0.06256644, 0.1326993, -0.07146129, -0.2556308,
    -0.2902358, 0.2819819, -0.02679431, -0.09778663, -0.1161043, 0.01847718, -0.01682044,
    0.03088563, -0.4391023, 0.01174298, -0.004136805, 0.003983988, -0.2569953, 0.05224302,
    -0.04060866, -0.2051132,
  ], shape: [2, 3, 4])
private let stepSums: Tensor = [

  [
    -0.05857535, -0.007726259, 0.003716716, 0.04528098, -0.0311004, -0.004584531, 0.006041942,
    0.01640401, -0.1344111, -0.001742676, 0.00339277, -0.04271455, -0.08185407, 0.06937169,
    0.06745454, -0.02608624,
  ],
  [
    -0.01693774, 0.01333242, 0.05489462, 0.09071938, 0.01643061, 0.02093648, -0.1196117,
    -0.01290084, 0.5641951, 0.01596525, -0.2063665, 0.0181296, -0.001324754, 0.09030227,
    -0.06325003, -0.03688777,
  ],
]
private let stepHidden: Tensor = [
  [-0.2295861, -0.07249954, 0.07914909, -0.0319458],
  [0.7867314, 0.08895744, -0.2154547, -0.4343814],
]
private let stepCell: Tensor = [
  [-0.06740432, -0.02235789, 0.04580511, -0.1311287],
  [0.06328885, 0.08831848, -0.4597901, 0.08941158],
]
private let dz = Tensor(
  [
    -0.02632178, -0.00866305, 0.002745082, -0.009778167, -0.01397547, -0.005140395, 0.004462441,
    -0.003542352, -0.0603998, -0.001953972, 0.002505823, 0.009223961, -0.08869108, 0.05812955,
    0.0815109, -0.03739822, -0.01414904, -0.04131608, 0.009973394, 0.005719471, -0.009815428,
    -0.04441205, -0.01004746, 0.005871984, -0.0796391, -0.004492507, -0.001426711, -0.004357974,
    -0.02436316, -0.0328384, -0.006565012, 0.06880396, -0.006734267, -0.01135268, 0.007972605,
    -0.002888511, 0.0009996952, -0.02287603, -0.004724159, -0.02873851, 0.01113672, -0.02187805,
    -0.007449528, 0.04191142, -0.006378458, -0.05089821, -0.01047148, -0.0374473, -0.00316354,
    -0.007043465, 0.01753208, 0.002702699, 0.003068822, -0.01106066, -0.03820123, -0.0003843399,
    0.1053774, -0.008434376, -0.06590872, 0.0005401143, -0.002129445, 0.07894929, -0.06475134,
    -0.04317549, -0.08212494, 0.003172126, 0.00259033, -0.01692665, -0.0008077796, -0.0221189,
    -0.003853979, 0.02767278, 0.1676965, -0.04753, -0.01249216, 0.07101777, -0.06681666, -0.0181326,
    -0.007258726, 0.008979712, -0.0499573, -0.02290706, 0.004120822, -0.00557475, -0.02440691,
    -0.009904969, -0.004103774, 0.0004507641, 0.008080052, -0.006525051, -0.007571565, 0.000473009,
    -0.1457406, -0.06032367, -0.008292361, -0.005686981,
  ], shape: [2, 3, 16])
private let dStartHidden: Tensor = [
  [-0.09998717, -0.09326649, 0.01978098, -0.1108584],
  [0.1572674, 0.05703591, 0.04336499, -0.1710179],
]
private let dStartCell: Tensor = [
  [-0.03028922, -0.02506873, 0.03383061, 0.02831649],
  [0.01182075, -0.0466583, -0.1468464, 0.002663737],
]
private let dW: Tensor = [
  [-0.0303619, 0.08520363, 0.1026639], [0.02782827, -0.01101163, 0.05105859],
  [0.001520915, -0.006486445, -0.002587106], [-0.01514538, 0.01668454, 0.01748192],
  [0.02021833, -0.004054284, 0.03999677], [-0.007622769, 0.01742346, 0.04976187],
  [-0.001104219, 0.01531255, -0.01827917], [0.009737789, -0.004696744, -0.01023731],
  [0.145834, -0.2968258, 0.1137007], [-0.04123005, 0.06511183, 0.0259072],
  [-0.01278093, 0.03676054, -0.03653687], [0.07781343, -0.0978553, -0.03862639],
  [0.05047475, 0.06606262, 0.2293865], [0.07017663, 0.1067529, 0.08672298],
  [0.02666845, 0.09791477, -0.1029693], [-0.04073676, 0.04038886, -0.04618576],
]
private let dU: Tensor = [
  [0.001126729, -0.05403964, 0.01145752, -0.02088502],
  [-0.01711603, -0.02006458, 0.00164956, 0.01747902],
  [0.006366615, 0.001699825, -0.0106622, -0.01763733],
  [0.0004693439, -0.01245588, 0.006183261, -0.01431331],
  [-0.000927573, -0.01972861, 0.008934134, -0.01306819],
  [-0.02411842, -0.02096698, -0.005019416, 0.02800408],
  [-0.003383317, 0.01027404, 0.01827889, 0.0402668],
  [-0.003020856, -0.002357653, 0.003909085, 0.003320191],
  [-0.0675807, -0.04651602, -0.0075465, -0.1027122],
  [-0.003447282, -0.01695964, -0.003736683, 0.01023715],
  [0.0001027502, 0.01579368, 0.03973421, 0.05706601],
  [0.007246669, 0.03078993, 0.006573063, 0.002358201],
  [0.007208362, -0.1250031, 0.07016823, -0.08110141],
  [0.03276158, -0.02907847, -0.1320464, 0.01639207],
  [0.03469848, 0.06665046, -0.03977481, 0.1350798],
  [0.01266439, -0.008185224, 0.07760391, -0.02104044],
]
private let dBias: Tensor = [
  -0.1824509, -0.08811021, 0.04493431, -0.02674591, -0.04493707, -0.115513, -0.05646816,
  0.001330323, 0.1522517, -0.09081396, -0.09234286, 0.1188083, -0.3341194, -0.02511403, -0.01582802,
  -0.04592432,
]
private let dx = Tensor(
  [
    -0.140622, 0.02301128, 0.1030537, -0.08703894, -0.05089364, -0.01538125, 0.02673405, 0.05710124,
    0.1236804, 0.1106818, -0.03370598, 0.02626532, 0.09005513, 0.2087967, 0.1670299, -0.1465643,
    0.1506635, 0.1540512,
  ], shape: [2, 3, 3])
