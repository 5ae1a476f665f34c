// Shared work: every piece is done once, whoever asks, and however often threads fall asleep between.

import Foundation
import Synchronization
import Testing

@testable import Shared

struct CrewTests {
  /// How often each index was visited by one call.
  private func visits(_ count: Int, grain: Int) -> [Int] {
    let visits = Mutex(Array(repeating: 0, count: count))
    inParallel(count, grain: grain) { range in
      visits.withLock { for index in range { $0[index] += 1 } }
    }
    return visits.withLock { $0 }
  }

  @Test("every index is visited once, on any number of threads", arguments: [1, 2, 3, 8])
  func everyIndexIs(threads: Int) {
    Parallelism.$threads.withValue(threads) {
      for count in [0, 1, 2, 3, 17, 1_000] {
        #expect(visits(count, grain: 1) == Array(repeating: 1, count: count))
      }
    }
  }

  @Test("work inside of shared work is done, too") func workInside() {
    let total = Atomic(0)
    inParallel(8, grain: 1) { outer in
      for _ in outer {
        inParallel(16, grain: 1) { total.add($0.count, ordering: .relaxed) }
      }
    }
    #expect(total.load(ordering: .relaxed) == 128)
  }

  @Test("many callers at once get all of their own work done") func manyCallers() async {
    let results = await withTaskGroup(of: Bool.self) { group in
      for caller in 1...8 {
        group.addTask {
          (0..<200).allSatisfy { _ in
            let sum = Atomic(0)
            inParallel(64, grain: 1) { sum.add($0.count * caller, ordering: .relaxed) }
            return sum.load(ordering: .relaxed) == 64 * caller
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results == Array(repeating: true, count: 8))
  }

  @Test("threads that fell asleep between two works wake for the next") func threadsThatFell() {
    for pause in [0, 10, 50, 100, 300, 1_000] {
      for _ in 0..<20 {
        #expect(visits(33, grain: 1).allSatisfy { $0 == 1 })
        usleep(UInt32(pause))
      }
    }
  }
}
