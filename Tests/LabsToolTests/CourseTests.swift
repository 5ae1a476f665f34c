// The exercises of the real course have all that the companion shows of them.

import CourseKit
import Foundation
import Testing

@testable import LabsKit

struct CourseTests {
  @Test("every numbered stub of a lab has a row in its handout, and a lab has 100 points")
  func rows() throws {
    for lab in try realCourse.labs {
      let exercises = try realCourse.exercises(of: lab)
      let numbered = try realCourse.swiftFiles(in: lab.stubs).filter { $0.first?.isNumber ?? false }
      #expect(numbered == exercises.map(\.fileName))
      #expect(exercises.reduce(0) { $0 + $1.points } == 100, "\(lab.module)")
    }
  }

  @Test("every part that is to be written has a ladder of three hints, and no other has")
  func ladders() throws {
    for exercise in try realCourse.labs.flatMap(realCourse.exercises(of:)) {
      let parts = Todo.all(in: try realCourse.text(exercise.stub) ?? "").map(\.part)
      let hints = try realCourse.hints(of: exercise)
      #expect(hints.ladders.map(\.part) == parts, "\(exercise.hints)")
      #expect(!hints.learned.isEmpty, "\(exercise.hints) says what was learned")
      for ladder in hints.ladders {
        #expect(ladder.rungs.map(\.title) == Hints.titles, "\(exercise.hints), \(ladder.part)")
        #expect(ladder.rungs.allSatisfy { $0.text.count > 20 }, "\(exercise.hints), \(ladder.part)")
      }
    }
  }

  @Test("every section of a handout and every hint fits a terminal of 60 columns, without markup")
  func sections() throws {
    let screens = Screens(.init(width: 60, hasUnicode: false))
    for exercise in try realCourse.labs.flatMap(realCourse.exercises(of:)) {
      let hints = try realCourse.hints(of: exercise).ladders.flatMap(\.rungs).map(\.text)
      let shown =
        try screens.section(on: exercise, in: realCourse, showsAnswers: true)
        + hints.flatMap { MarkdownText.lines($0, for: screens.terminal) }
      for line in shown where !line.hasPrefix("    ") {
        #expect(line.count <= 60, "\(exercise.number): \(line)")
        // `$0` is Swift.
        let line = line.replacingOccurrences(of: "\\$[0-9]", with: "", options: .regularExpression)
        let strange = line.filter { !$0.isASCII || "$\u{1B}\\?".contains($0) }
        #expect(strange.allSatisfy { $0 == "?" }, "\(exercise.number): \(line)")
      }
    }
  }

  @Test("every command in a handout's formulas has a sign, or is the name of a function")
  func formulas() throws {
    let functions = ["cos", "ln", "log", "max", "min", "sin", "tanh"]
    for lab in try realCourse.labs {
      let commands = try realCourse.handout(of: lab).matches(of: /\\([A-Za-z]+)/).map(\.1)
      #expect(commands.count > 20)
      for name in Set(commands) where !functions.contains(String(name)) {
        #expect(TeX.text("\\\(name)") != name, "\(lab.module)")
      }
    }
  }

  @Test("a wrong number is one clear line")
  func numbers() throws {
    for (word, says) in [
      ("1.99", "use 1.0 to 1.13"), ("9.1", "list shows all"), ("x", "as in 1.5"),
    ] {
      let error = #expect(throws: UsageError.self) { try realCourse.exercise(numbered: word) }
      let text = error?.description ?? ""
      #expect(text.contains(says), "\(text)")
    }
    let linear = try realCourse.exercise(numbered: "1.5")
    #expect(linear.fileName == "05-Linear.swift")
  }

  @Test("only labs before the graded one are taken from Solutions")
  func toggles() throws {
    let lab = try #require(try realCourse.labs.first)
    for value in ["", "all", "Lab1", "Lab1,Lab2"] {
      let toggles = try LabGrader(lab, in: realCourse, solutions: value).toggles
      #expect(toggles["LABS"] == "Lab1" && toggles["SOLUTIONS"] == .some(nil))
    }
  }
}
