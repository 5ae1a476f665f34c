// instructor digits: packs the embedded digits again from MNIST's own files.

import CourseKit
import Foundation
import InstructorKit

enum DigitsCommand: Command {
  static let name = "digits"
  static let usage = "digits DIR"
  static let summary = "Packs the embedded digits: the first 10,000 of MNIST's training set."
  static let details = """
    DIR holds train-images-idx3-ubyte and train-labels-idx1-ubyte, as .gz or unpacked. Writes
    Shared/Datasets/Resources/digits-*.gz with the system's gzip; SOURCE.md there has the checksums.
    """

  static func run(_ words: [String]) throws -> Int32 {
    let arguments = try Arguments(words, options: ["package"])
    guard arguments.words.count == 1 else {
      throw UsageError("digits needs one folder: swift run instructor \(usage)")
    }
    let folder = URL(fileURLWithPath: arguments.words[0])
    for line in try pack(.digits, from: folder, into: arguments.course) { say(line) }
    return 0
  }
}
