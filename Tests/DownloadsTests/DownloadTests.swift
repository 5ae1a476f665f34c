// Whole downloads: where they go, what they leave alone, interruptions, and two at a time.

import Datasets
import Foundation
import Testing

struct DownloadTests {
  @Test("Each file is asked of the mirror that worked last, and the bar counts all their bytes")
  func theMirrorThatWorked() async throws {
    try await withServers([always(page("404 Not Found")), serving()]) { trial, servers in
      let run = try TrialRun(
        Trial.set(servers.map(\.address), files: 2), into: trial.folder, scratch: trial.root)
      let ending = try await run.run()
      #expect(
        servers.map { $0.requests.map(\.path) } == [["/images.gz"], ["/images.gz", "/labels.gz"]])
      #expect(
        Trial.files(in: trial.folder) == ["images.gz": Content.right, "labels.gz": Content.right])
      #expect(ending.bars.count == 1)
      #expect(ending.bars.first?.hasPrefix("Trial  100%  80.0/80.0 kB  ") == true)
    }
  }

  @Test("A folder that has the files in any form is left alone, and no server hears of it")
  func nothingToDo() async throws {
    try await withServers([serving()]) { trial, servers in
      let set = Trial.set([servers[0].address], files: 2)
      try Content.right.write(to: trial.folder.appendingPathComponent("images"))
      try Content.right.write(to: trial.folder.appendingPathComponent("labels.gz"))
      let before = Trial.files(in: trial.folder)
      let ending = try await TrialRun(set, into: trial.folder, scratch: trial.root).run()
      #expect(ending.lines == ["ready in \(trial.folder.path)"])
      #expect(ending.error == "" && ending.status == 0)
      #expect(servers[0].requests.isEmpty)
      #expect(Trial.files(in: trial.folder) == before)
    }
  }

  @Test("Only the file that is missing is fetched") func onlyTheMissing() async throws {
    try await withServers([serving()]) { trial, servers in
      try Content.right.write(to: trial.folder.appendingPathComponent("images.gz"))
      let set = Trial.set([servers[0].address], files: 2)
      let ending = try await TrialRun(set, into: trial.folder, scratch: trial.root).run()
      #expect(ending.status == 0)
      #expect(servers[0].requests.map(\.path) == ["/labels.gz"])
      #expect(Set(Trial.files(in: trial.folder).keys) == ["images.gz", "labels.gz"])
    }
  }

  @Test("Another file of that name in a folder of the user's is never replaced")
  func theUsersFile() async throws {
    try await withServers([serving()]) { trial, servers in
      let file = trial.folder.appendingPathComponent("images.gz")
      try Content.wrong.write(to: file)
      let set = Trial.set([servers[0].address])
      let ending = try await TrialRun(set, into: trial.folder, scratch: trial.root).run()
      let sums = [Content.wrong, Content.right].map { SHA256.checksum([UInt8]($0)).prefix(12) }
      #expect(
        ending.error
          == "\(file.path): not the file of Trial — its content has SHA-256 \(sums[0])…, expected "
          + "\(sums[1])… — move it away, or name another folder with --data\n")
      #expect(ending.status == 66 && ending.lines == [])
      #expect(servers[0].requests.isEmpty)
      #expect(Trial.files(in: trial.folder) == ["images.gz": Content.wrong])
    }
  }

  @Test("Without a folder it goes to the cache, where a wrong file is replaced, and is found there")
  func theCache() async throws {
    try await withServers([serving()]) { trial, servers in
      let set = Trial.set([servers[0].address])
      let environment = ["XDG_CACHE_HOME": trial.root.path, "HOME": trial.root.path]
      let cache = set.cacheFolder(environment)
      try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
      try Content.wrong.write(to: cache.appendingPathComponent("images.gz"))
      for times in 1...2 {
        let run = try TrialRun(set, into: nil, scratch: trial.root, environment: environment)
        #expect(try await run.run().lines.last == "ready in \(cache.path)")
        #expect(Trial.files(in: cache) == ["images.gz": Content.right])
        #expect(servers[0].requests.count == 1, "run \(times)")
      }
      #expect(try MNIST.find(set, argument: nil, environment: environment)?.path == cache.path)
    }
  }

  @Test("A wrong file in the cache is gone even when no right one comes") func theCacheStaysClean()
    async throws
  {
    try await withServers([always([])]) { trial, servers in
      let set = Trial.set([servers[0].address])
      let environment = ["XDG_CACHE_HOME": trial.root.path, "HOME": trial.root.path]
      let cache = set.cacheFolder(environment)
      try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
      try Content.wrong.write(to: cache.appendingPathComponent("images.gz"))
      let run = try TrialRun(set, into: nil, scratch: trial.root, environment: environment)
      #expect(try await run.run().status == 66)
      #expect(Trial.files(in: cache) == [:])
    }
  }

  @Test("NNLABS_MIRROR is asked first, in a folder for the set") func aMirrorOfOnesOwn()
    async throws
  {
    try await withServers([serving(), serving()]) { trial, servers in
      let run = try TrialRun(
        Trial.set([servers[0].address]), into: trial.folder, scratch: trial.root,
        environment: ["NNLABS_MIRROR": servers[1].address])
      #expect(try await run.run().status == 0)
      #expect(servers.map { $0.requests.map(\.path) } == [[], ["/trial/images.gz"]])
    }
  }

  @Test(
    "NNLABS_MIRROR must be the address of a server",
    arguments: ["teacher", "file:///data", "http://"])
  func noMirror(text: String) async throws {
    try await withServers([serving()]) { trial, servers in
      let run = try TrialRun(
        Trial.set([servers[0].address]), into: trial.folder, scratch: trial.root,
        environment: ["NNLABS_MIRROR": text])
      #expect(
        try await run.run().error
          == "NNLABS_MIRROR: not the address of a server — \(text) — write it like "
          + "http://192.168.0.10:8000, or unset it\n")
      #expect(servers[0].requests.isEmpty)
    }
  }

  @Test("A name that no server has") func unknownHost() async throws {
    try await withServers([nil]) { trial, _ in
      // A label of more than 63 letters is refused before any server of names is asked.
      let host = String(repeating: "x", count: 64) + ".invalid"
      let run = try TrialRun(
        Trial.set(["http://\(host)/"]), into: trial.folder, scratch: trial.root)
      #expect(
        try await run.run().error
          == "\(trial.folder.path)/images.gz: cannot be downloaded — \(host): no such host — check "
          + "the network and run it again, or put the files of "
          + "http://\(host)/ into that folder by hand\n"
      )
      #expect(Trial.files(in: trial.folder) == [:])
    }
  }

  @Test("Moved to another server") func movedElsewhere() async throws {
    try await withServers([serving()]) { trial, servers in
      let place = "Location: \(servers[0].address)elsewhere"
      let first = try FileServer(always([head("307 Moved", place, "Content-Length: 0")]))
      defer { first.stop() }
      let set = Trial.set([first.address])
      #expect(try await TrialRun(set, into: trial.folder, scratch: trial.root).run().status == 0)
      #expect(Trial.files(in: trial.folder) == ["images.gz": Content.right])
      #expect(servers[0].requests.map(\.path) == ["/elsewhere"])
    }
  }
}
