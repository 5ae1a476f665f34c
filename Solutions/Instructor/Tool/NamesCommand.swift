// instructor names: writes the embedded first names again from the census's own lists.

import CourseKit
import Foundation
import InstructorKit

enum NamesCommand: Command {
  static let name = "names"
  static let usage = "names DIR"
  static let summary = "Writes the embedded names: the first names of the census of 1990."
  static let details = """
    DIR holds dist.female.first and dist.male.first. Writes Shared/Datasets/Resources/first-names.txt,
    each name once; SOURCE.md there has the checksums.
    """

  static func run(_ words: [String]) throws -> Int32 {
    let arguments = try Arguments(words, options: ["package"])
    guard arguments.words.count == 1 else {
      throw UsageError("names needs one folder: swift run instructor \(usage)")
    }
    let folder = URL(fileURLWithPath: arguments.words[0])
    for line in try packNames(from: folder, into: arguments.course) { say(line) }
    return 0
  }
}
