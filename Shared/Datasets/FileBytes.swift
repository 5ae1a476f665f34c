// Reading of whole files with a stated maximum, before a byte of them is believed.

import Foundation

/// A file's bytes, and the name under which errors speak of it.
struct FileBytes {
  /// The largest file, packed or unpacked, that this module reads (all of MNIST is 55 MB).
  static let maximum = 256 << 20

  let name: String
  let bytes: [UInt8]

  /// Reads a regular file of at most `maximum` bytes, and unpacks it where it is gzip unless told
  /// otherwise.
  init(contentsOf url: URL, maximum: Int = Self.maximum, unpacking: Bool = true) throws {
    name = url.path
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: url.resolvingSymlinksInPath().path)
    guard let attributes else {
      throw DataError(
        file: name, problem: "cannot find the file", values: "nothing is there",
        remedy: "check the path")
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw DataError(
        file: name, problem: "not a file", values: "it is a folder or a device",
        remedy: "name the file itself")
    }
    let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    guard size <= maximum else {
      throw DataError(
        file: name, problem: "the file is too large",
        values: "\(size) bytes, at most \(maximum)", remedy: "use a smaller file")
    }
    guard let data = try? Data(contentsOf: url) else {
      throw DataError(
        file: name, problem: "cannot read the file", values: "\(size) bytes",
        remedy: "check its permissions")
    }
    let packed = [UInt8](data)
    bytes =
      unpacking && Gzip.isCompressed(packed)
      ? try Gzip.unpack(packed, file: name, maximum: maximum) : packed
  }
}
