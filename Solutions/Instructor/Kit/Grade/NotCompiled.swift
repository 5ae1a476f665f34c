// The report on a submission that the compiler refuses.

import CourseKit
import Foundation

/// What is said instead of results when a submission does not compile.
public struct NotCompiled: Equatable, Sendable {
  private let lab: Lab
  private let errors: [String]

  /// The report for a lab with the compiler's errors, each beginning with file and line.
  public init(lab: Lab, errors: [String]) { (self.lab, self.errors) = (lab, errors) }

  /// The report as text.
  public var text: String {
    "\(lab.module) does not compile: 0 points\n" + errors.map { "  \($0)" }.joined(separator: "\n")
  }

  /// Writes the report where the results would be.
  /// - Parameters:
  ///   - json: A file in the form of Gradescope's `results.json`.
  ///   - markdown: A file in Markdown.
  /// - Throws: When a file cannot be written.
  public func write(json: URL?, markdown: URL?) throws {
    let results = Results(
      score: 0, output: text,
      tests: [Results.Test(name: "\(lab.module) compiles", score: 0, max_score: 100, output: text)])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    if let json { try encoder.encode(results).write(to: json, options: .atomic) }
    let page =
      "# \(lab.module): 0 of 100\n\nIt does not compile.\n\n```\n"
      + errors.joined(separator: "\n") + "\n```\n"
    if let markdown { try Data(page.utf8).write(to: markdown, options: .atomic) }
  }

  private struct Results: Encodable {
    struct Test: Encodable {
      var name: String
      var score: Double
      // swift-format-ignore: AlwaysUseLowerCamelCase
      var max_score: Double
      var output: String
    }
    var score: Double
    var output: String
    var tests: [Test]
  }
}
