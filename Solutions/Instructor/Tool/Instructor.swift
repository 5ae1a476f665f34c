// swift run instructor COMMAND …: the instructor's side of the course.

import CourseKit
import Foundation
import InstructorKit

@main
enum Instructor {
  static var commands: [any Command.Type] {
    [
      StubsCommand.self, MistakesCommand.self, GradeCommand.self, DigitsCommand.self,
      FashionCommand.self, NamesCommand.self, LatencyCommand.self,
    ]
  }

  static func main() {
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs the command that the arguments name; returns the exit status: 64 when it was called
  /// wrongly, 1 when it found something wrong.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      guard let name = arguments.first, !["--help", "-h", "help"].contains(name) else {
        say(overview)
        return arguments.isEmpty ? 64 : 0
      }
      guard let command = commands.first(where: { $0.name == name }) else {
        let names = commands.map { $0.name }.joined(separator: ", ")
        throw UsageError("\(name): no such command; use one of: \(names)")
      }
      let rest = Array(arguments.dropFirst())
      if rest.contains("--help") || rest.contains("-h") {
        say(command.help)
        return 0
      }
      return try command.run(rest)
    } catch let error as UsageError {
      complain("\(error)")
      return 64
    } catch let error where error is Complaint || error is Complaints {
      complain("\(error)")
      return 1
    } catch let error as BuildFailure {
      complain("\(error)")
      return 1
    } catch {
      complain("instructor: \(error.localizedDescription)")
      return 1
    }
  }

  private static var overview: String {
    let lines = commands.map { "  \($0.usage)\n      \($0.summary)" }
    return "swift run instructor COMMAND\n\n" + lines.joined(separator: "\n")
      + "\n\nEvery command takes --package DIR (the course; here without it) and --help."
  }
}

/// Prints a line at once, also when the output is a file.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

/// Prints a line on the error output.
func complain(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}
