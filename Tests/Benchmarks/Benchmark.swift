// A row of the table, and how its peer is kept beside it.

import Foundation
import Shared

/// One thing measured, in seconds a round or in units a second.
struct Benchmark: Sendable {
  let name: String
  let unit: String
  let peer: String
  /// Prepares the work; the closures that come back are one round of ours and one of the peer's.
  let prepare:
    @Sendable (Options) throws -> (ours: () throws -> Double, peer: (() throws -> Double)?)
  let higherIsBetter: Bool

  func measure(_ options: Options) throws -> Result {
    try Parallelism.$threads.withValue(options.threads) {
      let (ours, peer) = try prepare(options)
      _ = try ours()  // warms caches and memory, as the peer's first round does
      _ = try peer?()
      var mine: [Double] = []
      var theirs: [Double] = []
      for _ in 0..<options.rounds {
        mine.append(try ours())
        if let peer { theirs.append(try peer()) }
      }
      return Result(self, mine, theirs)
    }
  }
}

/// Medians of a row.
struct Result: Encodable {
  let name: String
  let unit: String
  let ours: Double
  let peer: String
  let peers: Double?
  /// How many times as fast as the peer.
  let ratio: Double?

  init(_ benchmark: Benchmark, _ mine: [Double], _ theirs: [Double]) {
    name = benchmark.name
    unit = benchmark.unit
    peer = benchmark.peer
    ours = median(mine)
    peers = theirs.isEmpty ? nil : median(theirs)
    ratio = peers.map { [ours] in benchmark.higherIsBetter ? ours / $0 : $0 / ours }
  }

  var line: String {
    let start = name.padding(toLength: 14, withPad: " ", startingAt: 0)
    let mine = String(format: "%9.3f %@", ours, unit)
    guard let peers, let ratio else { return "\(start)\(mine)   \(peer) is not here" }
    return "\(start)\(mine)   \(peer) \(String(format: "%9.3f", peers))   ratio "
      + String(format: "%.2f", ratio)
  }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}

func seconds(_ body: () -> Void) -> Double {
  ContinuousClock().measure(body) / .seconds(1)
}
