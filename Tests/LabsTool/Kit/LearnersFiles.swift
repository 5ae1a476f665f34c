// The learner's files beside the untouched stubs.

import CourseKit
import Foundation

extension Course {
  /// Whether nothing is written yet in an exercise's file.
  public func isUntouched(_ exercise: Exercise) throws -> Bool {
    try text(exercise.path) == text(exercise.stub)
  }

  /// What is still to be written in an exercise's file.
  public func todos(of exercise: Exercise) throws -> [Todo] {
    Todo.all(in: try text(exercise.path) ?? "")
  }

  /// Puts the untouched stub in the place of the learner's file, and keeps that.
  /// - Parameters:
  ///   - exercise: The exercise.
  ///   - date: When, for the name of the copy.
  /// - Returns: Where the learner's text is kept, relative to the root; nil when there was none.
  /// - Throws: A `Complaint` when a file cannot be written; then nothing is lost.
  public func reset(_ exercise: Exercise, at date: Date = Date()) throws -> String? {
    guard let stub = try text(exercise.stub) else {
      throw Complaint(exercise.stub, "there is no such file", "fetch it again with git")
    }
    let kept = try keepCopy(of: exercise, at: date)
    try write(stub, to: exercise.path)
    return kept
  }

  private func keepCopy(of exercise: Exercise, at date: Date) throws -> String? {
    guard exists(exercise.path) else { return nil }
    let bytes = try Data(contentsOf: url(exercise.path))
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyy-MM-dd-HHmmss"
    let base = "\(Self.learnersFolder)/kept/\(format.string(from: date))"
    var kept = "\(base)-\(exercise.fileName)"
    var number = 1
    while exists(kept) {
      number += 1
      kept = "\(base)-\(number)-\(exercise.fileName)"
    }
    try write(bytes, to: kept)
    return kept
  }
}
