// The hidden tests of exercise 3.3: other windows, strides that do not come out even, no images.

import Grading
import Lab3
import Shared
import Testing

struct ConvolutionTests {
  @Test(.exercise("3.3", "Convolution, forward", points: 8))
  func convolution() async {
    await checkWindows()
    await checkRagged()
    await checkTall()
    await checkSizes()
  }

  private func checkWindows() async {
    var generator = SeededGenerator(seed: 33)
    let x = Tensor(randomNormal: [2, 3, 4, 5], using: &generator)
    let weight = Tensor(randomNormal: [2, 3, 3, 3], using: &generator)
    await check("windowSum everywhere in and around an image", weight: 1.5) { sheet in
      sheet.call("windowSum(x, image: 1, weight, filter: 1, top: −1…2, left: −1…3), seed 33")
      let sums = (-1...2).flatMap { top in
        (-1...3).map { windowSum(x, image: 1, weight, filter: 1, top: top, left: $0) }
      }
      sheet["sums"] = Tensor(sums, shape: [1, 1, 4, 5])
    } equals: {
      let exact = convolve(x.rows(1..<2), weight.rows(1..<2), padding: 1)
      let magnitude = convolve(abs(x.rows(1..<2)), abs(weight.rows(1..<2)), padding: 1)
      return ["sums": .dot(exact, terms: 27, magnitude: magnitude)]
    }
  }

  private func checkRagged() async {
    let x = Tensor(
      [
        0.28, 0.602, 0.381, -0.459, -0.724, -0.969, 0.722, 0.041, 0.212, -0.96, -0.678, 0.172,
        -0.844, 0.398, -0.443, 0.873, -0.598, -0.928, 0.582, -0.232, -0.199, -0.021, 0.753, -0.355,
        0.2, -0.926, -0.45, 0.361, 0.384, 0.078, 0.647, 0.701, -0.561, -0.392, -0.709, -0.776,
        0.932, 0.991, -0.36, -0.371, -0.173, -0.439, 0.225, 0.662, -0.473, 0.695, 0.183, -0.888,
        -0.034, 0.392, -0.576, 0.914, 0.14, 0.662, 0.388, -0.104,
      ],
      shape: [1, 1, 8, 7])
    await check("what does not fill a window at the end is not read") { sheet in
      let weight: Tensor = [[[[0.324, 0.416], [0.284, 0.368]]]]
      sheet.call(
        "conv2d(x, weight: weight, bias: [0.368], stride: 3)", on: ["x": x, "weight": weight])
      sheet["y"] = conv2d(x, weight: weight, bias: [0.368], stride: 3)
    } equals: {
      ["y": [[[[0.798812, -0.211156], [0.812204, 0.04022], [0.615652, 0.952684]]]]]
    }
  }

  private func checkTall() async {
    let x = Tensor(
      [
        -1.7, -1.1, 1.2, 0.3, -1.6, -0.3, -0.1, -1.4, 0.9, -1.5, -0.4, 0.1, -0.3, 0.3, 1, 1.8, -0.9,
        0.6, 0.8, -0.8, -2, 1.9, -0.8, -0.7, 1.6, 0.3, -0.1, 1.1, -1.9, 0.8, -0.5, -1.6, 0.6, 1.7,
        -1.2, 0.5, -0.8, 1, 0.9, -1.1, 1.3, 0.6, 0.7, 1.3, -0.3, 1, 1.5, -1.6,
      ],
      shape: [2, 2, 4, 3])
    let weight = Tensor(
      [
        1.4, -0.4, -0.1, -1.4, 0.8, -0.8, 1.5, -0.9, 0.2, -0.4, 0.5, -1.2, -1.3, 1, 1, 0.3, 1.7,
        -1.2, 1.4, -1.3, 1.9, 0.5, 0.4, 1.9, 1.1, 1.2, -1.8, -0.5, -1.7, -1.2, -1.1, 1.4, -1.5,
        -0.8, 0, 1.4,
      ],
      shape: [3, 2, 3, 2])
    await check("windows that are taller than wide, two images, three filters", weight: 1.5) {
      sheet in
      sheet.call(
        "conv2d(x, weight: weight, bias: [0.5, −1, 2], padding: 1)", on: ["x": x, "weight": weight])
      sheet["y"] = conv2d(x, weight: weight, bias: [0.5, -1, 2], padding: 1)
    } equals: {
      [
        "y": [
          [
            [
              [0.6, 5.53, -3.62, 0.64], [-0.57, 3.17, -1.65, 3.55], [-2.5, 8.55, -3.95, 0.22],
              [1.16, 4.25, -1.2, -1.39],
            ],
            [
              [1.4, -2.01, -2.25, 1.83], [0.32, 2.4, -9.93, 0.41], [2.74, -1.53, -7.36, -2.78],
              [-1.64, 1.48, 0.96, -6.2],
            ],
            [
              [5.25, 5.97, 6.05, -1.15], [-0.81, -1.43, 5.7, 0.33], [8.75, -0.6, 6.16, 2.22],
              [2.23, -1.1, 2.05, 6.06],
            ],
          ],
          [
            [
              [-0.98, -0.35, -1.78, 1.63], [-0.96, 2, -0.01, 2.08], [-1.09, 2.91, -0.06, 2],
              [-2.71, 1.43, 0.6, 0.52],
            ],
            [
              [-4.33, 5.85, -0.91, 2.21], [3.35, -2.29, -3.64, 3.23], [1.59, 1.02, -0.87, -0.96],
              [-1.4, 1.33, 4.89, -4.74],
            ],
            [
              [-1.02, 1.6, 2.4, -0.53], [4.71, 10.57, 4.54, -2.46], [0.83, 4.22, 0.35, 0.74],
              [0.73, -4.58, 0.05, 4.49],
            ],
          ],
        ]
      ]
    }
  }

  private func checkSizes() async {
    await check("a single window, and no images") { sheet in
      sheet.call("conv2d of 2 × 2 with K = 2; of 1 × 1 with K = 3 and padding 1; of [0, 2, 4, 4]")
      sheet["K = H"] = conv2d(
        [[[[1, 2], [3, 4]]]], weight: [[[[1, -1], [2, 0.5]]]], bias: [1])
      let ones = Tensor(ones: [1, 1, 3, 3])
      sheet["padded"] = conv2d([[[[5]]]], weight: ones, bias: [-1], padding: 1)
      sheet["no images"] = conv2d(
        Tensor(zeros: [0, 2, 4, 4]), weight: Tensor(ones: [3, 2, 3, 3]), bias: [0, 0, 0])
    } equals: {
      [
        "K = H": [[[[8]]]], "padded": [[[[4]]]],
        "no images": .tensor(Tensor(zeros: [0, 3, 2, 2])),
      ]
    }

    var generator = SeededGenerator(seed: 34)
    let x = Tensor(randomNormal: [2, 3, 11, 10], using: &generator)
    let weight = Tensor(randomNormal: [4, 3, 5, 5], using: &generator)
    await check("a larger convolution, stride 2, padding 2") { sheet in
      sheet.call(
        "conv2d(x [2, 3, 11, 10], weight [4, 3, 5, 5], zeros, stride: 2, padding: 2), seed 34")
      sheet["y"] = conv2d(x, weight: weight, bias: Tensor(zeros: [4]), stride: 2, padding: 2)
    } equals: {
      let exact = convolve(x, weight, stride: 2, padding: 2)
      let magnitude = convolve(abs(x), abs(weight), stride: 2, padding: 2)
      return ["y": .dot(exact, terms: 75, magnitude: magnitude)]
    }
  }
}
