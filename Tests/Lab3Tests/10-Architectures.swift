// Tests of 3.10: counting, shapes, the builders of VGG and ResNet, the layers of a description.
// The decimals are reference values computed in double precision.

import Grading
import Lab3
import Shared
import Testing

struct ArchitecturesTests {
  @Test(.exercise("3.10", "Famous architectures", points: 7))
  func architectures() async {
    await checkParameters()
    await checkShapes()
    await checkArithmetic()
    await checkBuilders()
    await checkNetwork()
  }

  private func checkParameters() async {
    await check("parameterCount counts weights, biases, scales and shifts") { sheet in
      sheet.call("parameterCount of one block: 3 channels, 8 outputs, 5 × 5")
      sheet["with bias"] = parameterCount(of: [.convolution(channels: 3, outputs: 8, size: 5)])
      sheet["without"] = parameterCount(
        of: [.convolution(channels: 3, outputs: 8, size: 5, hasBias: false)])
      sheet["norm of 8"] = parameterCount(of: [.batchNorm(channels: 8)])
      sheet["linear 7 to 4"] = parameterCount(of: [.linear(inputs: 7, outputs: 4)])
      sheet["the others"] = parameterCount(
        of: [
          .relu, .maxPool(size: 2, stride: 2), .averagePool(size: 2, stride: 2),
          .globalAveragePool, .flatten, .dropout(0.5),
        ])
    } equals: {
      ["with bias": 608, "without": 600, "norm of 8": 16, "linear 7 to 4": 32, "the others": 0]
    }
    await check("LeNet-5 and AlexNet have their published numbers of parameters") { sheet in
      sheet.call("parameterCount(of: leNet5Blocks()), parameterCount(of: alexNet())")
      sheet["LeNet-5"] = parameterCount(of: leNet5Blocks())
      sheet["AlexNet"] = parameterCount(of: alexNet())
    } equals: {
      ["LeNet-5": 61_706, "AlexNet": 61_100_840]
    }
    await check("branch and shortcut both count") { sheet in
      sheet.call("parameterCount of a residual: 3 × 3 from 2 to 4 beside 1 × 1 from 2 to 4")
      sheet["parameters"] = parameterCount(of: [widening(stride: 1)])
    } equals: {
      ["parameters": 88]
    }
  }

  private func checkShapes() async {
    await check("outputShape follows an image through the blocks") { sheet in
      let image: Shape = [3, 32, 20]
      sheet.call("outputShape on [3, 32, 20]: 5 × 5 /2 pad 1 to 8 channels, pool 3 /2 pad 1, …")
      var blocks: [Block] = [.convolution(channels: 3, outputs: 8, size: 5, stride: 2, padding: 1)]
      sheet["convolution"] = Array(outputShape(of: blocks, on: image))
      blocks += [.batchNorm(channels: 8), .relu, .maxPool(size: 3, stride: 2, padding: 1)]
      sheet["largest"] = Array(outputShape(of: blocks, on: image))
      blocks += [.averagePool(size: 2, stride: 1)]
      sheet["mean"] = Array(outputShape(of: blocks, on: image))
      sheet["global mean"] = Array(outputShape(of: blocks + [.globalAveragePool], on: image))
      blocks += [.flatten, .dropout(0.5)]
      sheet["flat"] = Array(outputShape(of: blocks, on: image))
      sheet["linear"] = Array(
        outputShape(of: blocks + [.linear(inputs: 224, outputs: 10)], on: image))
    } equals: {
      [
        "convolution": .integers([8, 15, 9]), "largest": .integers([8, 8, 5]),
        "mean": .integers([8, 7, 4]), "global mean": .integers([8]), "flat": .integers([224]),
        "linear": .integers([10]),
      ]
    }
    await check("a residual has the shape of its branch") { sheet in
      sheet.call("outputShape of a residual from 2 to 4 channels, stride 2, on [2, 7, 6]")
      sheet["shape"] = Array(outputShape(of: [widening(stride: 2)], on: [2, 7, 6]))
    } equals: {
      ["shape": .integers([4, 4, 3])]
    }
    await checkStops("an image of other channels is refused", saying: "[3, 8, 8]") { sheet in
      sheet.call("a convolution of 4 channels on [3, 8, 8]")
      sheet["shape"] = Array(
        outputShape(of: [.convolution(channels: 4, outputs: 8, size: 3)], on: [3, 8, 8]))
    }
    await checkStops("a linear layer refuses an image", saying: "[3, 2, 2]") { sheet in
      sheet.call("a linear layer of 12 inputs on [3, 2, 2], which nobody flattened")
      sheet["shape"] = Array(outputShape(of: [.linear(inputs: 12, outputs: 2)], on: [3, 2, 2]))
    }
  }

  private func checkArithmetic() async {
    await check("multiplyAdds counts every use of every weight", weight: 2) { sheet in
      sheet.call(
        "multiplyAdds of two blocks, of LeNet-5 on [1, 28, 28], of AlexNet on [3, 224, 224]")
      sheet["5 × 5 /2, 3 to 8, on [3, 32, 20]"] = multiplyAdds(
        of: [.convolution(channels: 3, outputs: 8, size: 5, stride: 2)], on: [3, 32, 20])
      sheet["linear 7 to 4"] = multiplyAdds(of: [.linear(inputs: 7, outputs: 4)], on: [7])
      sheet["LeNet-5"] = multiplyAdds(of: leNet5Blocks(), on: [1, 28, 28])
      sheet["AlexNet"] = multiplyAdds(of: alexNet(), on: [3, 224, 224])
    } equals: {
      [
        "5 × 5 /2, 3 to 8, on [3, 32, 20]": 67_200, "linear 7 to 4": 28, "LeNet-5": 416_520,
        "AlexNet": 714_188_480,
      ]
    }
  }

  private func checkBuilders() async {
    await check("vgg lays stages of 3 × 3, and a classifier of three layers") { sheet in
      sheet.call("vgg(stages: [[2], [3, 4]], hidden: 5, input: [1, 9, 8], classes: 6)")
      sheet["blocks"] = text(vgg(stages: [[2], [3, 4]], hidden: 5, input: [1, 9, 8], classes: 6))
    } equals: {
      [
        "blocks": [
          "3×3 1→2 /1 +1 bias", "relu", "max 2 /2 +0",
          "3×3 2→3 /1 +1 bias", "relu", "3×3 3→4 /1 +1 bias", "relu", "max 2 /2 +0",
          "flatten", "linear 16→5", "relu", "dropout 0.5", "linear 5→5", "relu", "dropout 0.5",
          "linear 5→6",
        ]
      ]
    }
    await check("residualStage projects where shape or stride changes, and only there", weight: 2) {
      sheet in
      sheet.call(
        "residualStage(channels: 2, outputs: 4, count: 2, stride: 2), and 4 to 4, stride 1")
      sheet["2 to 4"] = text(residualStage(channels: 2, outputs: 4, count: 2, stride: 2))
      sheet["4 to 4"] = text(residualStage(channels: 4, outputs: 4, count: 1, stride: 1))
    } equals: {
      [
        "2 to 4": [
          "(3×3 2→4 /2 +1, norm 4, relu, 3×3 4→4 /1 +1, norm 4 | 1×1 2→4 /2 +0, norm 4)", "relu",
          "(3×3 4→4 /1 +1, norm 4, relu, 3×3 4→4 /1 +1, norm 4 | )", "relu",
        ],
        "4 to 4": ["(3×3 4→4 /1 +1, norm 4, relu, 3×3 4→4 /1 +1, norm 4 | )", "relu"],
      ]
    }
    await check("resNet18 begins with its stem and ends with one mean", weight: 2) { sheet in
      let blocks = resNet18(classes: 5, width: 2, counts: [1, 1], channels: 1)
      sheet.call("resNet18(classes: 5, width: 2, counts: [1, 1], channels: 1)")
      sheet["blocks"] = text(blocks)
    } equals: {
      [
        "blocks": [
          "7×7 1→2 /2 +3", "norm 2", "relu", "max 3 /2 +1",
          "(3×3 2→2 /1 +1, norm 2, relu, 3×3 2→2 /1 +1, norm 2 | )", "relu",
          "(3×3 2→4 /2 +1, norm 4, relu, 3×3 4→4 /1 +1, norm 4 | 1×1 2→4 /2 +0, norm 4)", "relu",
          "mean", "linear 4→5",
        ]
      ]
    }
    await check("VGG-16 and ResNet-18 have their published numbers of parameters") { sheet in
      sheet.call("parameterCount(of: vgg16()), parameterCount(of: resNet18())")
      sheet["VGG-16"] = parameterCount(of: vgg16())
      sheet["ResNet-18"] = parameterCount(of: resNet18())
    } equals: {
      ["VGG-16": 138_357_544, "ResNet-18": 11_689_512]
    }
  }

  private func checkNetwork() async {
    await check("network builds one layer a block, with parameters in their order") { sheet in
      sheet.call("network of 3 × 3, norm, relu, a widening residual, global mean, linear")
      var generator = SeededGenerator(seed: 1)
      var model = network(of: small, using: &generator)
      sheet["layers"] = model.layers.map { "\(type(of: $0))" }
      var shapes: [String] = []
      model.forEachParameter { shapes.append("\($0.name) \($0.value.shape)") }
      sheet["parameters"] = shapes
      var context = Context(.inference)
      sheet["output"] = Array(model.forward(Tensor(ones: [3, 1, 6, 5]), &context).shape)
    } equals: {
      [
        "layers": ["Conv2d", "BatchNorm2d", "ReLU", "Residual", "GlobalAveragePool", "Linear"],
        "parameters": [
          "weight [2, 1, 3, 3]", "weight [2]", "bias [2]", "weight [4, 2, 3, 3]",
          "weight [4, 2, 1, 1]", "weight [3, 4]", "bias [3]",
        ],
        "output": .integers([3, 3]),
      ]
    }
  }
}

private let small: [Block] = [
  .convolution(channels: 1, outputs: 2, size: 3, padding: 1, hasBias: false),
  .batchNorm(channels: 2), .relu, widening(stride: 2, hasBias: false), .globalAveragePool,
  .linear(inputs: 4, outputs: 3),
]

/// 3 × 3 from 2 to 4 channels beside 1 × 1.
private func widening(stride: Int, hasBias: Bool = true) -> Block {
  .residual(
    branch: [
      .convolution(
        channels: 2, outputs: 4, size: 3, stride: stride, padding: 1, hasBias: hasBias)
    ],
    shortcut: [
      .convolution(channels: 2, outputs: 4, size: 1, stride: stride, hasBias: hasBias)
    ])
}

private func text(_ blocks: [Block]) -> [String] {
  blocks.map { block in
    switch block {
    case .convolution(let channels, let outputs, let size, let stride, let padding, let hasBias):
      "\(size)×\(size) \(channels)→\(outputs) /\(stride) +\(padding)" + (hasBias ? " bias" : "")
    case .batchNorm(let channels): "norm \(channels)"
    case .relu: "relu"
    case .maxPool(let size, let stride, let padding): "max \(size) /\(stride) +\(padding)"
    case .averagePool(let size, let stride): "average \(size) /\(stride)"
    case .globalAveragePool: "mean"
    case .flatten: "flatten"
    case .linear(let inputs, let outputs): "linear \(inputs)→\(outputs)"
    case .dropout(let rate): "dropout \(rate)"
    case .residual(let branch, let shortcut):
      "(" + text(branch).joined(separator: ", ") + " | " + text(shortcut).joined(separator: ", ")
        + ")"
    }
  }
}
