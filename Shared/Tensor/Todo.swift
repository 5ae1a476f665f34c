// `todo()` stands in every stub at the place where the learner's code goes.
// In an executable it ends the process with one clear message; under the autograder it is
// reported as "not started".
import Foundation
import Synchronization

/// Stops because an exercise is not written yet.
///
/// Run by itself, the process prints what is missing, where, and the command that grades it, and
/// exits with code 97. The autograder reports the exercise as not started instead.
///
/// - Parameters:
///   - label: The exercise number and what is missing: `"1.5 Linear.forward"`.
///   - file: The file of the stub.
///   - line: The line of the stub.
public func todo(
  _ label: String, file: StaticString = #filePath, line: UInt = #line
) -> Never {
  if let report = Unfinished.report.withLock({ $0 }) { report(label, "\(file)", line) }
  let message = Unfinished.message(label, file: "\(file)", line: line)
  fflush(nil)
  FileHandle.standardError.write(Data(message.utf8))
  exit(Unfinished.exitCode)
}

/// What `todo()` does beyond stopping: its message, its exit code, and who else hears of it.
package enum Unfinished {
  /// The exit code of a process that reached `todo()`.
  package static let exitCode: Int32 = 97

  /// Called first with the label, file and line: the autograder sets it in its child process.
  package static let report = Mutex<(@Sendable (String, String, UInt) -> Void)?>(nil)

  /// What a run outside the autograder prints.
  package static func message(_ label: String, file: String, line: UInt) -> String {
    let number = label.prefix { $0.isNumber || $0 == "." }
    let lab = number.prefix { $0 != "." }
    let command =
      lab.isEmpty ? "" : "\n  then grade it with: swift test --filter Lab\(lab)Tests"
    return """

      Not written yet: \(label)
        write it in \(file):\(line)\(command)

      """
  }
}
