// The headings of a document under the names that GitHub gives them, and its links.

/// A heading, and the anchor under which GitHub shows it.
struct Heading {
  let text: String
  let anchor: String
}

extension Document {
  /// The headings in order; the second of two alike gets `-1`, the third `-2`.
  func readHeadings() -> [Heading] {
    var seen: [String: Int] = [:]
    return lines.compactMap { line in
      guard let match = line.wholeMatch(of: #/ {0,3}#{1,6} +(.*?) *#*/#) else { return nil }
      let text = match.1.replacing(#/!?\[([^\]]*)\]\([^)]*\)/#) { $0.0.first == "!" ? "" : $0.1 }
      let name = slug(text)
      var anchor = name
      while seen[anchor] != nil {
        seen[name, default: 0] += 1
        anchor = "\(name)-\(seen[name, default: 0])"
      }
      seen[anchor] = 0
      return Heading(text: String(text), anchor: anchor)
    }
  }
}

/// GitHub's name for a heading: lower case, only letters, digits, `_` and `-`, spaces as hyphens.
func slug(_ heading: some StringProtocol) -> String {
  let kept = heading.lowercased().unicodeScalars.filter { scalar in
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      true
    default: scalar == "-" || scalar == " "
    }
  }
  return String(String.UnicodeScalarView(kept)).replacing(" ", with: "-")
}

/// A link or an image: `[text](destination)`, `[text]: destination`, `src="destination"`.
struct Link {
  let line: Int
  let text: String
  let destination: String

  /// Whether it leaves the package, as `https:` and `mailto:` do.
  var isExternal: Bool { destination.contains(#/^[A-Za-z][A-Za-z0-9+.-]*:/#) }

  /// The file that it leads to from a folder, relative to the root, and the anchor there.
  ///
  /// Nothing when it leaves the package, upwards or as `/from/the/top`.
  func target(from folder: String, of document: String) -> (path: String, anchor: String?)? {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let anchor = parts.count == 2 ? String(parts[1]) : nil
    if parts[0].isEmpty { return (document, anchor) }
    var path = folder.split(separator: "/").map(String.init)
    for step in (parts[0].removingPercentEncoding ?? "").split(separator: "/") {
      if step == ".." && path.popLast() == nil { return nil }
      if step != ".." && step != "." { path.append(String(step)) }
    }
    return destination.hasPrefix("/") ? nil : (path.joined(separator: "/"), anchor)
  }
}

extension Document {
  /// The links and images, those in code aside.
  func readLinks() -> [Link] { inlineLinks + otherLinks }

  private var inlineLinks: [Link] {
    var (links, line): ([Link], Int) = ([], 1)
    for (index, character) in prose.enumerated() {
      if character == "\n" { line += 1 }
      guard character == "]", index + 1 < prose.count, prose[index + 1] == "(" else { continue }
      links.append(
        Link(line: line, text: text(endingAt: index), destination: destination(from: index + 2)))
    }
    return links
  }

  /// What stands between the brackets of which the closing one is at `end`.
  private func text(endingAt end: Int) -> String {
    var (depth, start) = (1, end)
    while depth > 0 && start > 0 {
      start -= 1
      depth += prose[start] == "]" ? 1 : prose[start] == "[" ? -1 : 0
    }
    return String(prose[start..<end].dropFirst())
  }

  /// What stands before the closing parenthesis or a title.
  private func destination(from start: Int) -> String {
    var depth = 1
    let rest = prose[start...].prefix { character in
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      return depth > 0 && !character.isWhitespace
    }
    return String(rest)
  }

  private var otherLinks: [Link] {
    String(prose).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { index, line in
        let attributes = line.matches(of: #/\b(?:src|href)="([^"]*)"/#).map(\.1)
        let definitions = line.matches(of: #/^ {0,3}\[[^\]^][^\]]*\]: *(\S+)/#).map(\.1)
        return (attributes + definitions).map {
          Link(line: index + 1, text: "", destination: String($0))
        }
      }
  }
}
