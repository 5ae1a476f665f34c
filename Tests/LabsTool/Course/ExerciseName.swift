// The names of exercises: `05-Linear.swift` in Lab 1 is exercise 1.5, and its regions are labelled
// `1.5 Linear.forward`.

/// The number of an exercise, as in `1.5`.
public struct ExerciseNumber: Hashable, Comparable, CustomStringConvertible, Sendable {
  /// The lab, counted from 1.
  public var lab: Int
  /// The exercise in its lab, 0 being the warm-up.
  public var minor: Int

  /// Exercise `minor` of lab `lab`.
  public init(lab: Int, minor: Int) { (self.lab, self.minor) = (lab, minor) }

  /// Reads `1.5`; nil for anything else, `1.05` included.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let lab = parts[0], let minor = parts[1] else { return nil }
    self.init(lab: lab, minor: minor)
    if description != text { return nil }
  }

  /// The number that the name of a file gives, `05-Linear.swift`; nil for another form of name.
  public init?(lab: Int, file: String) {
    let parts = file.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, parts[0].count == 2, parts[0].allSatisfy(\.isASCII),
      let minor = Int(parts[0]), minor >= 0, file.hasSuffix(".swift")
    else { return nil }
    self.init(lab: lab, minor: minor)
  }

  /// `1.5`.
  public var description: String { "\(lab).\(minor)" }

  /// By lab, then by number: 1.9 before 1.10.
  public static func < (a: Self, b: Self) -> Bool { (a.lab, a.minor) < (b.lab, b.minor) }
}
