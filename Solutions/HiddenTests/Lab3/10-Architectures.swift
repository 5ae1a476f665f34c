// The hidden tests of 3.10: sisters of the famous ones, nested residuals, refusals, and a network that
// agrees with PyTorch's. The decimals are reference values computed in double precision.

import Grading
import Lab3
import Shared
import Testing

struct ArchitecturesTests {
  @Test(.exercise("3.10", "Famous architectures", points: 7))
  func architectures() async {
    await checkSisters()
    await checkArithmetic()
    await checkRefusals()
    await checkNetwork()
    await checkWeights()
  }

  private func checkSisters() async {
    await check("ResNet-34, VGG-11 and narrow ones have as many parameters as PyTorch's") { sheet in
      sheet.call("parameterCount of resNet18(counts: [3, 4, 6, 3]), of vgg with VGG-11's stages, …")
      sheet["ResNet-34"] = parameterCount(of: resNet18(counts: [3, 4, 6, 3]))
      let stages = [[64], [128], [256, 256], [512, 512], [512, 512]]
      sheet["VGG-11"] = parameterCount(
        of: vgg(stages: stages, hidden: 4096, input: [3, 224, 224], classes: 1000))
      sheet["two stages of width 4"] = parameterCount(
        of: resNet18(classes: 5, width: 4, counts: [1, 2], channels: 1))
      sheet["smallVGG"] = parameterCount(of: smallVGG(classes: 10))
      sheet["smallResNet"] = parameterCount(of: smallResNet(classes: 10))
      sheet["smallResNet, 3 blocks"] = parameterCount(
        of: smallResNet(classes: 7, width: 8, channels: 3, count: 3))
    } equals: {
      [
        "ResNet-34": 21_797_672, "VGG-11": 132_863_336, "two stages of width 4": 2681,
        "smallVGG": 235_002, "smallResNet": 174_970, "smallResNet, 3 blocks": 68_687,
      ]
    }
    await check("a stage of no blocks is empty, and no blocks leave the image as it is") { sheet in
      sheet.call("residualStage(channels: 2, outputs: 4, count: 0, stride: 2), and an empty list")
      sheet["blocks"] = residualStage(channels: 2, outputs: 4, count: 0, stride: 2).count
      sheet["parameters"] = parameterCount(of: [])
      sheet["shape"] = Array(outputShape(of: [], on: [2, 7, 6]))
      sheet["multiplyAdds"] = multiplyAdds(of: [], on: [2, 7, 6])
    } equals: {
      ["blocks": 0, "parameters": 0, "shape": .integers([2, 7, 6]), "multiplyAdds": 0]
    }
    await check("equal channels with a stride are projected too", weight: 0.5) { sheet in
      sheet.call("residualStage(channels: 4, outputs: 4, count: 1, stride: 2) on [4, 8, 8]")
      let blocks = residualStage(channels: 4, outputs: 4, count: 1, stride: 2)
      sheet["parameters"] = parameterCount(of: blocks)
      sheet["shape"] = Array(outputShape(of: blocks, on: [4, 8, 8]))
    } equals: {
      ["parameters": 328, "shape": .integers([4, 4, 4])]
    }
  }

  private func checkArithmetic() async {
    await check("the arithmetic of the famous ones is that of PyTorch's") { sheet in
      sheet.call("multiplyAdds of VGG-16 and ResNet-18 on [3, 224, 224], of the small ones")
      sheet["VGG-16"] = multiplyAdds(of: vgg16(), on: [3, 224, 224])
      sheet["ResNet-18"] = multiplyAdds(of: resNet18(), on: [3, 224, 224])
      sheet["smallResNet"] = multiplyAdds(of: smallResNet(classes: 10), on: [1, 28, 28])
      sheet["smallVGG"] = multiplyAdds(of: smallVGG(classes: 10), on: [1, 28, 28])
    } equals: {
      [
        "VGG-16": 15_470_264_320, "ResNet-18": 1_814_073_344, "smallResNet": 20_183_936,
        "smallVGG": 4_847_104,
      ]
    }
    await check("a residual inside a residual costs its own sizes") { sheet in
      let inner = residualStage(channels: 2, outputs: 4, count: 1, stride: 2)
      let blocks: [Block] = [
        .residual(
          branch: inner, shortcut: [.convolution(channels: 2, outputs: 4, size: 1, stride: 2)])
      ]
      sheet.call("multiplyAdds and parameterCount of a nested residual on [2, 6, 6]")
      sheet["multiplyAdds"] = multiplyAdds(of: blocks, on: [2, 6, 6])
      sheet["parameters"] = parameterCount(of: blocks)
      sheet["shape"] = Array(outputShape(of: blocks, on: [2, 6, 6]))
    } equals: {
      ["multiplyAdds": 2088, "parameters": 260, "shape": .integers([4, 3, 3])]
    }
  }

  private func checkRefusals() async {
    await checkStops("a shortcut of another shape is refused", saying: "[4, 3, 3]") { sheet in
      sheet.call("a branch with stride 2 beside a shortcut with stride 1, on [2, 6, 6]")
      let branch = Block.convolution(channels: 2, outputs: 4, size: 3, stride: 2, padding: 1)
      let shortcut = Block.convolution(channels: 2, outputs: 4, size: 1)
      sheet["shape"] = Array(
        outputShape(of: [.residual(branch: [branch], shortcut: [shortcut])], on: [2, 6, 6]))
    }
    await checkStops("a normalisation of other channels is refused", saying: "[3, 8, 8]") { sheet in
      sheet.call("a normalisation of 4 channels on [3, 8, 8]")
      sheet["shape"] = Array(outputShape(of: [.batchNorm(channels: 4)], on: [3, 8, 8]))
    }
    await checkStops("a linear layer of other inputs is refused", saying: "[12]") { sheet in
      sheet.call("flatten, then a linear layer of 10 inputs, on [3, 2, 2]")
      sheet["shape"] = Array(
        outputShape(of: [.flatten, .linear(inputs: 10, outputs: 2)], on: [3, 2, 2]))
    }
  }

  private func checkNetwork() async {
    await check("a network agrees with PyTorch's, forward and backward", weight: 2) { sheet in
      sheet.call("network of 3 × 3, norm, relu, pool, residualStage, average pool, flatten, linear")
      var generator = SeededGenerator(seed: 1)
      var model = network(of: mixed, using: &generator)
      var number = 0
      model.forEachParameter { parameter in
        parameter.value = pattern(parameter.value.shape, number)
        number += 1
      }
      var context = Context(.training)
      sheet["y"] = model.forward(pattern([2, 2, 5, 5], 4), &context)
      let dx = model.backward([[1, -0.5], [0.25, 2]])
      sheet["dx[0, 0]"] = dx[row: 0][row: 0]
      context.mode = .inference
      sheet["y in inference"] = model.forward(pattern([2, 2, 5, 5], 4), &context)
    } equals: {
      [
        "y": [[0.372561066, -0.278903816], [0.327423002, -0.311757817]],
        "dx[0, 0]": [
          [0.020568307, 0.2139453, -0.036265027, 0.208587794, -0.03117338],
          [0.251874705, -0.321346221, 0.00351699, -0.075180409, -0.189248328],
          [0.231133649, -0.1591325, -0.175015457, 0.119418402, -0.238717038],
          [-0.256222651, -0.097577074, 0.438763776, -0.146399742, -0.1089798],
          [-0.038089145, 0.048897635, 0.329237334, -0.142363817, 0.075890158],
        ],
        "y in inference": [[0.372775478, -0.275854022], [0.373144727, -0.27661765]],
      ]
    }
  }

  private func checkWeights() async {
    await check("every layer draws its own weights, in the order of the blocks") { sheet in
      sheet.call("network of two equal 3 × 3 convolutions and a linear layer, seed 5")
      let block = Block.convolution(channels: 2, outputs: 2, size: 3, padding: 1)
      var generator = SeededGenerator(seed: 5)
      var model = network(of: [block, block, .flatten], using: &generator)
      var weights: [Tensor] = []
      model.forEachParameter { if $0.value.rank == 4 { weights.append($0.value) } }
      generator = SeededGenerator(seed: 5)
      var first = network(of: [block], using: &generator)
      first.forEachParameter { if $0.value.rank == 4 { weights.append($0.value) } }
      sheet["first"] = weights[0]
      sheet["second"] = weights[1]
      sheet["first, alone"] = weights[2]
    } equals: {
      ["second": .other(than: "first"), "first, alone": .same(as: "first")]
    }
    await check("an empty shortcut is no layer, and dropout drops in training only") { sheet in
      sheet.call("network of a residual around dropout of 0.5, on ones [1, 1, 8, 8]")
      var generator = SeededGenerator(seed: 5)
      var model = network(of: [.residual(branch: [.dropout(0.5)])], using: &generator)
      var context = Context(.inference)
      let x = Tensor(ones: [1, 1, 8, 8])
      sheet["inference"] = model.forward(x, &context).mean()
      context.mode = .training
      sheet["largest in training"] = model.forward(x, &context).max()
      sheet["smallest in training"] = model.forward(x, &context).min()
    } equals: {
      ["inference": 2, "largest in training": 3, "smallest in training": 1]
    }
  }
}

private let mixed: [Block] =
  [
    .convolution(channels: 2, outputs: 3, size: 3, padding: 1, hasBias: false),
    .batchNorm(channels: 3), .relu, .maxPool(size: 2, stride: 1),
  ] + residualStage(channels: 3, outputs: 4, count: 1, stride: 2)
  + [.averagePool(size: 2, stride: 1), .flatten, .linear(inputs: 4, outputs: 2)]

private func pattern(_ shape: Shape, _ seed: Int) -> Tensor {
  Tensor(
    (0..<shape.elementCount).map { Float(($0 * 7 + seed * 3) % 11 - 5) / 10 }, shape: shape)
}
