// The hidden tests of exercise 3.7: gradient checks, layers that are called again, what needs no work,
// pooling with overlap. The long lists are PyTorch's values.

import Grading
import Lab3
import Shared
import Testing

struct ConvolutionLayerTests {
  private let x: Tensor = [
    [[[0.3, -0.7, 0.9], [0.1, 0.5, -0.4]], [[-0.2, 0.8, -0.9], [0.6, -0.1, 0.4]]]
  ]
  private let weight: Tensor = [
    [[[0.5, -1], [0.25, 2]], [[1, 0.5], [-0.5, 0.75]]],
    [[[-1, 0.5], [1, -0.25]], [[0.5, 0.5], [2, -1]]],
  ]
  private let dy: Tensor = [[[[0.5, -1]], [[2, 0.25]]]]

  @Test(.exercise("3.7", "Layers on the hot loops", points: 5))
  func layers() async {
    await checkDifferences()
    await checkCalls()
    await checkInitialization()
    await checkMaximum()
    await checkAverage()
  }

  private func checkDifferences() async {
    let (x, weight, dy) = (x, weight, dy)
    await check("all three gradients of Conv2d agree with central differences", weight: 2) {
      sheet in
      var (layer, context) = (Conv2d(weight: weight, bias: [0.1, -0.2]), Context(.training))
      sheet.call("forward(x), backward(dy)", on: ["w": weight, "x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) {
        var copy = layer
        return dot(copy.forward($0, &context), dy)
      }
      sheet.gradientCheck("dw", of: weight, analytic: layer.weight.gradient) {
        var other = Conv2d(weight: $0, bias: [0.1, -0.2])
        return dot(other.forward(x, &context), dy)
      }
      let bias: Tensor = [0.1, -0.2]
      sheet.gradientCheck("db", of: bias, analytic: layer.bias?.gradient ?? [0]) {
        var other = Conv2d(weight: weight, bias: $0)
        return dot(other.forward(x, &context), dy)
      }
    } equals: {
      [
        "y": [[[[1.8, -1.125]], [[0.725, 0.9]]]],
        "dx": .gradient(
          [
            [
              [[-1.75, -0.25, 1.125], [2.125, 0.5, -2.0625]],
              [[1.5, 0.375, -0.375], [3.75, -0.625, -1]],
            ]
          ], afterForward: "y"),
        "dw": .gradient(
          [
            [[[0.85, -1.25], [-0.45, 0.65]], [[-0.9, 1.3], [0.4, -0.45]]],
            [[[0.425, -1.175], [0.325, 0.9]], [[-0.2, 1.375], [1.175, -0.1]]],
          ], afterForward: "y"), "db": .gradient([-0.5, 2.25], afterForward: "y"),
      ]
    }
  }

  private func checkCalls() async {
    let (x, weight, dy) = (x, weight, dy)
    await check("backward belongs to the latest forward, and needs no dx where nobody reads it") {
      sheet in
      var (layer, context) = (Conv2d(weight: weight, bias: [0.1, -0.2]), Context(.training))
      layer.needsInputGradient = false
      sheet.call(
        "needsInputGradient = false: forward(2x + 1), forward(x), backward(dy)",
        on: ["x": x, "dy": dy])
      _ = layer.forward(x * 2 + 1, &context)
      sheet["y"] = layer.forward(x, &context)
      _ = layer.backward(dy)
      sheet["dw"] = layer.weight.gradient
      sheet["db"] = layer.bias?.gradient ?? [0]
      var visited: [String] = []
      layer.forEachParameter { visited.append("\($0.name) \($0.value.shape)") }
      sheet["parameters"] = visited
    } equals: {
      [
        "y": [[[[1.8, -1.125]], [[0.725, 0.9]]]],
        "dw": [
          [[[0.85, -1.25], [-0.45, 0.65]], [[-0.9, 1.3], [0.4, -0.45]]],
          [[[0.425, -1.175], [0.325, 0.9]], [[-0.2, 1.375], [1.175, -0.1]]],
        ], "db": [-0.5, 2.25], "parameters": ["weight [2, 2, 2, 2]", "bias [2]"],
      ]
    }
  }

  private func checkInitialization() async {
    await check("the weights are the generator's next normal numbers, scaled") { sheet in
      var generator = SeededGenerator(seed: 9)
      sheet.call("Conv2d(channels: 2, outputs: 1, size: 1, using: &generator), seed 9")
      let layer = Conv2d(channels: 2, outputs: 1, size: 1, using: &generator)
      sheet["weight"] = layer.weight.value  // √(2/2) = 1: the normal numbers themselves
      sheet["next number"] = generator.uniform()
      var other = SeededGenerator(seed: 9)
      sheet["normal numbers"] = Tensor(randomNormal: [1, 2, 1, 1], using: &other)
      sheet["number after them"] = other.uniform()
    } equals: {
      [
        "weight": .same(as: "normal numbers"), "next number": .same(as: "number after them"),
      ]
    }

    await check("the fan-in counts the channels of the images, not the kernels") { sheet in
      var generator = SeededGenerator(seed: 4)
      sheet.call("Conv2d(channels: 2, outputs: 128, size: 3), seed 4")
      let layer = Conv2d(channels: 2, outputs: 128, size: 3, using: &generator)
      sheet["deviation"] = layer.weight.value.variance().squareRoot()
    } equals: {
      ["deviation": .value(0.33333, absolute: 0.02)]
    }
  }

  private func checkMaximum() async {
    await check("MaxPool2d with overlap and padding, two images", weight: 2) { sheet in
      var (layer, context) = (MaxPool2d(size: 3, stride: 2, padding: 1), Context(.inference))
      let x = Tensor((0..<40).map { Float($0 * 7 % 23 - 15) }, shape: [2, 1, 4, 5])
      let dy: Tensor = [[[[-2, 1, 4], [0, 3, -1]]], [[[2, -2, 1], [4, 0, 3]]]]
      sheet.call("forward(0), forward(x), backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward(Tensor(zeros: [1, 1, 6, 6]), &context)
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [[[[4, 6, 6], [5, 7, 7]]], [[[6, 6, 4], [7, 7, 5]]]],
        "dx": [
          [[[0, 0, 0, 5, 0], [0, -2, 0, 0, 0], [0, 0, 0, 2, 0], [0, 0, 0, 0, 0]]],
          [[[0, 0, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0], [0, 4, 0, 0, 3]]],
        ],
      ]
    }
  }

  private func checkAverage() async {
    await check("AveragePool2d with overlap") { sheet in
      var (layer, context) = (AveragePool2d(size: 3, stride: 1), Context(.inference))
      let x = Tensor((0..<20).map { Float($0 * 7 % 23 - 11) }, shape: [1, 1, 4, 5])
      let dy: Tensor = [[[[-18, 9, 36], [0, 27, -9]]]]
      sheet.call("AveragePool2d(size: 3, stride: 1): forward(x), backward(dy)", on: ["x": x])
      _ = layer.forward(Tensor(zeros: [1, 2, 6, 6]), &context)
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [
          [[[-2.2222222, 2.2222222, 1.5555556], [-0.44444444, 1.4444444, 0.77777778]]]
        ],
        "dx": [[[[-2, -1, 3, 5, 4], [-2, 2, 5, 7, 3], [-2, 2, 5, 7, 3], [0, 3, 2, 2, -1]]]],
      ]
    }
  }
}

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
