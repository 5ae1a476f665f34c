// What stands in a folder of classes, before any picture is opened.

import Foundation

/// The files of a folder that has a sub-folder for each class.
///
/// Names are sorted, so that equal folders give equal lists on every machine. Hidden files and
/// folders are passed over; links are never followed, for they may lead out of the folder.
public struct FolderListing: Sendable {
  /// A file of a class.
  public struct File: Sendable, Equatable {
    /// The path below the folder, such as `cats/tom 1.png`.
    public let path: String
    /// The number of its class.
    public let label: Int
  }

  /// The most files that are read.
  public static let maximumFiles = 50_000

  /// The folder.
  public let root: URL
  /// The names of the sub-folders.
  public let classNames: [String]
  /// The files in them.
  public let files: [File]
  /// What is no file of a class, with the reason for which it is left out.
  public let skipped: [DataError]
  /// How many hidden files and folders there are.
  public let hidden: Int

  /// Lists a folder.
  ///
  /// - Throws: `DataError` where there is no such folder, or too many files are in it.
  public init(_ root: URL) throws {
    var (names, files, skipped, hidden): ([String], [File], [DataError], Int) = ([], [], [], 0)
    func skip(_ path: String, _ problem: String, _ values: String, _ remedy: String) {
      skipped.append(DataError(file: path, problem: problem, values: values, remedy: remedy))
    }
    for entry in try Self.entries(of: root, called: root.path, &hidden) {
      guard entry.type == .typeDirectory else {
        if entry.type == .typeSymbolicLink {
          skip(entry.name, "left out", "it is a link", "put the folder itself here")
        } else {
          skip(entry.name, "left out", "no class's folder holds it", "move it into one")
        }
        continue
      }
      let folder = root.appendingPathComponent(entry.name)
      for inner in try Self.entries(of: folder, called: folder.path, &hidden) {
        let path = "\(entry.name)/\(inner.name)"
        switch inner.type {
        case .typeRegular: files.append(File(path: path, label: names.count))
        case .typeSymbolicLink: skip(path, "left out", "it is a link", "put the file itself here")
        case .typeDirectory:
          skip(path, "left out", "it is a folder in a class", "move its files up")
        default: skip(path, "left out", "it is no file", "remove it")
        }
      }
      names.append(entry.name)
    }
    guard files.count <= Self.maximumFiles else {
      throw DataError(
        file: root.path, problem: "too many files",
        values: "\(files.count), at most \(Self.maximumFiles)", remedy: "take a part of them")
    }
    (self.root, classNames, self.files) = (root, names, files)
    (self.skipped, self.hidden) = (skipped, hidden)
  }

  /// The visible entries of a folder with what they are, sorted by name.
  private static func entries(
    of folder: URL, called name: String, _ hidden: inout Int
  ) throws -> [(name: String, type: FileAttributeType)] {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      throw DataError(
        file: name, problem: "cannot find the folder", values: "nothing is there",
        remedy: "check the path")
    }
    guard isFolder.boolValue else {
      throw DataError(
        file: name, problem: "not a folder", values: "it is a file",
        remedy: "name the folder that holds a sub-folder for each class")
    }
    guard let names = try? manager.contentsOfDirectory(atPath: folder.path) else {
      throw DataError(
        file: name, problem: "cannot read the folder", values: "it does not open",
        remedy: "check its permissions")
    }
    let visible = names.filter { !$0.hasPrefix(".") }.sorted()
    hidden += names.count - visible.count
    return visible.map { name in
      let path = folder.appendingPathComponent(name).path
      let type = (try? manager.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
      return (name, type ?? .typeUnknown)
    }
  }
}
