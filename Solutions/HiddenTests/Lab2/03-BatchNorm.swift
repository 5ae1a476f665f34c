// The hidden tests of exercise 2.3: gradient checks, a large ε, images, large and constant features.

import Grading
import Lab2
import Shared
import Testing

struct BatchNormTests {
  private let x: Tensor = [[0.5, -1.2], [2, 0.3], [-1.5, 1.1], [1, -0.4], [-0.25, 2]]
  private let dy: Tensor = [[1, -0.5], [0.3, 0.8], [-0.7, 0.2], [0.4, -1.1], [0.9, 0.6]]
  private let scale: Tensor = [1.5, -0.8]
  private let shift: Tensor = [0.2, -0.5]

  @Test(.exercise("2.3", "Batch normalisation", points: 9))
  func batchNormalisation() async {
    await checkTraining()
    await checkInference()
    await checkModes()
    await checkImages()
    await checkFeatures()
  }

  /// A layer with a large ε, so that its place counts.
  private static func layer(_ scale: Tensor, _ shift: Tensor) -> BatchNorm {
    var layer = BatchNorm(features: 2, momentum: 0.3, epsilon: 0.5)
    layer.scale.value = scale
    layer.shift.value = shift
    return layer
  }

  private func checkTraining() async {
    let (x, dy, scale, shift) = (x, dy, scale, shift)
    await check("training gradients agree with central differences", weight: 2) { sheet in
      var (layer, context) = (Self.layer(scale, shift), Context(.training))
      sheet.call("forward(x) in training with ε = 0.5, then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { moved in
        dot(layer.forward(moved, &context), dy)
      }
      sheet.gradientCheck("dγ", of: scale, analytic: layer.scale.gradient) { moved in
        var layer = Self.layer(moved, shift)
        return dot(layer.forward(x, &context), dy)
      }
      sheet.gradientCheck("dβ", of: shift, analytic: layer.shift.gradient) { moved in
        var layer = Self.layer(scale, moved)
        return dot(layer.forward(x, &context), dy)
      }
    } equals: {
      [
        "y": [
          [0.36366342, 0.44329153], [2.0002976, -0.46371956], [-1.8185155, -0.9474588],
          [0.90920814, -0.040447718], [-0.45465367, -1.4916655],
        ],
        "dx": .gradient(
          [
            [0.64772612, 0.01133073], [-0.40352991, -0.49493179], [-0.8238014, 0.017106638],
            [-0.10275869, 0.52336916], [0.68236388, -0.056874735],
          ], afterForward: "y"),
        "dγ": .gradient([1.2074723, 2.0407749], afterForward: "y"),
        "dβ": .gradient([1.9, 0], afterForward: "y"),
      ]
    }
  }

  private func checkInference() async {
    let (x, dy, scale, shift) = (x, dy, scale, shift)
    await check("inference gradients agree with central differences") { sheet in
      var (layer, context) = (Self.layer(scale, shift), Context(.inference))
      layer.runningMean = [0.3, 0.5]
      layer.runningVariance = [1.5, 0.75]
      sheet.call("forward(x) in inference with ε = 0.5, then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { moved in
        dot(layer.forward(moved, &context), dy)
      }
      sheet["dγ"] = layer.scale.gradient
      sheet["dβ"] = layer.shift.gradient
    } equals: {
      [
        "y": [
          [0.41213203, 0.71642098], [2.0031223, -0.35689165], [-1.7091883, -0.92932505],
          [0.94246212, 0.14398758], [-0.38336309, -1.5733126],
        ],
        "dx": .gradient(
          [
            [1.0606602, 0.35777088], [0.31819805, -0.5724334], [-0.74246212, -0.14310835],
            [0.42426407, 0.78709593], [0.95459415, -0.42932505],
          ], afterForward: "y"),
        "dγ": [1.2409724, 2.4149534], "dβ": [1.9, 0],
      ]
    }
  }

  private func checkModes() async {
    let (x, dy, scale, shift) = (x, dy, scale, shift)
    await check("running statistics move with every training batch, momentum 0.3") { sheet in
      var (layer, context) = (Self.layer(scale, shift), Context(.training))
      sheet.call("forward(x), then forward of 2x's first three rows, in training", on: ["x": x])
      _ = layer.forward(x, &context)
      _ = layer.forward(x.rows(0..<3) * 2, &context)
      sheet["running mean"] = layer.runningMean
      sheet["running variance"] = layer.runningVariance
    } equals: {
      ["running mean": [0.2735, 0.1156], "running variance": [4.554875, 2.45423]]
    }

    await check("backward belongs to the latest forward and its mode") { sheet in
      var (layer, context) = (Self.layer(scale, shift), Context(.inference))
      sheet.call("forward(x) in inference, forward(x) in training, backward(dy)", on: ["x": x])
      _ = layer.forward(x, &context)
      context.mode = .training
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      sheet["dγ"] = layer.scale.gradient
    } equals: {
      [
        "dx": [
          [0.64772612, 0.01133073], [-0.40352991, -0.49493179], [-0.8238014, 0.017106638],
          [-0.10275869, 0.52336916], [0.68236388, -0.056874735],
        ],
        "dγ": [1.2074723, 2.0407749],
      ]
    }
  }

  private func checkImages() async {
    let (scale, shift) = (scale, shift)
    let x: Tensor = [[[[1, 2, -1]], [[0.5, 0, -2]]], [[[3, -0.5, 1.5]], [[2.5, -1.5, 1]]]]
    let dy: Tensor = [
      [[[0.5, -1, 0.2]], [[0.8, 0.4, -0.6]]], [[[1, 0.3, -0.9]], [[-0.2, 0.7, 1.1]]],
    ]
    await check("images are normalised channel by channel, over N, H and W") { sheet in
      var (layer, context) = (BatchNorm(features: 2), Context(.training))
      layer.scale.value = scale
      layer.shift.value = shift
      sheet.call("forward(x), x of shape [2, 2, 1, 3], then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["running mean"] = layer.runningMean
      sheet["running variance"] = layer.runningVariance
      sheet["dx"] = layer.backward(dy)
      sheet["dγ"] = layer.scale.gradient
      sheet["dβ"] = layer.shift.gradient
    } equals: {
      [
        "y": [
          [[[0.2, 1.2834699, -1.9669397]], [[-0.72052666, -0.45589467, 0.60263328]]],
          [[[2.3669397, -1.4252048, 0.74173493]], [[-1.7790546, 0.33800129, -0.98515864]]],
        ],
        "running mean": [0.1, 0.0083333333], "running variance": [1.13, 1.1741667],
        "dx": [
          [[[0.52367709, -1.0732634, 0.14210757]], [[-0.21379697, -0.020752282, 0.4338681]]],
          [[[1.1219406, 0.2645867, -0.97904856]], [[0.39011059, -0.23551417, -0.35391527]]],
        ],
        "dγ": [-0.21669397, 0.6395273], "dβ": [0.1, 2.2],
      ]
    }

    await check("one image is a batch, one pixel is not", weight: 0.5) { sheet in
      var (layer, context) = (BatchNorm(features: 1), Context(.training))
      sheet.call("BatchNorm(features: 1).forward([[[[1, 3]]]]) in training")
      sheet["y"] = layer.forward([[[[1, 3]]]], &context)
    } equals: {
      ["y": [[[[-0.999995, 0.999995]]]]]
    }

    await checkStops("training on one pixel is refused", weight: 0.25, saying: "[1, 1, 1, 1]") {
      sheet in
      var (layer, context) = (BatchNorm(features: 1), Context(.training))
      sheet.call("BatchNorm(features: 1).forward([[[[3]]]]) in training")
      sheet["y"] = layer.forward([[[[3]]]], &context)
    }
  }

  private func checkFeatures() async {
    let x: Tensor = [[1000, 5], [1000.5, 7], [1001, 6], [999.25, 8]]
    await check("a feature far from 0 keeps its digits") { sheet in
      var (layer, context) = (BatchNorm(features: 2), Context(.training))
      sheet.call("BatchNorm(features: 2).forward(x) in training", on: ["x": x])
      sheet["y"] = layer.forward(x, &context)
      sheet["running variance"] = layer.runningVariance
    } equals: {
      [
        "y": .tensor(
          [
            [-0.29001748, -1.3416354], [0.48336246, 0.44721181], [1.2567424, -0.44721181],
            [-1.4500874, 1.3416354],
          ], absolute: 1e-3),
        "running variance": .tensor([0.95572917, 1.0666667], absolute: 1e-4),
      ]
    }

    await check("a constant feature becomes β") { sheet in
      var (layer, context) = (BatchNorm(features: 1), Context(.training))
      layer.shift.value = [0.75]
      sheet.call(
        "forward([[5], [5], [5]]) in training with β = 0.75, then backward([[1], [2], [6]])")
      sheet["y"] = layer.forward([[5], [5], [5]], &context)
      sheet["dβ before backward"] = layer.shift.gradient
      _ = layer.backward([[1], [2], [6]])
      sheet["dγ"] = layer.scale.gradient
      sheet["dβ"] = layer.shift.gradient
    } equals: {
      ["y": [[0.75], [0.75], [0.75]], "dβ before backward": [0], "dγ": [0], "dβ": [9]]
    }

    await check("a NaN spoils its feature and no other", weight: 0.5) { sheet in
      let x = Tensor([.nan, 1, 2, 3, 4, 5], shape: [3, 2])
      var (layer, context) = (BatchNorm(features: 2), Context(.training))
      sheet.call("BatchNorm(features: 2).forward([[NaN, 1], [2, 3], [4, 5]]) in training")
      let y = layer.forward(x, &context)
      sheet["values of y that are NaN"] = (y .!= y).sum(along: 0)
      sheet["running means that are NaN"] = layer.runningMean .!= layer.runningMean
    } equals: {
      ["values of y that are NaN": [3, 0], "running means that are NaN": [1, 0]]
    }
  }

  private func dot(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
