// Running sections one after the other. The report of all that are finished is kept, whatever happens
// to the next one, and a section that meets an exercise which is not written yet is skipped.

import Foundation
import Shared

/// The sections still to run, and what the earlier ones made.
///
/// `todo()` never returns, so what is left is run from inside it, on copies of the page and the state
/// as they were before the section that met it: only what a section really calls counts.
struct LabTour<State: Sendable>: Sendable {
  /// What stands in front of an error.
  let name: String
  /// Whether a section without its exercise is skipped; otherwise it ends the process.
  let isSkipping: Bool
  var rest: ArraySlice<LabSection<State>>
  var page: LabPage
  var state: State
  private let begin = ContinuousClock.now
  /// The first exercise that a section missed.
  private var missing: Missing?

  private struct Missing {
    let label: String
    let file: String
    let line: UInt
  }

  init(
    _ name: String, _ sections: [LabSection<State>], skipping isSkipping: Bool, page: LabPage,
    state: State
  ) {
    (self.name, self.isSkipping, self.page, self.state) = (name, isSkipping, page, state)
    rest = sections[...]
  }

  /// Runs what is left.
  ///
  /// - Returns: The exit status: 0, or that of `todo()`, of the data or of the report.
  mutating func run() -> Int32 {
    defer { Unfinished.report.withLock { $0 = nil } }
    do {
      while let section = rest.popFirst() {
        page.begin(section.title, name: section.name, exercises: section.exercises)
        Supervision.note(TourProgress(section: section.name, finished: page.finished))
        let before = self
        Unfinished.report.withLock {
          $0 = { before.go(on: Missing(label: $0, file: $1, line: $2)) }
        }
        try section.body(&page, &state)
        try page.end()
      }
      try page.close(after: (ContinuousClock.now - begin) / .seconds(1))
    } catch {
      page.release()
      return complain(error, name)
    }
    guard let missing else { return 0 }
    fflush(nil)
    let message = Unfinished.message(missing.label, file: missing.file, line: missing.line)
    FileHandle.standardError.write(Data(message.utf8))
    return Unfinished.exitCode
  }

  /// What happens inside `todo()`; it returns only where that shall end the process itself.
  private func go(on missing: Missing) {
    guard isSkipping else { return writeToStandardOutput(page.interruption) }
    var tour = self
    tour.missing = self.missing ?? missing
    tour.page.skip("\(missing.label) is not written yet")
    exit(tour.run())
  }
}

/// Says in one line on standard error what is wrong.
///
/// - Returns: The exit status that goes with it.
func complain(_ error: any Error, _ name: String) -> Int32 {
  fflush(nil)
  let line = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
  FileHandle.standardError.write(Data("\(name): \(line)\n".utf8))
  switch error {
  case is UsageError: return UsageError.exitStatus
  case is ReportError: return 73
  default: return 66
  }
}
