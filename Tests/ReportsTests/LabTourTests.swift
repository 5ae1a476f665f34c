// A tour through a lab in which an exercise is missing: what is skipped, what runs, how it ends.

import Foundation
import Shared
import Testing

@testable import Reports

#if compiler(>=6.3)  // Tests of exits that capture values are new in 6.3.

  struct LabTourTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lab-tour-\(UUID().uuidString)")

    private var report: URL { folder.appendingPathComponent("lab.html") }

    private func html() -> String { (try? String(contentsOf: report, encoding: .utf8)) ?? "" }

    /// The output and the error output of a run that must end with 97.
    private func unfinished(
      _ line: String, of range: Range<Int> = 0..<4
    ) async throws -> (output: String, errors: String) {
      let result = try await #require(
        processExitsWith: .exitCode(97),
        observing: [\.standardOutputContent, \.standardErrorContent]
      ) { [line = line as String, path = report.path as String, range = range as Range<Int>] in
        _ = trial(path, range).run(line.split(separator: " ").map(String.init)) { _ in 0 }
      }
      return (
        String(decoding: result.standardOutputContent, as: UTF8.self),
        String(decoding: result.standardErrorContent, as: UTF8.self)
      )
    }

    @Test("A section without its exercise costs one line, and the others run on its old state")
    func skips() async throws {
      defer { try? FileManager.default.removeItem(at: folder) }
      let (output, errors) = try await unfinished("")
      #expect(
        output.contains("needs 9.2\n     skipped: 9.2 half is not written yet\n3/4  The third"))
      #expect(output.contains("     skipped: 9.3 whole is not written yet\n4/4  The fourth"))
      #expect(!output.contains("said before"))
      #expect(output.contains("state 1 after 1"))
      #expect(output.contains("Report: "))
      #expect(errors.contains("Not written yet: 9.2 half") && !errors.contains("9.3 whole"))
      #expect(html().contains("Skipped: 9.2 half is not written yet."))
      #expect(html().contains("state 1 after 1"))
    }

    @Test("A section that was named ends at its exercise and leaves the report of those before")
    func named() async throws {
      defer { try? FileManager.default.removeItem(at: folder) }
      let (output, errors) = try await unfinished("first second fourth")
      #expect(output.contains("said before the end"))
      #expect(output.contains("The report of what is finished so far: "))
      #expect(!output.contains("skipped") && !output.contains("The fourth"))
      #expect(errors.contains("Not written yet: 9.2 half"))
      #expect(html().contains("The first") && !html().contains("The second"))
    }

    @Test("A tour without a finished section leaves no folder")
    func nothingFinished() async throws {
      let (output, _) = try await unfinished("", of: 1..<3)
      #expect(output.contains("skipped: 9.3 whole") && !output.contains("Report"))
      #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
  }

  /// A part of four sections, of which two miss an exercise after they changed the state.
  private func trial(_ report: String, _ range: Range<Int>) -> LabCommand<Int> {
    let sections: [LabSection<Int>] = [
      LabSection("first", "The first", uses: "9.1") { _, state in state += 1 },
      LabSection("second", "The second", uses: "9.2") { page, state in
        state += 10
        page.say("said before the end")
        todo("9.2 half")
      },
      LabSection("third", "The third", uses: "9.3") { _, state in
        state += 100
        todo("9.3 whole")
      },
      LabSection("fourth", "The fourth", uses: "9.1 9.4") { page, state in
        page.say("state \(state) after 1")
      },
    ]
    return LabCommand(
      name: "Lab9-Trial", title: "A trial", report: report, sections: Array(sections[range]))
  }

#endif
