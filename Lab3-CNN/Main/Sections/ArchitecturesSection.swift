// Section architectures: five networks that made history, counted, drawn and compared.

import Lab3
import Reports
import Shared

/// A network of the past, at the size of its paper.
private struct Milestone {
  let name: String
  let year: Int
  let idea: String
  let blocks: [Block]
  let input: Shape
}

private var milestones: [Milestone] {
  [
    Milestone(
      name: "LeNet-5", year: 1998, idea: "kernels learned, not designed", blocks: leNet5Blocks(),
      input: [1, 28, 28]),
    Milestone(
      name: "AlexNet", year: 2012, idea: "large, ReLU, dropout, on a GPU", blocks: alexNet(),
      input: [3, 224, 224]),
    Milestone(
      name: "VGG-16", year: 2014, idea: "nothing but 3 × 3, deeper", blocks: vgg16(),
      input: [3, 224, 224]),
    Milestone(
      name: "ResNet-18", year: 2015, idea: "layers learn what to add", blocks: resNet18(),
      input: [3, 224, 224]),
  ]
}

func architectures(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  page.say(
    """
    A description of blocks is counted without building anything: a VGG-16 would fill half a gigabyte. \
    Depth counts layers with weights on the longest way, products the multiplications of one image.
    """)
  page.table(
    ["network", "year", "idea", "depth", "parameters", "products"],
    milestones.map { network in
      [
        network.name, "\(network.year)", network.idea, "\(depth(of: network.blocks))",
        grouped(parameterCount(of: network.blocks)),
        millions(multiplyAdds(of: network.blocks, on: network.input)),
      ]
    })
  page.show(
    NetworkDrawing(
      "Four architectures: a box is as high as its maps, as wide as they are many",
      milestones.map { ($0.name, boxes(of: $0.blocks, on: $0.input)) }))
  page.illustrate(
    BarChart(
      "Where the parameters are", names: milestones.map(\.name),
      [
        Series("convolutions, in percent", milestones.map { convolutionShare(of: $0.blocks) }),
        Series("linear layers", milestones.map { 100 - convolutionShare(of: $0.blocks) }),
      ], axis: Axis("share", unit: "%", range: 0...100)))
  let small: [(name: String, blocks: [Block])] = [
    ("LeNet-5", leNet5Blocks()), ("small VGG", smallVGG(classes: 10, width: 8)),
    ("small ResNet", smallResNet(classes: 10, width: 8, count: 1)),
  ]
  let digits = try lab.digits()
  let rows = digits.training.prefix(lab.options.quick ? 500 : 1500)
  page.say("Their kin for 28 × 28 pixels, on \(rows.labels.count) digits for four epochs:")
  page.table(
    ["network", "parameters", "products", "right", "seconds"],
    small.map { name, blocks in
      var generator = SeededGenerator(seed: lab.options.seed)
      var network = network(of: blocks, using: &generator)
      let log = Training(epochs: 4, batchSize: 32).train(
        &network, on: rows, validation: digits.validation.prefix(500), seed: lab.options.seed)
      return [
        name, grouped(parameterCount(of: blocks)),
        millions(multiplyAdds(of: blocks, on: [1, 28, 28])), percentText(log.accuracy),
        fixedText(log.seconds, decimals: 1),
      ]
    })
}

/// Layers with weights on the longest way through a network.
private func depth(of blocks: [Block]) -> Int {
  blocks.reduce(0) { count, block in
    switch block {
    case .convolution, .linear: count + 1
    case .residual(let branch, let shortcut):
      count + max(depth(of: branch), depth(of: shortcut))
    default: count
    }
  }
}

/// How many of a hundred parameters are in convolutions and their normalisation.
private func convolutionShare(of blocks: [Block]) -> Double {
  let linear = blocks.filter { if case .linear = $0 { true } else { false } }
  let share = Double(parameterCount(of: linear)) / Double(parameterCount(of: blocks))
  return ((1 - share) * 1000).rounded() / 10
}

/// A box for each layer that has weights or shrinks the picture.
private func boxes(of blocks: [Block], on input: Shape) -> [NetworkDrawing.Box] {
  var (shape, boxes) = (input, [NetworkDrawing.Box]())
  for block in blocks {
    shape = outputShape(of: [block], on: shape)
    let kind: NetworkDrawing.Kind? =
      switch block {
      case .convolution: .convolution
      case .maxPool, .averagePool, .globalAveragePool: .pooling
      case .linear: .linear
      case .residual: .residual
      default: nil
      }
    if let kind {
      boxes.append(
        .init(kind, size: shape.rank == 3 ? shape[1] : 1, channels: shape[0]))
    }
  }
  return boxes
}

/// A count with a comma every three digits, such as `61,706`.
func grouped(_ count: Int) -> String {
  let digits = String(count)
  return digits.enumerated().map { index, digit in
    index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
  }.joined()
}
