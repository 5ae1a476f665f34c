// 4.1 From text to numbers and back: a vocabulary of characters, windows that ask for the next token,
// padding for sequences of different lengths, and a loss that leaves the padding out.

import Lab1
import Shared

/// Why a text cannot be made into tokens.
public enum TextError: Error, Equatable, CustomStringConvertible {
  /// A character that the vocabulary does not hold, and its place in the text, counted from 0.
  case unknownCharacter(Character, place: Int)
  /// Bytes that are no UTF-8, and the place of the first wrong one, counted from 0.
  case notUTF8(place: Int)

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .unknownCharacter(let character, let place):
      "encode: a character is not in the vocabulary — \(String(character).debugDescription) at place"
        + " \(place) — use the characters of the text from which the vocabulary was made"
    case .notUTF8(let place):
      "text(ofUTF8:): the bytes are no UTF-8 — byte \(place) is the first wrong one — save the file"
        + " as UTF-8"
    }
  }
}

/// The text that bytes spell in UTF-8.
///
/// `String(decoding: bytes, as: UTF8.self)` puts U+FFFD, �, where bytes are wrong, and complains about
/// nothing: a corpus would be trained on with holes in it. But a text that was sound gives the same
/// bytes back, `text.utf8`, and one that was not differs first at the first wrong byte.
///
/// - Parameter bytes: The bytes of a file. None give the empty text.
/// - Returns: The text.
/// - Throws: `TextError.notUTF8` with the place of the first byte that differs.
public func text(ofUTF8 bytes: [UInt8]) throws -> String {
  todo("4.1 text")
}

/// The characters of a text, numbered: token k is the k-th character.
///
/// ```swift
/// let vocabulary = Vocabulary(of: "hello")   // e, h, l, o
/// try vocabulary.encode("hole")              // [1, 3, 2, 0]
/// vocabulary.decode([1, 0, 2, 2, 3])         // "hello"
/// ```
/// A Swift `Character` is what a reader takes for one: "é" is one, however many code points it is made
/// of, and the two of a Windows line end, `"\r\n"`, are one as well.
public struct Vocabulary: Sendable, Equatable {
  /// The characters, each once, in ascending order.
  public let characters: [Character]

  /// V, how many tokens there are.
  public var count: Int { characters.count }

  /// The vocabulary of all characters of a text; of the empty text, an empty one.
  ///
  /// The order must not depend on chance, and a `Set` has another one in every run: a model whose
  /// tokens have moved speaks gibberish.
  public init(of text: String) {
    todo("4.1 Vocabulary.init")
  }

  /// The tokens of a text.
  ///
  /// A search through `characters` for every character of a corpus would take V times as long as a
  /// dictionary from characters to numbers, which `zip(characters, 0...)` makes.
  ///
  /// - Parameter text: The text; the empty one gives no tokens.
  /// - Returns: One token a character.
  /// - Throws: `TextError.unknownCharacter` for the first character that is not in the vocabulary.
  public func encode(_ text: String) throws -> [Int] {
    todo("4.1 Vocabulary.encode")
  }

  /// The text of tokens.
  ///
  /// - Parameter tokens: Tokens from 0 to V − 1; on another one `require` stops with a message that
  ///   names it and V.
  /// - Returns: One character a token.
  public func decode(_ tokens: [Int]) -> String {
    todo("4.1 Vocabulary.decode")
  }
}

/// Windows of a long sequence, each with the token that follows every one of its tokens.
///
/// ```
/// tokens      5 1 2 2 3 7 0        length 3
/// inputs      5 1 2   2 3 7        windows of T tokens …
/// targets     1 2 2   3 7 0        … and the same windows one token later
/// ```
/// At every place the question is "what comes next?", so one window is T questions. A window needs
/// T + 1 tokens, and one that would run over the end is left out.
///
/// - Parameters:
///   - tokens: The sequence, at least `length` + 1 tokens; on fewer `require` stops with a message that
///     names both numbers.
///   - length: T, at least 1.
///   - stride: From the start of a window to the start of the next one, at least 1; `length` when nil,
///     so that every token but the first is a target once.
/// - Returns: As many inputs as targets, all of T tokens.
public func windows(
  of tokens: [Int], length: Int, stride: Int? = nil
) -> (inputs: [[Int]], targets: [[Int]]) {
  let step = stride ?? length
  require(
    length > 0 && step > 0,
    "windows: length and stride must be at least 1 — \(length) and \(step) — choose larger ones")
  todo("4.1 windows")
}

/// Sequences of different lengths as one batch, and a mask that says what is real.
///
/// ```
/// [[5, 1, 2], [7]]   with 0   →   tokens [[5, 1, 2], [7, 0, 0]]   mask [[1, 1, 1], [1, 0, 0]]
/// ```
/// - Parameters:
///   - sequences: N sequences, of any lengths, 0 too.
///   - padding: The token that fills up. It may also occur as a real one: only the mask tells.
/// - Returns: N rows of T tokens, T the longest length, and the mask, shape [N, T]: 1 for a real token,
///   0 for padding.
public func padded(
  _ sequences: [[Int]], with padding: Int
) -> (tokens: [[Int]], mask: Tensor) {
  todo("4.1 padded")
}

/// The cross-entropy of Lab 1 over all real places of a batch of sequences.
///
/// ```
/// L = 1/M · Σ over real (n, t) of −ln softmax(logits[n, t])[target[n, t]]       M: how many are real
/// ```
/// The mean is over the M real places, not over N · T: otherwise the loss would depend on how long the
/// longest sequence of the batch happens to be. The gradient at padding is 0, whatever stands there,
/// even NaN: so no product with the mask, but the real rows picked out (`rows(at:)`), given to
/// `softmaxCrossEntropy`, and their gradients put back (`addRows(_:at:)`).
///
/// - Parameters:
///   - logits: Shape [N, T, V].
///   - targets: N rows of T tokens; what stands at padding does not matter.
///   - mask: Shape [N, T], not 0 where a place is real; nil when all are.
/// - Returns: The loss and dL/dlogits, shape [N, T, V]; without any real place, 0 and zeros.
public func maskedCrossEntropy(
  logits: Tensor, targets: [[Int]], mask: Tensor? = nil
) -> LossResult {
  let (n, t) = (targets.count, targets.first?.count ?? 0)
  require(
    logits.rank == 3 && logits.shape[0] == n && (n == 0 || logits.shape[1] == t)
      && targets.allSatisfy { $0.count == t } && (mask.map { $0.count == n * t } ?? true),
    "maskedCrossEntropy: one target and one mask value a place are needed — logits \(logits.shape),"
      + " \(n) rows of \(t) targets, mask \(mask?.shape ?? [n, t]) — use [N, T, V], N rows of T and"
      + " [N, T]")
  todo("4.1 maskedCrossEntropy")
}
