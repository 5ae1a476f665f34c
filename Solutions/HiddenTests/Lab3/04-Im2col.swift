// The hidden tests of exercise 3.4: other shapes and steps, the transpose as a property, gradients.

import Grading
import Lab3
import Shared
import Testing

struct Im2colTests {
  @Test(.exercise("3.4", "Convolution as matmul", points: 6))
  func im2colAndBack() async {
    await checkShapes()
    await checkTranspose()
    await checkGradient()
    await checkProduct()
  }

  private func checkShapes() async {
    let x = Tensor(
      [
        1.8, 0, 1.9, -1.7, 0.4, -0.5, 1.2, -1.3, 1.5, 0.2, 1.6, -0.1, -0.3, 1.2, 1.9, -0.5, 1.9,
        1.7, -1.3, 0.4, 0.8, 1.8, 0.7, -1.5, 0, 0, 0, 1.8, -0.6, -1.1, 0.1, 0.6, 1.8, 0.3, -0.9,
        1.7, 0, 0.7, -0.1, -1.1, 0.8, 1.1, -1.2, -0.2, -0.6, -1.3, -1.1, 1.9,
      ],
      shape: [2, 2, 3, 4])
    await check("im2col of two images with two channels, stride 2, padding 1") { sheet in
      sheet.call("im2col(x, size: 2, stride: 2, padding: 1)", on: ["x": x])
      sheet["windows"] = im2col(x, size: 2, stride: 2, padding: 1)
    } equals: {
      [
        "windows": [
          [0, 0, 0, 1.8, 0, 0, 0, -0.3], [0, 0, 0, 1.9, 0, 0, 1.2, 1.9],
          [0, 0, -1.7, 0, 0, 0, -0.5, 0], [0, 0.4, 0, 1.5, 0, 1.9, 0, 0.8],
          [-0.5, 1.2, 0.2, 1.6, 1.7, -1.3, 1.8, 0.7], [-1.3, 0, -0.1, 0, 0.4, 0, -1.5, 0],
          [0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0.7, -0.1], [0, 0, 1.8, 0, 0, 0, -1.1, 0],
          [0, -0.6, 0, 1.8, 0, 0.8, 0, -0.6], [-1.1, 0.1, 0.3, -0.9, 1.1, -1.2, -1.3, -1.1],
          [0.6, 0, 1.7, 0, -0.2, 0, 1.9, 0],
        ]
      ]
    }

    await check("one window, windows of one pixel, and no images", weight: 0.5) { sheet in
      sheet.call(
        "im2col of x[0, 0] with K = H; of [[[[1, 2], [3, 4]]]] with K = 1; of [0, 2, 3, 3]")
      let image: Tensor = [[[[1, 2], [3, 4]]]]
      sheet["K = H"] = im2col(image, size: 2, stride: 1, padding: 0)
      sheet["K = 1"] = im2col(image, size: 1, stride: 1, padding: 0)
      sheet["no images"] = im2col(Tensor(zeros: [0, 2, 3, 3]), size: 2, stride: 1, padding: 0)
    } equals: {
      [
        "K = H": [[1, 2, 3, 4]], "K = 1": [[1], [2], [3], [4]],
        "no images": .tensor(Tensor(zeros: [0, 8])),
      ]
    }
  }

  private func checkTranspose() async {
    let columns = Tensor(
      [
        1.5, -0.5, 1, -1.8, 1.7, 0.1, 1.3, -0.9, -0.5, -0.6, 1.9, -0.3, 0, 1.8, 1.6, -0.4, -0.8,
        1.2, -1.6, -0.4, 1.5, 1.7, -1.1, -1.7, 1.2, 0.5, -1, 0, -1.7, 0.8, 0.1, 0.8, -1.6, 0.6,
        -0.5, 0, -0.7, 0.5, 0.3, 0.5, -1.7, -1.1, -1.7, -0.5, -0.1, -1.6, 0.7, -0.1, 0, 0.4, 1.7,
        0.4, -1.6, -1.4, 0.8, -0.7, 1, 0, -0.5, 1, -1.3, -0.9, -0.8, -0.3, 1.6, 1.3, 1.3, 0.5, -2,
        -0.9, 0, 1.6, -0.5, 0.2, 1.4, -0.6, 1, 0.4, 0.1, 0.5, -0.1, -1.5, 1.6, 1.9, 1.3, -0.6, 0.5,
        1.1, -1.8, 1.2, -1.7, 1.8, -1, 1.9, -1.1, 0.1,
      ],
      shape: [12, 8])
    await check("col2im of two images with two channels, stride 2, padding 1", weight: 1.5) {
      sheet in
      sheet.call(
        "col2im(columns, inputShape: [2, 2, 3, 4], size: 2, stride: 2, padding: 1)",
        on: ["columns": columns])
      sheet["image"] = col2im(columns, inputShape: [2, 2, 3, 4], size: 2, stride: 2, padding: 1)
    } equals: {
      [
        "image": [
          [
            [[-1.8, 1.9, -0.3, -1.6], [0.5, -1.6, 0.6, -1.7], [0, -0.5, 0, -1.7]],
            [[-0.9, 1.6, -0.4, -1.1], [0.8, -0.7, 0.5, -0.1], [0.8, 0.3, 0.5, 0.7]],
          ],
          [
            [[0.4, -0.5, 1, 1.3], [0.2, -0.1, -1.5, -1.8], [-0.6, 1.6, 1.9, -1.7]],
            [[-0.7, -0.8, -0.3, 0], [0.4, 1.3, -0.6, -1], [0.5, 0.5, 1.1, -1.1]],
          ],
        ]
      ]
    }

    await check("col2im counts how many windows read each pixel") { sheet in
      sheet.call("col2im of ones, inputShape [1, 1, 4, 5], size 3, stride 1, padding 1")
      sheet["image"] = col2im(
        Tensor(ones: [20, 9]), inputShape: [1, 1, 4, 5], size: 3, stride: 1, padding: 1)
    } equals: {
      ["image": [[[[4, 6, 6, 6, 4], [6, 9, 9, 9, 6], [6, 9, 9, 9, 6], [4, 6, 6, 6, 4]]]]]
    }
  }

  private func checkGradient() async {
    let (x, weight): (Tensor, Tensor) = (
      [
        [
          [
            [1.3, 2, 0.8, 1.3, -0.4], [1, -0.5, 1.7, 1.1, -0.5], [1.1, -1.7, 1.7, 0.8, -0.7],
            [0.6, 1.1, 0.5, 1.5, -0.3],
          ]
        ]
      ],
      [[[[-0.7, -0.5], [-0.9, -0.1]]], [[[1, 1.5], [0.5, 1.1]]]]
    )
    let dy: Tensor = [[[[1.9, 0.6], [-1.7, 0.5]], [[-1.9, 0.7], [2, 0]]]]
    await check("dy · W through col2im is the gradient of the input") { sheet in
      sheet.call(
        "conv2dByMatmul(x, stride 2), then col2im(dyᵀ · W, inputShape: [1, 1, 4, 5], size 2, stride 2)",
        on: ["x": x, "W": weight, "dy": dy])
      let y = conv2dByMatmul(x, weight: weight, bias: [0.5, -1], stride: 2)
      sheet["y"] = y
      let rows = matmul(
        dy.reshaped(to: [2, 4]), weight.reshaped(to: [2, 4]), transposeA: true)  // [4, 4]
      let dx = col2im(rows, inputShape: [1, 1, 4, 5], size: 2, stride: 2, padding: 0)
      sheet.gradientCheck("dx", of: x, analytic: dx) { moved in
        let y = conv2dByMatmul(moved, weight: weight, bias: [0.5, -1], stride: 2)
        return zip(y.scalars, dy.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      }
    } equals: {
      [
        "y": [[[[-2.26, -2.35], [-0.07, -1.69]], [[3.25, 3.81], [-0.94, 3.8]]]],
        "dx": .gradient(
          [
            [
              [
                [-3.23, -3.8, 0.28, 0.75, 0], [-2.66, -2.28, -0.19, 0.71, 0],
                [3.19, 3.85, -0.35, -0.25, 0], [2.53, 2.37, -0.45, -0.05, 0],
              ]
            ]
          ], afterForward: "y"),
      ]
    }
  }

  private func checkProduct() async {
    var generator = SeededGenerator(seed: 35)
    let x = Tensor(randomNormal: [3, 2, 7, 9], using: &generator)
    let weight = Tensor(randomNormal: [5, 2, 3, 3], using: &generator)
    await check("conv2dByMatmul of three images, stride 3, padding 2") { sheet in
      sheet.call(
        "conv2dByMatmul(x [3, 2, 7, 9], weight [5, 2, 3, 3], zeros, stride 3, padding 2), seed 35")
      sheet["y"] = conv2dByMatmul(
        x, weight: weight, bias: Tensor(zeros: [5]), stride: 3, padding: 2)
    } equals: {
      let exact = convolve(x, weight, stride: 3, padding: 2)
      let magnitude = convolve(abs(x), abs(weight), stride: 3, padding: 2)
      return ["y": .dot(exact, terms: 18, magnitude: magnitude)]
    }

    await check("each filter has its own bias", weight: 0.5) { sheet in
      sheet.call("conv2dByMatmul(zeros [2, 1, 2, 3], weight [3, 1, 2, 2], bias: [1, 2, 3])")
      sheet["y"] = conv2dByMatmul(
        Tensor(zeros: [2, 1, 2, 3]), weight: Tensor(ones: [3, 1, 2, 2]), bias: [1, 2, 3])
    } equals: {
      [
        "y": [[[[1, 1]], [[2, 2]], [[3, 3]]], [[[1, 1]], [[2, 2]], [[3, 3]]]]
      ]
    }
  }
}
