// 3.15 Filters and feature maps: what a trained network holds, what it makes of an image, and which
// image it would like best.

import Lab1
import Shared

/// Kernels as pictures: 0 becomes mid-grey, the largest weight of a kernel black or white.
///
/// ```
/// picture = w / (2 · max|w|) + 1/2        each kernel [C, K, K] by its own largest weight
/// ```
/// A kernel of zeros is grey all over. (Scaled by its own smallest and largest, a kernel would lose
/// its sign: nobody could tell what it is for and what it is against.)
///
/// - Parameter weight: Kernels, [O, C, K, K], at least one.
/// - Returns: Values in 0…1, the shape of `weight`.
public func filterPictures(_ weight: Tensor) -> Tensor {
  todo("3.15 filterPictures")
}

/// What the first layers of a network make of an image.
///
/// In inference mode: a picture of what the network *uses*. Call the layers where they are stored.
///
/// - Parameters:
///   - network: Layers from images on.
///   - layer: The last layer to run; 0 is the first.
///   - image: [C, H, W], or [1, C, H, W].
/// - Returns: The layer's output for the image, without the batch's axis: maps [C′, H′, W′].
public func featureMaps(
  _ network: inout Sequential, through layer: Int, of image: Tensor
) -> Tensor {
  require(
    network.layers.indices.contains(layer),
    "featureMaps: there is no layer \(layer) — the network has \(network.layers.count) — count from 0"
  )
  todo("3.15 featureMaps")
}

/// An image as a batch of one, [1, C, H, W].
public func asBatch(_ image: Tensor) -> Tensor {
  require(
    image.rank == 3 || (image.rank == 4 && image.shape[0] == 1),
    "asBatch: one image is needed — \(image.shape) — use shape [C, H, W]")
  return image.reshaped(to: Shape([1] + image.shape.suffix(3)))
}

/// How to look for the image that a channel likes best.
public struct AscentPlan: Sendable, Equatable {
  /// The layer whose channel is driven; 0 is the first.
  public var layer: Int
  /// The channel of its output.
  public var channel: Int
  /// Steps uphill.
  public var steps: Int
  /// Length of a step.
  public var rate: Float
  /// The share of the image that each step takes away.
  public var decay: Float
  /// Pixels by which the image is shifted at most, at random, while a step looks at it.
  public var jitter: Int

  /// Plans an ascent.
  public init(
    layer: Int, channel: Int, steps: Int = 100, rate: Float = 1, decay: Float = 0.01,
    jitter: Int = 0
  ) {
    (self.layer, self.channel, self.steps) = (layer, channel, steps)
    (self.rate, self.decay, self.jitter) = (rate, decay, jitter)
  }
}

/// How strongly an image drives a channel, and in which direction of the image that grows.
///
/// ```
/// score  = mean of the channel's map, y[0, channel, :, :]       (of logits [1, F]: the number itself)
/// dy     = 1/(H′·W′) in that channel, 0 elsewhere               backward does the rest
/// ```
/// In inference mode. Backward also adds to the gradients of the *parameters*, which nobody wants
/// here: work on a copy of the network (layers are structs), and the caller's stays as it was.
///
/// - Parameters:
///   - network: Layers from images on; its first one must hand the gradient on
///     (`needsInputGradient`).
///   - layer: The layer whose channel is scored.
///   - channel: The channel of its output.
///   - image: [1, C, H, W].
/// - Returns: The score, and its gradient, the shape of the image.
public func channelScore(
  _ network: Sequential, layer: Int, channel: Int, image: Tensor
) -> (score: Float, gradient: Tensor) {
  todo("3.15 channelScore")
}

/// The image that drives a channel most: gradient ascent on the pixels, the weights stand still.
///
/// In every step, g being the gradient of `channelScore`:
///
/// ```
/// x ← (1 − decay) · x + rate · g / ‖g‖       no g part where ‖g‖ is 0
/// ```
/// The length of g says little (a saturated or distant image has a tiny one), so only its direction is
/// used. Decay takes away what does not serve the channel. With `jitter` j each step first draws
/// `down` and `right`, `below(2j + 1) − j` each in this order, scores the image `rolled` by them and
/// rolls g back: details that work in one place only average out.
///
/// Source: Erhan, Bengio, Courville and Vincent, 2009; jitter: Mordvintsev, Olah and Tyka, 2015.
///
/// - Parameters:
///   - network: Layers from images on.
///   - plan: What to drive, and how.
///   - start: Where to begin, [1, C, H, W]: small noise.
///   - generator: Source of the jitter; untouched where there is none.
/// - Returns: The image, the shape of `start`.
public func activationMaximization(
  _ network: Sequential, _ plan: AscentPlan, from start: Tensor,
  using generator: inout SeededGenerator
) -> Tensor {
  todo("3.15 activationMaximization")
}

/// Images shifted round: what leaves on one side comes in on the other.
///
/// NumPy: `np.roll`.
public func rolled(_ images: Tensor, down: Int, right: Int) -> Tensor {
  let (_, _, height, width) = images.shape.nchw
  let (up, left) = (((-down) % height + height) % height, ((-right) % width + width) % width)
  let rows = Tensor(
    concatenating: [images.slice(up..<height, along: 2), images.slice(0..<up, along: 2)], along: 2)
  return Tensor(
    concatenating: [rows.slice(left..<width, along: 3), rows.slice(0..<left, along: 3)], along: 3)
}
