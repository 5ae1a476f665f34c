// The hidden tests of exercise 2.4: gradient checks, other ranks, large and lonely rows.

import Grading
import Lab2
import Shared
import Testing

struct LayerNormTests {
  private let x: Tensor = [[0.5, -1.2, 2], [0.3, -1.5, 1.1]]
  private let dy: Tensor = [[1, -0.5, 0.3], [0.8, -0.7, 0.2]]
  private let scale: Tensor = [1.5, -0.8, 0.6]
  private let shift: Tensor = [0.2, -0.5, 1]

  @Test(.exercise("2.4", "Layer normalisation", points: 6))
  func layerNormalisation() async {
    await checkGradients()
    await checkRanks()
    await checkRows()
  }

  private static func layer(_ scale: Tensor, _ shift: Tensor, epsilon: Float) -> LayerNorm {
    var layer = LayerNorm(features: 3, epsilon: epsilon)
    layer.scale.value = scale
    layer.shift.value = shift
    return layer
  }

  private func checkGradients() async {
    let (x, dy, scale, shift) = (x, dy, scale, shift)
    await check("gradients with a large ε agree with central differences", weight: 2) { sheet in
      var (layer, context) = (Self.layer(scale, shift, epsilon: 0.5), Context(.training))
      sheet.call("forward(x) with ε = 0.5, then backward(dy)", on: ["x": x, "dy": dy, "γ": scale])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { moved in
        dot(layer.forward(moved, &context), dy)
      }
      sheet.gradientCheck("dγ", of: scale, analytic: layer.scale.gradient) { moved in
        var layer = Self.layer(moved, shift, epsilon: 0.5)
        return dot(layer.forward(x, &context), dy)
      }
      sheet["dβ"] = layer.shift.gradient
    } equals: {
      [
        "y": [[0.2672842, 0.37918016, 1.6324714], [0.5855035, 0.40464821, 1.5242848]],
        "dx": .gradient(
          [[0.54459584, -0.24236525, -0.30223059], [0.45657466, -0.11533531, -0.34123934]],
          afterForward: "y"),
        "dγ": .gradient([0.250458, 1.3410548, 0.4909973], afterForward: "y"),
        "dβ": [1.8, -1.2, 0.5],
      ]
    }
  }

  private func checkRanks() async {
    let (scale, shift) = (scale, shift)
    let x: Tensor = [[[[1, 2, -1], [0.5, 0, -2]]], [[[3, -0.5, 1.5], [2.5, -1.5, 1]]]]
    let dy: Tensor = [
      [[[0.5, -1, 0.2], [0.8, 0.4, -0.6]]], [[[1, 0.3, -0.9], [-0.2, 0.7, 1.1]]],
    ]
    await check("four axes: each last row by itself, dγ over all others") { sheet in
      var (layer, context) = (Self.layer(scale, shift, epsilon: 1e-5), Context(.training))
      sheet.call("forward(x), x of shape [2, 1, 2, 3], then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      sheet["dγ"] = layer.scale.gradient
      sheet["dβ"] = layer.shift.gradient
    } equals: {
      [
        "y": [
          [[[0.60089057, -1.3552332, 0.19821885], [1.5887242, -0.87032645, 0.16676548]]],
          [[[1.9437103, 0.52297673, 1.0697484], [1.8667486, 0.55055672, 1.1212181]]],
        ],
        "dx": [
          [[[0.091059841, -0.060704643, -0.030355199], [0.53256829, -0.66570409, 0.1331358]]],
          [[[0.34158133, 0.25618116, -0.59776249], [-0.26160797, -0.15696557, 0.41857354]]],
        ],
        "dγ": [1.8145235, -2.1867317, 0.68358467], "dβ": [2.1, 0.4, -0.2],
      ]
    }

    await check("no rows, a batch of one, and a single feature") { sheet in
      var (layer, context) = (Self.layer(scale, shift, epsilon: 1e-5), Context(.training))
      sheet.call(
        "forward of shape [0, 3]; of one row of x; LayerNorm(features: 1).forward([[4], [9]])")
      sheet["y of no rows"] = layer.forward(Tensor(zeros: [0, 3]), &context)
      sheet["y of one row"] = layer.forward([[1, 2, -1]], &context)
      var single = LayerNorm(features: 1)
      sheet["y of a single feature"] = single.forward([[4], [9]], &context)
      sheet["dx of a single feature"] = single.backward([[1], [2]])
    } equals: {
      [
        "y of no rows": .tensor(Tensor(zeros: [0, 3])),
        "y of one row": [[0.60089057, -1.3552332, 0.19821885]],
        "y of a single feature": [[0], [0]], "dx of a single feature": [[0], [0]],
      ]
    }
  }

  private func checkRows() async {
    let x: Tensor = [[1000, 1000.5, 1001, 999.25], [-2000, -2001, -2000.5, -2002]]
    await check("rows far from 0 keep their digits") { sheet in
      var (layer, context) = (LayerNorm(features: 4), Context(.training))
      sheet.call("LayerNorm(features: 4).forward(x)", on: ["x": x])
      sheet["y"] = layer.forward(x, &context)
    } equals: {
      [
        "y": .tensor(
          [
            [-0.29001748, 0.48336246, 1.2567424, -1.4500874],
            [1.1832051, -0.16902931, 0.50708792, -1.5212637],
          ], absolute: 1e-3)
      ]
    }

    await check("large and tiny rows: ε stands beside the variance") { sheet in
      var (layer, context) = (LayerNorm(features: 3), Context(.training))
      sheet.call("LayerNorm(features: 3).forward([[1e4, −1e4, 0], [0.001, 0, 0.002]])")
      sheet["y"] = layer.forward([[1e4, -1e4, 0], [0.001, 0, 0.002]], &context)
    } equals: {
      ["y": [[1.2247449, -1.2247449, 0], [0, -0.30618622, 0.30618622]]]
    }

    await check("a NaN spoils its row and no other", weight: 0.5) { sheet in
      let x = Tensor([.nan, 1, 2, 3, 4, 5], shape: [2, 3])
      var (layer, context) = (LayerNorm(features: 3), Context(.training))
      sheet.call("LayerNorm(features: 3).forward([[NaN, 1, 2], [3, 4, 5]])")
      let y = layer.forward(x, &context)
      sheet["values of y that are NaN"] = (y .!= y).sum(along: 1)
    } equals: {
      ["values of y that are NaN": [3, 0]]
    }
  }

  private func dot(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
