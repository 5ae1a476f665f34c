// What only the instructor's copy of the course has.

import CourseKit
import Foundation

extension Course {
  /// The course around a folder: the nearest one upwards that has the instructor's folder.
  /// - Throws: A `Complaint` when there is none.
  public init(withSolutionsAround folder: URL) throws {
    try self.init(
      around: folder, having: ["Solutions/Instructor"],
      called: "a copy of the course with its Solutions")
  }

  /// The solution files of a lab.
  /// - Throws: `Complaints` with everything that is wrong with their markers.
  public func solutions(of lab: Lab) throws -> [SolutionFile] {
    var files: [SolutionFile] = []
    var complaints: [Complaint] = []
    var owners: [ExerciseNumber: String] = [:]
    for name in try swiftFiles(in: lab.solutions) {
      let path = "\(lab.solutions)/\(name)"
      if let number = ExerciseNumber(lab: lab.number, file: name) {
        if let owner = owners.updateValue(name, forKey: number) {
          complaints.append(
            Complaint(path, "\(owner) is exercise \(number) too", "give each file its own number"))
        }
      }
      do {
        files.append(
          try SolutionFile(
            parsing: try text(path) ?? "", name: name, lab: lab.number, path: path))
      } catch let error as Complaints {
        complaints += error.all
      }
    }
    if !complaints.isEmpty { throw Complaints(complaints) }
    return files
  }
}

extension Lab {
  /// The folder of the solutions.
  public var solutions: String { "Solutions/\(module)" }
  /// The folder of the named wrong solutions.
  public var mistakes: String { "Solutions/Mistakes/\(module)" }
}
