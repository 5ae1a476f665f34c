// What the compiler says about a learner's files, file by file.

import CourseKit
import Foundation

/// The errors of a build that failed.
public struct CompilerErrors: Equatable, Sendable {
  /// One error.
  public struct Finding: Equatable, Sendable {
    /// The file, relative to the course's root.
    public var path: String
    /// Where in it, counted from 1.
    public var line: Int, column: Int
    /// What is wrong.
    public var message: String
  }

  /// The errors that belong to a place, in the compiler's order.
  public var findings: [Finding]
  /// What else was said, when no error has a place.
  public var rest: [String]

  /// Takes the lines of a failed build apart.
  public init(_ failure: BuildFailure) {
    findings = failure.errors.compactMap(Self.finding)
    rest = findings.isEmpty ? [failure.description] : []
  }

  /// The errors of one file.
  public func of(_ path: String) -> [Finding] { findings.filter { $0.path == path } }

  /// The files with errors, in order of appearance.
  public var files: [String] {
    findings.map(\.path).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// `path:line:column: error: message`.
  private static func finding(_ text: String) -> Finding? {
    guard let mark = text.range(of: ": error: ") else { return nil }
    let place = text[..<mark.lowerBound].split(separator: ":")
    guard place.count == 3, let line = Int(place[1]), let column = Int(place[2]) else { return nil }
    return Finding(
      path: String(place[0]), line: line, column: column,
      message: String(text[mark.upperBound...]))
  }
}
