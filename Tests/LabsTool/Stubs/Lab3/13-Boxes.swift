// 3.13 Boxes: how to say where something is. A detector proposes many boxes for one object; here stands
// how well two boxes agree, which boxes a network starts from, how it corrects them, and how the
// repetitions among the answers are thrown out.

import Foundation
import Shared

/// A rectangle with level sides, given by two corners, in pixels.
///
/// x runs to the right and y down. The numbers are positions of *edges*: a box over the pixel columns
/// 3, 4 and 5 has x1 = 3, x2 = 6 and the width 3. COCO writes (x1, y1, width, height), YOLO the centre
/// and size as shares of the image; torchvision's operators take (x1, y1, x2, y2), as here.
public struct Box: Sendable, Equatable {
  /// The left edge.
  public var x1: Float
  /// The upper edge.
  public var y1: Float
  /// The right edge.
  public var x2: Float
  /// The lower edge.
  public var y2: Float

  /// The box between two corners.
  public init(x1: Float, y1: Float, x2: Float, y2: Float) {
    (self.x1, self.y1, self.x2, self.y2) = (x1, y1, x2, y2)
  }

  /// The box around a centre.
  public init(centerX: Float, centerY: Float, width: Float, height: Float) {
    (x1, x2) = (centerX - width / 2, centerX + width / 2)
    (y1, y2) = (centerY - height / 2, centerY + height / 2)
  }

  /// x2 − x1; negative where the corners are crossed.
  public var width: Float { x2 - x1 }
  /// y2 − y1; negative where the corners are crossed.
  public var height: Float { y2 - y1 }
  /// The middle between left and right.
  public var centerX: Float { (x1 + x2) / 2 }
  /// The middle between top and bottom.
  public var centerY: Float { (y1 + y2) / 2 }

  /// width · height; 0 where either is negative, so that two crossings do not make an area.
  public var area: Float {
    todo("3.13 Box.area")
  }
}

/// An object of a scene, or one that a detector believes to see.
public struct SceneObject: Sendable, Equatable {
  /// The class, 0..<C.
  public var label: Int
  /// The frame.
  public var box: Box
  /// How sure the detector is, 0…1; 1 for what really is there.
  public var score: Float

  /// Puts class, frame and score together.
  public init(label: Int, box: Box, score: Float = 1) {
    (self.label, self.box, self.score) = (label, box, score)
  }
}

/// How well two boxes agree: the area of what both cover over the area of what either covers.
///
///     IoU = |a ∩ b| / |a ∪ b|        |a ∪ b| = |a| + |b| − |a ∩ b|
///
/// 1 for equal boxes, 0 for boxes that share nothing or only an edge. The intersection is a box too:
/// from the *larger* of the left edges to the *smaller* of the right ones; where the boxes are apart its
/// corners are crossed. Paul Jaccard, 1901, for alpine flora; PyTorch: `torchvision.ops.box_iou`.
///
/// - Parameters:
///   - a: A box.
///   - b: Another, in the same units.
/// - Returns: 0…1; 0 where the union has no area, so never NaN.
public func intersectionOverUnion(_ a: Box, _ b: Box) -> Float {
  todo("3.13 intersectionOverUnion")
}

/// The boxes that a detector starts from: the same few shapes around the centre of every cell.
///
/// A map of rows × columns cells lies over an image; a cell is `stride` pixels high and wide. For the
/// size s and the ratio r = height / width an anchor has the area s²:
///
///     width = s / √r        height = s · √r
///
/// The order is that of nested loops: rows, in them columns, in them sizes, in them ratios. (SSD's
/// ratios are width / height; torchvision's are height / width, as here.)
///
/// - Parameters:
///   - rows: Cells above each other.
///   - columns: Cells beside each other.
///   - stride: Pixels from one cell's centre to the next; the first centre is at (stride / 2, stride / 2).
///   - sizes: Square roots of areas, in pixels.
///   - ratios: Heights over widths.
/// - Returns: rows · columns · sizes · ratios boxes, those at the border partly outside.
public func anchors(
  rows: Int, columns: Int, stride: Float, sizes: [Float], ratios: [Float] = [1]
) -> [Box] {
  todo("3.13 anchors")
}

/// What moves an anchor onto a box: the four numbers that a detector learns.
///
///     tx = (x − xa) / wa        tw = ln(w / wa)        x, y: centres      w, h: width, height
///     ty = (y − ya) / ha        th = ln(h / ha)        a: of the anchor
///
/// They mean the same at every place and every size: a small anchor and a large one that miss by a tenth
/// of their width both get 0.1. An anchor that fits gets four zeros. (Girshick and others, R-CNN, 2014;
/// Ren and others, Faster R-CNN, 2015. SSD divides tx, ty by 0.1 and tw, th by 0.2 on top.)
///
/// - Parameters:
///   - box: Where the object is.
///   - anchor: Where the detector starts.
/// - Returns: [tx, ty, tw, th]. On a box or anchor without width or height `require` stops, naming both:
///   its logarithm, or the quotient, would be infinite.
public func encoded(_ box: Box, relativeTo anchor: Box) -> [Float] {
  todo("3.13 encoded")
}

/// The box that four offsets move an anchor to: undoes `encoded`.
///
///     x = xa + tx · wa        w = wa · exp(min(tw, limit))        limit = ln(1000 / 16)
///
/// and y, h in the same way. A network that has learned nothing yet may say tw = 100; without the limit
/// (torchvision's) its box would be infinitely wide.
///
/// - Parameters:
///   - offsets: [tx, ty, tw, th]; on another number of them `require` stops with a message that says
///     how many there are.
///   - anchor: The box to move.
/// - Returns: The box.
public func decoded(_ offsets: [Float], relativeTo anchor: Box) -> Box {
  todo("3.13 decoded")
}

/// Keeps the best of boxes that lie on each other.
///
/// Greedy, from the highest score to the lowest: a box stays unless its IoU with a box that *has stayed*
/// is above the threshold. A box that was thrown out throws out nobody. PyTorch:
/// `torchvision.ops.nms`; two objects that really overlap so much lose one of their boxes.
///
/// - Parameters:
///   - boxes: N boxes.
///   - scores: How sure the detector is of each; on another number than N `require` stops with a
///     message that says both.
///   - threshold: The largest IoU that two boxes may have and both stay.
/// - Returns: The places of the boxes that stay, by falling score, of equal scores the first one first.
public func nonMaximumSuppression(
  _ boxes: [Box], scores: [Float], threshold: Float
) -> [Int] {
  todo("3.13 nonMaximumSuppression")
}
