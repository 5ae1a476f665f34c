// The hidden tests of exercise 3.6: several images and channels, overlapping and ragged windows,
// gradient checks. The long lists are PyTorch's values.

import Grading
import Lab3
import Shared
import Testing

struct PoolingTests {
  @Test(.exercise("3.6", "Pooling", points: 8))
  func pooling() async {
    await checkMaximum()
    await checkMaximumGradient()
    await checkAverage()
    await checkDifferences()
    await checkEdges()
    await checkLayers()
  }

  private func checkMaximum() async {
    let x = pattern([2, 2, 5, 6], modulus: 23, middle: 11)
    await check("two images with two channels, the last row left over", weight: 2) { sheet in
      sheet.call("maxPooled(x, window: Window(2, stride: 2))", on: ["x": x])
      let (values, places) = maxPooled(x, window: Window(2, stride: 2))
      sheet["values"] = values
      sheet["places"] = places
    } equals: {
      [
        "values": [
          [[[8, 10, 1], [11, 2, 9]], [[11, 9, 4], [10, 5, 8]]],
          [[[2, 9, 7], [10, 8, 11]], [[5, 8, 10], [9, 11, 2]]],
        ],
        "places": .integers([
          6, 3, 5, 13, 15, 16, 6, 9, 5, 19, 15, 22, 1, 2, 5, 12, 15, 22, 1, 8, 5, 18, 15, 17,
        ]),
      ]
    }

    let wide = pattern([2, 2, 5, 4], modulus: 23, middle: 20)
    await check("windows of 3 with stride 2 and padding 1", weight: 2) { sheet in
      sheet.call("maxPooled(x, window: Window(3, stride: 2, padding: 1))", on: ["x": wide])
      let (values, places) = maxPooled(wide, window: Window(3, stride: 2, padding: 1))
      sheet["values"] = values
      sheet["places"] = places
    } equals: {
      [
        "values": [
          [[[-8, 1], [2, 2], [2, 2]], [[-6, 1], [-1, 1], [2, 0]]],
          [[[-4, -2], [1, 1], [-1, 2]], [[-2, 0], [1, -1], [1, -1]]],
        ],
        "places": .integers([
          5, 3, 13, 13, 13, 13, 5, 6, 9, 6, 16, 19, 5, 2, 9, 9, 12, 19, 5, 2, 12, 15, 12, 15,
        ]),
      ]
    }
  }

  private func checkMaximumGradient() async {
    let dy = pattern([2, 2, 3, 2], step: 3, modulus: 7, middle: 3)
    let places = [
      5, 3, 13, 13, 13, 13, 5, 6, 9, 6, 16, 19, 5, 2, 9, 9, 12, 19, 5, 2, 12, 15, 12, 15,
    ]
    await check("the gradient of overlapping maxima, image by image, channel by channel") { sheet in
      sheet.call("maxPooledGradient(dy, places: \(places))", on: ["dy": dy])
      sheet["dx"] = maxPooledGradient(dy, places: places, inputShape: [2, 2, 5, 4])
    } equals: {
      [
        "dx": .tensor(
          Tensor(
            [
              0, 0, 0, 0, 0, -3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0,
              0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 2, 0, 0, 1, 0, 0, -2, 0, 0, 0, -3, 0, 0, 3, 0, 0, 0,
              0, 0, 0, -1, 0, 0, -2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
            ], shape: [2, 2, 5, 4]))
      ]
    }
  }

  private func checkAverage() async {
    let x = pattern([2, 2, 5, 4], modulus: 11, middle: 5) * 9
    let dy = pattern([2, 2, 3, 2], step: 3, modulus: 7, middle: 3) * 9
    let window = Window(3, stride: 2, padding: 1)
    await check("means of 3 × 3 windows with stride 2 and padding 1, and their gradient") { sheet in
      sheet.call("averagePooled, averagePooledGradient", on: ["x": x, "dy": dy])
      sheet["means"] = averagePooled(x, window: window)
      sheet["dx"] = averagePooledGradient(dy, inputShape: x.shape, window: window)
    } equals: {
      [
        "means": [
          [[[-5, 6], [-3, 2], [1, 4]], [[5, -1], [1, -3], [0, -3]]],
          [[[-7, 3], [-6, 3], [-1, 1]], [[3, -4], [9, -2], [-2, -6]]],
        ],
        "dx": .tensor(
          Tensor(
            [
              -3, -3, 0, 0, 0, -1, -1, -1, 3, 2, -1, -1, 5, 2, -3, -3, 2, 0, -2, -2,
              1, -2, -3, -3, 1, 1, 0, 0, 0, 3, 3, 3, -1, 4, 5, 5, -1, 1, 2, 2,
              -2, -1, 1, 1, -5, -4, 1, 1, -3, -3, 0, 0, 0, -1, -1, -1, 3, 2, -1, -1,
              2, 0, -2, -2, 3, -2, -5, -5, 1, -2, -3, -3, 1, 1, 0, 0, 0, 3, 3, 3,
            ], shape: [2, 2, 5, 4])),
      ]
    }
  }

  private func checkDifferences() async {
    let x: Tensor = [
      [[[0.3, -0.7, 0.9], [0.1, 0.5, -0.4]], [[-0.2, 0.8, -0.9], [0.6, -0.1, 0.4]]]
    ]
    let dy: Tensor = [[[[0.5, -1]], [[2, 0.25]]]]
    await check("both gradients agree with central differences") { sheet in
      sheet.call("windows of 2, stride 1", on: ["x": x, "dy": dy])
      let (values, places) = maxPooled(x, window: Window(2))
      sheet["maxima"] = values
      sheet["means"] = averagePooled(x, window: Window(2))
      let dx = maxPooledGradient(dy, places: places, inputShape: x.shape)
      sheet.gradientCheck("dx of maxima", of: x, analytic: dx) {
        dot(maxPooled($0, window: Window(2)).values, dy)
      }
      let dxOfMeans = averagePooledGradient(dy, inputShape: x.shape, window: Window(2))
      sheet.gradientCheck("dx of means", of: x, analytic: dxOfMeans) {
        dot(averagePooled($0, window: Window(2)), dy)
      }
    } equals: {
      [
        "maxima": [[[[0.5, 0.9]], [[0.8, 0.8]]]], "means": [[[[0.05, 0.075]], [[0.275, 0.05]]]],
        "dx of maxima": .gradient(
          [[[[0, 0, -1], [0, 0.5, 0]], [[0, 2.25, 0], [0, 0, 0]]]], afterForward: "maxima"),
        "dx of means": .gradient(
          [
            [
              [[0.125, -0.125, -0.25], [0.125, -0.125, -0.25]],
              [[0.5, 0.5625, 0.0625], [0.5, 0.5625, 0.0625]],
            ]
          ], afterForward: "means"),
      ]
    }
  }

  private func checkEdges() async {
    await check("a window of one pixel, of the whole image, and no images") { sheet in
      let x: Tensor = [[[[2, -3, 1]], [[0, 5, 4]]]]
      sheet.call("Window(1) and Window(1, stride: 2)", on: ["x": x])
      sheet["every pixel"] = maxPooled(x, window: Window(1)).values
      sheet["every other pixel"] = averagePooled(x, window: Window(1, stride: 2))
      sheet["places"] = maxPooled(x, window: Window(1, stride: 2)).places
      let square: Tensor = [[[[1, 2], [3, -2]]]]
      sheet["whole image"] = averagePooled(square, window: Window(2))
      sheet["no images"] = maxPooled(Tensor(zeros: [0, 1, 4, 4]), window: Window(2)).values
    } equals: {
      [
        "every pixel": [[[[2, -3, 1]], [[0, 5, 4]]]],
        "every other pixel": [[[[2, 1]], [[0, 4]]]],
        "places": .integers([0, 2, 0, 2]), "whole image": [[[[1]]]],
        "no images": .tensor(Tensor(zeros: [0, 1, 3, 3])),
      ]
    }
  }

  private func checkLayers() async {
    await check("GlobalAveragePool and Flatten go back to the latest shape") { sheet in
      var (pool, flatten, context) = (GlobalAveragePool(), Flatten(), Context(.inference))
      sheet.call("forward of [3, 2, 4, 4], forward of [2, 3, 2, 4], backward")
      _ = pool.forward(Tensor(ones: [3, 2, 4, 4]), &context)
      _ = flatten.forward(Tensor(ones: [3, 2, 4, 4]), &context)
      let x = pattern([2, 3, 2, 4], modulus: 11, middle: 5)
      sheet["means"] = pool.forward(x, &context)
      sheet["dx"] = pool.backward([[8, 16, 24], [0, -8, 4]])
      sheet["flat"] = flatten.forward(x, &context).shape.map { $0 }
      sheet["dx of flat"] = flatten.backward(x.reshaped(to: [2, 24]))
    } equals: {
      [
        "means": [[0.25, -0.125, -0.5], [0.5, 0.125, -0.25]],
        "dx": [
          [
            [[1, 1, 1, 1], [1, 1, 1, 1]], [[2, 2, 2, 2], [2, 2, 2, 2]],
            [[3, 3, 3, 3], [3, 3, 3, 3]],
          ],
          [
            [[0, 0, 0, 0], [0, 0, 0, 0]], [[-1, -1, -1, -1], [-1, -1, -1, -1]],
            [[0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]],
          ],
        ], "flat": .integers([2, 24]),
        "dx of flat": [
          [
            [[-5, 2, -2, 5], [1, -3, 4, 0]], [[-4, 3, -1, -5], [2, -2, 5, 1]],
            [[-3, 4, 0, -4], [3, -1, -5, 2]],
          ],
          [
            [[-2, 5, 1, -3], [4, 0, -4, 3]], [[-1, -5, 2, -2], [5, 1, -3, 4]],
            [[0, -4, 3, -1], [-5, 2, -2, 5]],
          ],
        ],
      ]
    }
  }
}

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// Whole numbers that no axis repeats.
private func pattern(_ shape: Shape, step: Int = 7, modulus: Int, middle: Int) -> Tensor {
  Tensor((0..<shape.elementCount).map { Float($0 * step % modulus - middle) }, shape: shape)
}
