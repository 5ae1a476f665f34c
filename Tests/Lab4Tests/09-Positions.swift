// Tests of 4.9: sines and cosines, learned vectors, and the gradients of the latter.
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
    await check("even columns are sines, odd ones cosines of the same angle", weight: 2) { sheet in
      sheet.call("sinusoidalPositions(count: 6, width: 8)")
      sheet["positions"] = sinusoidalPositions(count: 6, width: 8)
    } equals: {
      [
        "positions": [
          [0, 1, 0, 1, 0, 1, 0, 1],
          [
            0.841471, 0.5403023, 0.09983342, 0.9950042, 0.009999833, 0.99995, 0.0009999998,
            0.9999995,
          ],
          [0.9092974, -0.4161468, 0.1986693, 0.9800666, 0.01999867, 0.9998, 0.001999999, 0.999998],
          [0.14112, -0.9899925, 0.2955202, 0.9553365, 0.0299955, 0.99955, 0.002999995, 0.9999955],
          [
            -0.7568025, -0.6536436, 0.3894183, 0.921061, 0.03998933, 0.9992001, 0.003999989,
            0.999992,
          ],
          [
            -0.9589243, 0.2836622, 0.4794255, 0.8775826, 0.04997917, 0.9987503, 0.004999979,
            0.9999875,
          ],
        ]
      ]
    }
    await check("the last column of an odd width is a sine") { sheet in
      sheet.call("sinusoidalPositions(count: 3, width: 5)")
      sheet["positions"] = sinusoidalPositions(count: 3, width: 5)
    } equals: {
      [
        "positions": [
          [0, 1, 0, 1, 0], [0.841471, 0.5403023, 0.02511622, 0.9996845, 0.0006309573],
          [0.9092974, -0.4161468, 0.0502166, 0.9987384, 0.001261914],
        ]
      ]
    }
  }

  private func checkLearned() async {
    await check("each place gets its own vector, the same in every sequence") { sheet in
      sheet.call("LearnedPositions(weight).forward(x)", on: ["x": x, "weight": weight])
      var (layer, context) = (LearnedPositions(weight: weight), Context(.training))
      sheet["y"] = layer.forward(x, &context)
      sheet["y from place 1"] = layer.added(to: x, from: 1)
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [0.86, -0.38, 0.1, -0.45, -0.61, -0.25, 0.08, 0.76, 0.29, 0.15, 0.04, -0.68],
            shape: [2, 3, 2])),
        "y from place 1": .tensor(
          Tensor(
            [0.62, -0.65, -0.56, -1.09, 0.55, 0.78, -0.16, 0.49, -0.37, -0.49, 1.2, 0.35],
            shape: [2, 3, 2])),
      ]
    }
    await check("dW sums over the sequences, and leaves places beyond T at 0", weight: 2) { sheet in
      sheet.call("LearnedPositions(weight): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      var (layer, context) = (LearnedPositions(weight: weight), Context(.training))
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      sheet["dW"] = layer.weight.gradient
    } equals: {
      [
        "dx": .tensor(
          Tensor(
            [0.84, -0.28, -0.24, -0.19, -1.62, -0.77, -0.06, 0.54, -0.8, -0.33, -0.75, 0.75],
            shape: [2, 3, 2])), "dW": [[0.78, 0.26], [-1.04, -0.52], [-2.37, -0.02], [0, 0]],
      ]
    }
    await checkStops("more places than vectors are refused", saying: "4") { sheet in
      let layer = LearnedPositions(weight: weight)
      sheet["y"] = layer.added(to: Tensor(ones: [1, 5, 2]))
    }
  }
}

private let x = Tensor(
  [0.25, -0.4, -0.27, -0.2, -0.32, 0.64, -0.53, 0.74, -0.08, 0.4, 0.33, 0.21], shape: [2, 3, 2])
private let weight: Tensor = [[0.61, 0.02], [0.37, -0.25], [-0.29, -0.89], [0.87, 0.14]]
private let dy = Tensor(
  [0.84, -0.28, -0.24, -0.19, -1.62, -0.77, -0.06, 0.54, -0.8, -0.33, -0.75, 0.75],
  shape: [2, 3, 2])
