// What the grader believes of a judge, and how it keeps grades apart.

import CourseKit
import Foundation
import Synchronization
import Testing

@testable import InstructorKit

struct GraderTests {
  /// Runs a shell script as the judge; the results that stand afterwards, nil when it complained.
  private func results(of script: String) throws -> String? {
    try withCourse(["Solutions/Lab1/05-Linear.swift": linearSolution]) { course in
      let grader = try Grader(try course.labs[0], in: course)
      var judge = TestExecutable(in: course.root, product: "none")
      judge.command = ["/bin/sh", "-c", script]
      return try withTemporaryFolder { folder in
        let json = folder.appendingPathComponent("results.json")
        try "forged".write(to: json, atomically: true, encoding: .utf8)
        let table = try? grader.judged(
          judge, child: "/bin/true", folder: folder, json: json, markdown: nil)
        let text = try? String(contentsOf: json, encoding: .utf8)
        #expect((table == nil) == (text == nil), "\(text ?? "no results")")
        return text
      }
    }
  }

  @Test("results count when the judge ended by itself, whatever the grade")
  func ended() throws {
    #expect(try results(of: "printf right >$NNLABS_RESULTS") == "right")
    #expect(try results(of: "printf wrong >$NNLABS_RESULTS; exit 1") == "wrong")
  }

  @Test(
    "what stands in the results' place is worth nothing when the judge did not write it",
    arguments: ["exit 2", "exit 69", "kill -9 $$"])
  func killed(end: String) throws {
    #expect(try results(of: "true") == nil)
    #expect(try results(of: "printf forged >$NNLABS_RESULTS; \(end)") == nil)
  }

  @Test("two grades never use one working copy at once")
  func exclusive() throws {
    try withTemporaryFolder { folder in
      let workspace = Workspace(at: folder.appendingPathComponent("child"))
      let inside = Mutex(0)
      let most = try inParallel([1, 2, 3, 4], width: 4) { _ in
        try workspace.exclusively {
          let count = inside.withLock { count in
            count += 1
            return count
          }
          usleep(2000)
          inside.withLock { $0 -= 1 }
          return count
        }
      }
      #expect(most == [1, 1, 1, 1])
    }
  }

  @Test("the course is closed to other users", .enabled(if: geteuid() == 0, "needs root"))
  func closed() throws {
    try withCourse([:]) { course in
      try course.closeToOthers()
      let mode = try FileManager.default.attributesOfItem(atPath: course.root.path)[
        .posixPermissions]
      #expect(mode as? Int == 0o700)
    }
  }

  @Test("a temporary folder in the course is found out")
  func temporaryFolder() throws {
    try withCourse([:]) { course in
      #expect(course.contains(course.url("tmp/instructor-1")))
      #expect(course.contains(course.url("instructor-1")))
      #expect(!course.contains(URL(fileURLWithPath: "/tmp/instructor-1")))
      #expect(!course.contains(URL(fileURLWithPath: course.root.path + "-2/instructor-1")))
    }
  }
}
