// Where the regions of a file stand among its braces: each must hold whole statements and be the
// end of a function.

/// The brackets of a file, asked about its marker lines.
struct RegionStructure {
  typealias Fault = (line: Int, what: String, remedy: String)

  let tokens: [Token]
  /// The scopes around each token, innermost last.
  private let scopes: [[Scope]]

  init(_ source: String) {
    tokens = swiftTokens(in: source)
    var walk = ScopeWalk()
    var scopes: [[Scope]] = []
    for index in tokens.indices { scopes.append(walk.step(to: index, in: tokens)) }
    self.scopes = scopes
  }

  func returnsValue(at line: Int) -> Bool {
    guard let marker = marker(at: line) else { return false }
    return scopes[marker].last?.kind == .function(returnsValue: true)
  }

  /// What is wrong with the region between two marker lines.
  func fault(from begin: Int, to end: Int) -> Fault? {
    guard let first = marker(at: begin), let last = marker(at: end) else { return nil }
    let body = tokens[(first + 1)..<last]
    if body.allSatisfy({ $0.kind == .comment }) {
      return (begin, "the region is empty", "put the solution's statements between the markers")
    }
    if let line = unbalanced(body) ?? (scopes[first] == scopes[last] ? nil : end) {
      return (line, "the region cuts a block in two", "let it hold whole statements")
    }
    guard let scope = scopes[first].last, scope.kind != .other else {
      return (
        begin, "the region does not stand directly in a function's body",
        "let it be the last statements of a function"
      )
    }
    let next = tokens[(last + 1)...].first { $0.kind != .comment }
    if let next, !next.is("}") {
      return (
        next.line, "code after the region of line \(begin) in the same function",
        "move it into the region, or let the region end the function"
      )
    }
    return nil
  }

  private func marker(at line: Int) -> Int? {
    tokens.firstIndex { $0.line == line && $0.kind == .comment }
  }

  /// The line of the first bracket without its partner.
  private func unbalanced(_ body: ArraySlice<Token>) -> Int? {
    let partners = ["(": ")", "[": "]", "{": "}"]
    var open: [Token] = []
    for token in body where token.kind == .symbol {
      if partners[token.text] != nil {
        open.append(token)
      } else if partners.values.contains(token.text) {
        guard let partner = open.popLast(), partners[partner.text] == token.text else {
          return token.line
        }
      }
    }
    return open.first?.line
  }
}

/// A walk through a file that knows which braces are open.
private struct ScopeWalk {
  private struct Opened {
    var scope: Scope
    /// Where the header of what surrounds this brace began.
    var outerHeader: Int
    /// How many parentheses surround this brace inside that.
    var outerParentheses: Int
  }

  private var open: [Opened] = []
  private var header = 0
  private var parentheses = 0

  /// Moves past the token at `index` and returns the scopes around it.
  mutating func step(to index: Int, in tokens: [Token]) -> [Scope] {
    let token = tokens[index]
    if token.is("(") { parentheses += 1 }
    if token.is(")") { parentheses -= 1 }
    if token.is("}") { close(at: index) }
    let scopes = open.map(\.scope)
    if token.is("{") {
      let scope = Scope(header: tokens[header..<index])
      open.append(Opened(scope: scope, outerHeader: header, outerParentheses: parentheses))
      (header, parentheses) = (index + 1, 0)
    } else if token.is(";"), parentheses == 0 {
      header = index + 1
    }
    return scopes
  }

  /// After a closure among the arguments the header goes on; otherwise a new one begins.
  private mutating func close(at index: Int) {
    guard let last = open.popLast() else { return }
    parentheses = last.outerParentheses
    header = parentheses > 0 ? last.outerHeader : index + 1
  }
}
