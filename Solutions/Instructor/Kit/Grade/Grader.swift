// Grades one submission: the judge is built from the solutions, the child from what was handed in.
// The judging process links no submitted code.

import CourseKit
import Foundation

/// The outcome for one lab of a submission.
public enum Grade: Equatable, Sendable {
  /// The tests ran; the judge's table.
  case judged(String)
  /// The submission does not compile; the compiler's errors.
  case notCompiled([String])
}

/// Grades submissions of one lab; the builds are kept from one to the next.
public struct Grader: Sendable {
  /// The lab.
  public var lab: Lab
  /// The file names of its exercises.
  public var exercises: Set<String>
  private let course: Course
  private let stubs: [String: String]
  private let judge: Workspace
  private let child: Workspace

  /// A grader for a lab of a course.
  /// - Throws: `Complaints` about malformed solutions.
  public init(_ lab: Lab, in course: Course) throws {
    (self.lab, self.course) = (lab, course)
    let solutions = try course.solutions(of: lab)
    stubs = Dictionary(uniqueKeysWithValues: solutions.map { ($0.name, $0.stub) })
    exercises = Set(solutions.filter { !$0.regions.isEmpty }.map(\.name))
    judge = Workspace(at: course.url("\(Course.scratch)/judge-\(lab.module)"))
    child = Workspace(at: course.url("\(Course.scratch)/child-\(lab.module)"))
  }

  /// Builds the judging side: the tests with the solutions.
  /// - Throws: `BuildFailure` when the course itself does not compile.
  public func buildJudge() throws -> TestExecutable {
    try judge.exclusively {
      try judge.mirrorTests(of: lab, in: course, texts: [:])
      return try judge.copy.buildTests(environment: ["SOLUTIONS": "all", "LABS": lab.module])
    }
  }

  /// Grades a submission.
  /// - Parameters:
  ///   - submission: What was handed in.
  ///   - tests: The built judge.
  ///   - json: Where the results go as JSON.
  ///   - markdown: Where they go as Markdown.
  /// - Returns: The judge's table, or why there is nothing to judge.
  /// - Throws: When the tests cannot be run at all.
  public func grade(
    _ submission: Submission, judge tests: TestExecutable, json: URL? = nil, markdown: URL? = nil
  ) throws -> Grade {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("instructor-\(UUID().uuidString)")
    guard !course.contains(folder) else {
      throw Complaint(
        folder.deletingLastPathComponent().path, "lies in the course, which no submission may see",
        "set TMPDIR to a folder outside of it")
    }
    // Nobody may list it: what runs for another submission must not find this one's executable.
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
    defer { try? FileManager.default.removeItem(at: folder) }
    let binary: String
    do {
      binary = try child.exclusively {
        let built = try buildChild(submission)
        defer { removeChildSources() }
        return try built.copyProducts(to: folder.appendingPathComponent(UUID().uuidString))
      }
    } catch let failure as BuildFailure {
      return .notCompiled(failure.timedOut ? [failure.description] : failure.errors)
    }
    try course.closeToOthers()
    return .judged(
      try judged(
        tests, child: binary, hiding: submission.places, folder: folder, json: json,
        markdown: markdown))
  }

  /// Runs the judge; returns its table.
  func judged(
    _ tests: TestExecutable, child: String, hiding places: [URL] = [], folder: URL, json: URL?,
    markdown: URL?
  ) throws -> String {
    let own = folder.appendingPathComponent("judge")
    try FileManager.default.createDirectory(
      at: own, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let results = json ?? own.appendingPathComponent("results.json")
    let outputs = [results] + (markdown.map { [$0] } ?? [])
    for file in outputs { try? FileManager.default.removeItem(at: file) }
    let hidden = ([course.root] + places).map(\.path).joined(separator: ":")
    let run = try tests.run(
      filter: TestExecutable.filter(lab: lab),
      environment: [
        "NNLABS_CHILD": child, "NNLABS_HIDE": hidden, "NNLABS_RESULTS": results.path,
        "NNLABS_MARKDOWN": markdown?.path, "NNLABS_RECORD": nil,
      ], limit: Self.longestJudging)
    // A judge that was ended has written nothing: what stands in the results' place is forged.
    guard [0, 1].contains(run.status), FileManager.default.fileExists(atPath: results.path) else {
      for file in outputs { try? FileManager.default.removeItem(at: file) }
      let end = (run.output + run.errors).split(separator: "\n").suffix(20)
      throw Complaint(
        "the judge", "ended without results (status \(run.status))",
        "run the tests with SOLUTIONS=all; it said:\n" + end.joined(separator: "\n"))
    }
    let lines = run.output.components(separatedBy: "\n")
    let end = lines.lastIndex { $0.contains("Test run with") }.map { $0 + 1 } ?? 0
    return lines[end...].joined(separator: "\n").trimmingCharacters(in: .newlines)
  }

  /// Seconds that a lab may take: more than an endless loop in every check costs on two cores.
  private static let longestJudging = 3600.0

  /// Builds the submission, with stubs for what is missing and tests without expected values.
  ///
  /// Nothing of the submission runs during the build: it is Swift files in a
  /// module whose manifest is ours.
  private func buildChild(_ submission: Submission) throws -> TestExecutable {
    var texts = stubs.merging(submission.files) { $1 }
    texts = Dictionary(uniqueKeysWithValues: texts.map { ("\(lab.exercises)/\($0.key)", $0.value) })
    for folder in testFolders {
      for name in try course.swiftFiles(in: folder) {
        let path = "\(folder)/\(name)"
        texts[path] = withoutExpectedValues(try course.text(path) ?? "")
      }
    }
    let recorded = Recording.path(of: lab)
    try child.mirrorTests(
      of: lab, in: course, texts: texts, leavingOut: [lab.solutions, recorded])
    let earlier = try course.labs.filter { $0.number < lab.number }.map(\.module)
    return try child.copy.buildTests(
      environment: ["SOLUTIONS": earlier.joined(separator: ","), "LABS": lab.module], limit: 600)
  }

  /// Takes the tests away before submitted code runs.
  private func removeChildSources() {
    for folder in testFolders { try? FileManager.default.removeItem(at: child.copy.url(folder)) }
  }

  private var testFolders: [String] {
    ["Tests/\(lab.module)Tests", "Solutions/HiddenTests/\(lab.module)"]
  }
}

extension Course {
  /// Closes the course to other users when root grades: in a container without namespaces a
  /// submission runs as another user, who must read no test and run no judge.
  func closeToOthers() throws {
    guard geteuid() == 0 else { return }
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: root.path)
  }

  /// Whether a folder, which need not exist yet, is below the course.
  func contains(_ folder: URL) -> Bool {
    let inside = folder.deletingLastPathComponent().resolvingSymlinksInPath().path + "/"
    return inside.hasPrefix(root.resolvingSymlinksInPath().path + "/")
  }
}

extension TestExecutable {
  /// Copies the executable and the resources beside it, and nothing else of the build.
  /// - Parameter folder: Where to.
  /// - Returns: The copied executable.
  /// - Throws: When a file cannot be copied.
  func copyProducts(to folder: URL) throws -> String {
    let bundle = URL(fileURLWithPath: products).resolvingSymlinksInPath()
    let source = bundle.deletingLastPathComponent()
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path) {
      let isResource = name.hasSuffix(".resources") || name.hasSuffix(".bundle")
      guard isResource || name == bundle.lastPathComponent else { continue }
      try FileManager.default.copyItem(
        at: source.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    // A strict umask would keep them from the submission's user.
    _ = try runProgram(["chmod", "-R", "a+rX", folder.path])
    let inside = binary.dropFirst(products.count)
    return folder.appendingPathComponent(bundle.lastPathComponent).path + inside
  }
}
