// Where things are in a copy of the course.

import Foundation

/// A copy of the course on disk.
public struct Course: Equatable, Sendable {
  /// The folder that holds `Package.swift`.
  public var root: URL

  /// The course at `root`.
  public init(root: URL) { self.root = root.standardizedFileURL }

  /// The course around a folder: the nearest one upwards with a manifest and solutions.
  /// - Throws: A `Complaint` when there is none.
  public init(around folder: URL) throws {
    var candidate = folder.standardizedFileURL
    while !Course(root: candidate).isComplete {
      let parent = candidate.deletingLastPathComponent().standardizedFileURL
      guard parent.path != candidate.path else {
        throw Complaint(
          folder.path, "not inside a copy of the course with its Solutions",
          "run the command in the course's folder, or name it with --package")
      }
      candidate = parent
    }
    self.init(root: candidate)
  }

  private var isComplete: Bool {
    exists("Package.swift") && exists("Solutions/Instructor")
  }

  /// Whether a file or folder exists, given relative to the root.
  public func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url(path).path)
  }

  /// The place of a file or folder given relative to the root.
  public func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  /// The labs that have solutions, in order.
  public var labs: [Lab] {
    get throws {
      let folders = try FileManager.default.contentsOfDirectory(atPath: root.path)
      let modules = try FileManager.default.contentsOfDirectory(atPath: url("Solutions").path)
      return modules.compactMap { module -> Lab? in
        guard module.hasPrefix("Lab"), let number = Int(module.dropFirst(3)) else { return nil }
        guard let folder = folders.first(where: { $0.hasPrefix(module + "-") }) else { return nil }
        return Lab(number: number, folder: folder)
      }
      .sorted { $0.number < $1.number }
    }
  }

  /// The labs with the given names, every one when there are none.
  /// - Throws: A `Complaint` about a name that is no lab's.
  public func labs(named names: [String]) throws -> [Lab] {
    let all = try labs
    if names.isEmpty { return all }
    return try names.map { name in
      guard let lab = all.first(where: { $0.module == name }) else {
        let choices = all.map(\.module).joined(separator: ", ")
        throw Complaint(name, "there is no such lab", "use one of: \(choices)")
      }
      return lab
    }
  }

  /// The file at a path relative to the root, as text; nil when it does not exist.
  public func text(_ path: String) throws -> String? {
    guard exists(path) else { return nil }
    guard let text = String(data: try Data(contentsOf: url(path)), encoding: .utf8) else {
      throw Complaint(path, "not UTF-8 text", "save it as UTF-8")
    }
    return text
  }

  /// The names of the Swift files directly in a folder, in order.
  /// - Throws: A `Complaint` about a subfolder that holds Swift files.
  public func swiftFiles(in folder: String) throws -> [String] {
    guard exists(folder) else { return [] }
    let found = FileManager.default.enumerator(atPath: url(folder).path)
    let files = (found?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
    if let nested = files.first(where: { $0.contains("/") }) {
      throw Complaint("\(folder)/\(nested)", "a file in a subfolder", "move it into \(folder)")
    }
    return files.sorted()
  }
}

/// One lab of the course.
public struct Lab: Equatable, Sendable {
  /// The lab's number, counted from 1.
  public var number: Int
  /// The learner's folder, as in `Lab1-Perceptron`.
  public var folder: String

  /// The lab with this number and folder.
  public init(number: Int, folder: String) { (self.number, self.folder) = (number, folder) }

  /// The module, as in `Lab1`.
  public var module: String { "Lab\(number)" }
  /// The folder of the stubs.
  public var exercises: String { "\(folder)/Exercises" }
  /// The folder of the solutions.
  public var solutions: String { "Solutions/\(module)" }
  /// The folder of the named wrong solutions.
  public var mistakes: String { "Solutions/Mistakes/\(module)" }
}

extension Course {
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
