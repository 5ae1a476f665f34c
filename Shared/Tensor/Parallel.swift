// Work shared between processor cores: one function, on which all concurrency of the package stands.
//
//     caller   open ─ piece 0 ─ piece 2 ─ piece 3 ─ … ─ close ─ wait for those who are inside
//     worker      └─ join ─ piece 1 ─ piece 4 ─ … ─ leave        spin a little, then sleep
//
// A loop is cut into more pieces than threads; each takes the next one from a counter. The caller
// works as well and waits for nobody who has not joined: a worker that wakes late, or whose core is
// taken away, costs nothing but its help. Workers spin for the time between two loops of a training
// step, because waking one that sleeps takes longer than many a loop.

import Dispatch
import Foundation
import Synchronization

/// How many threads the arithmetic of this module may use.
///
/// Results are the same, bit for bit, for any number.
public enum Parallelism {
  /// The largest number of threads: the environment variable `NNLABS_THREADS` where it is set, else
  /// the number of cores.
  ///
  /// ```swift
  /// Parallelism.$threads.withValue(1) { model.forward(x, &context) }
  /// ```
  @TaskLocal public static var threads = threadsAtStart
}

private let threadsAtStart: Int = {
  let cores = ProcessInfo.processInfo.activeProcessorCount
  let wish = ProcessInfo.processInfo.environment["NNLABS_THREADS"].flatMap(Int.init)
  return max(1, wish ?? cores)
}()

/// Least number of elements worth a thread in work that waits for memory.
let memoryBoundGrain = 131_072

/// Calls `body` with ranges that cover `0 ..< count` once, possibly several at a time.
///
/// What `body` writes for one index must not touch what it reads or writes for another. A call from
/// within `body`, or while another thread's loop is shared, is done by its caller alone.
/// - Parameters:
///   - count: Number of indices.
///   - grain: Least number of indices worth a thread; with fewer than two grains nothing is shared.
///   - body: Work for a range of indices.
@inline(__always)
func inParallel(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
  if count < 2 * grain {
    body(0..<count)
  } else {
    share(count, grain: grain, body)
  }
}

@inline(never)
private func share(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
  let threads = Parallelism.threads
  guard threads > 1 else { return body(0..<count) }
  let pieces = min(count / grain, 4 * threads)
  Crew.only.share(pieces, threads: min(threads, pieces)) { piece in
    body(piece * count / pieces..<(piece + 1) * count / pieces)
  }
}

/// Threads that wait for a loop to share, one loop at a time.
private final class Crew: @unchecked Sendable {
  static let only = Crew()

  /// Looks at the door before a thread that waits falls asleep: some 200 µs.
  private static let patience = 200_000

  // What the door shows: whether the caller sleeps until the last worker has left, how many are
  // inside, and, while it is open, how many more may join. One number holds it all, so that nobody
  // who looked at one loop's door joins the next one beyond its seats.
  private static let (callerSleeps, worker, seat) = (1, 2, 1 << 32)

  private let door = Atomic(0)
  private let nextPiece = Atomic(0)
  /// Workers that wait for the bell.
  private let asleep = Atomic(0)
  private let bell = DispatchSemaphore(value: 0)
  private let lastHasLeft = DispatchSemaphore(value: 0)

  /// Whether a caller has the crew; it alone changes what follows, while nobody is inside.
  private let isTaken = Atomic(false)
  private var body: ((Int) -> Void)?
  private var pieces = 0
  private var hired = 0

  /// Calls `body` once for each piece, on at most `threads` threads.
  func share(_ pieces: Int, threads: Int, _ body: (Int) -> Void) {
    let (isMine, _) = isTaken.compareExchange(
      expected: false, desired: true, ordering: .acquiring)
    guard isMine else { return (0..<pieces).forEach(body) }
    withoutActuallyEscaping(body) { body in
      (self.body, self.pieces) = (body, pieces)
      hire(threads - 1)
      nextPiece.store(0, ordering: .relaxed)
      door.store((threads - 1) * Crew.seat, ordering: .releasing)
      ring(for: threads - 1)
      takePieces()
      waitForTheLast()
      self.body = nil
    }
    isTaken.store(false, ordering: .releasing)
  }

  /// Sees to it that there are so many workers; those who would share a core never spin.
  private func hire(_ count: Int) {
    while hired < count {
      hired += 1
      let hasCore = hired < ProcessInfo.processInfo.activeProcessorCount
      let thread = Thread { self.work(patience: hasCore ? Crew.patience : 0) }
      thread.name = "tensor \(hired)"
      thread.qualityOfService = .userInitiated
      thread.start()
    }
  }

  private func work(patience: Int) {
    var looks = 0
    while true {
      if join() {
        takePieces()
        leave()
        looks = 0
      } else if looks < patience {
        looks += 1
      } else {
        asleep.add(1, ordering: .relaxed)
        bell.wait()
        looks = 0
      }
    }
  }

  /// Wakes workers for a loop, as far as any sleep.
  private func ring(for count: Int) {
    var sleepers = asleep.load(ordering: .relaxed)
    while sleepers > 0 {
      let called = min(count, sleepers)
      let (isDone, now) = asleep.compareExchange(
        expected: sleepers, desired: sleepers - called, ordering: .relaxed)
      if isDone { return (0..<called).forEach { _ in bell.signal() } }
      sleepers = now
    }
  }

  /// Enters when a seat is free.
  private func join() -> Bool {
    var seen = door.load(ordering: .acquiring)
    while seen >= Crew.seat {
      let (isIn, now) = door.compareExchange(
        expected: seen, desired: seen - Crew.seat + Crew.worker, ordering: .acquiring)
      if isIn { return true }
      seen = now
    }
    return false
  }

  /// Works until all pieces are taken, and shuts the door.
  @inline(never)
  private func takePieces() {
    guard let body else { return }
    while true {
      let piece = nextPiece.add(1, ordering: .relaxed).oldValue
      if piece >= pieces { break }
      body(piece)
    }
    door.bitwiseAnd(Crew.seat - 1, ordering: .relaxed)
  }

  private func leave() {
    let (_, left) = door.subtract(Crew.worker, ordering: .acquiringAndReleasing)
    if left == Crew.callerSleeps { lastHasLeft.signal() }
  }

  /// Waits, behind the shut door, until nobody is inside.
  private func waitForTheLast() {
    for _ in 0..<Crew.patience where door.load(ordering: .acquiring) == 0 { return }
    let (inside, _) = door.bitwiseOr(Crew.callerSleeps, ordering: .acquiringAndReleasing)
    if inside != 0 { lastHasLeft.wait() }
    door.store(0, ordering: .relaxed)
  }
}
