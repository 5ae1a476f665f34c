// The visible tests of exercise 1.5: the linear layer, forward and backward.
// The decimals are reference values computed in double precision.

import Grading
import Lab1
import Shared
import Testing

struct LinearTests {
  // Four examples with three features, two neurons: no two axes have the same length.
  private let x: Tensor = [[1, -2, 3], [0, 1, 2], [4, 0, -1], [2, 2, 2]]
  private let w: Tensor = [[0.5, 1, -1], [2, 0, 0.25]]
  private let b: Tensor = [0.5, -1]
  private let dy: Tensor = [[1, 0], [-2, 1], [0.5, 3], [0, -1]]

  @Test(.exercise("1.5", "The linear layer", points: 10))
  func linear() async {
    await checkForward()
    await checkBackward()
    await checkAccumulation()
    await checkReference()
  }

  private func checkForward() async {
    let (x, w, b) = (x, w, b)
    await check("forward computes x · Wᵀ + b") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("Linear(weight: W, bias: b).forward(x)", on: ["W": w, "b": b, "x": x])
      sheet["y"] = layer.forward(x, &context)
    } equals: {
      ["y": [[-4, 1.75], [-0.5, -0.5], [3.5, 6.75], [1.5, 3.5]]]
    }

    await check("forward of one example is its row of the batch") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("Linear(weight: W, bias: b).forward(x)", on: ["W": w, "b": b, "x": x.rows(2..<3)])
      sheet["y"] = layer.forward(x.rows(2..<3), &context)
      sheet["y of no examples"] = layer.forward(Tensor(zeros: [0, 3]), &context)
    } equals: {
      [
        "y": [[3.5, 6.75]],
        "y of no examples": .tensor(Tensor(zeros: [0, 2])),
      ]
    }
  }

  private func checkBackward() async {
    let (x, w, b, dy) = (x, w, b, dy)
    await check("backward returns dL/dx") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("forward(x), then backward(dy)", on: ["W": w, "b": b, "x": x, "dy": dy])
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      ["dx": [[0.5, 1, -1], [1, -2, 2.25], [6.25, 0.5, 0.25], [-2, 0, -0.25]]]
    }

    await check("backward finds dL/dW", weight: 2) { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("forward(x), then backward(dy)", on: ["W": w, "b": b, "x": x, "dy": dy])
      _ = layer.forward(x, &context)
      _ = layer.backward(dy)
      sheet["weight.gradient"] = layer.weight.gradient
    } equals: {
      ["weight.gradient": [[3, -4, -1.5], [10, -1, -3]]]
    }

    await check("backward finds dL/db") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("forward(x), then backward(dy)", on: ["W": w, "b": b, "x": x, "dy": dy])
      _ = layer.forward(x, &context)
      _ = layer.backward(dy)
      sheet["bias.gradient"] = layer.bias.gradient
    } equals: {
      ["bias.gradient": [-0.5, 3]]
    }
  }

  private func checkAccumulation() async {
    let (x, w, b, dy) = (x, w, b, dy)
    await check("the gradients of two half batches add up to those of the whole batch") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("forward, backward of rows 0 and 1, then of rows 2 and 3", on: ["x": x, "dy": dy])
      _ = layer.forward(x.rows(0..<2), &context)
      _ = layer.backward(dy.rows(0..<2))
      _ = layer.forward(x.rows(2..<4), &context)
      _ = layer.backward(dy.rows(2..<4))
      sheet["weight.gradient"] = layer.weight.gradient
      sheet["bias.gradient"] = layer.bias.gradient
    } equals: {
      ["weight.gradient": [[3, -4, -1.5], [10, -1, -3]], "bias.gradient": [-0.5, 3]]
    }

    await check("forEachParameter visits the weight, then the bias, in place") { sheet in
      var layer = Linear(weight: w, bias: b)
      var names: [String] = []
      layer.forEachParameter { parameter in
        names.append(parameter.name)
        parameter.value *= 2
      }
      sheet["visited"] = names.joined(separator: ", ")
      sheet["weight after doubling"] = layer.weight.value
      sheet["bias after doubling"] = layer.bias.value
    } equals: {
      [
        "visited": "weight, bias", "weight after doubling": [[1, 2, -2], [4, 0, 0.5]],
        "bias after doubling": [1, -2],
      ]
    }
  }

  private func checkReference() async {
    let x: Tensor = [
      [-0.086, -0.705, 0.135, 0.815], [-0.437, 0.526, -0.22, 0.421],
      [0.195, 0.312, -0.88, -0.898],
    ]
    let w: Tensor = [
      [-0.042, -0.892, 0.038, -0.358], [-0.2, -0.509, -0.63, -0.963], [0.796, -0.3, 0.422, -0.968],
      [-0.829, -0.334, 0.452, 0.337], [-0.876, 0.396, -0.903, 0.256],
    ]
    let b: Tensor = [0.001, 0.921, -0.06, 0.47, 0.037]
    let dy: Tensor = [
      [-0.637, 0.528, 0.43, 0.169, 0.296], [0.765, -0.656, -0.899, -0.391, -0.093],
      [-0.021, -0.373, 0.917, -0.121, -0.496],
    ]
    await check("forward and backward agree with PyTorch's Linear(4, 5)") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      sheet["bias.gradient"] = layer.bias.gradient
    } equals: {
      [
        "y": [
          [0.346832, 0.42715, -0.648906, 1.112439, -0.080109],
          [-0.608916, 0.473843, -1.06602, 0.699026, 0.934544],
          [0.00255, 2.142366, 0.499524, -0.496249, 0.554484],
        ],
        "dx": [
          [-0.135963, 0.231222, -0.366286, -0.563929],
          [-0.210927, 0.01499, -0.029781, 1.072515],
          [1.340219, -0.222513, 1.014362, -0.688692],
        ],
        "bias.gradient": [0.107, -0.501, 0.448, -0.343, -0.293],
      ]
    }
  }
}
