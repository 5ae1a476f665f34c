// What the tests of this module share: small files as literals, a folder that vanishes, the line of
// an error.

import Datasets
import Foundation
import Testing

/// Gzip files written by zlib, one for each kind of block and header.
enum Packed {
  static let fox = "the quick brown fox jumps over the lazy dog, the quick brown fox"
  static let fixedBlock = bytes(
    "H4sIAAAAAAAAAyvJSFUoLM1MzlZIKsovz1NIy69QyCrNLShWyC9LLVIoAUrnJFZVKqTkp+uAeWiKAR3EtLRAAAAA")
  static let storedBlock = bytes("H4sIAAAAAAAAAwEMAPP/c3RvcmVkIGJ5dGVzeHemDwwAAAA=")
  /// 400 bytes of CRC-32 4256260504.
  static let dynamicBlock = bytes(
    """
    H4sIAAAAAAAAAxXPy27TQBQA0DvPOy+PPR7HzsRxM2lcJ3XlIkLVUhUEKhuQEEs2SP0CvqJfXviAszii1HUkMErx142u\
    Yc3J9y3ZBoSTS3M6m2zvZ0r5NxvRaxXCbXs3vbTs+PyuSvwQJJn+kGyYHK4hQlLzL/+KpAZuagYn/LJo55u6ih+9TQJ/\
    +hJMgNiQ6Fq13gBpn4ULqFHXqAeoNiiy4LajqA52Ymp1YwUteR65zE1WVO6kMsacGTzOv+3TnejHlZdKkCD3cNt9WJYA\
    PcOVNw+1Ekd3oXi5Z7tzvoR4JFJ64wYglJIfEykQVRMUR1olTZiuL3SOVhdr0zlRdsTa+UEvO+nofnWzazcVDcD+65nB\
    SK/a8VPIMPhE+3uC1UEwEbdGG2VI8d30rNu2vmgWRvv3/+5c8oCi+4xrMwXJodBM4cBeitodLqsiTWbz1QmR3gCYYbH9\
    kAEAAA==
    """)
  /// With an extra field, a name, a comment and a header checksum.
  static let longHeader = bytes(
    """
    H4sIHgAAAAAAAwQAYWJjZG5hbWUudHh0AGEgY29tbWVudAASNCvJSFUoLM1MzlZIKsovz1NIy69QyCrNLShWyC9LLVIo\
    AUrnJFZVKqTkp+uAeWiKAR3EtLRAAAAA
    """)
  static let empty = bytes("H4sIAAAAAAAAAwMAAAAAAAAAAAA=")
  /// 132 bytes that unpack to 100,000 zeros.
  static let bomb = bytes(
    """
    H4sIAAAAAAAAA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIBXA32VEdSghgEA
    """)

  /// One file of each kind, by name, so that a failure does not print the bytes.
  static let kinds = [
    "fixed": fixedBlock, "stored": storedBlock, "dynamic": dynamicBlock, "long header": longHeader,
  ]

  static func bytes(_ base64: String) -> [UInt8] { [UInt8](Data(base64Encoded: base64) ?? Data()) }
}

/// Runs `body` with a new empty folder, which is removed afterwards.
func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("datasets-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

/// The line of the `DataError` that `body` must throw.
func line(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "nothing was thrown"
  } catch let error as DataError {
    return error.description
  } catch {
    return "another error: \(error)"
  }
}

/// An IDX file's header.
func header(_ magic: [UInt8], _ dimensions: [UInt32]) -> [UInt8] {
  magic + dimensions.flatMap { length in [24, 16, 8, 0].map { UInt8(length >> $0 & 0xFF) } }
}

/// Writes a small set in MNIST's form: `count` images of 28 × 28 pixels with labels 0, 1, 2, ….
func writeSet(_ part: String, count: Int, in folder: URL, dotted: Bool = false) throws {
  let pixels = (0..<784 * count).map { UInt8($0 % 256) }
  let separator = dotted ? "." : "-"
  try IDX(dimensions: [count, 28, 28], bytes: pixels)
    .write(to: folder.appendingPathComponent("\(part)-images\(separator)idx3-ubyte"))
  try IDX(dimensions: [count], bytes: (0..<count).map { UInt8($0 % 10) })
    .write(to: folder.appendingPathComponent("\(part)-labels\(separator)idx1-ubyte"))
}
