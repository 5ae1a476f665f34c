// `todo()` stands in every stub at the place where the learner's code goes.
// In an executable it ends the process with one clear message; under the autograder it is
// reported as "not started".
import Foundation
import Synchronization

/// Stops because an exercise is not written yet.
///
/// Run by itself, the process prints what is missing, where, and the commands that help with it and
/// grade it, and exits with code 97. The autograder reports the exercise as not started instead.
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
    var lines = ["Not written yet: \(label)", "  write it in  \(file):\(line)"]
    if !lab.isEmpty {
      lines += [
        "  stuck?       swift run labs hint \(number)",
        "  grade it     \(gradeCommand(lab: lab, file: file))",
      ]
    }
    return "\n" + lines.joined(separator: "\n") + "\n"
  }

  /// The command that grades what is written in a file such as `05-Linear.swift`: the identity of a
  /// test ends with its file, and the tests of an exercise stand in files of the same name.
  ///
  /// - Parameters:
  ///   - lab: The number of the lab.
  ///   - file: The exercise's file; one without a number in front gives the whole lab.
  /// - Returns: The command.
  package static func gradeCommand(lab: some StringProtocol, file: String) -> String {
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    let isNumbered = name.prefix { $0.isNumber }.count == 2 && name.dropFirst(2).hasPrefix("-")
    return isNumbered
      ? "swift test --filter 'Lab\(lab)Tests.*/\(name)'" : "swift test --filter Lab\(lab)Tests"
  }
}
