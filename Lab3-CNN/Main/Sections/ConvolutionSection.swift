// Section convolution: kernels that people knew long before networks learned them.

import Lab3
import Reports
import Shared

func convolution(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  page.say(
    """
    One kernel, one answer everywhere: the same nine numbers look for an upright edge, a level one, a \
    spot, or smooth the picture. A network learns numbers like these by itself.
    """)
  let picture = try lab.clothes().test.inputs.rows(1..<2)  // [1, 1, 28, 28]
  let kernels: [(name: String, weights: Tensor)] = [
    ("upright edges", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    ("level edges", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
    ("spots", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    ("smooth", Tensor(repeating: 1 / 9, shape: [3, 3])),
  ]
  let answers = kernels.map { kernel in
    conv2d(
      picture, weight: kernel.weights.reshaped(to: [1, 1, 3, 3]), bias: [0], padding: 1)
  }
  page.show(
    ImageGrid(
      "A picture, and what four kernels say of it",
      ([picture] + answers).flatMap { Picture.all(in: scaledToOne($0)) },
      captions: ["the picture"] + kernels.map(\.name)))
  let weight = Tensor(stacking: kernels.map { $0.weights.reshaped(to: [1, 3, 3]) })
  page.say("All four at once are one layer with four output channels. Stride and padding:")
  page.table(
    ["stride", "padding", "output"],
    [(1, 0), (1, 1), (2, 1), (3, 0)].map { stride, padding in
      let y = conv2d(
        picture, weight: weight, bias: Tensor(zeros: [4]), stride: stride, padding: padding)
      return ["\(stride)", "\(padding)", "\(y.shape)"]
    })
  let gap = abs(
    conv2d(picture, weight: weight, bias: Tensor(zeros: [4]), padding: 1)
      - convolve(picture, weight, stride: 1, padding: 1)
  ).max()
  page.number("largest difference from Shared's hot loop", Double(gap))
}

/// A picture with its numbers spread over 0…1, 0 where it has one value only.
func scaledToOne(_ x: Tensor) -> Tensor {
  let (low, high) = (x.min(), x.max())
  return high > low ? (x - low) / (high - low) : x * 0
}
