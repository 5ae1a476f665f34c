// Measures speed beside the peers that are installed: `SOLUTIONS=all swift run Benchmarks [row|topic …]`.
// The table quotes medians of a call; a ratio above 1 says that we are faster than the fastest peer.

import Foundation

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  if let row = options.peak {
    print(try peakMemory(of: row, options))
    exit(0)
  }
  var records: [Record] = []
  for threads in options.threads { records += measureAll(options, threads: threads) }
  if let path = options.json {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(records).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
} catch {
  FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
  exit(64)
}

/// Measures the chosen rows, topic by topic, on some number of threads.
func measureAll(_ options: Options, threads: Int) -> [Record] {
  pin(to: threads)
  let ceilings = Ceilings(threads: threads)
  print(
    "\n\(threads) thread\(threads == 1 ? "" : "s"), medians of \(options.rounds) rounds; peak "
      + String(format: "%.0f GFLOP/s, ", ceilings.flops * 1e-9)
      + String(format: "memory %.1f GB/s", ceilings.bandwidth * 1e-9))
  #if DEBUG
    print("the labs' own code is not optimised in this build: add `-c release` for the trainings")
  #endif
  var topics: [String] = []
  for row in allRows where options.selects(row) && !topics.contains(row.topic) {
    topics.append(row.topic)
  }
  return topics.flatMap { measure($0, options, threads: threads, ceilings) }
}

private func measure(
  _ topic: String, _ options: Options, threads: Int, _ ceilings: Ceilings
) -> [Record] {
  let (peers, missing) = Peer.all(on: topic, options, threads: threads)
  let table = Table(topic, columns: peers.map(\.column))
  if !missing.isEmpty { print("not here: \(missing.joined(separator: ", "))") }
  return allRows.filter { $0.topic == topic && options.selects($0) }.compactMap { row in
    do {
      let result = try Measurement(row, options, threads: threads, peers: peers)
      table.add(result, ceilings)
      return Record(result, ceilings, missing: missing)
    } catch {
      table.add(row.name, "  \(error)")
      return nil
    }
  }
}

/// Keeps this process and the peers that it starts on the first processors, where the system can.
private func pin(to threads: Int) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  let identifier = String(ProcessInfo.processInfo.processIdentifier)
  process.arguments = ["taskset", "-acp", "0-\(threads - 1)", identifier]
  (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
  try? process.run()
  process.waitUntilExit()
}
