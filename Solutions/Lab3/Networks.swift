// Networks written as blocks: the old ones as examples of 3.10's vocabulary, small ones of each family
// that train on a processor in minutes.

import Shared

/// LeNet-5 in its modern form (3.9), for images [1, 28, 28]: an example of a description.
///
/// Source: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
/// recognition", 1998.
///
/// - Parameter classes: Outputs of the last layer.
/// - Returns: 12 blocks with 61,706 parameters for 10 classes.
public func leNet5Blocks(classes: Int = 10) -> [Block] {
  [
    .convolution(channels: 1, outputs: 6, size: 5, padding: 2), .relu, .maxPool(size: 2, stride: 2),
    .convolution(channels: 6, outputs: 16, size: 5), .relu, .maxPool(size: 2, stride: 2),
    .flatten, .linear(inputs: 16 * 5 * 5, outputs: 120), .relu,
    .linear(inputs: 120, outputs: 84), .relu, .linear(inputs: 84, outputs: classes),
  ]
}

/// AlexNet: the network that won ImageNet in 2012 and began the decade of deep learning.
///
/// In torchvision's form (one processor's, without local normalisation), at width w = 64:
///
/// ```
/// 11×11 /4 pad 2, w     → relu → pool 3 /2
/// 5×5 pad 2, 3w         → relu → pool 3 /2
/// 3×3 pad 1, 6w         → relu
/// 3×3 pad 1, 4w         → relu
/// 3×3 pad 1, 4w         → relu → pool 3 /2 → flatten
/// dropout → linear 64w  → relu → dropout → linear 64w → relu → linear classes
/// ```
/// Dropout drops half. The first linear layer has as many inputs as `outputShape` says of the blocks
/// before it: 256 · 6 · 6 at full size.
///
/// Source: Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014.
///
/// - Parameters:
///   - classes: Outputs of the last layer.
///   - width: w; all other widths follow it.
///   - inputSize: Height and width of the images; at least 63.
///   - channels: Channels of the images.
/// - Returns: 22 blocks with 61,100,840 parameters at full size.
public func alexNet(
  classes: Int = 1000, width: Int = 64, inputSize: Int = 224, channels: Int = 3
) -> [Block] {
  let w = width
  let features: [Block] = [
    .convolution(channels: channels, outputs: w, size: 11, stride: 4, padding: 2), .relu,
    .maxPool(size: 3, stride: 2),
    .convolution(channels: w, outputs: 3 * w, size: 5, padding: 2), .relu,
    .maxPool(size: 3, stride: 2),
    .convolution(channels: 3 * w, outputs: 6 * w, size: 3, padding: 1), .relu,
    .convolution(channels: 6 * w, outputs: 4 * w, size: 3, padding: 1), .relu,
    .convolution(channels: 4 * w, outputs: 4 * w, size: 3, padding: 1), .relu,
    .maxPool(size: 3, stride: 2), .flatten,
  ]
  let inputs = outputShape(of: features, on: [channels, inputSize, inputSize])[0]
  return features + [
    .dropout(0.5), .linear(inputs: inputs, outputs: 64 * w), .relu,
    .dropout(0.5), .linear(inputs: 64 * w, outputs: 64 * w), .relu,
    .linear(inputs: 64 * w, outputs: classes),
  ]
}

/// VGG-16 (configuration D), the deepest that trained without a trick.
///
/// - Parameters:
///   - classes: Outputs of the last layer.
///   - width: Channels of the first stage; 64 of the paper.
///   - inputSize: Height and width of the images; at least 32.
///   - channels: Channels of the images.
/// - Returns: The blocks; 138,357,544 parameters at full size.
public func vgg16(
  classes: Int = 1000, width: Int = 64, inputSize: Int = 224, channels: Int = 3
) -> [Block] {
  let w = width
  let stages = [
    [w, w], [2 * w, 2 * w], [4 * w, 4 * w, 4 * w], [8 * w, 8 * w, 8 * w], [8 * w, 8 * w, 8 * w],
  ]
  return vgg(
    stages: stages, hidden: 64 * w, input: [channels, inputSize, inputSize], classes: classes)
}

/// A VGG for small images: two stages of two convolutions.
///
/// - Parameters:
///   - classes: Outputs of the last layer.
///   - width: Channels of the first stage.
///   - inputSize: Height and width of the images; at least 4.
///   - channels: Channels of the images.
/// - Returns: The blocks.
public func smallVGG(
  classes: Int, width: Int = 16, inputSize: Int = 28, channels: Int = 1
) -> [Block] {
  vgg(
    stages: [[width, width], [2 * width, 2 * width]], hidden: 8 * width,
    input: [channels, inputSize, inputSize], classes: classes)
}

/// A ResNet for small images, as its authors built it for CIFAR-10: 28 × 28 → 14 × 14 → 7 × 7.
///
/// ```
/// 3×3 pad 1, w, no bias → norm → relu
/// stages of w, 2w, 4w channels, the first with stride 1, the others with stride 2
/// global average pool → linear classes
/// ```
/// The stem of `resNet18` would leave 7 × 7 of a 28 × 28 image before the first block. Images of any
/// size can come in: the mean at the end takes what is there.
///
/// - Parameters:
///   - classes: Outputs of the last layer.
///   - width: w.
///   - channels: Channels of the images.
///   - count: Basic blocks a stage; 6 · `count` + 2 layers with weights in all.
/// - Returns: The blocks.
public func smallResNet(
  classes: Int, width: Int = 16, channels: Int = 1, count: Int = 2
) -> [Block] {
  let stem: [Block] = [
    .convolution(channels: channels, outputs: width, size: 3, padding: 1, hasBias: false),
    .batchNorm(channels: width), .relu,
  ]
  return stem
    + residualStage(channels: width, outputs: width, count: count, stride: 1)
    + residualStage(channels: width, outputs: 2 * width, count: count, stride: 2)
    + residualStage(channels: 2 * width, outputs: 4 * width, count: count, stride: 2)
    + [.globalAveragePool, .linear(inputs: 4 * width, outputs: classes)]
}
