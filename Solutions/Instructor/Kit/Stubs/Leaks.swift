// What a stub must not say: a comment outside the regions that quotes a line of the solution, or
// that speaks of a name which only the solution declares.

import CourseKit

/// The complaints about comments that give a solution away.
func leaks(
  in parts: [SolutionFile.Part], _ structure: RegionStructure, _ path: String
) -> [Complaint] {
  var regionLines: Set<Int> = []
  for case .region(let region) in parts {
    regionLines.formUnion(region.line...(region.line + region.lines.count + 1))
  }
  let inside = structure.tokens.filter { regionLines.contains($0.line) && $0.kind != .comment }
  let outside = structure.tokens.filter { !regionLines.contains($0.line) }
  let known = Set(outside.filter { $0.kind == .word }.map(\.text))
  let names = declaredNames(in: inside).filter { isDistinctive($0) && !known.contains($0) }
  let quotable = solutionLines(inside)
  return outside.filter { $0.kind == .comment }.compactMap { comment in
    let squeezed = comment.text.filter { !$0.isWhitespace }
    if let line = quotable.first(where: { squeezed.contains($0.key) }) {
      return Complaint(
        path, comment.line, "the comment quotes the solution's line \(line.value)",
        "say it in words or as mathematics")
    }
    let words = comment.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    guard let name = words.map(String.init).first(where: names.contains) else { return nil }
    return Complaint(
      path, comment.line, "the comment speaks of \(name), which only the solution declares",
      "name what the learner can see")
  }
}

/// The lines of code long enough to give something away, without their white space, and where
/// each stands.
private func solutionLines(_ tokens: [Token]) -> [String: Int] {
  let lines = Dictionary(grouping: tokens, by: \.line)
    .mapValues { $0.map { $0.text.filter { !$0.isWhitespace } }.joined() }
    .filter { $0.value.count >= 24 }
  return Dictionary(lines.map { ($0.value, $0.key) }, uniquingKeysWith: min)
}

private func declaredNames(in tokens: [Token]) -> Set<String> {
  let declarations = ["let", "var", "func"]
  return Set(
    zip(tokens, tokens.dropFirst())
      .filter { declarations.contains($0.text) && $1.kind == .word }.map { $1.text })
}

/// Whether a name cannot be an everyday word: it has a hump, as in `inverseSum`.
private func isDistinctive(_ name: String) -> Bool {
  name.count >= 6 && name.dropFirst().contains(where: \.isUppercase)
}
