// A line that says what takes so long, with the seconds that have passed, on a terminal alone.

import Foundation
import Reports
import Synchronization

/// The line, which appears after a second and is gone when the work ends.
final class Waiting: Sendable {
  private let isOver = Mutex(false)
  private let isShown: Bool

  init(_ what: String, _ terminal: Terminal) {
    isShown = terminal.isInteractive
    guard isShown else { return }
    Thread.detachNewThread { [self] in
      var seconds = 0
      while !isOver.withLock({ $0 }) {
        Thread.sleep(forTimeInterval: 1)
        seconds += 1
        let note = seconds < 10 ? "" : " (the first time takes a minute or two)"
        let line = "\(what), \(seconds) s\(note)".prefix(terminal.width - 1)
        isOver.withLock { if !$0 { writeToStandardOutput("\r\(line)\u{1B}[K") } }
      }
    }
  }

  /// Takes the line away.
  func end() {
    isOver.withLock { $0 = true }
    if isShown { writeToStandardOutput("\r\u{1B}[K") }
  }
}
