// A small scanner of Swift source: words, strings, comments and single symbols, each with its
// line. It knows just enough (nested comments, raw strings, interpolation) to find the braces,
// declarations and comments of a file without being misled by what stands inside quotes.

/// One token of a Swift file.
public struct Token: Equatable, Sendable {
  /// What kind of token it is; a number is a word, every other character a symbol of its own.
  public enum Kind: Equatable, Sendable { case word, string, comment, symbol }

  /// What kind of token it is.
  public var kind: Kind
  /// The token as it stands in the file.
  public var text: String
  /// The line on which the token starts, counted from 1.
  public var line: Int
  /// The bytes of the file's UTF-8 that it covers.
  public var range: Range<Int>

  /// Whether this is the given symbol or word.
  public func `is`(_ other: String) -> Bool {
    (kind == .symbol || kind == .word) && text == other
  }
}

/// The tokens of a Swift file in order, comments included; never fails.
public func swiftTokens(in source: String) -> [Token] {
  var scanner = SwiftScanner(Array(source.utf8))
  return scanner.scan()
}

private struct SwiftScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var tokens: [Token] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func scan() -> [Token] {
    while position < bytes.count {
      let start = position
      let startLine = line
      guard let kind = scanToken() else { continue }
      for byte in bytes[start..<position] where byte == newline { line += 1 }
      tokens.append(
        Token(
          kind: kind, text: String(decoding: bytes[start..<position], as: UTF8.self),
          line: startLine, range: start..<position))
    }
    return tokens
  }

  /// Moves past one token; nil after white space.
  private mutating func scanToken() -> Token.Kind? {
    let byte = bytes[position]
    if byte == newline { line += 1 }
    if byte <= 0x20 {
      position += 1
      return nil
    }
    if starts(with: "//") {
      while position < bytes.count, bytes[position] != newline { position += 1 }
      return .comment
    }
    if starts(with: "/*") {
      skipBlockComment()
      return .comment
    }
    if skipString() { return .string }
    guard isWord(byte) else {
      position += 1
      return .symbol
    }
    while position < bytes.count, isWord(bytes[position]) { position += 1 }
    return .word
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
  }

  /// Moves past a string literal of any form, if one starts here.
  private mutating func skipString() -> Bool {
    var hashes = 0
    while position + hashes < bytes.count, bytes[position + hashes] == hash { hashes += 1 }
    guard position + hashes < bytes.count, bytes[position + hashes] == quote else { return false }
    position += hashes
    let quotes = starts(with: "\"\"\"") ? 3 : 1
    position += quotes
    let tail = String(repeating: "#", count: hashes)
    let end = String(repeating: "\"", count: quotes) + tail
    while position < bytes.count, !starts(with: end) {
      if quotes == 1, bytes[position] == newline { return true }
      if starts(with: "\\" + tail + "(") {
        position += 1 + hashes
        skipInterpolation()
      } else {
        position += starts(with: "\\" + tail) ? 2 + hashes : 1
      }
    }
    position = min(position + end.utf8.count, bytes.count)
    return true
  }

  /// Moves past `( … )`, strings inside it included.
  private mutating func skipInterpolation() {
    var depth = 0
    while position < bytes.count {
      if skipString() { continue }
      if bytes[position] == UInt8(ascii: "(") { depth += 1 }
      if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
      position += 1
      if depth == 0 { return }
    }
  }

  private func starts(with text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}

private let newline = UInt8(ascii: "\n")
private let quote = UInt8(ascii: "\"")
private let hash = UInt8(ascii: "#")
