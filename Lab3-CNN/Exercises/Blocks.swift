// What a network is made of, as a list that can be counted, drawn and built: the vocabulary of
// 3.10.

import Shared

/// One entry of a network's description; it costs nothing until `network(of:using:)` builds it.
public enum Block: Sendable, Equatable {
  /// A convolution of `channels` channels with `outputs` kernels of `size` × `size`.
  case convolution(
    channels: Int, outputs: Int, size: Int, stride: Int = 1, padding: Int = 0, hasBias: Bool = true)
  /// Batch normalisation of `channels` channels.
  case batchNorm(channels: Int)
  /// The rectifier.
  case relu
  /// The largest number of each window.
  case maxPool(size: Int, stride: Int, padding: Int = 0)
  /// The mean of each window.
  case averagePool(size: Int, stride: Int)
  /// The mean of each channel, [C, H, W] → [C].
  case globalAveragePool
  /// [C, H, W] → [C · H · W].
  case flatten
  /// A fully connected layer.
  case linear(inputs: Int, outputs: Int)
  /// Dropout of this share.
  case dropout(Float)
  /// A branch added to a shortcut; an empty shortcut is the input itself.
  case residual(branch: [Block], shortcut: [Block] = [])
}

/// [C, H, W] → [`channels`, H′, W′] under the windows of a convolution or a pooling.
func windowed(_ shape: Shape, _ window: Window, channels: Int) -> Shape {
  require(
    shape.rank == 3, "outputShape: windows need an image — \(shape) — use shape [C, H, W]")
  return [
    channels, outputSize(input: shape[1], window: window),
    outputSize(input: shape[2], window: window),
  ]
}

/// Stops unless a block's inputs are those that arrive.
func requireFit(_ block: Block, _ wanted: Int, is got: Int, of shape: Shape) {
  require(
    wanted == got,
    "outputShape: \(block) needs \(wanted) inputs — \(shape) — let it fit what comes before it")
}
