// Rules about commands in code: the sections and the test suites that they name exist.

extension Document {
  /// Sections that a lab's executable does not have: the words after `swift run LabN-Name`, up to the
  /// first option or comment, those in capitals being placeholders.
  func unknownSections(in course: Course) -> [Problem] {
    let command = #/swift run (?:-c [a-z]+ )?(Lab\d+-[\w-]+)((?: +[A-Za-z][\w-]*)*)/#
    return code.flatMap { code in
      code.text.matches(of: command).flatMap { match -> [Problem] in
        guard let sections = course.sections(of: String(match.1)) else {
          return [problem(code.line, "there is no such lab — swift run \(match.1)")]
        }
        return match.2.split(separator: " ")
          .filter { !sections.contains(String($0)) && $0 != $0.uppercased() }
          .map { problem(code.line, "\(match.1) has no such section — \($0)") }
      }
    }
  }

  /// The same in a column "where": a word of code such as `digits` is a section of the lab that was
  /// named last before it.
  func unknownTourWords(in course: Course) -> [Problem] {
    tables.flatMap { $0.column("where") }.flatMap { line, cell -> [Problem] in
      var lab: Substring = "?"
      return cell.matches(of: #/\b(\d+)\.\d|Lab (\d+)|`([a-z][a-z-]*)`/#).compactMap { match in
        lab = match.1 ?? match.2 ?? lab
        guard let word = match.3 else { return nil }
        let sections = course.folder(ofLab: lab).flatMap(course.sections) ?? []
        return sections.contains(String(word))
          ? nil : problem(line, "Lab \(lab) has no such section — \(word)")
      }
    }
  }

  /// Test modules after `--filter`, and types behind their dot, that are not there.
  ///
  /// The module of a lab that is still to come is not missed.
  func unknownSuites(in course: Course) -> [Problem] {
    code.flatMap { code in
      code.text.matches(of: #/--filter ['"^(]*(\w+Tests)(?:\.(\w+))?/#).compactMap { match in
        let (module, suite) = (String(match.1), match.2.map(String.init))
        if let suites = course.suites(of: module) {
          guard let suite, !suites.contains(suite) else { return nil }
          return problem(code.line, "Tests/\(module) declares no such suite — \(suite)")
        }
        if course.isWithheld("Solutions/HiddenTests/\(module)") { return nil }
        let isLater = module.wholeMatch(of: #/Lab\dTests/#) != nil && suite == nil
        return isLater ? nil : problem(code.line, "there is no such test module — \(module)")
      }
    }
  }
}
