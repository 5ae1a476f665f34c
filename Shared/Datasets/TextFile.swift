// Text to learn from. A file is refused as a whole where a byte of it is no UTF-8: a corpus with holes
// would be learned with them.

import Foundation

/// A text, and the file that it came from.
///
///     let file = try TextFile(contentsOf: url)
///     try file.require(characters: 65, for: "a context of 64")
///     let (training, heldOut) = file.split(heldOut: 0.1)
public struct TextFile: Equatable, Sendable {
  /// The text, with the line ends of Windows made into `\n` and without a byte order mark.
  public let text: String
  /// The name that errors show.
  public let file: String

  /// Reads a file of at most 64 MiB, plain or gzip, in UTF-8.
  ///
  /// - Throws: `DataError` for a file that is missing, too large, empty or not in UTF-8.
  public init(contentsOf url: URL) throws {
    let file = try FileBytes(contentsOf: url, maximum: 64 << 20)
    try self.init(bytes: file.bytes, file: file.name)
  }

  /// Takes bytes that are at hand; see `init(contentsOf:)`.
  public init(bytes: [UInt8], file: String) throws {
    let sound = String(validating: bytes, as: UTF8.self)
    guard let sound else {
      let spelled = String(decoding: bytes, as: UTF8.self).utf8
      let place = zip(spelled, bytes).prefix { $0 == $1 }.count
      throw DataError(
        file: file, problem: "the text is not in UTF-8",
        values: "byte \(place) of \(bytes.count) is the first wrong one",
        remedy: "save the file as UTF-8")
    }
    let unmarked =
      sound.unicodeScalars.first == "\u{FEFF}"
      ? sound.unicodeScalars.dropFirst() : sound.unicodeScalars[...]
    let text = String(unmarked).replacing("\r\n", with: "\n")
    guard !text.isEmpty else {
      throw DataError(
        file: file, problem: "the text is empty", values: "it has no character",
        remedy: "name a file with text in it")
    }
    (self.text, self.file) = (text, file)
  }

  /// The lines, without those that are empty.
  public var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// Refuses a text that is too short.
  ///
  /// - Parameters:
  ///   - count: The fewest characters that will do.
  ///   - purpose: What they are needed for, such as `a context of 64`.
  /// - Throws: `DataError`.
  public func require(characters count: Int, for purpose: String) throws {
    guard text.count < count else { return }
    throw DataError(
      file: file, problem: "the text is too short",
      values: "\(text.count) characters, at least \(count) for \(purpose)",
      remedy: "use a longer text")
  }

  /// The front of the text to learn from, and its end to measure with.
  ///
  /// In one cut, so that no sentence is in both parts.
  ///
  /// - Parameter fraction: The held-out share of the characters, in 0…1.
  /// - Returns: Both parts, which together are the text.
  public func split(heldOut fraction: Double) -> (training: String, heldOut: String) {
    let size = partSizes(of: text.count, fractions: [1 - fraction, fraction])[0]
    return (String(text.prefix(size)), String(text.dropFirst(size)))
  }
}
