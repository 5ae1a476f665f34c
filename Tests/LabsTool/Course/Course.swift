// Where things are in a copy of the course.

import Foundation

/// A copy of the course on disk.
public struct Course: Equatable, Sendable {
  /// The folder that holds `Package.swift`.
  public var root: URL

  /// The course at `root`.
  public init(root: URL) { self.root = root.standardizedFileURL }

  /// The course around a folder: the nearest one upwards that has a manifest and all of these.
  /// - Parameters:
  ///   - folder: Where to begin.
  ///   - paths: What it must have besides, relative to its root.
  ///   - name: What it is called when there is none.
  /// - Throws: A `Complaint` when there is none.
  public init(around folder: URL, having paths: [String], called name: String) throws {
    var candidate = folder.standardizedFileURL
    while !(["Package.swift"] + paths).allSatisfy(Course(root: candidate).exists) {
      let parent = candidate.deletingLastPathComponent().standardizedFileURL
      guard parent.path != candidate.path else {
        throw Complaint(
          folder.path, "not inside \(name)",
          "run the command in the course's folder, or name it with --package")
      }
      candidate = parent
    }
    self.init(root: candidate)
  }

  /// Whether a file or folder exists, given relative to the root.
  public func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url(path).path)
  }

  /// The place of a file or folder given relative to the root.
  public func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  /// The labs, in order: one for each folder such as `Lab1-Perceptron`.
  public var labs: [Lab] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: root.path).compactMap { folder in
        guard let dash = folder.firstIndex(of: "-"), folder.hasPrefix("Lab"),
          let number = Int(folder[..<dash].dropFirst(3))
        else { return nil }
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
      guard let lab = all.first(where: { $0.module.lowercased() == name.lowercased() }) else {
        let choices = all.map(\.module).joined(separator: ", ")
        throw Complaint(name, "there is no such lab", "use one of: \(choices)")
      }
      return lab
    }
  }

  /// The file at a path relative to the root, as text; nil when it does not exist.
  public func text(_ path: String) throws -> String? {
    guard exists(path) else { return nil }
    guard let data = try? Data(contentsOf: url(path)) else {
      throw Complaint(path, "cannot be read", "check its permissions")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Complaint(path, "not UTF-8 text", "save it as UTF-8")
    }
    return text
  }

  /// Writes a file at a path relative to the root, in one step; folders are made as needed.
  /// - Throws: A `Complaint` when it cannot be written; then what stood there is unharmed.
  public func write(_ data: Data, to path: String) throws {
    do {
      let file = url(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file, options: .atomic)
    } catch {
      throw Complaint(path, "cannot be written", "check the folder's permissions and the disk")
    }
  }

  /// Writes a text, as the other form does.
  public func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
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
  /// The folder of the untouched stubs, from which the learner's companion restores one.
  public var stubs: String { "Tests/LabsTool/Stubs/\(module)" }
}
