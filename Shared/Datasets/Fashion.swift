// The articles of clothing that the package carries; Resources/SOURCE.md says where they come from.

/// Real photographs of clothes in ten classes: the first 5,600 images of Fashion-MNIST's training set.
///
/// None of them is in its test set. The images are 28 × 28, light on black: 0 is the background. Of
/// the same form as the digits and harder: a shirt, a coat and a pullover differ in little.
public enum Fashion {
  /// The names of the ten classes, `"T-shirt/top"` to `"ankle boot"`.
  public static let classNames = DownloadableSet.fashionMNIST.classNames

  /// All of them in Fashion-MNIST's order: inputs of shape [5600, 1, 28, 28], values in 0…1.
  ///
  /// - Throws: `DataError` when the package's resources are missing or damaged.
  public static func embedded() throws -> Dataset {
    try Dataset(
      images: resource("fashion-images.idx3-ubyte.gz"),
      labels: resource("fashion-labels.idx1-ubyte.gz"), classNames: classNames,
      size: (28, 28))
  }

  /// The course's fixed split: 4,480 to train on, and 1,120 held out to measure with.
  ///
  /// It is the stratified split of `embedded()` with seed 1, so figures taken on it can be
  /// compared.
  ///
  /// - Throws: `DataError` when the package's resources are missing or damaged.
  public static func embeddedSplit() throws -> (training: Dataset, heldOut: Dataset) {
    try embedded().stratifiedSplit(heldOut: 0.2, seed: 1)
  }
}
