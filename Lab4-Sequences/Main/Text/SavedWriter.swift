// A trained Transformer and its file: what the practical and `pretrain` write, and `generate` reads.

import Datasets
import Foundation
import Lab4
import ModelFiles
import Reports
import Shared

/// A language model with all that is needed to go on with a text.
struct SavedWriter {
  /// What the metadata calls this kind of file, with its version.
  private static let kind = "language model 1"
  /// The name of the file that the practical leaves beside its report.
  static let fileName = "text.safetensors"

  var model: LanguageModel
  let shape: LanguageModelShape
  let pen: Pen
  /// What it was trained on, for people.
  let origin: String

  /// The model of names that the package carries.
  ///
  /// - Throws: `DataError` or `ModelFileError` when it is missing or damaged.
  static func embedded() throws -> SavedWriter {
    guard
      let url = Bundle.module.url(
        forResource: "names", withExtension: "safetensors", subdirectory: "Resources")
    else {
      throw DataError(
        file: "names.safetensors", problem: "the package's own weights are missing",
        values: "looked in \(Bundle.module.bundlePath)",
        remedy: "write them with swift run Lab4-Sequences pretrain, then build again")
    }
    return try SavedWriter(contentsOf: url)
  }

  /// Puts a model together with what it was trained on.
  init(_ model: LanguageModel, _ shape: LanguageModelShape, on data: TextData) {
    (self.model, self.shape, origin) = (model, shape, data.name)
    pen = data.pen
  }

  /// Writes the file, whole or not at all, with the command that made it.
  func write(to url: URL, madeBy maker: String) throws {
    var model = model
    let metadata = [
      "kind": Self.kind, "made by": maker, "trained on": origin,
      "vocabulary": String(pen.vocabulary.characters), "start": String(pen.start),
      "list": "\(pen.isList)", "context": "\(shape.context)", "width": "\(shape.width)",
      "heads": "\(shape.heads)", "layers": "\(shape.layers)",
    ]
    try SafeTensors(parametersOf: &model, metadata: metadata).write(to: url)
  }

  /// Reads a file.
  ///
  /// - Throws: `DataError` or `ModelFileError`, in one line, unless it holds a language model.
  init(contentsOf url: URL) throws {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw DataError(
        file: url.path, problem: "there is no trained model yet", values: "nothing is there",
        remedy: "train one with swift run Lab4-Sequences text --text FILE")
    }
    let file = try SafeTensors(contentsOf: url)
    func refused(_ key: String) -> DataError {
      DataError(
        file: url.path, problem: "not a language model",
        values:
          "its metadata say \(key): \(printable(String((file.metadata[key] ?? "nothing").prefix(40))))",
        remedy: "use a model that text --text FILE saved")
    }
    func number(_ key: String, _ range: ClosedRange<Int>) throws -> Int {
      guard let value = file.metadata[key].flatMap({ Int($0) }), range.contains(value) else {
        throw refused(key)
      }
      return value
    }
    guard file.metadata["kind"] == Self.kind else { throw refused("kind") }
    let vocabulary = Vocabulary(of: file.metadata["vocabulary"] ?? "")
    guard (1...100_000).contains(vocabulary.count) else { throw refused("vocabulary") }
    guard let start = file.metadata["start"], start.count == 1,
      vocabulary.characters.contains(Character(start))
    else { throw refused("start") }
    guard let isList = file.metadata["list"].flatMap({ Bool($0) }) else { throw refused("list") }
    shape = LanguageModelShape(
      vocabulary: vocabulary.count, context: try number("context", 1...4_096),
      width: try number("width", 1...1_024), heads: try number("heads", 1...64),
      layers: try number("layers", 1...24))
    guard shape.width % shape.heads == 0 else { throw refused("heads") }
    var generator = SeededGenerator(seed: 0)
    var model = LanguageModel(shape, using: &generator)
    try file.copy(into: &model)
    self.model = model
    pen = Pen(vocabulary: vocabulary, start: Character(start), isList: isList)
    origin = printable(file.metadata["trained on"] ?? "")
  }
}

extension TextData {
  /// What goes on with texts like these.
  var pen: Pen { Pen(vocabulary: vocabulary, start: start, isList: isList) }
}
