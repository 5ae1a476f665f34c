// The gradient of a convolution's input: convolutions again, of the gradient of its result.
//
// Pixel y of the input meets tap a of the window at row i where y + padding = i·s + a. So the taps
// that a pixel meets are those with the same remainder by the stride s as its place,
//
//     y + padding = u·s + r,   a = r, r + s, r + 2s …,   i = u, u - 1, u - 2 …
//
// and the pixels fall into s·s groups, one for each remainder of row and column. Within a group the
// gradient is an ordinary convolution of `dy` with every s-th tap of the kernel, in reverse order.

/// The pixels of one axis that have the same remainder, and the taps that they meet.
private struct Remainder {
  /// First pixel of the group; the others follow at the distance of the stride.
  let pixel: Int
  let pixels: Int
  let taps: Int
  /// Zeros before the gradient of the result.
  let padding: Int

  init(_ remainder: Int, size: Int, kernel: Int, stride: Int, padding: Int) {
    let first = max(0, (padding - remainder + stride - 1) / stride)
    pixel = first * stride + remainder - padding
    pixels = max(0, (size - pixel + stride - 1) / stride)
    taps = max(0, (kernel - remainder + stride - 1) / stride)
    self.padding = taps - 1 - first
  }
}

extension ConvolutionShape {
  /// Writes the gradient of the loss with respect to the input of a convolution.
  func inputGradient(_ dy: Source, _ kernel: Source, to dx: Destination) {
    for row in 0..<stride {
      for column in 0..<stride {
        inputGradient(dy, kernel, to: dx, row, column).compute()
      }
    }
  }

  /// The convolution that computes the pixels with a remainder of the row and one of the column.
  private func inputGradient(
    _ dy: Source, _ kernel: Source, to dx: Destination, _ row: Int, _ column: Int
  ) -> Convolution {
    let vertical = Remainder(
      row, size: height, kernel: kernelHeight, stride: stride, padding: padding)
    let horizontal = Remainder(
      column, size: width, kernel: kernelWidth, stride: stride, padding: padding)
    let (lastRow, lastColumn) = (
      row + (vertical.taps - 1) * stride, column + (horizontal.taps - 1) * stride
    )
    return Convolution(
      images: dy, count: n, channels: outputs,
      windows: Windows(
        height: rows, width: columns, kernelHeight: vertical.taps, kernelWidth: horizontal.taps,
        stride: 1, top: vertical.padding, left: horizontal.padding,
        rows: vertical.pixels, columns: horizontal.pixels),
      weights: WeightView(
        start: kernel + (lastRow * kernelWidth + lastColumn), output: kernelHeight * kernelWidth,
        channel: channels * kernelHeight * kernelWidth, row: -stride * kernelWidth,
        column: -stride),
      outputs: channels,
      result: ResultView(
        start: dx + (vertical.pixel * width + horizontal.pixel),
        image: channels * height * width, channel: height * width, row: stride * width,
        column: stride))
  }
}
