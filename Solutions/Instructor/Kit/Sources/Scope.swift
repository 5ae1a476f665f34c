// The braces around a place in a Swift file: whether it stands directly in a function's body, and
// whether that function returns a value.

/// One pair of braces and what they belong to.
struct Scope: Equatable {
  enum Kind: Equatable { case function(returnsValue: Bool), other }

  var kind: Kind

  /// - Parameter header: The tokens between the previous brace and this opening one.
  init(header: some BidirectionalCollection<Token>) {
    kind = Scope.kind(of: Array(header))
  }

  private static func kind(of header: [Token]) -> Kind {
    let words = topLevel(header)
    guard let index = words.lastIndex(where: { isKeyword($0, after: $1) }) else { return .other }
    let rest = words[index...]
    switch words[index].text {
    case "func", "subscript":
      let isEmpty = header.map(\.text).joined().hasSuffix("->()")
      return .function(returnsValue: hasResult(rest) && !isEmpty)
    case "get": return .function(returnsValue: true)
    case "init", "set", "willSet", "didSet", "deinit": return .function(returnsValue: false)
    case "var": return rest.contains { $0.is("=") } ? .other : .function(returnsValue: true)
    default: return .other
    }
  }

  /// The tokens outside parentheses and brackets.
  private static func topLevel(_ header: [Token]) -> [Token] {
    var depth = 0
    return header.filter { token in
      if token.is("(") || token.is("[") { depth += 1 }
      defer { if token.is(")") || token.is("]") { depth -= 1 } }
      return depth == 0 && token.kind != .comment
    }
  }

  private static func isKeyword(_ token: Token, after previous: Token?) -> Bool {
    token.kind == .word && keywords.contains(token.text) && previous?.is(".") != true
  }

  /// Whether `-> Something` other than `Void` follows.
  private static func hasResult(_ rest: ArraySlice<Token>) -> Bool {
    let pairs = zip(rest, rest.dropFirst())
    let arrow = zip(pairs, rest.indices).first { $0.0.0.is("-") && $0.0.1.is(">") }
    guard let arrow else { return false }
    return rest[(arrow.1 + 2)...].first.map { !$0.is("Void") } ?? true
  }

  private static let keywords: Set = [
    "func", "init", "subscript", "get", "set", "willSet", "didSet", "deinit", "var", "let", "if",
    "else", "for", "while", "guard", "do", "catch", "switch", "repeat", "struct", "class", "enum",
    "extension", "protocol", "actor", "return", "defer",
  ]
}

extension Array where Element == Token {
  fileprivate func lastIndex(where matches: (Token, Token?) -> Bool) -> Int? {
    indices.reversed().first { matches(self[$0], $0 > 0 ? self[$0 - 1] : nil) }
  }
}
