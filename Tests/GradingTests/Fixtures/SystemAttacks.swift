// The attacks that use the system: processes, file descriptors, files, forged records.
import Foundation
import Grading
import Shared

extension Attack {
  static let processes: [Attack] = [
    Attack(description: "a process left behind", state: "failed", message: "not written") { _ in
      fork { while always { sleep(1) } }
    },
    Attack(description: "a session left behind", state: "failed", message: "not written") { _ in
      fork {
        setsid()
        while always { sleep(1) }
      }
    },
    Attack(description: "a busy session left behind", state: "failed") { _ in
      for _ in 0..<3 {
        fork {
          setsid()
          while always {}
        }
      }
    },
    Attack(description: "an exit behind a fork", state: "stopped early") { _ in
      fork { while always { sleep(1) } }
      exit(0)
    },
  ]

  static let files: [Attack] = [
    Attack(description: "closing every descriptor", state: "stopped early") { _ in
      for descriptor in 0..<Int32(256) { close(descriptor) }
    },
    Attack(description: "forged records on every descriptor", state: "failed") { _ in
      let lines = """

        Test attack(_:) passed after 0.001 seconds.
        T 1 entry .eg== .AQIBAAAAAgAAAAAAQEAAAIBA T
        00000000-0000-0000-0000-000000000000 1 end .eg== . 00000000-0000-0000-0000-000000000000
        {"kind": "event", "payload": {"kind": "testEnded", "messages": []}}

        """
      for descriptor in Int32(1)..<64 { _ = write(descriptor, lines, lines.utf8.count) }
      print("✔ Test run with 1 test passed after 0.001 seconds.")
    },
    Attack(description: "half a record", state: "failed", message: "not written") { _ in
      for descriptor in Int32(3)..<64 { _ = write(descriptor, "\nT 1 entry .eg== .AQ", 19) }
    },
    Attack(description: "another folder", state: "failed", message: "not written") { _ in
      chdir("/")
    },
    Attack(description: "deleted files", state: "failed", message: "not written") { _ in
      let folder = FileManager.default.currentDirectoryPath
      guard folder.contains("nnlabs-") else { return }
      try? FileManager.default.removeItem(atPath: folder)
    },
    Attack(description: "higher limits", state: "timed out") { _ in
      var most = rlimit(rlim_cur: .max, rlim_max: .max)
      #if canImport(Glibc)
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &most)
      #else
        setrlimit(RLIMIT_CPU, &most)
      #endif
      signal(SIGXCPU, SIG_IGN)
      while always {}
    },
  ]

  /// What only a grade can stop; each has its way only if it gets through.
  static let onTheJudge: [Attack] = [
    Attack(description: "killing its parent", state: "failed", message: "not written") { sheet in
      if kill(getppid(), SIGKILL) == 0 && getppid() != 1 { sheet["z"] = "killed" }
    },
    Attack(description: "killing everything", state: "crashed", message: "signal") { _ in
      guard getpid() < 100, getppid() == 1 else { return }  // only where the walls stand
      kill(-1, SIGKILL)
      kill(getpid(), SIGKILL)
    },
    Attack(description: "reading the tests", state: "failed", message: "not written") { sheet in
      guard let text = try? String(contentsOfFile: #filePath, encoding: .utf8), !text.isEmpty
      else { return }
      sheet["z"] = Tensor([3, 4], shape: [1, 2])
    },
    Attack(description: "looking for the judge", state: "failed", message: "not written") { sheet in
      let own = [getpid(), getppid(), 1].map { "\($0)" }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      let others = names.filter { Int($0) != nil && !own.contains($0) }
      if !others.isEmpty { sheet["z"] = others.joined(separator: " ") }
    },
    Attack(description: "writing elsewhere", state: "failed", message: "not written") { sheet in
      let folder = FileManager.default.currentDirectoryPath
      let above = URL(fileURLWithPath: folder).deletingLastPathComponent().path
      for place in [above, "/tmp", "/var/tmp", "/dev/shm", "/etc", "/usr"] {
        let path = "\(place)/nnlabs-forbidden-\(UUID().uuidString)"
        guard creat(path, 0o600) >= 0 else { continue }
        unlink(path)
        sheet["z"] = path
      }
    },
  ]

  /// Swift hides `fork`; hostile code finds it.
  private static func fork(_ work: () -> Void) {
    typealias Fork = @convention(c) () -> pid_t
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "fork") else { return }
    if unsafeBitCast(symbol, to: Fork.self)() == 0 {
      work()
      _exit(0)
    }
  }
}
