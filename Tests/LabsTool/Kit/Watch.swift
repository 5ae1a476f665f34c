// Noticing that a file was saved, by looking at all of them a few times a second: it works the same on
// every system and file share, and costs next to nothing for some dozens of files.

import CourseKit
import Foundation

/// The exercises' files as they were last seen.
public struct Watch: Sendable {
  private struct Stamp: Equatable {
    var modified: Date?
    var size: Int?
    var file: Int?
  }

  private let course: Course
  private let exercises: [Exercise]
  private var stamps: [String: Stamp]

  /// Remembers how the files are now.
  public init(_ exercises: [Exercise], in course: Course) {
    (self.exercises, self.course) = (exercises, course)
    stamps = Dictionary(
      uniqueKeysWithValues: exercises.map { ($0.path, Self.stamp(course.url($0.path))) })
  }

  /// The exercises whose files were saved since the last call.
  ///
  /// A file that is gone counts when it is there again: many editors remove and write anew.
  public mutating func changes() -> [Exercise] {
    exercises.filter { exercise in
      let now = Self.stamp(course.url(exercise.path))
      guard now != stamps[exercise.path], now.size != nil else { return false }
      stamps[exercise.path] = now
      return true
    }
  }

  /// Waits until files were saved.
  /// - Parameter seconds: How long to wait between two looks.
  /// - Returns: Their exercises.
  public mutating func next(every seconds: Double = 0.1) -> [Exercise] {
    while true {
      let changed = changes()
      if !changed.isEmpty { return changed }
      Thread.sleep(forTimeInterval: seconds)
    }
  }

  private static func stamp(_ url: URL) -> Stamp {
    let found = try? FileManager.default.attributesOfItem(atPath: url.path)
    return Stamp(
      modified: found?[.modificationDate] as? Date, size: (found?[.size] as? NSNumber)?.intValue,
      file: (found?[.systemFileNumber] as? NSNumber)?.intValue)
  }
}
