// A peer written in Python, kept alive beside us: a line in starts a sample, a number comes back.

import Foundation

/// One library on one topic, in a process of its own.
final class Peer {
  /// The library, or the variant of it, that heads the column.
  let column: String
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// Starts the variants of all libraries that `Peers/<topic>.py` knows, and says which are missing.
  static func all(on topic: String, _ options: Options, threads: Int) -> (
    [Peer], missing: [String]
  ) {
    let script = (try? String(contentsOf: folder.appending(path: "\(topic).py"), encoding: .utf8))
    let columns = (script ?? "").split(separator: "\n").compactMap { line -> String? in
      let libraries = ["numpy", "torch", "jax"]
      guard line.hasPrefix("def "), let name = line.dropFirst(4).split(separator: "(").first,
        libraries.contains(where: name.hasPrefix)
      else { return nil }
      return String(name)
    }
    let started = columns.map { ($0, Peer($0, topic, options, threads: threads)) }
    return (started.compactMap(\.1), started.filter { $0.1 == nil }.map(\.0))
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Peers")

  /// Starts one; nil where Python or the library is missing.
  private init?(_ column: String, _ topic: String, _ options: Options, threads: Int) {
    self.column = column
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      options.python, "-B", "-W", "ignore", Peer.folder.appending(path: "peer.py").path, topic,
      column, String(threads), String(sampleSeconds), options.data ?? "",
    ]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil, line() == "ready" else { return nil }
  }

  deinit { process.terminate() }

  /// The seconds of a call in one more sample; nil when the peer does not know the work.
  func sample(_ work: String) -> Double? {
    guard process.isRunning else { return nil }
    try? input.fileHandleForWriting.write(contentsOf: Data((work + "\n").utf8))
    return line().flatMap(Double.init)
  }

  private func line() -> String? {
    var bytes = Data()
    while true {
      let byte = output.fileHandleForReading.readData(ofLength: 1)
      if byte.isEmpty { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte[byte.startIndex] == 10 { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
  }
}
