// instructor fashion: packs the embedded clothes again from Fashion-MNIST's own files.

import CourseKit
import Foundation
import InstructorKit

enum FashionCommand: Command {
  static let name = "fashion"
  static let usage = "fashion DIR"
  static let summary =
    "Packs the embedded clothes: the first 5,600 of Fashion-MNIST's training set."
  static let details = """
    DIR holds train-images-idx3-ubyte and train-labels-idx1-ubyte, as .gz or unpacked. Writes
    Shared/Datasets/Resources/fashion-*.gz with the system's gzip; SOURCE.md there has the checksums.
    """

  static func run(_ words: [String]) throws -> Int32 {
    let arguments = try Arguments(words, options: ["package"])
    guard arguments.words.count == 1 else {
      throw UsageError("fashion needs one folder: swift run instructor \(usage)")
    }
    let folder = URL(fileURLWithPath: arguments.words[0])
    for line in try pack(.fashion, from: folder, into: arguments.course) { say(line) }
    return 0
  }
}
