// Small courses in temporary folders, for the tests of the tool.

import CourseKit
import Foundation

@testable import InstructorKit

/// A solution file with one region.
let linearSolution = """
  // Linear layer: y = x·Wᵀ + b.

  import Shared

  public struct Linear {
    public mutating func forward(_ x: Tensor) -> Tensor {
      // BEGIN SOLUTION 1.5 Linear.forward
      input = x
      return matmul(x, weight.value, transposeB: true) + bias.value  // [N, O]
      // END SOLUTION
    }

    public mutating func backward(_ dy: Tensor) -> Tensor {
      // BEGIN SOLUTION 1.5 Linear.backward
      weight.gradient += matmul(dy, input, transposeA: true)
      return matmul(dy, weight.value)
      // END SOLUTION
    }
  }

  """

/// Calls `body` with a fresh folder that is removed afterwards.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("instructor tests \(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// Calls `body` with a course of the given files, paths relative to its root.
func withCourse<Result>(
  _ files: [String: String], _ body: (Course) throws -> Result
) throws -> Result {
  try withTemporaryFolder { folder in
    let course = Course(root: folder)
    let base = [
      "Package.swift": "", "Solutions/Instructor/Kit/a.swift": "",
      "Lab1-Perceptron/Main/main.swift": "",
    ]
    for (path, text) in base.merging(files, uniquingKeysWith: { $1 }) {
      try course.write(text, to: path)
    }
    return try body(course)
  }
}

/// The complaints about a solution file, without their remedies.
func complaints(about source: String, name: String = "05-Linear.swift") -> [String] {
  do {
    _ = try SolutionFile(parsing: source, name: name, lab: 1, path: name)
    return []
  } catch {
    return (error as? Complaints)?.all.map { "\($0.line ?? 0): \($0.what)" } ?? ["\(error)"]
  }
}
