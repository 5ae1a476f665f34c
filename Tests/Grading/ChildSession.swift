// The child's side: run the bodies of one test, from a given check on, and stream what they write.
@preconcurrency import Foundation
import Shared
import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Darwin)
  @preconcurrency import Darwin
#endif

/// The one session of a child process.
final class ChildSession: Sendable {
  /// What the judge asked for: written into the environment, read and removed at the start.
  struct Order: Codable, Sendable {
    var token: String
    var channel: Int32
    var lifeline: Int32
    var firstCheck: Int
    var argument: String
  }

  static let variable = "NNLABS_SESSION"

  /// The session of this process; nil in a judge.
  static let current: ChildSession? = {
    guard let text = ProcessInfo.processInfo.environment[variable],
      let order = try? JSONDecoder().decode(Order.self, from: Data(text.utf8))
    else { return nil }
    unsetenv(variable)
    return ChildSession(order)
  }()

  let order: Order
  private let reached = Mutex(0)

  private init(_ order: Order) {
    self.order = order
    Unfinished.report.withLock { report in
      report = { [self] label, file, line in
        send(Message(.todo, "\(label)\n\(file)\n\(line)"))
      }
    }
    // Line by line, so that what was printed before a crash is not lost.
    setvbuf(stdout, nil, _IOLBF, 0)
    let lifeline = order.lifeline
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while read(lifeline, &byte, 1) != 0 {}
      _exit(98)  // the judge is gone
    }
  }

  /// Runs one body, unless an earlier child did.
  func run(_ name: String, _ body: (Sheet) throws -> Void) {
    let index = reached.withLock { count in
      count += 1
      return count - 1
    }
    guard index >= order.firstCheck else { return }
    mark(index)
    defer { mark(nil) }
    send(Message(.begin, name))
    do {
      try body(Sheet { self.send($0) })
    } catch {
      send(Message(.threw, String(describing: error)))
    }
    send(Message(.end, name))
  }

  /// Says in the output which check what follows belongs to; none without an index.
  private func mark(_ index: Int?) {
    fflush(nil)
    let line = Array("\n\(Printed.mark(order.token)) \(index ?? -1)\n".utf8)
    _ = line.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }

  private func send(_ message: Message) {
    let check = reached.withLock { $0 } - 1
    let bytes = Array(message.line(token: order.token, check: check).utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(order.channel, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      sent += count
    }
  }
}
