// The line format between child and judge: it carries every value bit by bit and ignores the rest.
import Testing

@testable import Grading

struct MessageTests {
  private let records: [SheetRecord] = [
    .floats([1, -0.0, .nan, .infinity, .leastNonzeroMagnitude], shape: [5]),
    .floats([], shape: [0, 3]),
    .doubles([.pi], shape: []),
    .integers([.min, .max], shape: [1, 2]),
    .flags([true, false], shape: [2]),
    .texts(["", "größer\n"], shape: [2]),
    .list([.floats([1, 2], shape: [2, 1]), .list([])]),
  ]

  @Test("every value arrives bit by bit") func roundTrip() throws {
    for record in records {
      let line = Message(.entry, "dW of layer 2", record).line(token: "T", check: 3)
      let text = try #require(line.split(separator: "\n").first)
      let (check, message) = try #require(Message.parse(text, token: "T"))
      #expect(check == 3 && message.text == "dW of layer 2" && message.kind == .entry)
      #expect(message.value.map { "\($0)" } == "\(record)")
    }
  }

  @Test("a line cut short or of another session is no message") func damaged() throws {
    let line = Message(.entry, "y", records[0]).line(token: "T", check: 0)
    let text = try #require(line.split(separator: "\n").first)
    #expect(Message.parse(text, token: "U") == nil)
    for length in 0..<text.count { #expect(Message.parse(text.prefix(length), token: "T") == nil) }
  }

  @Test("a line of nothing but separators is no message") func separators() {
    let line = "T" + String(repeating: " ", count: 100_000) + "T"
    #expect(Message.parse(line[...], token: "T") == nil)
  }

  @Test("rows without elements and control characters never reach the page") func rendering() {
    #expect(Rendering.number(0.1) == "0.1" && Rendering.number(1e300) == "1e+300")
    let endless = SheetRecord.floats([], shape: [4_000_000_000, 0])
    #expect(Rendering.text(endless) == "[]")
    #expect(Rendering.text(.texts(["a\u{1b}[2J"], shape: [])) == "\"a�[2J\"")
    let long = SheetRecord.texts([String(repeating: "a", count: 1_000_000)], shape: [])
    #expect(Rendering.text(long).count < 2100)
  }

  @Test("hostile lengths are refused without being believed") func bombs() {
    let bombs: [[UInt8]] = [
      [1, 2, 255, 255, 255, 255, 255, 255, 255, 255],
      [1, 9], [5, 0, 255, 255, 255, 127], [6, 1, 255, 255, 255, 255], [7, 0],
      [1, 1, 2, 0, 0, 0, 1],
      Array(repeating: [6, 1, 1, 0, 0, 0], count: 100).flatMap { $0 },
    ]
    for bytes in bombs {
      var reader = ByteReader(bytes: bytes)
      #expect(reader.record() == nil)
    }
  }
}
