// More visible tests of exercise 4.4: one step gate by gate, and its backward.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

extension LSTMTests {
  @Test(.exercise("4.4", "LSTM", points: 8))
  func step() async {
    await check("one step: the gates, the cell, the output", weight: 2) { sheet in
      sheet.call(
        "LSTM.step(sums, from: state)", on: ["sums": sums, "h": startHidden, "c": startCell])
      let step = layer().step(sums, from: LSTMState(hidden: startHidden, cell: startCell))
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
    await check("one step backwards: dz, then what the step before gets", weight: 2) { sheet in
      sheet.call("LSTM.stepBackward(dh, dc, of: step, from: c)", on: ["dh": dh, "dc": dc])
      let step = LSTMStep(
        inputGate: inputGate, forgetGate: forgetGate, candidate: candidate, outputGate: outputGate,
        cell: cell, squashedCell: squashed, hidden: hidden)
      let back = layer().stepBackward(dh, dc, of: step, from: startCell)
      for (block, name) in ["i", "f", "g", "o"].enumerated() {
        sheet["dz of \(name)"] = back.sums.slice(3 * block..<3 * block + 3, along: 1)
      }
      sheet["dc before"] = back.cell
      sheet["dh before"] = back.hidden
    } equals: {
      [
        "dz of i": .tensor(stepSums.slice(0..<3, along: 1)),
        "dz of f": .tensor(stepSums.slice(3..<6, along: 1)),
        "dz of g": .tensor(stepSums.slice(6..<9, along: 1)),
        "dz of o": .tensor(stepSums.slice(9..<12, along: 1)),
        "dc before": .tensor(stepCell), "dh before": .tensor(stepHidden),
      ]
    }
  }
}

private func layer() -> LSTM {
  LSTM(
    inputWeight: Tensor(zeros: [12, 1]), hiddenWeight: weightU, inputBias: Tensor(zeros: [12]),
    hiddenBias: Tensor(zeros: [12]))
}

// Two sequences, three numbers an output.
private let weightU: Tensor = [
  [-0.89, 0.91, -0.09], [-0.36, -0.24, -0.23], [0.78, -0.96, 0.19], [0.42, -0.29, 0.66],
  [0.62, 0.61, -0.41], [0.47, 0.11, 0.33], [0.99, -0.6, -0.53], [-0.97, -0.73, 0.55],
  [-0.49, 0.93, 0.54], [-0.29, 0.21, 0.66], [-0.5, 0.7, -0.87], [0.08, -0.62, 0.16],
]
private let sums: Tensor = [
  [
    0.2763, -1.1818, 1.0992, -1.1142, -0.6095, 1.8167, -1.3873, -0.104, -0.0724, 0.6644, 1.5055,
    -0.192,
  ],
  [
    0.6577, 0.0978, 0.4068, -1.5818, 0.2345, 1.3543, 0.0683, -0.091, 0.3404, -0.6174, 0.1895,
    -1.073,
  ],
]
private let startHidden: Tensor = [[-0.56, -0.81, 0.24], [-0.08, -0.73, 0.12]]
private let startCell: Tensor = [[-0.36, 1.04, -0.04], [-0.04, 0.72, -0.56]]
private let dh: Tensor = [[0.12, -0.42, 0.54], [-0.99, 0.53, -0.66]]
private let dc: Tensor = [[-0.51, 0.7, 0.29], [0.8, 0.1, -0.85]]
private let inputGate: Tensor = [
  [0.5039999, 0.3013242, 0.8154169], [0.5134468, 0.5681237, 0.7442164],
]
private let forgetGate: Tensor = [
  [0.2776597, 0.1752018, 0.8239875], [0.2100706, 0.4232124, 0.7817681],
]
private let candidate: Tensor = [
  [-0.9190536, 0.8218529, -0.3983616], [0.3482932, 0.5266514, -0.2302941],
]
private let outputGate: Tensor = [
  [0.6931952, 0.7329614, 0.5753712], [0.3388776, 0.4047047, 0.3526069],
]
private let cell: Tensor = [
  [-0.5631604, 0.4298541, -0.3577903], [0.1704272, 0.6039161, -0.6091788],
]
private let squashed: Tensor = [
  [-0.5103186, 0.4051994, -0.3432662], [0.1687961, 0.5398303, -0.5435488],
]
private let hidden: Tensor = [
  [-0.3537504, 0.2969955, -0.1975055], [0.05720122, 0.2184719, -0.191659],
]
private let stepSums: Tensor = [
  [
    0.1030376, 0.07659728, -0.03382186, 0.03238172, 0.06653179, -0.003272448, -0.03511219,
    0.04329478, 0.3869753, -0.01302388, -0.03330989, -0.04528792,
  ],
  [
    0.04124898, 0.03256138, 0.04445058, -0.003146704, 0.04428779, 0.09687392, 0.2138821, 0.1034525,
    -0.7145879, -0.03743883, 0.06892929, 0.08189197,
  ],
]
private let stepHidden: Tensor = [
  [-0.3419136, 0.4900593, 0.2242231], [0.5023917, -0.8531675, -0.5049338],
]
private let stepCell: Tensor = [
  [-0.1245247, 0.07756186, 0.4648032], [0.09958815, 0.1066438, -0.792685],
]
