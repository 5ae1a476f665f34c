// The tests as the child gets them: without the expected values, which only the judge needs.

import Foundation

/// A test file in which every `equals: { … }` is empty, each line where it was.
///
/// So is every private tensor or function that nothing else in the file names. The child of a grade
/// is built from these, so that the right answers are neither in its sources nor in its executable.
/// Swift Testing tells tests apart by line and column, so both stay.
/// - Parameter source: A test file.
/// - Returns: The same file without the values.
public func withoutExpectedValues(_ source: String) -> String {
  var text = emptied(source, expectations)
  var earlier = source
  while text != earlier {
    earlier = text
    text = emptied(text, unusedDeclarations)
  }
  return text
}

/// A stretch of tokens between two brackets and what stands in its place.
private struct Emptied {
  var brackets: (open: Int, close: Int)
  var text: String
}

/// The source with stretches replaced, their line breaks kept.
private func emptied(_ source: String, _ find: ([Token]) -> [Emptied]) -> String {
  let tokens = swiftTokens(in: source).filter { $0.kind != .comment }
  var bytes = Array(source.utf8)
  for part in find(tokens).reversed() {
    let (open, close) = (tokens[part.brackets.open], tokens[part.brackets.close])
    let range = open.range.upperBound..<close.range.lowerBound
    let newlines = bytes[range].filter { $0 == UInt8(ascii: "\n") }
    bytes.replaceSubrange(range, with: Array(part.text.utf8) + newlines)
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func expectations(_ tokens: [Token]) -> [Emptied] {
  tokens.indices.compactMap { index in
    guard starts(tokens[index...], with: ["equals", ":", "{"]) else { return nil }
    return brackets(tokens, from: index + 2).map { Emptied(brackets: $0, text: " [:] ") }
  }
}

/// Every `private let name: Tensor = […]` and `private func name(…) { … }` that nothing else names.
private func unusedDeclarations(_ tokens: [Token]) -> [Emptied] {
  tokens.indices.compactMap { index in
    let rest = tokens[index...]
    guard starts(rest, with: ["private"]), index + 7 < tokens.count,
      !isUsed(tokens[index + 2].text, in: tokens, besides: index + 2)
    else { return nil }
    let afterName = tokens[(index + 3)...]
    if tokens[index + 1].is("let"), starts(afterName, with: [":", "Tensor", "=", "["]) {
      return brackets(tokens, from: index + 6).map { Emptied(brackets: $0, text: "0") }
    }
    guard tokens[index + 1].is("func"), let body = afterName.firstIndex(where: { $0.is("{") }),
      !afterName[..<body].contains(where: { $0.is("some") })
    else { return nil }
    return brackets(tokens, from: body).map { Emptied(brackets: $0, text: " fatalError() ") }
  }
}

/// Whether a name occurs elsewhere: as a word of the code or of a string's interpolation.
private func isUsed(_ name: String, in tokens: [Token], besides place: Int) -> Bool {
  tokens.indices.contains { index in
    guard index != place else { return false }
    let token = tokens[index]
    if token.kind == .string { return isInterpolated(name, in: token.text) }
    let isMember = index > 1 && tokens[index - 1].is(".") && !tokens[index - 2].is("self")
    return token.is(name) && !isMember
  }
}

/// Whether one of the `\( … )` of a string literal holds a name.
private func isInterpolated(_ name: String, in literal: String) -> Bool {
  literal.components(separatedBy: "\\(").dropFirst().contains { part in
    var depth = 1
    let code = swiftTokens(in: part).prefix { token in
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0
      return depth > 0
    }
    return code.contains { $0.kind == .word && $0.text == name }
  }
}

private func starts(_ tokens: ArraySlice<Token>, with words: [String]) -> Bool {
  tokens.count >= words.count && zip(tokens, words).allSatisfy { $0.is($1) }
}

/// The bracket at `start` and the one that closes it.
private func brackets(_ tokens: [Token], from start: Int) -> (open: Int, close: Int)? {
  let partner = tokens[start].is("{") ? "}" : "]"
  var depth = 0
  for index in start..<tokens.count {
    if tokens[index].is(tokens[start].text) { depth += 1 }
    if tokens[index].is(partner) { depth -= 1 }
    if depth == 0 { return (start, index) }
  }
  return nil
}
