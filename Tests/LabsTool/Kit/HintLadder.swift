// Help by degrees: for each part of an exercise an idea, an approach and an outline, kept in
// LabN-*/Hints beside the exercise.

import CourseKit
import Foundation

/// The hints of one exercise.
public struct Hints: Equatable, Sendable {
  /// The help for one part, such as `Linear.forward`.
  public struct Ladder: Equatable, Sendable {
    /// The part, as its `todo` names it.
    public var part: String
    /// Title and text of each rung, from the slightest to the fullest.
    public var rungs: [Rung]
  }

  /// One degree of help.
  public struct Rung: Equatable, Sendable {
    /// `Idea`, `Approach` or `Outline`.
    public var title: String
    /// What it says, in Markdown.
    public var text: String
  }

  /// The titles that every ladder has.
  public static let titles = ["Idea", "Approach", "Outline"]

  /// One ladder a part, in the order of the file.
  public var ladders: [Ladder]
  /// What a learner who passed has learned.
  public var learned: String

  /// Reads the Markdown of a hints file: `##` begins a part or `Learned`, `###` a rung.
  public init(parsing text: String) {
    (ladders, learned) = ([], "")
    let lines = text.components(separatedBy: "\n")
    for section in Self.sections(of: lines, at: "## ") {
      if section.title == "Learned" {
        learned = Self.joined(section.lines)
      } else {
        let rungs = Self.sections(of: section.lines, at: "### ").map {
          Rung(title: $0.title, text: Self.joined($0.lines))
        }
        ladders.append(Ladder(part: section.title, rungs: rungs))
      }
    }
  }

  /// The ladder that is meant: by its name, or the end of it, in any case.
  public func ladder(named name: String) -> Ladder? {
    let wanted = name.lowercased()
    return ladders.first { $0.part.lowercased() == wanted }
      ?? ladders.first { $0.part.lowercased().hasSuffix("." + wanted) }
      ?? ladders.first { $0.part.lowercased().contains(wanted) }
  }

  private static func sections(
    of lines: [String], at mark: String
  ) -> [(title: String, lines: [String])] {
    var result: [(title: String, lines: [String])] = []
    for line in lines {
      if line.hasPrefix(mark) {
        result.append((String(line.dropFirst(mark.count)), []))
      } else if !result.isEmpty {
        result[result.count - 1].lines.append(line)
      }
    }
    return result
  }

  private static func joined(_ lines: [String]) -> String {
    lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
  }
}

extension Course {
  /// The hints of an exercise; none where its file is missing.
  public func hints(of exercise: Exercise) throws -> Hints {
    Hints(parsing: try text(exercise.hints) ?? "")
  }
}
