// What is said when the learner's code crashes inside a section.

import Foundation
import Testing

@testable import Reports

struct CrashTests {
  private let lastWords = """
    Shared/Matmul.swift:36: Fatal error: matmul: inner dimensions differ: [4, 3] · [2, 3] (3 ≠ 2). \
    Did you forget to transpose?

    *** Signal 4: Backtracing from 0x7f5653af9361... done ***

    """
  private let backtrace = """
    *** Program crashed: Illegal instruction at 0x00007f5653af9361 ***

    0      0x00007f _assertionFailure(_:_:file:line:flags:) + 225 in libswiftCore.so
    1 [ra] 0x00005c matmul(_:_:) + 1 in Lab1-Perceptron at /a b/Shared/Tensor/Matmul.swift:36:5
    2 [ra] 0x00005d forward(_:_:) + 9 in Lab1 at /a b/Lab1-Perceptron/Exercises/05-Linear.swift:66:12
    3 [ra] 0x00005e linear(_:_:) + 9 in Lab1 at /a b/Lab1-Perceptron/Main/Sections/Linear.swift:9:2
    """

  private let lab = LabCommand<Int>(
    name: "Lab1-Perceptron", title: "A trial", report: "Reports/lab1.html",
    sections: [LabSection("linear", "The linear layer", uses: "1.4 1.5") { _, _ in }])

  @Test("The message stands alone, and the learner's innermost line is the place")
  func learnersLine() {
    let crash = Crash(signal: 4, lastWords: lastWords, backtrace: backtrace)
    #expect(
      crash.message == "matmul: inner dimensions differ: [4, 3] · [2, 3] (3 ≠ 2). "
        + "Did you forget to transpose?")
    #expect(
      crash.place == Crash.Place(file: "/a b/Lab1-Perceptron/Exercises/05-Linear.swift", line: 66))
    #expect(crash.gradeCommand == "swift test --filter 'Lab1Tests.*/05-Linear'")
  }

  @Test("The solutions count as the learner's files, other folders do not")
  func places() {
    func file(_ path: Substring) -> String? { Crash.Place(frame: "1 f in x at \(path):3:4")?.file }
    #expect(file("/c/Solutions/Lab1/05-Linear.swift") == "/c/Solutions/Lab1/05-Linear.swift")
    #expect(file("/c/Lab1-Perceptron/Main/main.swift") == nil)
    #expect(file("/c/Solutions/Instructor/Kit/A.swift") == nil)
    #expect(Crash.Place(frame: "1 f + 3 in libc.so.6") == nil)
  }

  @Test("A failure that prints nothing is named from the backtrace or by its signal")
  func silentFailures() {
    let overflow = "*** Swift runtime failure: arithmetic overflow ***\n\n0 0x0 f + 1 in x"
    #expect(Crash(signal: 4, lastWords: "", backtrace: overflow).message == "arithmetic overflow")
    let endless = "*** Program crashed: Bad pointer dereference at 0x00007ffe4bd46f60 ***"
    #expect(Crash(signal: SIGSEGV, lastWords: "", backtrace: endless).message.contains("recursion"))
    let silent = Crash(signal: 9, lastWords: "", backtrace: "")
    #expect(silent.message.contains("memory") && silent.place == nil)
  }

  @Test("The end names section, line, command and report, and nothing that is not known")
  func farewell() {
    let crash = Crash(signal: 4, lastWords: lastWords, backtrace: backtrace)
    let text = lab.farewell(crash, TourProgress(section: "linear", finished: 5), LabOptions())
    #expect(
      text == """

        Crashed: \(crash.message)
          in section   linear: The linear layer
          your line    /a b/Lab1-Perceptron/Exercises/05-Linear.swift:66
          grade it     swift test --filter 'Lab1Tests.*/05-Linear'
          finished     Reports/lab1.html

        """)
    let unknown = Crash(signal: 4, lastWords: lastWords, backtrace: "")
    let short = lab.farewell(unknown, TourProgress(section: "linear", finished: 0), LabOptions())
    #expect(short.contains("grade it     swift test --filter 'Lab1Tests.*/(04|05)-'"))
    #expect(!short.contains("your line") && !short.contains("finished"))
  }

  @Test(
    "The command of a section covers its exercises, ranges included",
    arguments: [
      ("1.8", "swift test --filter 'Lab1Tests.*/08-'"),
      ("1.9 to 1.11", "swift test --filter 'Lab1Tests.*/(09|10|11)-'"),
      ("2.4 2.7 2.9 2.10", "swift test --filter Lab2Tests"), ("", "swift test"),
    ])
  func sectionCommand(exercises: String, command: String) {
    let section = LabSection<Int>("x", "X", uses: exercises) { _, _ in }
    #expect(section.gradeCommand == command)
  }

  @Test("Progress is read as it was noted")
  func progress() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "progress-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(TourProgress(in: folder) == nil)
    let progress = TourProgress(section: "gradient-check", finished: 8)
    progress.note(in: folder)
    #expect(TourProgress(in: folder) == progress)
  }

  @Test("The list shows names, exercises and titles, aligned and within 80 columns")
  func list() {
    let lab = LabCommand<Int>(
      name: "L", title: "", report: "",
      sections: [
        LabSection("a", "The first", uses: "1.4 to 1.12") { _, _ in },
        LabSection("longer", "Another", uses: "1.3") { _, _ in },
      ])
    #expect(lab.list == "a       1.4 to 1.12  The first\nlonger  1.3          Another")
  }
}
