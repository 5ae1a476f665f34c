// Pictures to learn from, to choose by and to measure with: digits or clothes, whole where this machine
// has them, otherwise the part that the package carries.

import Datasets
import Downloads
import Foundation
import Lab2
import Reports
import Shared

/// The three parts of a data set of 28·28 pictures, values in 0…1.
struct ImageData {
  let name: String
  let isFull: Bool
  let classNames: [String]
  let training: LabelledRows
  /// A tenth of the images that one may learn from: what settings and epochs are chosen by.
  let validation: LabelledRows
  /// Looked at once, in the end.
  let test: LabelledRows

  /// Handwritten digits.
  static func digits(_ options: LabOptions) throws -> ImageData {
    try ImageData(.mnist, "MNIST", embedded: Digits.embeddedSplit, options)
  }

  /// Articles of clothing.
  static func clothes(_ options: LabOptions) throws -> ImageData {
    try ImageData(.fashionMNIST, "Fashion-MNIST", embedded: Fashion.embeddedSplit, options)
  }

  /// Fetches the full set if the options say so; otherwise looks in the folder that they name, or,
  /// for a section that was asked for by name, where data sets usually are.
  private init(
    _ set: DownloadableSet, _ title: String, embedded: () throws -> (Dataset, Dataset),
    _ options: LabOptions
  ) throws {
    let folder =
      options.download
      ? try Downloader().fetch(set, options: options)
      : try options.wantsEmbeddedData ? nil : Self.folder(of: set, options.data)
    var (images, test): (Dataset, Dataset)
    if let folder {
      let full = try MNIST.load(set, from: folder)
      (images, test) = (full.training, full.test)
      name = "The full \(title) from \(folder.path)"
    } else {
      (images, test) = try embedded()
      name = "Real images of \(title), embedded in the package"
    }
    var generator = SeededGenerator(seed: options.seed)
    let split = stratifiedSplit(labels: images.labels, using: &generator)
    isFull = folder != nil
    classNames = images.classNames
    training = LabelledRows(images.examples(at: split.training + split.test))
    validation = LabelledRows(images.examples(at: split.validation))
    self.test = LabelledRows(test)
  }

  /// Where a set is: in the place that the user names, or where such sets usually are.
  ///
  /// The lab has two sets whose files have the same names, and the user one place to name: a set is
  /// looked for elsewhere when that place has the other one.
  private static func folder(of set: DownloadableSet, _ argument: String?) throws -> URL? {
    let environment = ProcessInfo.processInfo.environment
    guard let place = DownloadableSet.namedFolder(argument, environment) else {
      return try MNIST.find(set, argument: nil)
    }
    func isHere(_ set: DownloadableSet) -> Bool {
      set.folder(inside: place).map { set.isRight(in: $0) } ?? false
    }
    let hasOther = [DownloadableSet.mnist, .fashionMNIST].contains { $0 != set && isHere($0) }
    return hasOther && !isHere(set)
      ? set.usualFolders(environment).first : try MNIST.find(set, argument: argument)
  }
}

extension LabelledRows {
  /// The images and labels of a data set.
  init(_ data: Dataset) { self.init(data.inputs, data.labels) }

  /// The examples at these places.
  func rows(at places: [Int]) -> LabelledRows {
    LabelledRows(inputs.rows(at: places), labels.rows(at: places))
  }

  /// The first `count` examples.
  func prefix(_ count: Int) -> LabelledRows {
    rows(at: Array(0..<min(count, labels.count)))
  }

  /// The first `count` examples of each class, and all the others.
  func few(_ count: Int, of classes: Int) -> (few: LabelledRows, others: LabelledRows) {
    var seen = Array(repeating: 0, count: classes)
    var (chosen, others): ([Int], [Int]) = ([], [])
    for (place, label) in labels.enumerated() {
      seen[label] += 1
      if seen[label] <= count { chosen.append(place) } else { others.append(place) }
    }
    return (rows(at: chosen), rows(at: others))
  }
}
