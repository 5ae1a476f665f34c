// Section gradients: a kernel that nobody wrote down, found by descent through the convolution.

import Lab3
import Reports
import Shared

func gradients(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  page.say(
    """
    Somebody has applied an unknown kernel to pictures of noise. From pictures and answers the \
    gradient finds it: start anywhere, convolve, compare, let `conv2dWeightGradient` say how to change \
    each of the nine numbers.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  let pictures = Tensor(randomNormal: [4, 1, 14, 14], using: &generator)
  let truth: Tensor = [[[[1, 0, -1], [2, 0, -2], [1, 0, -1]]]]
  let target = conv2d(pictures, weight: truth, bias: [0.5])
  var (weight, bias) = (Tensor(randomNormal: truth.shape, using: &generator), Tensor(zeros: [1]))
  let start = weight
  var losses: [Float] = []
  for _ in 0..<40 {
    let difference = conv2d(pictures, weight: weight, bias: bias) - target
    let dy = difference * (2 / Float(difference.count))
    losses.append(square(difference).mean())
    weight -= conv2dWeightGradient(dy, x: pictures, weightShape: weight.shape) * 0.2
    bias -= conv2dBiasGradient(dy) * 0.2
  }
  page.show(
    LineChart("Mean square error", losses, x: "step", y: Axis("error", scale: .logarithmic)))
  page.compare(
    [("at the start", start), ("found after 40 steps", weight), ("the true one", truth)].map {
      HeatMap($0.0, $0.1.reshaped(to: [3, 3]), colors: .diverging)
    })
  page.number("largest difference from the true kernel", Double(abs(weight - truth).max()))
  page.number("bias, which is 0.5", Double(bias[0]))
  showInputGradient(pictures, weight, on: &page)
}

/// dL/dx against the difference of two losses, pixel by pixel.
private func showInputGradient(_ pictures: Tensor, _ weight: Tensor, on page: inout LabPage) {
  let x = pictures.rows(0..<1)
  let y = conv2d(x, weight: weight, bias: [0])
  let dx = conv2dInputGradient(y, weight: weight, inputShape: x.shape)  // L = ½ Σ y²
  func loss(_ place: Int, _ step: Float) -> Float {
    var moved = x
    moved[0, 0, place / 14, place % 14] += step
    return square(conv2d(moved, weight: weight, bias: [0])).sum() / 2
  }
  let checked = [30, 75, 100, 121]
  page.say("The gradient of the input at four pixels, and the slope between two losses:")
  page.table(
    ["pixel", "gradient", "slope"],
    checked.map { place in
      let slope = (loss(place, 0.01) - loss(place, -0.01)) / 0.02
      return [
        "\(place / 14), \(place % 14)",
        fixedText(dx[0, 0, place / 14, place % 14], decimals: 3), fixedText(slope, decimals: 3),
      ]
    })
}
