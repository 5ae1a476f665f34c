// A peer written in Python, kept alive beside us: a line in starts a round, a number comes back.

import Foundation

/// A process that answers each line on its input with the seconds that one round took it.
final class Peer {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// Starts a script of `Tests/Benchmarks/Peers`; nil where Python or the library is missing.
  init?(_ script: String, _ options: Options, data: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      options.python, folder.appendingPathComponent("Peers/\(script)").path,
      String(options.threads), data,
    ]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard line() == "ready" else { return nil }
  }

  deinit { process.terminate() }

  /// The seconds of one more round.
  func round() throws -> Double {
    input.fileHandleForWriting.write(Data("round\n".utf8))
    guard let answer = line().flatMap(Double.init) else { throw Problem("the peer stopped") }
    return answer
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
