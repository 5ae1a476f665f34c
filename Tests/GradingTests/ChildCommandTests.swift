// The child's command line on both systems, and how many children run at once.
import Foundation
import Synchronization
import Testing

@testable import Grading

struct ChildCommandTests {
  private let id = "Lab1Tests.LinearTests/linear()/05-Linear.swift:9:4"
  private let anchored = #"^Lab1Tests\.LinearTests\/linear\(\)\/05-Linear\.swift:9:4$"#

  @Test("on Linux the test executable is launched for one anchored test") func linux() throws {
    let judge = ["/b/All.xctest", "--testing-library", "swift-testing", "--filter", "Lab1", "-v"]
    let command = ChildCommand(testID: id, judge: judge, submission: "/s/All.xctest")
    #expect(command.program == "/s/All.xctest")
    let words = ["--testing-library", "swift-testing", "--no-parallel", "--filter"]
    #expect(Array(command.arguments.dropLast()) == words)
    let pattern = try NSRegularExpression(pattern: command.arguments.last ?? "")
    let matches = { (text: String) in
      pattern.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
    #expect(matches(id))
    #expect(!matches("Hidden" + id) && !matches(id + "0"))
    #expect(!matches(id.replacingOccurrences(of: "05-Linear.swift", with: "05-Linear_swift")))
  }

  @Test("on macOS the helper loads the submission's bundle") func macOS() {
    let judge = [
      "/x/swiftpm-testing-helper", "--test-bundle-path", "/b/All.xctest", "--filter", "Lab1",
      "--xunit-output=/o", "/b/All.xctest", "--testing-library", "swift-testing",
    ]
    let command = ChildCommand(testID: id, judge: judge, submission: "/s/All.xctest")
    #expect(command.program != "/s/All.xctest")
    #expect(
      command.arguments.prefix(5) == [
        "--test-bundle-path", "/s/All.xctest", "/s/All.xctest", "--testing-library",
        "swift-testing",
      ])
  }

  @Test("no variable of the judge reaches a submission") func environment() {
    let command = ChildCommand(testID: id, judge: ["x"], submission: "/s/All.xctest")
    let names = command.environment.keys.filter { $0.hasPrefix("NNLABS_") }
    #expect(names == ["NNLABS_THREADS"])
    #expect(command.environment["HOME"] == nil)
  }

  @Test("never more children than slots, and every waiter gets its turn") func slots() async {
    let slots = Slots(2)
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          await slots.withSlot { _ in
            counter.enter()
            await Task.yield()
            counter.leave()
          }
        }
      }
    }
    #expect(counter.counts == [0, 2, 50])
  }

  /// How many are inside now, at most, and were so far.
  private final class Counter: Sendable {
    private let state = Mutex([0, 0, 0])

    var counts: [Int] { state.withLock { $0 } }

    func enter() {
      state.withLock { state in
        state[0] += 1
        state[1] = max(state[0], state[1])
        state[2] += 1
      }
    }

    func leave() { state.withLock { $0[0] -= 1 } }
  }
}
