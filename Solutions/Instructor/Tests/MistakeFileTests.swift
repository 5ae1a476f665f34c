// Files of named wrong solutions: what is read and what is refused.

import CourseKit
import Testing

@testable import InstructorKit

struct MistakeFileTests {
  private let labels = ["1.5 Linear.forward", "1.5 Linear.backward"]

  @Test("each headline begins a mistake that lasts to the next")
  func read() throws {
    let source = """
      // The wrong solutions of exercise 1.5.

      // MISTAKE 1.5 Linear.forward: the bias is missing: y = x·Wᵀ
      input = x
      return matmul(x, weight.value, transposeB: true)
      // MISTAKE 1.5 Linear.backward: dx is not multiplied by W
      return dy
      """
    let found = try mistakes(in: source, path: "m.swift", labels: labels)
    #expect(found.map(\.label) == labels)
    #expect(
      found.map(\.name) == ["the bias is missing: y = x·Wᵀ", "dx is not multiplied by W"])
    #expect(found.map(\.line) == [3, 6])
    #expect(
      found[0].lines == ["input = x", "return matmul(x, weight.value, transposeB: true)"])
  }

  @Test(
    "malformed files are complaints with their line",
    arguments: [
      ("return x", "1: code before the first mistake"),
      ("// MISTAKE 1.5 Linear.foward: a\nx", "1: no region is labelled \"1.5 Linear.foward\""),
      ("// MISTAKE 1.5 Linear.forward\nx", "1: a mistake without a name"),
      ("// MISTAKE 1.5 Linear.forward:  \nx", "1: a mistake without a name"),
      ("//MISTAKE 1.5 Linear.forward: a\nx", "1: a headline in the wrong form: //MISTAKE 1.5"),
      ("// Mistake 1.5 Linear.forward: a\nx", "1: a headline in the wrong form: // Mistake 1.5"),
      ("// MISTAKE 1.5 Linear.forward: a\n// b\n", "1: a mistake without statements"),
      (
        "// MISTAKE 1.5 Linear.forward: a\nx\n// MISTAKE 1.5 Linear.forward: a\ny",
        "3: the mistake of line 1 has the same name"
      ),
    ])
  func malformed(source: String, complaint: String) {
    let error = #expect(throws: Complaints.self) {
      try mistakes(in: source, path: "m.swift", labels: labels)
    }
    let first = error?.all.first.map { "\($0.line ?? 0): \($0.what)" } ?? ""
    #expect(first.hasPrefix(complaint), "\(first)")
  }

  @Test("a file of mistakes that belongs to no solution is a complaint")
  func stranger() throws {
    let files = [
      "Solutions/Lab1/05-Linear.swift": linearSolution,
      "Solutions/Mistakes/Lab1/06-Linear.swift": "// MISTAKE 1.6 f: a\nx",
    ]
    try withCourse(files) { course in
      let lab = try course.labs[0]
      let error = #expect(throws: Complaints.self) {
        try course.mistakes(of: lab, solutions: course.solutions(of: lab))
      }
      #expect(error?.all.map(\.what) == ["no solution has this name"])
    }
  }
}
