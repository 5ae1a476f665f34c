// The hidden tests of exercise 3.1: other shifts, batches, the matrix at work, real layers.

import Grading
import Lab3
import Shared
import Testing

struct SharingTests {
  private let kernel: Tensor = [
    [[[0, 1.8], [-1.4, 1.8]], [[-0.8, -0.3], [1.3, -0.4]]],
    [[[0.2, -1.9], [1, 0.2]], [[-0.7, 1.2], [-0.8, -0.2]]],
    [[[-1.5, -0.4], [-1.2, -1]], [[1, -0.9], [-0.1, 1.9]]],
  ]
  private let x: Tensor = [
    [
      [[1.8, 0.9, 0.2, -0.9], [-1.4, 1.9, 0.1, -1.5], [0.5, 1.1, 0.5, 1.7]],
      [[-1.8, 0.1, -0.2, -1.8], [0.6, 1.4, 0.4, -1], [1.4, 0, 0, 1]],
    ],
    [
      [[-1.4, 1.3, 0.7, 1.1], [-1.2, 1.2, -1.2, -1.7], [1.4, 1.4, 1.5, -0.1]],
      [[-0.9, -2, 0.6, 0.9], [1.3, -0.9, -1.1, 0.6], [1.2, 1.9, -1.4, -0.1]],
    ],
  ]

  @Test(.exercise("3.1", "Sharing and shifts", points: 4))
  func sharing() async {
    await checkShifts()
    await checkMatrix()
    await checkCounts()
    await checkEquivariance()
  }

  private func checkShifts() async {
    let x = x
    await check("shifted moves every image and channel, upwards and to the right") { sheet in
      sheet.call("shifted(x, down: -2, right: 1), x of shape [2, 2, 3, 4]", on: ["x": x])
      sheet["y"] = shifted(x, down: -2, right: 1)
      sheet["no images"] = shifted(Tensor(zeros: [0, 2, 3, 4]), down: 1, right: 1)
    } equals: {
      [
        "y": [
          [
            [[0, 0.5, 1.1, 0.5], [0, 0, 0, 0], [0, 0, 0, 0]],
            [[0, 1.4, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
          ],
          [
            [[0, 1.4, 1.4, 1.5], [0, 0, 0, 0], [0, 0, 0, 0]],
            [[0, 1.2, 1.9, -1.4], [0, 0, 0, 0], [0, 0, 0, 0]],
          ],
        ],
        "no images": .tensor(Tensor(zeros: [0, 2, 3, 4])),
      ]
    }
  }

  private func checkMatrix() async {
    let (x, kernel) = (x, kernel)
    await check("x · Wᵀ is the convolution", weight: 1.5) { sheet in
      sheet.call(
        "matmul(flattened x, denseMatrix(of: kernel, height: 3, width: 4), transposeB: true)",
        on: ["x": x, "kernel": kernel])
      let matrix = denseMatrix(of: kernel, height: 3, width: 4)
      sheet["shape of W"] = Array(matrix.shape)
      sheet["y"] = matmul(x.reshaped(to: [2, 24]), matrix, transposeB: true)
    } equals: {
      [
        "shape of W": .integers([18, 24]),
        "y": [
          [
            8.63, -0.48, -2.84, 5.62, -1.7, -0.76, -1.75, 0.21, -0.59, -3.03, 0.89, 2.03, -2.57,
            -2.91, 0.92, -1.16, -3.67, 1.35,
          ],
          [
            9.55, -1.89, -1.82, 2.75, 2.66, -6.42, -6.34, 2.95, -2.07, -4.17, 2.29, 7.1, 0.88,
            -7.01, 2.69, 3.84, -7.26, -0.91,
          ],
        ],
      ]
    }

    await check("a window as large as the image is a row, one of 1 × 1 a diagonal") { sheet in
      sheet.call("denseMatrix(of:height:width:) with K = H = W = 2, then with K = 1")
      sheet["K = 2"] = denseMatrix(of: [[[[1, 2], [3, 4]]]], height: 2, width: 2)
      sheet["K = 1"] = denseMatrix(of: [[[[7]]]], height: 1, width: 3)
    } equals: {
      ["K = 2": [[1, 2, 3, 4]], "K = 1": [[7, 0, 0], [0, 7, 0], [0, 0, 7]]]
    }
  }

  private func checkCounts() async {
    await check("colour images and other sizes are counted") { sheet in
      sheet.call("both counts for 3 channels, 64 outputs, windows of 3 × 3, images of 32 × 20")
      sheet["convolution"] = convolutionParameterCount(channels: 3, outputs: 64, size: 3)
      sheet["dense"] = denseParameterCount(
        channels: 3, outputs: 64, size: 3, height: 32, width: 20)
    } equals: {
      ["convolution": 1792, "dense": 66_389_760]
    }
  }

  private func checkEquivariance() async {
    var generator = SeededGenerator(seed: 31)
    let images = Tensor(randomNormal: [2, 1, 9, 8], using: &generator)
    let filters = Tensor(randomNormal: [3, 1, 3, 3], using: &generator)
    let unlike = Tensor(randomUniform: [1, 1, 9, 8], in: 1...2, using: &generator)
    await check("a convolution is equivariant, weights that differ from place to place are not") {
      sheet in
      sheet.call("equivarianceError of both, normal images [2, 1, 9, 8], down −1, right 2, seed 31")
      sheet["convolution"] = equivarianceError(
        of: { convolve($0, filters, padding: 1) }, on: images, down: -1, right: 2, margin: 3)
      sheet["unlike places"] = equivarianceError(
        of: { $0 * unlike }, on: images, down: -1, right: 2, margin: 3)
    } equals: {
      ["convolution": 0, "unlike places": .within(0.1...4)]
    }

    await check("zeros that enter count where the margin lets them in", weight: 0.5) { sheet in
      sheet.call(
        "equivarianceError(of: { x in x + 1 }, down: 1, right: 0), margin 0, then margin 1")
      let zeros = Tensor(zeros: [1, 1, 5, 5])
      sheet["margin 0"] = equivarianceError(of: { $0 + 1 }, on: zeros, down: 1, right: 0, margin: 0)
      sheet["margin 1"] = equivarianceError(of: { $0 + 1 }, on: zeros, down: 1, right: 0, margin: 1)
    } equals: {
      ["margin 0": 1, "margin 1": 0]
    }
  }
}
