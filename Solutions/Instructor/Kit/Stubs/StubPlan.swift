// What `instructor stubs` would do: which files to write, which to remove, and which hold work that
// it must not write over.

import CourseKit
import Foundation

/// The difference between a lab's stubs on disk, the learner's and the untouched copies of the
/// learner's companion, and those that its solutions give.
public struct StubPlan: Equatable, Sendable {
  /// What is to happen to one file.
  public enum Action: Equatable, Sendable {
    /// The stub does not exist yet.
    case create(String)
    /// The stub holds another text.
    case update(String)
    /// The stub's solution is gone.
    case remove
  }

  /// The actions by path, relative to the course's root.
  public var actions: [String: Action]

  /// Compares a lab's stubs with its solutions.
  /// - Throws: `Complaints` about malformed solutions.
  public init(_ lab: Lab, in course: Course) throws {
    actions = [:]
    let solutions = try course.solutions(of: lab)
    let names = Set(solutions.map(\.name))
    for folder in [lab.exercises, lab.stubs] {
      for solution in solutions {
        let path = "\(folder)/\(solution.name)"
        let current = try course.text(path)
        if current == nil {
          actions[path] = .create(solution.stub)
        } else if current != solution.stub {
          actions[path] = .update(solution.stub)
        }
      }
      for name in try course.swiftFiles(in: folder) where !names.contains(name) {
        actions["\(folder)/\(name)"] = .remove
      }
    }
  }

  /// One line for each file that is not as it should be.
  public var findings: [String] {
    actions.sorted { $0.key < $1.key }.map { path, action in
      switch action {
      case .create: "\(path): missing — run swift run instructor stubs"
      case .update: "\(path): out of date — run swift run instructor stubs"
      case .remove: "\(path): has no solution — run swift run instructor stubs"
      }
    }
  }

  /// One line for each file that applying the plan changes.
  public var report: [String] {
    actions.sorted { $0.key < $1.key }.map { path, action in
      switch action {
      case .create: "created \(path)"
      case .update: "updated \(path)"
      case .remove: "removed \(path)"
      }
    }
  }

  /// The files whose present text the plan would lose and nothing else holds.
  ///
  /// A text is safe to replace when the tool wrote it, or when git has it as the latest commit.
  public func unsaved(in course: Course, generated: GeneratedStubs) throws -> [Complaint] {
    try actions.sorted { $0.key < $1.key }.compactMap { path, action in
      if case .create = action { return nil }
      let text = try course.text(path) ?? ""
      if generated.wrote(text, at: path) || course.committed(path) == text { return nil }
      return Complaint(
        path, "edited by hand since it was generated or committed",
        "commit it or move it away, or replace it with --force")
    }
  }

  /// Writes and removes the files: all of them, or none when one cannot be written.
  public func apply(to course: Course) throws {
    var ready: [(temporary: URL, final: URL)] = []
    do {
      for case (let path, .create(let text)) in actions { ready.append(try stage(text, path)) }
      for case (let path, .update(let text)) in actions { ready.append(try stage(text, path)) }
    } catch {
      for file in ready { try? FileManager.default.removeItem(at: file.temporary) }
      throw error
    }
    for file in ready { try replace(file.final, with: file.temporary) }
    for case (let path, .remove) in actions {
      try FileManager.default.removeItem(at: course.url(path))
    }

    func stage(_ text: String, _ path: String) throws -> (URL, URL) {
      let final = course.url(path)
      let folder = final.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if isDirectory(final) {
        throw Complaint(path, "a folder stands where the stub belongs", "move it away")
      }
      let temporary = folder.appendingPathComponent(".\(final.lastPathComponent).new")
      try Data(text.utf8).write(to: temporary)
      return (temporary, final)
    }
  }
}

private func isDirectory(_ url: URL) -> Bool {
  (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
}

/// Moves a file to a place in one step, over what stands there.
func replace(_ final: URL, with temporary: URL) throws {
  guard rename(temporary.path, final.path) == 0 else {
    let reason = String(cString: strerror(errno))
    throw Complaint(final.path, "cannot be written: \(reason)", "check the folder's permissions")
  }
}
