// A rule about exercise numbers: an exercise that a document names stands in its lab's handout.

extension Document {
  /// Exercises that no handout has, and links that lead to another exercise than they say.
  ///
  /// A number such as 1.5 is an exercise's where the document says so, and only there:
  /// - at the start of the text of a link inside the package: `[1.5](…)`, `[1.5 The linear layer](…)`;
  /// - after "exercise", "exercises", "section" or "sections" in prose, lists and ranges included;
  /// - at the start of a cell below the head "exercise" or "where";
  /// - in code and output: `todo("1.5 …")`, `.exercise("1.5"`, `END SOLUTION 1.5`, `blocked by 1.5`,
  ///   `hint 1.5`, `explain 1.5`, `reset 1.5`.
  ///
  /// Anywhere else it is a number: 1.5 in a sentence, 1.2247 in a formula.
  func unknownExercises(in course: Course) -> [Problem] {
    let named = namedInLinks + namedInProse + namedInTables + namedInCode
    let unknown = named.compactMap { line, number -> Problem? in
      let lab = number.prefix { $0 != "." }
      guard let handout = course.handout(ofLab: lab) else {
        return problem(line, "there is no Lab \(lab) yet — \(number) — name the lab alone")
      }
      let isThere = handout.headings.contains { $0.text.hasPrefix("\(number) ") }
      return isThere ? nil : problem(line, "\(handout.path) has no such exercise — \(number)")
    }
    return unknown + misledLinks(in: course)
  }

  private typealias Named = (line: Int, number: Substring)

  private var namedInLinks: [Named] {
    links.filter { !$0.isExternal }.compactMap { link in
      leadingNumber(link.text).map { (link.line, $0) }
    }
  }

  private var namedInProse: [Named] {
    let text = String(prose)
    let words = #/(?i)\b(?:exercises?|sections?)\s+(?:(?:,|and|or|to|–|\s)*\d+\.\d+(?!\d))+/#
    return text.matches(of: words).flatMap { match in
      let line = 1 + text[..<match.range.lowerBound].count { $0 == "\n" }
      return match.0.matches(of: #/\d+\.\d+/#).map { (line, $0.0) }
    }
  }

  private var namedInTables: [Named] {
    tables.flatMap { $0.column("exercise") + $0.column("where") }.compactMap { line, cell in
      leadingNumber(cell).map { (line, $0) }
    }
  }

  private var namedInCode: [Named] {
    let calls = #/(?:todo\("|exercise\("|SOLUTION |blocked by |(?:hint|explain|reset) )(\d+\.\d+)/#
    return source.enumerated().flatMap { index, line in
      line.matches(of: calls).map { (index + 1, $0.1) }
    }
  }

  private func leadingNumber(_ text: String) -> Substring? {
    text.prefixMatch(of: #/(\d+\.\d+)(?=[ ,]|$)/#)?.1
  }

  private func misledLinks(in course: Course) -> [Problem] {
    links.compactMap { link in
      guard !link.isExternal, let number = leadingNumber(link.text),
        let target = link.target(from: folder, of: path), let anchor = target.anchor,
        let heading = course.document(target.path).headings.first(where: { $0.anchor == anchor }),
        !heading.text.hasPrefix("\(number) ")
      else { return nil }
      return problem(
        link.line, "the link says \(number) and leads elsewhere — \(heading.text)")
    }
  }
}
