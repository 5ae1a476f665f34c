// NumPy's file format for one array: a magic string, a header that is a Python dictionary, the
// values.

import Foundation
import Shared

/// Reading and writing of `.npy` files that hold 32-bit floats.
///
///     try NPY.write(weights, to: url)         // numpy.load("weights.npy")
///     let weights = try NPY.read(url)         // numpy.save("weights.npy", w.astype("<f4"))
public enum NPY {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads a file.
  ///
  /// - Returns: The tensor, of the array's shape (at most four axes).
  /// - Throws: `ModelFileError` unless it is a sound file of little-endian 32-bit floats in C
  ///   order.
  public static func read(_ url: URL) throws -> Tensor {
    try decode(readFile(url), file: url.path)
  }

  /// Writes a tensor, whole or not at all.
  ///
  /// - Throws: `ModelFileError` where the folder is missing or not writable.
  public static func write(_ tensor: Tensor, to url: URL) throws {
    try writeFile(encoded(tensor), to: url)
  }

  /// The bytes of a version 1.0 file; the values begin at a multiple of 64.
  public static func encoded(_ tensor: Tensor) -> [UInt8] {
    let sizes = tensor.shape.map { "\($0)," }.joined(separator: " ")
    let shape = tensor.rank == 1 ? sizes : String(sizes.dropLast())
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }"
    let unpadded = magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let length = header.utf8.count
    return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + header.utf8
      + littleEndianBytes(tensor.scalars)
  }

  /// Decodes a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: The name that an error shows.
  /// - Returns: The tensor, of the array's shape.
  /// - Throws: `ModelFileError` as `read`.
  public static func decode(_ bytes: [UInt8], file: String) throws -> Tensor {
    let start = try headerStart(bytes, file: file)
    let end = start.index + start.length
    var header = NPYHeader(Array(bytes[start.index..<end]), file: file)
    let shape = try header.parse()
    let count = elementCount(shape) ?? .max
    guard count <= bytes.count, 4 * count == bytes.count - end else {
      throw ModelFileError(
        file: file, problem: "the .npy data does not fit the shape",
        values: "\(bytes.count - end) bytes for \(shape)", remedy: "save the array again")
    }
    return Tensor(floats(bytes[end...]), shape: Shape(shape))
  }

  /// Where the dictionary stands, by the file's version.
  private static func headerStart(
    _ bytes: [UInt8], file: String
  ) throws -> (index: Int, length: Int) {
    guard bytes.starts(with: magic) else {
      throw ModelFileError(
        file: file, problem: "not a .npy file", values: "it does not begin with \\x93NUMPY",
        remedy: "save it with numpy.save")
    }
    let version = bytes.dropFirst(magic.count).first ?? 0
    guard (1...3).contains(version) || bytes.count < 8 else {
      throw ModelFileError(
        file: file, problem: "an unknown version of .npy", values: "\(version), expected 1 to 3",
        remedy: "save it with numpy.save")
    }
    let index = version == 1 ? 10 : 12
    let length = bytes.prefix(index).dropFirst(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count >= index, length <= bytes.count - index else {
      throw ModelFileError(
        file: file, problem: "the .npy header ends too early", values: "\(bytes.count) bytes",
        remedy: "save the array again")
    }
    return (index, length)
  }
}
