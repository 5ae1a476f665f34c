// Runs the fixtures of this test bundle in a judge of their own and reads its results.
import Foundation
import Testing

@testable import Grading

/// The outcome of one judge.
struct FixtureRun {
  /// What the judge wrote to its `results.json`.
  struct Results: Decodable {
    struct Exercise: Decodable {
      var number: String
      var score: Double
      var max_score: Double
      var status: String
      var output: String
    }

    struct Check: Decodable {
      var exercise: String
      var test: String
      var argument: String
      var check: String
      var weight: Double
      var state: String
      var message: String
    }

    struct Extra: Decodable { var checks: [Check] }

    var score: Double
    var tests: [Exercise]
    var extra_data: Extra
  }

  let results: Results
  let output: String
  let markdown: String
  let status: Int32

  var checks: [Results.Check] { results.extra_data.checks }

  /// Runs the fixtures that a filter selects.
  init(_ filter: String, _ settings: [String: String] = [:]) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nnlabs-fixtures-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["results.json", "report.md", "output.txt"].map(folder.appendingPathComponent)

    let command = ChildCommand(testID: "", submission: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command.program)
    process.arguments = command.arguments.dropLast(3) + ["--filter", filter]
    var environment = ProcessInfo.processInfo.environment
    environment["NNLABS_FIXTURES"] = settings["NNLABS_CHILD"] == nil ? "own" : "grade"
    environment["NNLABS_RESULTS"] = files[0].path
    environment["NNLABS_MARKDOWN"] = files[1].path
    environment["NO_COLOR"] = "1"
    process.environment = environment.merging(settings) { $1 }
    _ = FileManager.default.createFile(atPath: files[2].path, contents: nil)
    let output = try FileHandle(forWritingTo: files[2])
    (process.standardOutput, process.standardError) = (output, output)
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    status = process.terminationStatus
    self.output = (try? String(contentsOf: files[2], encoding: .utf8)) ?? ""
    markdown = (try? String(contentsOf: files[1], encoding: .utf8)) ?? ""
    results = try JSONDecoder().decode(Results.self, from: Data(contentsOf: files[0]))
  }
}
