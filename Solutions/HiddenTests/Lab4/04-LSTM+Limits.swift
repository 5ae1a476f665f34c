// More hidden tests of 4.4: gates at their ends, and empty sequences, and a gradient over many steps.

import Grading
import Lab4
import Shared
import Testing

extension LSTMTests {
  @Test(.exercise("4.4", "LSTM", points: 8))
  func limits() async {
    await check("no steps and no sequences give empty outputs and no gradients") { sheet in
      sheet.call("forward([3, 0, 2]), backward([3, 0, 2]); forward([0, 4, 2])")
      var (model, context) = (
        LSTM(
          inputWeight: Tensor(ones: [8, 2]), hiddenWeight: Tensor(ones: [8, 2]),
          inputBias: Tensor(ones: [8]), hiddenBias: Tensor(ones: [8])), Context(.training)
      )
      model.initialState = LSTMState(hidden: 0.5 * startCell, cell: startCell)
      sheet["y of no steps"] = model.forward(Tensor(zeros: [3, 0, 2]), &context)
      sheet["state"] = model.state.cell
      sheet["dx of no steps"] = model.backward(Tensor(zeros: [3, 0, 2]))
      sheet["dU"] = model.hiddenWeight.gradient
      model.initialState = nil
      sheet["y of no sequences"] = model.forward(Tensor(zeros: [0, 4, 2]), &context)
    } equals: {
      [
        "y of no steps": .tensor(Tensor(zeros: [3, 0, 2])), "state": .tensor(startCell),
        "dx of no steps": .tensor(Tensor(zeros: [3, 0, 2])),
        "dU": .tensor(Tensor(zeros: [8, 2])),
        "y of no sequences": .tensor(Tensor(zeros: [0, 4, 2])),
      ]
    }
    await check("gates fully open or shut: the cell keeps, forgets, writes, hides") { sheet in
      sheet.call("LSTM.step with sums of ±100 from c = 2, weights 0")
      let model = LSTM(
        inputWeight: Tensor(zeros: [4, 1]), hiddenWeight: Tensor(zeros: [4, 1]),
        inputBias: Tensor(zeros: [4]), hiddenBias: Tensor(zeros: [4]))
      let state = LSTMState(hidden: [[0]], cell: [[2]])
      for (name, sums) in cases {
        let step = model.step(sums, from: state)
        sheet["c', \(name)"] = step.cell
        sheet["h', \(name)"] = step.hidden
      }
    } equals: {
      [
        "c', keep": [[2]], "h', keep": [[0.9640276]], "c', forget": [[0]], "h', forget": [[0]],
        "c', add": [[3]], "h', add": [[0.9950548]], "c', replace and hide": [[-1]],
        "h', replace and hide": [[0]],
      ]
    }
    await check("with open forget gates a gradient crosses 200 steps") { sheet in
      sheet.call("one unit, forget gate at σ(100), 200 steps of 0; dy is 1 at the last step alone")
      var (model, context) = (
        LSTM(
          inputWeight: [[0], [0], [1], [0]], hiddenWeight: Tensor(zeros: [4, 1]),
          inputBias: [0, 100, 0, 0], hiddenBias: Tensor(zeros: [4])), Context(.training)
      )
      _ = model.forward(Tensor(zeros: [1, 200, 1]), &context)
      var late = Tensor(zeros: [1, 200, 1])
      late[0, 199, 0] = 1
      let result = model.backward(late)
      sheet["dx[199]"] = result[0, 199, 0]
      sheet["dx[0]"] = result[0, 0, 0]
    } equals: {
      ["dx[199]": 0.25, "dx[0]": 0.25]
    }
  }
}

/// Sums of one unit's blocks i, f, g, o.
private let cases: [(String, Tensor)] = [
  ("keep", [[-100, 100, 100, 100]]), ("forget", [[-100, -100, 100, 100]]),
  ("add", [[100, 100, 100, 100]]), ("replace and hide", [[100, -100, -100, -100]]),
]

private let startCell: Tensor = [[0.5, -1], [0.25, 2], [-0.75, 0]]
