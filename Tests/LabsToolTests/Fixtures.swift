// A small course in a temporary folder, and the real one around these tests.

import CourseKit
import Foundation

@testable import LabsKit

/// The course to which these tests belong.
let realCourse = Course(
  root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent())

/// The stub of the small course.
let smallStub = """
  public func double(_ x: Float) -> Float {
    // A todo("1.0 elsewhere") in a comment is none.
    todo("1.0 double")
  }

  public func half(_ x: Float) -> Float { todo("1.0 Type.half") }

  """

/// Calls `body` with a course of one lab and one exercise.
func withSmallCourse<Result>(_ body: (Course, Exercise) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("labs tests \(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  let course = Course(root: folder)
  let handout = """
    # Lab 1

    | exercise | points | difficulty | minutes |
    | --- | ---: | --- | ---: |
    | [1.0 First steps](#10-first-steps) | 100 | ★ | 20 |

    ## 1.0 First steps

    Doubling: $2x$.

    ## Reading on
    """
  let files = [
    "Package.swift": "", "Lab1-Small/README.md": handout,
    "Lab1-Small/Exercises/00-First.swift": smallStub,
    "Tests/LabsTool/Stubs/Lab1/00-First.swift": smallStub, "Tests/Lab1Tests/00-First.swift": "",
  ]
  for (path, text) in files { try course.write(text, to: path) }
  return try body(course, try course.exercise(numbered: "1.0"))
}

/// A run with these checks of exercise 1.0, given by state and message.
func run(
  earned: Double, of points: Double, _ checks: [(state: String, message: String)]
) throws -> RunResults {
  let list = checks.map {
    [
      "exercise": "1.0", "test": "t", "check": "c", "state": $0.state, "message": $0.message,
    ]
  }
  let test: [String: Any] = [
    "number": "1.0", "score": earned, "max_score": points, "output": "failed",
  ]
  let file: [String: Any] = ["tests": [test], "extra_data": ["checks": list]]
  return try RunResults(json: JSONSerialization.data(withJSONObject: file))
}
