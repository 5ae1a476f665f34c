// Section detector: the practical of 3.13 and 3.14, digits found in cluttered scenes in one look.

import Datasets
import Lab3
import Reports
import Shared

func detector(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let (data, options) = (try lab.digits(), lab.options)
  var generator = SeededGenerator(seed: options.seed)
  var (detector, training) = (SceneDetector(using: &generator), DetectorTraining())
  training.epochs = options.epochs ?? (options.quick ? 2 : data.isFull ? 20 : training.epochs)
  page.say(
    """
    A network of convolutions alone, \(grouped(detector.network.parameterCount)) weights, looks at a scene of \
    64 × 64 pixels and answers for \(detector.anchors.count) anchors at once. In each of \
    \(training.epochs) epochs it sees \(training.scenes) new scenes of digits of the training part.
    """)
  let bar = page.progress("training", total: training.steps, unit: "batches")
  var losses: [Float] = []
  let time = seconds {
    losses = training.train(&detector, on: data.training.digits, seed: options.seed, bar)
  }
  page.illustrate(LineChart("Loss", losses))
  page.number("training time", time, unit: "s")
  let count = options.quick ? 200 : 1000
  let scenes = DigitScenes(count: count, of: data.test.digits, seed: options.seed + 1)
  page.say("Now it sees \(count) scenes whose digits and fragments it has never met.")
  var found: [[SceneObject]] = []
  let looking = seconds { found = detector.found(in: scenes.images, minimumScore: 0.02) }
  page.number("time to look at a scene", looking / Double(count) * 1000, unit: "ms")
  showScenes(scenes, found, on: &page)
  showPrecision(found, scenes.objects, on: &page)
}

private func showScenes(
  _ scenes: DigitScenes, _ found: [[SceneObject]], on page: inout LabPage
) {
  let shown = (0..<12).map { scene in found[scene].filter { $0.score >= 0.5 } }
  page.show(
    ImageGrid(
      "What it finds with a score of 0.5 and more",
      shown.indices.map { scenes.picture($0, framing: shown[$0].map(\.box)) },
      captions: shown.map { $0.map { "\($0.label)" }.joined(separator: " ") }, range: 0...1))
}

private func showPrecision(
  _ found: [[SceneObject]], _ objects: [[SceneObject]], on page: inout LabPage
) {
  let (half, strict) = (
    meanAveragePrecision(found, objects: objects),
    meanAveragePrecision(found, objects: objects, at: 0.75)
  )
  page.number("digits in them", "\(objects.joined().count)")
  page.number("mAP@0.5", percentText(half))
  page.number("mAP@0.75", percentText(strict))
  let precisions = (0..<SceneDetector.classes).map { label in
    averagePrecision(
      hits(of: label, found, objects: objects),
      objects: objects.joined().count { $0.label == label })
  }
  page.show(
    BarChart(
      "Average precision of each digit at an IoU of 0.5",
      precisions.enumerated().map { (name: "\($0)", value: (Double($1) * 1000).rounded() / 10) },
      axis: Axis("average precision", unit: "%", range: 0...100)))
  let order = precisions.indices.sorted { precisions[$0] < precisions[$1] }
  guard let worst = order.first, let best = order.last else { return }
  page.illustrate(
    LineChart(
      "Precision over recall, the easiest digit and the hardest",
      [best, worst].map { label in
        let total = objects.joined().count { $0.label == label }
        var right = 0
        let points = hits(of: label, found, objects: objects).enumerated().map { rank, isHit in
          right += isHit ? 1 : 0
          return (
            recall: Double(right) / Double(total), precision: Double(right) / Double(rank + 1)
          )
        }
        return Series("\(label)", x: points.map(\.recall), y: points.map(\.precision))
      }, x: Axis("recall", range: 0...1), y: Axis("precision", range: 0...1)))
}
