// The handwritten digits that the package carries; Resources/SOURCE.md says where they come from.

import Foundation

/// Ten thousand real handwritten digits: the first 10,000 images of MNIST's training set.
///
/// None of them is in MNIST's test set. The images are 28 × 28, white on black: 0 is the
/// background, 1 full ink.
public enum Digits {
  /// The names of the ten classes, `"0"` to `"9"`.
  public static let classNames = (0...9).map(String.init)

  /// All of them in MNIST's order: inputs of shape [10000, 1, 28, 28], values in 0…1.
  ///
  /// - Throws: `DataError` when the package's resources are missing or damaged.
  public static func embedded() throws -> Dataset {
    try Dataset(
      images: resource("digits-images.idx3-ubyte.gz"),
      labels: resource("digits-labels.idx1-ubyte.gz"), classNames: classNames,
      size: (28, 28))
  }

  /// The course's fixed split: 8,500 digits to train on, and 1,500 held out to measure with.
  ///
  /// It is the stratified split of `embedded()` with seed 1, so figures taken on it can be
  /// compared.
  ///
  /// - Throws: `DataError` when the package's resources are missing or damaged.
  public static func embeddedSplit() throws -> (training: Dataset, heldOut: Dataset) {
    try embedded().stratifiedSplit(heldOut: 0.15, seed: 1)
  }
}

/// The place of a file that the package carries.
func resource(_ name: String) throws -> URL {
  guard
    let url = Bundle.module.url(
      forResource: name, withExtension: nil, subdirectory: "Resources")
  else {
    throw DataError(
      file: name, problem: "the package's own data is missing",
      values: "looked in \(Bundle.module.bundlePath)", remedy: "build again with swift build")
  }
  return url
}
