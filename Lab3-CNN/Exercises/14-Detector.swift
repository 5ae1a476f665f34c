// 3.14 A one-shot detector: a network of convolutions looks at a scene once, and for every anchor says
// what is there and how to move the anchor onto it. (W. Liu and others, "SSD: single shot multibox
// detector", 2016; J. Redmon and others, "You only look once", 2016.)

import Lab1
import Shared

/// What a network should say at each of M anchors.
public struct AnchorTargets: Sendable, Equatable {
  /// The label of anchors that are neither object nor background: whatever they say costs nothing.
  public static let ignored = -1

  /// The class of each anchor's object, 0..<C; C for background; or `ignored`.
  public var labels: [Int]
  /// What moves each anchor onto its object (`encoded`, 3.13), [M, 4]; zeros where there is none.
  public var offsets: Tensor

  /// Puts M labels beside M rows of offsets.
  public init(labels: [Int], offsets: Tensor) { (self.labels, self.offsets) = (labels, offsets) }

  /// Decides which anchor answers for which object.
  ///
  /// 1. Each anchor looks for the object of the largest IoU, of equal ones the first. From `positive` on
  ///    the anchor answers for it; below `negative` it is background; in between it is ignored.
  /// 2. Then each object, in order, claims the anchor of its own largest IoU, of equal ones the first,
  ///    among those that no earlier object has claimed, whatever step 1 gave that anchor. So every
  ///    object is learned by somebody, however odd its shape. An object that meets no anchor has none.
  ///
  /// - Parameters:
  ///   - objects: What is in the scene, possibly nothing.
  ///   - anchors: The M anchors.
  ///   - classes: C.
  ///   - positive: The IoU that makes an anchor answer.
  ///   - negative: The IoU below which it is background.
  public init(
    assigning objects: [SceneObject], to anchors: [Box], classes: Int, positive: Float = 0.5,
    negative: Float = 0.4
  ) {
    todo("3.14 AnchorTargets.init")
  }
}

/// The network's answers, a row for each anchor.
///
/// The last convolution gives K = 4 + C + 1 numbers for each of the A anchors of a cell: anchor a has the
/// channels a · K ..< (a + 1) · K. Rows are in the order of `anchors` (3.13): image, cell row, cell
/// column, anchor of the cell. Axes change places (`transposed(to:)`) before they are joined.
///
/// - Parameters:
///   - map: The network's output, [N, A · K, H, W].
///   - anchorsPerCell: A.
/// - Returns: [N · H · W · A, K]: four offsets, C class scores (logits) and that of "nothing".
public func predictionRows(of map: Tensor, anchorsPerCell: Int) -> Tensor {
  todo("3.14 predictionRows")
}

/// The way back: rows, such as the gradient of a loss, put where `predictionRows` took them from.
///
/// - Parameters:
///   - rows: [N · H · W · A, K].
///   - shape: The map's shape, [N, A · K, H, W].
/// - Returns: The map.
public func predictionMap(of rows: Tensor, shape: Shape) -> Tensor {
  todo("3.14 predictionMap")
}

/// What a detector's answers cost: cross-entropy for the class, smooth L1 for the box.
///
/// ```
/// L    = 1/P · ( Σ_r w[r] · −ln p[r, label r]  +  Σ_{r with an object} Σ_k s(d[r, k]) )
/// w[r] = 1 with an object, λ for background, 0 if ignored        d = offsets said − offsets wanted
/// s(d) = d² / 2β  where |d| < β,  |d| − β/2  elsewhere           p = softmax of the last C + 1 columns
/// ```
/// P is the number of rows with an object, at least 1, and not R: most rows are background, and easy. λ
/// keeps them from shouting the few objects down. Smooth L1, with β = 1/9 as in Faster R-CNN, pulls at a
/// box that is far off no harder than at one that is off by β:
///
///     dL/d offsets = clip(d / β, −1…1) / P, 0 without an object      dL/d logits = w[r] · (p − truth) / P
///
/// - Parameters:
///   - rows: The answers, [R, 4 + C + 1], those of several images below each other.
///   - targets: What should be said, R labels and offsets [R, 4].
///   - backgroundWeight: λ.
/// - Returns: The loss and its gradient [R, 4 + C + 1].
public func detectionLoss(
  _ rows: Tensor, _ targets: AnchorTargets, backgroundWeight: Float = 0.5
) -> LossResult {
  todo("3.14 detectionLoss")
}

/// Turns the answers for one scene into a list of objects.
///
/// An anchor speaks for its most probable class among the C (not "nothing"); the score is that class's
/// probability, softmax over all C + 1. Those below `minimumScore` are dropped, the others move
/// (`decoded`), and in *each class by itself* `nonMaximumSuppression` keeps the best.
///
/// - Parameters:
///   - rows: The answers, [M, 4 + C + 1].
///   - anchors: The M anchors.
///   - minimumScore: The least score that is believed: high for people, near 0 to measure precision.
///   - overlap: The largest IoU of two objects of one class.
/// - Returns: What was found, by falling score.
public func detections(
  _ rows: Tensor, anchors: [Box], minimumScore: Float = 0.5, overlap: Float = 0.45
) -> [SceneObject] {
  todo("3.14 detections")
}

/// Which detections of a class are right, those of all scenes together, by falling score.
///
/// Each detection, the surest first, looks among the objects of its class in its scene for the one of the
/// largest IoU. It is a hit if that IoU is at least `overlap` and no surer detection has hit the object:
/// a second box on it is a false alarm. (Pascal VOC; COCO's may turn to the next best object.)
///
/// - Parameters:
///   - label: The class.
///   - detections: What was found, a list for each scene.
///   - objects: What is there, as many lists.
///   - overlap: The least IoU.
/// - Returns: Whether each is a hit; of equal scores the earlier scene's comes first.
public func hits(
  of label: Int, _ detections: [[SceneObject]], objects: [[SceneObject]], overlap: Float = 0.5
) -> [Bool] {
  todo("3.14 hits")
}

/// The area under the curve of precision over recall.
///
/// After k detections with h hits the precision is h / k and the recall h / objects. A later, higher
/// precision counts for smaller recalls too, so (Pascal VOC since 2010; COCO samples 101 recalls)
///
///     AP = 1/objects · Σ over the hits of the highest precision at this hit or later
///
/// - Parameters:
///   - hits: What `hits` returns.
///   - objects: How many objects of the class there are, 1 or more; those never found add nothing.
/// - Returns: 0…1.
public func averagePrecision(_ hits: [Bool], objects: Int) -> Float {
  todo("3.14 averagePrecision")
}

/// The mean of `averagePrecision` over the classes that occur among the objects: mAP@0.5.
///
/// - Parameters:
///   - detections: What was found, a list for each scene, low scores included.
///   - objects: What is there, as many lists, at least one object in all.
///   - overlap: The IoU that makes a hit.
/// - Returns: 0…1. A class that is nowhere among the objects counts neither for nor against.
public func meanAveragePrecision(
  _ detections: [[SceneObject]], objects: [[SceneObject]], at overlap: Float = 0.5
) -> Float {
  todo("3.14 meanAveragePrecision")
}
