// What counts as right: tolerances, shapes, kinds, gradients, and nothing that is not finite.
import Shared
import Testing

@testable import Grading

struct ComparisonTests {
  private func isRight(
    _ expected: Expected, _ got: SheetRecord?, slopes: SheetRecord? = nil, after: Set<String> = []
  ) -> Bool {
    Comparison(expected: expected, got: got, slopes: slopes, right: after).problem == nil
  }

  @Test("a number may differ by 1e-5 + 1e-4·|g|") func tolerance() {
    #expect(isRight(100, .doubles([100.01], shape: [])))
    #expect(!isRight(100, .doubles([100.0101], shape: [])))
    #expect(isRight(0, .doubles([1e-5], shape: [])))
    #expect(!isRight(0, .doubles([1.01e-5], shape: [])))
    #expect(isRight(.value(1, absolute: 0.5, relative: 0), .floats([1.5], shape: [])))
  }

  @Test("integers, flags and text must be the same") func exact() {
    #expect(isRight(100_000, .integers([100_000], shape: [])))
    #expect(!isRight(100_000, .integers([100_001], shape: [])))
    #expect(isRight([1, 0], .integers([1, 0], shape: [2])))
    #expect(!isRight(.integers([1, 0]), .floats([1, 0.001], shape: [2])))
    #expect(isRight(true, .flags([true], shape: [])) && !isRight(true, .flags([false], shape: [])))
    #expect(!isRight(true, .integers([1], shape: [])))
    #expect(isRight("a", .texts(["a"], shape: [])) && !isRight("a", .texts(["A"], shape: [])))
    #expect(isRight(["a", "b"], .texts(["a", "b"], shape: [2])))
  }

  @Test("the shape must be the same") func shapes() {
    #expect(isRight([[1, 2]], .floats([1, 2], shape: [1, 2])))
    #expect(!isRight([[1, 2]], .floats([1, 2], shape: [2])))
    #expect(!isRight([[1, 2]], .floats([1, 2, 3], shape: [1, 3])))
    #expect(!isRight([[1, 2]], .list([.floats([1, 2], shape: [2])])))
    #expect(isRight(.tensor(Tensor(zeros: [0, 3])), .floats([], shape: [0, 3])))
    #expect(!isRight(.tensor(Tensor(zeros: [0, 3])), .floats([], shape: [3, 0])))
  }

  @Test("a missing, infinite or undefined value is wrong whatever was expected") func finite() {
    let kinds: [Expected] = [
      1, [1, 2], .value(1, absolute: .infinity), .within(-.infinity ... .infinity),
      .lessThan(.infinity), "NaN", .gradient(afterForward: "y"), .tensors([]),
    ]
    for expected in kinds {
      #expect(!isRight(expected, nil))
      for value in [Double.nan, .infinity, -.infinity] {
        #expect(!isRight(expected, .doubles([value], shape: [])))
        #expect(!isRight(expected, .doubles([1, value], shape: [2])))
      }
    }
  }

  @Test("ranges and limits") func ranges() {
    #expect(isRight(.within(0...1), .floats([1], shape: [])))
    #expect(!isRight(.within(0...1), .floats([1.1], shape: [])))
    #expect(!isRight(.within(0...1), .floats([0, 1], shape: [2])))
    #expect(isRight(.lessThan(0.1), .doubles([0.09], shape: [])))
    #expect(!isRight(.lessThan(0.1), .doubles([0.1], shape: [])))
    #expect(isRight(.greaterThan(0.1), .doubles([0.11], shape: [])))
    #expect(isRight(.greaterThan(0.1), .doubles([.infinity], shape: [])))
    for value in [0.1, -.infinity, .nan] {
      #expect(!isRight(.greaterThan(0.1), .doubles([value], shape: [])))
    }
    #expect(!isRight(.greaterThan(0.1), .flags([true], shape: [])))
  }

  @Test("two entries can be required to be the same, or not to be") func entries() {
    func holds(_ expected: Expected, _ got: SheetRecord, _ entries: [String: SheetRecord]) -> Bool {
      Comparison(
        expected: expected, got: got, slopes: nil, right: [], entries: entries
      ).problem == nil
    }
    let one = SheetRecord.floats([1, 2], shape: [2])
    let two = SheetRecord.floats([1, 3], shape: [2])
    let row = SheetRecord.floats([1, 3], shape: [1, 2])
    let broken = SheetRecord.floats([1, .nan], shape: [2])
    #expect(holds(.same(as: "a"), one, ["a": one]) && !holds(.other(than: "a"), one, ["a": one]))
    #expect(!holds(.same(as: "a"), two, ["a": one]) && holds(.other(than: "a"), two, ["a": one]))
    for expected in [Expected.same(as: "a"), .other(than: "a")] {
      #expect(!holds(expected, one, [:]) && !holds(expected, row, ["a": one]))
      #expect(!holds(expected, broken, ["a": one]) && !holds(expected, one, ["a": broken]))
    }
  }

  @Test("a list is compared element by element") func lists() {
    let expected = Expected.tensors([[1, 2], [[3]]])
    let right: [SheetRecord] = [.floats([1, 2], shape: [2]), .floats([3], shape: [1, 1])]
    #expect(isRight(expected, .list(right)))
    #expect(!isRight(expected, .list(right.reversed())))
    #expect(!isRight(expected, .list([right[0]])))
  }

  @Test("the rounding bound of a dot product grows with its terms") func dots() {
    let expected = Expected.dot([1], terms: 10, magnitude: [100])
    let bound = Float(4 * 10 * 100) * Float.ulpOfOne
    #expect(isRight(expected, .floats([1 + 0.9 * bound], shape: [1])))
    #expect(!isRight(expected, .floats([1 + 1.1 * bound], shape: [1])))
  }

  @Test("a gradient counts after its forward, and must agree with reference and differences")
  func gradients() {
    let got = SheetRecord.floats([1, 2], shape: [2])
    let slopes = SheetRecord.doubles([1.005, 2.01], shape: [2])
    #expect(isRight(.gradient([1, 2], afterForward: "y"), got, slopes: slopes, after: ["y"]))
    #expect(!isRight(.gradient([1, 2], afterForward: "y"), got, slopes: slopes, after: []))
    #expect(!isRight(.gradient([1, 3], afterForward: "y"), got, slopes: slopes, after: ["y"]))
    #expect(!isRight(.gradient([1, 2], afterForward: "y"), got, after: ["y"]))
    let off = SheetRecord.doubles([1.02, 2], shape: [2])
    #expect(!isRight(.gradient([1, 2], afterForward: "y"), got, slopes: off, after: ["y"]))
    #expect(!isRight(.gradient(afterForward: "y"), got, slopes: off, after: ["y"]))
  }

  @Test("a message gives shapes first, then the first difference and the largest") func message() {
    let shape = Comparison(
      expected: [[1, 2]], got: .floats([1, 2], shape: [2, 1]), slopes: nil, right: [])
    #expect(shape.problem?.first == "expected: shape [1, 2]: [[1, 2]]")
    let value = Comparison(
      expected: [[1, 2], [3, 4]], got: .floats([1, 2, 3.5, 8], shape: [2, 2]), slopes: nil,
      right: [])
    #expect(
      value.problem == [
        "expected: [[1, 2], [3, 4]]", "got:      [[1, 2], [3.5, 8]]",
        "first at [1, 0]: expected 3, got 3.5", "largest difference: 4 absolute, 1 relative",
      ])
    let number = Comparison(expected: 3, got: .floats([3.5], shape: []), slopes: nil, right: [])
    #expect(number.problem == ["expected: 3", "got:      3.5"])
  }
}
