// The elementwise functions against the system's in Double, over their whole range.

import Foundation
import Shared
import Testing

/// The largest distance of `f` from `exact`, in units in the last place of the exact result.
private func largestError(
  _ numbers: [Float], _ f: (Tensor) -> Tensor, _ exact: (Double) -> Double
) -> Double {
  let results = f(Tensor(numbers)).scalars
  var largest = 0.0
  for (x, y) in zip(numbers, results) {
    let right = exact(Double(x))
    let nearest = Float(right)
    if nearest.isInfinite || nearest.isNaN || y.isInfinite || y.isNaN {
      if y == nearest || (y.isNaN && nearest.isNaN) { continue }
      // A result next to infinity may round to it.
      if y.isInfinite, abs(right) > Double(Float.greatestFiniteMagnitude.nextDown) { continue }
      return .infinity
    }
    largest = max(largest, abs(Double(y) - right) / Double(nearest.ulp))
  }
  return largest
}

/// Numbers spread evenly between two, and evenly in size down to the smallest.
private func numbers(_ range: ClosedRange<Float>) -> [Float] {
  var generator = SeededGenerator(seed: 1)
  let even = (0..<15_000).map { _ in generator.uniform(in: range) }
  let sized = (0..<15_000).map { _ in
    generator.uniform(in: range) * Float(exp(-80 * Double(generator.uniform())))
  }
  return even + sized
}

@Suite struct FunctionTests {
  @Test func exponentialIsWithinTwoUnits() {
    let error = largestError(numbers(-110...90), { exp($0) }, { Foundation.exp($0) })
    #expect(error < 1.2)
  }

  @Test func logarithmIsWithinTwoUnits() {
    #expect(largestError(numbers(0...4), { log($0) }, { Foundation.log($0) }) < 1.5)
    #expect(largestError(numbers(0...3e38), { log($0) }, { Foundation.log($0) }) < 1.5)
    #expect(largestError(numbers(0.9...1.1), { log($0) }, { Foundation.log($0) }) < 1.5)
    let tiny = (1..<1000).map { Float(bitPattern: UInt32($0 * 8000)) }
    #expect(largestError(tiny, { log($0) }, { Foundation.log($0) }) < 1.5)
  }

  @Test func hyperbolicTangentIsWithinTwoUnits() {
    #expect(largestError(numbers(-12...12), { tanh($0) }, { Foundation.tanh($0) }) < 2)
  }

  @Test(arguments: [Float(4), 300, 1_000_000, 1e9, 3e38])
  func sineAndCosineAreWithinTwoUnits(limit: Float) {
    #expect(largestError(numbers(-limit...limit), { sin($0) }, { Foundation.sin($0) }) < 2)
    #expect(largestError(numbers(-limit...limit), { cos($0) }, { Foundation.cos($0) }) < 2)
  }

  @Test func powersComeOutRightEvenForNegativeNumbers() {
    let x: Tensor = [-2, 0, 0.5, 3]
    #expect(pow(x, 3) == [-8, 0, 0.125, 27])
    #expect(pow(x, 2) == square(x))
    #expect(pow(x, 0) == [1, 1, 1, 1])
    #expect(pow(x, 0.5)[0].isNaN)
    #expect(
      largestError(numbers(0...9), { pow($0, -1.7) }, { Foundation.pow($0, Double(Float(-1.7))) })
        < 0.51)
  }

  @Test func specialNumbersHaveTheirUsualResults() {
    let x = Tensor([0, -0.0, .infinity, -.infinity, .nan, -1])
    func expect(_ y: Tensor, _ expected: [Float]) {
      for (a, b) in zip(y.scalars, expected) {
        #expect(a == b || (a.isNaN && b.isNaN) || abs(a - b) <= b.ulp, "\(y)")
      }
    }
    expect(exp(x), [1, 1, .infinity, 0, .nan, Float(Foundation.exp(-1.0))])
    expect(log(x), [-.infinity, -.infinity, .infinity, .nan, .nan, .nan])
    expect(tanh(x), [0, -0.0, 1, -1, .nan, Float(Foundation.tanh(-1.0))])
    expect(sqrt(x), [0, -0.0, .infinity, .nan, .nan, .nan])
    expect(sin(x), [0, -0.0, .nan, .nan, .nan, Float(Foundation.sin(-1.0))])
    expect(cos(x), [1, 1, .nan, .nan, .nan, Float(Foundation.cos(-1.0))])
    expect(abs(x), [0, 0, .infinity, .infinity, .nan, 1])
    #expect(tanh(Tensor([-0.0]))[0].sign == .minus)
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() {
    var generator = SeededGenerator(seed: 2)
    let x = Tensor(randomNormal: [299_999], using: &generator)
    for function in [exp, log, tanh, sin, cos, sqrt, abs, square] as [(Tensor) -> Tensor] {
      let results = [1, 2, 8].map { threads in
        Parallelism.$threads.withValue(threads) { function(x).scalars.map(\.bitPattern) }
      }
      #expect(results[1] == results[0])
      #expect(results[2] == results[0])
    }
  }

  @Test func aResultDoesNotDependOnItsPlace() {
    var generator = SeededGenerator(seed: 2)
    let x = Tensor(randomNormal: [37], using: &generator)
    for function in [exp, log, tanh, sin, cos] as [(Tensor) -> Tensor] {
      let whole = function(x).scalars.map(\.bitPattern)
      let single = x.scalars.map { function(Tensor($0)).item.bitPattern }
      #expect(whole == single)
    }
  }

  @Test func selectTakesOneOrTheOther() {
    let mask: Tensor = [[1, 0, 1]]
    #expect(select(mask, [[1, 2, 3], [4, 5, 6]], 0) == [[1, 0, 3], [4, 0, 6]])
    #expect(select([1, 0], [2, 2], Tensor([.nan, 7])) == [2, 7])
  }

  @Test func clippingKeepsNotANumber() {
    let x = Tensor([-2, -0.5, 0.5, 2, .nan]).clipped(to: -1...1)
    #expect(x.rows(0..<4) == [-1, -0.5, 0.5, 1])
    #expect(x[4].isNaN)
  }

  @Test func maximumAndMinimumPassOnNotANumber() {
    let (a, b) = (Tensor([1, 5, .nan, 2]), Tensor([3, 4, 1, .nan]))
    #expect(maximum(a, b).rows(0..<2) == [3, 5])
    #expect(minimum(a, b).rows(0..<2) == [1, 4])
    #expect(maximum(a, b).rows(2..<4).isAllNaN)
    #expect(minimum(a, b).rows(2..<4).isAllNaN)
  }
}
