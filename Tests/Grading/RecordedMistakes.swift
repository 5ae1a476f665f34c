// The wrong values that each named mistake produces: data beside a lab's tests.
//
// `Tests/LabNTests/Recorded/mistakes.json` holds one `RecordedMistakes`. The judge writes each
// wrong value it meets as one line of JSON (a `WrongValue`) to the file that `NNLABS_RECORD` names;
// the instructor tool runs a lab's tests once for every mistake, adds its name to the lines, and
// stores them.
import Foundation
import Synchronization

/// The contents of `mistakes.json`.
public struct RecordedMistakes: Codable, Sendable {
  /// Every recorded value, in the order of exercises and mistakes.
  public var values: [Recorded]

  /// A wrong value and the mistake that made it.
  public struct Recorded: Codable, Sendable {
    /// What is wrong, in words: `"dW is averaged over the batch a second time"`.
    public var mistake: String
    /// Where it shows.
    public var value: WrongValue

    /// One recorded value.
    public init(mistake: String, value: WrongValue) {
      self.mistake = mistake
      self.value = value
    }
  }

  /// A collection of recorded values.
  public init(values: [Recorded] = []) { self.values = values }

  /// The file's contents, read once.
  static func cached(_ url: URL) -> RecordedMistakes? {
    cache.withLock { cache in
      if let known = cache[url] { return known }
      let mistakes = RecordedMistakes(contentsOf: url)
      cache[url] = .some(mistakes)
      return mistakes
    }
  }

  private static let cache = Mutex<[URL: RecordedMistakes?]>([:])

  /// Reads a file; nil when there is none or it is damaged.
  public init?(contentsOf url: URL) {
    guard let data = try? Data(contentsOf: url),
      let mistakes = try? JSONDecoder().decode(RecordedMistakes.self, from: data)
    else { return nil }
    self = mistakes
  }

  /// The mistakes that made this very value, without repetition.
  func mistakes(behind value: WrongValue) -> [String] {
    var names: [String] = []
    for recorded in values where recorded.value.key == value.key {
      if recorded.value.resembles(value), !names.contains(recorded.mistake) {
        names.append(recorded.mistake)
      }
    }
    return names
  }
}

/// A wrong value of one entry, as the judge met it.
public struct WrongValue: Codable, Sendable {
  /// The exercise number.
  public var exercise: String
  /// The test without its source location: `Lab1Tests.LinearTests/linear()`.
  public var test: String
  /// The arguments of a parameterised test, otherwise empty.
  public var argument: String
  /// The name of the check.
  public var check: String
  /// The name of the entry; empty where the check ended without a wrong one.
  public var entry: String
  /// The state of the check in words, such as `failed` or `timed out`.
  public var state: String
  /// The value's kind, shape and bit patterns in base 64; empty for no value or a very large one.
  public var bits: String

  /// A place, without the value that stands there.
  var key: [String] { [exercise, test, argument, check, entry, state] }

  private static let mostBytes = 4096

  init(
    exercise: String, test: String, argument: String, check: String, entry: String, state: State,
    value: SheetRecord?
  ) {
    (self.exercise, self.test, self.argument) = (exercise, test, argument)
    (self.check, self.entry, self.state) = (check, entry, state.words)
    var writer = ByteWriter()
    if let value { writer.write(value) }
    bits = writer.bytes.count > WrongValue.mostBytes ? "" : Data(writer.bytes).base64EncodedString()
  }

  private var record: SheetRecord? {
    var reader = ByteReader(bytes: [UInt8](Data(base64Encoded: bits) ?? Data()))
    return reader.record()
  }

  /// The same value, but for rounding.
  func resembles(_ other: WrongValue) -> Bool {
    guard !bits.isEmpty, !other.bits.isEmpty else { return false }
    guard let yours = other.record.flatMap(Numbers.init) else { return bits == other.bits }
    // Many mistakes end in nothing but NaN: that names none of them.
    guard yours.values.isEmpty || yours.values.contains(where: \.isFinite),
      let mine = record.flatMap(Numbers.init), mine.shape == yours.shape
    else { return false }
    return zip(mine.values, yours.values).allSatisfy {
      $0 == $1 || $0.isNaN && $1.isNaN || abs($0 - $1) <= 1e-6 + 1e-4 * abs($1)
    }
  }
}
