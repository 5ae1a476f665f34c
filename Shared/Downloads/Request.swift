// One file from one mirror: the rest of it where the server can send that, all of it otherwise.

import Datasets
import Foundation

/// What is asked of a mirror.
struct Request {
  let file: DownloadableSet.File
  let mirror: Mirror
  let stallLimit: Double

  /// Receives until the part is as long as the file.
  ///
  /// - Parameters:
  ///   - part: What is here; it keeps what arrived when the server fails half-way.
  ///   - progress: Takes the number of bytes in the part.
  /// - Returns: Whether the bytes that were here before are still in it.
  /// - Throws: `Fault` for what is wrong with the server, `DataError` for the disk.
  func receive(into part: PartFile, _ progress: (Int) -> Void) throws -> Bool {
    let url = mirror.folder.appendingPathComponent(file.name)
    let verdict = try Exchange.run(url, from: part.count) { exchange in
      try follow(exchange, into: part, progress)
    }
    guard verdict == .askForAll else { return verdict == .continues }
    try part.startOver()
    return try receive(into: part, progress)
  }

  /// Follows one exchange to its end, or to an answer that calls for another request.
  private func follow(
    _ exchange: Exchange, into part: PartFile, _ progress: (Int) -> Void
  ) throws -> Answer.Verdict {
    var verdict: Answer.Verdict?
    while let step = exchange.next(within: stallLimit) {
      switch step {
      case .answer(let answer):
        verdict = try answer.verdict(from: part.count, of: file.size)
        if verdict == .askForAll { return .askForAll }
        if verdict == .startsOver { try part.startOver() }
      case .bytes(let data):
        try take(data, into: part)
        progress(part.count)
      case .end(let error):
        guard let verdict else { throw error.map(Fault.unanswered) ?? .unreachable("no answer") }
        guard part.count == file.size else {
          throw Fault.brokeOff(part.count, expected: file.size)
        }
        return verdict
      }
    }
    throw Fault.silent(seconds: stallLimit)
  }

  /// Nothing beyond the known size is stored, so that no server can fill the disk.
  private func take(_ data: Data, into part: PartFile) throws {
    guard part.count + data.count <= file.size else {
      try part.startOver()
      throw Fault.tooLong(expected: file.size)
    }
    try part.append(data)
  }
}
