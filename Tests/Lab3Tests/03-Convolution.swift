// The visible tests of exercise 3.3: one window, then all of them.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab3
import Shared
import Testing

struct ConvolutionTests {
  @Test(.exercise("3.3", "Convolution, forward", points: 8))
  func convolution() async {
    await checkWindow()
    await checkBorder()
    await checkSmall()
    await checkSteps()
    await checkReference()
  }

  private func checkWindow() async {
    let x: Tensor = [[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]
    let weight: Tensor = [[[[1, 10], [100, 1000]]]]
    await check("windowSum multiplies the weights with the pixels below them and sums") { sheet in
      sheet.call(
        "windowSum(x, image: 0, weight, filter: 0, top: 1, left: 0)",
        on: ["x": x, "weight": weight])
      sheet["sum"] = windowSum(x, image: 0, weight, filter: 0, top: 1, left: 0)
    } equals: {
      ["sum": 8754]
    }

    let colour: Tensor = [
      [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [[[1, 0], [0, -1]], [[2, 1], [0, 3]]],
    ]
    let filters: Tensor = [
      [[[1, 1], [1, 1]], [[0, 0], [0, 1]]], [[[1, -1], [0, 0.5]], [[2, 0], [-1, 0]]],
    ]
    await check("windowSum sums over all channels of its image and its filter") { sheet in
      sheet.call("windowSum of each image with each filter", on: ["x": colour, "weight": filters])
      for (image, filter) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        sheet["image \(image), filter \(filter)"] = windowSum(
          colour, image: image, filters, filter: filter, top: 0, left: 0)
      }
    } equals: {
      [
        "image 0, filter 0": 18, "image 0, filter 1": 4, "image 1, filter 0": 3,
        "image 1, filter 1": 4.5,
      ]
    }
  }

  private func checkBorder() async {
    let x: Tensor = [[[[1, 2, 3], [4, 5, 6]]]]
    let weight: Tensor = [[[[1, 10], [100, 1000]]]]
    await check("windowSum leaves out what is outside of the image") { sheet in
      sheet.call(
        "windowSum of a window of 2 × 2 at the border of x", on: ["x": x, "weight": weight])
      for (top, left) in [(-1, -1), (-1, 1), (1, 2), (0, -1), (-2, 0), (5, 5)] {
        sheet["at (\(top), \(left))"] = windowSum(
          x, image: 0, weight, filter: 0, top: top, left: left)
      }
    } equals: {
      [
        "at (-1, -1)": 1000, "at (-1, 1)": 3200, "at (1, 2)": 6, "at (0, -1)": 4010,
        "at (-2, 0)": 0, "at (5, 5)": 0,
      ]
    }
  }

  private func checkSmall() async {
    let x: Tensor = [[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]
    await check("conv2d slides the window over the image and adds the bias") { sheet in
      let weight: Tensor = [[[[1, 0], [0, -2]]]]
      sheet.call("conv2d(x, weight: weight, bias: [0.5])", on: ["x": x, "weight": weight])
      sheet["y"] = conv2d(x, weight: weight, bias: [0.5])
    } equals: {
      ["y": [[[[-8.5, -9.5], [-11.5, -12.5]]]]]
    }

    await check("each filter makes a channel of its own, with a bias of its own") { sheet in
      let weight: Tensor = [[[[1]]], [[[-1]]], [[[0]]]]
      sheet.call(
        "conv2d(x, weight: filters of 1 × 1, bias: [0, 10, 20])", on: ["x": x, "weight": weight])
      sheet["y"] = conv2d(x, weight: weight, bias: [0, 10, 20])
    } equals: {
      [
        "y": [
          [
            [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[9, 8, 7], [6, 5, 4], [3, 2, 1]],
            [[20, 20, 20], [20, 20, 20], [20, 20, 20]],
          ]
        ]
      ]
    }
  }

  private func checkSteps() async {
    let x: Tensor = [[[[1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12, 13, 14, 15]]]]
    let weight: Tensor = [[[[1, 10], [100, 1000]]]]
    await check("a stride of 2 takes every second window") { sheet in
      sheet.call("conv2d(x, weight: weight, bias: [0], stride: 2)", on: ["x": x, "weight": weight])
      sheet["y"] = conv2d(x, weight: weight, bias: [0], stride: 2)
    } equals: {
      ["y": [[[[7621, 9843]]]]]
    }

    await check("a padding of 1 starts one pixel outside") { sheet in
      sheet.call(
        "conv2d(x, weight: weight, bias: [0], stride: 3, padding: 1)",
        on: ["x": x, "weight": weight])
      sheet["y"] = conv2d(x, weight: weight, bias: [0], stride: 3, padding: 1)
    } equals: {
      ["y": [[[[1000, 4300], [110, 153]]]]]
    }
  }

  private func checkReference() async {
    let x = Tensor(
      [
        -0.418, -0.407, -0.058, 0.305, -0.519, -0.41, -0.708, 0.182, 0.609, 0.843, 0.489, -0.72,
        -0.074, 0.764, 0.469, -0.588, 0.387, -0.815, 0.079, -0.881, 0.359, -0.775, -0.968, -0.041,
        0.517, 0.377, 0.723, 0.087, 0.623, -0.905, -0.423, -0.324, -0.896, 0.671, 0.072, -0.816,
        0.812, 0.667, -0.898, 0.031, 0.904, 0.699, -0.16, -0.318, -0.777, -0.155, -0.261, -0.298,
        0.092, -0.534, -0.144, -0.218, 0.942, -0.29, -0.879, -0.702, -0.346, 0.491, -0.259, 0.403,
        -0.951, 0.215, 0.368, -0.788, -0.591, 0.049, 0.207, 0.089, 0.452, -0.005, -0.298, 0.586,
        0.655, -0.439, -0.019, -0.955, 0.341, 0.314, -0.317, -0.585, -0.566, 0.088, 0.36, 0.298,
        -0.725, -0.87, 0.076, -0.233, 0.432, 0.969, -0.614, -0.019, 0.882, -0.715, 0.335, 0.131,
        -0.506, 0.566, -0.357, 0.744, 0.198, 0.823, -0.28, 0.889, 0.771, -0.848, -0.315, 0.29,
        0.619, -0.571, -0.969, 0.915, 0.488, -0.094, -0.909, -0.968, -0.514, 0.999, -0.023, -0.703,
        -0.659, 0.049, -0.867, 0.881, 0.29, 0.33, 0.16, 0.184, -0.487, 0.094, -0.918, -0.844,
        -0.494, -0.067, -0.311, 0.761, 0.321, -0.773, 0.133, -0.382, 0.05, 0.98, -0.581, 0.343,
        0.486, 0.807, 0.954, 0.63, -0.644, 0.366, 0.813, 0.6, -0.974, 0.002, 0.865, 0.445, 0.093,
        -0.096, -0.567, 0.906, 0.775, -0.464, 0.634, -0.389, -0.513, -0.362, 0.051, 0.807,
      ],
      shape: [2, 2, 7, 6])
    let weight = Tensor(
      [
        -0.375, -0.594, -0.156, -0.868, -0.281, 0.555, 0.881, 0.798, -0.79, 0.231, -0.209, -0.789,
        0.128, -0.259, 0.662, 0.004, 0.45, 0.303, 0.236, -0.34, -0.551, 0.772, 0.889, -0.061,
        -0.878, -0.58, -0.85, -0.771, 0.733, -0.843, 0.019, 0.49, 0, 0.105, -0.102, -0.063, 0.945,
        -0.063, -0.614, -0.869, 0.962, 0.878, -0.261, -0.382, 0.117, 0.773, -0.733, -0.21, 0.209,
        0.149, 0.454, 0.103, -0.359, -0.355,
      ],
      shape: [3, 2, 3, 3])
    await check("conv2d agrees with PyTorch's, stride 2, padding 1", weight: 2) { sheet in
      let bias: Tensor = [-0.331, -0.781, -0.253]
      sheet.call(
        "conv2d(x, weight: weight, bias: \(bias), stride: 2, padding: 1)",
        on: ["x": x, "weight": weight])
      sheet["first window"] = windowSum(x, image: 0, weight, filter: 0, top: -1, left: -1)
      sheet["y"] = conv2d(x, weight: weight, bias: bias, stride: 2, padding: 1)
    } equals: {
      [
        "first window": -1.106669,
        "y": [
          [
            [
              [-1.437669, 0.113142, 1.209895], [1.067236, -1.559974, -2.174774],
              [-0.061964, -1.919799, 1.693482], [0.017128, 0.694662, -0.815404],
            ],
            [
              [-0.925977, -2.809357, -1.625234], [0.120423, 1.198805, 1.824878],
              [-0.181124, 1.485777, -0.041187], [0.917387, -0.366682, 1.487069],
            ],
            [
              [-0.732382, -0.047353, -2.332622], [0.006314, -1.430888, 1.252358],
              [1.878877, 0.763569, -1.766059], [0.638607, -2.622524, 1.48723],
            ],
          ],
          [
            [
              [-1.24732, 1.827714, -0.574087], [-0.100755, 2.013518, -0.709322],
              [-1.293772, -1.927174, 0.836432], [0.206911, 0.096446, -0.357247],
            ],
            [
              [-0.867176, -1.516381, -0.665989], [-1.980245, -1.976976, 0.388021],
              [0.830372, -2.354471, -0.951224], [-0.067655, -3.535927, 1.046562],
            ],
            [
              [-1.173478, -0.20089, 1.027062], [-0.219901, -0.789455, 0.567327],
              [-0.584562, 1.63792, -0.761662], [-0.322466, -2.022824, 1.455299],
            ],
          ],
        ],
      ]
    }
  }
}
