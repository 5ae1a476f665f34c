// Work shared between processor cores: one function, on which all concurrency of the package stands.

import Foundation

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

/// Cores that this process may use, asked once: the answer takes reading files, longer than some of
/// the work that is shared.
let cores = ProcessInfo.processInfo.activeProcessorCount

private let threadsAtStart: Int = {
  let wish = ProcessInfo.processInfo.environment["NNLABS_THREADS"].flatMap(Int.init)
  return max(1, wish ?? cores)
}()

/// Least number of elements worth a thread in work that waits for memory.
let memoryBoundGrain = 32_768

/// Calls `body` with ranges that cover `0 ..< count` once, possibly several at a time.
///
/// What `body` writes for one index must not touch what it reads or writes for another.
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
  withoutActuallyEscaping(body) { body in
    nonisolated(unsafe) let body = body
    Crew.shared.perform(pieces, threads: threads) { piece in
      body(piece * count / pieces..<(piece + 1) * count / pieces)
    }
  }
}
