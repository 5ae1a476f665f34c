// 4.12 Sequence to sequence: a model learns to write the second sequence of a pair by being shown the
// first, and by being shown at every place what it should have written before it (teacher forcing).
// (I. Sutskever, O. Vinyals, Q. Le, 2014.)

import Lab1
import Lab2
import Shared

/// A model that reads one sequence of tokens and scores what follows in another: `EncoderDecoder` (4.11),
/// or anything else with an encoder and a decoder.
public protocol SequenceTranslator: Layer {
  /// Reads sources and remembers what it makes of them.
  ///
  /// - Parameters:
  ///   - source: N rows of S tokens.
  ///   - mask: 1 for a token and 0 for padding, [N, S]; nil without padding.
  ///   - context: Mode and randomness.
  /// - Returns: The memory, [N, S, D].
  @discardableResult
  mutating func encode(_ source: [[Int]], mask: Tensor?, _ context: inout Context) -> Tensor

  /// Scores what follows each token of N targets, given the sources of the latest `encode`.
  ///
  /// - Parameters:
  ///   - target: N rows of T tokens.
  ///   - context: Mode and randomness.
  /// - Returns: Logits, [N, T, V]: those at place t are about token t + 1.
  mutating func decode(_ target: [[Int]], _ context: inout Context) -> Tensor
}

extension EncoderDecoder: SequenceTranslator {}

/// The tokens that are no text.
public struct ControlTokens: Sendable, Equatable {
  /// What every answer begins with: it has no token before its first.
  public var start: Int
  /// What says that an answer is complete.
  public var end: Int
  /// What fills up the shorter sequences of a batch.
  public var padding: Int

  /// Names the three tokens.
  public init(start: Int, end: Int, padding: Int) {
    (self.start, self.end, self.padding) = (start, end, padding)
  }
}

/// One target as the decoder is trained on it.
///
/// ```
/// target    2 0 2 6                 the right answer
/// input     < 2 0 2 6               what the decoder is given: start, then the *right* tokens …
/// output    2 0 2 6 >               … and what it should say there: the token after each, then end
/// ```
/// That is teacher forcing: even where the model would have gone wrong, the next place is asked after
/// the right beginning, so all places are trained at once. When the model writes alone, it must continue
/// its own words, good or bad; it was never shown how to get over a mistake.
///
/// - Parameters:
///   - target: The right answer, T tokens; T may be 0.
///   - tokens: Which tokens are start and end.
/// - Returns: Input and output, T + 1 tokens each.
public func teacherForced(
  _ target: [Int], _ tokens: ControlTokens
) -> (input: [Int], output: [Int]) {
  // BEGIN SOLUTION 4.12 teacherForced
  return ([tokens.start] + target, target + [tokens.end])
  // END SOLUTION
}

/// Pairs of sequences as one batch, padded.
public struct TranslationBatch: Sendable, Equatable {
  /// N sources of S tokens.
  public var source: [[Int]]
  /// 1 where a source is real, [N, S].
  public var sourceMask: Tensor
  /// What the decoder is given, N rows of T + 1 tokens.
  public var input: [[Int]]
  /// What it should say, N rows of T + 1 tokens.
  public var output: [[Int]]
  /// 1 where an output is real, its end included, [N, T + 1].
  public var outputMask: Tensor

  /// Wraps what is padded already.
  public init(
    source: [[Int]], sourceMask: Tensor, input: [[Int]], output: [[Int]], outputMask: Tensor
  ) {
    (self.source, self.sourceMask) = (source, sourceMask)
    (self.input, self.output, self.outputMask) = (input, output, outputMask)
  }

  /// Makes a batch of pairs.
  ///
  /// Targets go through `teacherForced`, and everything through `padded` (4.1). Input and output of a
  /// pair are of one length, so one mask serves both; the loss needs the output's. The input needs
  /// none in the decoder: padding comes last, and a causal decoder does not look ahead.
  ///
  /// - Parameters:
  ///   - sources: N sequences of any lengths.
  ///   - targets: The right answers, as many; on another number `require` stops with a message that names
  ///     both.
  ///   - tokens: Which tokens are start, end and padding.
  public init(sources: [[Int]], targets: [[Int]], _ tokens: ControlTokens) {
    require(
      sources.count == targets.count,
      "TranslationBatch: one target for each source is needed — \(sources.count) sources,"
        + " \(targets.count) targets — pass pairs")
    // BEGIN SOLUTION 4.12 TranslationBatch.init
    let forced = targets.map { teacherForced($0, tokens) }
    let outputs = padded(forced.map(\.output), with: tokens.padding)
    (source, sourceMask) = padded(sources, with: tokens.padding)
    input = padded(forced.map(\.input), with: tokens.padding).tokens
    (output, outputMask) = outputs
    // END SOLUTION
  }
}

/// One step of training on a batch of pairs.
///
/// 1. zero the gradients
/// 2. `encode` the sources with their mask, `decode` the inputs
/// 3. `maskedCrossEntropy` (4.1) against the outputs, with the mask of the outputs
/// 4. `backward`
/// 5. clip the norm of all gradients (`clipGradients(of:toNorm:)`, 2.9), and step, unless the norm that it
///    returns is NaN or ∞
///
/// - Parameters:
///   - model: The model to improve.
///   - optimizer: What moves its parameters.
///   - batch: The pairs.
///   - largestNorm: Where to clip.
///   - context: Handed to `encode` and `decode`.
/// - Returns: The loss before the step, a mean over the real places of the outputs.
public func translationStep<Model: SequenceTranslator, Rule: Optimizer>(
  _ model: inout Model, _ optimizer: inout Rule, on batch: TranslationBatch,
  largestNorm: Float = 1, _ context: inout Context
) -> Float {
  // BEGIN SOLUTION 4.12 translationStep
  model.zeroGradients()
  model.encode(batch.source, mask: batch.sourceMask, &context)
  let logits = model.decode(batch.input, &context)  // [N, T + 1, V]
  let result = maskedCrossEntropy(
    logits: logits, targets: batch.output, mask: batch.outputMask)
  _ = model.backward(result.gradient)
  let norm = clipGradients(of: &model, toNorm: largestNorm)
  if norm.isFinite { optimizer.step(&model) }
  return result.loss
  // END SOLUTION
}

/// What a model answers to each source by itself: the likeliest token at every place, one after another.
///
/// Encode once, in `.inference` mode. Every answer begins with the start token. Then, up to `longest`
/// times: `decode` all that is written, read the scores of the *last* place, and append each row's
/// likeliest token. A row that has said end is complete: whatever follows is not part of its answer.
/// When all rows are, stop.
///
/// - Parameters:
///   - model: The model; not changed.
///   - sources: N sequences of any lengths, at least one; padded here.
///   - tokens: Which tokens are start, end and padding.
///   - longest: The most tokens of an answer: a model need not come to an end.
/// - Returns: N answers, without start and end, each of `longest` tokens at most.
public func translations<Model: SequenceTranslator>(
  _ model: Model, of sources: [[Int]], _ tokens: ControlTokens, longest: Int
) -> [[Int]] {
  require(
    !sources.isEmpty && longest >= 0,
    "translations: there must be a source, and 0 tokens or more — \(sources.count) sources, \(longest)"
      + " tokens — pass at least one source")
  // BEGIN SOLUTION 4.12 translations
  var (model, context) = (model, Context(.inference))
  let (source, mask) = padded(sources, with: tokens.padding)
  model.encode(source, mask: mask, &context)
  var written = sources.map { _ in [tokens.start] }
  for _ in 0..<longest {
    if written.allSatisfy({ $0.contains(tokens.end) }) { break }
    let logits = model.decode(written, &context)  // [N, T, V]
    let (n, t, v) = logits.shape.ntd
    let last = logits.slice(t - 1..<t, along: 1).reshaped(to: [n, v])
    for (row, token) in zip(0..<n, last.argmax(along: 1)) { written[row].append(token) }
  }
  return written.map { Array($0.dropFirst().prefix { $0 != tokens.end }) }
  // END SOLUTION
}

/// The share of answers that are right from the first token to the last.
///
/// A date with one wrong digit is a wrong date. The share of right *tokens* would look better, and say
/// less: with 99 % of the tokens right, one answer of ten tokens in ten is wrong.
///
/// - Parameters:
///   - answers: What a model wrote.
///   - targets: The right answers, as many; on another number `require` stops with a message that names
///     both.
/// - Returns: From 0 to 1; 1 when there is nothing to answer.
public func exactMatch(_ answers: [[Int]], _ targets: [[Int]]) -> Float {
  // BEGIN SOLUTION 4.12 exactMatch
  require(
    answers.count == targets.count,
    "exactMatch: one answer for each target is needed — \(answers.count) answers,"
      + " \(targets.count) targets — pass as many")
  guard !targets.isEmpty else { return 1 }
  let right = zip(answers, targets).filter { $0 == $1 }.count
  return Float(right) / Float(targets.count)
  // END SOLUTION
}
