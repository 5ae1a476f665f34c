// What every reader and writer of this module throws: one line that says which file, what is wrong
// with it, the values that show it, and what to do.

/// A missing, damaged or hostile model file, or a tensor that is not in it.
///
/// It prints as `file: what is wrong — the values — what to do`, always on one line.
public struct ModelFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file as the caller named it.
  public let file: String
  /// What is wrong, in a few words.
  public let problem: String
  /// The offending values, beside the expected ones.
  public let values: String
  /// What the reader of the message can do.
  public let remedy: String

  /// The one line.
  public var description: String {
    let line = "\(file): \(problem) — \(values) — \(remedy)"
    return String(line.map { $0.isNewline || $0 == "\0" ? " " : $0 })
  }
}
