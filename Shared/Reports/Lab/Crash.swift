// What a crashed lab left: the message of the runtime, and in the backtrace the learner's own line.

import Foundation
import Shared

/// Why a signal ended the sections, and where.
struct Crash: Equatable {
  /// What is wrong, in one paragraph.
  let message: String
  /// The innermost line of the learner's files, when the runtime could tell.
  let place: Place?

  struct Place: Equatable {
    let file: String
    let line: Int
  }

  /// What `SWIFT_BACKTRACE` has to say for the backtrace to be found and short.
  static func settings(writingTo file: URL) -> String {
    "enable=yes,interactive=no,color=no,threads=crashed,registers=none,images=none,limit=60,"
      + "sanitize=no,output-to=\(file.path)"
  }

  /// Reads what was left behind.
  ///
  /// - Parameters:
  ///   - signal: The number of the signal.
  ///   - lastWords: The error output from the runtime's message on.
  ///   - backtrace: The runtime's report, empty when there is none.
  init(signal: Int32, lastWords: String, backtrace: String) {
    message =
      Self.fatalError(in: lastWords) ?? Self.failure(in: backtrace) ?? Self.words(for: signal)
    place = backtrace.split(separator: "\n").lazy.compactMap { Place(frame: $0) }.first
  }

  /// The command that grades the exercise of the learner's line.
  var gradeCommand: String? {
    place.map { place in
      let lab = place.file.split(separator: "/").compactMap(labNumber).last ?? ""
      return Unfinished.gradeCommand(lab: lab, file: place.file)
    }
  }

  /// The text of `fatalError`, of a failed precondition or of a wrong index.
  private static func fatalError(in words: String) -> String? {
    words.range(of: "Fatal error: ").map { start in
      let rest = words[start.upperBound...]
      let end = rest.range(of: "\n\n*** ") ?? rest.range(of: "\nCurrent stack trace:")
      return rest[..<(end?.lowerBound ?? rest.endIndex)]
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// The failures that print nothing themselves, such as an overflow.
  private static func failure(in backtrace: String) -> String? {
    let start = "*** Swift runtime failure: "
    let line = backtrace.split(separator: "\n").first { $0.hasPrefix(start) }
    return line.map { String($0.dropFirst(start.count).replacing(" ***", with: "")) }
  }

  private static func words(for signal: Int32) -> String {
    switch signal {
    case SIGKILL: "stopped from outside (signal 9); perhaps the memory ran out"
    case SIGSEGV, SIGBUS: "memory error; is there a recursion without an end?"
    default: "stopped by signal \(signal)"
    }
  }
}

extension Crash.Place {
  /// Reads `2 [ra] 0x… Linear.forward(_:_:) + 24 in Lab1-Perceptron at /…/05-Linear.swift:66:12`.
  ///
  /// Only the files that a learner edits count, and the solutions in their place.
  init?(frame: Substring) {
    guard let start = frame.range(of: " at /", options: .backwards) else { return nil }
    let parts = frame[start.upperBound...].split(separator: ":")
    let folders = parts[0].split(separator: "/").dropLast()
    guard parts.count >= 2, let line = Int(parts[1]), let folder = folders.last,
      folder == "Exercises" || folders.suffix(2).first == "Solutions" && folder.hasPrefix("Lab")
    else { return nil }
    (self.file, self.line) = ("/" + parts[0], line)
  }
}

/// The digits of a folder such as `Lab1-Perceptron` or `Lab1`.
private func labNumber(_ folder: Substring) -> Substring? {
  guard folder.hasPrefix("Lab") else { return nil }
  let number = folder.dropFirst(3).prefix { $0.isNumber }
  return number.isEmpty ? nil : number
}

/// How far the sections are: noted by the child that runs them, read by its supervisor.
struct TourProgress: Equatable {
  /// The section that has begun.
  let section: String
  /// How many sections the report holds.
  let finished: Int

  init(section: String, finished: Int) { (self.section, self.finished) = (section, finished) }

  /// What stands in a folder.
  init?(in folder: URL) {
    let text = try? String(contentsOf: folder.appendingPathComponent("section"), encoding: .utf8)
    let words = text?.split(separator: " ") ?? []
    guard words.count == 2, let finished = Int(words[1]) else { return nil }
    (section, self.finished) = (String(words[0]), finished)
  }

  /// Leaves it in a folder; on a full disk nothing happens.
  func note(in folder: URL) {
    let file = folder.appendingPathComponent("section")
    try? Data("\(section) \(finished)".utf8).write(to: file)
  }
}
