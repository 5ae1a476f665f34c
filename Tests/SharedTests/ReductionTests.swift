// Sums, means, extremes and variances: over all elements and along axes, on every edge of their runs.

import Foundation
import Shared
import Testing

@Suite struct ReductionTests {
  @Test func aMatrixIsReducedOverAllOrAlongAnAxis() {
    let x: Tensor = [[1, 2, 6], [4, 0, 5]]
    #expect(x.sum() == 18 && x.mean() == 3 && x.max() == 6 && x.min() == 0 && x.argmax() == 2)
    #expect(x.variance() == 28.0 / 6 && x.variance(unbiased: true) == 28.0 / 5)
    #expect(x.sum(along: 0) == [5, 2, 11] && x.sum(along: 1) == [9, 9])
    #expect(x.mean(along: -1) == [3, 3] && x.mean(along: -2) == [2.5, 1, 5.5])
    #expect(x.max(along: 0) == [4, 2, 6] && x.min(along: 1) == [1, 0])
    #expect(x.argmax(along: 0) == [1, 0, 0] && x.argmax(along: 1) == [2, 2])
    #expect(x.variance(along: 0) == [2.25, 1, 0.25])
    for value: Float in [0.1, 1.7, 1e20, -3e-30] {
      let constant = Tensor([Float](repeating: value, count: 14), shape: [7, 2])
      #expect(constant.variance(along: 0) == [0, 0] && constant.variance() == 0, "\(value)")
    }
    #expect(x.variance(along: 0, unbiased: true) == [4.5, 2, 0.5])
    #expect(x.norm() == Float(82.0.squareRoot()))
  }

  @Test func aKeptAxisHasSizeOne() {
    let x = Tensor(ones: [2, 3, 4])
    #expect(x.sum(along: 1, keepingAxis: true) == Tensor(repeating: 3, shape: [2, 1, 4]))
    #expect(x.mean(along: -1, keepingAxis: true).shape == [2, 3, 1])
    #expect(x.max(along: 0, keepingAxis: true).shape == [1, 3, 4])
    #expect(x.min(along: 0, keepingAxis: true).shape == [1, 3, 4])
    #expect(x.variance(along: 1, keepingAxis: true) == Tensor(zeros: [2, 1, 4]))
  }

  @Test func severalAxesAreReducedInAnyOrder() {
    let x = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])
    #expect(x.sum(along: [0, 2]) == [60, 92, 124] && x.sum(along: [2, 0]) == [60, 92, 124])
    #expect(x.sum(along: [-1, 0], keepingAxis: true) == [[[60], [92], [124]]])
    #expect(x.mean(along: [0, 1]) == [10, 11, 12, 13])
    let y = x.reshaped(to: [2, 3, 2, 2])
    #expect(y.sum(along: [3, 0, 2]) == [60, 92, 124])
    #expect(y.sum(along: [2, 0, 3], keepingAxis: true).shape == [1, 3, 1, 1])
    #expect(y.sum(along: [1, 2]) == x.reshaped(to: [2, 6, 2]).sum(along: 1))
    #expect(x.sum(along: [0, 1, 2]) == 276 && x.sum(along: [] as [Int]) == x)
  }

  @Test(arguments: [
    [1, 1, 1], [3, 1, 5], [1, 7, 1], [2, 31, 3], [2, 32, 8], [2, 33, 9], [1, 64, 17], [1, 65, 100],
    [3, 1023, 1], [3, 1024, 1], [3, 1025, 1], [1, 5000, 1], [1, 3000, 40], [50, 100, 20],
    [40, 2100, 1], [1, 129, 1000], [50, 6000, 1], [1, 300, 1000], [100, 60, 50],
  ])
  func reductionsAgreeWithSumsInDouble(sizes: [Int]) {
    let (outer, size, inner) = (sizes[0], sizes[1], sizes[2])
    var generator = SeededGenerator(seed: 1)
    let x = Tensor(randomUniform: [outer, size, inner], in: -1...3, using: &generator)
    for threads in [1, 2, 8] {
      let (sums, largest, smallest) = Parallelism.$threads.withValue(threads) {
        (x.sum(along: 1), x.max(along: 1), x.min(along: 1))
      }
      for i in 0..<outer {
        for j in 0..<inner {
          let column = (0..<size).map { x[i, $0, j] }
          let magnitude = column.reduce(0) { $0 + Double(abs($1)) }
          let sum = column.reduce(0) { $0 + Double($1) }
          #expect(abs(Double(sums[i, j]) - sum) <= 36 * Double(Float.ulpOfOne) * magnitude)
          #expect(largest[i, j] == column.max() && smallest[i, j] == column.min())
        }
      }
    }
  }

  @Test(arguments: [1, 7, 8, 9, 31, 33, 1023, 1024, 1025, 3000, 65_535, 65_536, 65_537, 300_001])
  func theSumOfAllIsAccurateAndTheSameOnAnyNumberOfThreads(count: Int) {
    var generator = SeededGenerator(seed: 2)
    let x = Tensor(randomNormal: [count], mean: 1, using: &generator)
    let sums = [1, 2, 8].map { threads in
      Parallelism.$threads.withValue(threads) { x.sum() }
    }
    #expect(sums[1] == sums[0] && sums[2] == sums[0])
    let exact = x.scalars.reduce(0.0) { $0 + Double($1) }
    #expect(abs(Double(sums[0]) - exact) <= 4e-6 * Double(count))
    #expect(x.max() == x.scalars.max() && x.min() == x.scalars.min())
    #expect(x.scalars[x.argmax()] == x.max())
    #expect(abs(x.variance() - 1) < 4 / Float(count).squareRoot())
  }

  @Test func aSumOfManyEqualNumbersDoesNotDrift() {
    #expect(abs(Tensor(repeating: 0.1, shape: [1_000_000]).sum() - 100_000) <= 0.05)
    let columns = Tensor(repeating: 0.1, shape: [100_000, 9]).sum(along: 0)
    #expect(
      columns.isApproximatelyEqual(
        to: Tensor(repeating: 10_000, shape: [9]), relativeTolerance: 1e-6))
  }

  @Test func aVarianceSurvivesALargeMean() {
    let x: Tensor = [10_000, 10_001, 10_002]
    #expect(x.variance() == 2.0 / 3)
    #expect(x.reshaped(to: [3, 1]).variance(along: 0) == [2.0 / 3])
  }

  @Test(arguments: [1, 2, 7, 8, 33, 1024, 1025, 3000])
  func theVarianceOfARowIsThatOfAColumn(size: Int) {
    var generator = SeededGenerator(seed: 3)
    let rows = Tensor(randomNormal: [5, size], mean: 100, using: &generator)
    let byRow = rows.variance(along: 1)
    #expect(
      byRow.isApproximatelyEqual(to: rows.transposed().variance(along: 0), relativeTolerance: 1e-4))
    #expect(Tensor(repeating: 0.1, shape: [3, size]).variance(along: 1) == [0, 0, 0])
    if size > 1 {
      let unbiased = rows.variance(along: 1, unbiased: true) * (Float(size - 1) / Float(size))
      #expect(unbiased.isApproximatelyEqual(to: byRow, relativeTolerance: 1e-5))
    }
  }

  @Test func notANumberIsNeverLost() {
    for place in [0, 5, 8, 40] {
      var x = Tensor(ones: [41, 3])
      x[place, 1] = .nan
      #expect(x.sum().isNaN && x.max().isNaN && x.min().isNaN && x.mean().isNaN)
      #expect(x.argmax() == 3 * place + 1 && x.argmax(along: 0) == [0, place, 0])
      #expect(x.max(along: 0)[1].isNaN && x.max(along: 0)[0] == 1 && x.max(along: 0)[2] == 1)
      #expect(x.min(along: 1)[place].isNaN && x.sum(along: 1)[place].isNaN)
    }
  }

  @Test func infiniteElementsAreExtremes() {
    let x = Tensor([1, -.infinity, .infinity, 2])
    #expect(x.max() == .infinity && x.min() == -.infinity && x.argmax() == 2)
    #expect(Tensor([-.infinity, -.infinity]).max() == -.infinity)
    #expect(Tensor([-.infinity, -.infinity]).argmax() == 0)
  }

  @Test func theFirstOfEqualElementsIsTheLargest() {
    #expect(Tensor([1, 3, 3]).argmax() == 1)
    #expect(([[2, 2], [1, 4]] as Tensor).argmax(along: 1) == [0, 1])
  }

  @Test func nothingSumsToZero() {
    #expect(Tensor([]).sum() == 0 && Tensor([]).norm() == 0)
    #expect(Tensor(zeros: [0, 3]).sum(along: 0) == [0, 0, 0])
    #expect(Tensor(zeros: [3, 0]).sum(along: 1) == [0, 0, 0])
    #expect(Tensor(zeros: [3, 0]).sum(along: 0).shape == [0])
    #expect(Tensor(zeros: [0, 3]).max(along: 1).shape == [0])
    #expect(Tensor(zeros: [0, 3]).argmax(along: 1) == [])
  }
}
