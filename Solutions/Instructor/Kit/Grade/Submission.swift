// What a learner handed in: the files that are exercises of the course, and a line about each that
// is not taken.

import CourseKit
import Foundation

/// The exercises of one lab in one submission.
public struct Submission: Equatable, Sendable {
  /// The lab.
  public var lab: Lab
  /// The folder that was handed in.
  public var folder: URL
  /// The text of each exercise that was handed in, by file name.
  public var files: [String: String] = [:]
  /// One line about each file that was ignored, refused or missing.
  public var notes: [String] = []

  /// What another submission must not see: this one and those beside it.
  var places: [URL] { [folder, folder.deletingLastPathComponent()] }

  /// The largest file that is taken, in bytes.
  public static let largestFile = 1 << 20

  /// Reads the submission of a lab.
  /// - Parameters:
  ///   - folder: Holds `LabN-*/Exercises/*.swift`, or the Swift files themselves.
  ///   - lab: The lab to look for.
  ///   - exercises: The file names of the lab's exercises.
  /// - Throws: A `Complaint` when the folder holds no exercise of the lab.
  public init(in folder: URL, lab: Lab, exercises: Set<String>) throws {
    (self.lab, self.folder) = (lab, folder.standardizedFileURL)
    let place = Self.place(of: lab, in: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    for name in names {
      guard exercises.contains(name) else {
        if name.hasSuffix(".swift") {
          notes.append("ignored \(name): no exercise of \(lab.module)")
        }
        continue
      }
      do {
        files[name] = try Self.text(of: place.appendingPathComponent(name))
      } catch let error as Complaint {
        notes.append("refused \(name): \(error.what)")
      }
    }
    for name in exercises.sorted() where files[name] == nil && !names.contains(name) {
      notes.append("missing \(name): graded as not started")
    }
    guard !files.isEmpty else {
      throw Complaint(
        folder.path, "holds no exercise of \(lab.module)",
        "hand in \(lab.exercises)/\(exercises.sorted().first ?? "*.swift") and the others")
    }
  }

  /// The labs of which a folder holds exercises.
  /// - Parameters:
  ///   - folder: The submission.
  ///   - labs: The labs to look for, with the file names of their exercises.
  /// - Returns: Those whose folder is there, or else those that own one of its Swift files.
  public static func labs(in folder: URL, among labs: [(Lab, Set<String>)]) -> [Lab] {
    let named = labs.map(\.0).filter { place(of: $0, in: folder) != folder }
    if !named.isEmpty { return named }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return labs.filter { !$0.1.isDisjoint(with: names) }.map(\.0)
  }

  /// The folder of the lab's exercises, at the top or in the only folder there (as an archive
  /// unpacks); the submission's own folder when there is none.
  private static func place(of lab: Lab, in folder: URL) -> URL {
    let below = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
    let inner = below.map { folder.appendingPathComponent($0) }
      .filter { isOwn($0.lastPathComponent) && type(of: $0) == .typeDirectory }
    let roots = [folder] + (inner.count == 1 ? inner : [])
    let places = roots.flatMap { root in
      [lab.exercises, lab.folder].map { root.appendingPathComponent($0) }
    }
    return places.first { isOwnFolder($0, below: folder) && holdsSwift($0) } ?? folder
  }

  /// Whether a name is the learner's: not hidden, and not what macOS adds to an archive.
  private static func isOwn(_ name: String) -> Bool {
    !name.hasPrefix(".") && name != "__MACOSX"
  }

  /// Whether a folder exists and is reached without a symbolic link.
  private static func isOwnFolder(_ url: URL, below root: URL) -> Bool {
    var part = url
    while part.path.count > root.path.count {
      if type(of: part) != .typeDirectory { return false }
      part = part.deletingLastPathComponent()
    }
    return true
  }

  private static func holdsSwift(_ url: URL) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.contains { $0.hasSuffix(".swift") }
  }

  private static func type(of url: URL) -> FileAttributeType? {
    try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
  }

  private static func text(of url: URL) throws -> String {
    func refused(_ reason: String) -> Complaint {
      Complaint(url.lastPathComponent, reason, "hand in the file itself as UTF-8 text")
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
    switch attributes[.type] as? FileAttributeType {
    case .typeRegular?: break
    case .typeSymbolicLink?: throw refused("a symbolic link")
    default: throw refused("not a file")
    }
    guard (attributes[.size] as? Int ?? .max) <= largestFile else {
      throw refused("larger than 1 MiB")
    }
    guard let data = try? Data(contentsOf: url) else { throw refused("cannot be read") }
    guard let text = String(data: data, encoding: .utf8) else { throw refused("not UTF-8 text") }
    return text
  }
}
