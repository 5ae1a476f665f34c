// Starts a child with its limits set before its first instruction, and its three pipes.
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A running child and the judge's ends of its pipes.
struct ChildProcess {
  let pid: pid_t
  /// Standard output and standard error.
  let output: Int32
  /// The sheet entries.
  let channel: Int32
  /// Held open as long as the judge lives: the child ends when it closes.
  let lifeline: Int32

  static let channelInChild: Int32 = 3
  static let lifelineInChild: Int32 = 4

  /// Starts a command in a process group of its own.
  ///
  /// One at a time: no child inherits a pipe that another thread is about to mark.
  static func start(
    _ command: ChildCommand, in directory: String, limits: Limits
  ) -> ChildProcess? {
    starting.withLock { _ in ChildProcess(command, in: directory, limits: limits) }
  }

  private static let starting = Mutex(())

  private init?(_ command: ChildCommand, in directory: String, limits: Limits) {
    guard let output = PipeEnds(), let channel = PipeEnds(), let lifeline = PipeEnds() else {
      return nil
    }
    defer {
      for end in [output.writing, channel.writing, lifeline.reading] { close(end) }
    }
    let script = ChildProcess.script(limits)
    let line = ["/bin/sh", "-c", script, "sh", directory] + command.line
    let pid = ChildProcess.spawn(line, command.environment) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
      posix_spawn_file_actions_adddup2(&actions, output.writing, 2)
      posix_spawn_file_actions_adddup2(&actions, channel.writing, ChildProcess.channelInChild)
      posix_spawn_file_actions_adddup2(&actions, lifeline.reading, ChildProcess.lifelineInChild)
    }
    guard let pid else {
      for end in [output.reading, channel.reading, lifeline.writing] { close(end) }
      return nil
    }
    self.pid = pid
    self.output = output.reading
    self.channel = channel.reading
    self.lifeline = lifeline.writing
    for end in [self.output, self.channel] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  /// Sets the limits, enters the directory and becomes the command.
  ///
  /// A limit that this system does not have is skipped: the judge watches time and memory as well.
  private static func script(_ limits: Limits) -> String {
    let rules = [
      "-S -t \(limits.seconds)", "-H -t \(limits.seconds + 1)", "-c 0",
      "-f \(limits.fileSize / 512)", "-v \(limits.addressSpace / 1024)",
    ]
    return rules.map { "ulimit \($0) 2>/dev/null; " }.joined()
      + "cd \"$1\" && shift && exec \"$@\""
  }

  /// Starts a command line in a process group of its own.
  static func spawn(
    _ line: [String], _ environment: [String: String],
    _ redirect: (inout FileActions) -> Void
  ) -> pid_t? {
    var (actions, attributes) = (emptyFileActions(), emptyAttributes())
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    redirect(&actions)
    resetSignals(&attributes)
    let variables = environment.map { "\($0.key)=\($0.value)" }
    let arguments: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
    let settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for text in arguments + settings { free(text) } }
    var pid: pid_t = 0
    return posix_spawn(&pid, line[0], &actions, &attributes, arguments, settings) == 0 ? pid : nil
  }
}

/// A pipe whose ends no other child inherits.
private struct PipeEnds {
  let reading: Int32
  let writing: Int32

  init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}

// MARK: - What the systems name differently

#if canImport(Darwin)
  typealias FileActions = posix_spawn_file_actions_t?
  private func emptyFileActions() -> FileActions { nil }
  private func emptyAttributes() -> posix_spawnattr_t? { nil }
  private typealias Attributes = posix_spawnattr_t?
  private let flags =
    POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    | POSIX_SPAWN_CLOEXEC_DEFAULT
#else
  typealias FileActions = posix_spawn_file_actions_t
  private func emptyFileActions() -> FileActions { FileActions() }
  private func emptyAttributes() -> posix_spawnattr_t { posix_spawnattr_t() }
  private typealias Attributes = posix_spawnattr_t
  private let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
#endif

/// A process group of its own, every signal at its default and none blocked.
private func resetSignals(_ attributes: inout Attributes) {
  var (all, none) = (sigset_t(), sigset_t())
  sigfillset(&all)
  sigemptyset(&none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setpgroup(&attributes, 0)
  posix_spawnattr_setflags(&attributes, Int16(flags))
}
