// How a tensor prints: as a literal, and shortened when it is large.

extension Tensor: CustomStringConvertible {
  /// The tensor as a literal; with its shape, and shortened, when it has more than 200 elements.
  public var description: String {
    if count <= 200 { return text(rows: 0, from: 0, edge: nil) }
    return "Tensor \(shape)\n" + text(rows: 0, from: 0, edge: 3)
  }

  /// The text of the part that has `axis` as its first axis and begins at an element.
  private func text(rows axis: Int, from start: Int, edge: Int?) -> String {
    guard axis < rank else { return "\(scalars[start])" }
    let (_, size, inner) = shape.split(at: axis)
    func entries(_ range: Range<Int>) -> [String] {
      range.map { text(rows: axis + 1, from: start + $0 * inner, edge: edge) }
    }
    let parts: [String]
    if let edge, size > 2 * edge {
      parts = entries(0..<edge) + ["…"] + entries(size - edge..<size)
    } else {
      parts = entries(0..<size)
    }
    let isLong = axis < rank - 1 && parts.reduce(0, { $0 + $1.count }) > 80
    let indent = String(repeating: " ", count: axis + 1)
    return "[" + parts.joined(separator: isLong ? ",\n\(indent)" : ", ") + "]"
  }
}
