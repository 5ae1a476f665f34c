// What every command of the tool has.

import CourseKit
import Foundation
import InstructorKit

/// A command of the instructor's tool.
protocol Command {
  /// The word that calls it.
  static var name: String { get }
  /// How it is called.
  static var usage: String { get }
  /// What it does, in one sentence.
  static var summary: String { get }
  /// What else there is to know.
  static var details: String { get }
  /// Does it and returns the exit status.
  static func run(_ words: [String]) throws -> Int32
}

extension Command {
  /// What `instructor COMMAND --help` prints.
  static var help: String {
    "swift run instructor \(usage)\n\n\(summary)\n\n\(details)"
  }
}

extension Arguments {
  /// The copy of the course that the command works on.
  var course: Course {
    get throws {
      let folder = options["package"] ?? FileManager.default.currentDirectoryPath
      return try Course(withSolutionsAround: URL(fileURLWithPath: folder))
    }
  }
}
