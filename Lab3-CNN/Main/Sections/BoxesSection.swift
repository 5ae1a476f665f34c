// Section boxes: how fast IoU falls when a box is off, which anchor a digit gets, and what suppression
// leaves of many proposals.

import Datasets
import Lab3
import Reports
import Shared

func boxes(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let scenes = DigitScenes(count: 8, of: try lab.digits().training.digits, seed: lab.options.seed)
  page.say(
    """
    Digits of several sizes on pieces of other digits. Where each one is, is known: the scenes are \
    drawn, and the digits in them are real.
    """)
  page.show(
    ImageGrid(
      "Scenes with the frame of each digit",
      scenes.objects.indices.map { scenes.picture($0, framing: scenes.objects[$0].map(\.box)) },
      captions: scenes.digits.map { $0.map { "\($0.label)" }.joined(separator: " ") },
      range: 0...1))
  showOverlap(on: &page)
  let objects = scenes.objects[0]
  showAnchors(of: objects, in: scenes, on: &page)
  showSuppression(of: objects, in: scenes, lab.options.seed, on: &page)
}

private func showOverlap(on page: inout LabPage) {
  let shifts = (0...12).map(Float.init)
  page.say(
    """
    A box that is off by a few pixels along x: how well it still agrees depends on how wide it is. \
    At 0.5 and more it counts as a hit.
    """)
  page.show(
    LineChart(
      "IoU of a box with itself, moved",
      [Float(32), 16, 4].map { width in
        let still = Box(x1: 0, y1: 0, x2: width, y2: 16)
        let overlaps = shifts.map { shift in
          intersectionOverUnion(still, Box(x1: shift, y1: 0, x2: width + shift, y2: 16))
        }
        return Series("\(Int(width)) pixels wide", x: shifts, y: overlaps)
      }, x: Axis("moved by", unit: "pixels"), y: Axis("IoU", range: 0...1)))
}

private func showAnchors(
  of objects: [SceneObject], in scenes: DigitScenes, on page: inout LabPage
) {
  let anchors = SceneDetector.anchors(scene: scenes.images.shape[3])
  let nearest = objects.map { object in
    anchors.max {
      intersectionOverUnion($0, object.box) < intersectionOverUnion($1, object.box)
    } ?? object.box
  }
  page.say(
    """
    \(anchors.count) anchors lie over a scene. For each digit of the first one, the anchor that fits \
    best, and the four numbers that move it onto the digit.
    """)
  var error: Float = 0
  page.table(
    ["digit", "its box", "best anchor", "IoU", "tx", "ty", "tw", "th"],
    zip(objects, nearest).map { object, anchor in
      let offsets = encoded(object.box, relativeTo: anchor)
      let back = decoded(offsets, relativeTo: anchor)
      error = max(error, abs(back.x1 - object.box.x1), abs(back.y2 - object.box.y2))
      return ["\(object.label)", object.box.text, anchor.text]
        + [fixedText(intersectionOverUnion(anchor, object.box), decimals: 2)]
        + offsets.map { fixedText($0, decimals: 2) }
    })
  page.number("pixels that decoded boxes are off by", Double(error))
}

private func showSuppression(
  of objects: [SceneObject], in scenes: DigitScenes, _ seed: UInt64, on page: inout LabPage
) {
  var generator = SeededGenerator(seed: seed)
  let proposals = objects.flatMap { object in
    (0..<20).map { _ in
      let offsets = (0..<4).map { _ in generator.uniform(in: -0.25...0.25) }
      let box = decoded(offsets, relativeTo: object.box)
      return (box: box, score: intersectionOverUnion(box, object.box))
    }
  }
  let boxes = proposals.map(\.box)
  func kept(_ threshold: Float) -> [Int] {
    nonMaximumSuppression(boxes, scores: proposals.map(\.score), threshold: threshold)
  }
  page.say(
    """
    Twenty proposals for each digit, as a detector would make them: near it, and the surer the \
    better they fit. What suppression leaves depends on its threshold.
    """)
  page.table(
    ["threshold", "proposals", "kept"],
    [Float(0.1), 0.3, 0.45, 0.6, 0.8].map { threshold in
      ["\(threshold)", "\(boxes.count)", "\(kept(threshold).count)"]
    })
  page.show(
    ImageGrid(
      "Proposals, and what is left at a threshold of 0.3",
      [boxes, kept(0.3).map { boxes[$0] }].map { scenes.picture(0, framing: $0) },
      captions: ["\(boxes.count) proposals", "\(kept(0.3).count) kept"], range: 0...1))
  page.number("digits in the scene", "\(objects.count)")
}
