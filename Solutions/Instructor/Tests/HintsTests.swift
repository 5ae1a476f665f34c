// The hints help by degrees and give no solution away.

import CourseKit
import Foundation
import Testing

@testable import InstructorKit

struct HintsTests {
  @Test("no hint quotes a line of a solution")
  func leaks() throws {
    let course = try Course(
      withSolutionsAround: URL(fileURLWithPath: #filePath).deletingLastPathComponent())
    for lab in try course.labs {
      for solution in try course.solutions(of: lab) where !solution.regions.isEmpty {
        let path = "\(lab.folder)/Hints/\(solution.name.dropLast(6)).md"
        let hints = try #require(try course.text(path), "\(path) is missing")
        for line in quotable(solution) {
          #expect(!squeezed(hints).contains(line), "\(path) quotes the solution: \(line)")
        }
      }
    }
  }

  @Test("a quoted line is found whatever its spaces and marks")
  func found() throws {
    let solution = try SolutionFile(
      parsing: linearSolution, name: "05-Linear.swift", lab: 1, path: "")
    let lines = quotable(solution)
    #expect(lines.count == 3)
    #expect(lines.contains(squeezed("weight.gradient +=  `matmul`(dy, input, transposeA: true)")))
  }

  /// The statements that are long enough to give something away.
  private func quotable(_ solution: SolutionFile) -> [String] {
    let regions = solution.parts.compactMap { part in
      if case .region(let region) = part { region } else { nil }
    }
    return regions.flatMap(\.lines).map { line in
      squeezed(line.components(separatedBy: "//")[0])
    }.filter { $0.count >= 20 }
  }

  private func squeezed(_ text: String) -> String {
    text.filter { !$0.isWhitespace && $0 != "`" }
  }
}
