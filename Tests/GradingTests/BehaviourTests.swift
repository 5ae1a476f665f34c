// States, points and messages of whole runs, read from the results of a judge of its own.
import Foundation
import Testing

@testable import Grading

struct BehaviourTests {
  @Test("untouched stubs: a table, the next exercise, exit status 1, no crash") func untouched()
    async throws
  {
    let run = try await FixtureRun("GradingTests.Untouched/")
    #expect(run.status == 1 && run.results.score == 0)
    #expect(run.checks.map(\.state).prefix(3) == ["not started", "not started", "not started"])
    #expect(run.checks.last?.state == "blocked by 91.1")
    #expect(run.output.contains("0 of 100 points") && run.output.contains("next:   91.1 First"))
    for word in ["Fatal error", "crashed", "Backtrace"] { #expect(!run.output.contains(word)) }
    #expect(run.output.components(separatedBy: "recorded an issue").count == 2)
  }

  @Test("partial credit, the first wrong intermediate, gradients, stops, no check")
  func partly() async throws {
    let run = try await FixtureRun("GradingTests.Partly/")
    #expect(run.results.tests.map(\.score) == [5, 0, 5, 2.5, 0])
    let messages = run.checks.map(\.message)
    #expect(run.checks[0].state == "passed" && run.checks[1].state == "not started")
    #expect(run.results.tests[0].output.hasPrefix("unfinished"))

    #expect(messages[2].contains("called:   model.backward(dy)\ninput:    dy = [1, 2, 3]"))
    #expect(messages[2].contains("entry:    dHidden"))
    #expect(messages[2].contains("\nprinted:  the shape is [3]\n"))
    #expect(messages.filter { $0.contains("printed:") }.count == 1)
    #expect(messages[2].contains("likely:   3 times too large: a mean over 3 is missing"))
    #expect(messages[2].contains("again:    swift test --filter GradingTests.Partly/intermediate"))

    #expect(run.checks[3].state == "passed" && run.checks[4].state == "failed")
    #expect(messages[4].contains("central differences"))

    let stops = run.checks[5..<9].map(\.state)
    #expect(stops == ["passed", "failed", "failed", "stopped early"])
    #expect(messages[9].contains("no check ran"))
    #expect(run.markdown.contains("| 92.2 | Wrong intermediate | failed | 0 of 10 |"))
  }

  @Test("nested suites, tests of one name and arguments never mix") func nested() async throws {
    let run = try await FixtureRun("GradingTests\\.(Hidden)?Nested/")
    let wrong = run.checks.filter { $0.state != "passed" }
    #expect(run.checks.count == 3 + 12)
    #expect(wrong.map(\.check) == ["its own, wrong for one"])
    #expect(wrong.first?.argument.hasPrefix("\"b\" · 1") == true)
    #expect(run.results.tests.map(\.score) == [10, 9.16])
  }

  @Test("a filter that ran only some tests says so") func filtered() async throws {
    let run = try await FixtureRun("GradingTests.Nested/Inside")
    #expect(run.status == 0 && run.results.tests.map(\.score) == [10])
    #expect(run.output.contains("10 of 10 points run"))
    #expect(run.output.contains("2 of its tests not run"))
  }

  @Test("a filter that matches nothing is an error") func typo() async throws {
    let run = try await FixtureRun("Lab1Testz")
    #expect(run.status == 1 && run.results.tests.isEmpty)
    #expect(run.output.contains("nothing matches \"Lab1Testz\""))
  }

  @Test("a child that cannot be launched earns nothing") func launch() async throws {
    let run = try await FixtureRun(
      "GradingTests.Nested/Inside", ["NNLABS_CHILD": "/nowhere/at/all"])
    #expect(run.status == 1 && run.results.score == 0)
    #expect(run.checks.map(\.state) == ["stopped early"])
  }

  @Test("a child without the test earns nothing") func noTest() async throws {
    let run = try await FixtureRun("GradingTests.Nested/Inside", ["NNLABS_CHILD": "/bin/true"])
    #expect(run.status == 1 && run.results.score == 0)
    #expect(run.checks.map(\.state) == ["stopped early"])
  }

  @Test("48 tests at once near their limit are all judged right", .enabled(if: runsSlowTests))
  func crowd() async throws {
    let run = try await FixtureRun("GradingTests.Crowd/")
    #expect(run.checks.count == 48)
    for check in run.checks {
      let n = Int(check.argument.prefix { $0.isNumber }) ?? -1
      #expect(check.state == (n % 2 == 0 ? "passed" : "failed"), "\(n): \(check.message)")
    }
  }
}

/// Whether tests of a minute and more take part: `NNLABS_SLOW_TESTS=1`.
let runsSlowTests = ProcessInfo.processInfo.environment["NNLABS_SLOW_TESTS"] != nil
