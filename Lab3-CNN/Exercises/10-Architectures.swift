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
  todo("3.10 parameterCount")
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
  todo("3.10 outputShape")
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
  todo("3.10 multiplyAdds")
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
  todo("3.10 network")
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
  todo("3.10 vgg")
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
  todo("3.10 residualStage")
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
  todo("3.10 resNet18")
}
