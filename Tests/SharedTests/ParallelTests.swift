// Loops shared between threads: no index is lost or done twice, however many callers there are.

#if DEBUG
  import Dispatch
  import Foundation
  import Testing

  @testable import Shared

  /// How often each of some indices was worked on in one shared loop.
  private func visits(_ count: Int, threads: Int, pause: Bool = false) -> [Float] {
    var times = [Float](repeating: 0, count: count)
    times.withDestination { times in
      Parallelism.$threads.withValue(threads) {
        inParallel(count, grain: 1) { range in
          for index in range { times[index] += 1 }
          if pause { usleep(50) }
        }
      }
    }
    return times
  }

  private func operands(_ seed: UInt64) -> (Tensor, Tensor) {
    var generator = SeededGenerator(seed: seed)
    return (
      Tensor(randomNormal: [150, 220], using: &generator),
      Tensor(randomNormal: [220, 170], using: &generator)
    )
  }

  @Suite struct ParallelTests {
    @Test(arguments: [2, 3, 8])
    func manyShortLoopsInARowLoseNoIndex(threads: Int) {
      for count in 2...2000 {
        #expect(visits(count % 50 + 2, threads: threads).allSatisfy { $0 == 1 })
      }
    }

    @Test func loopsWithPausesBetweenThemLoseNoIndex() {
      for _ in 0..<20 {
        usleep(2000)
        #expect(visits(40, threads: 3, pause: true) == [Float](repeating: 1, count: 40))
      }
    }

    @Test func aLoopWithinALoopIsDoneOnce() {
      var times = [Float](repeating: 0, count: 400)
      times.withDestination { times in
        Parallelism.$threads.withValue(4) {
          inParallel(20, grain: 1) { rows in
            for row in rows {
              inParallel(20, grain: 1) { columns in
                for column in columns { times[row * 20 + column] += 1 }
              }
            }
          }
        }
      }
      #expect(times == [Float](repeating: 1, count: 400))
    }

    @Test func callersAtTheSameTimeGetWhatEachWouldGetAlone() {
      let expected = (0..<4).map { caller in
        let (a, b) = operands(UInt64(caller))
        return Parallelism.$threads.withValue(1) { matmul(a, b) }
      }
      DispatchQueue.concurrentPerform(iterations: 4) { caller in
        let (a, b) = operands(UInt64(caller))
        Parallelism.$threads.withValue(3) {
          for _ in 0..<20 { #expect(matmul(a, b) == expected[caller]) }
        }
      }
    }

    @Test func noMoreThreadsThanAllowedWorkAtOnce() {
      _ = visits(100, threads: 8)
      var (inside, most) = (0, 0)
      let lock = NSLock()
      Parallelism.$threads.withValue(2) {
        inParallel(16, grain: 1) { _ in
          lock.withLock { (inside, most) = (inside + 1, max(most, inside + 1)) }
          usleep(500)
          lock.withLock { inside -= 1 }
        }
      }
      #expect(most <= 2)
    }
  }
#endif
