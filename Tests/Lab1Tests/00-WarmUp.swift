// The visible tests of exercise 1.0: tensors, broadcasting and the matrix product.

import Grading
import Lab1
import Shared
import Testing

struct WarmUpTests {
  @Test(.exercise("1.0", "Warm-up", points: 4))
  func warmUp() async {
    await checkColumns()
    await checkBroadcasting()
    await checkLoops()
  }

  private func checkColumns() async {
    let x: Tensor = [[1, 2], [3, 4], [5, 12]]
    await check("columnMeans gives one mean a column") { sheet in
      sheet.call("columnMeans(x)", on: ["x": x])
      sheet["means"] = columnMeans(x)
    } equals: {
      ["means": [3, 6]]
    }

    let table: Tensor = [[2, 1], [4, 1], [4, 1], [4, 1], [5, 3], [5, 3], [7, 3], [9, 3]]
    await check("standardized gives every column mean 0 and deviation 1") { sheet in
      sheet.call("standardized(x)", on: ["x": table])
      sheet["y"] = standardized(table)
    } equals: {
      [
        "y": [
          [-1.5, -1], [-0.5, -1], [-0.5, -1], [-0.5, -1], [0, 1], [0, 1], [1, 1], [2, 1],
        ]
      ]
    }

    let constant: Tensor = [[1, 7], [3, 7]]
    await check("standardized turns a constant column into zeros") { sheet in
      sheet.call("standardized(x)", on: ["x": constant])
      sheet["y"] = standardized(constant)
    } equals: {
      ["y": [[-1, 0], [1, 0]]]
    }
  }

  private func checkBroadcasting() async {
    await check("pairwiseSum adds every element of a to every element of b") { sheet in
      sheet.call("pairwiseSum([1, 2, 3], [10, 20])")
      sheet["y"] = pairwiseSum([1, 2, 3], [10, 20])
    } equals: {
      ["y": [[11, 21], [12, 22], [13, 23]]]
    }
  }

  private func checkLoops() async {
    let a: Tensor = [[1, 2, 3], [4, 5, 6]]
    let b: Tensor = [[1, 0, 2, -1], [0, 1, 1, 3], [2, 2, 0, 1]]
    await check("loopMatmul multiplies rows by columns") { sheet in
      sheet.call("loopMatmul(a, b)", on: ["a": a, "b": b])
      sheet["c"] = loopMatmul(a, b)
    } equals: {
      ["c": [[7, 8, 4, 8], [16, 17, 13, 17]]]
    }

    await check("loopMatmul of a row and a column, and of nothing") { sheet in
      sheet["[1, 3] · [3, 1]"] = loopMatmul([[1, 2, 3]], [[4], [5], [6]])
      sheet["[2, 0] · [0, 1]"] = loopMatmul(Tensor(zeros: [2, 0]), Tensor(zeros: [0, 1]))
    } equals: {
      ["[1, 3] · [3, 1]": [[32]], "[2, 0] · [0, 1]": [[0], [0]]]
    }
  }
}
