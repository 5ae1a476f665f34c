// The documents of the course against the course itself: links, exercise numbers, commands, paths,
// tables and formulas. Each file of rules says what it takes for what.

import Testing

struct DocumentTests {
  @Test("Every link, number, command, path, table and formula of the documents holds")
  func documentsHold() {
    let course = Course.around
    let documents = course.documents
    #expect(Set(documents.map(\.path)).isSuperset(of: ["README.md", "GUIDE.md"]))
    #expect(documents.contains { $0.path.hasPrefix("Lab1-") })
    for problem in documents.flatMap({ $0.problems(in: course) }) {
      Issue.record("\(problem)")
    }
  }

  /// What the course's own documents rely on, so that no rule passes because it finds nothing.
  @Test("The rules find the links, commands, paths and tables that are there")
  func rulesFindWhatIsThere() {
    let documents = Course.around.documents
    #expect(documents.flatMap(\.links).count > 100)
    #expect(documents.flatMap(\.tables).count > 20)
    #expect(documents.map { $0.prose.count { $0 == "$" } }.reduce(0, +) > 200)
    #expect(documents.flatMap(\.code).count { $0.text.contains("swift run Lab1-") } > 20)
    #expect(documents.flatMap(\.code).count { $0.text.contains("--filter Lab1Tests.") } > 10)
  }
}

extension Document {
  /// All that the rules find.
  func problems(in course: Course) -> [Problem] {
    brokenLinks(in: course) + unknownExercises(in: course) + unknownSections(in: course)
      + unknownTourWords(in: course) + unknownSuites(in: course) + missingPaths(in: course)
      + brokenTables(in: course) + brokenFormulas
  }
}
