// A grade with two executables: submissions that attack at compile time earn what they get right.
import Foundation
import Testing

@testable import Grading

@Suite(.enabled(if: runsSlowTests), .serialized)
struct SubmissionTests {
  @Test("only right values earn points in a grade") func grades() async throws {
    let course = try CourseFolder()
    defer { course.remove() }
    let built = try await course.build(Submissions.solution, Submissions.tests, as: "judge")
    let judge = try #require(built, "the course does not compile")
    for submission in Submissions.all {
      let child = try await course.build(
        submission.source, Submissions.testsWithoutAnswers, as: "child")
      // Refused by the compiler: 0 points. Whoever starts the grade reports it.
      guard let child else {
        #expect(submission.name == "redefined check", "\(submission.name) does not compile")
        continue
      }
      let scores = try await course.grade(child, judge: judge)
      #expect(scores == submission.most, "\(submission.name)")
    }
  }
}

/// A small course in a temporary folder.
private struct CourseFolder {
  private let root: URL
  private let course: URL

  init() throws {
    root = URL(fileURLWithPath: "/tmp/nnlabs-course-\(UUID().uuidString)")
    course = root.appendingPathComponent("course")
    let manager = FileManager.default
    for folder in ["Lab9", "Lab9Tests"] {
      try manager.createDirectory(
        at: course.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    for (name, path) in [("Tensor", "Shared/Tensor"), ("Grading", "Tests/Grading")] {
      try manager.createSymbolicLink(
        at: course.appendingPathComponent(name),
        withDestinationURL: package.appendingPathComponent(path).resolvingSymlinksInPath())
    }
    try write(Submissions.manifest, "Package.swift")
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  private func write(_ text: String, _ path: String) throws {
    try text.write(to: course.appendingPathComponent(path), atomically: true, encoding: .utf8)
  }

  /// Builds a side; nil when it does not compile.
  func build(_ lab: String, _ tests: String, as name: String) async throws -> URL? {
    try write(lab, "Lab9/Lab9.swift")
    try write(tests, "Lab9Tests/Lab9.swift")
    let arguments = ["swift", "build", "--build-tests", "--package-path", course.path]
    guard try await run("/usr/bin/env", arguments, [:]) == 0 else { return nil }
    let folder = root.appendingPathComponent(name)
    let copy = folder.appendingPathComponent("CoursePackageTests.xctest")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let product = course.appendingPathComponent(".build/debug/CoursePackageTests.xctest")
    try FileManager.default.copyItem(at: product, to: copy)
    return copy
  }

  /// The points of the two exercises.
  func grade(_ child: URL, judge: URL) async throws -> [Double] {
    let results = root.appendingPathComponent("results.json")
    try? FileManager.default.removeItem(at: results)
    let arguments = ["--testing-library", "swift-testing", "--filter", "Lab9Tests"]
    let settings = ["NNLABS_CHILD": child.path, "NNLABS_RESULTS": results.path]
    _ = try await run(judge.path, arguments, settings)
    let file = try JSONDecoder().decode(FixtureRun.Results.self, from: Data(contentsOf: results))
    return file.tests.map(\.score)
  }

  private func run(
    _ program: String, _ arguments: [String], _ settings: [String: String]
  ) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(settings) { $1 }
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    return process.terminationStatus
  }
}
