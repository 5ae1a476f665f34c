// Strict reading of safetensors: nothing in the header is believed before it is checked against the
// file's length.

import Foundation
import Shared

extension SafeTensors {
  /// The longest header that is read: 16 MiB, room for some 100,000 tensors.
  private static let maximumHeader = 16 << 20

  /// Reads a file.
  ///
  /// All tensors are checked; those of another type than F32 may be there, and are refused by
  /// `tensor(_:)`.
  ///
  /// - Throws: `ModelFileError` unless each byte behind the header belongs to exactly one tensor.
  public init(contentsOf url: URL) throws {
    try self.init(decoding: readFile(url), file: url.path)
  }

  /// Decodes a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: The name that an error shows.
  /// - Throws: `ModelFileError` as `init(contentsOf:)`.
  public init(decoding bytes: [UInt8], file: String) throws {
    let end = try Self.headerEnd(bytes, file: file)
    var parser = SafeTensorsHeader(Array(bytes[8..<end]), file: file)
    let header = try parser.parse()
    try Self.check(header.entries, size: bytes.count - end, file: file)
    entries = header.entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.name)
        < ($1.range.lowerBound, $1.range.upperBound, $1.name)
    }
    content = Array(bytes[end...])
    metadata = header.metadata
    self.file = file
  }

  private static func headerEnd(_ bytes: [UInt8], file: String) throws -> Int {
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard bytes.count >= 8, length <= UInt64(bytes.count - 8) else {
      throw ModelFileError(
        file: file, problem: "the safetensors header ends too early",
        values: bytes.count < 8
          ? "\(bytes.count) bytes" : "\(length) bytes announced, \(bytes.count - 8) follow",
        remedy: "check that it is a safetensors file, and fetch it again")
    }
    guard length <= UInt64(maximumHeader) else {
      throw ModelFileError(
        file: file, problem: "the safetensors header is too long",
        values: "\(length) bytes, at most \(maximumHeader)", remedy: "save fewer tensors in a file")
    }
    return 8 + Int(length)
  }

  /// Each tensor's bytes fit its shape, and together they cover the data without a gap or an
  /// overlap.
  private static func check(_ entries: [Entry], size: Int, file: String) throws {
    for entry in entries {
      guard let width = widths[entry.type] else {
        throw ModelFileError(
          file: file, problem: "tensor \"\(entry.name)\" has an unknown type",
          values: "\"\(entry.type.prefix(20))\"", remedy: "save it as float32")
      }
      let (bytes, overflows) = (elementCount(entry.shape) ?? .max)
        .multipliedReportingOverflow(by: width)
      guard !overflows, bytes == entry.range.count else {
        throw ModelFileError(
          file: file, problem: "tensor \"\(entry.name)\" does not fit its bytes",
          values: "\(entry.type) \(entry.shape) in \(entry.range.count) bytes",
          remedy: "save the file again")
      }
    }
    var end = 0
    for entry in entries.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      guard entry.range.lowerBound == end else {
        throw ModelFileError(
          file: file,
          problem: "tensor \"\(entry.name)\" "
            + (entry.range.lowerBound < end ? "overlaps another" : "leaves a gap before it"),
          values: "it begins at \(entry.range.lowerBound), expected \(end)",
          remedy: "save the file again")
      }
      end = entry.range.upperBound
    }
    guard end == size else {
      throw ModelFileError(
        file: file,
        problem: end > size ? "the safetensors data is truncated" : "bytes after the last tensor",
        values: "\(size) bytes, expected \(end)", remedy: "fetch the file again")
    }
  }

  /// Bytes per element of the format's types.
  private static let widths = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "U16": 2, "I16": 2, "F16": 2,
    "BF16": 2, "U32": 4, "I32": 4, "F32": 4, "U64": 8, "I64": 8, "F64": 8, "C64": 8,
  ]
}
