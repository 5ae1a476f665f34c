// Broken and hostile learner code costs its own check alone, in bounded time and memory.
import Foundation
import Testing

@testable import Grading

struct HostileTests {
  @Test("every attack earns nothing and disturbs no other check") func attacks() async throws {
    let start = Date()
    let run = try await FixtureRun("GradingTests.Hostile/", ["NNLABS_CORES": "4"])
    let seconds = Date().timeIntervalSince(start)
    #expect(run.status == 1)
    for attack in Attack.all {
      let checks = run.checks.filter { $0.argument.hasPrefix("\(attack.description) ·") }
      try #require(checks.map(\.check) == ["before", "attack", "after"], "\(attack)")
      #expect(checks[0].state == "passed", "\(attack): \(checks[0].message)")
      #expect(checks[1].state == attack.state, "\(attack): \(checks[1].message)")
      #expect(
        attack.message.isEmpty || checks[1].message.contains(attack.message),
        "\(attack): \(checks[1].message)")
      #expect(checks[2].state == "passed", "\(attack): \(checks[2].message)")
    }
    let bystanders = run.results.tests.filter { $0.number == "90.2" }
    #expect(bystanders.map(\.score) == [10])
    #expect(seconds < 60)
  }
}
