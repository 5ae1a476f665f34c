// The learner's own files: what is still to write, what is remembered, and that nothing is lost.

import CourseKit
import Foundation
import Testing

@testable import LabsKit

struct LearnersFilesTests {
  @Test("what is still to write is found with its line, but not in comments")
  func todos() {
    let found = Todo.all(in: smallStub)
    #expect(found == [Todo(part: "double", line: 3), Todo(part: "Type.half", line: 6)])
  }

  @Test("a file is untouched until it differs from the stub, and a missing one is not untouched")
  func untouched() throws {
    try withSmallCourse { course, exercise in
      #expect(try course.isUntouched(exercise))
      try course.write(smallStub + " ", to: exercise.path)
      #expect(try !course.isUntouched(exercise))
      try FileManager.default.removeItem(at: course.url(exercise.path))
      #expect(try !course.isUntouched(exercise))
    }
  }

  @Test("reset puts the stub back and keeps every text, also two of the same second")
  func reset() throws {
    try withSmallCourse { course, exercise in
      let now = Date(timeIntervalSince1970: 0)
      try course.write("mine", to: exercise.path)
      let first = try #require(try course.reset(exercise, at: now))
      #expect(try course.text(exercise.path) == smallStub && course.text(first) == "mine")
      try course.write("mine too", to: exercise.path)
      let second = try #require(try course.reset(exercise, at: now))
      #expect(try course.text(first) == "mine" && course.text(second) == "mine too")
      try FileManager.default.removeItem(at: course.url(exercise.path))
      #expect(try course.reset(exercise) == nil && course.isUntouched(exercise))
    }
  }

  @Test("reset changes nothing when the copy cannot be kept")
  func resetRefused() throws {
    try withSmallCourse { course, exercise in
      try course.write("mine", to: exercise.path)
      try course.write("a file where the folder belongs", to: ".labs")
      #expect(throws: Complaint.self) { try course.reset(exercise) }
      #expect(try course.text(exercise.path) == "mine")
    }
  }

  @Test("progress survives a move of the course, and a damaged file is none")
  func progress() throws {
    try withSmallCourse { course, exercise in
      let mark = try course.mark(of: exercise.lab)
      var progress = course.progress
      let standings = ["1.0": LearnersProgress.Standing(state: "passed", earned: 100)]
      progress.remember(standings, of: exercise.lab, mark: mark)
      progress.rungs["1.0 double"] = 2
      try course.keep(progress)
      let moved = Course(root: course.root.appendingPathComponent("moved"))
      try FileManager.default.createDirectory(at: moved.root, withIntermediateDirectories: true)
      for name in ["Package.swift", "Lab1-Small", "Tests", ".labs"] {
        try FileManager.default.copyItem(at: course.url(name), to: moved.url(name))
      }
      #expect(moved.progress == progress && moved.progress.rungs["1.0 double"] == 2)
      let known = moved.progress.standings(of: exercise.lab, mark: try moved.mark(of: exercise.lab))
      #expect(known == standings)
      try course.write("{ half", to: ".labs/progress.json")
      #expect(course.progress == LearnersProgress())
    }
  }

  @Test("a change of an exercise or of a test makes remembered results old")
  func mark() throws {
    try withSmallCourse { course, exercise in
      var progress = LearnersProgress()
      for path in [exercise.path, "Tests/Lab1Tests/00-First.swift"] {
        progress.remember([:], of: exercise.lab, mark: try course.mark(of: exercise.lab))
        try course.write("changed", to: path)
        let mark = try course.mark(of: exercise.lab)
        #expect(progress.standings(of: exercise.lab, mark: mark) == nil, "\(path)")
      }
    }
  }

  @Test("one exercise's result is remembered without making the lab's results look new")
  func single() throws {
    try withSmallCourse { course, exercise in
      var progress = LearnersProgress()
      let mark = try course.mark(of: exercise.lab)
      progress.remember(.init(state: "passed", earned: 100), of: exercise)
      #expect(progress.latest(exercise)?.state == "passed")
      #expect(progress.standings(of: exercise.lab, mark: mark) == nil)
      progress.remember(["1.0": .untouched], of: exercise.lab, mark: mark)
      #expect(progress.standings(of: exercise.lab, mark: mark) != nil)
      progress.remember(.init(state: "failed", earned: 0), of: exercise)
      #expect(progress.standings(of: exercise.lab, mark: mark) == nil)
      progress.remember(["1.0": .init(state: "passed", earned: 100)], of: exercise.lab, mark: mark)
      progress.forget(exercise)
      #expect(progress.latest(exercise) == nil)
      #expect(progress.standings(of: exercise.lab, mark: mark) == nil)
    }
  }

  @Test("watching notices a save, one in a new file, and no file that is gone")
  func watch() throws {
    try withSmallCourse { course, exercise in
      var watch = Watch([exercise], in: course)
      #expect(watch.changes().isEmpty)
      try course.write("saved in a new file", to: exercise.path)
      #expect(watch.changes() == [exercise] && watch.changes().isEmpty)
      let handle = try FileHandle(forWritingTo: course.url(exercise.path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("and in place".utf8))
      try handle.close()
      #expect(watch.changes() == [exercise])
      try FileManager.default.removeItem(at: course.url(exercise.path))
      #expect(watch.changes().isEmpty)
      try course.write("back", to: exercise.path)
      #expect(watch.changes() == [exercise])
    }
  }
}
