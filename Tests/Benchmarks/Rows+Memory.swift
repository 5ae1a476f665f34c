// The memory of the trainings: the peak of a process that does nothing else.

import Foundation

let memoryRows = [
  Row("memory", "mlp-epoch-memory", .memory, peer: "mlp-epoch") { try mlpEpoch($0) },
  Row("memory", "mlp-small-memory", .memory, peer: "mlp-small") { _ in smallSteps(1000) },
]

/// Does the work of a row twice and returns the most memory, in bytes, that this process has had.
func peakMemory(of row: Row, _ options: Options) throws -> Int {
  let call = try row.prepare(options)
  for _ in 0..<2 { call() }
  return peakMemory()
}

/// The peak that another process of this program reports for a row; NaN when it fails.
func peakOfChild(_ row: Row, _ options: Options) -> Double {
  let (child, output) = (Process(), Pipe())
  child.executableURL = Bundle.main.executableURL
  child.arguments = ["--peak", row.name] + (options.data.map { ["--data", $0] } ?? [])
  child.standardOutput = output
  guard (try? child.run()) != nil else { return .nan }
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  child.waitUntilExit()
  return Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .nan
}

/// The most bytes that this process has had in memory.
private func peakMemory() -> Int {
  #if os(Linux)
    // NB: getrusage would count what the parent had when it started this process.
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 } ?? 0
  #else
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #endif
}
