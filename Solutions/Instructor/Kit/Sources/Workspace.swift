// A working copy of the course in which other code is built: files are written only when they
// differ, so that a second build has little to do.

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

  /// Builds the test executable.
  /// - Parameters:
  ///   - environment: The toggles, as in `SOLUTIONS`.
  ///   - limit: Seconds after which the build is stopped.
  /// - Throws: `BuildFailure` with the compiler's errors.
  /// - Returns: The test executable.
  public func buildTests(
    environment: [String: String?] = [:], limit: Double = 1200
  ) throws -> TestExecutable {
    let command = [
      "swift", "build", "--package-path", copy.root.path, "--product", Self.product,
    ]
    let result = try runProgram(command, environment: environment, in: copy.root, limit: limit)
    guard result.status == 0, !result.timedOut else {
      throw BuildFailure(
        text: result.output + result.errors, root: copy.root.path, timedOut: result.timedOut)
    }
    return TestExecutable(in: copy.url(".build/debug"), product: Self.product)
  }

  private static let product = "NeuralNetworkLabsPackageTests"
}

/// A build that did not end well.
public struct BuildFailure: Error, Equatable, CustomStringConvertible, Sendable {
  /// The compiler's errors, one a line with the file's path relative to the package.
  public var errors: [String]
  /// Whether it was stopped because its time was up.
  public var timedOut: Bool

  init(text: String, root: String, timedOut: Bool) {
    self.timedOut = timedOut
    var seen: Set<String> = []
    let lines = text.split(separator: "\n").map { line in
      line.replacingOccurrences(of: root + "/", with: "")
    }
    errors = lines.filter {
      $0.contains("error: ") && !$0.hasPrefix(" ") && seen.insert($0).inserted
    }
    if errors.isEmpty { errors = Array(lines.suffix(20)) }
  }

  /// What went wrong, one error a line.
  public var description: String {
    timedOut ? "the build took too long" : errors.joined(separator: "\n")
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
