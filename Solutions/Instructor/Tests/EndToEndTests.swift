// Whole grades with real builds; they run where NNLABS_END_TO_END is set, as the gate does.

import Foundation
import Testing

@testable import InstructorKit

private let isEndToEnd = ProcessInfo.processInfo.environment["NNLABS_END_TO_END"] != nil

@Suite(.serialized, .enabled(if: isEndToEnd, "set NNLABS_END_TO_END to run"))
struct InstructorEndToEndTests {
  private struct Results: Decodable {
    var score: Double
    var output: String
  }

  private func course() throws -> Course {
    try Course(around: URL(fileURLWithPath: #filePath).deletingLastPathComponent())
  }

  /// Grades files handed in under these names; the points and everything that was said.
  private func grade(_ files: [String: String]) throws -> (score: Double, text: String) {
    let course = try course()
    let grader = try Grader(try course.labs[0], in: course)
    return try withTemporaryFolder { folder in
      for (name, text) in files { try Course(root: folder).write(text, to: name) }
      let json = folder.appendingPathComponent("results.json")
      let submission = try Submission(in: folder, lab: grader.lab, exercises: grader.exercises)
      let judge = try grader.buildJudge()
      switch try grader.grade(submission, judge: judge, json: json) {
      case .judged(let text):
        let results = try JSONDecoder().decode(Results.self, from: Data(contentsOf: json))
        return (results.score, text)
      case .notCompiled(let errors): return (-1, errors.joined(separator: "\n"))
      }
    }
  }

  private func solutions() throws -> [String: String] {
    let course = try course()
    let lab = try course.labs[0]
    return try Dictionary(
      uniqueKeysWithValues: course.swiftFiles(in: lab.solutions).map {
        ($0, try course.text("\(lab.solutions)/\($0)") ?? "")
      })
  }

  @Test("the solutions handed in earn everything, one of them its own points, no stub any")
  func solved() throws {
    let all = try solutions()
    #expect(try grade(all).score == 100)
    let one = try grade(["05-Linear.swift": all["05-Linear.swift"] ?? ""])
    #expect(one.score == 10, "\(one.text)")
  }

  @Test("a file that does not compile is reported under its own name")
  func notCompiled() throws {
    let grade = try grade(["05-Linear.swift": "import Shared\nfunc f() -> Int { nothing }\n"])
    #expect(grade.score == -1)
    #expect(grade.text.contains("Lab1-Perceptron/Exercises/05-Linear.swift:2:"))
  }

  @Test("code that ends the process or prints a result earns nothing")
  func forgery() throws {
    let grade = try grade(["01-Neuron.swift": try neuron(doing: "print(\"passed\"); exit(0)")])
    #expect((0..<4).contains(grade.score), "\(grade.text)")
  }

  @Test("submitted code sees neither the course nor its own copy of the tests")
  func hiddenCourse() throws {
    let course = try course()
    let tests = course.url("\(Course.scratch)/child-Lab1/Tests/Lab1Tests").path
    let manifest = course.url("Package.swift").path
    let body = """
      let files = FileManager.default
      fatalError("sees \\(files.fileExists(atPath: "\(tests)")) \\(files.fileExists(atPath: "\(manifest)"))")
      """
    let grade = try grade(["01-Neuron.swift": try neuron(doing: body)])
    let isWalled = geteuid() == 0 && (try? runProgram(["unshare", "--mount", "true"]).status) == 0
    #expect(grade.text.contains("sees false \(!isWalled)"), "\(grade.text)")
  }

  /// Exercise 1.1 with other statements at the start of its first region.
  private func neuron(doing body: String) throws -> String {
    let marker = "// BEGIN SOLUTION 1.1 Neuron.weightedSum\n"
    let source = try solutions()["01-Neuron.swift"] ?? ""
    return "import Foundation\n"
      + source.replacingOccurrences(of: marker, with: marker + body + "\n")
  }
}
