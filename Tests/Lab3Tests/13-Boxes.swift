// Tests of 3.13: areas, intersection over union, anchors, offsets there and back, suppression.
// The table of overlaps is torchvision's.

import Grading
import Lab3
import Shared
import Testing

struct BoxesTests {
  @Test(.exercise("3.13", "Boxes", points: 7))
  func boxes() async {
    await checkOverlap()
    await checkAnchors()
    await checkOffsets()
    await checkSuppression()
  }

  private func checkOverlap() async {
    await check("area is width times height, and 0 where the corners are crossed", weight: 0.5) {
      sheet in
      sheet.call("area of (1, 2, 4, 6), (5, 1, 2, 3) and (5, 5, 2, 2)")
      sheet["of a box"] = Box(x1: 1, y1: 2, x2: 4, y2: 6).area
      sheet["left and right crossed"] = Box(x1: 5, y1: 1, x2: 2, y2: 3).area
      sheet["both crossed"] = Box(x1: 5, y1: 5, x2: 2, y2: 2).area
    } equals: {
      ["of a box": 12, "left and right crossed": 0, "both crossed": 0]
    }
    await check("equal boxes give 1, a box in another the quotient of the areas") { sheet in
      let (small, large) = (box(0, 0, 4, 4), box(0, 0, 8, 8))
      sheet.call("intersectionOverUnion of squares of 4 and 8 from (0, 0), and of (2, 2, 6, 6)")
      sheet["4 and 4"] = intersectionOverUnion(small, small)
      sheet["4 in 8"] = intersectionOverUnion(small, large)
      sheet["8 around 4"] = intersectionOverUnion(large, small)
      sheet["4 and (2, 2, 6, 6)"] = intersectionOverUnion(small, box(2, 2, 6, 6))
    } equals: {
      ["4 and 4": 1, "4 in 8": 0.25, "8 around 4": 0.25, "4 and (2, 2, 6, 6)": 0.142857143]
    }
    await check("boxes that are apart, that touch, or that have no area give 0") { sheet in
      let middle = box(2, 2, 4, 4)
      sheet.call("intersectionOverUnion of (2, 2, 4, 4) and others")
      sheet["beside"] = intersectionOverUnion(middle, box(5, 2, 7, 4))
      sheet["below and beside"] = intersectionOverUnion(middle, box(6, 7, 9, 9))
      sheet["touching"] = intersectionOverUnion(middle, box(4, 2, 6, 4))
      sheet["a point and itself"] = intersectionOverUnion(box(1, 1, 1, 1), box(1, 1, 1, 1))
    } equals: {
      ["beside": 0, "below and beside": 0, "touching": 0, "a point and itself": 0]
    }
    await check("seven boxes against each other agree with torchvision's box_iou") { sheet in
      sheet.call("intersectionOverUnion of all pairs", on: ["boxes": sevenBoxes])
      let boxes = rows(of: sevenBoxes)
      let overlaps = boxes.flatMap { a in boxes.map { intersectionOverUnion(a, $0) } }
      sheet["overlaps"] = Tensor(overlaps, shape: [7, 7])
    } equals: {
      ["overlaps": .tensor(sevenOverlaps)]
    }
  }

  private func checkAnchors() async {
    await check("anchors stand around the centres of the cells, cell by cell, size by size") {
      sheet in
      sheet.call("anchors(rows: 1, columns: 2, stride: 8, sizes: [4, 8])")
      sheet["anchors"] = table(anchors(rows: 1, columns: 2, stride: 8, sizes: [4, 8]))
    } equals: {
      ["anchors": [[2, 2, 6, 6], [0, 0, 8, 8], [10, 2, 14, 6], [8, 0, 16, 8]]]
    }
    await check("a ratio changes the form and not the area; rows follow each other downwards") {
      sheet in
      sheet.call("anchors(rows: 2, columns: 1, stride: 10, sizes: [6], ratios: [1, 4])")
      sheet["anchors"] = table(
        anchors(rows: 2, columns: 1, stride: 10, sizes: [6], ratios: [1, 4]))
    } equals: {
      ["anchors": [[2, 2, 8, 8], [3.5, -1, 6.5, 11], [2, 12, 8, 18], [3.5, 9, 6.5, 21]]]
    }
  }

  private func checkOffsets() async {
    await check("encoded: shifts as shares of the anchor, sizes as logarithms") { sheet in
      sheet.call("encoded(box, relativeTo: (0, 0, 10, 20)), box (−4, 3, 16, 13) and the anchor")
      sheet["of the box"] = encoded(box(-4, 3, 16, 13), relativeTo: box(0, 0, 10, 20))
      sheet["of the anchor itself"] = encoded(box(0, 0, 10, 20), relativeTo: box(0, 0, 10, 20))
    } equals: {
      [
        "of the box": [0.1, -0.1, 0.693147181, -0.693147181],
        "of the anchor itself": [0, 0, 0, 0],
      ]
    }
    await check("decoded takes the anchor back to the box") { sheet in
      sheet.call("decoded(offsets, relativeTo: (0, 0, 10, 20))")
      let anchor = box(0, 0, 10, 20)
      sheet["[0.1, −0.1, ln 2, −ln 2]"] = table([
        decoded([0.1, -0.1, 0.693147181, -0.693147181], relativeTo: anchor)
      ])
      sheet["[0, 0, 0, 0]"] = table([decoded([0, 0, 0, 0], relativeTo: anchor)])
    } equals: {
      ["[0.1, −0.1, ln 2, −ln 2]": [[-4, 3, 16, 13]], "[0, 0, 0, 0]": [[0, 0, 10, 20]]]
    }
    await check("decoded makes no box more than 62.5 times as large as its anchor") { sheet in
      sheet.call("decoded([0, 0, 100, 5], relativeTo: (0, 0, 16, 16))")
      let wide = decoded([0, 0, 100, 5], relativeTo: box(0, 0, 16, 16))
      (sheet["width"], sheet["height"]) = (wide.width, wide.height)
    } equals: {
      ["width": .value(1000, absolute: 0.01), "height": .value(1000, absolute: 0.01)]
    }
    await checkStops("encoded refuses a box without width", weight: 0.5, saying: "3.0") { sheet in
      sheet.call("encoded((3, 1, 3, 9), relativeTo: (0, 0, 10, 20))")
      sheet["offsets"] = encoded(box(3, 1, 3, 9), relativeTo: box(0, 0, 10, 20))
    }
  }

  private func checkSuppression() async {
    await check("the best of overlapping boxes stays, and all that stand alone") { sheet in
      sheet.call("nonMaximumSuppression of seven boxes, threshold 0.5", on: ["boxes": sevenBoxes])
      sheet["kept"] = nonMaximumSuppression(
        rows(of: sevenBoxes), scores: [0.9, 0.8, 0.95, 0.6, 0.7, 0.5, 0.4], threshold: 0.5)
    } equals: {
      ["kept": .integers([2, 0, 4, 5, 6])]
    }
    await check("a box that was thrown out throws out nobody") { sheet in
      sheet.call("three boxes in a chain: IoU 0.43, 0.43, and 0.11 of the ends; threshold 0.3")
      let chain = [box(0, 0, 10, 10), box(4, 0, 14, 10), box(8, 0, 18, 10)]
      sheet["kept"] = nonMaximumSuppression(chain, scores: [0.9, 0.8, 0.7], threshold: 0.3)
      sheet["kept, the middle best"] = nonMaximumSuppression(
        chain, scores: [0.7, 0.9, 0.8], threshold: 0.3)
    } equals: {
      ["kept": .integers([0, 2]), "kept, the middle best": .integers([1])]
    }
    await check("an IoU equal to the threshold is allowed; of equal scores the first stays") {
      sheet in
      sheet.call("(0, 0, 2, 2) and (0, 0, 2, 1), then equal boxes, all of score 0.5")
      sheet["IoU 0.5, threshold 0.5"] = nonMaximumSuppression(
        [box(0, 0, 2, 2), box(0, 0, 2, 1)], scores: [0.5, 0.5], threshold: 0.5)
      sheet["three equal boxes"] = nonMaximumSuppression(
        [box(0, 0, 2, 2), box(0, 0, 2, 2), box(0, 0, 2, 2)], scores: [0.5, 0.5, 0.5],
        threshold: 0.5)
      sheet["no boxes"] = nonMaximumSuppression([], scores: [], threshold: 0.5)
    } equals: {
      [
        "IoU 0.5, threshold 0.5": .integers([0, 1]), "three equal boxes": .integers([0]),
        "no boxes": .integers([]),
      ]
    }
  }
}

private func box(_ x1: Float, _ y1: Float, _ x2: Float, _ y2: Float) -> Box {
  Box(x1: x1, y1: y1, x2: x2, y2: y2)
}

/// A row of edges for each box, [N, 4].
private func table(_ boxes: [Box]) -> Tensor {
  Tensor(boxes.flatMap { [$0.x1, $0.y1, $0.x2, $0.y2] }, shape: [boxes.count, 4])
}

private func rows(of table: Tensor) -> [Box] {
  (0..<table.shape[0]).map { box(table[$0, 0], table[$0, 1], table[$0, 2], table[$0, 3]) }
}

private let sevenBoxes: Tensor = [
  [10, 10, 50, 50], [12, 12, 52, 48], [60, 60, 100, 100], [55, 58, 98, 104], [10, 60, 30, 90],
  [0, 0, 100, 100], [200, 200, 200, 220],
]
private let sevenOverlaps: Tensor = [
  [1, 0.81818181818, 0, 0, 0, 0.16, 0], [0.81818181818, 1, 0, 0, 0, 0.144, 0],
  [0, 0, 1, 0.73858114674, 0, 0.16, 0], [0, 0, 0.73858114674, 1, 0, 0.17754620527, 0],
  [0, 0, 0, 0, 1, 0.06, 0], [0.16, 0.144, 0.16, 0.17754620527, 0.06, 1, 0],
  [0, 0, 0, 0, 0, 0, 0],
]
