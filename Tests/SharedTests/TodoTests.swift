// What a process says that ends at an exercise that is not written yet.

import Shared
import Testing

struct TodoTests {
  @Test("The message names the exercise, the place, its hints and the command for it alone")
  func message() {
    let text = Unfinished.message("1.5 Linear.forward", file: "/course/05-Linear.swift", line: 64)
    #expect(
      text == """

        Not written yet: 1.5 Linear.forward
          write it in  /course/05-Linear.swift:64
          stuck?       swift run labs hint 1.5
          grade it     swift test --filter 'Lab1Tests.*/05-Linear'

        """)
  }

  @Test("A file without a number is graded with its lab, a label without one gives the place alone")
  func withoutNumbers() {
    #expect(
      Unfinished.gradeCommand(lab: "2", file: "Networks.swift") == "swift test --filter Lab2Tests")
    let text = Unfinished.message("something", file: "A.swift", line: 1)
    #expect(text == "\nNot written yet: something\n  write it in  A.swift:1\n")
  }

  #if compiler(>=6.3)
    @Test("The process ends with 97 and its message on standard error")
    func ending() async throws {
      let result = await #expect(
        processExitsWith: .exitCode(97), observing: [\.standardErrorContent]
      ) { todo("1.5 Linear.forward", file: "05-Linear.swift", line: 64) }
      let output = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
      #expect(output.contains("'Lab1Tests.*/05-Linear'"))
    }
  #endif
}
