// The ways in which a server can serve a file, and fail to.

import Foundation

/// The file that all test servers have: 40,000 bytes without a pattern.
enum Content {
  static let right = bytes(seed: 1)
  static let wrong = bytes(seed: 2)

  /// The first bytes, which an interrupted download leaves.
  static func beginning(_ count: Int) -> Data { right.prefix(count) }

  private static func bytes(seed: UInt32) -> Data {
    var state = seed
    return Data(
      (0..<40_000).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(state >> 24)
      })
  }
}

/// Where a broken server breaks off.
let breakingPoint = 24_000

/// The head of an HTTP response.
func head(_ status: String, _ fields: String...) -> ServerAction {
  let lines = ["HTTP/1.1 \(status)"] + fields + ["Connection: close", "", ""]
  return .send(Data(lines.joined(separator: "\r\n").utf8))
}

/// The head of an answer with a part of the file.
func partial(_ range: String, _ fields: String...) -> ServerAction {
  let lines = ["HTTP/1.1 206 Partial Content", "Content-Range: \(range)"] + fields
  return .send(Data((lines + ["Connection: close", "", ""]).joined(separator: "\r\n").utf8))
}

/// Serves as it should, `Range` included, or does so up to a position and then something else.
func serving(
  _ content: Data = Content.right, until end: Int = 40_000, then last: [ServerAction] = []
) -> FileServer.Behaviour {
  { request, _ in
    let from = request.from ?? 0
    guard from < content.count else { return [head("416 Range Not Satisfiable")] }
    let length = "Content-Length: \(content.count - from)"
    let start =
      request.from == nil
      ? head("200 OK", length)
      : partial("bytes \(from)-\(content.count - 1)/\(content.count)", length)
    return [start, .send(content[from..<max(from, end)])] + last
  }
}

/// Answers every request in the same way.
func always(_ actions: [ServerAction]) -> FileServer.Behaviour { { _, _ in actions } }

/// Answers requests for a part in one way, those for the whole file as it should.
func onRange(_ actions: [ServerAction]) -> FileServer.Behaviour {
  { $0.from == nil ? serving()($0, $1) : actions }
}

/// Knows nothing of `Range`.
func ignoringRange(until end: Int = 40_000) -> FileServer.Behaviour {
  { serving(until: end)(FileRequest(path: $0.path, from: nil), $1) }
}

/// Sends the client to another place, and there does something else.
func redirecting(to place: String, _ behaviour: @escaping FileServer.Behaviour)
  -> FileServer.Behaviour
{
  { request, earlier in
    request.path == place
      ? behaviour(request, earlier)
      : [head("302 Found", "Location: \(place)", "Content-Length: 0")]
  }
}

/// A small page of text, with its length.
func page(_ status: String) -> [ServerAction] {
  let text = "<html><h1>\(status)</h1></html>"
  return [
    head(status, "Content-Type: text/html; charset=utf-8", "Content-Length: \(text.utf8.count)"),
    .send(Data(text.utf8)),
  ]
}

/// Sends the file in pieces, with pauses between them.
let dripping: FileServer.Behaviour = { _, _ in
  [head("200 OK", "Content-Length: 40000")]
    + (0..<20).flatMap { piece -> [ServerAction] in
      [.send(Content.right[2000 * piece..<2000 * (piece + 1)]), .wait(0.06)]
    }
}
