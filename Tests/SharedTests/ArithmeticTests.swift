// Elementwise operators, against their definition on every pair of compatible shapes.

import Shared
import Testing

/// What broadcasting means, one element at a time.
private func broadcast(
  _ a: Tensor, _ b: Tensor, _ shape: Shape, _ operation: (Float, Float) -> Float
) -> Tensor {
  var result = Tensor(zeros: shape)
  var scalars: [Float] = []
  for place in 0..<shape.elementCount {
    var (rest, left, right, leftStep, rightStep) = (place, 0, 0, 1, 1)
    for axis in stride(from: -1, through: -shape.rank, by: -1) {
      let index = rest % shape[axis]
      rest /= shape[axis]
      if a.rank >= -axis {
        left += a.shape[axis] == 1 ? 0 : index * leftStep
        leftStep *= a.shape[axis]
      }
      if b.rank >= -axis {
        right += b.shape[axis] == 1 ? 0 : index * rightStep
        rightStep *= b.shape[axis]
      }
    }
    scalars.append(operation(a.scalars[left], b.scalars[right]))
  }
  result = Tensor(scalars, shape: shape)
  return result
}

@Suite struct ArithmeticTests {
  @Test(arguments: [
    ([], [], []), ([3], [], [3]), ([], [2, 3], [2, 3]), ([5], [5], [5]), ([1], [7], [7]),
    ([2, 9], [9], [2, 9]), ([2, 9], [2, 1], [2, 9]), ([4, 1], [1, 5], [4, 5]),
    ([2, 1, 8], [3, 1], [2, 3, 8]), ([2, 3, 4, 17], [3, 1, 1], [2, 3, 4, 17]),
    ([2, 3, 4, 5], [2, 1, 4, 1], [2, 3, 4, 5]), ([2, 1, 4, 1], [1, 3, 1, 5], [2, 3, 4, 5]),
    ([1, 1, 1, 1], [2, 3, 4, 5], [2, 3, 4, 5]), ([0], [1], [0]), ([2, 0], [1, 1], [2, 0]),
    ([3, 1, 1], [0, 4], [3, 0, 4]), ([300, 130], [130], [300, 130]),
    ([700, 400], [700, 1], [700, 400]), ([270_001], [1], [270_001]),
    ([270_001], [270_001], [270_001]),
  ])
  func operatorsBroadcast(a: [Int], b: [Int], expected: [Int]) {
    var generator = SeededGenerator(seed: 1)
    let x = Tensor(randomUniform: Shape(a), in: 1...3, using: &generator)
    let y = Tensor(randomUniform: Shape(b), in: 1...3, using: &generator)
    let shape = Shape(expected)
    for threads in [1, 8] {
      Parallelism.$threads.withValue(threads) {
        #expect(x + y == broadcast(x, y, shape, +))
        #expect(x - y == broadcast(x, y, shape, -))
        #expect(y * x == broadcast(x, y, shape, *))
        #expect(x / y == broadcast(x, y, shape, /))
        #expect((x .> y) == broadcast(x, y, shape) { $0 > $1 ? 1 : 0 })
        #expect((x .<= y) == broadcast(x, y, shape) { $0 <= $1 ? 1 : 0 })
      }
    }
  }

  @Test func aNumberStandsOnEitherSide() {
    let x: Tensor = [1, 2, 4]
    let two: Float = 2
    #expect(x + two == [3, 4, 6] && two + x == [3, 4, 6])
    #expect(x - two == [-1, 0, 2] && two - x == [1, 0, -2])
    #expect(x * two == [2, 4, 8] && two * x == [2, 4, 8])
    #expect(x / two == [0.5, 1, 2] && two / x == [2, 1, 0.5])
    #expect(1 - x * 2 + 0.5 == [-0.5, -2.5, -6.5])
    #expect(-x == [-1, -2, -4])
  }

  @Test func changesInPlaceFitTheLeftSide() {
    var x: Tensor = [[1, 2, 3], [4, 5, 6]]
    x += [10, 20, 30]
    #expect(x == [[11, 22, 33], [14, 25, 36]])
    x -= [[1], [2]]
    #expect(x == [[10, 21, 32], [12, 23, 34]])
    x *= 2
    x /= [[2, 2, 2], [1, 1, 1]]
    #expect(x == [[10, 21, 32], [24, 46, 68]])
    let half: Float = 0.5
    x *= half
    x += half
    x -= half
    x /= half
    #expect(x == [[10, 21, 32], [24, 46, 68]])
    x.addScaled([1, 2, 3], by: -10)
    #expect(x == [[0, 1, 2], [14, 26, 38]])
    x.fill(3)
    #expect(x == Tensor(repeating: 3, shape: [2, 3]))
  }

  @Test(arguments: [1, 7, 8, 9, 15, 16, 17, 100, 70_001])
  func changesInPlaceEqualNewTensors(count: Int) {
    var generator = SeededGenerator(seed: 2)
    let x = Tensor(randomNormal: [count], using: &generator)
    let y = Tensor(randomNormal: [count], using: &generator)
    var (sum, product, scaled) = (x, x, x)
    sum += y
    product *= y
    scaled.addScaled(y, by: 0.5)
    #expect(sum == x + y && product == x * y && scaled == x + y * 0.5)
  }

  @Test func comparisonsGiveMasks() {
    let x = Tensor([1, 2, 3, .nan])
    #expect((x .> 2) == [0, 0, 1, 0] && (x .>= 2) == [0, 1, 1, 0])
    #expect((x .< 2) == [1, 0, 0, 0] && (x .<= 2) == [1, 1, 0, 0])
    #expect((x .== 2) == [0, 1, 0, 0] && (x .!= 2) == [1, 0, 1, 1])
    let two: Float = 2
    #expect((x .> two) == [0, 0, 1, 0] && (x .>= two) == [0, 1, 1, 0])
    #expect((x .< two) == [1, 0, 0, 0] && (x .<= two) == [1, 1, 0, 0])
    #expect((x .== two) == [0, 1, 0, 0] && (x .!= two) == [1, 0, 1, 1])
    #expect((x .< [2, 2, 2, 2]) == [1, 0, 0, 0] && (x .!= x) == [0, 0, 0, 1])
    #expect((x .>= [1, 3, 3, 3]) == [1, 0, 1, 0] && (x .== x) == [1, 1, 1, 0])
  }

  @Test func nearlyEqualTakesBothTolerances() {
    let x: Tensor = [1, 1000]
    #expect(x.isApproximatelyEqual(to: [1.000005, 1000.005]))
    #expect(!x.isApproximatelyEqual(to: [1.00005, 1000]))
    #expect(!x.isApproximatelyEqual(to: [1, 1000.05]))
    #expect(x.isApproximatelyEqual(to: [1.1, 1001], absoluteTolerance: 1))
    #expect(!x.isApproximatelyEqual(to: [[1, 1000]]))
    #expect(Tensor([.infinity]).isApproximatelyEqual(to: Tensor([.infinity])))
    #expect(!Tensor([.infinity]).isApproximatelyEqual(to: Tensor([-.infinity])))
    #expect(!Tensor([.infinity]).isApproximatelyEqual(to: Tensor([1])))
    #expect(!Tensor([.nan]).isApproximatelyEqual(to: Tensor([.nan])))
  }

  @Test func nonFiniteElementsAreFound() {
    var x = Tensor(ones: [1000])
    #expect(!x.hasNonFinite && !Tensor([]).hasNonFinite)
    for value in [Float.nan, .infinity, -.infinity] {
      x[777] = value
      #expect(x.hasNonFinite)
    }
  }
}
