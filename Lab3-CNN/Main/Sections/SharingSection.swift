// Section sharing: what a convolution saves, and what it does to a picture that moves.

import Lab3
import Reports
import Shared

func sharing(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  page.say(
    """
    A convolution without padding is a dense layer: most of its weights are 0, and the others are the \
    same few numbers over and over. One kernel of 3 × 3 over pictures of 6 × 6, written out:
    """)
  let kernel: Tensor = [[[[1, 2, 1], [0, 0, 0], [-1, -2, -1]]]]
  let matrix = denseMatrix(of: kernel, height: 6, width: 6)
  page.show(
    HeatMap(
      "The dense layer [16, 36] that it is", matrix, colors: .diverging))
  page.number("numbers in it", "\(matrix.count)")
  page.number("of them not 0", "\(Int((matrix .!= 0).sum()))")
  page.number("different ones", "\(kernel.count)")
  page.say("What 16 channels of 5 × 5 over a picture of 28 × 28 learn, and a dense layer instead:")
  page.table(
    ["from", "convolution", "dense layer"],
    [1, 3, 16].map { channels in
      [
        "\(channels) channels",
        grouped(convolutionParameterCount(channels: channels, outputs: 16, size: 5)),
        grouped(
          denseParameterCount(channels: channels, outputs: 16, size: 5, height: 28, width: 28)),
      ]
    })
  let digit = try lab.digits().test.inputs.rows(0..<1)
  showShift(digit, seed: lab.options.seed, on: &page)
}

/// A convolution and a dense layer with other weights at each place, on a digit that moves.
private func showShift(_ digit: Tensor, seed: UInt64, on page: inout LabPage) {
  page.say(
    """
    The digit moves by 4 pixels to the right. After a convolution its picture has moved by 4 pixels \
    too; a dense layer of the same size, which has weights of its own at every place, answers \
    something else.
    """)
  let small = averagePool(digit, size: 2, stride: 2)  // [1, 1, 14, 14]
  var generator = SeededGenerator(seed: seed)
  let kernel = Tensor(randomNormal: [1, 1, 3, 3], using: &generator)
  let shared = denseMatrix(of: kernel, height: 14, width: 14)
  let own = Tensor(randomNormal: shared.shape, using: &generator) * (shared .!= 0)
  func apply(_ matrix: Tensor) -> (Tensor) -> Tensor {
    {
      matmul($0.reshaped(to: [$0.shape[0], 196]), matrix, transposeB: true)
        .reshaped(to: [$0.shape[0], 1, 12, 12])
    }
  }
  let moved = shifted(small, down: 0, right: 4)
  page.illustrate(
    ImageGrid(
      "Before the shift and after it",
      [apply(shared)(small), apply(shared)(moved), apply(own)(small), apply(own)(moved)]
        .flatMap { Picture.all(in: $0) },
      captions: ["shared", "shared, moved", "own", "own, moved"]))
  for (name, matrix) in [("shared weights", shared), ("own weights", own)] {
    let error = equivarianceError(of: apply(matrix), on: small, down: 0, right: 1, margin: 2)
    page.number("shift before or after, \(name)", Double(error))
  }
}
