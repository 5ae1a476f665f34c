// Servers that fail in every way, one case each: what the user reads, what is asked of whom, and
// what is in the folder afterwards.

import Datasets
import Foundation
import Testing

/// What servers do, and what must come of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
  enum Beginning: Sendable {
    case none, right, wrong, whole, tooLong
  }

  let testDescription: String
  /// The mirrors in order; `nil` refuses connections.
  let servers: [FileServer.Behaviour?]
  var beginning = Beginning.none
  var stallLimit = 10.0
  /// The lines about mirrors that were left for the next one, by number.
  var troubles: [String] = []
  /// Why no mirror delivered it, or nothing if one did.
  var failure: String?
  /// Which mirror was asked from which position.
  let asked: [String]
  /// How much of the file is left for the next run, where it failed.
  var left = 0

  init(
    _ name: String, _ servers: [FileServer.Behaviour?], beginning: Beginning = .none,
    stallLimit: Double = 10, troubles: [String] = [], fails failure: String? = nil,
    asks asked: [String], leaves left: Int = 0
  ) {
    testDescription = name
    self.servers = servers
    self.beginning = beginning
    self.stallLimit = stallLimit
    self.troubles = troubles
    self.failure = failure
    self.asked = asked
    self.left = left
  }
}

struct FaultTests {
  /// So few run at a time that no server looks stalled for want of a processor.
  private static let turnstile = Turnstile(places: 4)

  @Test("A server's fault ends in the right file, or in one line and no file", arguments: faults)
  func fault(_ fault: FaultCase) async throws {
    await Self.turnstile.enter()
    defer { Task { await Self.turnstile.leave() } }
    try await withServers(fault.servers) { trial, servers in
      try await check(fault, trial, servers)
    }
  }

  private func check(_ fault: FaultCase, _ trial: Trial, _ servers: [FileServer]) async throws {
    let file = trial.folder.appendingPathComponent("images.gz")
    try begin(fault.beginning, file)
    let run = try TrialRun(
      Trial.set(servers.map(\.address)), into: trial.folder, scratch: trial.root,
      stallLimit: fault.stallLimit)
    let ending = try await run.run()

    func named(_ text: String) -> String {
      servers.indices.reduce(text) {
        $0.replacing("#\($1 + 1)", with: "127.0.0.1:\(servers[$1].port)")
      }
    }
    var lines = ["downloading Trial into \(trial.folder.path)"] + fault.troubles.map(named)
    if fault.failure == nil { lines.append("ready in \(trial.folder.path)") }
    #expect(ending.lines == lines)
    let remedy =
      fault.left > 0 ? "run it again to continue" : "check the network and run it again"
    let error = fault.failure.map {
      "\(file.path): cannot be downloaded — \(named($0)) — \(remedy), or put the "
        + "files of \(servers[0].address) into that folder by hand\n"
    }
    #expect(ending.error == error ?? "")
    #expect(ending.status == (error == nil ? 0 : 66))
    let asked = servers.enumerated().flatMap { number, server in
      server.requests.map { "#\(number + 1)" + ($0.from.map { " from \($0)" } ?? "") }
    }
    #expect(asked == fault.asked)
    let left = fault.left == 0 ? [:] : ["images.gz.part": Content.beginning(fault.left)]
    #expect(Trial.files(in: trial.folder) == (error == nil ? ["images.gz": Content.right] : left))
    #expect(servers.allSatisfy { $0.bytesSent < FileServer.floodLimit / 4 })
  }

  private func begin(_ beginning: FaultCase.Beginning, _ file: URL) throws {
    let content: Data? =
      switch beginning {
      case .none: nil
      case .right: Content.beginning(10_000)
      case .wrong: Content.wrong.prefix(10_000)
      case .whole: Content.right
      case .tooLong: Content.right + [0]
      }
    try content?.write(to: file.appendingPathExtension("part"))
  }
}

/// Lets so many in at a time.
actor Turnstile {
  private var places: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { self.places = places }

  func enter() async {
    guard places == 0 else {
      places -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    guard !waiting.isEmpty else {
      places += 1
      return
    }
    waiting.removeFirst().resume()
  }
}
