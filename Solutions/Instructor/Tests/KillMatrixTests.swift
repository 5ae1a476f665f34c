// The judgement on a lab's tests: everything that must not be is a fault.

import CourseKit
import Foundation
import Testing

@testable import InstructorKit

struct KillMatrixTests {
  private let five = ExerciseNumber(lab: 1, minor: 5)
  private let six = ExerciseNumber(lab: 1, minor: 6)

  private func killed(_ name: String, lost: Double = 3, named: Bool = true) -> KilledMistake {
    let mistake = Mistake(label: "1.5 f", name: name, line: 7, lines: [], path: "m.swift")
    return KilledMistake(mistake: mistake, exercise: five, lost: lost, points: 10, isNamed: named)
  }

  private var sound: KillMatrix {
    var matrix = KillMatrix(exercises: [five])
    matrix.mistakes = ["a", "b", "c", "d", "e"].map { killed($0) }
    matrix.lostByRight = [five: 0]
    matrix.earnedByStub = [five: 0]
    matrix.alone = [SolvedAlone(exercise: five, needs: [], earned: 10, points: 10, strangers: [:])]
    return matrix
  }

  @Test("a sound lab has no faults, and its matrix has a line for each mistake")
  func soundLab() {
    #expect(sound.faults == [])
    #expect(sound.text.contains("−3 of 10       named     1.5 f: e"))
    #expect(sound.text.contains("5 mistakes: 5 lose points, 100 % named"))
  }

  @Test("survivors, too few mistakes and too few names are faults")
  func mistakes() {
    var matrix = sound
    matrix.mistakes[0].lost = 0
    #expect(matrix.faults == ["SURVIVOR 1.5 f: a — m.swift:7"])
    matrix = sound
    matrix.mistakes.removeLast()
    #expect(matrix.faults == ["1.5: 4 mistakes, at least 5 are needed"])
    matrix = sound
    matrix.mistakes = ["a", "b", "c", "d", "e"].map { killed($0, named: $0 < "c") }
    #expect(matrix.faults == ["1.5: 40 % of the mistakes are named, 60 % are needed"])
  }

  @Test("a value recorded for a check that no test has is a fault")
  func stale() throws {
    let line = { (check: String) in
      Recording.Line(
        mistake: "m", value: ["exercise": "1.5", "test": "T/t()", "check": check, "bits": "AA=="])
    }
    let file = """
      {"tests": [], "extra_data": {"checks": [
        {"exercise": "1.5", "test": "T/t()", "check": "there", "state": "failed", "message": ""}]}}
      """
    let run = try RunResults(json: Data(file.utf8))
    let recording = Recording([line("there"), line("gone"), line("gone")])
    #expect(recording.stale([five], in: run) == ["1.5 T/t() “gone”"])
    #expect(recording.stale([six], in: run).isEmpty)
    var matrix = sound
    matrix.stale = recording.stale([five], in: run)
    #expect(
      matrix.faults == [
        "1.5 T/t() “gone”: recorded for a check that does not exist — use --record"
      ])
  }

  @Test("points that a right solution loses or a stub earns are faults")
  func points() {
    var matrix = sound
    matrix.lostByRight = [five: 0.5]
    matrix.earnedByStub = [five: 1]
    matrix.untested = [six]
    #expect(
      matrix.faults == [
        "1.6: no test belongs to it", "1.5: the right solution loses 0.50",
        "1.5: the untouched stub earns 1",
      ])
  }

  @Test("an exercise that earns less alone, or gives another points, is a fault")
  func alone() {
    var matrix = sound
    matrix.alone = [
      SolvedAlone(exercise: five, needs: [six], earned: 9, points: 10, strangers: [six: 2])
    ]
    #expect(
      matrix.faults == [
        "1.5: solved alone with 1.6 it earns 9 of 10",
        "1.6: earns 2 when only 1.5 is solved",
      ])
    #expect(matrix.text.contains("1.5 needs 1.6"))
  }

  @Test("results are read, and a mistake is named by its own name or by a pattern")
  func results() throws {
    let json = """
      {"score": 4, "output": "", "tests": [
        {"number": "1.5", "name": "Linear", "score": 4, "max_score": 10, "status": "failed",
         "output": "", "visibility": "visible"}],
       "extra_data": {"checks": [
        {"exercise": "1.5", "test": "t", "argument": "", "check": "c", "weight": 1,
         "state": "blocked by 1.6", "message": "m\\nlikely:   a; or b"}]}}
      """
    let results = try RunResults(json: Data(json.utf8))
    #expect(results.earned(by: five) == 4 && results.points(of: five) == 10)
    #expect(results.points(of: six) == 0)
    #expect(results.blockers(of: five) == [six])
    let all = ["a", "b", "c"].map { killed($0).mistake }
    #expect(all.map { results.names($0, in: five, among: all) } == [true, true, false])
    #expect(results.names(all[2], in: five, among: [all[2]]))
    #expect(throws: Complaint.self) { try RunResults(json: Data("{}".utf8)) }
  }

  @Test("a recording is sorted, without repetition, and reads back as it was written")
  func recording() throws {
    func line(_ mistake: String, _ exercise: String, bits: String = "AA==") -> Recording.Line {
      Recording.Line(mistake: mistake, value: ["exercise": exercise, "bits": bits])
    }
    let recording = Recording([
      line("b", "1.10"), line("b", "1.5"), line("a", "1.5"), line("b", "1.5"),
      line("empty", "1.5", bits: ""),
      Recording.Line(
        mistake: "hidden",
        value: ["exercise": "1.5", "bits": "AA==", "test": "HiddenLab1Tests.A/a()"]),
    ])
    #expect(recording.lines == [line("a", "1.5"), line("b", "1.5"), line("b", "1.10")])
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("mistakes.json")
      try Data(recording.text.utf8).write(to: file)
      #expect(Recording(contentsOf: file) == recording)
    }
    let changed = recording.replacing(five, by: Recording([line("c", "1.5")]))
    #expect(changed.lines == [line("c", "1.5"), line("b", "1.10")])
  }
}
