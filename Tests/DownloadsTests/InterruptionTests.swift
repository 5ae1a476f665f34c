// Downloads that are ended from outside: by the server, a signal, a full disk; and two at once.

import Datasets
import Foundation
import Testing

struct InterruptionTests {
  /// Serves the beginning, and the rest once the test opens the gate.
  private static let gated = serving(until: 24_000, then: [.waitForGate])

  private func hasPart(_ trial: Trial) async throws -> Bool {
    let folder = trial.folder
    return try await eventually { Trial.files(in: folder)["images.gz.part"]?.count == 24_000 }
  }

  @Test("A server that disappears half-way leaves a beginning that the next run continues")
  func theServerDisappears() async throws {
    let behaviour: FileServer.Behaviour = {
      $1 == 0
        ? serving(until: 24_000, then: [.waitForGate, .reset])($0, $1) : serving()($0, $1)
    }
    try await withServers([behaviour]) { trial, servers in
      let server = servers[0]
      let set = Trial.set([server.address])
      async let ending = TrialRun(set, into: trial.folder, scratch: trial.root).run()
      #expect(try await hasPart(trial))
      server.gate.signal()
      let ended = try await ending
      #expect(
        ended.error
          == "\(trial.folder.path)/images.gz: cannot be downloaded — 127.0.0.1:\(server.port): "
          + "broke off after 24000 of 40000 bytes — run it again to continue, or put the files of "
          + "\(server.address) into that folder by hand\n")
      #expect(Trial.files(in: trial.folder) == ["images.gz.part": Content.beginning(24_000)])
      #expect(try await TrialRun(set, into: trial.folder, scratch: trial.root).run().status == 0)
      #expect(Trial.files(in: trial.folder) == ["images.gz": Content.right])
      #expect(server.requests.map(\.from) == [nil, 24_000])
    }
  }

  @Test("A run that is killed leaves a beginning that the next run continues, and counts")
  func killed() async throws {
    let behaviour: FileServer.Behaviour = {
      $1 == 0 ? Self.gated($0, $1) : serving()($0, $1)
    }
    try await withServers([behaviour]) { trial, servers in
      let server = servers[0]
      let set = Trial.set([server.address])
      let run = try TrialRun(set, into: trial.folder, scratch: trial.root)
      async let ending = run.run()
      #expect(try await hasPart(trial))
      kill(run.processID, SIGKILL)
      let killed = try await ending
      #expect(killed.reason == .uncaughtSignal)
      server.gate.signal()
      #expect(Trial.files(in: trial.folder) == ["images.gz.part": Content.beginning(24_000)])
      let second = try await TrialRun(set, into: trial.folder, scratch: trial.root).run()
      #expect(second.status == 0)
      #expect(Trial.files(in: trial.folder) == ["images.gz": Content.right])
      #expect(server.requests.map(\.from) == [nil, 24_000])
    }
  }

  @Test("Of two runs at once one downloads and the other waits for it") func twoAtOnce()
    async throws
  {
    let behaviour: FileServer.Behaviour = { request, _ in
      [
        head("200 OK", "Content-Length: 40000"), .send(Content.beginning(24_000)), .waitForGate,
        .send(Content.right.dropFirst(24_000)),
      ]
    }
    try await withServers([behaviour]) { trial, servers in
      let server = servers[0]
      let set = Trial.set([server.address])
      let file = trial.folder.appendingPathComponent("images.gz").path
      async let first = TrialRun(set, into: trial.folder, scratch: trial.root).run()
      #expect(try await hasPart(trial))
      let waiting = try TrialRun(set, into: trial.folder, scratch: trial.root)
      async let second = waiting.run()
      #expect(try await eventually { waiting.outputSoFar.contains("waiting for it") })
      server.gate.signal()
      let (one, other) = try await (first, second)
      #expect(one.lines.last == "ready in \(trial.folder.path)")
      #expect(
        other.lines == [
          "downloading Trial into \(trial.folder.path)",
          "another run downloads \(file); waiting for it", "ready in \(trial.folder.path)",
        ])
      #expect(server.requests.count == 1)
      #expect(Trial.files(in: trial.folder) == ["images.gz": Content.right])
    }
  }

  @Test("A run that waited for one that was killed continues what that one left")
  func theOtherIsKilled() async throws {
    let behaviour: FileServer.Behaviour = {
      $1 == 0 ? Self.gated($0, $1) : serving()($0, $1)
    }
    try await withServers([behaviour]) { trial, servers in
      let server = servers[0]
      let set = Trial.set([server.address])
      let run = try TrialRun(set, into: trial.folder, scratch: trial.root)
      async let first = run.run()
      #expect(try await hasPart(trial))
      let waiting = try TrialRun(set, into: trial.folder, scratch: trial.root)
      async let second = waiting.run()
      #expect(try await eventually { waiting.outputSoFar.contains("waiting for it") })
      kill(run.processID, SIGKILL)
      let (killed, other) = try await (first, second)
      #expect(killed.reason == .uncaughtSignal)
      #expect(other.status == 0)
      server.gate.signal()
      #expect(server.requests.map(\.from) == [nil, 24_000])
      #expect(Trial.files(in: trial.folder) == ["images.gz": Content.right])
    }
  }

  @Test("A run that waited for one that failed begins by itself") func theOtherFails()
    async throws
  {
    let behaviour: FileServer.Behaviour = { $1 == 0 ? [.waitForGate] : serving()($0, $1) }
    try await withServers([behaviour]) { trial, servers in
      let server = servers[0]
      let set = Trial.set([server.address])
      async let first = TrialRun(set, into: trial.folder, scratch: trial.root).run()
      #expect(try await eventually { server.requests.count == 1 })
      let waiting = try TrialRun(set, into: trial.folder, scratch: trial.root)
      async let second = waiting.run()
      #expect(try await eventually { waiting.outputSoFar.contains("waiting for it") })
      server.gate.signal()
      let (failed, other) = try await (first, second)
      #expect(failed.status == 66)
      #expect(other.status == 0 && other.error == "")
      #expect(Trial.files(in: trial.folder) == ["images.gz": Content.right])
    }
  }

  @Test("A disk that takes no more is one line, and leaves no file") func theDiskIsFull()
    async throws
  {
    try await withServers([serving()]) { trial, servers in
      let server = servers[0]
      // A limit on the size of files stands for the full disk; its signal is ignored, so that
      // writing fails as it does there.
      let run = try TrialRun(
        Trial.set([server.address]), into: trial.folder, scratch: trial.root,
        shell: "trap '' XFSZ; ulimit -f 16; ")
      let ending = try await run.run()
      let files = Trial.files(in: trial.folder)
      let part = try #require(files["images.gz.part"])
      #expect(files.count == 1 && part == Content.beginning(part.count) && part.count < 40_000)
      #expect(ending.status == 66)
      let path = "\(trial.folder.path)/images.gz.part"
      #expect(ending.error.hasPrefix("\(path): cannot be written after "))
      #expect(
        ending.error.hasSuffix(
          " bytes — File too large — make room there, or name a folder that you may write to with "
            + "--data\n"))
      #expect(ending.error.count { $0 == "\n" } == 1)
    }
  }

  @Test("A folder that cannot be made is one line") func noFolder() async throws {
    try await withServers([serving()]) { trial, servers in
      let server = servers[0]
      let file = trial.root.appendingPathComponent("file")
      try Data().write(to: file)
      let folder = file.appendingPathComponent("data")
      let run = try TrialRun(Trial.set([server.address]), into: folder, scratch: trial.root)
      #expect(
        try await run.run().error
          == "\(folder.path): cannot make this folder — Not a directory — make room there, "
          + "or name a folder that you may write to with --data\n")
      #expect(server.requests.isEmpty)
    }
  }
}
