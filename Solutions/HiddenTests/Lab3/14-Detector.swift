// The hidden tests of 3.14: many anchors, other thresholds, gradients, ties, crowded scenes.

import Grading
import Lab1
import Lab3
import Shared
import Testing

struct DetectorTests {
  @Test(.exercise("3.14", "A one-shot detector", points: 5))
  func detector() async {
    await checkTargets()
    await checkRows()
    await checkLoss()
    await checkDetections()
    await checkPrecision()
  }

  private func checkTargets() async {
    await check("four objects among 48 anchors, at two pairs of limits") { sheet in
      sheet.call("3 × 4 cells with anchors of the sizes 8 and 14, ratios 1 and 2.25; C = 4")
      let targets = AnchorTargets(assigning: fourObjects, to: gridAnchors, classes: 4)
      sheet["labels"] = targets.labels
      sheet["offsets of 18, 19, 22, 30, 38"] = targets.offsets.rows(at: [18, 19, 22, 30, 38])
      sheet["sum of all sizes"] = abs(targets.offsets).sum()
      sheet["labels at 0.6 and 0.2"] =
        AnchorTargets(
          assigning: fourObjects, to: gridAnchors, classes: 4, positive: 0.6, negative: 0.2
        ).labels
    } equals: {
      [
        "labels": .integers(gridLabels), "offsets of 18, 19, 22, 30, 38": .tensor(gridOffsets),
        "sum of all sizes": 6.390952367, "labels at 0.6 and 0.2": .integers(strictLabels),
      ]
    }
    await check("of objects that share an only anchor the first has it, and one far off has none") {
      sheet in
      sheet.call("strips at 4…6 and 5…7 in one anchor, and a square that meets none")
      let targets = AnchorTargets(
        assigning: [object(0, 70, 70, 80, 80), object(1, 4, 0, 6, 10), object(0, 5, 0, 7, 10)],
        to: [box(0, 0, 10, 10), box(20, 0, 30, 10)], classes: 2)
      sheet["labels"] = targets.labels
      sheet["offsets"] = targets.offsets
    } equals: {
      ["labels": .integers([1, 2]), "offsets": [[0, 0, -1.609437912, 0], [0, 0, 0, 0]]]
    }
  }

  private func checkRows() async {
    await check("2 × 3 cells with two anchors of three numbers, there and back") { sheet in
      sheet.call("predictionRows of [1, 6, 2, 3], predictionMap to the same shape")
      let map = Tensor(from: 0, through: 35, count: 36).reshaped(to: [1, 6, 2, 3])
      sheet["rows"] = predictionRows(of: map, anchorsPerCell: 2)
      let rows = Tensor(from: 0, through: 35, count: 36).reshaped(to: [12, 3])
      sheet["map"] = predictionMap(of: rows, shape: [1, 6, 2, 3])
    } equals: {
      ["rows": .tensor(manyRows), "map": .tensor(manyMaps)]
    }
  }

  private func checkLoss() async {
    await check("without an object the background is divided by 1, ignored rows cost nothing") {
      sheet in
      sheet.call("detectionLoss of labels [3, 3, −1, −1, 3], λ = 0.25", on: ["rows": answers])
      let targets = AnchorTargets(labels: [3, 3, -1, -1, 3], offsets: Tensor(zeros: [5, 4]))
      let result = detectionLoss(answers, targets, backgroundWeight: 0.25)
      sheet["loss"] = result.loss
      sheet["gradient of the offsets"] = result.gradient.slice(0..<4, along: 1)
      sheet["gradient of the logits"] = result.gradient.slice(4..<8, along: 1)
    } equals: {
      [
        "loss": 1.294106954, "gradient of the offsets": .tensor(Tensor(zeros: [5, 4])),
        "gradient of the logits": .tensor(backgroundGradient),
      ]
    }
    await check("the gradient agrees with central differences", weight: 2) { sheet in
      sheet.call("detectionLoss of labels [0, 1, 2, 1], λ = 0.3", on: ["rows": fourAnswers])
      let targets = AnchorTargets(labels: [0, 1, 2, 1], offsets: fourWanted)
      func result(_ rows: Tensor) -> LossResult {
        detectionLoss(rows, targets, backgroundWeight: 0.3)
      }
      sheet["loss"] = result(fourAnswers).loss
      sheet.gradientCheck(
        "gradient", of: fourAnswers, analytic: result(fourAnswers).gradient
      ) { Double(result($0).loss) }
    } equals: {
      ["loss": 4.901408928, "gradient": .gradient(fourGradient, afterForward: "loss")]
    }
  }

  private func checkDetections() async {
    await check("neighbours of one class, and two classes on one place, at other limits") { sheet in
      sheet.call("detections of anchors that overlap by IoU 0.43, overlap 0.3, then 0.5")
      let anchors = [box(0, 0, 10, 10), box(4, 0, 14, 10), box(8, 0, 18, 10)]
      let rows: Tensor = [
        [0, 0, 0, 0, 3, 0, 0], [0, 0, 0, 0, 2, 0, 0], [0, 0, 0, 0, 0, 2.5, 0],
      ]
      let few = detections(rows, anchors: anchors, overlap: 0.3)
      let many = detections(rows, anchors: anchors, overlap: 0.5)
      sheet["classes at 0.3"] = few.map(\.label)
      sheet["left edges at 0.3"] = few.map(\.box.x1)
      sheet["classes at 0.5"] = many.map(\.label)
      sheet["left edges at 0.5"] = many.map(\.box.x1)
      sheet["above 0.99"] = detections(rows, anchors: anchors, minimumScore: 0.99).count
    } equals: {
      [
        "classes at 0.3": .integers([0, 1]), "left edges at 0.3": [0, 8],
        "classes at 0.5": .integers([0, 1, 0]), "left edges at 0.5": [0, 8, 4], "above 0.99": 0,
      ]
    }
  }

  private func checkPrecision() async {
    await check("a detection takes the nearest object, not the first, and not the next one") {
      sheet in
      sheet.call("two objects of IoU 0.67 with each other, three detections on the second")
      let objects = [[object(0, 0, 0, 10, 10), object(0, 2, 0, 12, 10)]]
      let found = [
        [
          object(0, 2, 0, 12, 10, score: 0.9), object(0, 2, 0, 12, 9, score: 0.8),
          object(0, 0, 0, 10, 10, score: 0.7),
        ]
      ]
      sheet["hits"] = hits(of: 0, found, objects: objects)
      sheet["hits at 0.95"] = hits(of: 0, found, objects: objects, overlap: 0.95)
    } equals: {
      ["hits": [true, false, true], "hits at 0.95": [true, false, true]]
    }
    await check("detections of many scenes are ranked together; an IoU of the limit is enough") {
      sheet in
      sheet.call("hits(of: 3, …) in three scenes, the surest in the last, IoU 0.5 there")
      let objects = [[object(3, 0, 0, 10, 10)], [], [object(3, 0, 0, 10, 10)]]
      let found = [
        [object(3, 0, 0, 10, 10, score: 0.2)], [object(3, 0, 0, 10, 10, score: 0.6)],
        [object(3, 0, 0, 10, 5, score: 0.7)],
      ]
      sheet["hits"] = hits(of: 3, found, objects: objects)
      sheet["mAP at 0.5"] = meanAveragePrecision(found, objects: objects)
      sheet["mAP at 0.75"] = meanAveragePrecision(found, objects: objects, at: 0.75)
    } equals: {
      ["hits": [true, false, true], "mAP at 0.5": 0.833333333, "mAP at 0.75": 0.166666667]
    }
    await check("averagePrecision of seven detections, two of six objects never found") { sheet in
      sheet.call("averagePrecision([1, 0, 0, 1, 1, 0, 1]), 6 objects")
      sheet["precision"] = averagePrecision(
        [true, false, false, true, true, false, true], objects: 6)
    } equals: {
      ["precision": 0.461904762]
    }
    await check("false alarms of a class that is nowhere do not count") { sheet in
      sheet.call("meanAveragePrecision: class 0 is found, class 7 is only imagined")
      sheet["mAP"] = meanAveragePrecision(
        [[object(0, 0, 0, 4, 4, score: 0.5), object(7, 0, 0, 4, 4, score: 0.9)]],
        objects: [[object(0, 0, 0, 4, 4)]])
    } equals: {
      ["mAP": 1]
    }
  }
}

private func box(_ x1: Float, _ y1: Float, _ x2: Float, _ y2: Float) -> Box {
  Box(x1: x1, y1: y1, x2: x2, y2: y2)
}

private func object(
  _ label: Int, _ x1: Float, _ y1: Float, _ x2: Float, _ y2: Float, score: Float = 1
) -> SceneObject {
  SceneObject(label: label, box: box(x1, y1, x2, y2), score: score)
}

private var fourObjects: [SceneObject] {
  [
    object(3, 1, 2, 12, 20), object(0, 14, 3, 19, 21), object(1, 20, 10, 31, 19),
    object(3, 0, 20, 30, 24),
  ]
}
/// The anchors of 3 × 4 cells of 8 pixels: squares of 8 and 14, and the same areas 2.25 times as high.
private var gridAnchors: [Box] {
  let forms: [(width: Float, height: Float)] = [(8, 8), (16 / 3, 12), (14, 14), (28 / 3, 21)]
  return (0..<12).flatMap { cell -> [Box] in
    let (x, y) = (Float(cell % 4) * 8 + 4, Float(cell / 4) * 8 + 4)
    return forms.map { Box(centerX: x, centerY: y, width: $0.width, height: $0.height) }
  }
}
private let gridLabels = [
  4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 4, 4, 0, 4, 4, 4, 4, 4, 4, 4, 1, 4,
  4, 4, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4,
]
private let strictLabels = [
  4, 4, -1, -1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, -1, -1, 3, -1, 4, 4, 0, -1, 4, 4, -1, -1, -1,
  -1, 1, -1, -1, 4, -1, -1, -1, 4, 3, 4, -1, 4, -1, 4, 4, 4, -1, -1,
]
private let gridOffsets: Tensor = [
  [0.178571429, -0.071428571, -0.241162057, 0.251314428],
  [0.267857143, -0.047619048, 0.164303051, -0.15415068],
  [0.321428571, 0, -1.029619417, 0.251314428],
  [-0.178571429, 0.178571429, -0.241162057, -0.441832752],
  [0.214285714, 0.142857143, 0.762140052, -1.252762968],
]
private let manyRows: Tensor = [
  [0, 6, 12], [18, 24, 30], [1, 7, 13], [19, 25, 31], [2, 8, 14], [20, 26, 32], [3, 9, 15],
  [21, 27, 33], [4, 10, 16], [22, 28, 34], [5, 11, 17], [23, 29, 35],
]
private let manyMaps: Tensor = [
  [
    [[0, 6, 12], [18, 24, 30]], [[1, 7, 13], [19, 25, 31]], [[2, 8, 14], [20, 26, 32]],
    [[3, 9, 15], [21, 27, 33]], [[4, 10, 16], [22, 28, 34]], [[5, 11, 17], [23, 29, 35]],
  ]
]
private let answers: Tensor = [
  [2, -2.6, 0.4, -0.6, -0.5, -0.2, -2, -0.2], [0.15, -0.32, 0.75, 0.4, -0.3, -0.7, -1.1, -0.4],
  [0.5, -0.2, 1, -0.2, 0, 1.5, 0.5, -0.5], [-0.19, 0.1, 0.02, 0.6, -0.2, 1, -0.9, -0.3],
  [0.9, 0.6, 0.1, 0.7, -2.8, 1, -1, -1.7],
]
private let backgroundGradient: Tensor = [
  [0.063729213, 0.086025439, 0.014219909, -0.163974561],
  [0.082658662, 0.055407758, 0.037140931, -0.17520735], [0, 0, 0, 0], [0, 0, 0, 0],
  [0.004565793, 0.204096366, 0.02762144, -0.236283599],
]
private let fourAnswers: Tensor = [
  [0.28, 0.7, -0.44, -1.08, 0.03, -0.05, 1.41], [0.75, 0.19, 1.11, -0.21, -0.93, 0.58, 0.58],
  [-0.21, -0.78, 0.23, -2.49, 0.69, 0.49, -1.64], [0.06, -0.96, 0.76, -2.03, -0.91, 0.71, 1.16],
]
private let fourWanted: Tensor = [
  [-1.08, -0.25, 0.16, -0.3], [0.8, -0.6, 0.18, -0.52], [0, 0, 0, 0], [0.84, 0.38, 0.38, 0.57],
]
private let fourGradient: Tensor = [
  [
    0.333333333, 0.333333333, -0.333333333, -0.333333333, -0.276817172, 0.052170992, 0.22464618,
  ], [-0.15, 0.333333333, 0.333333333, 0.333333333, 0.033156076, -0.183244705, 0.150088629],
  [0, 0, 0, 0, 0.052191345, 0.042730659, -0.094922004],
  [
    -0.333333333, -0.333333333, 0.333333333, -0.333333333, 0.023847145, -0.212831554, 0.188984409,
  ],
]
