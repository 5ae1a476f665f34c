// What the code that stands ready in Lab 4 refuses: wrong calls that stop before they reach anything
// that a learner writes. No exercise has points for them.

import Lab1
import Lab2
import Lab4
import Shared
import Testing

#if compiler(>=6.3)  // Tests of exits that capture values are new in 6.3.

  /// A wrong call and what its message must contain.
  struct WrongCall: Sendable {
    let message: String
    let body: @Sendable () -> Void

    init(_ message: String, _ body: @escaping @Sendable () -> Void) {
      self.message = message
      self.body = body
    }
  }

  struct ReadyCodeTests {
    @Test(arguments: wrongCalls.indices)
    func aWrongCallStopsWithAMessage(index: Int) async throws {
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent]
      ) { [index = index as Int] in
        wrongCalls[index].body()
      }
      let output = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
      #expect(output.contains(wrongCalls[index].message))
    }
  }

  private let wrongCalls = recurrent + attending + translating + others

  private func zeros(_ shape: Int...) -> Tensor { Tensor(zeros: Shape(shape)) }

  private let recurrent = [
    WrongCall("RNN: the parameters do not fit — [2, 3], [3, 2]") {
      _ = RNN(
        inputWeight: zeros(2, 3), hiddenWeight: zeros(3, 2), inputBias: zeros(2),
        hiddenBias: zeros(2))
    },
    WrongCall("LSTM: the parameters do not fit — [6, 3]") {
      _ = LSTM(
        inputWeight: zeros(6, 3), hiddenWeight: zeros(6, 2), inputBias: zeros(6),
        hiddenBias: zeros(6))
    },
    WrongCall("GRU: the parameters do not fit — [8, 3]") {
      _ = GRU(
        inputWeight: zeros(8, 3), hiddenWeight: zeros(8, 2), inputBias: zeros(8),
        hiddenBias: zeros(8))
    },
    WrongCall("GRU.forward: sequences with 3 numbers a step are needed — [2, 5, 4]") {
      var (layer, context) = (gru, Context(.inference))
      _ = layer.forward(zeros(2, 5, 4), &context)
    },
    WrongCall("GRU.forward: the initial state must have one row a sequence — [1, 2], not [4, 2]") {
      var (layer, context) = (gru, Context(.inference))
      layer.initialState = zeros(1, 2)
      _ = layer.forward(zeros(4, 5, 3), &context)
    },
    WrongCall("GRU.backward: dy must have the shape of the latest output — dy [1, 1, 2]") {
      var layer = gru
      _ = layer.backward(zeros(1, 1, 2))
    },
    WrongCall("StackedRecurrent: there must be layers to stack") { _ = StackedRecurrent([]) },
    WrongCall("reversedInTime: a batch of sequences is needed — [2, 3]") {
      _ = reversedInTime(zeros(2, 3))
    },
  ]

  private var gru: GRU {
    GRU(
      inputWeight: zeros(6, 3), hiddenWeight: zeros(6, 2), inputBias: zeros(6),
      hiddenBias: zeros(6))
  }

  private let attending = [
    WrongCall("attentionScores: queries and keys need the same width — q [1, 1, 2, 3]") {
      _ = attentionScores(zeros(1, 1, 2, 3), zeros(1, 1, 2, 4))
    },
    WrongCall("attention: one value for each key is needed — k [1, 1, 2, 3], v [1, 1, 4, 3]") {
      _ = attention(zeros(1, 1, 2, 3), zeros(1, 1, 2, 3), zeros(1, 1, 4, 3), mask: nil)
    },
    WrongCall("causalMask: the numbers of places cannot be negative — -1") { _ = causalMask(-1) },
    WrongCall("paddingMask: one row a sequence is needed — [3]") { _ = paddingMask(zeros(3)) },
    WrongCall("splitHeads: the width must be a multiple of the heads — [1, 2, 5], 2 heads") {
      _ = splitHeads(zeros(1, 2, 5), count: 2)
    },
    WrongCall("MultiHeadAttention: the shapes do not fit — 3 heads") {
      _ = MultiHeadAttention(
        heads: 3, inputWeight: zeros(12, 4), inputBias: zeros(12), outputWeight: zeros(4, 4),
        outputBias: zeros(4))
    },
    WrongCall("sinusoidalPositions: -1 places of width 4") {
      _ = sinusoidalPositions(count: -1, width: 4)
    },
    WrongCall("LearnedPositions: one row a place — [4]") { _ = LearnedPositions(weight: zeros(4)) },
  ]

  private let translating = [
    WrongCall("DecoderBlock: the block must be causal") {
      var generator = SeededGenerator(seed: 1)
      let block = TransformerBlock(width: 4, heads: 2, isCausal: false, using: &generator)
      _ = DecoderBlock(block: block, crossNorm: block.norm1, cross: block.attention)
    },
    WrongCall("TranslationBatch: one target for each source is needed — 1 sources, 2 targets") {
      _ = TranslationBatch(sources: [[3]], targets: [[3], [4]], tokens)
    },
    WrongCall("EncoderDecoder.encode: 7 tokens are more than the 6 places") {
      var (model, context) = (model, Context(.inference))
      model.encode([[0, 1, 2, 3, 0, 1, 2]], &context)
    },
    WrongCall("EncoderDecoder.decode: 7 tokens are more than the 6 places") {
      var (model, context) = (model, Context(.inference))
      _ = model.decode([[0, 1, 2, 3, 0, 1, 2]], &context)
    },
    WrongCall("translations: there must be a source, and 0 tokens or more — 0 sources, 3 tokens") {
      _ = translations(model, of: [], tokens, longest: 3)
    },
    WrongCall("translations: there must be a source, and 0 tokens or more — 1 sources, -1 tokens") {
      _ = translations(model, of: [[1]], tokens, longest: -1)
    },
  ]

  private let tokens = ControlTokens(start: 0, end: 1, padding: 2)

  private var model: EncoderDecoder {
    var generator = SeededGenerator(seed: 1)
    let shape = EncoderDecoderShape(
      sourceVocabulary: 4, targetVocabulary: 4, longest: 6, width: 4, heads: 2, hidden: 8)
    return EncoderDecoder(shape, using: &generator)
  }

  private let others = [
    WrongCall("windows: length and stride must be at least 1 — 0 and 0") {
      _ = windows(of: [1, 2, 3], length: 0)
    },
    WrongCall("Embedding: the table needs one row a token — [3]") {
      _ = Embedding(weight: zeros(3))
    },
    WrongCall("ArchitectureSpace: depths 0...2, 0 widths") {
      _ = ArchitectureSpace(depths: 0...2, widths: [], activations: [.relu])
    },
    WrongCall("CalendarDate: days are counted from 1900 — -1") { _ = CalendarDate(number: -1) },
  ]
#endif
