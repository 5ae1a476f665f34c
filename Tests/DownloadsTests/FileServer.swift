// A server of one file on 127.0.0.1 that does what it is told, however bad: plain sockets on plain
// threads, so that it can break every rule of HTTP and never blocks Swift's own threads.

import Foundation
import Synchronization

/// What a client asked for.
struct FileRequest: Equatable, Sendable {
  let path: String
  /// The position in its `Range` header.
  let from: Int?
}

/// What the server does next on a connection.
enum ServerAction: Sendable {
  case send(Data)
  /// Sends the same bytes for as long as the client takes them, or up to a limit.
  case flood(Data)
  /// Waits for the client to hang up, so many seconds at most.
  case wait(Double)
  /// Waits for the gate, ten seconds at most.
  case waitForGate
  /// Ends the connection with a reset instead of a regular end.
  case reset
}

/// A server that lives as long as the object; it takes 64 connections at most.
final class FileServer: Sendable {
  typealias Behaviour = @Sendable (_ request: FileRequest, _ earlier: Int) -> [ServerAction]

  static let floodLimit = 128 << 20

  let port: UInt16
  let gate = DispatchSemaphore(value: 0)
  private let listener: Int32
  private let behaviour: Behaviour
  private let isRefusing: Bool
  private let isStopped = Mutex(false)
  private let log = Mutex<[FileRequest]>([])
  private let sent = Mutex(0)

  /// What was asked so far.
  var requests: [FileRequest] { log.withLock { $0 } }
  /// How many bytes went out, heads included.
  var bytesSent: Int { sent.withLock { $0 } }
  var address: String { "http://127.0.0.1:\(port)/" }

  /// Starts a server; without a behaviour it has a port of its own and refuses every connection.
  init(_ behaviour: Behaviour?) throws {
    (listener, port) = try Socket.bound()
    isRefusing = behaviour == nil
    self.behaviour = behaviour ?? { _, _ in [] }
    guard !isRefusing else { return }
    guard listen(listener, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
    Thread.detachNewThread { self.accept() }
  }

  /// Frees the port.
  func stop() {
    isStopped.withLock { $0 = true }
    if isRefusing { close(listener) }
  }

  private func accept() {
    var taken = 0
    while taken < 64, !isStopped.withLock({ $0 }) {
      guard Socket.hasNews(listener, within: 0.1) else { continue }
      let connection = Foundation.accept(listener, nil, nil)
      guard connection >= 0 else { continue }
      taken += 1
      Socket.prepare(connection)
      Thread.detachNewThread { self.serve(connection) }
    }
    close(listener)
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    guard let request = Self.readRequest(connection) else { return }
    let earlier = log.withLock { log in
      log.append(request)
      return log.count - 1
    }
    for action in behaviour(request, earlier) {
      guard perform(action, connection) else { return }
    }
    // Sends the end even if another process has inherited the connection.
    shutdown(connection, Int32(SHUT_RDWR))
  }

  /// Does one thing; false when nothing may follow.
  private func perform(_ action: ServerAction, _ connection: Int32) -> Bool {
    switch action {
    case .send(let data):
      sent.withLock { $0 += data.count }
      return Socket.send(data, connection)
    case .flood(let data):
      for _ in 0..<max(1, Self.floodLimit / data.count) {
        guard Socket.send(data, connection) else { return false }
        sent.withLock { $0 += data.count }
      }
      return false
    case .wait(let seconds): return !Socket.hasNews(connection, within: seconds)
    case .waitForGate: return gate.wait(timeout: .now() + 10) == .success
    case .reset:
      Socket.makeCloseReset(connection)
      return false
    }
  }

  private static func readRequest(_ connection: Int32) -> FileRequest? {
    var head = Data()
    while head.range(of: Data("\r\n\r\n".utf8)) == nil {
      guard head.count < 16_384, let more = Socket.receive(connection) else { return nil }
      head += more
    }
    let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return nil }
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
    let from = range.flatMap { Int($0.dropFirst("range: bytes=".count).prefix { $0.isNumber }) }
    return FileRequest(path: String(words[1]), from: from)
  }
}
