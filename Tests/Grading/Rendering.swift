// Values as a failure message shows them: literals while they are small, an extract beyond.

/// Text for numbers, shapes and records.
enum Rendering {
  private static let mostElements = 24

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    guard value.isFinite else { return value > 0 ? "∞" : "−∞" }
    if value == value.rounded(), abs(value) < 1e7 { return "\(Int(value))" }
    let short = Float(value)
    return short.isFinite ? "\(short)" : "\(value)"
  }

  static func index(_ flat: Int, _ shape: [Int]) -> String {
    var (rest, parts) = (flat, [Int]())
    for extent in shape.reversed() where extent > 0 {
      parts.append(rest % extent)
      rest /= extent
    }
    return "[\(parts.reversed().map(String.init).joined(separator: ", "))]"
  }

  static func text(_ values: [Double], _ shape: [Int]) -> String {
    literal(values, shape, number)
  }

  /// The numbers with their shape before them, which a long extract has anyway.
  static func shaped(_ values: [Double], _ shape: [Int]) -> String {
    let text = text(values, shape)
    return text.hasPrefix("shape ") ? text : "shape \(shape): \(text)"
  }

  static func text(_ record: SheetRecord) -> String {
    switch record {
    case .floats(let values, let shape): literal(values, shape) { number(Double($0)) }
    case .doubles(let values, let shape): literal(values, shape, number)
    case .integers(let values, let shape): literal(values, shape) { "\($0)" }
    case .flags(let values, let shape): literal(values, shape) { "\($0)" }
    case .texts(let values, let shape): literal(values, shape, quoted)
    case .list(let items): "[" + items.prefix(8).map { text($0) }.joined(separator: ", ") + "]"
    }
  }

  static func text(_ expected: Expected) -> String {
    switch expected.kind {
    case .numbers(let values, let shape): text(values, shape)
    case .texts(let values, let shape): literal(values, shape, quoted)
    case .flags(let values, let shape): literal(values, shape) { "\($0)" }
    case .list(let items): "[" + items.prefix(8).map { text($0) }.joined(separator: ", ") + "]"
    case .within(let range):
      "a number from \(number(range.lowerBound)) to \(number(range.upperBound))"
    case .below(let limit): "a number below \(number(limit))"
    case .above(let limit): "a number above \(number(limit))"
    case .entry(let name, let isSame): "\(isSame ? "the same as" : "other than") \"\(name)\""
    case .gradient(let reference, let forward):
      reference.map { text($0.sheetRecord) } ?? "the gradient of \(forward)"
    }
  }

  private static func quoted(_ text: String) -> String { "\"\(Transcript.clean(text))\"" }

  /// The elements in brackets; none however many empty rows a shape such as [4000000000, 0] has.
  private static func literal<Value>(
    _ values: [Value], _ shape: [Int], _ word: (Value) -> String
  ) -> String {
    if values.isEmpty { return "[]" }
    guard values.count <= mostElements else {
      let start = values.prefix(8).map(word).joined(separator: ", ")
      return "shape \(shape), starting [\(start), …]"
    }
    return nested(values.map(word)[...], shape[...])
  }

  private static func nested(_ items: ArraySlice<String>, _ shape: ArraySlice<Int>) -> String {
    guard let count = shape.first else { return items.first ?? "" }
    let size = items.count / count
    let parts = (0..<count).map { row in
      nested(items.dropFirst(row * size).prefix(size), shape.dropFirst())
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
