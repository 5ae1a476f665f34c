// What the sections of this lab share: the options, and the data that more than one of them looks at.

import Datasets
import Reports
import Shared

/// Shared by all sections of one run; data is read on first use only.
struct Lab4State {
  let options: LabOptions
  private var digits: (training: Dataset, heldOut: Dataset)?

  init(_ options: LabOptions) throws { self.options = options }

  /// How many steps a training takes: a third of them where the user is in a hurry.
  func steps(_ count: Int) -> Int { options.quick ? max(1, count / 3) : count }

  /// First names of the census of 1990.
  func names() throws -> [String] { try Names.embedded() }

  /// The embedded digits as rows of 784 numbers in 0…1.
  mutating func digitRows() throws -> (training: Dataset, heldOut: Dataset) {
    if let digits { return digits }
    let (training, heldOut) = try Digits.embeddedSplit()
    let rows = (training.flattened, heldOut.flattened)
    digits = rows
    return rows
  }
}
