// Section filters: what LeNet-5 holds after training, what it makes of a digit, and what it likes best.

import Lab1
import Lab3
import Reports
import Shared

func filters(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let digits = try lab.digits()
  var network = try lab.leNet(&page).network
  page.say(
    """
    The six kernels of 5 × 5 that LeNet-5 has found: grey is 0, white looks for ink, black for its \
    absence. Some are edges or strokes of one direction; the others look like noise, and work all \
    the same.
    """)
  guard let first = network.layers[0] as? Conv2d else { return }
  page.show(
    ImageGrid("Kernels of the first layer", filterPictures(first.weight.value), range: 0...1))
  let place = digits.test.labels.firstIndex(of: 4) ?? 0
  let image = digits.test.inputs[row: place]
  page.say("A 4, and its maps behind the first pooling (14 × 14) and behind the second (5 × 5):")
  let early = featureMaps(&network, through: 2, of: image)  // [6, 14, 14]
  let late = featureMaps(&network, through: 5, of: image)  // [16, 5, 5]
  page.illustrate(ImageGrid("The digit", image))
  page.show(ImageGrid("Six maps behind the first pooling", early))
  page.illustrate(ImageGrid("Sixteen maps behind the second", late))
  showFavourites(network, lab.options, on: &page)
}

/// For each class the picture that drives its logit most.
private func showFavourites(_ network: Sequential, _ options: LabOptions, on page: inout LabPage) {
  page.say(
    """
    Gradient ascent on the pixels, from noise: the picture that each output likes best. The network is \
    nearly certain of every one of them, and most look like no digit that anybody has written. It has \
    learned to tell digits apart, not what a digit is.
    """)
  var generator = SeededGenerator(seed: options.seed)
  let noise = Tensor(randomNormal: [1, 1, 28, 28], using: &generator) * 0.1
  let last = network.layers.count - 1
  let pictures = (0..<10).map { label in
    activationMaximization(
      network,
      AscentPlan(
        layer: last, channel: label, steps: options.quick ? 20 : 60, rate: 0.5, decay: 0.02,
        jitter: 1), from: noise, using: &generator)
  }
  page.show(
    ImageGrid(
      "What each output likes best",
      pictures.flatMap { Picture.all(in: scaledToOne($0)) }, captions: (0..<10).map(String.init)))
  let probabilities = softmax(logits(network, Tensor(concatenating: pictures)))
  page.number(
    "lowest probability of the class that is meant",
    percentText((0..<10).map { probabilities[$0, $0] }.min() ?? 0, decimals: 1))
}
