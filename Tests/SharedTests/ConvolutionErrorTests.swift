// Wrong calls of convolution and pooling stop, and say what is wrong, with which values, what to do.

import Shared
import Testing

#if compiler(>=6.3)  // Tests of exits that capture values are new in 6.3.

  private let x = Tensor(zeros: [2, 3, 5, 6])
  private let kernel = Tensor(zeros: [4, 3, 3, 3])
  private let dy = Tensor(zeros: [2, 4, 3, 4])

  private let convolutionErrors = [
    WrongCall(
      "convolve: images must be [N, C, H, W] and the kernel [O, C, K, K′] — [3, 5, 6] and [4, 3, 3, 3]."
    ) { _ = convolve(Tensor(zeros: [3, 5, 6]), kernel) },
    WrongCall(
      "convolve: the numbers of channels differ — images [2, 3, 5, 6], kernel [4, 2, 3, 3] (3 ≠ 2)."
    ) { _ = convolve(x, Tensor(zeros: [4, 2, 3, 3])) },
    WrongCall(
      "convolve: the stride must be at least 1 and the padding at least 0 — stride 0, padding 0."
    ) { _ = convolve(x, kernel, stride: 0) },
    WrongCall(
      "convolve: the stride must be at least 1 and the padding at least 0 — stride 1, padding -1."
    ) { _ = convolve(x, kernel, padding: -1) },
    WrongCall(
      "convolve: the kernel does not fit into the padded images — kernel [4, 3, 8, 3], "
        + "images [2, 3, 5, 6], padding 1."
    ) { _ = convolve(x, Tensor(zeros: [4, 3, 8, 3]), padding: 1) },
    WrongCall("convolve: the kernel does not fit into the padded images — kernel [4, 3, 3, 0]") {
      _ = convolve(x, Tensor(zeros: [4, 3, 3, 0]))
    },
    WrongCall(
      "convolveInputGradient: the gradient does not have the shape of the result — [2, 4, 3, 4] "
        + "instead of [2, 4, 2, 2]. Pass the stride"
    ) { _ = convolveInputGradient(dy, kernel, inputShape: x.shape, stride: 2) },
    WrongCall("convolveKernelGradient: the gradient does not have the shape of the result") {
      _ = convolveKernelGradient(dy, x, kernelShape: kernel.shape, padding: 1)
    },
    WrongCall("naiveConvolve: the numbers of channels differ") {
      _ = naiveConvolve(x, Tensor(zeros: [4, 2, 3, 3]))
    },
  ]

  private let poolingErrors = [
    WrongCall("maxPool: images must be [N, C, H, W] — [5, 6].") {
      _ = maxPool(Tensor(zeros: [5, 6]), size: 2, stride: 2)
    },
    WrongCall("maxPool: the windows do not fit into the images — size 6, images [2, 3, 5, 6].") {
      _ = maxPool(x, size: 6, stride: 2)
    },
    WrongCall("maxPool: the stride must be at least 1") { _ = maxPool(x, size: 2, stride: 0) },
    WrongCall("averagePool: the windows do not fit into the images — size 0") {
      _ = averagePool(x, size: 0, stride: 2)
    },
    WrongCall("maxPoolInputGradient: the gradient does not fit — [2, 4, 3, 4] with 0 places") {
      _ = maxPoolInputGradient(dy, places: [], inputShape: x.shape)
    },
    WrongCall("maxPoolInputGradient: a place is not in its image — 30 … 30 for 30 pixels.") {
      _ = maxPoolInputGradient(
        Tensor(ones: [2, 3, 1, 1]), places: [Int32](repeating: 30, count: 6), inputShape: x.shape)
    },
    WrongCall(
      "averagePoolInputGradient: the gradient does not have the shape of the result — [2, 4, 3, 4] "
        + "instead of [2, 3, 2, 3]."
    ) { _ = averagePoolInputGradient(dy, inputShape: x.shape, size: 2, stride: 2) },
  ]

  private let wrongCalls = convolutionErrors + poolingErrors

  @Suite struct ConvolutionErrorTests {
    @Test(arguments: wrongCalls.indices)
    func aWrongCallStopsWithAMessage(index: Int) async throws {
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent]
      ) { [index = index as Int] in
        wrongCalls[index].body()
      }
      let output = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
      #expect(output.contains(wrongCalls[index].message))
    }
  }

#endif
