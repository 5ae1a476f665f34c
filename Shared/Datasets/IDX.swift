// The IDX format of MNIST (LeCun, Cortes and Burges, 1998): two zero bytes, a type code, the number
// of axes, the axes' lengths as big-endian 32-bit integers, then the values, the last axis fastest.

import Foundation
import Shared

/// An array of unsigned bytes as an IDX file holds it.
///
/// Images have the dimensions `[N, H, W]` (the magic number 0x00000803), labels `[N]` (0x00000801).
public struct IDX: Equatable, Sendable {
  /// The length of each axis, one to four of them.
  public let dimensions: [Int]
  /// The values in row-major order, as many as the product of the dimensions.
  public let bytes: [UInt8]

  /// Creates an array; the dimensions' product must be the number of bytes.
  public init(dimensions: [Int], bytes: [UInt8]) {
    let count = dimensions.reduce(1, *)
    require(
      (1...4).contains(dimensions.count) && count == bytes.count,
      "IDX: dimensions do not fit the bytes: \(dimensions) ≠ \(bytes.count) — pass 1 to 4 axes")
    self.dimensions = dimensions
    self.bytes = bytes
  }

  /// Reads a file, plain or gzip.
  ///
  /// - Throws: `DataError` unless the file is sound and at most 256 MiB, packed and unpacked.
  public init(contentsOf url: URL) throws {
    let file = try FileBytes(contentsOf: url)
    try self.init(decoding: file.bytes, file: file.name)
  }

  /// Decodes a plain file's bytes.
  ///
  /// - Parameters:
  ///   - content: The whole file.
  ///   - file: The name that an error shows.
  /// - Throws: `DataError` unless the header is sound and fits the number of bytes exactly.
  public init(decoding content: [UInt8], file: String) throws {
    dimensions = try Self.header(of: content, file: file)
    bytes = Array(content[(4 + 4 * dimensions.count)...])
  }

  /// The first `count` items along the first axis.
  public func prefix(_ count: Int) -> IDX {
    require(
      count >= 0 && count <= dimensions[0],
      "IDX.prefix: too many items: \(count) of \(dimensions[0]) — ask for fewer")
    let size = dimensions.dropFirst().reduce(1, *)
    return IDX(
      dimensions: [count] + dimensions.dropFirst(), bytes: Array(bytes.prefix(count * size)))
  }
}

// MARK: - Writing

extension IDX {
  /// The plain file's bytes.
  public func encoded() -> [UInt8] {
    var content: [UInt8] = [0, 0, 8, UInt8(dimensions.count)]
    for length in dimensions {
      let length = UInt32(length)
      content += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
    }
    return content + bytes
  }

  /// Writes the plain file, whole or not at all.
  ///
  /// - Throws: `DataError` where the folder is missing or not writable.
  public func write(to url: URL) throws {
    do {
      try Data(encoded()).write(to: url, options: .atomic)
    } catch {
      throw DataError(
        file: url.path, problem: "cannot write the file", values: "\(bytes.count) values",
        remedy: "check that its folder exists and is writable")
    }
  }
}

// MARK: - Header

extension IDX {
  /// The dimensions, once they are known to fit the number of bytes.
  private static func header(of content: [UInt8], file: String) throws -> [Int] {
    guard content.count >= 4 else {
      throw DataError(
        file: file, problem: "the IDX header ends too early",
        values: "\(content.count) bytes", remedy: "fetch the file again")
    }
    guard content[0] == 0, content[1] == 0, (1...4).contains(content[3]) else {
      let found = content[..<4].map { hex($0) }.joined(separator: " ")
      throw DataError(
        file: file, problem: "not an IDX file",
        values: "it begins with \(found), expected 00 00 08 and 01 to 04",
        remedy: "check that this is the right file")
    }
    guard content[2] == 8 else {
      throw DataError(
        file: file, problem: "not an IDX file of unsigned bytes",
        values: "type code \(hex(content[2])), expected 08",
        remedy: "check that this is the right file")
    }
    let dimensions = try lengths(in: content, count: Int(content[3]), file: file)
    try check(dimensions, against: content.count - 4 - 4 * dimensions.count, file: file)
    return dimensions
  }

  private static func lengths(in content: [UInt8], count: Int, file: String) throws -> [Int] {
    guard content.count >= 4 + 4 * count else {
      throw DataError(
        file: file, problem: "the IDX header ends too early",
        values: "\(content.count) bytes, expected \(4 + 4 * count)",
        remedy: "fetch the file again")
    }
    return (1...count).map { axis in
      content[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  private static func check(_ dimensions: [Int], against count: Int, file: String) throws {
    var expected = 1
    for length in dimensions {
      let (product, overflows) = expected.multipliedReportingOverflow(by: length)
      guard !overflows, product <= FileBytes.maximum else {
        throw DataError(
          file: file, problem: "the IDX header announces too much",
          values: "\(dimensions), at most \(FileBytes.maximum) values",
          remedy: "fetch the file again")
      }
      expected = product
    }
    guard count == expected else {
      throw DataError(
        file: file, problem: count < expected ? "IDX data is truncated" : "bytes after IDX data",
        values: "\(count) bytes for \(dimensions), expected \(expected)",
        remedy: "fetch the file again")
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
