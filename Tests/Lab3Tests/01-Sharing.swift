// The visible tests of exercise 3.1: shifts, the dense layer that a convolution is, and their counts.

import Grading
import Lab3
import Shared
import Testing

struct SharingTests {
  @Test(.exercise("3.1", "Sharing and shifts", points: 4))
  func sharing() async {
    await checkShifts()
    await checkMatrix()
    await checkCounts()
    await checkEquivariance()
  }

  private func checkShifts() async {
    let x: Tensor = [[[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]]]
    await check("shifted moves an image down and to the left, and zeros enter") { sheet in
      sheet.call("shifted(x, down: 1, right: -2)", on: ["x": x])
      sheet["y"] = shifted(x, down: 1, right: -2)
    } equals: {
      ["y": [[[[0, 0, 0, 0], [3, 4, 0, 0], [7, 8, 0, 0]]]]]
    }

    await check("shifted by nothing, and by more than the image", weight: 0.5) { sheet in
      sheet.call("shifted(x, down: 0, right: 0); shifted(x, down: 3, right: 0)", on: ["x": x])
      sheet["by nothing"] = shifted(x, down: 0, right: 0)
      sheet["by 3 of 3 rows"] = shifted(x, down: 3, right: 0)
      sheet["by 9 columns"] = shifted(x, down: 0, right: -9)
    } equals: {
      [
        "by nothing": .tensor(x), "by 3 of 3 rows": .tensor(Tensor(zeros: [1, 1, 3, 4])),
        "by 9 columns": .tensor(Tensor(zeros: [1, 1, 3, 4])),
      ]
    }
  }

  private func checkMatrix() async {
    await check("a window of 2 × 2 on an image of 3 × 3 is a dense layer from 9 to 4") { sheet in
      sheet.call("denseMatrix(of: [[[[1, 2], [3, 4]]]], height: 3, width: 3)")
      sheet["W"] = denseMatrix(of: [[[[1, 2], [3, 4]]]], height: 3, width: 3)
    } equals: {
      [
        "W": [
          [1, 2, 0, 3, 4, 0, 0, 0, 0], [0, 1, 2, 0, 3, 4, 0, 0, 0], [0, 0, 0, 1, 2, 0, 3, 4, 0],
          [0, 0, 0, 0, 1, 2, 0, 3, 4],
        ]
      ]
    }

    let kernel: Tensor = [
      [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [[[-1, 0], [2, -3]], [[0.5, 9], [-4, 1]]],
    ]
    await check("two channels in, two out, on an image of 2 × 3") { sheet in
      sheet.call("denseMatrix(of: kernel, height: 2, width: 3)", on: ["kernel": kernel])
      sheet["W"] = denseMatrix(of: kernel, height: 2, width: 3)
    } equals: {
      [
        "W": [
          [1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8, 0], [0, 1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8],
          [-1, 0, 0, 2, -3, 0, 0.5, 9, 0, -4, 1, 0], [0, -1, 0, 0, 2, -3, 0, 0.5, 9, 0, -4, 1],
        ]
      ]
    }
  }

  private func checkCounts() async {
    await check("six windows of 5 × 5 on an image of 28 × 28 learn 156 numbers", weight: 0.5) {
      sheet in
      sheet.call("convolutionParameterCount(channels: 1, outputs: 6, size: 5)")
      sheet["convolution"] = convolutionParameterCount(channels: 1, outputs: 6, size: 5)
    } equals: {
      ["convolution": 156]
    }

    await check("the dense layer in its place learns 2,712,960", weight: 0.5) { sheet in
      sheet.call("denseParameterCount(channels: 1, outputs: 6, size: 5, height: 28, width: 28)")
      sheet["dense"] = denseParameterCount(
        channels: 1, outputs: 6, size: 5, height: 28, width: 28)
    } equals: {
      ["dense": 2_712_960]
    }
  }

  private func checkEquivariance() async {
    let x: Tensor = [[[[1, -2, 3, 1], [0, 5, -6, 2], [4, 1, 0, -1], [2, 2, -3, 1]]]]
    await check("equivarianceError is 0 where all places are treated alike") { sheet in
      sheet.call("equivarianceError(of: { x in 3x }, on: x, down: 1, right: 1, margin: 1)")
      sheet["error"] = equivarianceError(of: { $0 * 3 }, on: x, down: 1, right: 1, margin: 1)
    } equals: {
      ["error": 0]
    }

    await check("equivarianceError finds the largest difference, of either sign") { sheet in
      sheet.call(
        "equivarianceError(of: f, on: x, down: 0, right: 1, margin: 1), f multiplies column j by j",
        on: ["x": x])
      let columns: Tensor = [0, 1, 2, 3]
      sheet["error"] = equivarianceError(
        of: { $0 * columns }, on: x, down: 0, right: 1, margin: 1)
      sheet["error of −x"] = equivarianceError(
        of: { $0 * columns }, on: x * -1, down: 0, right: 1, margin: 1)
    } equals: {
      ["error": 5, "error of −x": 5]
    }

    await checkStops(
      "a margin that leaves no place is refused", weight: 0.25, saying: "[1, 1, 4, 4]"
    ) { sheet in
      sheet.call("equivarianceError(of: { x in x }, on: x, down: 1, right: 0, margin: 2)")
      sheet["error"] = equivarianceError(of: { $0 }, on: x, down: 1, right: 0, margin: 2)
    }
  }
}
