// The visible tests of exercise 2.4: layer normalisation, forward and backward.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab2
import Shared
import Testing

struct LayerNormTests {
  private let x: Tensor = [
    [
      [0.194, -0.103, -1.483, 0.356, -1.162], [1.557, -1.498, -1.538, 0.407, -0.648],
      [0.442, -0.727, -1.875, -0.913, -0.184],
    ],
    [
      [-1.381, 0.463, -1.65, 1.522, 1.484], [-1.41, 1.248, -0.25, 1.252, -0.121],
      [1.791, 0.433, -1.487, 1.763, -1.987],
    ],
  ]
  private let dy: Tensor = [
    [
      [-0.637, 0.528, 0.43, 0.169, 0.296], [0.765, -0.656, -0.899, -0.391, -0.093],
      [-0.021, -0.373, 0.917, -0.121, -0.496],
    ],
    [
      [0.456, 0.07, -0.404, -0.703, 0.417], [0.908, -0.51, -0.256, 0.057, -0.51],
      [-0.841, 0.59, 0.377, 0.073, 0.788],
    ],
  ]

  /// A layer whose γ and β are not the first ones.
  private static func layer() -> LayerNorm {
    var layer = LayerNorm(features: 5)
    layer.scale.value = [1.07, 0.881, 0.58, 0.503, 0.828]
    layer.shift.value = [0.184, -0.425, -0.937, -0.168, -0.107]
    return layer
  }

  @Test(.exercise("2.4", "Layer normalisation", points: 6))
  func layerNormalisation() async {
    await checkSmall()
    await checkForward()
    await checkBackward()
  }

  private func checkSmall() async {
    let x: Tensor = [[1, 2, 3, 6], [10, 10, 20, 20]]
    await check("a new layer gives each row mean 0 and variance 1") { sheet in
      var (layer, context) = (LayerNorm(features: 4), Context(.training))
      sheet.call("LayerNorm(features: 4).forward(x)", on: ["x": x])
      let y = layer.forward(x, &context)
      sheet["y"] = y
      sheet["mean of each row"] = y.mean(along: -1)
      sheet["variance of each row"] = y.variance(along: -1)
    } equals: {
      [
        "y": [
          [-1.0690434, -0.53452172, 0, 1.6035652], [-0.9999998, -0.9999998, 0.9999998, 0.9999998],
        ], "mean of each row": [0, 0], "variance of each row": [1, 1],
      ]
    }

    await check("γ and β act feature by feature") { sheet in
      var (layer, context) = (LayerNorm(features: 4), Context(.training))
      layer.scale.value = [1, 2, 3, 4]
      layer.shift.value = [0, 0, 0, 1]
      sheet.call("forward(x) with γ = [1, 2, 3, 4] and β = [0, 0, 0, 1]", on: ["x": x])
      sheet["y"] = layer.forward(x, &context)
    } equals: {
      [
        "y": [
          [-1.0690434, -1.0690434, 0, 7.4142606], [-0.9999998, -1.9999996, 2.9999994, 4.9999992],
        ]
      ]
    }

    await check("a constant row becomes β") { sheet in
      var (layer, context) = (LayerNorm(features: 3), Context(.training))
      layer.shift.value = [0.5, -1, 2]
      sheet.call("LayerNorm(features: 3).forward([[7, 7, 7]]) with β = [0.5, −1, 2]")
      sheet["y"] = layer.forward([[7, 7, 7]], &context)
    } equals: {
      ["y": [[0.5, -1, 2]]]
    }
  }

  private func checkForward() async {
    let x = x
    await check("forward agrees with PyTorch's LayerNorm(5), in both modes", weight: 2) { sheet in
      var (layer, context) = (Self.layer(), Context(.training))
      sheet.call("forward(x) of shape [2, 3, 5]", on: ["x": x, "γ": layer.scale.value])
      sheet["y"] = layer.forward(x, &context)
      context.mode = .inference
      sheet["y in inference"] = layer.forward(x, &context)
    } equals: {
      [
        "y": [
          [
            [1.09677, -0.025743086, -1.7517817, 0.37079702, -0.91232374],
            [1.8997214, -1.2825562, -1.5211349, 0.15063156, -0.31931701],
            [1.6980765, -0.51119512, -1.8554435, -0.3382906, 0.39384576],
          ],
          [
            [-0.96669616, -0.18281706, -1.6749912, 0.36033773, 0.73966877],
            [-1.4643028, 0.53945454, -1.1634445, 0.38464245, -0.32437342],
            [1.3215879, -0.24170872, -1.5175528, 0.35790411, -1.1964802],
          ],
        ],
        "y in inference": .same(as: "y"),
      ]
    }
  }

  private func checkBackward() async {
    let (x, dy) = (x, dy)
    await check("backward agrees with PyTorch's", weight: 2) { sheet in
      var (layer, context) = (Self.layer(), Context(.training))
      sheet.call("forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [
          [
            [1.09677, -0.025743086, -1.7517817, 0.37079702, -0.91232374],
            [1.8997214, -1.2825562, -1.5211349, 0.15063156, -0.31931701],
            [1.6980765, -0.51119512, -1.8554435, -0.3382906, 0.39384576],
          ],
          [
            [-0.96669616, -0.18281706, -1.6749912, 0.36033773, 0.73966877],
            [-1.4643028, 0.53945454, -1.1634445, 0.38464245, -0.32437342],
            [1.3215879, -0.24170872, -1.5175528, 0.35790411, -1.1964802],
          ],
        ],
        "dx": [
          [
            [-0.81598063, 0.63447917, -0.090438035, 0.26713436, 0.0048051456],
            [0.16307047, -0.017021089, 0.043714609, -0.31764548, 0.12788149],
            [0.43795004, -0.37710146, 0.32514869, -0.097236889, -0.28876037],
          ],
          [
            [0.27643224, 0.009385226, -0.2590219, -0.26882075, 0.24202519],
            [0.42095155, -0.053362271, -0.28170491, 0.42192425, -0.50780862],
            [-0.38037294, 0.31029692, -0.1667188, 0.20519529, 0.031599531],
          ],
        ],
      ]
    }

    await check("dγ and dβ agree with PyTorch's, and are added up", weight: 2) { sheet in
      var (layer, context) = (Self.layer(), Context(.training))
      sheet.call("forward(x), then backward(dy), twice", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      _ = layer.backward(dy)
      sheet["dγ"] = layer.scale.gradient
      sheet["dβ"] = layer.shift.gradient
      _ = layer.backward(dy)
      sheet["dγ after two"] = layer.scale.gradient
    } equals: {
      [
        "dγ": [-2.1297113, 0.49800015, -0.91410623, -0.62515484, -1.0406267],
        "dβ": [0.63, -0.351, 0.165, -0.916, 0.402],
        "dγ after two": [-4.2594227, 0.9960003, -1.8282125, -1.2503097, -2.0812535],
      ]
    }
  }
}
