// What must not outlive a tool that is stopped from outside, as with Ctrl-C.

import Dispatch
import Foundation
import Synchronization

/// The programs that run for this process, and the folders that it needs only for a moment.
public enum Leftovers {
  private static let all = Mutex<(programs: Set<Int32>, folders: Set<String>)>(([], []))

  static func note(program: Int32) { all.withLock { _ = $0.programs.insert(program) } }

  static func forget(program: Int32) { all.withLock { _ = $0.programs.remove(program) } }

  static func note(folder: String) { all.withLock { _ = $0.folders.insert(folder) } }

  static func remove(folder: String) {
    all.withLock { _ = $0.folders.remove(folder) }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Ends the programs and removes the folders.
  public static func clear() {
    let left = all.withLock { $0 }
    for program in left.programs { stop(program) }
    for folder in left.folders { remove(folder: folder) }
  }

  /// From now on a signal that ends this process clears up first.
  /// - Parameter last: What to do at the very end, such as ending a line on the terminal; it must not
  ///   wait for anything that another thread may hold, as C's streams.
  public static func clearWhenInterrupted(_ last: @escaping @Sendable () -> Void = {}) {
    guard interruptions.reading >= 0 else { return }
    Thread.detachNewThread {
      var number: UInt8 = 0
      while read(interruptions.reading, &number, 1) != 1 {}
      clear()
      last()
      _exit(128 + Int32(number))
    }
    // A handler, and not a blocked or ignored signal: those the programs started here would inherit.
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(interruptions.writing, &byte, 1)
      }
    }
  }
}

/// The pipe through which the handler, which may do next to nothing, wakes a thread that may.
private let interruptions: (reading: Int32, writing: Int32) = {
  var ends: [Int32] = [-1, -1]
  return pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
}()

/// Calls `body` with a folder that is gone afterwards, also when the process is interrupted.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("nnlabs-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  Leftovers.note(folder: folder.path)
  defer { Leftovers.remove(folder: folder.path) }
  return try body(folder)
}
