// Convolution and its gradients against the loops of the definition, on sizes that meet every edge.

import Shared
import Testing

/// The sizes of a convolution.
private struct Sizes: CustomTestStringConvertible {
  let (x, kernel): (Shape, Shape)
  let (stride, padding): (Int, Int)
  var testDescription: String { "\(x) \(kernel) stride \(stride) padding \(padding)" }

  /// All strides and paddings of interest with which the kernel fits.
  static func all(_ images: [Shape], _ kernels: [(Int, Int, Int)]) -> [Sizes] {
    images.flatMap { x in
      kernels.flatMap { o, height, width in
        (1...3).flatMap { stride in
          (0...3).filter { x[2] + 2 * $0 >= height && x[3] + 2 * $0 >= width }.map {
            Sizes(x: x, kernel: [o, x[1], height, width], stride: stride, padding: $0)
          }
        }
      }
    }
  }

  init(x: Shape, kernel: Shape, stride: Int = 1, padding: Int = 0) {
    (self.x, self.kernel, self.stride, self.padding) = (x, kernel, stride, padding)
  }
}

/// Operands of a convolution and of its gradients.
private struct Operands {
  let (x, kernel, dy): (Tensor, Tensor, Tensor)
  let (stride, padding): (Int, Int)

  init(_ sizes: Sizes, seed: UInt64 = 21) {
    var generator = SeededGenerator(seed: seed)
    (stride, padding) = (sizes.stride, sizes.padding)
    x = Tensor(randomNormal: sizes.x, using: &generator)
    kernel = Tensor(randomNormal: sizes.kernel, using: &generator)
    let shape = naiveConvolve(x, kernel, stride: stride, padding: padding).shape
    dy = Tensor(randomNormal: shape, using: &generator)
  }

  init(x: Tensor, kernel: Tensor, dy: Tensor, stride: Int, padding: Int) {
    (self.x, self.kernel, self.dy, self.stride, self.padding) = (x, kernel, dy, stride, padding)
  }

  /// The same with the magnitudes of all numbers.
  var magnitudes: Operands {
    Operands(x: abs(x), kernel: abs(kernel), dy: abs(dy), stride: stride, padding: padding)
  }

  /// The result and both gradients.
  var results: [Tensor] {
    [
      convolve(x, kernel, stride: stride, padding: padding),
      convolveInputGradient(dy, kernel, inputShape: x.shape, stride: stride, padding: padding),
      convolveKernelGradient(dy, x, kernelShape: kernel.shape, stride: stride, padding: padding),
    ]
  }

  /// The result and both gradients by the definition.
  var naiveResults: [Tensor] {
    [
      naiveConvolve(x, kernel, stride: stride, padding: padding),
      naiveConvolveInputGradient(dy, kernel, inputShape: x.shape, stride: stride, padding: padding),
      naiveConvolveKernelGradient(
        dy, x, kernelShape: kernel.shape, stride: stride, padding: padding),
    ]
  }

  /// Terms of a sum at most: of the result and of both gradients.
  var terms: [Int] {
    let taps = kernel.shape[2] * kernel.shape[3]
    return [
      kernel.shape[1] * taps, kernel.shape[0] * taps, dy.shape[0] * dy.shape[2] * dy.shape[3],
    ]
  }
}

private let images: [Shape] = [
  [1, 1, 5, 5], [2, 3, 7, 6], [3, 2, 1, 9], [2, 16, 14, 14], [1, 5, 13, 37], [2, 40, 9, 8],
]
private let kernels = [(1, 1, 1), (2, 3, 3), (6, 5, 5), (7, 3, 2), (13, 2, 4), (10, 1, 3)]
private let large = [
  Sizes(x: [3, 64, 32, 32], kernel: [11, 64, 3, 3], padding: 1),
  Sizes(x: [17, 1, 28, 28], kernel: [6, 1, 5, 5]),
  Sizes(x: [1, 2, 150, 210], kernel: [4, 2, 3, 3], stride: 2, padding: 1),
  Sizes(x: [2, 64, 5, 31], kernel: [65, 64, 3, 3], padding: 1),
  Sizes(x: [1, 70, 6, 37], kernel: [64, 70, 3, 3], padding: 3),
  Sizes(x: [1, 400, 3, 3], kernel: [5, 400, 3, 3], padding: 1),
]

@Suite struct ConvolutionTests {
  /// |Δ| ≤ 2·(k + 1)·ε·Σ|a||b| for sums of k products.
  @Test(arguments: Sizes.all(images, kernels) + large)
  fileprivate func agreesWithTheDefinition(sizes: Sizes) {
    let operands = Operands(sizes)
    let (results, exact) = (operands.results, operands.naiveResults)
    let magnitudes = operands.magnitudes.naiveResults
    for index in results.indices {
      #expect(results[index].shape == exact[index].shape)
      let bound = 2 * Float(operands.terms[index] + 1) * Float.ulpOfOne
      let agrees = zip(zip(results[index].scalars, exact[index].scalars), magnitudes[index].scalars)
        .allSatisfy { Swift.abs($0.0 - $0.1) <= bound * $1 }
      #expect(agrees, "\(["result", "input gradient", "kernel gradient"][index])")
    }
  }

  /// Σ dy·conv(x) = Σ x·inputGradient(dy) = Σ kernel·kernelGradient(dy).
  @Test(arguments: [
    Sizes(x: [2, 3, 9, 8], kernel: [4, 3, 3, 3], padding: 1),
    Sizes(x: [3, 2, 11, 7], kernel: [5, 2, 4, 2], stride: 3, padding: 2),
    Sizes(x: [2, 4, 6, 6], kernel: [7, 4, 1, 1], stride: 2),
  ])
  fileprivate func theGradientsAreAdjointToTheResult(sizes: Sizes) {
    let operands = Operands(sizes)
    let results = operands.results
    let sums = zip(results, [operands.dy, operands.x, operands.kernel]).map { ($0 * $1).sum() }
    let scale = (operands.magnitudes.naiveResults[0] * abs(operands.dy)).sum()
    #expect(abs(sums[0] - sums[1]) <= 1e-6 * scale)
    #expect(abs(sums[0] - sums[2]) <= 1e-6 * scale)
  }

  @Test func theIdentityKernelReturnsItsInput() {
    var generator = SeededGenerator(seed: 22)
    let x = Tensor(randomNormal: [2, 3, 10, 11], using: &generator)
    let one = Tensor(identity: 3).reshaped(to: [3, 3, 1, 1])
    #expect(convolve(x, one) == x)
    let middle = one.padded(by: [(0, 0), (0, 0), (2, 2), (1, 1)])
    let y = convolve(x.padded(by: [(0, 0), (0, 0), (2, 2), (1, 1)]), middle)
    #expect(y == x)
    #expect(convolveInputGradient(x, one, inputShape: x.shape) == x)
  }

  @Test func anEmptyBatchHasAnEmptyResultAndNoKernelGradient() {
    let (x, kernel) = (Tensor(zeros: [0, 2, 5, 5]), Tensor(ones: [3, 2, 3, 3]))
    let y = convolve(x, kernel)
    #expect(y == Tensor(zeros: [0, 3, 3, 3]))
    #expect(convolveInputGradient(y, kernel, inputShape: x.shape) == x)
    #expect(convolveKernelGradient(y, x, kernelShape: kernel.shape) == Tensor(zeros: [3, 2, 3, 3]))
  }

  @Test func noChannelsGiveZeros() {
    let (x, kernel) = (Tensor(zeros: [2, 0, 5, 5]), Tensor(zeros: [3, 0, 3, 3]))
    #expect(convolve(x, kernel) == Tensor(zeros: [2, 3, 3, 3]))
    let (y, none) = (Tensor(zeros: [2, 0, 3, 3]), Tensor(zeros: [0, 4, 3, 3]))
    #expect(
      convolveInputGradient(y, none, inputShape: [2, 4, 5, 5]) == Tensor(zeros: [2, 4, 5, 5]))
  }

  @Test(arguments: [
    Sizes(x: [32, 16, 14, 14], kernel: [32, 16, 3, 3]),
    Sizes(x: [5, 24, 40, 40], kernel: [20, 24, 3, 3], stride: 2, padding: 1),
    Sizes(x: [40, 1, 28, 28], kernel: [6, 1, 5, 5]),
  ])
  fileprivate func anyNumberOfThreadsGivesTheSameBits(sizes: Sizes) {
    let operands = Operands(sizes)
    let results = [1, 2, 8].map { threads in
      Parallelism.$threads.withValue(threads) { operands.results }
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test func anImageOfABatchIsConvolvedAsAlone() {
    let operands = Operands(Sizes(x: [3, 5, 9, 9], kernel: [4, 5, 3, 3], padding: 1))
    let y = convolve(operands.x, operands.kernel, padding: 1)
    for image in 0..<3 {
      let alone = convolve(operands.x.rows(image..<image + 1), operands.kernel, padding: 1)
      #expect(y.rows(image..<image + 1) == alone)
    }
  }

  @Test func notANumberReachesTheWindowsOverIt() {
    var x = Tensor(ones: [1, 1, 9, 20])
    x[0, 0, 4, 10] = .nan
    let y = convolve(x, Tensor(ones: [1, 1, 3, 3]))
    for i in 0..<7 {
      for j in 0..<18 {
        let isOver = 2...4 ~= i && 8...10 ~= j
        #expect(isOver ? y[0, 0, i, j].isNaN : y[0, 0, i, j] == 9)
      }
    }
  }
}
