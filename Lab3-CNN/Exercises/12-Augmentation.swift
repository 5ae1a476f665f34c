// 3.12 Augmentation: show the network each image a little different every time, in ways that do not
// change what it is. All images are [N, C, H, W]; each is drawn for itself, in their order, from the
// generator that comes in, so that a seed repeats a training.

import Foundation
import Shared

/// The images with other pixels at their places: `y[n, c, i, j] = x[n, c, i′, j′]`, all channels alike.
///
/// (i′, j′) is source(n, i, j); where that is nil or outside of the image, y is 0.
public func rearranged(
  _ images: Tensor, _ source: (_ n: Int, _ i: Int, _ j: Int) -> (i: Int, j: Int)?
) -> Tensor {
  let (count, channels, height, width) = images.shape.nchw
  var result = Tensor(zeros: images.shape)
  for n in 0..<count {
    for i in 0..<height {
      for j in 0..<width {
        guard let place = source(n, i, j), 0..<height ~= place.i, 0..<width ~= place.j
        else { continue }
        for c in 0..<channels { result[n, c, i, j] = images[n, c, place.i, place.j] }
      }
    }
  }
  return result
}

/// Each image mirrored left to right with a probability from 0, none, to 1, all.
///
/// One `generator.uniform()` an image: it is mirrored where that is below the probability.
/// PyTorch: `RandomHorizontalFlip(p)`; Keras: `RandomFlip("horizontal")`.
public func flipped(
  _ images: Tensor, probability: Float = 0.5, using generator: inout SeededGenerator
) -> Tensor {
  todo("3.12 flipped")
}

/// Each image moved by whole pixels: padded with zeros, and cropped to its size at another place.
///
/// For each image `generator.below(2 * p + 1) - p`, one of −p…p, is drawn twice: first how far it moves
/// down, then how far to the right. What leaves is lost. PyTorch: `RandomCrop(H, padding=p)`.
public func shiftCropped(
  _ images: Tensor, by pixels: Int, using generator: inout SeededGenerator
) -> Tensor {
  todo("3.12 shiftCropped")
}

/// The value of channel c of image n between its pixels: the mean of the four around, the nearer the
/// heavier.
///
/// ```
/// i = ⌊row⌋, u = row − i;   j = ⌊column⌋, v = column − j;   p[…] the pixels, 0 outside of the image
/// (1 − u) · ((1 − v) · p[i, j]     + v · p[i, j + 1])
///    +  u · ((1 − v) · p[i + 1, j] + v · p[i + 1, j + 1])
/// ```
/// `Int(row)` rounds towards 0: take `row.rounded(.down)`.
public func bilinear(_ images: Tensor, n: Int, c: Int, row: Float, column: Float) -> Float {
  todo("3.12 bilinear")
}

/// Each image turned counter-clockwise by its angle and enlarged by its factor, about its centre.
///
/// For every place (i, j) of the *result* ask where it comes from (the other way round there would be
/// holes). With my = (H − 1)/2, mx = (W − 1)/2, y = i − my (downwards), x = j − mx, and θ the angle:
///
/// ```
/// row    = my + (y · cos θ + x · sin θ) / factor       turned back by θ, shrunk back
/// column = mx + (x · cos θ − y · sin θ) / factor
/// ```
/// - Parameters:
///   - images: Shape [N, C, H, W].
///   - degrees: N angles. (`sin` and `cos` take radians, degrees · π/180.)
///   - factors: N factors, above 0.
/// - Returns: `bilinear` of each place, shape [N, C, H, W].
public func turned(_ images: Tensor, by degrees: [Float], scaledBy factors: [Float]) -> Tensor {
  todo("3.12 turned")
}

/// Each image turned by an angle drawn evenly from `degrees`; one `generator.uniform(in:)` an image.
///
/// PyTorch: `RandomRotation(…, interpolation=BILINEAR)`; Keras: `RandomRotation`, in whole turns.
public func rotated(
  _ images: Tensor, by degrees: ClosedRange<Float>, using generator: inout SeededGenerator
) -> Tensor {
  todo("3.12 rotated")
}

/// Each image enlarged by a factor drawn evenly from `factors`; one `generator.uniform(in:)` an image.
public func scaled(
  _ images: Tensor, by factors: ClosedRange<Float>, using generator: inout SeededGenerator
) -> Tensor {
  todo("3.12 scaled")
}

/// The images with `deviation · z` added to each pixel, z normal: `Tensor(randomNormal:using:)`.
///
/// The sums are not cut at 0 and 1. Keras: `GaussianNoise`; PyTorch's `GaussianNoise` cuts.
public func noisy(
  _ images: Tensor, deviation: Float, using generator: inout SeededGenerator
) -> Tensor {
  todo("3.12 noisy")
}

/// Each image times a factor drawn evenly from `factors`, cut to 0…1 as by a camera.
///
/// One `generator.uniform(in:)` an image. PyTorch: `ColorJitter(brightness)`. Keras' `RandomBrightness`
/// adds instead.
public func brightened(
  _ images: Tensor, by factors: ClosedRange<Float>, using generator: inout SeededGenerator
) -> Tensor {
  todo("3.12 brightened")
}

/// A square of each image set to 0 in all channels, so that no single part of it decides.
///
/// For each image its middle is drawn: row `generator.below(H)`, then column `generator.below(W)`. The
/// square is the rows row − s/2 ..< row − s/2 + s (s/2 rounded down) and the columns likewise, as far as
/// they exist. Source: T. DeVries and G. Taylor, 2017.
public func cutOut(
  _ images: Tensor, size: Int, using generator: inout SeededGenerator
) -> Tensor {
  todo("3.12 cutOut")
}

/// Each image mixed with a partner, and its target too: `λ · x[n] + (1 − λ) · x[partners[n]]`.
///
/// λ is the share, from 0 to 1. A target is a row of probabilities, one-hot for a label, and may be any
/// mixture afterwards. Both come back in their shapes, [N, C, H, W] and [N, classes].
/// Source: H. Zhang, M. Cissé, Y. Dauphin, D. Lopez-Paz, "mixup", 2018.
public func mixedUp(
  _ images: Tensor, targets: Tensor, partners: [Int], share: Float
) -> (images: Tensor, targets: Tensor) {
  todo("3.12 mixedUp")
}

/// The same with a permutation as partners and λ from Beta(α, α): for α below 1 most often near 0 or 1.
///
/// 0.2 is usual. Two powers of uniform numbers whose sum is at most 1 have that ratio (M. Jöhnk, 1964).
public func mixedUp(
  _ images: Tensor, targets: Tensor, alpha: Float, using generator: inout SeededGenerator
) -> (images: Tensor, targets: Tensor) {
  var (a, b): (Float, Float) = (0, 0)
  repeat {
    a = pow(generator.uniform(), 1 / alpha)
    b = pow(generator.uniform(), 1 / alpha)
  } while a + b == 0 || a + b > 1
  let partners = generator.permutation(images.shape[0])
  return mixedUp(images, targets: targets, partners: partners, share: a / (a + b))
}

/// Which changes training makes to its images, each off at first, in the order of the properties.
public struct Augmentation: Sendable, Equatable {
  /// Probability to be mirrored.
  public var flip: Float = 0
  /// Pixels of the largest shift.
  public var shift = 0
  /// Angles in degrees.
  public var rotation: ClosedRange<Float> = 0...0
  /// Factors of the size.
  public var scale: ClosedRange<Float> = 1...1
  /// Factors of the brightness.
  public var brightness: ClosedRange<Float> = 1...1
  /// Standard deviation of the noise.
  public var noise: Float = 0
  /// Side of the square that is cut out.
  public var cut = 0

  /// Creates one that changes nothing.
  public init() {}

  /// The images changed, in training; in inference untouched, and nothing is drawn.
  ///
  /// What is as it is at first is left out, and draws nothing either.
  public func applied(to images: Tensor, _ context: inout Context) -> Tensor {
    todo("3.12 Augmentation.applied")
  }
}
