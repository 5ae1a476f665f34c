// A small table for regression that the package carries; Resources/SOURCE.md says where it comes
// from.

/// 442 diabetes patients (Efron, Hastie, Johnstone and Tibshirani, 2004).
public enum Diabetes {
  /// Ten measurements of each patient, and how far the disease advanced in the year after.
  ///
  /// The features, shape [442, 10], are not scaled: `age` in years, `sex` (1 or 2), `bmi` in kg/m²,
  /// `bp` mean blood pressure, and six blood values `s1` … `s6`. The target `progression`, shape
  /// [442, 1], runs from 25 to 346.
  ///
  /// - Throws: `DataError` when the package's resources are missing or damaged.
  public static func embedded() throws -> RegressionSet {
    try RegressionSet(
      CSVTable(contentsOf: resource("diabetes.csv")), target: "progression")
  }
}
