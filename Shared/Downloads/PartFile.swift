// The beginning of a file that is still arriving. It is the only thing a download writes; the file
// itself appears whole, by renaming, or not at all.

import Datasets
import Foundation

/// `NAME.part` beside the file that it becomes, locked against other runs while it is open.
///
/// The lock is the system's advisory one on the open file, which ends with the process however that
/// ends. What an interrupted run leaves is a beginning that the next one continues.
final class PartFile {
  /// How many bytes are here.
  private(set) var count: Int

  private let url: URL
  private let destination: URL
  private let handle: FileHandle
  private var isOurs = true

  /// Opens or creates the part, once no other run has it.
  ///
  /// - Parameters:
  ///   - destination: The file that it becomes.
  ///   - waiting: Called before it waits for another run that has it.
  /// - Throws: `DataError` when the folder cannot be written to.
  init(for destination: URL, waiting: () -> Void) throws {
    self.destination = destination
    url = destination.appendingPathExtension("part")
    while true {
      let descriptor = open(url.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw Self.failure("cannot write here", url, code: errno) }
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        if errno == EWOULDBLOCK { waiting() }
        guard flock(descriptor, LOCK_EX) == 0 else {
          throw Self.failure("cannot be locked", url, code: errno)
        }
      }
      guard Self.isNamed(url, descriptor) else { continue }
      self.handle = handle
      count = Int(try handle.seekToEnd())
      return
    }
  }

  /// The run that had the lock may have renamed the file or thrown it away; then what was opened
  /// before the wait is no longer what has the name.
  private static func isNamed(_ url: URL, _ descriptor: Int32) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && stat(url.path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// Adds bytes at the end.
  func append(_ data: Data) throws {
    // A full disk takes a part of the bytes, which continues what is here like any other.
    defer { count = (try? handle.offset()).map(Int.init) ?? count }
    try writing("cannot be written after \(count) bytes") { try handle.write(contentsOf: data) }
  }

  /// Throws away what is here.
  func startOver() throws {
    guard count > 0 else { return }
    try writing("cannot be emptied") { try handle.truncate(atOffset: 0) }
    count = 0
  }

  /// The checksum of what is on disk.
  func checksum() throws -> String {
    try writing("cannot be read again") {
      try handle.seek(toOffset: 0)
      return SHA256.checksum([UInt8](try handle.readToEnd() ?? Data()))
    }
  }

  /// Makes it the file, in one step.
  func publish() throws {
    try writing("cannot be written to the end") { try handle.synchronize() }
    guard rename(url.path, destination.path) == 0 else {
      throw Self.failure("cannot be put in place", destination, code: errno)
    }
    isOurs = false
  }

  /// Leaves no empty file behind.
  func removeIfEmpty() {
    if isOurs && count == 0 { unlink(url.path) }
  }

  private func writing<Result>(_ problem: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
      throw Self.failure(
        problem, url, cause.localizedFailureReason ?? cause.localizedDescription)
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ url: URL) throws {
    guard mkdir(url.path, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, url.path.count > 1 else {
      throw failure("cannot make this folder", url, code: errno)
    }
    try makeFolder(url.deletingLastPathComponent())
    guard mkdir(url.path, 0o755) == 0 || errno == EEXIST else {
      throw failure("cannot make this folder", url, code: errno)
    }
  }

  private static func failure(_ problem: String, _ url: URL, code: Int32) -> DataError {
    failure(problem, url, String(cString: strerror(code)))
  }

  private static func failure(_ problem: String, _ url: URL, _ reason: String) -> DataError {
    DataError(
      file: url.path, problem: problem, values: reason,
      remedy: "make room there, or name a folder that you may write to with --data")
  }
}
