// What this machine can do at best: the yardsticks for arithmetic and for memory.

import Dispatch
import Foundation
import Synchronization

/// The most that some number of cores can do together.
struct Ceilings: Encodable {
  /// Floating-point operations a second.
  let flops: Double
  /// Bytes read and written a second.
  let bandwidth: Double

  init(threads: Int) {
    let steps = 4_000_000
    let narrow = onCores(threads) { Double(steps * 12 * 8 * 2) / seconds { eightWide(steps) } }
    let wide = onCores(threads) { Double(steps * 12 * 16 * 2) / seconds { sixteenWide(steps) } }
    flops = max(narrow, wide)
    bandwidth = onCores(threads) { triad() }
  }
}

/// The sum of what each core measures while all of them work; the best of three.
private func onCores(_ threads: Int, _ rate: @Sendable () -> Double) -> Double {
  (0..<3).map { _ in
    let sum = Mutex(0.0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let mine = rate()
      sum.withLock { $0 += mine }
    }
    return sum.withLock { $0 }
  }.max() ?? 0
}

private func eightWide(_ steps: Int) { multiplyAndAdd(SIMD8<Float>(repeating: 0.5), steps) }

private func sixteenWide(_ steps: Int) { multiplyAndAdd(SIMD16<Float>(repeating: 0.5), steps) }

/// Takes `sum ← summand + sum · factor` on registers alone, for twelve sums.
///
/// A core starts two such steps a cycle, each takes four cycles: at least eight that do not wait for
/// each other keep it busy; twelve fit into the registers with room to spare.
@inline(__always)
private func multiplyAndAdd<V: SIMD<Float>>(_ factor: V, _ steps: Int) {
  let summand = factor + 1
  var (a, b, c, d) = (summand, summand + 1, summand + 2, summand + 3)
  var (e, f, g, h) = (summand + 4, summand + 5, summand + 6, summand + 7)
  var (i, j, k, l) = (summand + 8, summand + 9, summand + 10, summand + 11)
  for _ in 0..<steps {
    (a, b, c) = (step(a, factor, summand), step(b, factor, summand), step(c, factor, summand))
    (d, e, f) = (step(d, factor, summand), step(e, factor, summand), step(f, factor, summand))
    (g, h, i) = (step(g, factor, summand), step(h, factor, summand), step(i, factor, summand))
    (j, k, l) = (step(j, factor, summand), step(k, factor, summand), step(l, factor, summand))
  }
  let all = a + b + c + d + e + f + g + h + i + j + k + l
  precondition(all[0] != 0, "the sums must be computed")
}

@inline(__always)
private func step<V: SIMD<Float>>(_ sum: V, _ factor: V, _ summand: V) -> V {
  #if WITHOUT_FMA && arch(x86_64)
    sum * factor + summand
  #else
    summand.addingProduct(sum, factor)
  #endif
}

/// Bytes a second of `a ← b + s · c` on arrays that no cache holds: two read and one written.
private func triad() -> Double {
  let count = 1 << 20
  let b = [SIMD16<Float>](repeating: .init(repeating: 1), count: count)
  let c = [SIMD16<Float>](repeating: .init(repeating: 2), count: count)
  var a = [SIMD16<Float>](repeating: .init(repeating: 2), count: count)
  let elapsed = (0..<3).map { _ in
    seconds { for index in 0..<count { a[index] = b[index] + 3 * c[index] } }
  }
  precondition(a[count - 1][0] == 7, "the sums must be computed")
  return 3 * 64 * Double(count) / (elapsed.min() ?? 1)
}
