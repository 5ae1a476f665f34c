// A page with one of everything, which several tests look at.

import Foundation
import Shared

@testable import Reports

/// One chart of each kind, on ordinary data.
let sampleCharts: [any Chart] = [
  sampleLines, sampleScatter, sampleBars, sampleHeatMap, sampleConfusion, sampleDigits,
  sampleWeights, sampleBoundary, sampleSurface,
]

/// The same kinds on data without a single usable value.
let hopelessCharts: [any Chart] = [
  LineChart(hostile, [Series(hostile, [Double.nan, .infinity])], y: Axis("", scale: .logarithmic)),
  LineChart("empty", [Double]()), LineChart("no series", [Series]()),
  ScatterChart("empty", x: [Double](), y: [Double]()),
  ScatterChart("infinite", x: [Double.infinity, .nan], y: [1.0, 2], classes: [3, -1]),
  BarChart("empty", []), BarChart("bad", [(hostile, .nan), ("∞", -.infinity)]),
  HeatMap("vast", [-Double.greatestFiniteMagnitude, 1, .greatestFiniteMagnitude], columns: 2),
  ImageGrid("no range", [Picture(width: 1, height: 1, [1.0])], range: 2...2),
  LineChart("fixed", [1.0, 2], y: Axis("", range: 3...3)), HeatMap("empty", [Double](), columns: 0),
  HeatMap("bad", [Double.nan, .infinity], columns: 1),
  ConfusionMatrix("empty", counts: []), ConfusionMatrix("zero", counts: [[0, 0], [0, 0]]),
  ImageGrid("empty", []),
  ImageGrid("bad", [Picture(width: 2, height: 2, [Double.nan])], captions: [hostile]),
  DecisionBoundary("bad", x: [Double](), y: [Double](), classes: []) { $0.map { _ in [.nan] } },
  DecisionBoundary("short", x: [1.0], y: [Double.nan], classes: [9]) { _ in [] },
  SurfaceChart("flat", x: 0...1, y: 0...1, paths: [Series("", [Double]())]) { _, _ in 7 },
]

/// A text that tries to leave its place.
let hostile = "</title><script>alert('1')</script> & \"quoted\" \u{0}\u{1B}[31m ]]> 😀"

let sampleLines = LineChart(
  "Loss of the digits network",
  [
    Series("training", curve(20) { 2.3 * exp(-$0 / 4) + 0.02 }),
    Series("validation", curve(20) { 2.3 * exp(-$0 / 4) + 0.08 + 0.006 * $0 }).marking(.minimum)
      .banded(
        lower: curve(20) { 2.2 * exp(-$0 / 4) + 0.06 + 0.004 * $0 },
        upper: curve(20) { 2.4 * exp(-$0 / 4) + 0.12 + 0.01 * $0 }),
    Series("without hidden layer", curve(20) { 1.2 * exp(-$0 / 6) + 0.3 }),
  ], x: "epoch", y: Axis("cross-entropy", unit: "nats", scale: .logarithmic))

let sampleScatter = ScatterChart(
  "Three classes", points: samplePoints.points, classes: samplePoints.classes,
  names: ["setosa", "versicolor", "virginica"],
  axes: (Axis("petal length", unit: "cm"), Axis("petal width", unit: "cm")))

let sampleBars = BarChart(
  "Test accuracy by optimizer", names: ["SGD", "Momentum", "Nesterov", "Adam"],
  [Series("training", [91.2, 97.8, 98.0, 99.4]), Series("test", [90.7, 96.4, 96.6, 97.1])],
  axis: Axis("accuracy", unit: "%"))

let sampleHeatMap = HeatMap(
  "Correlation of the features",
  Tensor((0..<64).map { cos(Float($0 / 8 - $0 % 8) * 0.8) }, shape: [8, 8]),
  rowNames: ["age", "sex", "bmi", "pressure", "s1", "s2", "s3", "s4"],
  columnNames: ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4"], colors: .diverging)

let sampleConfusion = ConfusionMatrix(
  "Digits, true against predicted",
  counts: (0..<10).map { row in
    (0..<10).map { column in
      row == column ? 1000 - 17 * row : (row * 7 + column * 3) % 5 == 0 ? row + column : 0
    }
  })

let sampleDigits = ImageGrid(
  "The worst mistakes", (0..<14).map { ring(28, radius: 5 + Double($0) / 2) },
  captions: (0..<14).map { "\($0 % 10), not \(($0 + 3) % 10)" })

let sampleWeights = ImageGrid(
  "Weights of the first layer",
  (0..<8).map { number in
    Picture(
      width: 28, height: 28,
      (0..<784).map { index in
        sin(Double(index / 28) / Double(2 + number)) * cos(Double(index % 28) / 4)
      })
  }, captions: (1...8).map { "unit \($0)" }, colors: .diverging)

let sampleBoundary = DecisionBoundary(
  "A network of two hidden units on XOR",
  points: Tensor(
    (0..<120).flatMap { index -> [Float] in
      [Float(index * 37 % 101) / 50 - 1, Float(index * 53 % 97) / 48 - 1]
    }, shape: [120, 2]),
  classes: (0..<120).map { ($0 * 37 % 101 > 50) != ($0 * 53 % 97 > 48) ? 1 : 0 },
  names: ["equal", "different"]
) { places in
  Tensor(
    (0..<places.shape[0]).map { 1 / (1 + exp(9 * places[$0, 0] * places[$0, 1])) },
    shape: [places.shape[0]])
}

let sampleSurface = SurfaceChart(
  "Optimizers on a long valley", x: -2...2, y: -1.5...1.5,
  paths: [
    Series("SGD", x: curve(40) { -1.8 + $0 / 20 }, y: curve(40) { 1.2 * pow(-0.9, $0) }),
    Series(
      "Momentum", x: curve(40) { -1.8 + $0 / 11 }, y: curve(40) { 1.2 * cos($0) * exp(-$0 / 9) }),
  ], axes: ("w₁", "w₂")
) { x, y in 0.3 * x * x + 4 * y * y }

private let samplePoints: (points: Tensor, classes: [Int]) = {
  var generator = SeededGenerator(seed: 3)
  let noise = Tensor(randomNormal: [90, 2], standardDeviation: 0.3, using: &generator)
  let centres: Tensor = [[1.4, 0.3], [4.2, 1.3], [5.5, 2.1]]
  let classes = (0..<90).map { $0 % 3 }
  return (centres.rows(at: classes) + noise, classes)
}()

private func curve(_ count: Int, _ value: (Double) -> Double) -> [Double] {
  (1...count).map { value(Double($0)) }
}

private func ring(_ size: Int, radius: Double) -> Picture {
  let centre = Double(size - 1) / 2
  return Picture(
    width: size, height: size,
    (0..<(size * size)).map { index in
      let distance = hypot(Double(index / size) - centre, Double(index % size) - centre)
      return max(0, 1 - abs(distance - radius) / 2)
    })
}

/// A page with every block and chart.
func sampleReport() -> Report {
  var report = Report(
    title: "Lab 1: Perceptron", subtitle: "Seed 1 · 5,000 digits for training, 1,000 for testing")
  report.section("The digits network")
  report.numbers([
    ("Test accuracy", "97.1 %"), ("Parameters", "101,770"), ("Training time", "8.4 s"),
    ("Seconds per epoch", "0.84 s"),
  ])
  report.text(
    "A network of 784–128–10 units learns with `Adam(learningRate: 0.001)`.\n\nIts loss falls quickly, then the validation loss turns upward."
  )
  report.chart(sampleLines, caption: "The ring marks the epoch with the lowest validation loss.")
  report.chart(sampleConfusion)
  report.chart(sampleDigits, caption: "Ordered by how sure the network was.")
  report.chart(sampleWeights)
  report.section("Optimizers")
  report.chart(sampleBars)
  report.chart(sampleSurface)
  report.table(
    columns: ["optimizer", "learning rate", "test accuracy", "seconds"],
    rows: [
      ["SGD", "0.1", "90.7 %", "7.9"], ["Momentum, Nesterov form", "0.05", "96.6 %", "8.1"],
      ["Adam", "0.001", "97.1 %", "8.4"],
    ],
    caption: "Ten epochs each")
  report.section("Other pictures")
  report.charts([sampleBoundary, sampleScatter])
  report.chart(sampleHeatMap)
  report.heading("In the terminal")
  report.code(
    Terminal(width: 72).lineChart(sampleLines.series, y: sampleLines.y) + "\n\n"
      + Terminal(width: 72).images(Array(sampleDigits.pictures.prefix(2)), captions: ["0", "1"]))
  return report
}
