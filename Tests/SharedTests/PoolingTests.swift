// Pooling against plain loops, and what it must keep.

import Shared
import Testing

/// The largest number of each window, its place, and the mean, by the definition.
private func naivePool(
  _ x: Tensor, size: Int, stride: Int
) -> (largest: Tensor, places: [Int32], means: Tensor) {
  let (n, c, h, w) = x.shape.nchw
  let shape: Shape = [n, c, (h - size) / stride + 1, (w - size) / stride + 1]
  var (largest, means) = (Tensor(zeros: shape), Tensor(zeros: shape))
  var places: [Int32] = []
  for image in 0..<n {
    for channel in 0..<c {
      for i in 0..<shape[2] {
        for j in 0..<shape[3] {
          var (best, place, sum) = (-Float.infinity, -1, Float(0))
          for row in i * stride..<i * stride + size {
            for column in j * stride..<j * stride + size {
              let number = x[image, channel, row, column]
              sum += number
              if number > best || place < 0 { (best, place) = (number, row * w + column) }
            }
          }
          largest[image, channel, i, j] = best
          means[image, channel, i, j] = sum / Float(size * size)
          places.append(Int32(place))
        }
      }
    }
  }
  return (largest, places, means)
}

@Suite struct PoolingTests {
  @Test(arguments: [
    [2, 3, 6, 5], [1, 1, 1, 1], [2, 2, 9, 40], [1, 3, 16, 16], [3, 1, 17, 33], [0, 2, 5, 5],
  ])
  func agreesWithPlainLoops(shape: [Int]) {
    var generator = SeededGenerator(seed: 31)
    let x = Tensor(randomNormal: Shape(shape), using: &generator)
    for size in 1...min(4, shape[2], shape[3]) {
      for stride in 1...3 {
        let expected = naivePool(x, size: size, stride: stride)
        let (values, places) = maxPool(x, size: size, stride: stride)
        #expect(values == expected.largest)
        #expect(places == expected.places)
        #expect(
          averagePool(x, size: size, stride: stride).isApproximatelyEqual(
            to: expected.means, absoluteTolerance: 1e-6, relativeTolerance: 1e-6))
      }
    }
  }

  /// Σ dy·pool(x) = Σ x·gradient(dy), since both poolings are linear once the places are known.
  @Test(arguments: [(2, 2), (3, 2), (3, 1), (2, 3), (1, 2)])
  func theGradientsAreAdjointToTheResults(size: Int, stride: Int) {
    var generator = SeededGenerator(seed: 32)
    let x = Tensor(randomNormal: [2, 3, 11, 37], using: &generator)
    let (values, places) = maxPool(x, size: size, stride: stride)
    let dy = Tensor(randomNormal: values.shape, using: &generator)
    let largest = maxPoolInputGradient(dy, places: places, inputShape: x.shape)
    #expect(abs((dy * values).sum() - (x * largest).sum()) <= 1e-3)
    let means = averagePool(x, size: size, stride: stride)
    let spread = averagePoolInputGradient(dy, inputShape: x.shape, size: size, stride: stride)
    #expect(abs((dy * means).sum() - (x * spread).sum()) <= 1e-3)
  }

  @Test func theFirstOfEqualNumbersTakesTheGradient() {
    let x = Tensor(ones: [1, 1, 4, 4])
    let (_, places) = maxPool(x, size: 2, stride: 2)
    #expect(places == [0, 2, 8, 10])
  }

  @Test func notANumberIsTheLargest() {
    var x = Tensor(ones: [1, 1, 2, 20])
    x[0, 0, 1, 7] = .nan
    let (values, places) = maxPool(x, size: 2, stride: 2)
    #expect(values[0, 0, 0, 3].isNaN)
    #expect(places[3] == 27)
    #expect(values.scalars.filter(\.isNaN).count == 1)
  }

  @Test func infinitePixelsAreComparedAsAnyOthers() {
    var x = Tensor(repeating: -.infinity, shape: [2, 1, 2, 20])
    x[0, 0, 1, 6] = 3
    x[1, 0, 0, 5] = .infinity
    let (values, places) = maxPool(x, size: 2, stride: 2)
    #expect(values[0, 0, 0, 3] == 3 && places[3] == 26 && places[4] == 8)
    #expect(values[1, 0, 0, 2] == .infinity && places[10 + 2] == 5)
  }

  @Test func eachPixelCollectsItsPartOfEveryWindowOverIt() {
    for (size, stride, width) in [(3, 2, 40), (2, 2, 33), (5, 2, 37), (3, 1, 20), (2, 3, 26)] {
      let count = (width - size) / stride + 1
      let dy = Tensor((1...count).map(Float.init), shape: [1, 1, 1, count])
      let dx = averagePoolInputGradient(
        dy, inputShape: [1, 1, size, width], size: size, stride: stride)
      for pixel in 0..<width {
        let windows = (0..<count).filter { $0 * stride..<$0 * stride + size ~= pixel }
        let sum = windows.reduce(0) { $0 + Float($1 + 1) } / Float(size * size)
        for row in 0..<size {
          #expect(abs(dx[0, 0, row, pixel] - sum) <= 1e-5 * (1 + sum), "\(size) \(stride) \(pixel)")
        }
      }
    }
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() {
    var generator = SeededGenerator(seed: 33)
    let x = Tensor(randomNormal: [16, 20, 40, 40], using: &generator)
    let results = [1, 2, 8].map { threads in
      Parallelism.$threads.withValue(threads) {
        let (values, places) = maxPool(x, size: 3, stride: 2)
        let mean = averagePool(x, size: 3, stride: 2)
        return [
          values, mean, maxPoolInputGradient(values, places: places, inputShape: x.shape),
          averagePoolInputGradient(mean, inputShape: x.shape, size: 3, stride: 2),
        ]
      }
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }
}
