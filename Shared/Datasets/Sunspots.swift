// A series of numbers that the package carries: what the sun has shown in three centuries.
// Resources/SOURCE.md says where it comes from.

import Shared

/// The mean number of sunspots of each year from 1700 to 2008.
///
/// The spots come and go in cycles of about 11 years, none like the one before. The smallest number is
/// 0 (1711, 1712, 1810), the largest 190.2 (1957).
public enum Sunspots {
  /// The 309 years and their numbers, in order.
  ///
  /// - Throws: `DataError` when the package's resources are missing or damaged.
  public static func embedded() throws -> (years: [Int], numbers: [Float]) {
    let table = try CSVTable(contentsOf: resource("sunspots.csv"))
    let values = try table.numbers(in: ["year", "sunspots"])
    let years = values.slice(0..<1, along: 1).scalars.map { Int($0) }
    return (years, values.slice(1..<2, along: 1).scalars)
  }
}
