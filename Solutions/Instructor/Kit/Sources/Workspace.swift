// A working copy of the course in which other code is built: files are written only when they
// differ, so that a second build has little to do.

import CourseKit
import Foundation

/// A folder that holds a copy of parts of the course, with some files replaced.
public struct Workspace: Equatable, Sendable {
  /// The copy.
  public var copy: Course

  /// The workspace in this folder, which may exist already.
  public init(at folder: URL) { copy = Course(root: folder) }

  /// Makes the folder hold these files of the course and these texts, and nothing else but builds.
  /// - Parameters:
  ///   - paths: Files and folders of the course, relative to its root.
  ///   - course: Where they come from.
  ///   - texts: Other files by path, in place of the course's own.
  ///   - leavingOut: Paths of the course that are not copied.
  /// - Throws: When a file cannot be read or written.
  public func mirror(
    _ paths: [String], of course: Course, texts: [String: String] = [:],
    leavingOut: Set<String> = []
  ) throws {
    var wanted: Set<String> = Set(texts.keys)
    for path in paths {
      for file in try course.files(under: path) where !wanted.contains(file) {
        guard !leavingOut.contains(where: { file == $0 || file.hasPrefix($0 + "/") }) else {
          continue
        }
        try write(try Data(contentsOf: course.url(file)), to: file)
        wanted.insert(file)
      }
    }
    for (path, text) in texts { try write(Data(text.utf8), to: path) }
    for file in try copy.files(under: "") where !wanted.contains(file) {
      try FileManager.default.removeItem(at: copy.url(file))
    }
  }

  /// Does something while no other process does anything in this folder.
  /// - Parameter body: What to do.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, and a `Complaint` when the folder cannot be locked.
  public func exclusively<Result>(_ body: () throws -> Result) throws -> Result {
    let folder = copy.root.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lock = open(copy.root.path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
      throw Complaint(folder.path, "cannot be locked", "check the folder's permissions")
    }
    defer { close(lock) }
    return try body()
  }

  private func write(_ data: Data, to path: String) throws {
    let url = copy.url(path)
    if (try? Data(contentsOf: url)) == data { return }
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }
}

extension Course {
  /// The regular files at and below a path, hidden ones and symbolic links left out.
  func files(under path: String) throws -> [String] {
    let start = path.isEmpty ? root : url(path)
    let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey]
    if try start.resourceValues(forKeys: Set(keys)).isRegularFile == true { return [path] }
    let names = FileManager.default.enumerator(atPath: start.path)
    var result: [String] = []
    while let name = names?.nextObject() as? String {
      if [".git", ".build", ".DS_Store"].contains(where: { name == $0 || name.hasPrefix($0 + "-") })
      {
        names?.skipDescendants()
        continue
      }
      let type = names?.fileAttributes?[.type] as? FileAttributeType
      if type == .typeRegular { result.append(path.isEmpty ? name : "\(path)/\(name)") }
    }
    return result.sorted()
  }
}
