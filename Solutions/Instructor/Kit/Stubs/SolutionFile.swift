// A solution file read as what it is: text that the learner sees, and regions that become
// `todo("label")` in the stub.

import CourseKit

/// The statements between `// BEGIN SOLUTION label` and `// END SOLUTION`.
public struct Region: Equatable, Sendable {
  /// The label, as in `1.5 Linear.forward`.
  public var label: String
  /// The exercise to which the label belongs.
  public var exercise: ExerciseNumber
  /// The line of the BEGIN marker, counted from 1.
  public var line: Int
  /// The white space before the BEGIN marker.
  public var indentation: String
  /// The statements, line by line, without the markers.
  public var lines: [String]
  /// Whether the function that the region ends returns a value.
  public var returnsValue: Bool
}

/// A file of `Solutions/LabN`.
public struct SolutionFile: Equatable, Sendable {
  /// A stretch of the file.
  public enum Part: Equatable, Sendable {
    /// Lines that stand in the stub as they are, the first being line `from`.
    case text(lines: [String], from: Int)
    /// What the learner writes.
    case region(Region)
  }

  /// The name without folders, as in `05-Linear.swift`.
  public var name: String
  /// The stretches in order.
  public var parts: [Part]

  /// The regions in order.
  public var regions: [Region] {
    parts.compactMap { if case .region(let region) = $0 { region } else { nil } }
  }

  /// The stub: every region replaced by one line, `todo("label")`.
  public var stub: String {
    render { ["\($0.indentation)todo(\"\($0.label)\")"] }
  }

  /// The file with other lines in place of each region.
  public func render(_ replacement: (Region) -> [String]) -> String {
    let lines = parts.flatMap { part in
      switch part {
      case .text(let lines, _): lines
      case .region(let region): replacement(region)
      }
    }
    return lines.joined(separator: "\n")
  }
}
