// Running other programs: the compiler, git, the test executables.

import Foundation
import Synchronization

/// What a program left behind.
public struct ProgramResult: Equatable, Sendable {
  /// The exit status; the negative signal number when a signal ended it.
  public var status: Int32
  /// What it wrote on its output, as text.
  public var output: String
  /// What it wrote on its error output, as text.
  public var errors: String
  /// Whether it was stopped because its time was up.
  public var timedOut: Bool
}

/// Runs a program to its end, with nothing on its input.
/// - Parameters:
///   - command: The program, found on the search path unless it holds a slash, and its arguments.
///   - environment: Variables that are set on top of this process's own; nil unsets one.
///   - folder: Where it runs; here without one.
///   - limit: Seconds after which it is stopped.
/// - Returns: Its status and everything it wrote.
/// - Throws: A `Complaint` when it cannot be started.
public func runProgram(
  _ command: [String], environment: [String: String?] = [:], in folder: URL? = nil,
  limit: Double = 600
) throws -> ProgramResult {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  process.environment = ProcessInfo.processInfo.environment.merging(environment)
  if let folder { process.currentDirectoryURL = folder }
  process.standardInput = FileHandle.nullDevice
  let (output, errors) = (Drain(), Drain())
  (process.standardOutput, process.standardError) = (output.pipe, errors.pipe)
  let ended = DispatchSemaphore(value: 0)
  process.terminationHandler = { _ in ended.signal() }
  do {
    try process.run()
  } catch {
    throw Complaint(command[0], "cannot be started: \(error)", "check that it is installed")
  }
  let id = process.processIdentifier
  Leftovers.note(program: id)
  defer { Leftovers.forget(program: id) }
  output.start()
  errors.start()
  let timedOut = ended.wait(timeout: .now() + limit) == .timedOut
  if timedOut {
    stop(id)
    ended.wait()
  }
  let status = process.terminationStatus
  return ProgramResult(
    status: process.terminationReason == .exit ? status : -status, output: output.text(),
    errors: errors.text(), timedOut: timedOut)
}

/// Ends a process and what it started: it is asked first, so that a build can end its compilers, and
/// after two seconds its group is ended.
func stop(_ id: Int32) {
  let target = getpgid(id) == id ? -id : id
  kill(target, SIGINT)
  for _ in 0..<100 where kill(id, 0) == 0 { usleep(20_000) }
  kill(target, SIGKILL)
  kill(id, SIGKILL)
}

/// Reads a pipe on a thread of its own, so that its writer never waits for us.
private final class Drain: Sendable {
  let pipe = Pipe()
  private let data = Mutex(Data())
  private let finished = DispatchSemaphore(value: 0)

  func start() {
    Thread.detachNewThread { [self] in
      let handle = pipe.fileHandleForReading
      while let some = try? handle.read(upToCount: 1 << 16), !some.isEmpty {
        data.withLock { $0 += some }
      }
      // Foundation keeps the thread's closure, and so the pipe: hundreds of open ones in a matrix of
      // mistakes, and with more than a thousand `Process.run` writes beyond its list of them.
      try? handle.close()
      finished.signal()
    }
  }

  /// What came until the end, or until two seconds after the program's own when another process
  /// still holds the pipe.
  func text() -> String {
    _ = finished.wait(timeout: .now() + 2)
    return String(decoding: data.withLock { $0 }, as: UTF8.self)
  }
}

extension Dictionary where Key == String, Value == String {
  /// These variables with others set, or unset where nil.
  fileprivate func merging(_ changes: [String: String?]) -> [String: String] {
    var result = self
    for (name, value) in changes { result[name] = value }
    return result
  }
}
