// From a pair of IDX files to a dataset of images.

import Foundation
import Shared

extension Dataset {
  /// Reads grey images and their labels from two IDX files, plain or gzip.
  ///
  /// Images keep their order in the file; a pixel becomes `byte / 255`, so 0 is the background and
  /// 1 full ink.
  ///
  /// - Parameters:
  ///   - images: A file of dimensions `[N, H, W]`.
  ///   - labels: A file of dimensions `[N]`.
  ///   - classNames: What the classes are called; a label beyond them is an error.
  /// - Throws: `DataError` for a file that is missing, damaged, or does not fit the other.
  public init(images: URL, labels: URL, classNames: [String]) throws {
    let pixels = try IDX(contentsOf: images)
    let classes = try IDX(contentsOf: labels)
    guard pixels.dimensions.count == 3 else {
      throw DataError(
        file: images.path, problem: "these are not images",
        values: "dimensions \(pixels.dimensions), expected [N, H, W]",
        remedy: "check that this is the right file")
    }
    guard classes.dimensions == [pixels.dimensions[0]] else {
      throw DataError(
        file: labels.path, problem: "images and labels do not belong together",
        values: "dimensions \(classes.dimensions), expected [\(pixels.dimensions[0])]",
        remedy: "take both files from the same set")
    }
    if let place = classes.bytes.firstIndex(where: { $0 >= classNames.count }) {
      throw DataError(
        file: labels.path, problem: "a label has no class",
        values: "label \(classes.bytes[place]) at \(place), expected 0 to \(classNames.count - 1)",
        remedy: "fetch the file again")
    }
    let (n, h, w) = (pixels.dimensions[0], pixels.dimensions[1], pixels.dimensions[2])
    self.init(
      inputs: Tensor(pixels.bytes.map { Float($0) / 255 }, shape: [n, 1, h, w]),
      labels: classes.bytes.map(Int.init), classNames: classNames)
  }
}
