// The memory of `instructor stubs`: a mark of each text it wrote, so that it may replace its own
// work without asking and never somebody else's.

import CourseKit
import Foundation

/// The stubs that the tool wrote in this copy of the course, kept in a folder that git ignores.
public struct GeneratedStubs: Equatable, Sendable {
  private var marks: [String: String] = [:]

  /// What the copy remembers; nothing when it remembers nothing or cannot be read.
  public init(in course: Course) {
    let data = try? Data(contentsOf: course.url(Self.path))
    marks = data.flatMap { try? JSONDecoder().decode([String: String].self, from: $0) } ?? [:]
  }

  /// Whether the tool wrote this text at this path last.
  public func wrote(_ text: String, at path: String) -> Bool { marks[path] == mark(of: [text]) }

  /// Remembers the texts that a plan writes.
  public mutating func remember(_ plan: StubPlan) {
    for (path, action) in plan.actions {
      switch action {
      case .create(let text), .update(let text): marks[path] = mark(of: [text])
      case .remove: marks[path] = nil
      }
    }
  }

  /// Keeps the marks for the next run.
  public func save(in course: Course) throws {
    let url = course.url(Self.path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(marks).write(to: url, options: .atomic)
  }

  private static let path = "\(Course.scratch)/stubs.json"
}

extension Course {
  /// The folder for what the tool keeps between runs; `.gitignore` names it.
  public static let scratch = ".build-instructor"

  /// A file's text in the latest commit; nil without git or when it is not in it.
  func committed(_ path: String) -> String? {
    let result = try? runProgram(["git", "-C", root.path, "show", "HEAD:./\(path)"])
    return result?.status == 0 ? result?.output : nil
  }
}
