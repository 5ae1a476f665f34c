// What a child may use.
import Foundation

/// The limits of one child process.
public struct Limits: Sendable, Equatable {
  /// Seconds of processor time; ten times as much may pass on the clock.
  public var seconds: Int
  /// Memory in use, in bytes.
  public var memory: Int
  /// Bytes on standard output and standard error together.
  public var output: Int
  /// Bytes of one file.
  public var fileSize: Int

  /// Limits for an ordinary exercise.
  public init(
    seconds: Int = 5, memory: Int = 1 << 30, output: Int = 8 << 20, fileSize: Int = 64 << 20
  ) {
    self.seconds = seconds
    self.memory = memory
    self.output = output
    self.fileSize = fileSize
  }

  /// The same limits with `NNLABS_SECONDS` processor seconds where that is set: for slow machines.
  var adjusted: Limits {
    var limits = self
    let text = ProcessInfo.processInfo.environment["NNLABS_SECONDS"] ?? ""
    if let seconds = Int(text), seconds > 0 { limits.seconds = seconds }
    return limits
  }

  /// Bytes on the private channel: every value travels in base 64.
  var channel: Int { 8 * output }

  /// Seconds for which a child may do nothing but wait.
  var idleSeconds: Int { max(3, seconds) }

  /// Time on the clock, in seconds, from the start of the child.
  ///
  /// At least a minute: on a crowded machine a child may get little of the processor. One that only
  /// waits is found by `idleSeconds`.
  var wallSeconds: Double { max(60, Double(seconds) * 10) }

  /// The address space: the memory and what threads and libraries reserve without using it.
  var addressSpace: Int { memory + (4 << 30) }
}
