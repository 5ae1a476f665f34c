// Writing the stubs: what changes, what is refused, and that nothing is half done.

import CourseKit
import Foundation
import Testing

@testable import InstructorKit

struct StubPlanTests {
  private let lab = Lab(number: 1, folder: "Lab1-Perceptron")
  private let stub = "Lab1-Perceptron/Exercises/05-Linear.swift"
  private let untouched = "Tests/LabsTool/Stubs/Lab1/05-Linear.swift"
  private let solution = "Solutions/Lab1/05-Linear.swift"

  @Test("missing, outdated and superfluous stubs are found, written and removed")
  func write() throws {
    let old = "Lab1-Perceptron/Exercises/06-Old.swift"
    try withCourse([solution: linearSolution, old: "struct Old {}"]) { course in
      #expect(try course.labs.map(\.module) == ["Lab1"])
      let plan = try StubPlan(lab, in: course)
      #expect(
        plan.findings == [
          "\(stub): missing — run swift run instructor stubs",
          "\(old): has no solution — run swift run instructor stubs",
          "\(untouched): missing — run swift run instructor stubs",
        ])
      try plan.apply(to: course)
      #expect(try StubPlan(lab, in: course).actions.isEmpty)
      #expect(try course.text(stub)?.contains("    todo(\"1.5 Linear.backward\")\n") == true)
      #expect(try course.text(untouched) == course.text(stub) && !course.exists(old))
      try course.write(linearSolution + "// changed\n", to: solution)
      #expect(
        try StubPlan(lab, in: course).findings
          == [stub, untouched].map { "\($0): out of date — run swift run instructor stubs" })
    }
  }

  @Test("a stub that was edited by hand is not replaced, one that the tool wrote is")
  func handEdited() throws {
    try withCourse([solution: linearSolution]) { course in
      var generated = GeneratedStubs(in: course)
      let first = try StubPlan(lab, in: course)
      try first.apply(to: course)
      generated.remember(first)
      try generated.save(in: course)
      try course.write(linearSolution + "// changed\n", to: solution)
      let second = try StubPlan(lab, in: course)
      #expect(try second.unsaved(in: course, generated: GeneratedStubs(in: course)) == [])
      try course.write("my own work", to: stub)
      let complaints = try second.unsaved(in: course, generated: GeneratedStubs(in: course))
      #expect(complaints.map(\.file) == [stub])
    }
  }

  @Test("a stub whose text git has may be replaced")
  func committed() throws {
    try withCourse([solution: linearSolution, stub: "committed work\n"]) { course in
      let plan = try StubPlan(lab, in: course)
      let none = GeneratedStubs(in: course)
      #expect(try plan.unsaved(in: course, generated: none).count == 1)
      for command in [
        ["init", "-q"], ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"],
      ] {
        let result = try runProgram(["git", "-C", course.root.path] + command)
        #expect(result.status == 0, "\(result.errors)")
      }
      #expect(try plan.unsaved(in: course, generated: none) == [])
    }
  }

  @Test("a malformed solution stops the plan with every complaint of the lab")
  func malformed() throws {
    let files = [
      "Solutions/Lab1/01-A.swift": "func f() {\n// END SOLUTION\n}",
      "Solutions/Lab1/02-B.swift": "func f() {\n// BEGIN SOLUTION\nb()\n// END SOLUTION\n}",
      "Solutions/Lab1/02-C.swift": "func f() {\n// BEGIN SOLUTION 1.2 f\nb()\n// END SOLUTION\n}",
    ]
    try withCourse(files) { course in
      let error = #expect(throws: Complaints.self) { try StubPlan(lab, in: course) }
      #expect(
        error?.description == """
          Solutions/Lab1/01-A.swift:2: END without BEGIN — add // BEGIN SOLUTION label above it, or \
          remove it
          Solutions/Lab1/02-B.swift:2: a region without a label — write it as 1.2 Type.function
          Solutions/Lab1/02-C.swift: 02-B.swift is exercise 1.2 too — give each file its own number
          """)
    }
  }

  @Test("when one stub cannot be written none is")
  func allOrNothing() throws {
    let other = "Lab1-Perceptron/Exercises/01-A.swift"
    try withCourse([other: "old", stub: "old"]) { course in
      var plan = try StubPlan(lab, in: course)
      plan.actions = [other: .update("new"), "Lab1-Perceptron/Exercises": .update("a folder")]
      #expect(throws: (any Error).self) { try plan.apply(to: course) }
      #expect(try course.text(other) == "old")
      let left = try FileManager.default.contentsOfDirectory(
        atPath: course.url("Lab1-Perceptron").path)
      #expect(left.sorted() == ["Exercises", "Main"])
    }
  }

  @Test("an unknown lab and a folder outside a course are one clear line")
  func unknown() throws {
    try withCourse([solution: ""]) { course in
      let error = #expect(throws: Complaint.self) { try course.labs(named: ["Lab7"]) }
      #expect(error?.description == "Lab7: there is no such lab — use one of: Lab1")
      #expect(throws: Complaint.self) { try Course(withSolutionsAround: URL(fileURLWithPath: "/")) }
    }
  }
}
