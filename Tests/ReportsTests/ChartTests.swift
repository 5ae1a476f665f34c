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

  @Test("the text of a marked point stands where no line runs", arguments: [340.0, 680])
  func noteBesideLines(width: Double) throws {
    let steps = (-12...0).map { pow(10, Double($0) / 2) }
    let errors = steps.map { $0 * $0 + 1e-7 / $0 }
    let chart = LineChart(
      "V", [Series("", x: steps, y: errors).marking(.minimum)], x: Axis("h", scale: .logarithmic),
      y: Axis("error", scale: .logarithmic))
    let drawing = chart.svg(width: width)
    let note = try #require(
      drawing.firstMatch(of: /class="note" x="([0-9.]+)" y="([0-9.]+)"[^>]*>([^<]+)/))
    let (left, bottom) = (try #require(Double(note.1)), try #require(Double(note.2)))
    let box = Box(
      left: left, right: left + textWidth(String(note.3)), top: bottom - 9, bottom: bottom)
    let line = try #require(drawing.firstMatch(of: /class="line" d="M([^"]+)"/)).1
    let points = line.split(separator: "L").map {
      $0.split(separator: " ").compactMap { Double($0) }
    }
    #expect(points.count == steps.count)
    for (start, end) in zip(points, points.dropFirst()) {
      #expect(!box.meets(from: (start[0], start[1]), to: (end[0], end[1])))
    }
  }

  @Test("a straight line meets the box that it crosses, ends or begins in, and no other")
  func lineAndBox() {
    let box = Box(left: 0, right: 10, top: 0, bottom: 4)
    #expect(box.meets(from: (-5, 2), to: (15, 2)) && box.meets(from: (5, -9), to: (5, 9)))
    #expect(box.meets(from: (5, 2), to: (50, 50)) && box.meets(from: (-1, -1), to: (3, 3)))
    #expect(!box.meets(from: (-5, 5), to: (15, 5)) && !box.meets(from: (11, 0), to: (20, 4)))
    #expect(!box.meets(from: (-4, 1), to: (1, -4)) && !box.meets(from: (-9, 2), to: (-1, 2)))
  }

  @Test("a line in steps holds each value until the next")
  func steps() {
    let drawing = LineChart("s", [Series("", [4, 4, 2]).stepped()]).svg(width: 340)
    let path = drawing.firstMatch(of: /class="line" d="M([^"]+)"/)?.1 ?? ""
    let points = path.split(separator: "L").map { $0.split(separator: " ") }
    #expect(points.count == 5)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0[0] == $1[0] || $0[1] == $1[1] })
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

  @Test("precisions of many classes have no decimals where the matrix is narrow")
  func narrowConfusion() {
    let labels = (0..<30).map { $0 % 10 }
    let matrix = ConfusionMatrix(
      "m", labels: labels, predictions: labels.map { $0 == 9 ? 0 : $0 })
    #expect(matrix.svg(width: 560).contains(">50.0<"))
    #expect(matrix.svg(width: 300).contains(">50<"))
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
