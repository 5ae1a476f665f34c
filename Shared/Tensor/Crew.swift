// Threads that stand ready to share work.
//
// Waking a sleeping thread can take as long as the work that it is to share, and a training step shares
// work a hundred times. So a thread that has finished looks out for more for a moment, and sleeps only
// then. The caller works too, and takes what others leave: nothing waits for a thread that the system
// has sent away, unless it holds a piece.

import Foundation
import Synchronization

/// One thread for each core but the caller's.
final class Crew: Sendable {
  static let shared = Crew(count: max(0, cores - 1))

  /// What a job is, behind `turn`: written while nobody reads it.
  private final class Job: @unchecked Sendable {
    var pieces = 0
    var body: ((Int) -> Void)?
  }

  private let count: Int
  private let job = Job()
  /// Whether somebody has a job done.
  private let isTaken = Atomic(false)
  /// Counts the jobs.
  private let turn = Atomic(0)
  /// Whether threads may still join the job.
  private let isOpen = Atomic(false)
  /// Threads that may join it.
  private let seats = Atomic(0)
  /// Threads that are at it.
  private let inside = Atomic(0)
  /// The next piece that nobody has.
  private let next = Atomic(0)
  private let sleepers = Atomic(0)
  private let bell = NSCondition()

  /// Looks at `turn` before a thread sleeps: about 50 µs.
  private static let patience = 200_000

  private init(count: Int) {
    self.count = count
    for _ in 0..<count {
      let thread = Thread { [self] in stand() }
      thread.stackSize = 1 << 21
      thread.start()
    }
  }

  /// Calls `body` once for each of `0 ..< pieces`, on at most `threads` threads, and waits for the end.
  ///
  /// In order on this thread alone while another job is being done, as inside of one.
  func perform(_ pieces: Int, threads: Int, _ body: (Int) -> Void) {
    guard count > 0, !isTaken.exchange(true, ordering: .acquiring) else {
      return (0..<pieces).forEach(body)
    }
    withoutActuallyEscaping(body) { body in
      (job.pieces, job.body) = (pieces, body)
      next.store(0, ordering: .relaxed)
      seats.store(min(threads - 1, pieces - 1), ordering: .relaxed)
      isOpen.store(true, ordering: .sequentiallyConsistent)
      turn.add(1, ordering: .sequentiallyConsistent)
      if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
        bell.withLock { bell.broadcast() }
      }
      takePieces(body, pieces)
      isOpen.store(false, ordering: .sequentiallyConsistent)
      var looks = 0
      while inside.load(ordering: .sequentiallyConsistent) > 0 {
        looks += 1
        if looks > 1_000 { sched_yield() }
      }
      job.body = nil
    }
    isTaken.store(false, ordering: .releasing)
  }

  /// The life of a thread.
  private func stand() {
    var seen = 0
    while true {
      seen = nextTurn(after: seen)
      inside.add(1, ordering: .sequentiallyConsistent)
      if isOpen.load(ordering: .sequentiallyConsistent) { join() }
      inside.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  /// Waits for a job, at first awake.
  private func nextTurn(after seen: Int) -> Int {
    for _ in 0..<Self.patience {
      let now = turn.load(ordering: .acquiring)
      if now != seen { return now }
    }
    bell.lock()
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while turn.load(ordering: .sequentiallyConsistent) == seen { bell.wait() }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    bell.unlock()
    return turn.load(ordering: .acquiring)
  }

  /// Takes part in the job, which cannot end before: not inlined, so that nothing of it is held longer.
  @inline(never)
  private func join() {
    guard seats.subtract(1, ordering: .relaxed).newValue >= 0, let body = job.body else { return }
    takePieces(body, job.pieces)
  }

  private func takePieces(_ body: (Int) -> Void, _ pieces: Int) {
    while true {
      let piece = next.add(1, ordering: .relaxed).oldValue
      guard piece < pieces else { return }
      body(piece)
    }
  }
}
