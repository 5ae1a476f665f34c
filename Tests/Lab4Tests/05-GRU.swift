// The visible tests of exercise 4.5: a GRU step by step, over a sequence, and backwards.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct GRUTests {
  @Test(.exercise("4.5", "GRU", points: 5))
  func gru() async {
    await checkStep()
    await checkForward()
    await checkStepBackward()
    await checkBackward()
  }

  private func checkStep() async {
    await check("what the inputs contribute is x·Wᵀ + b, for all steps at once", weight: 0.5) {
      sheet in
      sheet.call("GRU.inputSums(x)", on: ["x": x, "W": w, "b": b])
      sheet["a"] = layer().inputSums(x)
    } equals: {
      [
        "a": [
          [
            [0.9, -1.15, 0.45, -0.95, 0.85, -0.05], [0.4, -0.32, 1.2, -0.13, 1.1, 0.94],
            [-0.66, 0.65, -0.03, 1.27, -1.19, 0.67],
          ],
          [
            [-0.6, 0.64, 0.2, 1.21, -0.9, 0.82], [1, -1.26, 0.5, -1.09, 1, -0.08],
            [0.38, -0.34, 1.04, -0.12, 0.92, 0.82],
          ],
        ]
      ]
    }
    await check("one step: gates, candidate and next state", weight: 2) { sheet in
      sheet.call("GRU.step(a, from: h)", on: ["a": firstSums, "h": start, "U": u, "c": c])
      let step = layer().step(firstSums, from: start)
      sheet["reset gate r"] = step.resetGate
      sheet["update gate z"] = step.updateGate
      sheet["state's sums s[n]"] = step.stateSums
      sheet["candidate n"] = step.candidate
      sheet["next state h'"] = step.hidden
    } equals: {
      [
        "reset gate r": [[0.64565631, 0.2042403], [0.24601128, 0.80533842]],
        "update gate z": [[0.7558389, 0.17946152], [0.34073961, 0.7251195]],
        "state's sums s[n]": [[0.13, -0.61], [1.34, -0.94]],
        "candidate n": [[0.7324234, -0.17283412], [-0.51561251, 0.062898743]],
        "next state h'": [[0.40558097, -0.23154781], [-0.6125146, 0.45236134]],
      ]
    }
  }

  private func checkForward() async {
    await check("forward hands the state from step to step, from zeros", weight: 1.5) { sheet in
      var (layer, context) = (layer(), Context(.training))
      sheet.call("GRU.forward(x)", on: ["x": x])
      sheet["y"] = layer.forward(x, &context)
      sheet["state"] = layer.state
    } equals: {
      [
        "y": [
          [[0.30190278, -0.169922], [0.39030839, 0.34437839], [-0.19934149, 0.39168852]],
          [[-0.2716775, 0.11722519], [0.21641699, -0.21171489], [0.32549467, 0.26762226]],
        ],
        "state": [[-0.19934149, 0.39168852], [0.32549467, 0.26762226]],
      ]
    }
    await check("a sequence in two parts, with the state carried over, is the whole one") { sheet in
      var (layer, context) = (layer(), Context(.inference))
      layer.initialState = start
      sheet.call("forward(x[0 ..< 1]), initialState = state, forward(x[1 ..< 3])", on: ["x": x])
      let first = layer.forward(x.slice(0..<1, along: 1), &context)
      layer.initialState = layer.state
      let second = layer.forward(x.slice(1..<3, along: 1), &context)
      sheet["y"] = Tensor(concatenating: [first, second], along: 1)
    } equals: {
      [
        "y": [
          [[0.40558097, -0.23154781], [0.46769781, 0.33555059], [-0.14687912, 0.39276643]],
          [[-0.6125146, 0.45236134], [0.21266561, -0.19897329], [0.32381332, 0.27146334]],
        ]
      ]
    }
  }

  private func checkStepBackward() async {
    await check("one step backwards: da, ds and what is handed on", weight: 2) { sheet in
      sheet.call("GRU.stepBackward(dh, of: step, from: h)", on: ["dh": dh, "h": start])
      let back = layer().stepBackward(dh, of: firstStep, from: start)
      sheet["da"] = back.inputs
      sheet["ds"] = back.states
      sheet["dh handed back"] = back.previous
    } equals: {
      [
        "da": [
          [0.0033662635, 0.039459482, -0.079802207, 0.024088419, 0.11318233, -0.39801383],
          [0.048119681, -0.028242745, -0.025553482, 0.074938971, 0.19359675, 0.1916551],
        ],
        "ds": [
          [0.0033662635, 0.039459482, -0.079802207, 0.024088419, 0.073076888, -0.081290465],
          [0.048119681, -0.028242745, -0.025553482, 0.074938971, 0.047626986, 0.15434722],
        ],
        "dh handed back": [[0.57335608, -0.013651965], [0.23877953, 0.63936701]],
      ]
    }
  }

  private func checkBackward() async {
    await check("backpropagation through time", weight: 3) { sheet in
      var (layer, context) = (layer(), Context(.training))
      sheet.call("GRU: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      let sums = layer.sumGradients(dy)
      sheet["da"] = sums.inputs
      sheet["ds"] = sums.states
      sheet["dh at the start"] = layer.initialStateGradient
      sheet["dx"] = layer.backward(dy)
      sheet["dW"] = layer.inputWeight.gradient
      sheet["dU"] = layer.hiddenWeight.gradient
      sheet["db"] = layer.inputBias.gradient
      sheet["dc"] = layer.hiddenBias.gradient
    } equals: {
      [
        "y": [
          [[0.30190278, -0.169922], [0.39030839, 0.34437839], [-0.19934149, 0.39168852]],
          [[-0.2716775, 0.11722519], [0.21641699, -0.21171489], [0.32549467, 0.26762226]],
        ],
        "da": [
          [
            [0.017024395, -0.020340311, -0.24406214, 0.0077818401, 0.14882489, 0.16856865],
            [0.0000686865, -0.087507004, -0.0021095034, -0.3949973, 0.0014281901, 0.80716219],
            [-0.0050581643, -0.0063629749, -0.17943167, -0.052525351, -0.10353099, 0.28174194],
          ],
          [
            [0.0062764247, -0.021010371, 0.03781177, -0.051240515, 0.061084334, 0.16626478],
            [-0.0076914475, -0.03489607, 0.16534116, 0.018631846, -0.043768479, 0.22607479],
            [0.0043246545, 0.011868989, -0.079354091, 0.034342821, 0.066059926, -0.091589904],
          ],
        ],
        "ds": [
          [
            [0.017024395, -0.020340311, -0.24406214, 0.0077818401, 0.09608973, 0.047011239],
            [0.0000686865, -0.087507004, -0.0021095034, -0.3949973, 0.00078525854, 0.34362692],
            [-0.0050581643, -0.0063629749, -0.17943167, -0.052525351, -0.035241482, 0.20668799],
          ],
          [
            [0.0062764247, -0.021010371, 0.03781177, -0.051240515, 0.017656457, 0.11613017],
            [-0.0076914475, -0.03489607, 0.16534116, 0.018631846, -0.028252673, 0.064255778],
            [0.0043246545, 0.011868989, -0.079354091, 0.034342821, 0.035086618, -0.038273555],
          ],
        ],
        "dh at the start": [[0.62646241, 0.27775166], [0.2410955, 0.43513825]],
        "dx": [
          [[0.052455409, -0.026684422], [0.46602124, 0.05775975], [-0.12881537, 0.12524293]],
          [[0.17797438, 0.016196875], [0.13349224, 0.17968717], [-0.029361162, -0.059439793]],
        ],
        "dW": [
          [0.0093345523, -0.0060760151], [-0.11138898, 0.01084797], [0.0057655922, -0.063831548],
          [-0.36731996, -0.22804424], [0.16396307, -0.11488801], [0.83320866, 0.1816116],
        ],
        "dU": [
          [0.0010720146, -0.0035708189], [-0.016853003, 0.0060745536], [-0.1327636, -0.025251347],
          [-0.13738135, 0.043943369], [0.0017509815, -0.023010122], [0.15867408, 0.028424583],
        ],
        "db": [0.014944549, -0.15824774, -0.30180447, -0.43800666, 0.13009787, 1.5582225],
        "dc": [0.014944549, -0.15824774, -0.30180447, -0.43800666, 0.086123909, 0.73943854],
      ]
    }
  }
}

private let x: Tensor = [
  [[0.5, -1], [1.2, 0.3], [-0.7, 0.8]], [[-0.4, 0.9], [0.6, -1.1], [1, 0.2]],
]
private let w: Tensor = [
  [0.4, -0.6], [-0.3, 0.8], [0.7, 0.2], [-0.5, 0.9], [1.1, -0.4], [0.3, 0.6],
]
private let u: Tensor = [
  [0.5, 0.3], [-0.2, 0.7], [0.6, -0.8], [0.1, 0.4], [-0.9, 0.2], [0.8, 0.5],
]
private let b: Tensor = [0.1, -0.2, 0.3, 0.2, -0.1, 0.4]
private let c: Tensor = [-0.3, 0.2, 0.1, -0.4, 0.5, -0.6]
private let start: Tensor = [[0.3, -0.5], [-0.8, 0.6]]
private let dy: Tensor = [
  [[1, -0.5], [0.25, 0.8], [-0.6, 1.5]], [[0.4, 0.7], [-1.2, 0.3], [0.9, -0.2]],
]
private let dh: Tensor = [[1, -0.5], [0.4, 0.7]]

/// What the inputs contribute at the first step, and what that step computes from `start`.
private let firstSums: Tensor = [
  [0.9, -1.15, 0.45, -0.95, 0.85, -0.05], [-0.6, 0.64, 0.2, 1.21, -0.9, 0.82],
]
private let firstStep = GRUStep(
  resetGate: [[0.64565631, 0.2042403], [0.24601128, 0.80533842]],
  updateGate: [[0.7558389, 0.17946152], [0.34073961, 0.7251195]],
  stateSums: [[0.13, -0.61], [1.34, -0.94]],
  candidate: [[0.7324234, -0.17283412], [-0.51561251, 0.062898743]],
  hidden: [[0.40558097, -0.23154781], [-0.6125146, 0.45236134]])

private func layer() -> GRU {
  GRU(inputWeight: w, hiddenWeight: u, inputBias: b, hiddenBias: c)
}
