// Values as a failure message shows them: literals while they are small, an extract beyond.

/// Text for numbers, shapes and records.
enum Rendering {
  private static let mostElements = 24

  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    if value == value.rounded(), abs(value) < 1e7 { return "\(Int(value))" }
    let short = Float(value)
    return Double(short) == value ? "\(short)" : "\(Float(value))"
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
    literal(values.map(number), shape)
  }

  static func text(_ record: SheetRecord) -> String {
    switch record {
    case .floats(let values, let shape): literal(values.map { number(Double($0)) }, shape)
    case .doubles(let values, let shape): literal(values.map(number), shape)
    case .integers(let values, let shape): literal(values.map { "\($0)" }, shape)
    case .flags(let values, let shape): literal(values.map { "\($0)" }, shape)
    case .texts(let values, let shape): literal(values.map { "\"\($0)\"" }, shape)
    case .list(let items): "[" + items.prefix(8).map { text($0) }.joined(separator: ", ") + "]"
    }
  }

  static func text(_ expected: Expected) -> String {
    switch expected.kind {
    case .numbers(let values, let shape): text(values, shape)
    case .texts(let values, let shape): literal(values.map { "\"\($0)\"" }, shape)
    case .flags(let values, let shape): literal(values.map { "\($0)" }, shape)
    case .list(let items): "[" + items.prefix(8).map { text($0) }.joined(separator: ", ") + "]"
    case .within(let range):
      "a number from \(number(range.lowerBound)) to \(number(range.upperBound))"
    case .below(let limit): "a number below \(number(limit))"
    case .gradient(let reference, let forward):
      reference.map { text($0.sheetRecord) } ?? "the gradient of \(forward)"
    }
  }

  private static func literal(_ items: [String], _ shape: [Int]) -> String {
    guard items.count <= mostElements else {
      return "shape \(shape), starting [\(items.prefix(8).joined(separator: ", ")), …]"
    }
    return nested(items[...], shape[...])
  }

  private static func nested(_ items: ArraySlice<String>, _ shape: ArraySlice<Int>) -> String {
    guard let count = shape.first else { return items.first ?? "" }
    guard count > 0 else { return "[]" }
    let size = items.count / count
    let parts = (0..<count).map { row in
      nested(items.dropFirst(row * size).prefix(size), shape.dropFirst())
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
