// Putting the page into a file, whole or not at all.

import Foundation

/// Why a page could not be written.
public struct ReportError: Error, CustomStringConvertible {
  /// What is wrong, the place, and what to do.
  public let description: String
}

extension Report {
  /// Writes the page into a file, making its folder where it is missing.
  ///
  /// The page goes to a temporary file beside the target first, which then takes its name: a reader
  /// sees the old page or the new one, never half of one.
  ///
  /// - Throws: `ReportError` when the folder or the file cannot be made.
  public func write(to url: URL) throws {
    let folder = url.deletingLastPathComponent()
    let manager = FileManager.default
    do {
      try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw failure("cannot make the folder", folder, error)
    }
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
      throw ReportError(
        description: "write report: \(url.path) is a folder. Give the name of a file.")
    }
    do {
      try Data(html.utf8).write(to: url, options: .atomic)
    } catch {
      throw failure("cannot write", url, error)
    }
  }

  private func failure(_ what: String, _ url: URL, _ error: any Error) -> ReportError {
    let reason =
      switch (error as? CocoaError)?.code {
      case .fileWriteNoPermission: "no permission"
      case .fileWriteOutOfSpace: "no space left"
      case .fileWriteVolumeReadOnly: "read-only volume"
      case .fileWriteFileExists: "a file is in the way"
      default: (error as NSError).localizedDescription
      }
    return ReportError(
      description: "write report: \(what) \(url.path) — \(reason). "
        + "Choose a folder that you may write to, with room for the page.")
  }
}
