// instructor grade: grades one submission.

import CourseKit
import Foundation
import InstructorKit

enum GradeCommand: Command {
  static let name = "grade"
  static let usage = "grade FOLDER [--lab Lab1] [--json FILE] [--markdown FILE]"
  static let summary = "Grades one submission: its exercises against the judge with the solutions."
  static let details = """
    FOLDER holds LabN-*/Exercises/*.swift, or the Swift files themselves. Only files with the names
    of exercises are taken; a line says what was left out. Without --lab, every lab is graded of
    which the folder holds something.
      --json FILE       the results as Gradescope's results.json
      --markdown FILE   the results as Markdown
    With several labs the files are named FILE-Lab1 and so on, before the extension. Exit status 0
    when there is a grade, whatever it is; 1 when a submission does not compile or holds nothing.

    The submission is built into a child process of its own, from tests that hold no expected
    values, and its copy of the tests is deleted before it runs. What is said of hidden checks names
    them and the likely mistake, and keeps the values. As root on Linux, as in a grading
    container, the child is another user and sees neither the course, whose folder is closed to
    other users for good, nor FOLDER and what lies beside it; elsewhere it runs as you, and the results say so.
    """

  static func run(_ words: [String]) throws -> Int32 {
    let arguments = try Arguments(words, options: ["lab", "json", "markdown", "package"])
    guard arguments.words.count == 1 else {
      throw UsageError("grade needs one folder: swift run instructor \(usage)")
    }
    let course = try arguments.course
    let folder = URL(fileURLWithPath: arguments.words[0]).standardizedFileURL
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw Complaint(folder.path, "no such folder", "name the folder of one submission")
    }
    let labs = try course.labs(named: arguments.options["lab"].map { [$0] } ?? [])
    let graders = try labs.map { try Grader($0, in: course) }
    let found = Submission.labs(in: folder, among: graders.map { ($0.lab, $0.exercises) })
    let chosen = graders.filter { found.contains($0.lab) || arguments.options["lab"] != nil }
    guard !chosen.isEmpty else {
      throw Complaint(
        folder.path, "holds no exercise of the course", "hand in LabN-*/Exercises/*.swift")
    }
    var status: Int32 = 0
    for grader in chosen {
      let outputs = ["json", "markdown"].map { option in
        arguments.options[option].map { place($0, grader.lab, alone: chosen.count == 1) }
      }
      if try !grade(folder, grader, json: outputs[0], markdown: outputs[1]) { status = 1 }
    }
    return status
  }

  /// Grades one lab; returns whether there is a grade.
  private static func grade(
    _ folder: URL, _ grader: Grader, json: URL?, markdown: URL?
  ) throws -> Bool {
    let submission = try Submission(in: folder, lab: grader.lab, exercises: grader.exercises)
    for note in submission.notes { say(note) }
    if geteuid() == 0 { say("the course's folder is now closed to other users") }
    let judge = try grader.buildJudge()
    switch try grader.grade(submission, judge: judge, json: json, markdown: markdown) {
    case .judged(let text):
      say(text)
      return true
    case .notCompiled(let errors):
      let report = NotCompiled(lab: grader.lab, errors: errors)
      say(report.text)
      try report.write(json: json, markdown: markdown)
      return false
    }
  }

  /// Where a result goes: with several labs, the lab's name before the extension.
  private static func place(_ path: String, _ lab: Lab, alone: Bool) -> URL {
    let url = URL(fileURLWithPath: path)
    if alone { return url }
    let stem = url.deletingPathExtension().path
    let ending = url.pathExtension.isEmpty ? "" : ".\(url.pathExtension)"
    return URL(fileURLWithPath: "\(stem)-\(lab.module)\(ending)")
  }
}
