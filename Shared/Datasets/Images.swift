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
  ///   - images: A file of dimensions `[N, H, W]`, with one image at least.
  ///   - labels: A file of dimensions `[N]`.
  ///   - classNames: What the classes are called; a label beyond them is an error.
  ///   - size: The height and width that the images must have, if that matters.
  /// - Throws: `DataError` for a file that is missing, damaged, or does not fit the other.
  public init(
    images: URL, labels: URL, classNames: [String], size: (height: Int, width: Int)? = nil
  ) throws {
    let pixels = try IDX(contentsOf: images)
    let classes = try IDX(contentsOf: labels)
    try Self.check(pixels, of: images.path, size)
    try Self.check(classes, of: labels.path, count: pixels.dimensions[0], classNames)
    let (n, h, w) = (pixels.dimensions[0], pixels.dimensions[1], pixels.dimensions[2])
    self.init(
      inputs: Tensor(pixels.bytes.map { Float($0) / 255 }, shape: [n, 1, h, w]),
      labels: classes.bytes.map(Int.init), classNames: classNames)
  }
  private static func check(
    _ images: IDX, of file: String, _ size: (height: Int, width: Int)?
  ) throws {
    let expected = size.map { "[N, \($0.height), \($0.width)]" } ?? "[N, H, W]"
    let dimensions = images.dimensions
    let fits = size.map { dimensions.dropFirst().elementsEqual([$0.height, $0.width]) } ?? true
    guard dimensions.count == 3, fits, !images.bytes.isEmpty else {
      throw DataError(
        file: file, problem: "these are not the expected images",
        values: "dimensions \(dimensions), expected \(expected)",
        remedy: "check that this is the right file")
    }
  }

  private static func check(
    _ labels: IDX, of file: String, count: Int, _ classNames: [String]
  ) throws {
    guard labels.dimensions == [count] else {
      throw DataError(
        file: file, problem: "images and labels do not belong together",
        values: "dimensions \(labels.dimensions), expected [\(count)]",
        remedy: "take both files from the same set")
    }
    if let place = labels.bytes.firstIndex(where: { $0 >= classNames.count }) {
      throw DataError(
        file: file, problem: "a label has no class",
        values: "label \(labels.bytes[place]) at \(place), expected 0 to \(classNames.count - 1)",
        remedy: "fetch the file again")
    }
  }
}
