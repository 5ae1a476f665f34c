// The command line taken apart.

import CourseKit
import Testing

@testable import InstructorKit

struct ArgumentsTests {
  @Test("flags, options in both forms and words are told apart")
  func parts() throws {
    let arguments = try Arguments(
      ["--check", "Lab1", "--only=1.5", "--json", "a b", "Lab2"], flags: ["check"],
      options: ["only", "json"])
    #expect(arguments.flags == ["check"])
    #expect(arguments.options == ["only": "1.5", "json": "a b"])
    #expect(arguments.words == ["Lab1", "Lab2"])
  }

  @Test(
    "a wrong option is one line that says what is known",
    arguments: [
      (["--chek"], "--chek: no such option; this command knows: --check --only"),
      (["-check"], "-check: no such option; this command knows: --check --only"),
      (["--check=1"], "--check=1: no such option; this command knows: --check --only"),
      (["--only"], "--only needs a value after it"),
      (["--only", "--check"], "--only needs a value after it"),
    ])
  func wrong(words: [String], message: String) {
    let error = #expect(throws: UsageError.self) {
      try Arguments(words, flags: ["check"], options: ["only"])
    }
    #expect(error?.description == message)
  }
}
