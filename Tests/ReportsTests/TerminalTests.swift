// Pictures in text, and how the abilities of a terminal are found out.

import Foundation
import Testing

@testable import Reports

struct TerminalTests {
  private let plain = Terminal(width: 60, hasUnicode: false)
  private let blocks = Terminal(width: 60)
  private let colors = Terminal(width: 60, isInteractive: true, hasColor: true)
  private let dot = Picture(width: 3, height: 4, [0.0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0])

  @Test("colour and redrawing need a terminal, no NO_COLOR and no dumb TERM")
  func abilities() {
    func made(_ environment: [String: String], _ isTerminal: Bool = true) -> Terminal {
      Terminal(environment: environment, isTerminal: isTerminal, columns: nil)
    }
    #expect(made(["TERM": "xterm"]).isInteractive && made(["TERM": "xterm"]).hasColor)
    #expect(!made(["TERM": "xterm"], false).isInteractive)
    #expect(!made(["NO_COLOR": "1"]).hasColor && !made(["NO_COLOR": "1"]).isInteractive)
    #expect(made(["NO_COLOR": ""]).hasColor)
    #expect(!made(["TERM": "dumb"]).isInteractive && !made(["TERM": "dumb"]).hasUnicode)
    #expect(made(["COLUMNS": "132"]).width == 132 && made([:]).width == 80)
  }

  @Test("the first locale variable that is set decides about Unicode")
  func locale() {
    func unicode(_ environment: [String: String]) -> Bool {
      Terminal(environment: environment, isTerminal: true, columns: 80).hasUnicode
    }
    #expect(unicode([:]) && unicode(["LANG": "de_CH.UTF-8"]) && unicode(["LANG": "C.utf8"]))
    #expect(
      !unicode(["LC_ALL": "C", "LANG": "de_CH.UTF-8"]) && !unicode(["LANG": "de_CH.ISO8859-1"]))
    #expect(unicode(["LC_ALL": "", "LANG": "en_US.UTF-8"]))
  }

  @Test("a picture is half blocks, colours or ASCII, two pixel rows a line")
  func images() {
    #expect(blocks.images([dot]) == " ▀ \n █ ")
    #expect(plain.images([dot]) == " + \n @ ")
    let colored = colors.images([dot])
    #expect(colored.hasPrefix("\u{1B}[38;5;232;48;5;232m▀\u{1B}[38;5;255;48;5;232m▀"))
    #expect(colored.hasSuffix("\u{1B}[0m"))
  }

  @Test("pictures stand side by side with captions until the line is full")
  func grid() {
    let text = Terminal(width: 20).images(
      Array(repeating: dot, count: 6), captions: ["a", "b", "\u{1B}[2Jlong"])
    let lines = text.components(separatedBy: "\n")
    #expect(lines.count == 7 && lines[0] == " ▀    ▀    ▀    ▀ ")
    #expect(lines[2].hasPrefix(" a    b    [2") && !text.contains("\u{1B}"))
    #expect(blocks.images([Picture]()) == "(no images)")
  }

  @Test("a picture wider than the terminal is made smaller, and odd heights and NaN are drawn")
  func awkward() {
    let wide = Picture(width: 100, height: 3, [Double](repeating: .nan, count: 300))
    for terminal in [plain, blocks, colors] {
      let lines = terminal.images([wide]).components(separatedBy: "\n")
      #expect(lines.allSatisfy { columns(of: withoutColors($0)) <= 60 })
    }
  }

  @Test("a sparkline rises with its values and leaves gaps")
  func sparkline() {
    #expect(blocks.sparkline([1.0, 2, .nan, 8]) == "▁▂ █")
    #expect(plain.sparkline([0.0, 1]) == "_@")
    #expect(blocks.sparkline([Double]()) == "" && blocks.sparkline([3.0]) == "▁")
    #expect(columns(of: blocks.sparkline((0..<1000).map(Double.init))) == 60)
  }

  @Test("a line chart fits the width, in ASCII alone where nothing else arrives")
  func lineChart() {
    let series = [Series("train", [3.0, 2, 1, 0.5]), Series("test", [3.1, 2.4, 2.2, .nan])]
    for terminal in [plain, blocks, colors] {
      let lines = withoutColors(terminal.lineChart(series, y: "loss", height: 6))
        .components(separatedBy: "\n")
      #expect(lines.count == 9 && lines.allSatisfy { columns(of: $0) <= 60 })
      #expect(lines[0].contains("loss") && lines[0].contains("train") && lines[8].contains("epoch"))
    }
    let ascii = plain.lineChart(series)
    #expect(ascii.allSatisfy { $0.isASCII })
    let small = plain.lineChart([Series("", [1e-7, -1e-7])])
    #expect(small.allSatisfy { $0.isASCII } && small.contains("-1e-7"))
    #expect(blocks.lineChart([Series("", [Double.nan])]) == "(no data)")
    #expect(blocks.lineChart([Series("", [1.0])]).contains("\u{2800}") == false)
  }

  @Test("a legend takes as many lines as its names need")
  func legend() {
    let series = (1...5).map { Series("a network of kind \($0)", [3.0, 2, 1]) }
    for terminal in [plain, blocks, colors] {
      let lines = withoutColors(terminal.lineChart(series, y: "loss", height: 6))
        .components(separatedBy: "\n")
      #expect(lines.count == 11 && lines.allSatisfy { columns(of: $0) <= 60 })
      #expect(lines[0].hasPrefix("loss   ") && lines[2].contains("kind 5"))
    }
  }

  @Test("ten classes of points have ten signs, and a legend within the width")
  func cloud() throws {
    let numbers = (0..<10).map(Double.init)
    let chart = ScatterChart(
      "cloud", x: numbers, y: numbers, classes: Array(0..<10),
      names: numbers.indices.map { "class number \($0)" })
    for terminal in [plain, blocks, colors] {
      let lines = withoutColors(try #require(terminal.text(of: chart)))
        .components(separatedBy: "\n")
      #expect(lines.allSatisfy { columns(of: $0) <= 60 })
      let names = lines.dropFirst(15).joined(separator: "   ").components(separatedBy: "   ")
      #expect(Set(names.dropFirst().compactMap(\.first)).count == 10)
    }
  }

  @Test("bars are as long as their values")
  func bars() {
    let text = plain.bars([("one", 1), ("two", 2), ("bad", .nan)], unit: "s")
    let lengths = text.components(separatedBy: "\n").map { $0.filter { $0 == "#" }.count }
    #expect(abs(lengths[1] - 2 * lengths[0]) <= 1 && lengths[2] == 0 && text.contains("2 s"))
    #expect(blocks.bars([]) == "(no data)")
  }

  @Test("a table aligns numbers to the right and is cut to the width")
  func table() {
    let text = plain.table(
      columns: ["layer", "parameters"], rows: [["Linear", "100480"], ["ReLU", "0"], ["short"]])
    #expect(
      text == """
        layer   parameters
        ------  ----------
        Linear      100480
        ReLU             0
        short
        """)
    let wide = plain.table(columns: ["a", "b"], rows: [[String(repeating: "x", count: 90), "1"]])
    #expect(wide.components(separatedBy: "\n").allSatisfy { $0.count <= 60 })
  }
}

/// The text without colour sequences.
func withoutColors(_ text: String) -> String {
  text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
}
