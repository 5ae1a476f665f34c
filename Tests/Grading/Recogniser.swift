// Names the likely mistake behind a wrong value, where its pattern is one that learners produce.
import Foundation

/// Compares a wrong value with the right one for a pattern.
struct Recogniser {
  let wanted: Numbers
  let got: Numbers
  /// What the learner's code was called with, by name.
  var inputs: [(name: String, value: Numbers)] = []
  /// What the other entries of the check should be, by name.
  var others: [(name: String, value: Numbers)] = []

  /// The likely mistake in words; nil when no pattern fits.
  var diagnosis: String? {
    if areMarks { return echo ?? layout }
    return nonFinite ?? zeros ?? echo ?? layout ?? factor ?? offset ?? order
  }

  /// Whether all numbers are 0 or 1, as answers and masks are: then no pattern says much.
  private var areMarks: Bool {
    (wanted.values + got.values).allSatisfy { $0 == 0 || $0 == 1 } && sameShape
  }

  private var sameShape: Bool { wanted.shape == got.shape }

  // MARK: - One value for another

  private var nonFinite: String? {
    if got.values.contains(where: \.isNaN) {
      return "NaN: 0/0, ∞ − ∞, or the logarithm or square root of a negative number"
    }
    guard let infinite = got.values.first(where: \.isInfinite) else { return nil }
    return infinite > 0
      ? "infinity: exp of a large number, or a division by zero"
      : "minus infinity: the logarithm of zero, or a division by zero"
  }

  private var zeros: String? {
    guard got.values.count > 1 || !sameShape, !got.values.isEmpty,
      got.values.allSatisfy({ $0 == 0 }), wanted.values.contains(where: { abs($0) > 1e-6 })
    else { return nil }
    return "every element is zero: is the result stored or returned?"
  }

  private var echo: String? {
    guard wanted.values.count > 1 else { return nil }
    for (name, value) in inputs where same(got, value) {
      return "it is \(name), unchanged"
    }
    for (name, value) in others where same(got, value) {
      return "it is the right value of \"\(name)\""
    }
    return nil
  }

  // MARK: - The right numbers in another place

  private var layout: String? {
    if let flipped = wanted.transposed, same(got, flipped), !same(flipped, wanted) {
      return "it is transposed: the last two axes are swapped"
    }
    guard !sameShape, !got.values.isEmpty, got.values.count == wanted.values.count else {
      return shapeFactor
    }
    if close(got.values, wanted.values) {
      return "the numbers are right, in another shape: reshape to \(wanted.shape)"
    }
    return shapeFactor
  }

  /// A reduction that was forgotten or done too often.
  private var shapeFactor: String? {
    guard !sameShape, !got.values.isEmpty else { return nil }
    let ones = { (shape: [Int]) in shape.filter { $0 != 1 } }
    if ones(wanted.shape) == ones(got.shape) {
      return
        "an axis of length 1 is \(got.shape.count > wanted.shape.count ? "left over" : "missing")"
    }
    if got.shape.count == wanted.shape.count + 1 && ones(got.shape).count > ones(wanted.shape).count
    {
      return "one axis too many: is a sum or mean over it missing?"
    }
    return nil
  }

  private var order: String? {
    guard sameShape, wanted.values.count > 1 else { return nil }
    for axis in wanted.shape.indices where wanted.shape[axis] > 1 {
      let name = wanted.shape.count == 1 ? "" : " along axis \(axis)"
      if close(got.values, wanted.moved(along: axis) { $1 - 1 - $0 }) {
        return "the order is reversed\(name)"
      }
      for step in [1, -1] where isShifted(by: step, along: axis) {
        return "it is shifted by one\(name)"
      }
    }
    let (a, b) = (got.values.sorted(), wanted.values.sorted())
    guard close(a, b) else { return nil }
    return "the right numbers in the wrong order: a permutation"
  }

  /// Whether every element but those that fell off the edge stands one place further.
  private func isShifted(by step: Int, along axis: Int) -> Bool {
    guard wanted.shape[axis] > 2 else { return false }
    let source = wanted.moved(along: axis) { place, extent in
      let from = place - step
      return (0..<extent).contains(from) ? from : nil
    }
    guard Set(source.compactMap(\.self)).count > 1 else { return false }
    return zip(got.values, source).allSatisfy { $1 == nil || near($0, $1 ?? 0) }
  }

  // MARK: - The right numbers, scaled or moved

  private var factor: String? {
    guard sameShape else { return nil }
    let square = wanted.values.reduce(0) { $0 + $1 * $1 }
    guard square > 1e-12 else { return nil }
    let ratio = zip(wanted.values, got.values).reduce(0) { $0 + $1.0 * $1.1 } / square
    guard !near(ratio, 1), abs(ratio) > 1e-6,
      close(got.values, wanted.values.map { ratio * $0 })
    else { return nil }
    return words(forRatio: ratio)
  }

  private func words(forRatio ratio: Double) -> String? {
    if near(ratio, -1) { return "the sign is wrong: every element is −1 times the right one" }
    let counts = extents.filter { $0 > 1 }
    for count in counts where near(ratio, Double(count)) {
      return count == 2
        ? "twice too large: a mean over 2 is missing, or a factor ½"
        : "\(count) times too large: a mean over \(count) is missing"
    }
    for count in counts where near(ratio, 1 / Double(count)) {
      return count == 2
        ? "half of the right value: averaged over 2 once too often, or a factor 2 is missing"
        : "\(count) times too small: averaged over \(count) once too often"
    }
    // Of one number or of a count, half or twice is chance.
    guard wanted.values.count > 1, !got.areIntegers else { return nil }
    if near(ratio, 2) { return "twice too large: a factor ½ is missing" }
    if near(ratio, 0.5) { return "half of the right value: a factor 2 is missing" }
    return "every element is \(Rendering.number(ratio)) times the right one"
  }

  /// The lengths of the axes in play, and how many elements they make.
  private var extents: [Int] {
    let shapes = [wanted.shape] + inputs.map(\.value.shape)
    let products = shapes.map { $0.reduce(1, *) }
    return Array(Set(shapes.flatMap(\.self) + products)).sorted()
  }

  private var offset: String? {
    guard sameShape, wanted.values.count > 1 else { return nil }
    let shift = zip(got.values, wanted.values).reduce(0) { $0 + $1.0 - $1.1 }
    let mean = shift / Double(wanted.values.count)
    guard !near(mean, 0), close(got.values, wanted.values.map { $0 + mean }) else { return nil }
    return "every element is off by \(Rendering.number(mean)): a constant is added or missing"
  }

  // MARK: - Nearly equal

  private func same(_ a: Numbers, _ b: Numbers) -> Bool {
    a.shape == b.shape && close(a.values, b.values)
  }

  private func close(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { near($0, $1) }
  }

  private func close(_ a: [Double], _ b: [Double?]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $1 != nil && near($0, $1 ?? .nan) }
  }

  private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 + 2e-4 * abs(b) }
}

extension Numbers {
  /// The last two axes swapped; nil for fewer than two.
  var transposed: Numbers? {
    guard shape.count >= 2 else { return nil }
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    guard rows > 1 || columns > 1, !values.isEmpty else { return nil }
    var result = self
    result.shape.swapAt(shape.count - 2, shape.count - 1)
    let size = rows * columns
    for index in values.indices {
      let (matrix, place) = (index / size, index % size)
      result.values[matrix * size + place % columns * rows + place / columns] = values[index]
    }
    return result
  }

  /// Every element replaced by the one that stands elsewhere on one axis, nil beyond its ends.
  func moved(along axis: Int, _ source: (_ place: Int, _ extent: Int) -> Int?) -> [Double?] {
    let stride = shape[(axis + 1)...].reduce(1, *)
    let extent = shape[axis]
    return values.indices.map { index in
      let place = index / stride % extent
      return source(place, extent).map { values[index + ($0 - place) * stride] }
    }
  }
}
