// The head of a server's answer, and what it allows: to continue a file, to begin it again, or
// nothing.

/// What the header of an HTTP response says about the bytes that follow.
struct Answer: Equatable, Sendable {
  let status: Int
  /// The length of what follows, where the server states it.
  var length: Int?
  var contentRange: String?
  var contentType: String?

  enum Verdict: Equatable {
    /// The bytes continue those that are here.
    case continues
    /// The bytes are the whole file from its beginning.
    case startsOver
    /// The rest cannot be had, so the whole file must be asked for.
    case askForAll
  }

  /// Judges the answer to a request for the bytes from `count` on of a file of `size` bytes.
  func verdict(from count: Int, of size: Int) throws(Fault) -> Verdict {
    switch status {
    case 200:
      if let length, length != size {
        throw isPage ? .page : .length(length, expected: size)
      }
      if isPage { throw .page }
      return .startsOver
    case 206 where count > 0:
      guard let range = Self.range(contentRange), range.from == count, range.to == size - 1 else {
        return .askForAll
      }
      if let total = range.total, total != size { throw .length(total, expected: size) }
      return .continues
    case 416 where count > 0: return .askForAll
    case 301, 302, 303, 307, 308: throw .redirects
    default: throw .status(status)
    }
  }

  private var isPage: Bool { contentType?.lowercased().hasPrefix("text/html") ?? false }

  /// The numbers of `bytes 600-999/1000`, whose last may be an asterisk (RFC 9110, section 14.4).
  private static func range(_ text: String?) -> (from: Int, to: Int, total: Int?)? {
    guard let parts = text?.split(whereSeparator: { " -/".contains($0) }), parts.count == 4,
      parts[0].lowercased() == "bytes", let from = Int(parts[1]), let to = Int(parts[2])
    else { return nil }
    return (from, to, Int(parts[3]))
  }
}
