// The fast matrix product against the three loops, on sizes that meet every edge of its blocks.

import Shared
import Testing

/// Forms of a product: neither, one or both operands transposed.
private let forms = [(false, false), (true, false), (false, true), (true, true)]

/// Whether `c` is `a·b` up to what rounding allows: |Δ| ≤ 2·(k + 1)·ε·Σ|a||b|.
private func isProduct(
  _ c: Tensor, _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
) -> Bool {
  let exact = naiveMatmul(a, b, transposeA: transposeA, transposeB: transposeB)
  let size = naiveMatmul(abs(a), abs(b), transposeA: transposeA, transposeB: transposeB)
  let depth = Float(a.shape[transposeA ? -2 : -1] + 1)
  guard c.shape == exact.shape else { return false }
  return (0..<c.count).allSatisfy { index in
    abs(c.scalars[index] - exact.scalars[index])
      <= 2 * depth * Float.ulpOfOne * size.scalars[index]
  }
}

@Suite struct MatmulTests {
  @Test(arguments: [
    [1, 1, 1], [1, 5, 1], [2, 2, 2], [6, 1, 16], [6, 16, 16], [5, 3, 15], [7, 9, 17], [12, 8, 32],
    [13, 31, 33], [1, 100, 40], [40, 100, 1], [3, 320, 16], [6, 321, 17], [11, 700, 18],
    [263, 9, 5], [264, 8, 16], [265, 7, 31], [270, 330, 47], [47, 65, 48], [48, 64, 49],
    [64, 784, 128], [130, 129, 131], [79, 255, 319], [80, 256, 320], [81, 257, 321],
    [239, 10, 64], [241, 513, 33], [10, 12, 1025],
  ])
  func agreesWithTheThreeLoopsInEveryForm(size: [Int]) {
    let (m, k, n) = (size[0], size[1], size[2])
    var generator = SeededGenerator(seed: 3)
    for (transposeA, transposeB) in forms {
      let a = Tensor(randomNormal: transposeA ? [k, m] : [m, k], using: &generator)
      let b = Tensor(randomNormal: transposeB ? [n, k] : [k, n], using: &generator)
      let c = matmul(a, b, transposeA: transposeA, transposeB: transposeB)
      #expect(
        isProduct(c, a, b, transposeA: transposeA, transposeB: transposeB),
        "\(transposeA) \(transposeB)")
    }
  }

  @Test(arguments: [
    [1, 1, 1], [3, 8, 8], [8, 32, 2], [5, 3, 15], [7, 9, 17], [13, 31, 33], [6, 321, 17],
    [130, 129, 131], [130, 700, 131], [264, 8, 16],
  ])
  func aProductIsAddedToWhatIsThere(size: [Int]) {
    let (m, k, n) = (size[0], size[1], size[2])
    var generator = SeededGenerator(seed: 9)
    for (transposeA, transposeB) in forms {
      let a = Tensor(randomNormal: transposeA ? [k, m] : [m, k], using: &generator)
      let b = Tensor(randomNormal: transposeB ? [n, k] : [k, n], using: &generator)
      let start = Tensor(randomNormal: [m, n], using: &generator)
      var sum = start
      sum.addMatmul(a, b, transposeA: transposeA, transposeB: transposeB)
      let expected = start + matmul(a, b, transposeA: transposeA, transposeB: transposeB)
      #expect(
        sum.isApproximatelyEqual(to: expected, absoluteTolerance: 1e-3),
        "\(transposeA) \(transposeB)")
    }
  }

  @Test func addingTheProductOfATensorWithItselfReadsWhatWasThere() {
    var x: Tensor = [[1, 2], [3, 4]]
    x.addMatmul(x, x)
    #expect(x == [[8, 12], [18, 26]])
  }

  @Test func addingAProductWithoutInnerSizeChangesNothing() {
    var x: Tensor = [[1, 2], [3, 4]]
    x.addMatmul(Tensor(zeros: [2, 0]), Tensor(zeros: [0, 2]))
    #expect(x == [[1, 2], [3, 4]])
  }

  @Test func agreesOnEverySmallSize() {
    var generator = SeededGenerator(seed: 4)
    for m in 1...14 {
      for k in [1, 2, 7, 8, 9] {
        for n in 1...34 {
          let a = Tensor(randomNormal: [m, k], using: &generator)
          let b = Tensor(randomNormal: [k, n], using: &generator)
          #expect(isProduct(matmul(a, b), a, b), "\(m) \(k) \(n)")
        }
      }
    }
  }

  @Test(arguments: [[0, 3, 4], [2, 0, 4], [2, 3, 0], [0, 0, 0]])
  func anEmptyOperandGivesZerosOrNothing(size: [Int]) {
    let (m, k, n) = (size[0], size[1], size[2])
    for (transposeA, transposeB) in forms {
      let a = Tensor(ones: transposeA ? [k, m] : [m, k])
      let b = Tensor(ones: transposeB ? [n, k] : [k, n])
      let c = matmul(a, b, transposeA: transposeA, transposeB: transposeB)
      #expect(c == Tensor(zeros: [m, n]))
    }
  }

  @Test func theIdentityChangesNothing() {
    var generator = SeededGenerator(seed: 5)
    let x = Tensor(randomNormal: [37, 41], using: &generator)
    #expect(matmul(Tensor(identity: 37), x) == x)
    #expect(matmul(x, Tensor(identity: 41)) == x)
    #expect(matmul(x, Tensor(identity: 37), transposeA: true) == x.transposed())
  }

  @Test(arguments: [
    [200, 700, 190], [20, 900, 1450], [2000, 900, 10], [64, 784, 128], [81, 300, 1100],
  ])
  func anyNumberOfThreadsGivesTheSameBits(size: [Int]) {
    let (m, k, n) = (size[0], size[1], size[2])
    var generator = SeededGenerator(seed: 6)
    for (transposeA, transposeB) in forms {
      let a = Tensor(randomNormal: transposeA ? [k, m] : [m, k], using: &generator)
      let b = Tensor(randomNormal: transposeB ? [n, k] : [k, n], using: &generator)
      let results = [1, 2, 3, 8].map { threads in
        Parallelism.$threads.withValue(threads) {
          matmul(a, b, transposeA: transposeA, transposeB: transposeB)
        }
      }
      for result in results { #expect(result == results[0]) }
      #expect(isProduct(results[0], a, b, transposeA: transposeA, transposeB: transposeB))
    }
  }

  @Test func notANumberReachesItsRowAndNoOther() {
    var a = Tensor(ones: [7, 20])
    a[6, 3] = .nan
    let c = matmul(a, Tensor(ones: [20, 17]))
    #expect(c.rows(0..<6) == Tensor(repeating: 20, shape: [6, 17]))
    #expect(c[row: 6].isAllNaN)
  }
}

@Suite struct BatchedMatmulTests {
  @Test(arguments: [
    ([5, 7, 9], [5, 9, 4]), ([5, 7, 9], [9, 4]), ([7, 9], [5, 9, 4]),
    ([2, 3, 7, 9], [2, 3, 9, 4]),
    ([2, 1, 7, 9], [3, 9, 4]), ([2, 3, 7, 9], [2, 1, 9, 4]), ([1, 3, 7, 9], [2, 1, 9, 4]),
    ([2, 3, 7, 9], [9, 4]), ([3, 7, 9], [2, 3, 9, 4]), ([3, 7, 9], [1, 9, 4]),
    ([0, 7, 9], [9, 4]), ([3, 0, 9], [3, 9, 4]), ([2, 3, 7, 0], [0, 4]),
    ([2, 300, 120], [2, 120, 300]), ([200, 60, 64], [200, 64, 60]), ([3, 200, 90], [3, 90, 100]),
  ])
  func multipliesEachPairOfMatrices(a: [Int], b: [Int]) {
    var generator = SeededGenerator(seed: 7)
    let x = Tensor(randomNormal: Shape(a), using: &generator)
    let y = Tensor(randomNormal: Shape(b), using: &generator)
    for (transposeA, transposeB) in forms {
      let left = transposeA ? x.transposed() : x
      let right = transposeB ? y.transposed() : y
      let results = [1, 2, 8].map { threads in
        Parallelism.$threads.withValue(threads) {
          matmul(left, right, transposeA: transposeA, transposeB: transposeB)
        }
      }
      for result in results { #expect(result == results[0]) }
      #expect(
        isProduct(results[0], left, right, transposeA: transposeA, transposeB: transposeB))
    }
  }

  @Test func aBatchIsTheStackOfItsProducts() {
    var generator = SeededGenerator(seed: 8)
    let a = Tensor(randomNormal: [3, 5, 6], using: &generator)
    let b = Tensor(randomNormal: [3, 6, 7], using: &generator)
    let stacked = Tensor(stacking: (0..<3).map { naiveMatmul(a[row: $0], b[row: $0]) })
    #expect(naiveMatmul(a, b) == stacked)
    #expect(matmul(a, b).isApproximatelyEqual(to: stacked))
  }
}
