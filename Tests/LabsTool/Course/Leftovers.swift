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
  /// - Parameter last: What to do at the very end, such as ending a line on the terminal.
  public static func clearWhenInterrupted(_ last: @escaping @Sendable () -> Void = {}) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    // Blocked here and in every thread to come, so that they reach the one that waits for them.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let awaited = signals
    Thread.detachNewThread {
      var signals = awaited
      var number: Int32 = 0
      while sigwait(&signals, &number) != 0 {}
      clear()
      last()
      _exit(128 + number)
    }
  }
}
