// Each recogniser names its mistake, and none speaks up where it should not.
import Testing

@testable import Grading

struct RecogniserTests {
  /// A wrong value beside the right one, and a word of the diagnosis.
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var wanted: Numbers
    var got: Numbers
    var word: String?
    var inputs: [(name: String, value: Numbers)] = []
    var others: [(name: String, value: Numbers)] = []

    init(
      _ description: String, _ wanted: [Double], _ shape: [Int], _ got: [Double],
      _ gotShape: [Int]? = nil, says word: String?
    ) {
      self.description = description
      self.wanted = Numbers(wanted, shape: shape)
      self.got = Numbers(got, shape: gotShape ?? shape)
      self.word = word
    }
  }

  private static let right = [1.0, -2, 3, 5, 8, 13]

  static let cases = [
    Case("3 times", right, [2, 3], right.map { 3 * $0 }, says: "a mean over 3 is missing"),
    Case("a third", right, [2, 3], right.map { $0 / 3 }, says: "averaged over 3 once too often"),
    Case("6 times", right, [2, 3], right.map { 6 * $0 }, says: "a mean over 6 is missing"),
    Case("negated", right, [2, 3], right.map { -$0 }, says: "the sign is wrong"),
    Case("twice", right, [6], right.map { 2 * $0 }, says: "½ is missing"),
    Case("half", right, [6], right.map { $0 / 2 }, says: "a factor 2 is missing"),
    Case("a strange factor", right, [6], right.map { 1.7 * $0 }, says: "1.7 times"),
    Case("an offset", right, [6], right.map { $0 + 0.5 }, says: "off by 0.5"),
    Case("transposed", right, [2, 3], [1, 5, -2, 8, 3, 13], [3, 2], says: "transposed"),
    Case("a square transposed", [1, 2, 3, 4], [2, 2], [1, 3, 2, 4], says: "transposed"),
    Case("another shape", right, [2, 3], right, [6], says: "reshape to [2, 3]"),
    Case("an axis of one", right, [6], right, [6, 1], says: "in another shape"),
    Case("reversed", right, [6], right.reversed(), says: "reversed"),
    Case("rows reversed", right, [2, 3], [5, 8, 13, 1, -2, 3], says: "reversed along axis 0"),
    Case("shifted", right, [6], [0, 1, -2, 3, 5, 8], says: "shifted by one"),
    Case("shifted back", right, [6], [-2, 3, 5, 8, 13, 0], says: "shifted by one"),
    Case("permuted", right, [6], [5, 1, 13, -2, 8, 3], says: "a permutation"),
    Case("zeros", right, [6], [0, 0, 0, 0, 0, 0], says: "zero"),
    Case("not a number", right, [6], [.nan, 0, 0, 0, 0, 0], says: "NaN"),
    Case("infinite", right, [6], [.infinity, 0, 0, 0, 0, 0], says: "infinity"),
    Case("a sum missing", [6, 15], [2], [1, 2, 3, 4, 5, 6], [2, 3], says: "one axis too many"),
    Case("nothing in common", right, [6], [4, 4, -1, 0.3, 2, 9], says: nil),
    Case("one element wrong", right, [6], [1, -2, 3, 5, 8, 12], says: nil),
    Case("a scalar off", [0.7], [], [0.4], says: nil),
    Case("a scalar twice", [0.7], [], [1.4], says: nil),
    Case("a scalar zero", [0.7], [], [0], says: nil),
    Case("answers shifted", [0, 1, 1, 0], [4], [0, 0, 1, 1], says: nil),
    Case("all answers no", [0, 1, 1, 0], [4], [0, 0, 0, 0], says: nil),
    Case("empty", [], [0], [], [0, 2], says: nil),
  ]

  @Test("a pattern is named", arguments: cases) func patterns(_ test: Case) {
    let diagnosis = Recogniser(wanted: test.wanted, got: test.got).diagnosis
    if let word = test.word {
      #expect(diagnosis?.contains(word) == true, "\(diagnosis ?? "nothing")")
    } else {
      #expect(diagnosis == nil)
    }
  }

  @Test("an input that comes back and another entry's value are named") func echoes() {
    let (wanted, x) = (Numbers([1, 2], shape: [2]), Numbers([7, 9], shape: [2]))
    let input = Recogniser(wanted: wanted, got: x, inputs: [("x", x)])
    #expect(input.diagnosis == "it is x, unchanged")
    let other = Recogniser(wanted: wanted, got: x, others: [("dx", x)])
    #expect(other.diagnosis == "it is the right value of \"dx\"")
  }

  @Test("the batch size of an input explains a factor") func batch() {
    let x = Numbers(Array(repeating: 1, count: 10), shape: [5, 2])
    let recogniser = Recogniser(
      wanted: Numbers([1, -3], shape: [2]), got: Numbers([5, -15], shape: [2]), inputs: [("x", x)])
    #expect(recogniser.diagnosis?.contains("a mean over 5 is missing") == true)
  }
}
