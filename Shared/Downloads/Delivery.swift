// A set on its way into a folder: file by file, mirror by mirror, and what is done when one of them
// fails.

import Datasets
import Foundation

/// The missing files of one set, fetched into one folder.
struct Delivery {
  let set: DownloadableSet
  let folder: URL
  /// Whether a wrong file in the folder is removed; a folder that the user names is not ours to
  /// clean.
  let replacesFiles: Bool
  /// The mirror that worked last comes first.
  var mirrors: [Mirror]
  let stallLimit: Double
  let report: (DownloadEvent) -> Void
  /// The bytes of the files that are in place.
  private var delivered = 0

  init(
    set: DownloadableSet, folder: URL, replacesFiles: Bool, mirrors: [Mirror], stallLimit: Double,
    report: @escaping (DownloadEvent) -> Void
  ) {
    self.set = set
    self.folder = folder
    self.replacesFiles = replacesFiles
    self.mirrors = mirrors
    self.stallLimit = stallLimit
    self.report = report
  }

  /// Fetches what is missing and returns the folder.
  mutating func run() throws -> URL {
    defer { report(.ended) }
    let missing = try set.files.filter(isMissing)
    try PartFile.makeFolder(folder)
    report(
      .started(
        title: set.title, arrived: missing.map(partSize).reduce(0, +),
        total: missing.map(\.size).reduce(0, +), folder: folder.path))
    for file in missing { try deliver(file) }
    return folder
  }

  /// Whether a file is to be fetched; a wrong one that is ours to clean is removed.
  private func isMissing(_ file: DownloadableSet.File) throws -> Bool {
    switch set.state(of: file, in: folder) {
    case .right: return false
    case .wrong(_, let error) where !replacesFiles: throw error
    case .wrong(let url, _): try? FileManager.default.removeItem(at: url)
    case .absent: break
    }
    return true
  }

  private func partSize(_ file: DownloadableSet.File) -> Int {
    let path = folder.appendingPathComponent(file.name + ".part").path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return min(file.size, (attributes?[.size] as? NSNumber)?.intValue ?? 0)
  }

  private mutating func deliver(_ file: DownloadableSet.File) throws {
    let destination = folder.appendingPathComponent(file.name)
    let part = try PartFile(for: destination) { report(.waiting(file: destination.path)) }
    defer { part.removeIfEmpty() }
    // The run that was waited for may have delivered it.
    if try isMissing(file) {
      try complete(part, file)
      try part.publish()
    }
    delivered += file.size
    report(.arrived(delivered))
  }

  /// Asks one mirror after the other until the part is the file.
  private mutating func complete(_ part: PartFile, _ file: DownloadableSet.File) throws {
    if part.count >= file.size {
      if part.count == file.size, try part.checksum() == file.sha256 { return }
      try part.startOver()
    }
    var faults: [(mirror: String, reason: String)] = []
    for turn in mirrors.indices {
      do {
        return try complete(part, file, from: mirrors[0])
      } catch let fault as Fault {
        let failed = mirrors.removeFirst()
        mirrors.append(failed)
        faults.append((failed.name, fault.description))
        if turn < mirrors.count - 1 {
          report(.trouble(mirror: failed.name, reason: fault.description, next: mirrors[0].name))
        }
      }
    }
    throw failure(
      file, faults,
      remedy: part.count > 0 ? "run it again to continue" : "check the network and run it again")
  }

  /// Has one mirror send what is missing; when the two halves do not make the file, all of it.
  private func complete(
    _ part: PartFile, _ file: DownloadableSet.File, from mirror: Mirror
  ) throws {
    let request = Request(file: file, mirror: mirror, stallLimit: stallLimit)
    let progress = { (count: Int) in report(.arrived(delivered + count)) }
    let continued = try request.receive(into: part, progress)
    var found = try part.checksum()
    if continued, found != file.sha256 {
      try part.startOver()
      _ = try request.receive(into: part, progress)
      found = try part.checksum()
    }
    guard found == file.sha256 else {
      try part.startOver()
      throw Fault.checksum(found, expected: file.sha256)
    }
  }

  private func failure(
    _ file: DownloadableSet.File, _ faults: [(mirror: String, reason: String)], remedy: String
  ) -> DataError {
    var reasons: [(reason: String, mirrors: [String])] = []
    for fault in faults {
      if let index = reasons.firstIndex(where: { $0.reason == fault.reason }) {
        reasons[index].mirrors.append(fault.mirror)
      } else {
        reasons.append((fault.reason, [fault.mirror]))
      }
    }
    let source = set.mirrors.first.map { "the files of \($0.absoluteString)" } ?? "the files"
    return DataError(
      file: folder.appendingPathComponent(file.name).path, problem: "cannot be downloaded",
      values: reasons.map { "\($0.mirrors.joined(separator: ", ")): \($0.reason)" }
        .joined(separator: "; "),
      remedy: "\(remedy), or put \(source) into that folder by hand")
  }
}
