// Scenes to find digits in: several real digits of various sizes on a ground of fragments of others,
// as V. Mnih, N. Heess, A. Graves and K. Kavukcuoglu cluttered MNIST ("Recurrent models of visual
// attention", 2014), with the box of each digit.

import Shared

/// A digit of a scene: what it is, and the frame of its ink in pixels.
public struct PlacedDigit: Equatable, Sendable {
  /// Its class.
  public let label: Int
  /// The first column of the frame.
  public let left: Int
  /// The first row of the frame.
  public let top: Int
  /// The column behind the last one: the width is `right - left`.
  public let right: Int
  /// The row below the last one: the height is `bottom - top`.
  public let bottom: Int

  /// Whether the frames share a pixel, or touch.
  func meets(_ other: PlacedDigit) -> Bool {
    left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom
  }
}

/// What scenes look like.
public struct ScenePlan: Equatable, Sendable {
  /// Height and width of a scene, in pixels.
  public var size: Int
  /// How many digits a scene should have; one that finds no free place is left out.
  public var digits: ClosedRange<Int>
  /// How high the digits' frames are, in pixels; each keeps its proportions.
  public var heights: ClosedRange<Int>
  /// Fragments of digits on the ground.
  public var fragments: Int
  /// Height and width of a fragment, in pixels.
  public var fragmentSize: Int

  /// Plans scenes; stops when digits or fragments would be larger than the scene.
  public init(
    size: Int = 64, digits: ClosedRange<Int> = 1...4, heights: ClosedRange<Int> = 14...32,
    fragments: Int = 8, fragmentSize: Int = 8
  ) {
    require(
      digits.lowerBound >= 0 && fragments >= 0 && heights.lowerBound >= 2 && fragmentSize > 0
        && max(heights.upperBound, fragmentSize) <= size,
      "ScenePlan: the parts do not fit into the scene — size \(size), heights \(heights), digits"
        + " \(digits), fragments \(fragments) of \(fragmentSize) — use heights from 2 to the size")
    (self.size, self.digits, self.heights) = (size, digits, heights)
    (self.fragments, self.fragmentSize) = (fragments, fragmentSize)
  }
}

/// Scenes with their digits.
///
/// ```swift
/// let (training, heldOut) = try Digits.embeddedSplit()
/// let scenes = DigitScenes(count: 500, of: training, seed: 1)
/// scenes.images.shape          // [500, 1, 64, 64]
/// scenes.digits[0]             // label, left, top, right and bottom of each digit of the first
/// ```
public struct DigitScenes: Equatable, Sendable {
  /// The scenes, shape [N, 1, S, S], values in 0…1.
  public let images: Tensor
  /// The digits of each scene; their frames do not meet.
  public let digits: [[PlacedDigit]]

  /// Draws scenes.
  ///
  /// - Parameters:
  ///   - count: The number N of scenes.
  ///   - source: Grey images of digits, shape [M, 1, H, W], at least one; fragments come from it too,
  ///     so scenes of a held-out part show nothing of the training part.
  ///   - plan: What the scenes look like.
  ///   - seed: Equal seeds give equal scenes, a larger count the same ones first.
  public init(count: Int, of source: Dataset, plan: ScenePlan = ScenePlan(), seed: UInt64) {
    require(
      count >= 0 && source.count > 0 && source.inputs.rank == 4 && source.inputs.shape[1] == 1,
      "DigitScenes: no grey images to draw \(count) scenes from — shape \(source.inputs.shape) —"
        + " pass [M, 1, H, W] with M of 1 or more")
    var generator = SeededGenerator(seed: seed)
    let scenes = (0..<count).map { _ in
      SceneCanvas(drawing: plan, from: source, using: &generator)
    }
    images = Tensor(scenes.flatMap(\.pixels), shape: [count, 1, plan.size, plan.size])
    digits = scenes.map(\.digits)
  }
}
