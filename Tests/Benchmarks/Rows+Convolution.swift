// Convolutions of a batch of 32 images, forward and with all gradients, and pooling.

import Shared

let convolutionRows = [1, 2].flatMap { stride in
  [
    Layer(name: "1x28-k5-6", 1, 28, kernel: 5, outputs: 6, stride: stride),
    Layer(name: "16x14-k3-32", 16, 14, kernel: 3, outputs: 32, stride: stride),
    Layer(name: "64x32-k3-64", 64, 32, kernel: 3, outputs: 64, stride: stride, padding: 1),
  ].flatMap { [$0.forward, $0.training] }
}

/// A convolution of 32 square images.
private struct Layer {
  let name: String
  let (channels, size, kernel, outputs): (Int, Int, Int, Int)
  let (stride, padding): (Int, Int)

  init(
    name: String, _ channels: Int, _ size: Int, kernel: Int, outputs: Int, stride: Int,
    padding: Int = 0
  ) {
    self.name = stride == 1 ? name : "\(name)-s\(stride)"
    (self.channels, self.size, self.kernel, self.outputs) = (channels, size, kernel, outputs)
    (self.stride, self.padding) = (stride, padding)
  }

  var forward: Row {
    Row("convolution", name, .flops(flops), peer: "forward \(words)") { _ in
      let (x, weight, bias, _) = operands
      return { keep(y(x, weight, bias)) }
    }
  }

  /// The result, and the gradients of the input, the kernel and the bias.
  var training: Row {
    Row("convolution", name + "-training", .flops(3 * flops), peer: "training \(words)") { _ in
      let (x, weight, bias, dy) = operands
      return {
        keep(y(x, weight, bias))
        keep(
          convolveInputGradient(
            dy, weight, inputShape: x.shape, stride: stride, padding: padding))
        keep(
          convolveKernelGradient(
            dy, x, kernelShape: weight.shape, stride: stride, padding: padding))
        keep(dy.sum(along: [0, 2, 3]))
      }
    }
  }

  private func y(_ x: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
    var y = convolve(x, weight, stride: stride, padding: padding)
    y += bias
    return y
  }

  private var side: Int { (size + 2 * padding - kernel) / stride + 1 }

  private var flops: Double { Double(2 * 32 * outputs * side * side * channels * kernel * kernel) }

  private var words: String { "\(channels) \(size) \(kernel) \(outputs) \(stride) \(padding)" }

  private var operands: (x: Tensor, weight: Tensor, bias: Tensor, dy: Tensor) {
    var generator = SeededGenerator(seed: 1)
    return (
      Tensor(randomNormal: [32, channels, size, size], using: &generator),
      Tensor(randomNormal: [outputs, channels, kernel, kernel], using: &generator),
      Tensor(randomNormal: [1, outputs, 1, 1], using: &generator),
      Tensor(randomNormal: [32, outputs, side, side], using: &generator)
    )
  }
}

let poolingRows = [("lenet", 6, 24, 2), ("wide", 64, 32, 2), ("overlapping", 64, 33, 3)].flatMap {
  (name, channels, size, window) in
  let words = "\(channels) \(size) \(window)"
  let (shape, side): (Shape, Int) = ([32, channels, size, size], (size - window) / 2 + 1)
  let bytes = Double(4 * 32 * channels * (size * size + side * side))
  @Sendable func images() -> Tensor {
    var generator = SeededGenerator(seed: 1)
    return Tensor(randomNormal: shape, using: &generator)
  }
  return [
    Row("pooling", "max-\(name)", .bytes(bytes), peer: "max \(words)") { _ in
      let x = images()
      return { keep(maxPool(x, size: window, stride: 2)) }
    },
    Row("pooling", "max-\(name)-training", .bytes(2 * bytes), peer: "max-training \(words)") { _ in
      let x = images()
      let dy = maxPool(x, size: window, stride: 2).values
      return {
        let (values, places) = maxPool(x, size: window, stride: 2)
        keep(values)
        keep(maxPoolInputGradient(dy, places: places, inputShape: shape))
      }
    },
    Row("pooling", "mean-\(name)", .bytes(bytes), peer: "mean \(words)") { _ in
      let x = images()
      return { keep(averagePool(x, size: window, stride: 2)) }
    },
    Row("pooling", "mean-\(name)-training", .bytes(2 * bytes), peer: "mean-training \(words)") {
      _ in
      let x = images()
      let dy = averagePool(x, size: window, stride: 2)
      return {
        keep(averagePool(x, size: window, stride: 2))
        keep(averagePoolInputGradient(dy, inputShape: shape, size: window, stride: 2))
      }
    },
  ]
}
