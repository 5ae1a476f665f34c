// The hidden tests of exercise 1.5: another layer, gradient checks, order of calls.

import Grading
import Lab1
import Shared
import Testing

struct LinearTests {
  private let x: Tensor = [[2, -1], [0.5, 3], [-1.5, 0], [1, 1], [0, -2]]
  private let w: Tensor = [[1, -1], [0.5, 2], [-3, 0.25], [0, 1.5]]
  private let b: Tensor = [0.1, -0.2, 0.3, 0]
  private let dy: Tensor = [
    [1, 0, -1, 0.5], [0, 2, 1, -1], [-1, 1, 0, 0], [0.5, 0.5, 0.5, 0.5], [2, -1, 0, 1],
  ]
  private let y: Tensor = [
    [3.1, -1.2, -5.95, -1.5], [-2.4, 6.05, -0.45, 4.5], [-1.4, -0.95, 4.8, 0],
    [0.1, 2.3, -2.45, 1.5], [2.1, -4.2, -0.2, -3],
  ]

  @Test(.exercise("1.5", "The linear layer", points: 10))
  func linear() async {
    await checkInputGradient()
    await checkParameterGradients()
    await checkCalls()
    await checkSmall()
  }

  private func checkInputGradient() async {
    let (x, w, b, dy) = (x, w, b, dy)
    await check("dL/dx agrees with central differences") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("forward(x), then backward(dy)", on: ["W": w, "b": b, "x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { perturbed in
        dot(layer.forward(perturbed, &context), dy)
      }
    } equals: {
      [
        "y": .tensor(y),
        "dx": .gradient(
          [[4, -0.5], [-2, 2.75], [-0.5, 3], [-0.75, 1.375], [1.5, -2.5]], afterForward: "y"),
      ]
    }
  }

  private func checkParameterGradients() async {
    let (x, w, b, dy) = (x, w, b, dy)
    await check("dL/dW and dL/db agree with central differences", weight: 2) { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("forward(x), then backward(dy)", on: ["W": w, "b": b, "x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      _ = layer.backward(dy)
      sheet.gradientCheck("dW", of: w, analytic: layer.weight.gradient) { perturbed in
        var layer = Linear(weight: perturbed, bias: b)
        return dot(layer.forward(x, &context), dy)
      }
      sheet.gradientCheck("db", of: b, analytic: layer.bias.gradient) { perturbed in
        var layer = Linear(weight: w, bias: perturbed)
        return dot(layer.forward(x, &context), dy)
      }
    } equals: {
      [
        "y": .tensor(y),
        "dW": .gradient([[4, -4.5], [0, 8.5], [-1, 4.5], [1, -5]], afterForward: "y"),
        "db": .gradient([2.5, 2.5, 0.5, 1], afterForward: "y"),
      ]
    }
  }

  private func checkCalls() async {
    let (x, w, b, dy) = (x, w, b, dy)
    await check("backward belongs to the latest forward") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call(
        "forward(3x + 1), forward(x), backward(dy), forward(3x + 1)", on: ["x": x, "dy": dy])
      _ = layer.forward(x * 3 + 1, &context)
      _ = layer.forward(x, &context)
      sheet["dW before backward"] = layer.weight.gradient
      _ = layer.backward(dy)
      _ = layer.forward(x * 3 + 1, &context)
      sheet["dW"] = layer.weight.gradient
      sheet["W"] = layer.weight.value
    } equals: {
      [
        "dW before backward": [[0, 0], [0, 0], [0, 0], [0, 0]],
        "dW": [[4, -4.5], [0, 8.5], [-1, 4.5], [1, -5]],
        "W": .tensor(w),
      ]
    }

    await check("zeroGradients starts afresh") { sheet in
      var (layer, context) = (Linear(weight: w, bias: b), Context(.training))
      sheet.call("forward(x), backward(dy), zeroGradients(), backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      _ = layer.backward(dy)
      layer.zeroGradients()
      sheet["number of parameters"] = layer.parameterCount
      sheet["dW after zeroGradients"] = layer.weight.gradient
      _ = layer.backward(dy)
      sheet["db"] = layer.bias.gradient
    } equals: {
      [
        "number of parameters": 12, "dW after zeroGradients": [[0, 0], [0, 0], [0, 0], [0, 0]],
        "db": [2.5, 2.5, 0.5, 1],
      ]
    }
  }

  private func checkSmall() async {
    await check("a square layer and a batch of one") { sheet in
      var (layer, context) = (
        Linear(weight: [[1, 2], [3, 4]], bias: [10, 20]), Context(.training)
      )
      sheet.call(
        "W = [[1, 2], [3, 4]], b = [10, 20]: forward([[1, -1]]), then backward([[1, 0.5]])")
      sheet["y"] = layer.forward([[1, -1]], &context)
      sheet["dx"] = layer.backward([[1, 0.5]])
      sheet["dW"] = layer.weight.gradient
      sheet["db"] = layer.bias.gradient
    } equals: {
      ["y": [[9, 19]], "dx": [[2.5, 4]], "dW": [[1, -1], [0.5, -0.5]], "db": [1, 0.5]]
    }
  }

  private func dot(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
