// Reading and writing of whole files, and numbers as little-endian bytes.

import Foundation

/// The largest model file that is read: 2 GiB.
private let maximumFileSize = 2 << 30

/// The bytes of a regular file.
func readFile(_ url: URL) throws -> [UInt8] {
  func failure(_ problem: String, _ values: String, _ remedy: String) -> ModelFileError {
    ModelFileError(file: url.path, problem: problem, values: values, remedy: remedy)
  }
  let attributes = try? FileManager.default.attributesOfItem(
    atPath: url.resolvingSymlinksInPath().path)
  guard let attributes else {
    throw failure("cannot find the file", "nothing is there", "check the path")
  }
  guard attributes[.type] as? FileAttributeType == .typeRegular else {
    throw failure("not a file", "it is a folder or a device", "name the file itself")
  }
  let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
  guard size <= maximumFileSize else {
    throw failure(
      "the file is too large", "\(size) bytes, at most \(maximumFileSize)", "use a smaller file")
  }
  guard let data = try? Data(contentsOf: url) else {
    throw failure("cannot read the file", "\(size) bytes", "check its permissions")
  }
  return [UInt8](data)
}

/// Writes a file, whole or not at all.
func writeFile(_ bytes: [UInt8], to url: URL) throws {
  do {
    try Data(bytes).write(to: url, options: .atomic)
  } catch {
    throw ModelFileError(
      file: url.path, problem: "cannot write the file", values: "\(bytes.count) bytes",
      remedy: "check that its folder exists and is writable")
  }
}

/// The numbers as IEEE 754 single precision, the lowest byte first; NaN keeps its bits.
func littleEndianBytes(_ values: [Float]) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: 4 * values.count)
  for (index, value) in values.enumerated() {
    let bits = value.bitPattern
    bytes[4 * index] = UInt8(truncatingIfNeeded: bits)
    bytes[4 * index + 1] = UInt8(truncatingIfNeeded: bits >> 8)
    bytes[4 * index + 2] = UInt8(truncatingIfNeeded: bits >> 16)
    bytes[4 * index + 3] = UInt8(truncatingIfNeeded: bits >> 24)
  }
  return bytes
}

/// The numbers whose bytes these are, four each.
func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
  (0..<bytes.count / 4).map { index in
    let start = bytes.startIndex + 4 * index
    let low = UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8
    let high = UInt32(bytes[start + 2]) | UInt32(bytes[start + 3]) << 8
    return Float(bitPattern: high << 16 | low)
  }
}

/// The product of the sizes, or `nil` where one is negative or it does not fit an integer.
func elementCount(_ sizes: [Int]) -> Int? {
  var product = 1
  for size in sizes {
    let (next, overflows) = product.multipliedReportingOverflow(by: size)
    guard size >= 0, !overflows else { return nil }
    product = next
  }
  return product
}
