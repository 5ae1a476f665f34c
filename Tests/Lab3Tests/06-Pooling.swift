// The visible tests of exercise 3.6: the largest number and the mean of windows, forward and backward,
// and two layers without parameters. Longer lists are PyTorch's values.

import Grading
import Lab3
import Shared
import Testing

struct PoolingTests {
  private let x: Tensor = [[[[1, 3, 2, 0], [4, -1, 5, 6], [-7, -8, 0, 1], [-5, -6, 3, 2]]]]

  @Test(.exercise("3.6", "Pooling", points: 8))
  func pooling() async {
    await checkMaximum()
    await checkMaximumGradient()
    await checkAverage()
    await checkAverageGradient()
    await checkGlobal()
    await checkFlatten()
  }

  private func checkMaximum() async {
    let x = x
    await check("maxPooled finds the largest of each window, and its place") { sheet in
      sheet.call("maxPooled(x, window: Window(2, stride: 2))", on: ["x": x])
      let (values, places) = maxPooled(x, window: Window(2, stride: 2))
      sheet["values"] = values
      sheet["places"] = places
    } equals: {
      ["values": [[[[4, 6], [-5, 3]]]], "places": .integers([4, 7, 12, 14])]
    }

    await check("padding never wins: the maxima of negative numbers are negative") { sheet in
      let negative: Tensor = [[[[-1, -2, -3], [-4, -5, -6], [-7, -8, -9]]]]
      sheet.call("maxPooled(x, window: Window(3, stride: 2, padding: 1))", on: ["x": negative])
      let (values, places) = maxPooled(negative, window: Window(3, stride: 2, padding: 1))
      sheet["values"] = values
      sheet["places"] = places
    } equals: {
      ["values": [[[[-1, -2], [-4, -5]]]], "places": .integers([0, 1, 3, 4])]
    }

    await check("of equal numbers the first one is the place") { sheet in
      let ties: Tensor = [[[[1, 1, 0, 0], [1, 1, 0, 0], [2, 3, -1, -1], [3, 2, -1, -2]]]]
      sheet.call("maxPooled(x, window: Window(2, stride: 2))", on: ["x": ties])
      let (values, places) = maxPooled(ties, window: Window(2, stride: 2))
      sheet["values"] = values
      sheet["places"] = places
    } equals: {
      ["values": [[[[1, 0], [3, -1]]]], "places": .integers([0, 2, 9, 10])]
    }
  }

  private func checkMaximumGradient() async {
    await check("the place of each maximum receives its dy, the others nothing") { sheet in
      let dy: Tensor = [[[[10, 20], [30, 40]]]]
      sheet.call("maxPooledGradient(dy, places: [4, 7, 12, 14]) of a 4 × 4 image", on: ["dy": dy])
      sheet["dx"] = maxPooledGradient(dy, places: [4, 7, 12, 14], inputShape: [1, 1, 4, 4])
    } equals: {
      ["dx": [[[[0, 0, 0, 0], [10, 0, 0, 20], [0, 0, 0, 0], [30, 0, 40, 0]]]]]
    }

    await check("a pixel that won four windows collects from all") { sheet in
      let dy: Tensor = [[[[1, 2], [3, 4]]]]
      sheet.call("maxPooledGradient(dy, places: [5, 5, 5, 5]) of a 4 × 4 image", on: ["dy": dy])
      sheet["dx"] = maxPooledGradient(dy, places: [5, 5, 5, 5], inputShape: [1, 1, 4, 4])
    } equals: {
      ["dx": [[[[0, 0, 0, 0], [0, 10, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]]]]
    }
  }

  private func checkAverage() async {
    let x = x
    await check("averagePooled gives the mean of each window") { sheet in
      sheet.call("averagePooled(x, window: Window(2, stride: 2))", on: ["x": x])
      sheet["means"] = averagePooled(x, window: Window(2, stride: 2))
    } equals: {
      ["means": [[[[1.75, 3.25], [-6.5, 1.5]]]]]
    }

    await check("padding counts as zeros, and the border is divided by size² too") { sheet in
      let x: Tensor = [[[[4, 8, 12], [16, 20, 24], [28, 32, 36]]]]
      sheet.call("averagePooled(x, window: Window(2, padding: 1))", on: ["x": x])
      sheet["means"] = averagePooled(x, window: Window(2, padding: 1))
    } equals: {
      ["means": [[[[1, 3, 5, 3], [5, 12, 16, 9], [11, 24, 28, 15], [7, 15, 17, 9]]]]]
    }
  }

  private func checkAverageGradient() async {
    await check("each pixel of a window receives an equal share") { sheet in
      let dy: Tensor = [[[[4, 8], [12, -16]]]]
      sheet.call("averagePooledGradient(dy) of a 4 × 5 image, windows of 2", on: ["dy": dy])
      sheet["dx"] = averagePooledGradient(
        dy, inputShape: [1, 1, 4, 5], window: Window(2, stride: 2))
    } equals: {
      ["dx": [[[[1, 1, 2, 2, 0], [1, 1, 2, 2, 0], [3, 3, -4, -4, 0], [3, 3, -4, -4, 0]]]]]
    }

    await check("overlapping windows with padding add up") { sheet in
      let dy: Tensor = [[[[-12, 0, 12, -4], [8, -8, 4, -12], [0, 12, -4, 8], [-8, 4, -12, 0]]]]
      sheet.call("averagePooledGradient(dy), Window(2, padding: 1)", on: ["dy": dy])
      sheet["dx"] = averagePooledGradient(
        dy, inputShape: [1, 1, 3, 3], window: Window(2, padding: 1))
    } equals: {
      ["dx": [[[[-3, 2, 0], [3, 1, -1], [2, 0, -2]]]]]
    }
  }

  private func checkGlobal() async {
    let x: Tensor = [
      [[[1, 2], [3, 6]], [[0, -1], [0, -1]]], [[[10, 10], [10, 10]], [[4, 0], [0, 0]]],
    ]
    await check("GlobalAveragePool: a mean a channel, and equal shares back") { sheet in
      var (layer, context) = (GlobalAveragePool(), Context(.training))
      let dy: Tensor = [[4, 8], [-4, 0]]
      sheet.call("forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [[3, -0.5], [10, 1]],
        "dx": [
          [[[1, 1], [1, 1]], [[2, 2], [2, 2]]], [[[-1, -1], [-1, -1]], [[0, 0], [0, 0]]],
        ],
      ]
    }
  }

  private func checkFlatten() async {
    let x: Tensor = [[[[1, 2, 3]], [[4, 5, 6]]], [[[7, 8, 9]], [[10, 11, 12]]]]
    await check("Flatten keeps the order of the numbers, forth and back") { sheet in
      var (layer, context) = (Flatten(), Context(.training))
      sheet.call("forward(x), then backward(2y)", on: ["x": x])
      let y = layer.forward(x, &context)
      sheet["y"] = y
      sheet["dx"] = layer.backward(y * 2)
      sheet["y of no images"] = layer.forward(Tensor(zeros: [0, 3, 2, 2]), &context)
    } equals: {
      [
        "y": [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]],
        "dx": [[[[2, 4, 6]], [[8, 10, 12]]], [[[14, 16, 18]], [[20, 22, 24]]]],
        "y of no images": .tensor(Tensor(zeros: [0, 12])),
      ]
    }
  }
}
