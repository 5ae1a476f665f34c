// The hidden tests of exercise 3.8: gradient checks, a single image, other constants, accumulation, and
// a folded network against the two layers that it replaces.

import Grading
import Lab3
import Shared
import Testing

struct ChannelNormTests {
  private let x: Tensor = [
    [[[-0.14, -0.46]], [[-1.07, -0.55]]], [[[0.34, 0.47]], [[-1.97, -1.03]]],
    [[[1.38, 1.2]], [[-0.54, -1.78]]],
  ]
  private let dy: Tensor = [
    [[[0.79, 0.71]], [[-0.67, 0.26]]], [[[-0.96, -0.77]], [[-0.37, -0.68]]],
    [[[0.52, 0.64]], [[-0.31, -0.36]]],
  ]
  private let image: Tensor = [[[[1, 2], [3, 6]], [[0, 0], [-4, 4]]]]

  private static func layer(_ scale: Tensor, _ shift: Tensor) -> BatchNorm2d {
    var layer = BatchNorm2d(channels: 2)
    (layer.scale.value, layer.shift.value) = (scale, shift)
    return layer
  }

  @Test(.exercise("3.8", "Batch normalisation over channels", points: 5))
  func channelNorm() async {
    await checkDifferences()
    await checkAccumulation()
    await checkOneImage()
    await checkConstants()
    await checkFolding()
  }

  private func checkDifferences() async {
    let (x, dy) = (x, dy)
    await check("dL/dx agrees with central differences", weight: 2) { sheet in
      var (layer, context) = (Self.layer([1.5, -0.5], [0.25, 1]), Context(.training))
      sheet.call("forward(x) in training, backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) {
        var copy = layer
        return dot(copy.forward($0, &context), dy)
      }
    } equals: {
      [
        "y": [
          [[[-1.1246818, -1.8517863]], [[0.92136347, 0.4495443]]],
          [[[-0.03402517, 0.26136101]], [[1.7379736, 0.88506969]]],
          [[[2.3290642, 1.920068]], [[0.44047086, 1.5655781]]],
        ],
        "dx": .gradient(
          [
            [[[1.4048114, 1.2029168]], [[0.30082013, -0.45297072]]],
            [[[-2.5413633, -2.1014719]], [[-0.12722098, 0.3168197]]],
            [[[0.88687978, 1.1482273]], [[0.065947209, -0.10339534]]],
          ], afterForward: "y"),
      ]
    }
  }

  private func checkAccumulation() async {
    let (x, dy) = (x, dy)
    await check("gradients add up, and what was added before does not change dx") { sheet in
      var (layer, context) = (Self.layer([1.5, -0.5], [0.25, 1]), Context(.training))
      sheet.call("forward(x) in training, backward(dy), twice", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      _ = layer.backward(dy)
      sheet["dx"] = layer.backward(dy).rows(0..<1)
      sheet["dγ"] = layer.scale.gradient
      sheet["dβ"] = layer.shift.gradient
    } equals: {
      [
        "dx": [[[[1.4048114, 1.2029168]], [[0.30082013, -0.45297072]]]],
        "dγ": [-0.2191917, 1.2619348], "dβ": [1.86, -4.26],
      ]
    }
  }

  private func checkOneImage() async {
    let image = image
    await check("one image is a batch of pixels") { sheet in
      var (layer, context) = (BatchNorm2d(channels: 2), Context(.training))
      sheet.call("BatchNorm2d(channels: 2).forward(x) in training", on: ["x": image])
      sheet["y"] = layer.forward(image, &context)
      sheet["running mean"] = layer.runningMean
      sheet["running variance"] = layer.runningVariance
    } equals: {
      [
        "y": [
          [[[-1.0690434, -0.53452172], [0, 1.6035652]], [[0, 0], [-1.4142127, 1.4142127]]]
        ], "running mean": [0.3, 0], "running variance": [1.3666667, 1.9666667],
      ]
    }

    await check("numbers far from 0 keep their spread") { sheet in
      let far: Tensor = [[[[5000, 5001]]], [[[5002, 5003]]]]
      sheet.call("BatchNorm2d(channels: 1).moments(x)", on: ["x": far])
      let (mean, variance) = BatchNorm2d(channels: 1).moments(far)
      sheet["mean"] = mean
      sheet["variance"] = variance
    } equals: {
      ["mean": [5001.5], "variance": [1.25]]
    }
  }

  private func checkConstants() async {
    let image = image
    await check("momentum and ε are those of the layer") { sheet in
      var layer = BatchNorm2d(channels: 2, momentum: 0.5, epsilon: 0.75)
      (layer.scale.value, layer.shift.value) = ([2, 3], [-1, 1])
      (layer.runningMean, layer.runningVariance) = ([1, 2], [4, 0.5])
      var context = Context(.training)
      sheet.call("momentum 0.5, ε 0.75: forward(x) in training", on: ["x": image])
      sheet["y"] = layer.forward(image, &context)
      sheet["running mean"] = layer.runningMean
      sheet["running variance"] = layer.runningVariance
    } equals: {
      [
        "y": [
          [[[-2.940285, -1.9701425], [-1, 1.9104275]], [[1, 1], [-3.0567404, 5.0567404]]]
        ], "running mean": [2, 1], "running variance": [4.3333333, 5.5833333],
      ]
    }
  }

  private func checkFolding() async {
    await check("a folded convolution does what the two layers did") { sheet in
      var norm = BatchNorm2d(channels: 2, epsilon: 0.5)
      (norm.scale.value, norm.shift.value) = ([2, -1], [0.5, 1])
      (norm.runningMean, norm.runningVariance) = ([3, -2], [3.5, 0.5])
      let weight: Tensor = [[[[-3, 2], [0, -2]]], [[[3, 1], [-1, -3]]]]
      let x: Tensor = [[[[-5, 2, -2], [5, 1, -3], [4, 0, -4]]]]
      sheet.call("folded(Conv2d(weight: w, bias: nil), norm)", on: ["w": weight, "x": x])
      let one = folded(Conv2d(weight: weight, bias: nil), norm)
      sheet["weight"] = one.weight.value
      sheet["bias"] = one.bias?.value ?? [0]
      let bias = (one.bias?.value ?? [0]).reshaped(to: [1, 2, 1, 1])
      sheet["y"] = convolve(x, one.weight.value) + bias
    } equals: {
      [
        "weight": [[[[-3, 2], [0, -2]]], [[[-3, -1], [1, 3]]]], "bias": [-2.5, -1],
        "y": [[[[14.5, -6.5], [-15.5, -3.5]], [[20, -13], [-13, -13]]]],
      ]
    }
  }
}

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
