// The hidden tests of 3.13: broken numbers, many boxes, refused input. Values computed in double.

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
    await check("five boxes at broken positions against each other") { sheet in
      sheet.call("intersectionOverUnion of all pairs", on: ["boxes": fiveBoxes])
      let boxes = rows(of: fiveBoxes)
      let overlaps = boxes.flatMap { a in boxes.map { intersectionOverUnion(a, $0) } }
      sheet["overlaps"] = Tensor(overlaps, shape: [5, 5])
    } equals: {
      ["overlaps": .tensor(fiveOverlaps)]
    }
    await check("a box without area inside of another, and a crossed box") { sheet in
      sheet.call("intersectionOverUnion of (0, 0, 2, 2) and others")
      let square = box(0, 0, 2, 2)
      sheet["a point in it"] = intersectionOverUnion(square, box(1, 1, 1, 1))
      sheet["a line in it"] = intersectionOverUnion(box(0, 1, 2, 1), square)
      sheet["crossed"] = intersectionOverUnion(square, box(2, 2, 0, 0))
    } equals: {
      ["a point in it": 0, "a line in it": 0, "crossed": 0]
    }
  }

  private func checkAnchors() async {
    await check("2 × 3 cells with two sizes and two ratios, in the order of nested loops") {
      sheet in
      sheet.call("anchors(rows: 2, columns: 3, stride: 4, sizes: [3, 5], ratios: [0.25, 1])")
      sheet["anchors"] = table(
        anchors(rows: 2, columns: 3, stride: 4, sizes: [3, 5], ratios: [0.25, 1]))
    } equals: {
      ["anchors": .tensor(manyAnchors)]
    }
    await check("no cells, no anchors") { sheet in
      sheet.call("anchors(rows: 0, columns: 3, stride: 4, sizes: [3])")
      sheet["anchors"] = anchors(rows: 0, columns: 3, stride: 4, sizes: [3]).count
    } equals: {
      ["anchors": 0]
    }
  }

  private func checkOffsets() async {
    await check("offsets of three boxes, and the boxes back from them") { sheet in
      sheet.call("encoded, then decoded", on: ["boxes": threeBoxes, "anchors": threeAnchors])
      let pairs = zip(rows(of: threeBoxes), rows(of: threeAnchors))
      let offsets = pairs.map { encoded($0, relativeTo: $1) }
      sheet["offsets"] = Tensor(offsets.flatMap { $0 }, shape: [3, 4])
      let back = zip(rows(of: threeOffsets), rows(of: threeAnchors)).map { offsets, anchor in
        decoded([offsets.x1, offsets.y1, offsets.x2, offsets.y2], relativeTo: anchor)
      }
      sheet["boxes"] = table(back)
    } equals: {
      ["offsets": .tensor(threeOffsets), "boxes": .tensor(threeBoxes)]
    }
    await check("a small anchor and a large one that are equally far off have equal offsets") {
      sheet in
      sheet.call("encoded((1, 0, 11, 10), relativeTo: (0, 0, 10, 10)), and all times 7")
      sheet["small"] = encoded(box(1, 0, 11, 10), relativeTo: box(0, 0, 10, 10))
      sheet["large"] = encoded(box(7, 0, 77, 70), relativeTo: box(0, 0, 70, 70))
    } equals: {
      ["small": [0.1, 0, 0, 0], "large": [0.1, 0, 0, 0]]
    }
    await check("a very small size is no mistake: only large ones are limited") { sheet in
      sheet.call("decoded([0, 0, −6, 4], relativeTo: (0, 0, 100, 1))")
      let thin = decoded([0, 0, -6, 4], relativeTo: box(0, 0, 100, 1))
      (sheet["width"], sheet["height"]) = (thin.width, thin.height)
    } equals: {
      ["width": .value(0.247875218, absolute: 1e-4), "height": 54.598150033]
    }
    await checkStops("encoded refuses an anchor without height", weight: 0.5, saying: "7.0") {
      sheet in
      sheet.call("encoded((0, 0, 4, 4), relativeTo: (0, 7, 9, 7))")
      sheet["offsets"] = encoded(box(0, 0, 4, 4), relativeTo: box(0, 7, 9, 7))
    }
    await checkStops("decoded refuses three offsets", weight: 0.5, saying: "3") { sheet in
      sheet.call("decoded([0, 0, 1], relativeTo: (0, 0, 4, 4))")
      sheet["width"] = decoded([0, 0, 1], relativeTo: box(0, 0, 4, 4)).width
    }
  }

  private func checkSuppression() async {
    await check("64 boxes at two thresholds, by falling score") { sheet in
      sheet.call("nonMaximumSuppression of 64 boxes, thresholds 0.1 and 0.3")
      let boxes = (0..<64).map { place in
        let (x, y) = (Float(place * 37 % 101), Float(place * 53 % 89))
        return box(x, y, x + 20 + Float(place * 7 % 15), y + 20 + Float(place * 11 % 13))
      }
      let scores = (0..<64).map { Float($0 * 29 % 64) / 64 }
      sheet["threshold 0.1"] = nonMaximumSuppression(boxes, scores: scores, threshold: 0.1)
      sheet["threshold 0.3"] = nonMaximumSuppression(boxes, scores: scores, threshold: 0.3)
    } equals: {
      [
        "threshold 0.1": .integers([11, 22, 55, 2, 13, 57, 4, 15, 37, 6, 39, 52, 23, 47, 16]),
        "threshold 0.3": .integers([
          11, 22, 33, 2, 13, 35, 46, 4, 15, 37, 48, 59, 6, 17, 28, 61, 8, 19, 52, 10, 21, 32, 1,
          45, 14, 25, 47, 27, 38, 51, 42, 0,
        ]),
      ]
    }
    await checkStops("one score a box, or none", weight: 0.5, saying: "3") { sheet in
      sheet.call("nonMaximumSuppression of 2 boxes with 3 scores")
      sheet["kept"] = nonMaximumSuppression(
        [box(0, 0, 1, 1), box(2, 2, 3, 3)], scores: [1, 0.5, 0.25], threshold: 0.5)
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

private let fiveBoxes: Tensor = [
  [0.5, 1.25, 7.5, 4.75], [-3, -2, 2.5, 6.5], [3.2, 0.4, 5.1, 9.3], [0.5, 1.25, 7.5, 4.75],
  [100.25, 200.5, 104.25, 210.5],
]
private let fiveOverlaps: Tensor = [
  [1, 0.108949416, 0.191311853, 1, 0], [0.108949416, 1, 0, 0.108949416, 0],
  [0.191311853, 0, 1, 0.191311853, 0], [1, 0.108949416, 0.191311853, 1, 0], [0, 0, 0, 0, 1],
]
private let manyAnchors: Tensor = [
  [-1, 1.25, 5, 2.75], [0.5, 0.5, 3.5, 3.5], [-3, 0.75, 7, 3.25], [-0.5, -0.5, 4.5, 4.5],
  [3, 1.25, 9, 2.75], [4.5, 0.5, 7.5, 3.5], [1, 0.75, 11, 3.25], [3.5, -0.5, 8.5, 4.5],
  [7, 1.25, 13, 2.75], [8.5, 0.5, 11.5, 3.5], [5, 0.75, 15, 3.25], [7.5, -0.5, 12.5, 4.5],
  [-1, 5.25, 5, 6.75], [0.5, 4.5, 3.5, 7.5], [-3, 4.75, 7, 7.25], [-0.5, 3.5, 4.5, 8.5],
  [3, 5.25, 9, 6.75], [4.5, 4.5, 7.5, 7.5], [1, 4.75, 11, 7.25], [3.5, 3.5, 8.5, 8.5],
  [7, 5.25, 13, 6.75], [8.5, 4.5, 11.5, 7.5], [5, 4.75, 15, 7.25], [7.5, 3.5, 12.5, 8.5],
]
private let threeAnchors: Tensor = [
  [2, 3, 12, 8], [-4, 0, 4, 30], [10.5, 20.25, 18.5, 36.25],
]
private let threeBoxes: Tensor = [
  [4, 1, 9, 11], [0, 5, 20, 10], [11.5, 19.25, 15.5, 44.25],
]
private let threeOffsets: Tensor = [
  [-0.05, 0.1, -0.693147181, 0.693147181], [1.25, -0.25, 0.916290732, -1.791759469],
  [-0.125, 0.21875, -0.693147181, 0.446287103],
]
