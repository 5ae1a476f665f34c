// What both models of the practical can do: say what they expect next, and go on with a text, keeping
// what they know of it.

import Lab1
import Lab4
import Shared

/// A model that says at every place what it expects next.
protocol Writer: Layer {
  /// The logits of what follows each token, [N, T, V].
  mutating func forward(_ tokens: [[Int]], _ context: inout Context) -> Tensor
  /// The logits of what follows a text that grows, without computing again what is known.
  ///
  /// - Returns: A function of all tokens so far; from one call to the next there are only more of them.
  func following() -> NextLogits
}

extension LanguageModel: Writer {
  /// Keeps keys and values (4.19).
  func following() -> NextLogits {
    var (model, cache, start) = (self, KeyValueCache(), 0)
    return { tokens in
      let begin = model.windowStart(tokens.count)
      if begin != start || begin + cache.count >= tokens.count { (cache, start) = (.init(), begin) }
      let new = Array(tokens[(begin + cache.count)...])
      return model.forward(following: [new], cache: &cache).lastRow
    }
  }
}

/// An LSTM between an embedding and a linear layer.
struct RecurrentWriter: Writer {
  var embedding: Embedding
  var lstm: LSTM
  var head: Linear

  /// Plans a model.
  ///
  /// - Parameters:
  ///   - vocabulary: V, tokens.
  ///   - width: D, numbers of a token.
  ///   - hidden: H, numbers of an output and of a cell.
  ///   - generator: Source of the weights.
  init(vocabulary: Int, width: Int, hidden: Int, using generator: inout SeededGenerator) {
    embedding = Embedding(count: vocabulary, width: width, using: &generator)
    lstm = LSTM(inputs: width, hidden: hidden, using: &generator)
    head = Linear(inputs: hidden, outputs: vocabulary, using: &generator)
  }

  mutating func forward(_ tokens: [[Int]], _ context: inout Context) -> Tensor {
    let states = lstm.forward(embedding.forward(tokens), &context)  // [N, T, H]
    let (n, t, h) = states.shape.ntd
    let logits = head.forward(states.reshaped(to: [n * t, h]), &context)
    return logits.reshaped(to: [n, t, logits.shape[1]])
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    let (n, t, v) = dy.shape.ntd
    let dStates = head.backward(dy.reshaped(to: [n * t, v]))
    embedding.backward(lstm.backward(dStates.reshaped(to: [n, t, lstm.hiddenSize])))
    return Tensor(zeros: [0])
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    embedding.forEachParameter(body)
    lstm.forEachParameter(body)
    head.forEachParameter(body)
  }

  /// The same for tokens in a tensor, [N, T] of whole numbers.
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    forward((0..<x.shape[0]).map { x[row: $0].scalars.map { Int($0) } }, &context)
  }

  /// Keeps the state (4.4).
  func following() -> NextLogits {
    var (model, read) = (self, 0)
    var context = Context(.inference)
    model.lstm.initialState = nil
    return { tokens in
      if read >= tokens.count { (model.lstm.initialState, read) = (nil, 0) }
      let logits = model.forward([Array(tokens[read...])], &context)
      (model.lstm.initialState, read) = (model.lstm.state, tokens.count)
      return logits.lastRow
    }
  }
}

extension Tensor {
  /// The last place of the only sequence of [1, T, V], shape [V].
  fileprivate var lastRow: Tensor {
    reshaped(to: [shape[1], shape[2]])[row: shape[1] - 1]
  }
}

/// A model that goes on with texts.
struct Pen {
  let vocabulary: Vocabulary
  /// The character before a text that nobody has begun.
  let start: Character
  /// Whether a line break ends a text.
  let isList: Bool

  /// Goes on with a text.
  ///
  /// - Parameters:
  ///   - beginning: What stands there; may be empty.
  ///   - count: The most characters to add.
  ///   - rule: How each is chosen.
  ///   - model: What says what to expect.
  ///   - generator: Source of the draws.
  ///   - onCharacter: Hears of every new character at once.
  /// - Returns: The new characters.
  /// - Throws: `TextError` for a character that the vocabulary does not hold.
  func goOn(
    with beginning: String, count: Int, by rule: SamplingRule, model: some Writer,
    using generator: inout SeededGenerator, onCharacter: (Character) -> Void = { _ in }
  ) throws -> String {
    let prompt = try tokens(of: beginning)
    let new = continuation(
      of: prompt, count: count, by: rule, end: end, using: &generator,
      onToken: { if $0 != end { onCharacter(vocabulary.characters[$0]) } },
      next: model.following())
    return vocabulary.decode(new.filter { $0 != end })
  }

  /// The likeliest ends of a text, the best first, by beam search.
  func likeliest(
    after beginning: String, count: Int, width: Int, model: some Writer
  ) throws -> [(text: String, logProbability: Double)] {
    let prompt = try tokens(of: beginning)
    return beamSearch(from: prompt, count: count, width: width, end: end, lengthPenalty: 0) {
      model.following()($0)
    }
    .map { (vocabulary.decode($0.tokens.filter { $0 != end }), $0.logProbability) }
  }

  private var end: Int? {
    isList ? vocabulary.characters.firstIndex(of: TextData.lineBreak) : nil
  }

  /// A text's tokens, behind the character that stands before every text.
  private func tokens(of beginning: String) throws -> [Int] {
    let isBegun = !isList && !beginning.isEmpty
    return try vocabulary.encode(isBegun ? beginning : String(start) + beginning)
  }
}
