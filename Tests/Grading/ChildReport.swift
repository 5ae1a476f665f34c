// What one child left behind: its messages, the edges of its output, and how it ended.

/// The result of one launch.
struct ChildReport: Sendable {
  /// Why a child ended.
  enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    case timedOut(String)
    case outOfMemory(String)
    case tooMuchOutput(String)
    case neverRan(String)
  }

  var messages: [(check: Int, message: Message)] = []
  var output = ""
  /// The same, sorted by check.
  var printed = Printed("", token: "")
  var ending = Ending.neverRan("the child process was not started")
}

/// The first and last part of a stream that may be endless.
struct Excerpt {
  private(set) var count = 0
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private let edge = 1 << 16

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    count += bytes.count
    let room = edge - head.count
    head += bytes.prefix(room)
    tail += bytes.dropFirst(room)
    if tail.count > 2 * edge { tail.removeFirst(tail.count - edge) }
  }

  var text: String { String(decoding: head + tail, as: UTF8.self) }
}
