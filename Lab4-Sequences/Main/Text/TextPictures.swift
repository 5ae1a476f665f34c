// What the models of the practical did inside while they read a text: the gates of the LSTM over time,
// and who looked where in the Transformer.

import Lab4
import Reports
import Shared

extension RecurrentWriter {
  /// The gates and the cells that change most, while it reads a text.
  ///
  /// - Parameters:
  ///   - text: What it reads.
  ///   - vocabulary: What encodes it.
  ///   - cells: How many cells are shown.
  /// - Returns: Four pictures, a row a cell and a column a character.
  /// - Throws: `TextError` for a character that the vocabulary does not hold.
  func gatePictures(_ text: String, _ vocabulary: Vocabulary, cells: Int = 20) throws -> [HeatMap] {
    var (model, context) = (self, Context(.inference))
    model.lstm.initialState = nil
    _ = model.forward([try vocabulary.encode(text)], &context)
    let steps = model.lstm.steps
    func overTime(_ part: (LSTMStep) -> Tensor) -> Tensor {
      Tensor(stacking: steps.map { part($0)[row: 0] }).transposed()  // [H, T]
    }
    let cell = overTime(\.squashedCell)
    let changes = cell.variance(along: 1).scalars
    let order = changes.indices.sorted { (changes[$1], $0) < (changes[$0], $1) }
    let chosen = Array(order.prefix(cells))
    let letters = text.map(signOf)
    return [
      ("input gates: what is written", overTime(\.inputGate)),
      ("output gates: what is shown", overTime(\.outputGate)),
      ("cells, through tanh", cell), ("forget gates: what is kept", overTime(\.forgetGate)),
    ].map { title, values in
      HeatMap(
        "The LSTM’s \(title)", values.rows(at: chosen), rowNames: chosen.map { "\($0)" },
        columnNames: letters, axes: ("character read", "cell"))
    }
  }
}

extension LanguageModel {
  /// Who looks where in every head of a block, while it reads a text.
  ///
  /// - Returns: A picture a head, a row for each place that looks.
  func attentionPictures(_ text: String, _ vocabulary: Vocabulary, block: Int) throws -> [HeatMap] {
    var (model, context) = (self, Context(.inference))
    _ = model.forward([try vocabulary.encode(text)], &context)
    let weights = model.blocks[block].attention.weights  // [1, H, T, T]
    let (_, heads, t, _) = weights.shape.nchw
    let letters = text.map(signOf)
    return (0..<heads).map { head in
      HeatMap(
        "Block \(block + 1), head \(head + 1)",
        weights.slice(head..<head + 1, along: 1).reshaped(to: [t, t]), rowNames: letters,
        columnNames: letters, axes: ("is looked at", "looks"))
    }
  }
}

extension LanguageModel {
  /// Where the heads look on average, while the model reads a text.
  ///
  /// - Returns: For each head its name and the shares of its weight on the place that looks, on the one
  ///   and on the two before it, and on the first place; means over the places from the fourth on.
  func habits(_ text: String, _ vocabulary: Vocabulary) throws -> [(name: String, shares: [Float])]
  {
    var (model, context) = (self, Context(.inference))
    _ = model.forward([try vocabulary.encode(text)], &context)
    return model.blocks.indices.flatMap { block in
      let weights = model.blocks[block].attention.weights  // [1, H, T, T]
      let (_, heads, t, _) = weights.shape.nchw
      return (0..<heads).map { head in
        func mean(_ key: (Int) -> Int) -> Float {
          (3..<t).reduce(0) { $0 + weights[0, head, $1, key($1)] } / Float(t - 3)
        }
        let shares = [mean { $0 }, mean { $0 - 1 }, mean { $0 - 2 }, mean { _ in 0 }]
        return ("block \(block + 1), head \(head + 1)", shares)
      }
    }
  }
}

/// A character as a picture shows it: blanks and line breaks by signs of their own.
private func signOf(_ character: Character) -> String {
  switch character {
  case "\n": "⏎"
  case " ": "␣"
  default: printable(String(character))
  }
}
