// Text to learn from, as batches: names, a row each, or windows of one long text.

import Datasets
import Foundation
import Lab4
import Shared

/// Rows of tokens, and what follows each of them.
struct TextBatch {
  var inputs: [[Int]]
  var targets: [[Int]]
  /// 1 where a target is real, [N, T]; nil when all are.
  var mask: Tensor?

  /// How many targets are real.
  var count: Int { mask.map { Int($0.sum()) } ?? targets.reduce(0) { $0 + $1.count } }
}

/// A text in two or three parts: what one learns from, chooses by, and measures with in the end.
struct TextData {
  /// What it is, for people.
  let name: String
  let vocabulary: Vocabulary
  /// The most tokens that a model sees at once.
  let context: Int
  /// Rows that begin and end with a line break, or nil for one long text.
  private let rows: [[Int]]?
  private let tokens: [Int]
  /// What to choose by.
  let validation: [TextBatch]
  /// What is measured in the end; equal to `validation` when a text is cut in two.
  let test: [TextBatch]

  /// The character between two names.
  static let lineBreak: Character = "\n"
  /// Rows of a batch that is only measured.
  private static let measured = 256

  /// How much there is to learn from, for people.
  var size: String {
    rows.map { "\(grouped($0.count)) names" } ?? "\(grouped(tokens.count)) characters"
  }

  /// The embedded names, a tenth to choose by and another one to measure with.
  static func names() throws -> TextData {
    let parts = try Names.embeddedSplit()
    let all = [parts.training, parts.validation, parts.test]
    let longest = all.joined().map(\.count).max() ?? 0
    return try TextData(
      "First names of the United States' census of 1990, embedded", all, context: longest + 1)
  }

  private init(_ name: String, _ parts: [[String]], context: Int) throws {
    let end = String(Self.lineBreak)
    let vocabulary = Vocabulary(of: parts[0].joined(separator: end))
    let encoded = try parts.map { names in try names.map { try vocabulary.encode(end + $0 + end) } }
    (self.name, self.vocabulary, self.context) = (name, vocabulary, context)
    (rows, tokens) = (encoded[0], [])
    (validation, test) = (Self.batches(of: encoded[1]), Self.batches(of: encoded[2]))
  }

  /// A file, its last tenth to measure with.
  ///
  /// - Throws: `DataError` unless it is a text of a hundred windows.
  static func file(_ url: URL, context: Int = 64) throws -> TextData {
    let file = try TextFile(contentsOf: url)
    try file.require(
      characters: 100 * (context + 1), for: "a hundred windows of \(context) characters")
    let vocabulary = Vocabulary(of: file.text)
    let (training, heldOut) = file.split(heldOut: 0.1)
    return TextData(
      "\(url.lastPathComponent), \(grouped(file.text.count)) characters", vocabulary,
      training: try vocabulary.encode(training), heldOut: try vocabulary.encode(heldOut),
      context: context)
  }

  private init(
    _ name: String, _ vocabulary: Vocabulary, training: [Int], heldOut: [Int], context: Int
  ) {
    (self.name, self.vocabulary, self.context) = (name, vocabulary, context)
    (rows, tokens) = (nil, training)
    let (inputs, targets) = windows(of: heldOut, length: context)
    validation = stride(from: 0, to: inputs.count, by: Self.measured / 4).map { start in
      let places = start..<min(start + Self.measured / 4, inputs.count)
      return TextBatch(inputs: Array(inputs[places]), targets: Array(targets[places]))
    }
    test = validation
  }

  /// Draws a batch to learn from: names, or windows from anywhere in the text.
  func batch(_ size: Int, using generator: inout SeededGenerator) -> TextBatch {
    if let rows {
      return Self.batch((0..<size).map { _ in rows[generator.below(rows.count)] })
    }
    let starts = (0..<size).map { _ in generator.below(tokens.count - context) }
    return TextBatch(
      inputs: starts.map { Array(tokens[$0..<$0 + context]) },
      targets: starts.map { Array(tokens[$0 + 1..<$0 + 1 + context]) })
  }

  private static func batches(of rows: [[Int]]) -> [TextBatch] {
    stride(from: 0, to: rows.count, by: measured).map { start in
      batch(Array(rows[start..<min(start + measured, rows.count)]))
    }
  }

  private static func batch(_ rows: [[Int]]) -> TextBatch {
    let (inputs, mask) = padded(rows.map { Array($0.dropLast()) }, with: 0)
    let (targets, _) = padded(rows.map { Array($0.dropFirst()) }, with: 0)
    return TextBatch(inputs: inputs, targets: targets, mask: mask)
  }
}

extension TextData {
  /// Where a text begins that nobody has begun: after a line break, or after a blank.
  var start: Character {
    let breaks: [Character] = [Self.lineBreak, " "]
    return breaks.first { vocabulary.characters.contains($0) } ?? vocabulary.characters[0]
  }

  /// Whether the text is a list of rows, each of which ends.
  var isList: Bool { rows != nil }
}
