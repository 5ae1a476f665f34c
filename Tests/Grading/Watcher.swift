// Reads from a child until it ends, and ends it when it uses more than its share.
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The judge's watch over one child, on a thread of its own.
struct Watcher {
  private let child: ChildProcess
  private let limits: Limits
  private let token: String
  private let hidesSignals: Bool
  private let start = DispatchTime.now().uptimeNanoseconds
  /// The processor time when the child was last seen computing, and when that was.
  private var busySeconds = 0.0
  private var busyAt = DispatchTime.now().uptimeNanoseconds
  private var lookedAt: UInt64 = 0
  private var report = ChildReport()
  private var output = Excerpt()
  private var line: [UInt8] = []
  private var channelBytes = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// Runs a command to its end without blocking the caller's thread.
  static func run(
    _ command: ChildCommand, in directory: String, limits: Limits, token: String
  ) async -> ChildReport {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        guard let child = ChildProcess.start(command, in: directory, limits: limits) else {
          continuation.resume(returning: ChildReport())
          return
        }
        var watcher = Watcher(child, limits, token, command.hidesSignals)
        continuation.resume(returning: watcher.watch())
      }
    }
  }

  private init(
    _ child: ChildProcess, _ limits: Limits, _ token: String, _ hidesSignals: Bool
  ) {
    self.hidesSignals = hidesSignals
    self.child = child
    self.limits = limits
    self.token = token
  }

  private mutating func watch() -> ChildReport {
    var verdict: ChildReport.Ending?
    while verdict == nil && !Processes.hasEnded(child.pid) {
      wait(milliseconds: 20)
      drain()
      verdict = excess()
    }
    Processes.killGroup(child.pid)
    let ending = Processes.reap(child.pid)
    Processes.killStragglers(token: token)
    drain()
    report.ending = verdict ?? excess() ?? judged(ending)
    for end in [child.output, child.channel, child.lifeline] { close(end) }
    report.printed = Printed(output.text, token: token)
    report.output = report.printed.whole
    return report
  }

  /// Sleeps until a pipe has something or the time is over.
  private func wait(milliseconds: Int32) {
    var pipes = [child.output, child.channel].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&pipes, nfds_t(pipes.count), milliseconds)
    // A closed pipe is always ready: look at the child again soon, but do not spin.
    if pipes.allSatisfy({ $0.revents & Int16(POLLIN) == 0 && $0.revents != 0 }) { usleep(500) }
  }

  private mutating func drain() {
    while let count = fill(from: child.output) {
      output.append(buffer[..<count])
      if output.count > limits.output { break }
    }
    while let count = fill(from: child.channel) {
      channelBytes += count
      take(buffer[..<count])
      if channelBytes > limits.channel { break }
    }
  }

  private mutating func fill(from pipe: Int32) -> Int? {
    let count = read(pipe, &buffer, buffer.count)
    return count > 0 ? count : nil
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      line += rest[..<end]
      let text = String(decoding: line, as: UTF8.self)
      if let found = Message.parse(text[...], token: token) { report.messages.append(found) }
      line.removeAll(keepingCapacity: true)
      rest = rest[(end + 1)...]
    }
    line += rest
  }

  /// The limit that the child is beyond, if any.
  private mutating func excess() -> ChildReport.Ending? {
    if output.count > limits.output {
      return .tooMuchOutput("it printed more than \(limits.output >> 20) MB")
    }
    if channelBytes > limits.channel {
      return .tooMuchOutput("it sent more than \(limits.channel >> 20) MB of values")
    }
    let elapsed = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    if elapsed > limits.wallSeconds {
      return .timedOut("it had not ended after \(Int(limits.wallSeconds)) s on the clock")
    }
    let now = DispatchTime.now().uptimeNanoseconds
    guard now > lookedAt + 20_000_000 else { return nil }
    lookedAt = now
    let usage = Processes.usage(of: child.pid)
    if let idle = idle(usage) { return idle }
    if usage.memory > limits.memory {
      return .outOfMemory("it used more than \(limits.memory >> 20) MB of memory")
    }
    if usage.seconds > Double(limits.seconds) + 1 { return timeOut }
    return nil
  }

  /// The verdict on a child that has waited for as long as it might have computed.
  private mutating func idle(_ usage: Processes.Usage) -> ChildReport.Ending? {
    let now = DispatchTime.now().uptimeNanoseconds
    if !usage.isWaiting || usage.seconds > busySeconds {
      (busySeconds, busyAt) = (usage.seconds, now)
    }
    guard Double(now - busyAt) / 1e9 > Double(limits.idleSeconds) else { return nil }
    return .timedOut(
      "for \(limits.idleSeconds) s it only waits: does it sleep, or wait for itself?")
  }

  private var timeOut: ChildReport.Ending {
    .timedOut("it used more than \(limits.seconds) s of processor time: is there an endless loop?")
  }

  /// What an exit state means, with the limits that the system enforces.
  private func judged(_ end: Processes.End) -> ChildReport.Ending {
    let ranOut = end.seconds > Double(limits.seconds) - 0.2
    var ending = end.ending
    if case .exited(let status) = ending, hidesSignals, (129..<160).contains(status) {
      ending = .signalled(status - 128)
    }
    switch ending {
    case .signalled(SIGXCPU): return timeOut
    case .signalled(SIGKILL) where ranOut: return timeOut
    case .signalled(SIGXFSZ):
      return .tooMuchOutput("it wrote a file of more than \(limits.fileSize >> 20) MB")
    case .signalled where output.text.contains("Fatal error: failed to allocate "):
      return .outOfMemory(
        "it asked for more memory than the \(limits.memory >> 20) MB that it may use")
    default: return ending
    }
  }
}
