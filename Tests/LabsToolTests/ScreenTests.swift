// What the learner reads.

import CourseKit
import Foundation
import Reports
import Testing

@testable import LabsKit

struct ScreenTests {
  private let screens = Screens(Terminal(width: 60))

  private func errors(_ lines: [String]) -> CompilerErrors {
    CompilerErrors(BuildFailure(text: lines.joined(separator: "\n"), root: "/c", timedOut: false))
  }

  @Test("the list fits 60 columns, marks the next exercise and sums the points")
  func list() throws {
    let lab = try #require(try realCourse.labs.first)
    let exercises = try realCourse.exercises(of: lab)
    let standings = [
      "1.0": LearnersProgress.Standing(state: "passed", earned: 4),
      "1.1": LearnersProgress.Standing(state: "failed", earned: 1.25),
    ]
    for terminal in [Terminal(width: 60), Terminal(width: 60, hasUnicode: false)] {
      let lines = Screens(terminal).list(lab, exercises, standings)
      #expect(lines.allSatisfy { $0.count <= 60 && !$0.contains("\u{1B}") })
      #expect(lines.filter { $0.hasPrefix(">") }.map { $0.contains("1.1") } == [true])
      #expect(lines.last?.contains("5.25 of 100 points") == true)
      #expect(lines.contains { $0.contains("Warm-up") && $0.contains("passed") })
    }
    let wide = Screens(Terminal(width: 100)).list(lab, exercises, [:])
    #expect(wide.contains { $0.contains("★★★") && $0.contains("60 min") })
    #expect(wide.contains { $0.contains("unknown") })
  }

  @Test("a passed exercise says what was learned and no word about tests")
  func passed() throws {
    try withSmallCourse { _, exercise in
      let lines = try screens.result(
        of: exercise, run(earned: 100, of: 100, [("passed", "")]), [], learned: "You *can* double.")
      #expect(lines == ["1.0 First steps: passed, 100 of 100 points", "You can double."])
    }
  }

  @Test("of several wrong checks the first is shown, the others counted, and waiting ones left out")
  func failed() throws {
    try withSmallCourse { _, exercise in
      let checks = [
        ("passed", ""), ("blocked by 1.3", "hidden"),
        ("failed", "1.0 First\ngot:      1\nagain:    x"),
        ("crashed", "second"), ("timed out", "third"), ("not started", "fourth"),
      ]
      let lines = try screens.result(
        of: exercise, run(earned: 20, of: 100, checks), Todo.all(in: smallStub), learned: "no")
      let text = lines.joined(separator: "\n")
      #expect(text.contains("1.0 First steps: 20 of 100 points") && text.contains("got:      1"))
      #expect(text.contains("2 more checks are not right."))
      #expect(text.contains("still to write: double (line 3), and 1 more"))
      #expect(text.contains("it also needs 1.3"))
      for word in ["second", "third", "fourth", "hidden", "again:", "no\n"] {
        #expect(!text.contains(word), "\(word)")
      }
    }
  }

  @Test("a message's long line goes on below its own words")
  func message() {
    let long = "expected: " + (1...20).map { "word\($0)" }.joined(separator: " ")
    let lines = screens.message(long)
    #expect(lines.count > 1 && lines.allSatisfy { $0.count <= 60 })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("          word") })
  }

  @Test("the compiler's errors are those of the saved file alone, with the line and a caret")
  func ownErrors() throws {
    try withSmallCourse { course, exercise in
      try course.write("let a = 1\n    let b = cat\n", to: exercise.path)
      let lines = screens.errors(
        errors([
          "/c/Lab1-Small/Exercises/01-Other.swift:1:1: error: not this one",
          "/c/\(exercise.path):2:13: error: cannot find 'cat' in scope",
          "2 | let b = cat", "  | `- error: cannot find 'cat' in scope",
        ]), for: exercise, in: course)
      #expect(
        lines == [
          "00-First.swift does not compile", "",
          "\(exercise.path):2: cannot find 'cat' in", "scope", "  let b = cat",
          "          ^",
        ])
    }
  }

  @Test("when another file does not compile, or the tests do not fit, it is named with a way out")
  func otherErrors() throws {
    try withSmallCourse { course, exercise in
      let other = "Lab1-Small/Exercises/01-Other.swift"
      let lines = screens.errors(
        errors(["/c/\(other):1:1: error: half typed"]), for: exercise, in: course)
      #expect(lines[0] == "\(other) does not compile" && lines.last?.contains("reset") == true)
      let tests = screens.errors(
        errors(["/c/Tests/Lab1Tests/00-First.swift:1:1: error: no exact matches"]), for: exercise,
        in: course)
      #expect(tests[0] == "00-First.swift no longer fits its tests")
      #expect(tests.contains("no exact matches") && tests.last?.contains(exercise.stub) == true)
      #expect(!tests.joined().contains("Lab1Tests"))
      #expect(screens.missing([exercise]).first?.hasPrefix("00-First.swift is missing") == true)
      let nothing = screens.errors(errors(["error: fatalError"]), for: exercise, in: course)
      #expect(nothing == ["The build failed", "error: fatalError"])
    }
  }

  @Test("hints come one rung a call, the last again at the end")
  func hints() throws {
    let hints = Hints(
      parsing: """
        # 1.0 First steps

        ## double

        ### Idea
        Twice.

        ### Approach
        Add.

        ### Outline
        1. Do it.

        ## Type.half

        ### Idea
        Half.

        ## Learned
        Doubling.
        """)
    #expect(hints.ladders.map(\.part) == ["double", "Type.half"] && hints.learned == "Doubling.")
    #expect(hints.ladder(named: "half")?.part == "Type.half" && hints.ladder(named: "no") == nil)
    try withSmallCourse { _, exercise in
      let ladder = hints.ladders[0]
      let shown = [0, 1, 2, 3].map { screens.hint(ladder, after: $0, of: exercise) }
      #expect(shown[0][0] == "1.0 double, hint 1 of 3: idea" && shown[0].contains("Twice."))
      #expect(shown[1].contains("Add.") && !shown[1].contains("Twice."))
      #expect(shown[2].contains("1. Do it.") && shown[2] == shown[3])
      #expect(shown[0].last?.contains("again") == true && shown[2].last?.contains("last") == true)
    }
  }

  @Test("the next exercise says what to write and where, or what to mend")
  func next() throws {
    try withSmallCourse { _, exercise in
      let lines = screens.next(exercise, Todo.all(in: smallStub))
      #expect(lines.contains("  write  double") && lines.contains("  in     \(exercise.path):3"))
      #expect(screens.next(exercise, []).contains { $0.contains("what its tests find") })
    }
  }
}
