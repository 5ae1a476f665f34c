// Compares an entry with its expected value: only bits from the child, only arithmetic from here.
import Shared

/// One entry against what is expected of it.
struct Comparison {
  let expected: Expected
  let got: SheetRecord?
  let slopes: SheetRecord?
  /// The entries that were right so far.
  let right: Set<String>
  /// All entries that arrived.
  var entries: [String: SheetRecord] = [:]
  /// What the code was called with, and what the other entries should be: for the likely mistake.
  var inputs: [(name: String, value: Numbers)] = []
  var others: [(name: String, value: Numbers)] = []

  /// What is wrong, in lines; nil when the entry is right.
  var problem: [String]? {
    guard let got else {
      return [
        "expected: \(Rendering.text(expected))", "got:      nothing: the entry was not written",
      ]
    }
    switch expected.kind {
    case .numbers(let wanted, let shape): return numbers(wanted, shape, got)
    case .texts(let wanted, let shape):
      return got == .texts(wanted, shape: shape) ? nil : difference(got)
    case .flags(let wanted, let shape):
      return got == .flags(wanted, shape: shape) ? nil : difference(got)
    case .list(let wanted): return list(wanted, got)
    case .within(let range): return scalar(got) { range.contains($0) && $0.isFinite }
    case .below(let limit): return scalar(got) { $0 < limit && $0.isFinite }
    case .above(let limit): return scalar(got) { $0 > limit }
    case .entry(let name, let isSame): return entry(name, isSame, got)
    case .gradient(let reference, let forward): return gradient(reference, forward, got)
    }
  }

  private func difference(_ got: SheetRecord) -> [String] {
    ["expected: \(Rendering.text(expected))", "got:      \(Rendering.text(got))"]
  }

  private func list(_ wanted: [Expected], _ got: SheetRecord) -> [String]? {
    guard case .list(let items) = got, items.count == wanted.count else { return difference(got) }
    for (index, (expected, item)) in zip(wanted, items).enumerated() {
      let part = Comparison(expected: expected, got: item, slopes: nil, right: right)
      if let problem = part.problem { return ["element \(index):"] + problem }
    }
    return nil
  }

  private func entry(_ name: String, _ isSame: Bool, _ got: SheetRecord) -> [String]? {
    guard let mine = Numbers(got), let other = entries[name].flatMap(Numbers.init),
      mine.shape == other.shape, (mine.values + other.values).allSatisfy(\.isFinite),
      (mine.values == other.values) == isSame
    else { return difference(got) }
    return nil
  }

  private func scalar(_ got: SheetRecord, _ holds: (Double) -> Bool) -> [String]? {
    guard let numbers = Numbers(got), numbers.values.count == 1, holds(numbers.values[0])
    else { return difference(got) }
    return nil
  }

  private func numbers(_ wanted: [Double], _ shape: [Int], _ got: SheetRecord) -> [String]? {
    guard let numbers = Numbers(got) else { return difference(got) }
    guard numbers.shape == shape else {
      return [
        "expected: \(Rendering.shaped(wanted, shape))",
        "got:      \(Rendering.shaped(numbers.values, numbers.shape))",
      ] + likely(Numbers(wanted, shape: shape), numbers)
    }
    let exact = numbers.areIntegers
    let bounds = wanted.indices.map { index in
      exact
        ? 0
        : (expected.bounds?[index] ?? expected.absolute + expected.relative * abs(wanted[index]))
    }
    return deviation(wanted, numbers.values, bounds, shape)
  }

  private func gradient(_ reference: Tensor?, _ forward: String, _ got: SheetRecord) -> [String]? {
    guard right.contains(forward) else {
      return ["not counted: the gradient is judged once \"\(forward)\" is right"]
    }
    if let reference {
      let exact = Comparison(
        expected: .tensor(reference), got: got, slopes: nil, right: right, inputs: inputs,
        others: others)
      if let problem = exact.problem { return problem }
    }
    guard let numbers = Numbers(got), let slopes, let wanted = Numbers(slopes),
      numbers.shape == wanted.shape
    else { return ["the gradient has not the shape of its input: \(Rendering.text(got))"] }
    let bounds = wanted.values.map { 1e-3 + 1e-2 * abs($0) }
    let problem = deviation(wanted.values, numbers.values, bounds, wanted.shape)
    return problem.map { ["the central differences of your own forward disagree:"] + $0 }
  }

  /// What differs, with the first element beyond its bound; nil when none is.
  private func deviation(
    _ wanted: [Double], _ got: [Double], _ bounds: [Double], _ shape: [Int]
  ) -> [String]? {
    let isWrong = { (index: Int) in
      !got[index].isFinite || !(abs(got[index] - wanted[index]) <= bounds[index])
    }
    guard let first = wanted.indices.first(where: isWrong) else { return nil }
    let differences = [
      "expected: \(Rendering.text(wanted, shape))",
      "got:      \(Rendering.text(got, shape))",
    ]
    return differences + place(of: first, wanted, got, shape)
      + likely(Numbers(wanted, shape: shape), Numbers(got, shape: shape))
  }

  /// Where among many numbers the first wrong one is, and how large the differences are.
  private func place(
    of first: Int, _ wanted: [Double], _ got: [Double], _ shape: [Int]
  ) -> [String] {
    if shape.isEmpty { return [] }
    return [
      "first at \(Rendering.index(first, shape)): expected \(Rendering.number(wanted[first])), "
        + "got \(Rendering.number(got[first]))"
    ] + size(wanted, got)
  }

  /// The largest differences, where all numbers are finite.
  private func size(_ wanted: [Double], _ got: [Double]) -> [String] {
    guard got.allSatisfy(\.isFinite) else { return [] }
    let absolute = zip(wanted, got).map { abs($0 - $1) }
    let relative = zip(absolute, wanted).filter { $1 != 0 }.map { $0 / abs($1) }
    let parts = [
      "\(Rendering.number(absolute.max() ?? 0)) absolute",
      relative.max().flatMap { $0 > 0 ? "\(Rendering.number($0)) relative" : nil },
    ]
    return ["largest difference: " + parts.compactMap(\.self).joined(separator: ", ")]
  }

  private func likely(_ wanted: Numbers, _ got: Numbers) -> [String] {
    let recogniser = Recogniser(wanted: wanted, got: got, inputs: inputs, others: others)
    return recogniser.diagnosis.map { ["likely:   \($0)"] } ?? []
  }
}

extension Expected {
  /// The right numbers, where the expectation is one of numbers.
  var asNumbers: Numbers? {
    switch kind {
    case .numbers(let values, let shape): Numbers(values, shape: shape)
    case .gradient(let reference?, _): Numbers(reference.sheetRecord)
    default: nil
    }
  }
}

/// An entry as numbers, whatever numeric type it has.
struct Numbers {
  var values: [Double]
  var shape: [Int]
  var areIntegers = false

  init(_ values: [Double], shape: [Int]) {
    self.values = values
    self.shape = shape
  }

  init?(_ record: SheetRecord) {
    switch record {
    case .floats(let values, let shape):
      (self.values, self.shape) = (values.map(Double.init), shape)
    case .doubles(let values, let shape): (self.values, self.shape) = (values, shape)
    case .integers(let values, let shape):
      (self.values, self.shape) = (values.map(Double.init), shape)
      areIntegers = true
    default: return nil
    }
  }
}
