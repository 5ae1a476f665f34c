// Whole grades with real builds; they run where NNLABS_END_TO_END is set, as the gate does.

import CourseKit
import Foundation
import Testing

@testable import InstructorKit

private let isEndToEnd = ProcessInfo.processInfo.environment["NNLABS_END_TO_END"] != nil

@Suite(.serialized, .enabled(if: isEndToEnd, "set NNLABS_END_TO_END to run"))
struct InstructorEndToEndTests {
  private let course: Course
  private let grader: Grader

  init() throws {
    course = try Course(
      withSolutionsAround: URL(fileURLWithPath: #filePath).deletingLastPathComponent())
    grader = try Grader(try course.labs[0], in: course)
  }

  /// Grades files handed in under these names; nil with the errors when they do not compile.
  private func grade(_ files: [String: String]) throws -> (results: RunResults?, text: String) {
    try withTemporaryFolder { folder in
      for (name, text) in files { try Course(root: folder).write(text, to: name) }
      let json = folder.appendingPathComponent("results.json")
      let submission = try Submission(in: folder, lab: grader.lab, exercises: grader.exercises)
      let judge = try grader.buildJudge()
      switch try grader.grade(submission, judge: judge, json: json) {
      case .judged(let text): return (try RunResults(json: Data(contentsOf: json)), text)
      case .notCompiled(let errors): return (nil, errors.joined(separator: "\n"))
      }
    }
  }

  private func solution(_ name: String) throws -> String {
    try course.text("\(grader.lab.solutions)/\(name)") ?? ""
  }

  /// A solution with other statements at the start of its first region.
  private func solution(_ name: String, doing body: String) throws -> String {
    let source = try solution(name)
    let marker = source.range(of: "// BEGIN SOLUTION [^\n]*\n", options: .regularExpression)
    var text = source
    text.insert(contentsOf: body + "\n", at: marker?.upperBound ?? text.endIndex)
    return "import Foundation\n" + text
  }

  @Test("the solutions handed in earn everything")
  func solved() throws {
    let names = grader.exercises.sorted()
    let files = Dictionary(uniqueKeysWithValues: try names.map { ($0, try solution($0)) })
    let grade = try grade(files)
    #expect(grade.results?.exercises.map(\.earned).reduce(0, +) == 100, "\(grade.text)")
  }

  @Test("a file that does not compile is reported under its own name")
  func notCompiled() throws {
    let grade = try grade(["05-Linear.swift": "import Shared\nfunc f() -> Int { nothing }\n"])
    #expect(grade.results == nil)
    #expect(grade.text.contains("Lab1-Perceptron/Exercises/05-Linear.swift:2:"), "\(grade.text)")
  }

  @Test("a right exercise earns its own points beside one that cheats and one that looks around")
  func hostile() throws {
    let tests = course.url("\(Course.scratch)/child-Lab1/Tests/Lab1Tests").path
    let look = """
      func sees(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
      fatalError("sees \\(sees("\(tests)")) \\(sees("\(course.url("Package.swift").path)"))")
      """
    let (results, text) = try grade([
      "05-Linear.swift": try solution("05-Linear.swift"),
      "00-WarmUp.swift": try solution("00-WarmUp.swift", doing: "print(\"passed\"); exit(0)"),
      "01-Neuron.swift": try solution("01-Neuron.swift", doing: look),
      "02-Perceptron.swift": try solution("02-Perceptron.swift", doing: "return 9"),
    ])
    let graded = try #require(results, "\(text)")
    let number = { ExerciseNumber(lab: 1, minor: $0) }
    #expect(graded.earned(by: number(5)) == graded.points(of: number(5)))
    #expect(graded.earned(by: number(0)) < graded.points(of: number(0)))
    #expect(graded.earned(by: number(1)) < graded.points(of: number(1)))
    #expect(graded.exercises.filter { $0.number > number(5) }.allSatisfy { $0.earned == 0 })
    let hidden = graded.checks.filter { $0.test.hasPrefix("Hidden") && $0.state == "failed" }
    #expect(!hidden.isEmpty && hidden.allSatisfy { !$0.message.contains("expected:") })
    let isWalled = geteuid() == 0
    let messages = graded.checks.map(\.message).joined()
    #expect(messages.contains("sees false \(isWalled ? "false" : "")"), "\(messages)")
  }
}
