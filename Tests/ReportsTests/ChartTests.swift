// Every chart: well-formed, described in words, and drawable on any data.

import Foundation
import Shared
import Testing

@testable import Reports

struct ChartTests {
  @Test(
    "every chart is well-formed at any width, on good data and on bad",
    arguments: [20.0, 340, 680, 2000])
  func wellFormed(width: Double) {
    for chart in sampleCharts + hopelessCharts {
      let drawing = chart.svg(width: width)
      #expect(problems(inXML: drawing) == nil, "\(chart.title)")
      #expect(!drawing.contains("nan") && !drawing.contains("inf\""), "\(chart.title)")
    }
  }

  @Test("every chart has a title and a description for those who cannot see it")
  func alternatives() {
    for chart in sampleCharts + hopelessCharts {
      let drawing = chart.svg(width: 340)
      #expect(drawing.contains("role=\"img\""))
      #expect(drawing.contains("<title>\(escaped(chart.title))</title>"))
      #expect(drawing.contains("<desc>\(escaped(chart.summary))</desc>"))
      #expect(drawing.contains("aria-label=\"\(escaped("\(chart.title). \(chart.summary)"))\""))
      #expect(chart.summary.count > 10, "\(chart.title)")
    }
  }

  @Test("a hostile title never becomes markup")
  func hostileTitle() {
    let drawing = BarChart(hostile, [(hostile, 1)], axis: Axis(hostile)).document()
    #expect(!drawing.contains("<script") && !drawing.contains("\u{1B}"))
    #expect(problems(inXML: drawing) == nil)
  }

  @Test("a chart as a file brings its colours, light and dark")
  func document() {
    let drawing = sampleLines.document()
    #expect(problems(inXML: drawing) == nil)
    #expect(drawing.contains("prefers-color-scheme:dark") && drawing.contains("--s0:"))
  }

  @Test("a line that diverges leaves a gap and says how many values are missing")
  func gaps() {
    let losses: [Float] = [2, 1, .nan, 3, .infinity, 5]
    let chart = LineChart("Loss", losses)
    #expect(chart.summary.contains("2 values not finite, not drawn"))
    let drawing = chart.svg(width: 340)
    #expect(drawing.contains(">2 values not finite, not drawn<"))
    let line = drawing.components(separatedBy: "class=\"line\"")
    #expect(line.count == 2 && line[1].prefix { $0 != "/" }.filter { $0 == "M" }.count == 1)
  }

  @Test("a single point is a dot")
  func singlePoint() {
    let drawing = LineChart("Loss", [0.5]).svg(width: 340)
    #expect(!drawing.contains("class=\"line\"") && drawing.contains("class=\"mark\""))
  }

  @Test("a long line keeps its peaks and loses the points that no pixel shows")
  func thinning() {
    var values = (0..<50_000).map { sin(Double($0) / 900) }
    values[31_234] = 40
    let drawing = LineChart("Loss", values).svg(width: 680)
    #expect(drawing.utf8.count < 60_000)
    let top = LineChart("Loss", values).summary
    #expect(top.contains("highest 40 at"))
    let runs = LineChart("Loss", values).runs(
      of: Series("", values),
      PlotFrame(
        width: 680, height: 200, x: ([1, 50_000], "x"), y: (values, "y"), legend: [],
        snappingX: false))
    #expect(runs.flatMap { $0 }.contains { $0.index == 31_234 })
  }

  @Test("the lowest point is marked with its value and place")
  func extreme() {
    let chart = LineChart("Loss", [Series("a", [3, 1.25, 2]).marking(.minimum)])
    #expect(chart.svg(width: 340).contains(">1.25 at 2<"))
    #expect(Series("", [Double.nan, 2, 7]).marking(.maximum).extremeIndex { _, y in y < 1e9 } == 2)
  }

  @Test("bars tell their values, and a bar below zero reaches to the left")
  func bars() {
    let chart = BarChart("b", [("up", 2.5), ("down", -4)])
    #expect(chart.summary.contains("up: 2.5. down: −4."))
    #expect(chart.svg(width: 340).contains(">−4.0<"))
  }

  @Test("a confusion matrix counts pairs and gives recall and precision")
  func confusion() {
    let matrix = ConfusionMatrix(
      "m", labels: [0, 0, 0, 1, 1, 2, -1], predictions: [0, 0, 1, 1, 1, 0, 0])
    #expect(matrix.counts == [[2, 1, 0], [0, 2, 0], [1, 0, 0]])
    #expect(matrix.total == 6 && matrix.accuracy == 4.0 / 6)
    #expect(matrix.recall(0) == 2.0 / 3 && matrix.precision(1) == 2.0 / 3)
    #expect(matrix.recall(2) == 0 && matrix.precision(2).isNaN)
    #expect(matrix.mistakes.map(\.count) == [1, 1])
    #expect(matrix.summary.contains("0 taken for 1 1 time"))
  }

  @Test("a boundary runs where the probability is one half")
  func boundary() throws {
    let field = ClassField(
      scores: (0..<16).map { [Double($0 % 4) / 3] }, columns: 4, rows: 4)
    let segments = field.margins[0].zeroSegments
    #expect(segments.count == 3)
    #expect(segments.allSatisfy { $0.allSatisfy { abs($0.column - 1.5) < 1e-9 } })
    #expect(field.shares.map(\.share) == [0.5, 0.5])
  }

  @Test("tensors are drawn by their shapes")
  func tensors() {
    #expect(Picture.all(in: Tensor(zeros: [3, 4, 5])).map(\.width) == [5, 5, 5])
    #expect(Picture.all(in: Tensor(zeros: [2, 1, 4, 5])).count == 2)
    let first = Picture.all(in: [[1, 2, 3], [4, 5, 6]])
    #expect(first == [Picture(width: 3, height: 2, [1.0, 2, 3, 4, 5, 6])])
    #expect(
      HeatMap("h", [[1, 2, 3], [4, 5, 6]] as Tensor).summary.contains("2 rows and 3 columns"))
    let losses: Tensor = [3, 2, 1]
    #expect(Series("loss", losses).y == [3, 2, 1])
  }
}
