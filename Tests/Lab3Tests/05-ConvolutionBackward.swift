// The visible tests of exercise 3.5: the three gradients of a convolution. The long lists are PyTorch's
// values, computed in double precision; on whole numbers they are exact.

import Grading
import Lab3
import Shared
import Testing

struct ConvolutionBackwardTests {
  // Two images of 2 channels, 5 × 4; 3 kernels of 3 × 3; stride 2, padding 1: [2, 3, 3, 2] comes out.
  private let x = pattern([2, 2, 5, 4], step: 7, modulus: 11)
  private let weight = pattern([3, 2, 3, 3], step: 5, modulus: 7)
  private let dy = pattern([2, 3, 3, 2], step: 3, modulus: 7)

  @Test(.exercise("3.5", "Convolution, backward", points: 10))
  func convolutionBackward() async {
    await checkSmallInput()
    await checkSmallWeight()
    await checkInput()
    await checkWeight()
    await checkBias()
  }

  private func checkSmallInput() async {
    let weight: Tensor = [[[[1, 2], [3, 4]]]]
    await check("one output hands dy · w to the pixels of its window") { sheet in
      let dy: Tensor = [[[[10, 0], [0, 0]]]]
      sheet.call("conv2dInputGradient(dy, weight) for a 3 × 3 image", on: ["dy": dy, "w": weight])
      sheet["dx"] = conv2dInputGradient(dy, weight: weight, inputShape: [1, 1, 3, 3])
    } equals: {
      ["dx": [[[[10, 20, 0], [30, 40, 0], [0, 0, 0]]]]]
    }

    await check("a pixel under several windows collects from each") { sheet in
      let dy: Tensor = [[[[1, 1], [1, 1]]]]
      sheet.call("conv2dInputGradient(dy, weight) for a 3 × 3 image", on: ["dy": dy, "w": weight])
      sheet["dx"] = conv2dInputGradient(dy, weight: weight, inputShape: [1, 1, 3, 3])
    } equals: {
      ["dx": [[[[1, 3, 2], [4, 10, 6], [3, 7, 4]]]]]
    }
  }

  private func checkSmallWeight() async {
    let x: Tensor = [[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]
    await check("one output hands dy · x to the weights of its kernel") { sheet in
      let dy: Tensor = [[[[0, 10], [0, 0]]]]
      sheet.call("conv2dWeightGradient(dy, x) for a 2 × 2 kernel", on: ["dy": dy, "x": x])
      sheet["dw"] = conv2dWeightGradient(dy, x: x, weightShape: [1, 1, 2, 2])
    } equals: {
      ["dw": [[[[20, 30], [50, 60]]]]]
    }

    await check("a weight collects from all windows") { sheet in
      let dy: Tensor = [[[[1, 2], [3, 4]]]]
      sheet.call("conv2dWeightGradient(dy, x) for a 2 × 2 kernel", on: ["dy": dy, "x": x])
      sheet["dw"] = conv2dWeightGradient(dy, x: x, weightShape: [1, 1, 2, 2])
    } equals: {
      ["dw": [[[[37, 47], [67, 77]]]]]
    }
  }

  private func checkInput() async {
    let (weight, dy) = (weight, dy)
    await check("dL/dx with stride 2 and padding 1 agrees with PyTorch's", weight: 2) { sheet in
      sheet.call(
        "conv2dInputGradient(dy, weight, inputShape: [2, 2, 5, 4], stride: 2, padding: 1)",
        on: ["dy": dy, "w": weight])
      sheet["dx"] = conv2dInputGradient(
        dy, weight: weight, inputShape: [2, 2, 5, 4], stride: 2, padding: 1)
    } equals: {
      ["dx": .tensor(inputGradient)]
    }
  }

  private func checkWeight() async {
    let (x, dy) = (x, dy)
    await check("dL/dw with stride 2 and padding 1 agrees with PyTorch's", weight: 2) { sheet in
      sheet.call(
        "conv2dWeightGradient(dy, x, weightShape: [3, 2, 3, 3], stride: 2, padding: 1)",
        on: ["dy": dy, "x": x])
      sheet["dw"] = conv2dWeightGradient(
        dy, x: x, weightShape: [3, 2, 3, 3], stride: 2, padding: 1)
    } equals: {
      ["dw": .tensor(weightGradient)]
    }
  }

  private func checkBias() async {
    let dy: Tensor = [
      [[[1, 2, 3], [4, 5, 6]], [[0, -1, 0], [0.5, 0, 0]]],
      [[[10, 0, 0], [0, 0, 10]], [[1, 1, 1], [1, 1, 1]]],
    ]
    await check("dL/db is the sum over the images and the pixels of a channel") { sheet in
      sheet.call("conv2dBiasGradient(dy)", on: ["dy": dy])
      sheet["db"] = conv2dBiasGradient(dy)
    } equals: {
      ["db": [41, 5.5]]
    }
  }
}

private let inputGradient = Tensor(
  [
    -9, 11, -5, -1, 14, 16, -6, -6, 6, -1, 3, -1, -12, 6, 10, 1, 7, -6, -3, -1,
    7, 7, 3, -7, -12, -3, -6, 15, 6, -16, -5, 12, 14, -7, -8, -10, -9, -4, 1, 10,
    7, -6, -3, -1, -3, 10, 5, 1, 1, -4, -9, -1, -8, -7, 14, 1, -5, -16, 6, 6,
    -9, -4, 1, 10, 5, 10, -3, -14, -3, -6, 7, 8, 10, 6, -12, 3, 3, -1, 6, -15,
  ], shape: [2, 2, 5, 4])

private let weightGradient = Tensor(
  [
    10, -9, -43, 0, -4, 18, -11, -9, 14, 8, -7, 14, -40, 18, 18, 7, 33, -43,
    -11, 40, -4, 0, 3, -26, 10, 12, -3, 4, -15, -4, 18, 6, -1, -32, -24, 16,
    -11, -9, 14, 14, -11, -14, -11, -23, 29, 7, 33, -43, -1, -27, 36, 6, 38, -9,
  ], shape: [3, 2, 3, 3])

/// Whole numbers around 0 that no axis repeats.
private func pattern(_ shape: Shape, step: Int, modulus: Int) -> Tensor {
  let middle = (modulus - 1) / 2
  return Tensor(
    (0..<shape.elementCount).map { Float($0 * step % modulus - middle) }, shape: shape)
}
