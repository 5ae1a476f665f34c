// A copy of the course with as many labs as it will have one day, for measuring how long a learner
// waits from saving a file to reading the result.

import CourseKit
import Foundation

/// A learner's copy in which Lab 1, solved, stands for every later lab too.
public struct LatencyCourse: Sendable {
  private let workspace: Workspace
  private let exercise: String
  private let solved: String

  /// Makes the copy.
  /// - Parameters:
  ///   - labs: How many labs it has.
  ///   - course: The course.
  ///   - file: The exercise that is edited, as in `05-Linear.swift`.
  /// - Throws: A `Complaint` when the exercise does not exist.
  public init(labs: Int, of course: Course, file: String = "05-Linear.swift") throws {
    let all = try course.labs
    guard let first = all.first, let text = try course.text("\(first.solutions)/\(file)") else {
      throw Complaint(file, "Lab 1 has no such exercise", "see Solutions/Lab1")
    }
    (exercise, solved) = ("\(first.exercises)/\(file)", text)
    workspace = Workspace(at: course.url("\(Course.scratch)/latency"))
    var texts = try Self.exercises(of: first, in: course, as: first)
    let missing = (1...max(labs, 1)).filter { number in !all.contains { $0.number == number } }
    for number in missing {
      let lab = Lab(number: number, folder: "Lab\(number)-Skeleton")
      texts.merge(try Self.skeleton(of: lab, from: first, in: course)) { $1 }
    }
    texts["Package.swift"] = Self.manifest(try course.text("Package.swift") ?? "", adding: missing)
    let paths = ["Shared", "Tests"] + all.map(\.folder)
    try workspace.mirror(paths, of: course, texts: texts)
  }

  /// Lab 1's solutions as another lab's exercises.
  private static func exercises(
    of first: Lab, in course: Course, as lab: Lab
  ) throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in try course.swiftFiles(in: first.solutions) {
      texts["\(lab.exercises)/\(name)"] = try course.text("\(first.solutions)/\(name)")
    }
    return texts
  }

  /// A lab that is Lab 1 under another number: exercises, tests and a main program of one line.
  private static func skeleton(
    of lab: Lab, from first: Lab, in course: Course
  ) throws -> [String: String] {
    var texts = try exercises(of: first, in: course, as: lab)
    texts["\(lab.folder)/Main/main.swift"] = "import \(lab.module)\n\nprint(\"\(lab.module)\")\n"
    let tests = "Tests/\(first.module)Tests"
    for name in try course.swiftFiles(in: tests) {
      texts["Tests/\(lab.module)Tests/\(name)"] = try course.text("\(tests)/\(name)")?
        .replacingOccurrences(of: "import \(first.module)\n", with: "import \(lab.module)\n")
        .replacingOccurrences(
          of: ".exercise(\"\(first.number).", with: ".exercise(\"\(lab.number).")
    }
    for file in try course.files(under: "\(tests)/Recorded") {
      let name = file.dropFirst(tests.count)
      texts["Tests/\(lab.module)Tests\(name)"] = try course.text(file)
    }
    return texts
  }

  private static func manifest(_ text: String, adding labs: [Int]) -> String {
    guard let end = text.range(of: "\n]", range: labsStart(text)..<text.endIndex) else {
      return text
    }
    let lines = labs.map { ",\n  Lab(\($0), \"Skeleton\")" }.joined()
    let head = text[..<end.lowerBound]
    return (head.hasSuffix(",") ? String(head.dropLast()) : String(head)) + lines
      + text[end.lowerBound...]
  }

  private static func labsStart(_ text: String) -> String.Index {
    text.range(of: "let labs = [")?.upperBound ?? text.startIndex
  }
}

extension LatencyCourse {
  /// What is edited before a measured run.
  public enum Edit: String, CaseIterable, Sendable {
    /// A statement inside the body of a function.
    case body = "a change inside a body"
    /// A function that was not there.
    case declaration = "a new declaration"
  }

  /// Builds everything and runs the tests once.
  /// - Returns: Seconds.
  /// - Throws: A `Complaint` when the tests do not pass.
  public func warmUp() throws -> Double {
    try workspace.copy.write(solved, to: exercise)
    return try measure()
  }

  /// Edits the exercise and measures until its tests have printed their table.
  /// - Parameters:
  ///   - edit: What to edit.
  ///   - run: A number that makes every edit another one.
  /// - Returns: Seconds from saving to the end of `swift test`.
  /// - Throws: A `Complaint` when the tests do not pass.
  public func measure(_ edit: Edit, run: Int) throws -> Double {
    try workspace.copy.write(edited(edit, run), to: exercise)
    return try measure()
  }

  private func edited(_ edit: Edit, _ run: Int) -> String {
    switch edit {
    case .declaration: return solved + "\nfunc helper\(run)() -> Int { \(run) }\n"
    case .body:
      let marker = solved.range(of: "// BEGIN SOLUTION [^\n]*\n", options: .regularExpression)
      var text = solved
      text.insert(contentsOf: "_ = \(run) + 1\n", at: marker?.upperBound ?? solved.endIndex)
      return text
    }
  }

  private func measure() throws -> Double {
    let name = URL(fileURLWithPath: exercise).lastPathComponent
    let filter = "^Lab1Tests\\..*/" + NSRegularExpression.escapedPattern(for: name)
    let clock = ContinuousClock()
    let start = clock.now
    let result = try runProgram(
      ["swift", "test", "--filter", filter], environment: ["SOLUTIONS": nil, "LABS": nil],
      in: workspace.copy.root, limit: 1800)
    guard result.status == 0 else {
      let end = (result.output + result.errors).split(separator: "\n").suffix(20)
      throw Complaint("swift test", "status \(result.status)", end.joined(separator: "\n"))
    }
    return (clock.now - start) / .seconds(1)
  }
}
