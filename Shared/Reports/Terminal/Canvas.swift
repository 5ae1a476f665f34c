// Dots in text: Braille characters hold two by four dots each, plain characters one.

/// A field of characters to draw lines on; places run from 0 to 1 in both directions, upward.
struct Canvas {
  private let columns: Int
  private let rows: Int
  private let terminal: Terminal
  private let dotsAcross: Int
  private let dotsDown: Int
  /// The dots of each character, as bits, and the series that drew there last.
  private var dots: [UInt8]
  private var owners: [Int]
  private var isAlone = true

  init(columns: Int, rows: Int, terminal: Terminal) {
    self.columns = columns
    self.rows = rows
    self.terminal = terminal
    let fine = terminal.hasUnicode
    (dotsAcross, dotsDown) = fine ? (2, 4) : (1, 1)
    dots = Array(repeating: 0, count: columns * rows)
    owners = Array(repeating: 0, count: columns * rows)
  }

  /// The sign of a series in the legend.
  static func mark(_ index: Int, _ terminal: Terminal, alone: Bool) -> String {
    let marks = terminal.hasUnicode ? ["•", "×", "+", "○", "◆"] : ["*", "x", "+", "o", "#"]
    return terminal.hasUnicode && (alone || terminal.hasColor) ? "⠶" : marks[index % marks.count]
  }

  /// Draws a line through points.
  mutating func draw(_ points: [(x: Double, y: Double)], series: Int) {
    isAlone = isAlone && series == 0
    var previous: (x: Int, y: Int)?
    for point in points where (-0.001...1.001).contains(point.x) {
      guard (-0.001...1.001).contains(point.y) else {
        previous = nil
        continue
      }
      let x = Int((point.x * Double(columns * dotsAcross - 1)).rounded())
      let y = Int(((1 - point.y) * Double(rows * dotsDown - 1)).rounded())
      connect(previous ?? (x, y), (x, y), series)
      previous = (x, y)
    }
  }

  private mutating func connect(_ a: (x: Int, y: Int), _ b: (x: Int, y: Int), _ series: Int) {
    let steps = max(1, abs(b.x - a.x), abs(b.y - a.y))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let x = a.x + Int((Double(b.x - a.x) * share).rounded())
      let y = a.y + Int((Double(b.y - a.y) * share).rounded())
      let cell = y / dotsDown * columns + x / dotsAcross
      dots[cell] |= dotBit(x % dotsAcross, y % dotsDown)
      owners[cell] = series
    }
  }

  /// The bits of a Braille character go down its left column, then its right; the last row came
  /// later (Unicode, block 2800).
  private func dotBit(_ x: Int, _ y: Int) -> UInt8 {
    y == 3 ? (x == 0 ? 0x40 : 0x80) : 1 << UInt8(3 * x + y)
  }

  /// The rows of text, the top one first.
  var lines: [String] {
    (0..<rows).map { row in
      (0..<columns).map { text(row * columns + $0) }.joined()
    }
  }

  private func text(_ cell: Int) -> String {
    guard dots[cell] != 0 else { return " " }
    guard terminal.hasUnicode, isAlone || terminal.hasColor,
      let braille = Unicode.Scalar(0x2800 + UInt32(dots[cell]))
    else { return Canvas.mark(owners[cell], terminal, alone: isAlone) }
    return terminal.colored(String(Character(braille)), series: owners[cell])
  }
}
