// 3.10 Famous architectures: a network is written down once, as a list of blocks, and its parameters,
// its arithmetic, its shapes and its layers are read off that list.

import Lab1
import Lab2
import Shared

/// Numbers that training changes.
///
/// ```
/// convolution   O · C · K² + O       the last term only with a bias
/// batchNorm     2 · C                scale and shift; running statistics are not trained
/// linear        O · F + O
/// residual      those of the branch and of the shortcut
/// ```
/// The others have none. Sizes of images do not matter: that is what sharing weights means.
///
/// - Parameter blocks: A network's description.
/// - Returns: Their number. No tensor is made: VGG-16's would fill half a gigabyte.
public func parameterCount(of blocks: [Block]) -> Int {
  // BEGIN SOLUTION 3.10 parameterCount
  blocks.reduce(0) { count, block in
    switch block {
    case .convolution(let channels, let outputs, let size, _, _, let hasBias):
      count + outputs * channels * size * size + (hasBias ? outputs : 0)
    case .batchNorm(let channels): count + 2 * channels
    case .linear(let inputs, let outputs): count + outputs * inputs + outputs
    case .residual(let branch, let shortcut):
      count + parameterCount(of: branch) + parameterCount(of: shortcut)
    case .relu, .maxPool, .averagePool, .globalAveragePool, .flatten, .dropout: count
    }
  }
  // END SOLUTION
}

/// The shape that one image has behind the last block.
///
/// Windows (3.2's `outputSize`) shrink the last two axes, a convolution sets the first to its
/// `outputs`, a linear layer turns [F] into [O]. What does not fit stops with a message that names both
/// sides: channels other than the image's, an image before a linear layer (flatten first), a branch
/// and a shortcut of different shapes. `requireFit` and `windowed` stand ready.
///
/// - Parameters:
///   - blocks: A network's description.
///   - input: One image, [C, H, W], or features, [F].
/// - Returns: The shape, [C, H, W] or [F]; `input` where there are no blocks.
public func outputShape(of blocks: [Block], on input: Shape) -> Shape {
  // BEGIN SOLUTION 3.10 outputShape
  blocks.reduce(input) { shape, block in
    switch block {
    case .convolution(let channels, let outputs, let size, let stride, let padding, _):
      requireFit(block, channels, is: shape[0], of: shape)
      return windowed(shape, Window(size, stride: stride, padding: padding), channels: outputs)
    case .batchNorm(let channels):
      requireFit(block, channels, is: shape[0], of: shape)
      return shape
    case .maxPool(let size, let stride, let padding):
      return windowed(shape, Window(size, stride: stride, padding: padding), channels: shape[0])
    case .averagePool(let size, let stride):
      return windowed(shape, Window(size, stride: stride), channels: shape[0])
    case .globalAveragePool: return [shape[0]]
    case .flatten: return [shape.elementCount]
    case .linear(let inputs, let outputs):
      requireFit(block, inputs, is: shape.rank == 1 ? shape[0] : -1, of: shape)
      return [outputs]
    case .residual(let branch, let shortcut):
      let (added, kept) = (outputShape(of: branch, on: shape), outputShape(of: shortcut, on: shape))
      require(
        added == kept,
        "outputShape: the branch gives \(added), the shortcut \(kept) — use a shortcut with the"
          + " branch's outputs and stride")
      return added
    case .relu, .dropout: return shape
    }
  }
  // END SOLUTION
}

/// Multiplications with a weight that one image costs in forward: the usual measure of arithmetic.
///
/// ```
/// convolution   O · C · K² · H′ · W′     every weight works at every place of the output
/// linear        O · F                    every weight works once
/// residual      branch and shortcut
/// ```
/// As in papers, all else is free. (Their "FLOPs" are these, or twice as many: a product and a sum.)
///
/// - Parameters:
///   - blocks: A network's description.
///   - input: One image, [C, H, W], or features, [F].
/// - Returns: Their number, for one image.
public func multiplyAdds(of blocks: [Block], on input: Shape) -> Int {
  // BEGIN SOLUTION 3.10 multiplyAdds
  var (shape, count) = (input, 0)
  for block in blocks {
    let output = outputShape(of: [block], on: shape)
    switch block {
    case .convolution(let channels, _, let size, _, _, _):
      count += channels * size * size * output.elementCount
    case .linear(let inputs, let outputs): count += inputs * outputs
    case .residual(let branch, let shortcut):
      count += multiplyAdds(of: branch, on: shape) + multiplyAdds(of: shortcut, on: shape)
    default: break
    }
    shape = output
  }
  return count
  // END SOLUTION
}

/// The layers of a description, with fresh weights.
///
/// `Conv2d` (3.7) and Lab 1's `Linear` draw their own first weights, nothing else draws any. A residual
/// is Lab 2's `Residual` with a `Sequential` as branch, and as shortcut one, or nil when it is empty.
///
/// - Parameters:
///   - blocks: A network's description.
///   - generator: Source of the weights, in the order of the blocks, a branch before its shortcut.
/// - Returns: One layer a block, from [N, C, H, W].
public func network(of blocks: [Block], using generator: inout SeededGenerator) -> Sequential {
  // BEGIN SOLUTION 3.10 network
  var layers: [any Layer] = []
  for block in blocks {
    switch block {
    case .convolution(let channels, let outputs, let size, let stride, let padding, let hasBias):
      layers.append(
        Conv2d(
          channels: channels, outputs: outputs, size: size, stride: stride, padding: padding,
          hasBias: hasBias, using: &generator))
    case .batchNorm(let channels): layers.append(BatchNorm2d(channels: channels))
    case .relu: layers.append(ReLU())
    case .maxPool(let size, let stride, let padding):
      layers.append(MaxPool2d(size: size, stride: stride, padding: padding))
    case .averagePool(let size, let stride):
      layers.append(AveragePool2d(size: size, stride: stride))
    case .globalAveragePool: layers.append(GlobalAveragePool())
    case .flatten: layers.append(Flatten())
    case .linear(let inputs, let outputs):
      layers.append(Linear(inputs: inputs, outputs: outputs, using: &generator))
    case .dropout(let rate): layers.append(Dropout(rate: rate))
    case .residual(let branch, let shortcut):
      let added = network(of: branch, using: &generator)
      let kept = shortcut.isEmpty ? nil : network(of: shortcut, using: &generator)
      layers.append(Residual(added, shortcut: kept))
    }
  }
  return Sequential(layers)
  // END SOLUTION
}

/// The shape of a VGG network: nothing but 3 × 3 convolutions, ever more and ever smaller.
///
/// A stage has a convolution a width, 3 × 3 with padding 1 and a bias, each with a relu, then a 2 × 2
/// pooling of stride 2. Flatten follows, and the classifier: linear to `hidden`, relu, dropout of a
/// half, all three once more, linear to `classes`. (Simonyan and Zisserman, 2015.)
///
/// - Parameters:
///   - stages: The widths of each stage's convolutions.
///   - hidden: Units of the two hidden linear layers.
///   - input: One image, [C, H, W].
///   - classes: Outputs of the last layer.
/// - Returns: The blocks.
public func vgg(stages: [[Int]], hidden: Int, input: Shape, classes: Int) -> [Block] {
  // BEGIN SOLUTION 3.10 vgg
  var (blocks, channels): ([Block], Int) = ([], input[0])
  for stage in stages {
    for outputs in stage {
      blocks += [.convolution(channels: channels, outputs: outputs, size: 3, padding: 1), .relu]
      channels = outputs
    }
    blocks.append(.maxPool(size: 2, stride: 2))
  }
  blocks.append(.flatten)
  let inputs = outputShape(of: blocks, on: input)[0]
  return blocks + [
    .linear(inputs: inputs, outputs: hidden), .relu, .dropout(0.5),
    .linear(inputs: hidden, outputs: hidden), .relu, .dropout(0.5),
    .linear(inputs: hidden, outputs: classes),
  ]
  // END SOLUTION
}

/// One stage of a ResNet: `count` basic blocks of two 3 × 3 convolutions each.
///
/// ```
/// branch    3×3 /stride → norm → relu → 3×3 → norm
/// shortcut  the input itself; where stride or channels differ, 1×1 /stride → norm
/// then relu after the sum (He's first form)
/// ```
/// Only the first block has the stage's stride and changes the channels. 3 × 3 windows pad by 1, and
/// no convolution has a bias: the normalisation would take it away. (He, Zhang, Ren and Sun, 2016.)
///
/// - Parameters:
///   - channels: Channels that come in.
///   - outputs: Channels of every block of the stage.
///   - count: Basic blocks.
///   - stride: Stride of the first.
/// - Returns: 2 · `count` blocks: a residual and a relu each.
public func residualStage(channels: Int, outputs: Int, count: Int, stride: Int) -> [Block] {
  // BEGIN SOLUTION 3.10 residualStage
  (0..<count).flatMap { index -> [Block] in
    let (inputs, stride) = index == 0 ? (channels, stride) : (outputs, 1)
    let branch: [Block] = [
      .convolution(
        channels: inputs, outputs: outputs, size: 3, stride: stride, padding: 1, hasBias: false),
      .batchNorm(channels: outputs), .relu,
      .convolution(channels: outputs, outputs: outputs, size: 3, padding: 1, hasBias: false),
      .batchNorm(channels: outputs),
    ]
    let projection: [Block] = [
      .convolution(channels: inputs, outputs: outputs, size: 1, stride: stride, hasBias: false),
      .batchNorm(channels: outputs),
    ]
    let keepsShape = stride == 1 && inputs == outputs
    return [.residual(branch: branch, shortcut: keepsShape ? [] : projection), .relu]
  }
  // END SOLUTION
}

/// ResNet-18 and its sisters: a stem, stages that halve the image and double its channels, a mean.
///
/// ```
/// 7×7 /2 pad 3, w, no bias → norm → relu → pool 3 /2 pad 1
/// stages of w, 2w, 4w, … channels, the first with stride 1, the others with stride 2
/// global average pool → linear classes
/// ```
/// - Parameters:
///   - classes: Outputs of the last layer.
///   - width: w.
///   - counts: Basic blocks of each stage; ResNet-34 has [3, 4, 6, 3].
///   - channels: Channels of the images.
/// - Returns: The blocks; 11,689,512 parameters at full size.
public func resNet18(
  classes: Int = 1000, width: Int = 64, counts: [Int] = [2, 2, 2, 2], channels: Int = 3
) -> [Block] {
  // BEGIN SOLUTION 3.10 resNet18
  var blocks: [Block] = [
    .convolution(
      channels: channels, outputs: width, size: 7, stride: 2, padding: 3, hasBias: false),
    .batchNorm(channels: width), .relu, .maxPool(size: 3, stride: 2, padding: 1),
  ]
  var (inputs, outputs) = (width, width)
  for (index, count) in counts.enumerated() {
    blocks += residualStage(
      channels: inputs, outputs: outputs, count: count, stride: index == 0 ? 1 : 2)
    (inputs, outputs) = (outputs, 2 * outputs)
  }
  return blocks + [.globalAveragePool, .linear(inputs: inputs, outputs: classes)]
  // END SOLUTION
}
