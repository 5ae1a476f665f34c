// Section layers: the loops of 3.3 and 3.5 against the layer on Shared's arithmetic.

import Lab3
import Reports
import Shared

func layers(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  page.say(
    """
    A `Conv2d` computes what the loops compute. The difference is the time: forward and backward of 8 \
    kernels of 3 × 3 over 4 channels of 14 × 14 pixels, 8 pictures.
    """)
  var (generator, context) = (SeededGenerator(seed: lab.options.seed), Context(.training))
  let x = Tensor(randomNormal: [8, 4, 14, 14], using: &generator)
  let dy = Tensor(randomNormal: [8, 8, 14, 14], using: &generator)
  var layer = Conv2d(channels: 4, outputs: 8, size: 3, padding: 1, using: &generator)
  let weight = layer.weight.value
  var (slow, fast, slowGradient, fastGradient) = (x, x, x, x)
  let loops = seconds {
    slow = conv2d(x, weight: weight, bias: Tensor(zeros: [8]), padding: 1)
    slowGradient = conv2dInputGradient(dy, weight: weight, inputShape: x.shape, padding: 1)
    _ = conv2dWeightGradient(dy, x: x, weightShape: weight.shape, padding: 1)
  }
  fast = layer.forward(x, &context)  // the first call finds its memory
  let times = (0..<20).map { _ in
    seconds {
      fast = layer.forward(x, &context)
      fastGradient = layer.backward(dy)
    }
  }
  let best = times.min() ?? 0
  let products = 3.0 * 8 * 8 * 4 * 9 * 14 * 14
  page.table(
    ["", "milliseconds", "billion products a second"],
    [("loops", loops), ("layer", best)].map {
      [$0.0, shortText($0.1 * 1000), shortText(products / $0.1 / 1e9)]
    })
  page.number("times as fast", Double((loops / best).rounded()))
  page.number("largest difference forward", Double(abs(slow - fast).max()))
  page.number("largest difference of dx", Double(abs(slowGradient - fastGradient).max()))
}
