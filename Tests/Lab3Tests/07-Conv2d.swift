// The visible tests of exercise 3.7: convolution and pooling as layers. Longer lists are PyTorch's values.

import Grading
import Lab3
import Shared
import Testing

struct ConvolutionLayerTests {
  // Two images of 2 channels, 4 × 3; 2 kernels of 3 × 3; stride 2, padding 1: [2, 2, 2, 2] comes out.
  private let x = pattern([2, 2, 4, 3], step: 7, modulus: 11)
  private let weight = pattern([2, 2, 3, 3], step: 5, modulus: 7)
  private let dy = pattern([2, 2, 2, 2], step: 3, modulus: 7)

  @Test(.exercise("3.7", "Layers on the hot loops", points: 5))
  func layers() async {
    await checkForward()
    await checkBackward()
    await checkInitialization()
    await checkPooling()
  }

  private func checkForward() async {
    let (x, weight) = (x, weight)
    await check("Conv2d.forward gives each output channel its bias") { sheet in
      var layer = Conv2d(weight: weight, bias: [1, -2], stride: 2, padding: 1)
      var context = Context(.training)
      sheet.call(
        "Conv2d(weight: w, bias: [1, -2], stride: 2, padding: 1).forward(x)",
        on: ["w": weight, "x": x])
      sheet["y"] = layer.forward(x, &context)
    } equals: {
      [
        "y": [
          [[[-15, -14], [23, -29]], [[2, -40], [13, -45]]],
          [[[9, -6], [1, -8]], [[-22, -13], [-47, 4]]],
        ]
      ]
    }

    await check("a layer without a bias adds nothing") { sheet in
      var layer = Conv2d(weight: [[[[1, 2], [3, 4]]]], bias: nil)
      var context = Context(.training)
      sheet.call("Conv2d(weight: [[1, 2], [3, 4]], bias: nil): forward, backward of ones")
      sheet["y"] = layer.forward([[[[1, 0, 2], [0, 1, 0]]]], &context)
      sheet["dx"] = layer.backward([[[[1, 1]]]])
      sheet["number of parameters"] = layer.parameterCount
    } equals: {
      ["y": [[[[5, 7]]]], "dx": [[[[1, 3, 2], [3, 7, 4]]]], "number of parameters": 4]
    }
  }

  private func checkBackward() async {
    let (x, weight, dy) = (x, weight, dy)
    await check("Conv2d.backward returns dx and adds dw and db", weight: 2) { sheet in
      var layer = Conv2d(weight: weight, bias: [1, -2], stride: 2, padding: 1)
      var context = Context(.training)
      sheet.call("forward(x), backward(dy), backward(dy)", on: ["w": weight, "x": x, "dy": dy])
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      sheet["dw"] = layer.weight.gradient
      sheet["db"] = layer.bias?.gradient ?? [0]
      _ = layer.backward(dy)
      sheet["dw after two"] = layer.weight.gradient[row: 0]
      sheet["db after two"] = layer.bias?.gradient ?? [0]
    } equals: {
      [
        "dx": .tensor(inputGradient), "dw": .tensor(weightGradient), "db": [3, -6],
        "dw after two": .tensor(weightGradient[row: 0] * 2), "db after two": [6, -12],
      ]
    }
  }

  private func checkInitialization() async {
    await check("new weights have He's deviation, √(2 / (C·K·K))") { sheet in
      var generator = SeededGenerator(seed: 3)
      sheet.call("Conv2d(channels: 8, outputs: 50, size: 5, stride: 2, padding: 1), seed 3")
      let layer = Conv2d(
        channels: 8, outputs: 50, size: 5, stride: 2, padding: 1, using: &generator)
      sheet["shape of the weight"] = layer.weight.value.shape.map { $0 }
      sheet["mean"] = layer.weight.value.mean()
      sheet["deviation"] = layer.weight.value.variance().squareRoot()
      sheet["bias"] = layer.bias?.value ?? [1]
      sheet["stride and padding"] = [layer.stride, layer.padding]
      var bare = Conv2d(channels: 1, outputs: 2, size: 3, hasBias: false, using: &generator)
      sheet["parameters without a bias"] = bare.parameterCount
    } equals: {
      [
        "shape of the weight": .integers([50, 8, 5, 5]), "mean": .value(0, absolute: 0.005),
        "deviation": .value(0.1, absolute: 0.003), "bias": .tensor(Tensor(zeros: [50])),
        "stride and padding": .integers([2, 1]), "parameters without a bias": 18,
      ]
    }
  }

  private func checkPooling() async {
    await check("MaxPool2d: windows of 2 side by side, both ways") { sheet in
      var (layer, context) = (MaxPool2d(size: 2), Context(.training))
      let x = pattern([1, 2, 4, 4], step: 7, modulus: 23)
      let dy: Tensor = [[[[-2, 1], [4, 0]], [[3, -1], [2, -2]]]]
      sheet.call("MaxPool2d(size: 2): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [[[[1, 10], [11, 2]], [[9, 7], [8, 10]]]],
        "dx": [
          [
            [[0, 0, 0, 1], [0, -2, 0, 0], [0, 0, 0, 0], [0, 4, 0, 0]],
            [[3, 0, 0, -1], [0, 0, 0, 0], [0, 0, -2, 0], [0, 2, 0, 0]],
          ]
        ],
      ]
    }

    await check("MaxPool2d with padding, as at the start of ResNet") { sheet in
      var (layer, context) = (MaxPool2d(size: 3, stride: 2, padding: 1), Context(.training))
      let x: Tensor = [[[[-1, -2, -3], [-4, -5, -6], [-7, -8, -9]]]]
      sheet.call("MaxPool2d(size: 3, stride: 2, padding: 1): forward, backward", on: ["x": x])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward([[[[1, 2], [3, 4]]]])
    } equals: {
      [
        "y": [[[[-1, -2], [-4, -5]]]], "dx": [[[[1, 2, 0], [3, 4, 0], [0, 0, 0]]]],
      ]
    }

    await check("AveragePool2d, both ways, a column left over") { sheet in
      var (layer, context) = (AveragePool2d(size: 2), Context(.training))
      let x = pattern([1, 2, 4, 5], step: 7, modulus: 23)
      let dy: Tensor = [[[[-8, 4], [16, 0]], [[12, -4], [8, -8]]]]
      sheet.call("AveragePool2d(size: 2): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [[[[-1.5, 1], [-0.5, 2]], [[0.5, -2.75], [1.5, -1.75]]]],
        "dx": [
          [
            [[-2, -2, 1, 1, 0], [-2, -2, 1, 1, 0], [4, 4, 0, 0, 0], [4, 4, 0, 0, 0]],
            [[3, 3, -1, -1, 0], [3, 3, -1, -1, 0], [2, 2, -2, -2, 0], [2, 2, -2, -2, 0]],
          ]
        ],
      ]
    }
  }
}

private let inputGradient = Tensor(
  [
    -5, 3, -4, 22, -7, -11, 11, 14, -9, -6, 14, -6, -1, 15, 4, -11, 12, 13, -5, -7, 7, -1, -14, 3,
    -4, -9, 11, -11, -10, -2, -9, -5, 6, -6, -7, -6, 4, -3, -5, 13, 4, -5, 7, -4, -2, 3, 15, 0,
  ], shape: [2, 2, 4, 3])

private let weightGradient = Tensor(
  [
    7, 21, -1, 21, 36, -9, 17, 0, -8, 3, -13, -9, 5, -31, -5, 1, -12, -4,
    -3, 23, -11, 1, 27, -15, 5, 55, -13, 9, -23, -3, 17, -37, -7, 21, -31, -5,
  ], shape: [2, 2, 3, 3])

/// Whole numbers around 0 that no axis repeats.
private func pattern(_ shape: Shape, step: Int, modulus: Int) -> Tensor {
  let middle = (modulus - 1) / 2
  return Tensor(
    (0..<shape.elementCount).map { Float($0 * step % modulus - middle) }, shape: shape)
}
