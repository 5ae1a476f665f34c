// The hidden tests of exercise 1.0: other inputs, other shapes.

import Grading
import Lab1
import Shared
import Testing

struct WarmUpTests {
  @Test(.exercise("1.0", "Warm-up", points: 4))
  func warmUp() async {
    await checkColumns()
    await checkProducts()
  }

  private func checkColumns() async {
    await check("columnMeans of one row and of a wide table") { sheet in
      sheet["one row"] = columnMeans([[-3, 0.5, 8]])
      sheet["two rows"] = columnMeans([[-1, 2, 0, 10], [1, -6, 5, 30]])
    } equals: {
      ["one row": [-3, 0.5, 8], "two rows": [0, -2, 2.5, 20]]
    }

    await check("standardized of three examples") { sheet in
      sheet.call("standardized([[10, -1], [20, 0], [60, 4]])")
      sheet["y"] = standardized([[10, -1], [20, 0], [60, 4]])
    } equals: {
      ["y": [[-0.9258201, -0.9258201], [-0.46291005, -0.46291005], [1.3887301, 1.3887301]]]
    }

    var generator = SeededGenerator(seed: 10)
    let table = Tensor(randomNormal: [40, 3], mean: 100, standardDeviation: 5, using: &generator)
    await check("standardized of a larger table has means 0 and deviations 1") { sheet in
      sheet.call("standardized(x), x = normal numbers with mean 100 and deviation 5, seed 10")
      let y = standardized(table)
      sheet["means"] = y.mean(along: 0)
      sheet["variances"] = y.variance(along: 0)
    } equals: {
      [
        "means": .tensor([0, 0, 0], absolute: 1e-4),
        "variances": .tensor([1, 1, 1], relative: 1e-3),
      ]
    }
  }

  private func checkProducts() async {
    await check("pairwiseSum of equal lengths is a table too") { sheet in
      sheet["2 and 2"] = pairwiseSum([1, -1], [0.5, 2])
      sheet["1 and 3"] = pairwiseSum([5], [1, 2, 3])
    } equals: {
      ["2 and 2": [[1.5, 3], [-0.5, 1]], "1 and 3": [[6, 7, 8]]]
    }

    var generator = SeededGenerator(seed: 11)
    let a = Tensor(randomNormal: [17, 9], using: &generator)
    let b = Tensor(randomNormal: [9, 13], using: &generator)
    await check("loopMatmul of odd shapes") { sheet in
      sheet.call("loopMatmul(a, b), normal numbers, seed 11")
      sheet["[17, 9] · [9, 13]"] = loopMatmul(a, b)
    } equals: {
      ["[17, 9] · [9, 13]": .dot(matmul(a, b), terms: 9, magnitude: matmul(abs(a), abs(b)))]
    }

    await check("loopMatmul with the identity, and without rows") { sheet in
      sheet["a · identity"] = loopMatmul(a, Tensor(identity: 9))
      sheet["[0, 9] · [9, 13]"] = loopMatmul(Tensor(zeros: [0, 9]), b)
    } equals: {
      ["a · identity": .tensor(a), "[0, 9] · [9, 13]": .tensor(Tensor(zeros: [0, 13]))]
    }
  }
}
