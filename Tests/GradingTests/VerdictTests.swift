// From a transcript to a result: what a child that died early can and cannot earn.
import Testing

@testable import Grading

struct VerdictTests {
  private let place = SourceLocation(
    fileID: "M/F.swift", filePath: "/M/F.swift", line: 1, column: 1)

  private func result(_ goal: PlannedCheck.Goal, _ transcript: Transcript) throws -> State {
    let exercise = Exercise(
      number: "1.1", title: "T", points: 1, limits: Limits(), place: place)
    let check = PlannedCheck(name: "c", weight: 1, goal: goal, location: place)
    let test = try #require(Test.current)
    return Verdict(
      exercise: exercise, test: test, argument: "", check: check, transcript: transcript
    ).result.state
  }

  @Test("a crash with the right words counts only inside the check") func stops() throws {
    var transcript = Transcript()
    transcript.broken = ChildReport(
      output: "a.swift:1: Fatal error: got [1, 3]\n", ending: .signalled(5))
    #expect(try result(.stops("[1, 3]"), transcript) == .crashed)
    transcript.take(Message(.begin, "c"))
    #expect(try result(.stops("[1, 3]"), transcript) == .passed)
  }
}
