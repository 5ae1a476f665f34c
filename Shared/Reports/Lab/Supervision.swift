// A lab runs as a child of itself: where the learner's code traps, somebody is left to say in a few
// lines where, instead of the registers and images of the runtime's own report.

import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs this executable once more, and waits for it.
///
/// The child has the terminal, the process group and the input of its parent, so that Ctrl-C and
/// Ctrl-Z reach it as ever. Its error output passes through here.
enum Supervision {
  /// How the child ended.
  struct Ending {
    /// Its exit status, or 128 and the number of the signal that ended it.
    let status: Int32
    let progress: TourProgress?
    /// Set when a signal ended it that nobody sent on purpose.
    let crash: Crash?
  }

  /// Names to the child the folder in which it notes its progress, and the runtime a backtrace.
  static let variable = "NNLABS_SUPERVISED"

  /// Tells the supervisor, if there is one, how far the sections are.
  static func note(_ progress: TourProgress) {
    guard let folder = ProcessInfo.processInfo.environment[variable] else { return }
    progress.note(in: URL(fileURLWithPath: folder))
  }

  /// The child, for the handler that passes signals on.
  private static let child = Atomic<pid_t>(0)

  /// Signals that end the child on purpose, or because nobody reads its output any more.
  private static let onPurpose = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE]

  /// Runs the child to its end, and ends by the same signal when one was sent on purpose.
  ///
  /// - Parameter arguments: The words after its name.
  /// - Returns: How it ended; `nil` without running anything in the child itself, under a debugger,
  ///   whose breakpoints would not reach a child, and where none can be started.
  static func run(_ arguments: [String]) -> Ending? {
    guard ProcessInfo.processInfo.environment[variable] == nil, !isTraced,
      let executable = Bundle.main.executablePath, let folder = makeFolder()
    else { return nil }
    child.store(0, ordering: .relaxed)
    let passedOn = onPurpose.filter { !isIgnored($0) }
    for number in passedOn { _ = signal(number) { Supervision.pass($0) } }
    let ending = run([executable] + arguments, in: folder)
    for number in passedOn { _ = signal(number, SIG_DFL) }
    try? FileManager.default.removeItem(at: folder)
    if let ending, ending.crash == nil, passedOn.contains(ending.status - 128) {
      raise(ending.status - 128)
    }
    return ending
  }

  private static func run(_ line: [String], in folder: URL) -> Ending? {
    var environment = ProcessInfo.processInfo.environment
    let backtrace = folder.appendingPathComponent("backtrace")
    let isOurs = environment["SWIFT_BACKTRACE"] == nil
    environment[variable] = folder.path
    if isOurs { environment["SWIFT_BACKTRACE"] = Crash.settings(writingTo: backtrace) }
    guard let errors = start(line, environment) else { return nil }
    let lastWords = relay(from: errors, holdingReport: isOurs)
    var state: Int32 = 0
    while waitpid(child.load(ordering: .relaxed), &state, 0) < 0, errno == EINTR {}
    let number = state & 0x7f
    let isCrash = number != 0 && !onPurpose.contains(number)
    let trace = (try? String(contentsOf: backtrace, encoding: .utf8)) ?? lastWords
    if !isCrash, isOurs { FileHandle.standardError.write(Data(lastWords.utf8)) }
    return Ending(
      status: number == 0 ? state >> 8 & 0xff : 128 + number, progress: TourProgress(in: folder),
      crash: isCrash ? Crash(signal: number, lastWords: lastWords, backtrace: trace) : nil)
  }

  /// Hands a signal to the child; before there is one, it ends this process.
  private static func pass(_ number: Int32) {
    let child = child.load(ordering: .relaxed)
    if child > 0 { kill(child, number) } else { _exit(128 + number) }
  }

  /// Whether a signal is ignored, as under nohup: then it shall be so in the child too.
  private static func isIgnored(_ number: Int32) -> Bool {
    let handler = signal(number, SIG_IGN)
    if unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { return true }
    _ = signal(number, handler)
    return false
  }

  private static func makeFolder() -> URL? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nnlabs-\(UUID().uuidString)")
    let made: Void? = try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return made.map { folder }
  }

  /// Whether a debugger holds this process.
  private static var isTraced: Bool {
    #if canImport(Darwin)
      var (info, size) = (kinfo_proc(), MemoryLayout<kinfo_proc>.stride)
      var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, getpid()]
      return sysctl(&name, 4, &info, &size, nil, 0) == 0 && info.kp_proc.p_flag & P_TRACED != 0
    #else
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      let tracer = status.split(separator: "\n").first { $0.hasPrefix("TracerPid:") }
      return tracer.map { !$0.hasSuffix("\t0") } ?? false
    #endif
  }
}

// MARK: - The child and its error output

extension Supervision {
  /// Starts a command whose error output goes into a pipe.
  ///
  /// This process's own is the pipe for that moment: plain inheritance means the same everywhere.
  ///
  /// - Returns: The reading end, or `nil` when it cannot be started.
  private static func start(_ line: [String], _ environment: [String: String]) -> Int32? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    let own = dup(STDERR_FILENO)
    for end in ends + [own] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    dup2(ends[1], STDERR_FILENO)
    defer {
      dup2(own, STDERR_FILENO)
      for end in [ends[1], own] { close(end) }
    }
    let words = [line, environment.map { "\($0.key)=\($0.value)" }].map { texts in
      texts.map { strdup($0) } + [nil]
    }
    defer { for text in words.joined() { free(text) } }
    var id: pid_t = 0
    guard posix_spawn(&id, line[0], nil, nil, words[0], words[1]) == 0 else {
      close(ends[0])
      return nil
    }
    child.store(id, ordering: .relaxed)
    return ends[0]
  }

  /// Passes error output on, line by line, until its end.
  ///
  /// - Returns: Everything from the runtime's own report on, which is held back if wanted.
  private static func relay(from input: Int32, holdingReport: Bool) -> String {
    defer { close(input) }
    var (pending, report) = (Data(), Data())
    func take(_ line: Data) {
      let text = String(decoding: line, as: UTF8.self)
      let isReport = text.contains("Fatal error: ") || text.hasPrefix("*** ")
      if isReport || !report.isEmpty { report += line }
      if report.isEmpty || !holdingReport { FileHandle.standardError.write(line) }
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      let count = read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      pending += buffer[..<count]
      while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        take(pending[...end])
        pending = pending[pending.index(after: end)...]
      }
    }
    take(pending)
    return String(decoding: report, as: UTF8.self)
  }
}
