// The table that people read and the JSON that programs read.

import Foundation

/// Prints one topic: a heading, then a line for each row as it is measured.
struct Table {
  let columns: [String]

  init(_ topic: String, columns: [String]) {
    self.columns = columns
    let heads = (["ours"] + columns + ["ratio", "of peak"]).map { cell($0) }.joined()
    print("\n" + topic.padding(toLength: nameWidth, withPad: " ", startingAt: 0) + heads)
  }

  func add(_ result: Measurement, _ ceilings: Ceilings) {
    let values = [result.ours] + columns.map { result.peers[$0] ?? .nan }
    var format = duration
    if case .memory = result.row.work { format = megabytes }
    let ratios = [result.ratio, result.share(of: ceilings)].map { ratio in
      ratio.map { String(format: "%.2f", $0) } ?? "–"
    }
    add(result.row.name, (values.map(format) + ratios).map { cell($0) }.joined())
  }

  func add(_ name: String, _ text: String) {
    print(name.padding(toLength: max(nameWidth, name.count), withPad: " ", startingAt: 0) + text)
    fflush(nil)
  }
}

private let nameWidth = 27

private func cell(_ text: String) -> String {
  String(repeating: " ", count: max(1, 10 - text.count)) + text
}

/// A time in the unit that suits it.
private func duration(_ seconds: Double) -> String {
  switch seconds {
  case ..<1e-3: String(format: "%.1f µs", seconds * 1e6)
  case ..<1: String(format: "%.2f ms", seconds * 1e3)
  case 1...: String(format: "%.2f s", seconds)
  default: "–"
  }
}

private func megabytes(_ bytes: Double) -> String {
  bytes.isNaN ? "–" : String(format: "%.1f MB", bytes * 1e-6)
}

/// A measured row as JSON: times in seconds, memory in bytes.
struct Record: Encodable {
  let topic: String
  let name: String
  let threads: Int
  let ours: Double
  let peers: [String: Double]
  let missing: [String]
  let ratio: Double?
  /// Of the peak of arithmetic or of the bandwidth of memory, in operations or bytes a second.
  let ofPeak: Double?
  let ceilings: Ceilings

  init(_ result: Measurement, _ ceilings: Ceilings, missing: [String]) {
    (topic, name, threads) = (result.row.topic, result.row.name, result.threads)
    (ours, peers, ratio) = (result.ours, result.peers, result.ratio)
    (ofPeak, self.ceilings, self.missing) = (result.share(of: ceilings), ceilings, missing)
  }
}
