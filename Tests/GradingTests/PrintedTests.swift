// What the learner's code printed is told with the check that printed it.
import Testing

@testable import Grading

struct PrintedTests {
  private let mark = Printed.mark("T")

  @Test("lines go to the check whose mark stands before them") func sorted() {
    let printed = Printed(
      "start\n\(mark) 0\na\nb\n\(mark) -1\nbetween\n\(mark) 1\nc\n\(mark) -1\nend", token: "T")
    #expect(printed.lines(of: 0) == ["a", "b"] && printed.lines(of: 1) == ["c"])
    #expect(printed.lines(of: 2).isEmpty && !printed.whole.contains(mark))
    for word in ["start", "between", "end"] { #expect(printed.whole.contains(word)) }
  }

  @Test("a mark of another session is a line like others") func forged() {
    let printed = Printed("\(mark) 0\n\(Printed.mark("U")) 1\nx", token: "T")
    #expect(
      printed.lines(of: 0) == ["\(Printed.mark("U")) 1", "x"] && printed.lines(of: 1).isEmpty)
  }

  @Test("a crash and what follows it is not told twice") func crash() {
    let text = "\(mark) 0\nbefore\nLab1/A.swift:3: Fatal error: no\n\n*** Signal 4"
    #expect(Printed(text, token: "T").lines(of: 0) == ["before"])
  }

  @Test("of many lines the last are told, shortened and without control characters") func long() {
    let lines = (1...100).map { "\($0)\u{1b}[2J" + String(repeating: "x", count: 1000) }
    let told = Printed("\(mark) 0\n" + lines.joined(separator: "\n"), token: "T").lines(of: 0)
    #expect(told.count == 9 && told[0] == "…" && told[8].hasPrefix("100�[2J"))
    #expect(told.allSatisfy { $0.count <= 200 })
  }
}
