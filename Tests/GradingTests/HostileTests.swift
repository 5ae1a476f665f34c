// Broken and hostile learner code costs its own check alone, in bounded time and memory.
import Foundation
import Testing

@testable import Grading

struct HostileTests {
  @Test("every attack earns nothing and disturbs no other check") func attacks() async throws {
    let run = try await FixtureRun("GradingTests.Hostile/", ["NNLABS_CORES": "4"])
    #expect(run.status == 1)
    judge(run, Attack.all, checks: ["before", "attack", "after"])
    #expect(!run.checks.contains { $0.exercise == "90.3" })
  }

  #if os(Linux)
    @Test("a grade stops what a learner's own run cannot", .enabled(if: HostileTests.hasWalls))
    func grade() async throws {
      // The child stands outside the course, as a submission does, which hides the course from it.
      let folder = URL(fileURLWithPath: "/tmp/nnlabs-submission-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let program = ChildCommand(testID: "").program
      let copy = folder.appendingPathComponent("submission.xctest")
      try FileManager.default.copyItem(at: URL(fileURLWithPath: program), to: copy)
      let settings = ["NNLABS_CORES": "4", "NNLABS_CHILD": copy.path]
      let tests = runsSlowTests ? "" : "(grade|bystander)"
      let run = try await FixtureRun("GradingTests.Hostile/\(tests)", settings)
      #expect(run.status == 1)
      if runsSlowTests { judge(run, Attack.all, checks: ["before", "attack", "after"]) }
      judge(run, Attack.onTheJudge, checks: ["attack", "after"])
    }
  #endif

  private func judge(_ run: FixtureRun, _ attacks: [Attack], checks names: [String]) {
    for attack in attacks {
      let checks = run.checks.filter { $0.argument.hasPrefix("\(attack.description) ·") }
      #expect(checks.map(\.check) == names, "\(attack)")
      for check in checks {
        let isAttack = check.check == "attack"
        #expect(
          check.state == (isAttack ? attack.state : "passed"), "\(attack): \(check.message)")
        guard isAttack, !attack.message.isEmpty else { continue }
        #expect(check.message.contains(attack.message), "\(attack): \(check.message)")
      }
    }
    let bystanders = run.results.tests.filter { $0.number == "90.2" }
    #expect(bystanders.map(\.score) == [10])
  }

  /// Whether a grade on this machine has namespaces of its own.
  private static let hasWalls = [.namespacesAndUser, .namespaces].contains(Sandbox.best)
}
