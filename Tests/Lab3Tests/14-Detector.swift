// Tests of 3.14: who answers for whom, rows and maps, the loss, the list of objects, precision.
// The decimals are reference values computed in double precision (the loss by PyTorch).

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
    await check("an anchor answers from IoU 0.5 on, is background below 0.4, else ignored") {
      sheet in
      sheet.call("one object, class 2 of 3, and anchors of IoU 1, 0.5, 0.45, 0.33 and 0 with it")
      let targets = AnchorTargets(
        assigning: [object(2, 0, 0, 10, 10)],
        to: [
          box(0, 0, 10, 10), box(0, 0, 10, 20), box(0, 0, 10, 22), box(0, 0, 10, 30),
          box(40, 40, 50, 50),
        ], classes: 3)
      sheet["labels"] = targets.labels
      sheet["offsets"] = targets.offsets
    } equals: {
      [
        "labels": .integers([2, 2, -1, 3, 3]),
        "offsets": [
          [0, 0, 0, 0], [0, -0.25, 0, -0.693147181], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0],
        ],
      ]
    }
    await check("every object claims the best anchor that is left, however poor") { sheet in
      sheet.call("a square and a strip of IoU 0.3 and 0.25 with the two anchors near them")
      let targets = AnchorTargets(
        assigning: [object(0, 0, 0, 10, 10), object(1, 0, 0, 3, 10)],
        to: [box(0, 0, 10, 10), box(0, 0, 10, 12), box(30, 0, 40, 10)], classes: 2)
      sheet["labels"] = targets.labels
      sheet["offsets"] = targets.offsets
    } equals: {
      [
        "labels": .integers([0, 1, 2]),
        "offsets": [
          [0, 0, 0, 0], [-0.35, -0.083333333, -1.203972804, -0.182321557], [0, 0, 0, 0],
        ],
      ]
    }
    await check("without objects all is background") { sheet in
      sheet.call("no objects, 2 anchors, 5 classes")
      let targets = AnchorTargets(
        assigning: [], to: [box(0, 0, 10, 10), box(9, 9, 12, 12)], classes: 5)
      sheet["labels"] = targets.labels
      sheet["offsets"] = targets.offsets
    } equals: {
      ["labels": .integers([5, 5]), "offsets": [[0, 0, 0, 0], [0, 0, 0, 0]]]
    }
  }

  private func checkRows() async {
    await check("a row for each anchor of each cell, and back") { sheet in
      let map = Tensor(from: 0, through: 15, count: 16).reshaped(to: [2, 4, 1, 2])
      sheet.call("predictionRows(of: map, anchorsPerCell: 2), map [2, 4, 1, 2] of 0, 1, … 15")
      sheet["rows"] = predictionRows(of: map, anchorsPerCell: 2)
      sheet["map"] = predictionMap(of: rowsOfMap, shape: [2, 4, 1, 2])
    } equals: {
      ["rows": .tensor(rowsOfMap), "map": .tensor(mapOfRows)]
    }
  }

  private func checkLoss() async {
    let (answers, targets) = (answers, AnchorTargets(labels: [3, 1, -1, 0, 3], offsets: wanted))
    await check("the loss and its gradient agree with PyTorch's", weight: 2) { sheet in
      sheet.call("detectionLoss(rows, labels [3, 1, −1, 0, 3]), C = 3", on: ["rows": answers])
      let result = detectionLoss(answers, targets)
      sheet["loss"] = result.loss
      sheet["gradient of the offsets"] = result.gradient.slice(0..<4, along: 1)
      sheet["gradient of the logits"] = result.gradient.slice(4..<8, along: 1)
    } equals: {
      [
        "loss": 3.578227915, "gradient of the offsets": .tensor(offsetGradient),
        "gradient of the logits": .tensor(logitGradient),
      ]
    }
  }

  private func checkDetections() async {
    await check("the surest boxes of each class, moved from their anchors") { sheet in
      sheet.call("detections of five anchors, C = 2", on: ["rows": fiveAnswers])
      let found = detections(fiveAnswers, anchors: fiveAnchors)
      sheet["classes"] = found.map(\.label)
      sheet["scores"] = found.map(\.score)
      sheet["boxes"] = table(found)
    } equals: {
      [
        "classes": .integers([0, 1]), "scores": [0.858981, 0.843795],
        "boxes": [[1, 0, 11, 10], [0, 0, 10, 10]],
      ]
    }
    await check("a class below \"nothing\" is an answer too, where little is asked for") { sheet in
      sheet.call("detections of five anchors, minimumScore 0.3", on: ["rows": fiveAnswers])
      let found = detections(fiveAnswers, anchors: fiveAnchors, minimumScore: 0.3)
      sheet["classes"] = found.map(\.label)
      sheet["scores"] = found.map(\.score)
    } equals: {
      ["classes": .integers([0, 1, 0]), "scores": [0.858981, 0.843795, 0.331499]]
    }
  }

  private func checkPrecision() async {
    await check("hits: the surest first, each object once, class and scene must be right") {
      sheet in
      sheet.call("hits(of: 0, …): two scenes, six detections")
      sheet["hits of class 0"] = hits(of: 0, sixDetections, objects: threeObjects)
      sheet["hits of class 1"] = hits(of: 1, sixDetections, objects: threeObjects)
    } equals: {
      ["hits of class 0": [true, false, false, true], "hits of class 1": [false, true]]
    }
    await check("averagePrecision: a later, higher precision fills the dents") { sheet in
      sheet.call("averagePrecision of hits and misses, 2 objects")
      sheet["hit, miss, hit"] = averagePrecision([true, false, true], objects: 2)
      sheet["miss, hit, hit"] = averagePrecision([false, true, true], objects: 2)
      sheet["one hit"] = averagePrecision([true], objects: 2)
      sheet["nothing found"] = averagePrecision([], objects: 2)
    } equals: {
      [
        "hit, miss, hit": 0.833333333, "miss, hit, hit": 0.666666667, "one hit": 0.5,
        "nothing found": 0,
      ]
    }
    await check("meanAveragePrecision is the mean over the classes that are there") { sheet in
      sheet.call("meanAveragePrecision of six detections of three objects of the classes 0 and 1")
      sheet["mAP"] = meanAveragePrecision(sixDetections, objects: threeObjects)
      sheet["mAP of the objects themselves"] = meanAveragePrecision(
        threeObjects, objects: threeObjects)
      sheet["mAP of nothing"] = meanAveragePrecision([[], []], objects: threeObjects)
    } equals: {
      ["mAP": 0.625, "mAP of the objects themselves": 1, "mAP of nothing": 0]
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

/// A row of edges for each object, [N, 4].
private func table(_ objects: [SceneObject]) -> Tensor {
  Tensor(
    objects.flatMap { [$0.box.x1, $0.box.y1, $0.box.x2, $0.box.y2] }, shape: [objects.count, 4])
}

private let rowsOfMap: Tensor = [
  [0, 2], [4, 6], [1, 3], [5, 7], [8, 10], [12, 14], [9, 11], [13, 15],
]
private let mapOfRows: Tensor = [
  [[[0, 1]], [[2, 3]], [[4, 5]], [[6, 7]]], [[[8, 9]], [[10, 11]], [[12, 13]], [[14, 15]]],
]
private let answers: Tensor = [
  [2, -2.6, 0.4, -0.6, -0.5, -0.2, -2, -0.2], [0.15, -0.32, 0.75, 0.4, -0.3, -0.7, -1.1, -0.4],
  [0.5, -0.2, 1, -0.2, 0, 1.5, 0.5, -0.5], [-0.19, 0.1, 0.02, 0.6, -0.2, 1, -0.9, -0.3],
  [0.9, 0.6, 0.1, 0.7, -2.8, 1, -1, -1.7],
]
private let wanted: Tensor = [
  [0, 0, 0, 0], [0.1, -0.3, 0.25, 0.5], [0, 0, 0, 0], [-0.2, 0.4, 0.1, -0.6], [0, 0, 0, 0],
]
private let offsetGradient: Tensor = [
  [0, 0, 0, 0], [0.225, -0.09, 0.5, -0.45], [0, 0, 0, 0], [0.045, -0.5, -0.36, 0.5],
  [0, 0, 0, 0],
]
private let logitGradient: Tensor = [
  [0.063729213, 0.086025439, 0.014219909, -0.163974561],
  [0.165317323, -0.389184484, 0.074281862, 0.1495853], [0, 0, 0, 0],
  [-0.412610935, 0.290141914, 0.043396125, 0.079072896],
  [0.004565793, 0.204096366, 0.02762144, -0.236283599],
]
/// The same square, seen from five anchors: class 0, class 1, class 0 or nothing, class 0, nothing.
private var fiveAnchors: [Box] {
  [
    box(0, 0, 10, 10), box(0, 0, 10, 10), box(30, 30, 40, 40), box(0, 0, 10, 10), box(9, 9, 19, 19),
  ]
}
private let fiveAnswers: Tensor = [
  [0, 0, 0, 0, 2, 0, 0], [0, 0, 0, 0, 0, 3, 1], [0, 0, 0, 0, 1, 0, 1.5],
  [0.1, 0, 0, 0, 2.5, 0, 0], [0, 0, 0, 0, -2, -1, 3],
]
private var threeObjects: [[SceneObject]] {
  [[object(0, 0, 0, 10, 10), object(1, 20, 0, 30, 10)], [object(0, 0, 0, 10, 10)]]
}
private var sixDetections: [[SceneObject]] {
  [
    [
      object(0, 0, 0, 10, 8, score: 0.9), object(0, 0, 0, 10, 10, score: 0.8),
      object(0, 20, 0, 30, 10, score: 0.7), object(1, 20, 0, 30, 12, score: 0.3),
    ],
    [object(0, 0, 0, 10, 11, score: 0.6), object(1, 20, 0, 30, 10, score: 0.5)],
  ]
}
