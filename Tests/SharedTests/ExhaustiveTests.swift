// exp and log of every Float there is, beside Double: minutes, so only where NNLABS_EXHAUSTIVE is set.

import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Shared

@Suite(.enabled(if: ProcessInfo.processInfo.environment["NNLABS_EXHAUSTIVE"] != nil))
struct ExhaustiveTests {
  @Test func exponentialIsWithinTwoUnitsEverywhere() {
    expectWithinTwoUnits("exp", { Shared.exp($0) }, { Foundation.exp($0) })
  }

  @Test func logarithmIsWithinTwoUnitsEverywhere() {
    expectWithinTwoUnits("log", { Shared.log($0) }, { Foundation.log($0) })
  }

  /// Compares all 2³² bit patterns, in blocks of 2²⁰.
  private func expectWithinTwoUnits(
    _ name: String, _ function: @Sendable (Tensor) -> Tensor,
    _ exact: @Sendable (Double) -> Double
  ) {
    let worst = Mutex((error: 0.0, x: Float(0)))
    DispatchQueue.concurrentPerform(iterations: 4096) { block in
      let x = (0..<1 << 20).map { Float(bitPattern: UInt32(block << 20 | $0)) }
      var mine = (error: 0.0, x: Float(0))
      for (x, y) in zip(x, function(Tensor(x)).scalars) {
        let error = unitsApart(y, exact(Double(x)))
        if error > mine.error { mine = (error, x) }
      }
      worst.withLock { if mine.error > $0.error { $0 = mine } }
    }
    let (error, x) = worst.withLock { $0 }
    print("\(name): at most \(error) units in the last place, at \(x)")
    #expect(error <= 2, "\(name) at \(x)")
  }
}

/// The distance of a result from the right one, in units of the right one's last place.
private func unitsApart(_ y: Float, _ exact: Double) -> Double {
  let nearest = Float(exact)
  if nearest.isNaN || y.isNaN { return nearest.isNaN && y.isNaN ? 0 : .infinity }
  if nearest.isInfinite || y.isInfinite { return nearest == y ? 0 : .infinity }
  return abs(Double(y) - exact) / Double(nearest.ulp)
}
