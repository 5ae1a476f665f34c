// One row measured: a sample of ours, then one of each peer, round by round, so that all meet the same
// machine.

import Foundation
import Shared

/// Seconds that a sample should last; a call that takes longer is a sample by itself.
let sampleSeconds = 0.02

/// Time for the threads of one contestant to fall asleep before the next one starts: those of OpenBLAS
/// spin for 2²⁶ ticks of the processor, some 25 ms.
private let pause = 0.1

/// The medians of a row: seconds of a call, or bytes of a process for a row of memory.
struct Measurement {
  let row: Row
  let threads: Int
  let ours: Double
  /// The same of the peers, by column.
  let peers: [String: Double]

  /// Measures a row beside the peers that know it.
  init(_ row: Row, _ options: Options, threads: Int, peers: [Peer]) throws {
    let sample = try sampler(of: row, options, warmUp: threads > 1)
    var peers = row.peer == nil ? [] : peers
    let rest = threads > 1 && !peers.isEmpty ? pause : 0
    var samples: [String: [Double]] = [:]
    var ours: [Double] = []
    Parallelism.$threads.withValue(threads) {
      for round in 0...options.rounds {
        ours.append(sample())
        Thread.sleep(forTimeInterval: rest)
        peers.removeAll { peer in
          guard let answer = peer.sample(row.peer ?? "") else { return true }
          if round > 0 { samples[peer.column, default: []].append(answer) }
          Thread.sleep(forTimeInterval: rest)
          return false
        }
      }
    }
    (self.row, self.threads) = (row, threads)
    self.ours = median(Array(ours.dropFirst()))
    self.peers = samples.mapValues(median)
  }

  /// How many times as fast as the fastest peer.
  var ratio: Double? { peers.values.min().map { $0 / ours } }

  /// The part of the processor's peak or of the memory's bandwidth that was reached.
  func share(of ceilings: Ceilings) -> Double? {
    switch row.work {
    case .flops(let count): count / ours / ceilings.flops
    case .bytes(let count): count / ours / ceilings.bandwidth
    case .memory, .other: nil
    }
  }
}

/// What takes one sample of ours, after as many calls more when several threads have to find their cores.
private func sampler(of row: Row, _ options: Options, warmUp: Bool) throws -> () -> Double {
  if case .memory = row.work { return { peakOfChild(row, options) } }
  let call = try row.prepare(options)
  var calls: Int?
  return {
    let count = calls ?? callsInSample(call)
    calls = count
    for _ in 0..<(warmUp ? count : 1) { call() }
    return seconds { for _ in 0..<count { call() } } / Double(count)
  }
}

/// Calls that fill a sample; warms caches and memory on the way.
private func callsInSample(_ call: () -> Void) -> Int {
  call()
  let once = seconds(call)
  if once > sampleSeconds { return 1 }
  let few = max(1, Int(sampleSeconds / 10 / once))
  return max(1, Int(sampleSeconds / (seconds { for _ in 0..<few { call() } } / Double(few))))
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

/// Uses a value, so that the work that leads to it must be done.
@inline(never)
func keep<T>(_ value: T) {}
