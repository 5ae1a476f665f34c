// A line that says what takes so long: with the seconds that pass where it can be drawn again, once
// and plain elsewhere.

import Foundation
import Reports
import Synchronization

/// The line, which appears after a second and is gone when the work ends.
final class Waiting: Sendable {
  private let isOver = Mutex(false)
  private let isShown: Bool

  init(_ what: String, _ terminal: Terminal) {
    isShown = terminal.isInteractive
    Thread.detachNewThread { [self] in
      var seconds = 0
      while !isOver.withLock({ $0 }) {
        Thread.sleep(forTimeInterval: 1)
        seconds += 1
        let line = "\(seconds) s, \(what)".prefix(terminal.width - 1)
        isOver.withLock { isOver in
          if isOver { return }
          if isShown { writeToStandardOutput("\r\(line)\u{1B}[K") }
          if !isShown && seconds == 1 { writeToStandardOutput("\(what)\n") }
        }
      }
    }
  }

  /// Takes the line away.
  func end() {
    isOver.withLock { $0 = true }
    if isShown { writeToStandardOutput("\r\u{1B}[K") }
  }
}
