// Literals stand for expected values: `["y": [[1, 2], [3, 4]], "loss": 0.5, "wrong": true]`.

extension Expected: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A number with the default tolerance.
  public init(floatLiteral value: Double) { self.init(.numbers([value], shape: [])) }

  /// A number; exact where the entry is an integer.
  public init(integerLiteral value: Int) { self.init(.numbers([Double(value)], shape: [])) }
}

extension Expected: ExpressibleByBooleanLiteral, ExpressibleByStringLiteral {
  /// A truth value.
  public init(booleanLiteral value: Bool) { self.init(.flags([value], shape: [])) }

  /// A text.
  public init(stringLiteral value: String) { self.init(.texts([value], shape: [])) }
}

extension Expected: ExpressibleByArrayLiteral {
  /// A tensor or a list: the elements must have one shape.
  public init(arrayLiteral elements: Expected...) { self.init(Expected.stacked(elements)) }

  private static func stacked(_ elements: [Expected]) -> Kind {
    guard let first = elements.first else { return .numbers([], shape: [0]) }
    switch first.kind {
    case .numbers(_, let shape):
      let parts = elements.compactMap { $0.numbers(ofShape: shape) }
      guard parts.count == elements.count else { return .list(elements) }
      return .numbers(parts.flatMap { $0 }, shape: [elements.count] + shape)
    case .texts(_, shape: []):
      return .texts(elements.flatMap(\.texts), shape: [elements.count])
    case .flags(_, shape: []):
      return .flags(elements.flatMap(\.flags), shape: [elements.count])
    default: return .list(elements)
    }
  }

  private func numbers(ofShape shape: [Int]) -> [Double]? {
    guard case .numbers(let numbers, shape) = kind else { return nil }
    return numbers
  }

  private var texts: [String] { if case .texts(let texts, _) = kind { texts } else { [] } }
  private var flags: [Bool] { if case .flags(let flags, _) = kind { flags } else { [] } }
}
