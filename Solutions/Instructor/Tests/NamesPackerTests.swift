// Writing the embedded names.

import CourseKit
import Foundation
import Testing

@testable import InstructorKit

struct NamesPackerTests {
  @Test("names of both lists stand once, in order, with one capital")
  func once() throws {
    let names = try firstNames(of: [
      ("a", "MARY 2.629 2.629 1\nALEXIS 0.1 3.0 2\n"), ("b", "JO 3 3 1\nALEXIS 0.1 0.2 3\n"),
    ])
    #expect(names == "Alexis\nJo\nMary\n")
  }

  @Test(
    "a line of another form is a complaint", arguments: ["MARY 1 2", "Mary 1 2 3", "O'NEAL 1 2 3"])
  func malformed(line: String) {
    let error = #expect(throws: Complaint.self) {
      try firstNames(of: [("a", "JO 1 2 3\n\(line)\n")])
    }
    #expect(error?.what == "not a name, two shares and a rank")
  }

  @Test("nothing is written where a list is missing")
  func missing() throws {
    try withCourse(["Shared/Datasets/Resources/SOURCE.md": ""]) { course in
      try course.write("MARY 1 2 3\n", to: "SET/dist.female.first")
      #expect(throws: Complaint.self) { try packNames(from: course.url("SET"), into: course) }
      #expect(!course.exists("Shared/Datasets/Resources/first-names.txt"))
      try course.write("JO 1 2 3\n", to: "SET/dist.male.first")
      #expect(try packNames(from: course.url("SET"), into: course).count == 1)
      #expect(try course.text("Shared/Datasets/Resources/first-names.txt") == "Jo\nMary\n")
    }
  }
}
