// swift run labs COMMAND …: the learner's companion.

import CourseKit
import Foundation
import LabsKit
import Reports

@main
enum Labs {
  static var commands: [any Command.Type] {
    [
      ListCommand.self, NextCommand.self, WatchCommand.self, HintCommand.self,
      ExplainCommand.self, ResetCommand.self,
    ]
  }

  static func main() { exit(run(Array(CommandLine.arguments.dropFirst()))) }

  /// Runs the command that the arguments name; returns the exit status: 64 when it was called
  /// wrongly, 1 when it found something wrong.
  static func run(_ arguments: [String]) -> Int32 {
    let terminal = Terminal.standard
    do {
      guard let name = arguments.first, !["--help", "-h", "help"].contains(name) else {
        writeToStandardOutput(terminal.plain(overview) + "\n")
        return 0
      }
      guard let command = commands.first(where: { $0.name == name }) else {
        let names = commands.map { $0.name }
        let hint = nearest(to: name, among: names).map { "did you mean \($0)? " } ?? ""
        throw UsageError(
          "\(name): no such command; \(hint)use one of: \(names.joined(separator: ", "))")
      }
      let rest = Array(arguments.dropFirst())
      if rest.contains("--help") || rest.contains("-h") {
        writeToStandardOutput("swift run labs \(command.usage)\n\n\(command.summary)\n")
        return 0
      }
      let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      let course = try Course(
        around: here, having: ["Tests/LabsTool/Stubs"], called: "a copy of the course")
      Leftovers.clearWhenInterrupted {
        if terminal.isInteractive { FileHandle.standardOutput.write(Data("\r\u{1B}[K".utf8)) }
      }
      return try command.run(rest, in: Desk(course: course, terminal: terminal))
    } catch let error as UsageError {
      complain("\(error)")
      return 64
    } catch let error where error is Complaint || error is Complaints {
      complain("\(error)")
      return 1
    } catch {
      complain(error.localizedDescription)
      return 1
    }
  }

  private static var overview: String {
    let lines = commands.map { "  \($0.usage)\n      \($0.summary)" }
    return "swift run labs COMMAND\n\n" + lines.joined(separator: "\n")
  }

  private static func complain(_ line: String) {
    fflush(nil)
    FileHandle.standardError.write(Data("labs: \(line)\n".utf8))
  }
}
