// What is taken from a submission, and what the child's tests no longer hold.

import CourseKit
import Foundation
import Testing

@testable import InstructorKit

struct SubmissionTests {
  private let lab = Lab(number: 1, folder: "Lab1-Perceptron")
  private let names: Set = ["05-Linear.swift", "06-Initialization.swift"]

  /// The submission in a folder with these files, or the complaint about it.
  private func submission(
    _ files: [String: String], _ prepare: (URL) throws -> Void = { _ in }
  ) throws -> Result<Submission, Complaint> {
    try withTemporaryFolder { folder in
      for (path, text) in files { try Course(root: folder).write(text, to: path) }
      try prepare(folder)
      return Result { try Submission(in: folder, lab: lab, exercises: names) }
        .mapError { $0 as? Complaint ?? Complaint("", "\($0)", "") }
    }
  }

  @Test(
    "exercises are found in the lab's folder, in an unpacked archive, and on their own",
    arguments: [
      "Lab1-Perceptron/Exercises/", "ada/Lab1-Perceptron/Exercises/", "Lab1-Perceptron/", "",
    ])
  func places(prefix: String) throws {
    let found = try submission([
      prefix + "05-Linear.swift": "a", prefix + "06-Initialization.swift": "b",
    ]).get()
    #expect(found.files == ["05-Linear.swift": "a", "06-Initialization.swift": "b"])
    #expect(found.notes == [])
  }

  @Test("what macOS adds to an archive is no second folder")
  func macOSArchive() throws {
    let found = try submission([
      "ada/Lab1-Perceptron/Exercises/05-Linear.swift": "a",
      "__MACOSX/ada/Lab1-Perceptron/Exercises/._05-Linear.swift": "b",
    ]).get()
    #expect(found.files == ["05-Linear.swift": "a"])
  }

  @Test("one of several folders is not taken for the submission")
  func several() throws {
    let result = try submission([
      "ada/Lab1-Perceptron/Exercises/05-Linear.swift": "a",
      "bob/Lab1-Perceptron/Exercises/05-Linear.swift": "b",
    ])
    #expect(throws: Complaint.self) { try result.get() }
  }

  @Test("files that are no exercises are ignored with a line, missing ones are said")
  func otherFiles() throws {
    let found = try submission([
      "05-Linear.swift": "a", "07-Extra.swift": "b", "Package.swift": "c", "notes.txt": "d",
    ]).get()
    #expect(found.files == ["05-Linear.swift": "a"])
    #expect(
      found.notes == [
        "ignored 07-Extra.swift: no exercise of Lab1", "ignored Package.swift: no exercise of Lab1",
        "missing 06-Initialization.swift: graded as not started",
      ])
  }

  @Test("symbolic links, folders, huge files and other encodings are refused")
  func hostileFiles() throws {
    let found = try submission(["05-Linear.swift": "a"]) { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("06-Initialization.swift").path,
        withDestinationPath: "/etc/passwd")
    }.get()
    #expect(found.notes == ["refused 06-Initialization.swift: a symbolic link"])
    let large = String(repeating: " ", count: Submission.largestFile + 1)
    let second = try submission(["05-Linear.swift": "a", "06-Initialization.swift": large]).get()
    #expect(second.notes == ["refused 06-Initialization.swift: larger than 1 MiB"])
    let third = try submission(["05-Linear.swift": "a", "06-Initialization.swift/a": ""]).get()
    #expect(third.notes == ["refused 06-Initialization.swift: not a file"])
    let fourth = try submission(["05-Linear.swift": "a"]) { folder in
      try Data([0xff, 0xfe]).write(to: folder.appendingPathComponent("06-Initialization.swift"))
    }.get()
    #expect(fourth.notes == ["refused 06-Initialization.swift: not UTF-8 text"])
  }

  @Test("a link in place of the exercises' folder is not followed")
  func linkedFolder() throws {
    let result = try submission(["elsewhere/05-Linear.swift": "a"]) { folder in
      try Course(root: folder).write("", to: "Lab1-Perceptron/README.md")
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("Lab1-Perceptron/Exercises"),
        withDestinationURL: folder.appendingPathComponent("elsewhere"))
    }
    #expect(throws: Complaint.self) { try result.get() }
  }

  @Test("a folder without exercises is one clear line")
  func empty() throws {
    let error = #expect(throws: Complaint.self) {
      try submission(["notes.txt": ""]).get()
    }
    #expect(error?.what == "holds no exercise of Lab1")
  }

  @Test("the labs of a folder are those it names, or those that own a file")
  func labs() throws {
    let two = Lab(number: 2, folder: "Lab2-DeepFundamentals")
    let known: [(Lab, Set<String>)] = [(lab, names), (two, ["00-WarmUp.swift"])]
    try withTemporaryFolder { folder in
      let course = Course(root: folder)
      try course.write("", to: "00-WarmUp.swift")
      #expect(Submission.labs(in: folder, among: known) == [two])
      try course.write("", to: "Lab1-Perceptron/Exercises/05-Linear.swift")
      #expect(Submission.labs(in: folder, among: known) == [lab])
    }
  }

  @Test("the child's tests keep every line but not the expected values")
  func expectedValues() {
    let source = """
      await check("a {") { sheet in
        sheet["y"] = f()
      } equals: {
        ["y": [[1, 2]],  // }
         "z": "}"]
      }
      await check("b") { $0["y"] = 1 } equals: { ["y": 7] }
      """
    #expect(
      withoutExpectedValues(source) == """
        await check("a {") { sheet in
          sheet["y"] = f()
        } equals: { [:] \n\n\n}
        await check("b") { $0["y"] = 1 } equals: { [:] }
        """)
  }

  @Test("nor what only expected values name")
  func valuesBeside() {
    let source = """
      private let x: Tensor = [[1, 2]]
      private let shown: Tensor = [3]
      private let dx: Tensor = [
        [4, 5],
      ]
      struct Tests {
        private let y: Tensor = [6]
        private let w: Tensor = [7]
        func test() async {
          await check("dx and y") { sheet in
            sheet.call("f(x) gives dx for \\(shown) at \\(x)")
            sheet["dx"] = f(x).dx * self.w
          } equals: { ["dx": .tensor(dx), "y": .tensor(y), "z": .value(z())] }
        }
      }
      private func z() -> Double { twice(2) }
      private func twice(_ a: Double) -> Double {
        2 * a
      }
      """
    #expect(
      withoutExpectedValues(source) == """
        private let x: Tensor = [[1, 2]]
        private let shown: Tensor = [3]
        private let dx: Tensor = [0

        ]
        struct Tests {
          private let y: Tensor = [0]
          private let w: Tensor = [7]
          func test() async {
            await check("dx and y") { sheet in
              sheet.call("f(x) gives dx for \\(shown) at \\(x)")
              sheet["dx"] = f(x).dx * self.w
            } equals: { [:] }
          }
        }
        private func z() -> Double { fatalError() }
        private func twice(_ a: Double) -> Double { fatalError() 

        }
        """)
  }

  @Test("a submission that does not compile is reported with its errors in both files")
  func notCompiled() throws {
    try withTemporaryFolder { folder in
      let report = NotCompiled(lab: lab, errors: ["05-Linear.swift:3:4: error: a"])
      let (json, page) = (
        folder.appendingPathComponent("a.json"), folder.appendingPathComponent("a.md")
      )
      try report.write(json: json, markdown: page)
      #expect(try String(contentsOf: page, encoding: .utf8).contains("05-Linear.swift:3:4"))
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: json))
      #expect((object as? [String: Any])?["score"] as? Double == 0)
    }
  }

  @Test("a build's errors are told once, with paths of the package")
  func buildErrors() {
    let text = """
      [1/3] Compiling
      /tmp/a b/Lab1-Perceptron/Exercises/05-Linear.swift:3:4: error: cannot find 'z' in scope
      3 | z
        | `- error: cannot find 'z' in scope
      /tmp/a b/Lab1-Perceptron/Exercises/05-Linear.swift:3:4: error: cannot find 'z' in scope
      error: fatalError
      """
    let failure = BuildFailure(text: text, root: "/tmp/a b", timedOut: false)
    #expect(
      failure.errors == [
        "Lab1-Perceptron/Exercises/05-Linear.swift:3:4: error: cannot find 'z' in scope",
        "error: fatalError",
      ])
  }
}
