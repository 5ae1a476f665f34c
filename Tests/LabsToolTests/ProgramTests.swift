// Running programs: a matrix of mistakes runs a thousand of them in one process.

import CourseKit
import Foundation
import Testing

@Suite struct ProgramTests {
  @Test func aProgramThatHasEndedLeavesNoFileOpen() throws {
    func openFiles() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count
    }
    let before = try openFiles()
    for number in 0..<150 {
      let result = try runProgram(["sh", "-c", "echo \(number); echo oh >&2; exit 3"])
      #expect(result.status == 3 && !result.timedOut)
      #expect(result.output == "\(number)\n" && result.errors == "oh\n")
    }
    // Other tests open files at the same time, but not hundreds.
    #expect(try openFiles() < before + 100)
  }
}
