// Measures speed beside a peer in the same run: `SOLUTIONS=all swift run -c release Benchmarks`.
// A row is measured in turn with its peer, round by round, so that both meet the same machine; the
// table quotes medians and their ratio.

import Foundation

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  let rows = benchmarks.filter { options.names.isEmpty || options.names.contains($0.name) }
  print(
    "medians of \(options.rounds) rounds, \(options.threads) thread(s); higher ratios are better")
  var results: [Result] = []
  for benchmark in rows {
    let result = try benchmark.measure(options)
    print(result.line)
    fflush(nil)
    results.append(result)
  }
  if let path = options.json {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(results).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
} catch {
  FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
  exit(64)
}
