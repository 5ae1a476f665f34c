// The tests as the child gets them: without the expected values, which only the judge needs.

/// A test file in which every `equals: { … }` is empty, each line where it was.
///
/// The child of a grade is built from these, so that the right answers are neither in its sources
/// nor in its executable. Swift Testing tells tests apart by line and column, so both stay.
/// - Parameter source: A test file.
/// - Returns: The same file without the values.
public func withoutExpectedValues(_ source: String) -> String {
  let tokens = swiftTokens(in: source).filter { $0.kind != .comment }
  var bytes = Array(source.utf8)
  for index in tokens.indices.dropLast(2).reversed() {
    guard tokens[index].is("equals"), tokens[index + 1].is(":"), tokens[index + 2].is("{"),
      let end = closing(tokens, from: index + 2)
    else { continue }
    let range = tokens[index + 2].range.upperBound..<tokens[end].range.lowerBound
    guard range.upperBound <= bytes.count else { continue }
    let newlines = bytes[range].filter { $0 == UInt8(ascii: "\n") }
    bytes.replaceSubrange(range, with: Array(" [:] ".utf8) + newlines)
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The index of the brace that closes the one at `start`.
private func closing(_ tokens: [Token], from start: Int) -> Int? {
  var depth = 0
  for index in start..<tokens.count {
    if tokens[index].is("{") { depth += 1 }
    if tokens[index].is("}") { depth -= 1 }
    if depth == 0 { return index }
  }
  return nil
}
