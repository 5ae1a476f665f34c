// The hidden tests of 4.9: distant places, narrow widths, empty sequences, gradients that add up.
// The decimals are reference values computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct PositionsTests {
  @Test(.exercise("4.9", "Positions", points: 4))
  func positions() async {
    await checkWaves()
    await checkLearned()
  }

  private func checkWaves() async {
    await check("place 99,999 is as exact as place 1", weight: 2) { sheet in
      sheet.call(
        "sinusoidalPositions(count: 100_000, width: 6), its last row; (1001, 6), its last row")
      let far = sinusoidalPositions(count: 100_000, width: 6)
      sheet["shape"] = far.shape.description
      sheet["row 99,999"] = far.rows(99_999..<100_000)
      sheet["row 1000"] = sinusoidalPositions(count: 1001, width: 6).rows(1000..<1001)
    } equals: {
      [
        "shape": "[100000, 6]",
        "row 99,999": .tensor(
          [[0.8602483, -0.5098754, -0.987111, -0.1600368, 0.9708084, -0.2398563]], absolute: 1e-5,
          relative: 0),
        "row 1000": .tensor(
          [[0.8268795, 0.5623791, 0.6503169, -0.7596631, 0.8344632, -0.5510637]], absolute: 1e-5,
          relative: 0),
      ]
    }
    await check("no places, one place, width 1") { sheet in
      sheet.call("sinusoidalPositions of (0, 4), (1, 4), (3, 1)")
      sheet["none"] = sinusoidalPositions(count: 0, width: 4)
      sheet["one"] = sinusoidalPositions(count: 1, width: 4)
      sheet["width 1"] = sinusoidalPositions(count: 3, width: 1)
    } equals: {
      [
        "none": .tensor(Tensor([], shape: [0, 4])), "one": [[0, 1, 0, 1]],
        "width 1": [[0], [0.841471], [0.9092974]],
      ]
    }
    await check("rows two apart have one product, wherever they are") { sheet in
      sheet.call("p[3]·p[5] and p[40]·p[42] of sinusoidalPositions(count: 43, width: 8)")
      let p = sinusoidalPositions(count: 43, width: 8)
      sheet["p[3]·p[5]"] = (p[row: 3] * p[row: 5]).sum()
      sheet["p[40]·p[42]"] = (p[row: 40] * p[row: 42]).sum()
    } equals: {
      ["p[3]·p[5]": 2.563718, "p[40]·p[42]": 2.563718]
    }
  }

  private func checkLearned() async {
    await check("gradients add up over two backwards, and one parameter is visited") { sheet in
      sheet.call(
        "LearnedPositions(weight): forward(x), backward(dy) twice", on: ["x": x, "dy": dy])
      var (layer, context) = (LearnedPositions(weight: weight), Context(.training))
      _ = layer.forward(x, &context)
      _ = layer.backward(dy)
      _ = layer.backward(dy)
      sheet["2·dW"] = layer.weight.gradient
      sheet["parameters"] = layer.parameterCount
      sheet["weight"] = layer.weight.value
    } equals: {
      [
        "2·dW": [[1.56, 0.52], [-2.08, -1.04], [-4.74, -0.04], [0, 0]], "parameters": 8,
        "weight": [[0.61, 0.02], [0.37, -0.25], [-0.29, -0.89], [0.87, 0.14]],
      ]
    }
    await check("sequences of length 0 and 1") { sheet in
      sheet.call(
        "LearnedPositions(weight): forward and backward of [2, 0, 2], forward of [1, 1, 2] from 3")
      var (layer, context) = (LearnedPositions(weight: weight), Context(.training))
      let empty = Tensor(zeros: [2, 0, 2])
      sheet["y of none"] = layer.forward(empty, &context)
      sheet["dx of none"] = layer.backward(empty)
      sheet["dW of none"] = layer.weight.gradient
      sheet["y of the last place"] = layer.added(to: Tensor(zeros: [1, 1, 2]), from: 3)
    } equals: {
      [
        "y of none": .tensor(Tensor([], shape: [2, 0, 2])),
        "dx of none": .tensor(Tensor([], shape: [2, 0, 2])),
        "dW of none": [[0, 0], [0, 0], [0, 0], [0, 0]],
        "y of the last place": .tensor(Tensor([0.87, 0.14], shape: [1, 1, 2])),
      ]
    }
    await checkStops("a start that leads past the last vector is refused", saying: "2 ..< 5") {
      sheet in
      let layer = LearnedPositions(weight: weight)
      sheet["y"] = layer.added(to: x, from: 2)
    }
  }
}

private let x = Tensor(
  [0.25, -0.4, -0.27, -0.2, -0.32, 0.64, -0.53, 0.74, -0.08, 0.4, 0.33, 0.21], shape: [2, 3, 2])
private let weight: Tensor = [[0.61, 0.02], [0.37, -0.25], [-0.29, -0.89], [0.87, 0.14]]
private let dy = Tensor(
  [0.84, -0.28, -0.24, -0.19, -1.62, -0.77, -0.06, 0.54, -0.8, -0.33, -0.75, 0.75],
  shape: [2, 3, 2])
