// What is still to be written in a file: its calls of `todo()`.

import Foundation

/// One `todo("1.5 Linear.forward")` of a learner's file.
public struct Todo: Equatable, Sendable {
  /// What is to be written, as in `Linear.forward`.
  public var part: String
  /// Where, counted from 1.
  public var line: Int

  /// The calls in a text, in order; those in comments do not count.
  public static func all(in text: String) -> [Todo] {
    text.components(separatedBy: "\n").enumerated().compactMap { index, line in
      guard let call = line.range(of: #"todo\("[0-9.]+ [^"]*"\)"#, options: .regularExpression),
        !line[..<call.lowerBound].contains("//")
      else { return nil }
      let label = line[call].dropFirst(6).dropLast(2)
      return label.firstIndex(of: " ").map {
        Todo(part: String(label[label.index(after: $0)...]), line: index + 1)
      }
    }
  }
}
