// Operators write over temporaries only: a tensor that somebody still holds never changes. And the
// steps in one pass agree with their formulas at every size and on any number of threads.

import Foundation
import Testing

@testable import Shared

@Suite struct ReuseTests {
  @Test func anOperandThatIsHeldKeepsItsElements() {
    let x: Tensor = [[1, 2], [3, 4]]
    let copy = x
    let (scalars, row) = (x.scalars, [10, 20] as Tensor)
    _ = x + copy
    _ = -x
    _ = exp(x) * x - x
    _ = row + x
    _ = x .> copy
    _ = maximum(x, 0)
    #expect(x.scalars == scalars && copy.scalars == scalars && row == [10, 20])
    #expect(x * (1 - x * x) == [[0, -6], [-24, -60]])
    #expect(row - (x + x) == [[8, 16], [4, 12]])
    #expect((x + x) - (x + x) == Tensor(zeros: [2, 2]))
  }

  @Test func aTemporaryLendsItsMemory() {
    var x = Tensor(repeating: 2, shape: [1000])
    let isUnique = x.scalars.isUnique
    #expect(isUnique)
    let address = x.scalars.withUnsafeBufferPointer { $0.baseAddress }
    x = exp(consume x)
    #expect(x.scalars.withUnsafeBufferPointer { $0.baseAddress } == address)
    let copy = x
    let isStillUnique = x.scalars.isUnique
    #expect(!isStillUnique && copy == x)
  }

  @Test func literalsAreNotShared() {
    var zero: Tensor = 0
    zero += 1
    let another: Tensor = 0
    #expect(zero.item == 1 && another.item == 0)
  }
}

@Suite struct UpdateTests {
  private func numbers(_ count: Int) -> (Tensor, Tensor, Tensor) {
    var generator = SeededGenerator(seed: UInt64(count))
    return (
      Tensor(randomNormal: [count], using: &generator),
      Tensor(randomNormal: [count], using: &generator),
      Tensor(randomUniform: [count], in: 0...4, using: &generator)
    )
  }

  @Test func theyAgreeWithTheirFormulasAtEverySize() {
    for count in Array(1...40) + [100, 1003] {
      let (x, a, b) = numbers(count)
      var (average, squares, moved) = (x, x, x)
      average.decay(by: 0.9, adding: a, scaledBy: 0.1)
      squares.decay(by: 0.99, addingSquareOf: a, scaledBy: 0.01)
      moved.addScaled(a, by: -0.5, dividedByRootOf: b, scaledBy: 2, plus: 0.125)
      #expect(average.isApproximatelyEqual(to: x * 0.9 + a * 0.1))
      #expect(squares.isApproximatelyEqual(to: x * 0.99 + a * a * 0.01))
      #expect(moved.isApproximatelyEqual(to: x - 0.5 * a / (sqrt(b * 2) + 0.125)), "\(count)")
    }
  }

  @Test func anAverageThatForgetsReachesZero() {
    for count in [3, 8, 20] {
      let nothing = Tensor(zeros: [count])
      var (average, squares) = (Tensor(repeating: -1, shape: [count]), Tensor(ones: [count]))
      for _ in 0..<900 {
        average.decay(by: 0.9, adding: nothing, scaledBy: 0.1)
        squares.decay(by: 0.9, addingSquareOf: nothing, scaledBy: 0.1)
      }
      #expect(average == nothing && squares == nothing)
    }
  }

  @Test func anAverageKeepsTheSmallestNormalNumberAndNotANumber() {
    let smallest = Float.leastNormalMagnitude
    var average = Tensor([smallest, -smallest, smallest / 2, .nan, .infinity])
    average.decay(by: 1, adding: Tensor(zeros: [5]))
    #expect(average.scalars[0...2] == [smallest, -smallest, 0])
    #expect(average.scalars[3].isNaN && average.scalars[4] == .infinity)
  }

  @Test func theyAreTheSameOnAnyNumberOfThreads() {
    let (x, a, b) = numbers(600_001)
    let results = [1, 2, 8].map { threads in
      Parallelism.$threads.withValue(threads) {
        var y = x
        y.decay(by: 0.9, adding: a, scaledBy: 0.1)
        y.decay(by: 0.9, addingSquareOf: a)
        y.addScaled(a, by: -0.5, dividedByRootOf: b, plus: 0.1)
        return y
      }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test func sumsOfColumnsAreRightAtEveryWidth() {
    for width in Array(1...41) + [64, 100] {
      for height in [1, 2, 31, 32, 33, 100] {
        var generator = SeededGenerator(seed: 3)
        let x = Tensor(randomUniform: [height, width], using: &generator)
        let sums = (0..<width).map { column in
          Float((0..<height).reduce(0.0) { $0 + Double(x[$1, column]) })
        }
        #expect(x.sum(along: 0).isApproximatelyEqual(to: Tensor(sums)), "\(height) × \(width)")
        let largest = (0..<width).map { column in (0..<height).map { x[$0, column] }.max() ?? 0 }
        #expect(x.max(along: 0) == Tensor(largest))
      }
    }
  }
}
