// The hidden tests of exercise 3.5: gradient checks against Shared's convolution, unusual kernels,
// strides and paddings, and what all three gradients have in common.

import Grading
import Lab3
import Shared
import Testing

struct ConvolutionBackwardTests {
  private let x = Tensor(
    [
      0.1, 0.42, -0.42, 0.02, 0.79, 0.79, -0.75, -0.59, -0.9, -0.12, -0.94, -0.09,
      0.3, -0.44, 0.35, 0.18, -0.95, 0.12, -0.48, -0.17, -0.43, 0.39, -0.12, -0.69,
    ], shape: [1, 2, 4, 3])
  private let weight = Tensor(
    [
      0.93, 0.09, 0.95, 0.43, 0.4, -0.57, 0.95, -0.99, -0.49,
      -0.13, 0.56, -0.6, 0.73, 0.97, -0.67, 0.19, -0.98, -0.23,
      -0.91, 0.91, -0.13, 0.9, 0.57, 0.73, -0.65, -0.85, 0.2,
      -0.66, 0.47, -0.18, 0.06, 0.88, 0.04, -0.78, -0.68, 0.09,
    ], shape: [2, 2, 3, 3])
  private let dy: Tensor = [[[[-0.56, 0.74], [-0.59, 0.84]], [[-0.02, 0.22], [0.53, 0.04]]]]

  @Test(.exercise("3.5", "Convolution, backward", points: 10))
  func convolutionBackward() async {
    await checkDifferences()
    await checkKernels()
    await checkSteps()
    await checkBatches()
  }

  private func checkDifferences() async {
    let (x, weight, dy) = (x, weight, dy)
    await check("dL/dx and dL/dw agree with central differences", weight: 3) { sheet in
      sheet.call("stride 2, padding 1", on: ["x": x, "w": weight, "dy": dy])
      sheet["y"] = convolve(x, weight, stride: 2, padding: 1)
      let dx = conv2dInputGradient(dy, weight: weight, inputShape: x.shape, stride: 2, padding: 1)
      sheet.gradientCheck("dx", of: x, analytic: dx) {
        dot(convolve($0, weight, stride: 2, padding: 1), dy)
      }
      let dw = conv2dWeightGradient(dy, x: x, weightShape: weight.shape, stride: 2, padding: 1)
      sheet.gradientCheck("dw", of: weight, analytic: dw) {
        dot(convolve(x, $0, stride: 2, padding: 1), dy)
      }
    } equals: {
      [
        "y": [
          [[[0.0216, -0.2988], [1.3325, -0.3089]], [[0.5431, -0.1054], [-1.4783, 0.5011]]]
        ],
        "dx": .gradient(inputGradient, afterForward: "y"),
        "dw": .gradient(weightGradient, afterForward: "y"),
      ]
    }
  }

  private func checkKernels() async {
    await check("a 1 × 1 kernel: pixel by pixel, a linear layer over the channels") { sheet in
      let x = pattern([2, 2, 2, 3], step: 7, modulus: 11)
      let weight: Tensor = [[[[-2]], [[3]]], [[[1]], [[-1]]]]
      let dy = pattern([2, 2, 2, 3], step: 3, modulus: 7)
      sheet.call("a 1 × 1 kernel", on: ["x": x, "w": weight, "dy": dy])
      sheet["dx"] = conv2dInputGradient(dy, weight: weight, inputShape: x.shape)
      sheet["dw"] = conv2dWeightGradient(dy, x: x, weightShape: [2, 2, 1, 1])
    } equals: {
      [
        "dx": .tensor(
          Tensor(
            [
              7, -3, -6, 5, -5, 6, -10, 3, 9, -6, 7, -8, 6, -4, 7, -3, -6, 5, -8, 5, -10, 3, 9, -6,
            ], shape: [2, 2, 2, 3])), "dw": [[[[-22]], [[-49]]], [[[19]], [[24]]]],
      ]
    }

    await check("a kernel as large as the image: a linear layer over the pixels") { sheet in
      let x = pattern([2, 1, 3, 3], step: 7, modulus: 11)
      let weight = pattern([2, 1, 3, 3], step: 5, modulus: 7)
      let dy: Tensor = [[[[-2]], [[1]]], [[[4]], [[0]]]]
      sheet.call("a 3 × 3 kernel on 3 × 3 images", on: ["x": x, "w": weight, "dy": dy])
      sheet["dx"] = conv2dInputGradient(dy, weight: weight, inputShape: x.shape)
      sheet["dw"] = conv2dWeightGradient(dy, x: x, weightShape: [2, 1, 3, 3])
    } equals: {
      [
        "dx": [
          [[[6, -6, 3], [5, -7, -5], [4, 6, -6]]], [[[-12, 8, 0], [-8, 12, 4], [-4, -12, 8]]],
        ],
        "dw": [
          [[[22, -8, -16], [-2, -10, 26], [-4, -12, 24]]],
          [[[-5, 2, -2], [5, 1, -3], [4, 0, -4]]],
        ],
      ]
    }
  }

  private func checkSteps() async {
    await check("pixels that no window saw have gradient 0") { sheet in
      let x = pattern([1, 1, 5, 6], step: 7, modulus: 11)
      let (weight, dy): (Tensor, Tensor) = ([[[[-4, 1], [-1, -3]]]], [[[[-4, -1], [2, -2]]]])
      sheet.call("a 2 × 2 kernel with stride 3", on: ["x": x, "w": weight, "dy": dy])
      sheet["dx"] = conv2dInputGradient(dy, weight: weight, inputShape: x.shape, stride: 3)
      sheet["dw"] = conv2dWeightGradient(dy, x: x, weightShape: [1, 1, 2, 2], stride: 3)
    } equals: {
      [
        "dx": [
          [
            [
              [16, -4, 0, 4, -1, 0], [4, 12, 0, 1, 3, 0], [0, 0, 0, 0, 0, 0],
              [-8, 2, 0, 8, -2, 0], [-2, -6, 0, 2, 6, 0],
            ]
          ]
        ], "dw": [[[[17, -7], [-17, 3]]]],
      ]
    }

    await check("padding 2 around 2 × 2 pixels: most products lie on the border") { sheet in
      let x = pattern([1, 2, 2, 2], step: 7, modulus: 11)
      let weight = pattern([1, 2, 3, 3], step: 5, modulus: 7)
      let dy = pattern([1, 1, 4, 4], step: 3, modulus: 7)
      sheet.call("a 3 × 3 kernel with padding 2", on: ["x": x, "w": weight, "dy": dy])
      sheet["dx"] = conv2dInputGradient(dy, weight: weight, inputShape: x.shape, padding: 2)
      sheet["dw"] = conv2dWeightGradient(dy, x: x, weightShape: [1, 2, 3, 3], padding: 2)
    } equals: {
      [
        "dx": [[[[-6, -9], [31, -14]], [[3, 11], [-14, 1]]]],
        "dw": [
          [
            [[15, -34, 15], [1, 1, 1], [-34, 15, 1]], [[-19, 10, -17], [6, 7, 8], [10, -17, 5]],
          ]
        ],
      ]
    }
  }

  private func checkBatches() async {
    let x = pattern([2, 2, 4, 3], step: 7, modulus: 11)
    let weight = pattern([3, 2, 2, 2], step: 5, modulus: 7)
    let dy = pattern([2, 3, 3, 2], step: 3, modulus: 7)
    await check("Σ dx · x, Σ dw · w and Σ dy · (x ∗ w) are one number") { sheet in
      sheet.call("a 2 × 2 kernel", on: ["x": x, "w": weight, "dy": dy])
      let dx = conv2dInputGradient(dy, weight: weight, inputShape: x.shape)
      let dw = conv2dWeightGradient(dy, x: x, weightShape: weight.shape)
      sheet["dx"] = dx
      sheet["dw"] = dw
      sheet["Σ dx · x"] = dot(dx, x)
      sheet["Σ dw · w"] = dot(dw, weight)
    } equals: {
      [
        "dx": .tensor(plainInputGradient), "dw": .tensor(plainWeightGradient), "Σ dx · x": -372,
        "Σ dw · w": -372,
      ]
    }

    await check("no images: no gradient") { sheet in
      let none = Tensor(zeros: [0, 3, 3, 2])
      sheet.call("three functions on dy of shape [0, 3, 3, 2]")
      sheet["dx"] = conv2dInputGradient(none, weight: weight, inputShape: [0, 2, 4, 3])
      sheet["dw"] = conv2dWeightGradient(
        none, x: Tensor(zeros: [0, 2, 4, 3]), weightShape: weight.shape)
      sheet["db"] = conv2dBiasGradient(none)
    } equals: {
      [
        "dx": .tensor(Tensor(zeros: [0, 2, 4, 3])), "dw": .tensor(Tensor(zeros: [3, 2, 2, 2])),
        "db": [0, 0, 0],
      ]
    }

    await check("dL/db of as many images as channels and pixels") { sheet in
      let square = pattern([2, 2, 2, 2], step: 5, modulus: 13)
      sheet.call("conv2dBiasGradient(dy)", on: ["dy": square])
      sheet["db"] = conv2dBiasGradient(square)
    } equals: {
      ["db": [-10, 7]]
    }
  }
}

private let inputGradient = Tensor(
  [
    -0.2354, 0.8208, 0.4214, 1.0006, 0.9458, -0.8076, 0.0661, 1.1204, 0.3588, 0.1336, 1.1671,
    -0.8656, -0.5608, 0.9278, 0.9114, 0.4811, 0.219, -0.3856, -0.1059, 1.0321, 0.85, 0.2178, 0.3118,
    -0.8504,
  ], shape: [1, 2, 4, 3])

private let weightGradient = Tensor(
  [
    0.6636, 0.6518, -0.4661, -0.1848, -0.6803, 0.1129, -0.205, 0.5686, 0.1122, -0.798, -0.0054,
    0.5605, -0.4684, 0.013, 0.3467, -0.8038, -0.8217, 0.6028, 0.0316, 0.0422, 0.4187, 0.0688,
    -0.5279, -0.3211, 0.1362, 0.1062, -0.514, -0.038, 0.1002, -0.5035, -0.1036, -0.2006, -0.0813,
    -0.2138, 0.2019, -0.0446,
  ], shape: [2, 2, 3, 3])

private let plainInputGradient = Tensor(
  [
    11, -8, -2, -17, 37, -10, -17, -7, 9, 11, -11, 9, -6, -2, 0, 8, 34, -10, -7, -26, 8, 7, -14, 10,
    -8, 8, -2, 4, -2, 7, 4, -25, 19, 9, -17, -9, 2, -9, -1, 6, -23, 12, 5, 1, 23, 11, -15, -9,
  ], shape: [2, 2, 4, 3])

private let plainWeightGradient = Tensor(
  [
    17, 17, -16, 17, 17, -16, 17, 17, 22, -29, 34, -28, -29, -3, -28, -2, -29, 23, -49, 25, 23, 31,
    25, 0,
  ], shape: [3, 2, 2, 2])

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// Whole numbers around 0 that no axis repeats.
private func pattern(_ shape: Shape, step: Int, modulus: Int) -> Tensor {
  let middle = (modulus - 1) / 2
  return Tensor(
    (0..<shape.elementCount).map { Float($0 * step % modulus - middle) }, shape: shape)
}
