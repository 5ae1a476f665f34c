// Whether a folder has the files that were published, which only their checksums can tell: MNIST
// and its kin all use the same names.

import Foundation

extension DownloadableSet {
  /// What a folder has of a file.
  public enum State: Equatable, Sendable {
    /// Nothing.
    case absent
    /// The file as published, packed or not.
    case right
    /// Another file of that name, or a damaged one.
    case wrong(URL, DataError)
  }

  /// Reads a file, unpacks it and compares checksums.
  ///
  /// - Parameters:
  ///   - file: One of the set's files.
  ///   - folder: Where it is looked for, in every form in which `MNIST.load` takes it.
  /// - Returns: What is there.
  public func state(of file: File, in folder: URL) -> State {
    guard let url = Self.place(of: file.unpackedName, in: folder) else { return .absent }
    do {
      let found = SHA256.checksum(try FileBytes(contentsOf: url).bytes)
      guard found != file.contentSHA256 else { return .right }
      let (short, expected) = (found.prefix(12), file.contentSHA256.prefix(12))
      return .wrong(url, foreign(url, "its content has SHA-256 \(short)…, expected \(expected)…"))
    } catch let error as DataError {
      return .wrong(url, foreign(url, "\(error.problem), \(error.values)"))
    } catch {
      return .wrong(url, foreign(url, "\(error)"))
    }
  }

  /// Whether a folder has all the files as published.
  public func isRight(in folder: URL) -> Bool {
    files.allSatisfy { state(of: $0, in: folder) == .right }
  }

  private func foreign(_ url: URL, _ values: String) -> DataError {
    DataError(
      file: url.path, problem: "not the file of \(title)", values: values,
      remedy: "move it away, or name another folder with --data")
  }
}
