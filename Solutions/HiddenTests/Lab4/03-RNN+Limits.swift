// More hidden tests of 4.3: empty sequences, and a gradient over many steps.

import Grading
import Lab4
import Shared
import Testing

extension RNNTests {
  @Test(.exercise("4.3", "Recurrent network", points: 8))
  func limits() async {
    await check("no steps and no sequences give empty outputs and no gradients") { sheet in
      sheet.call("forward([3, 0, 2]), backward([3, 0, 2]); forward([0, 4, 2])")
      var (model, context) = (
        RNN(
          inputWeight: [[1, 2], [3, 4]], hiddenWeight: [[1, 2], [3, 4]], inputBias: [1, 2],
          hiddenBias: [3, 4]), Context(.training)
      )
      model.initialState = start
      sheet["y of no steps"] = model.forward(Tensor(zeros: [3, 0, 2]), &context)
      sheet["state"] = model.state
      sheet["dx of no steps"] = model.backward(Tensor(zeros: [3, 0, 2]))
      sheet["dU"] = model.hiddenWeight.gradient
      model.initialState = nil
      sheet["y of no sequences"] = model.forward(Tensor(zeros: [0, 4, 2]), &context)
    } equals: {
      [
        "y of no steps": .tensor(Tensor(zeros: [3, 0, 2])), "state": .tensor(start),
        "dx of no steps": .tensor(Tensor(zeros: [3, 0, 2])), "dU": .tensor(Tensor(zeros: [2, 2])),
        "y of no sequences": .tensor(Tensor(zeros: [0, 4, 2])),
      ]
    }
    await check("over 300 steps with small weights the gradient fades to nothing") { sheet in
      sheet.call("h' = tanh(0.5·h + x), 300 steps of 0.1; dy is 1 at the last step alone")
      var (model, context) = (
        RNN(inputWeight: [[1]], hiddenWeight: [[0.5]], inputBias: [0], hiddenBias: [0]),
        Context(.training)
      )
      let y = model.forward(Tensor(repeating: 0.1, shape: [1, 300, 1]), &context)
      sheet["y[299]"] = y[0, 299, 0]
      var late = Tensor(zeros: [1, 300, 1])
      late[0, 299, 0] = 1
      let result = model.backward(late)
      sheet["dx[299]"] = result[0, 299, 0]
      sheet["dx[298]"] = result[0, 298, 0]
      sheet["dx[0]"] = result[0, 0, 0]
    } equals: {
      ["y[299]": 0.194945148, "dx[299]": 0.961996389, "dx[298]": 0.462718526, "dx[0]": 0]
    }
  }
}

private let start: Tensor = [[0.5, -1], [0.25, 2], [-0.75, 0]]
