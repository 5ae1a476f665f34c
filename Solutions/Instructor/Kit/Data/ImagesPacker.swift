// Packs the embedded images: the first ones of MNIST's and Fashion-MNIST's training sets, as IDX files.

import CourseKit
import Foundation

/// Cuts the first records of an IDX file of bytes into a file of the same form.
/// - Parameters:
///   - data: An IDX file of unsigned bytes, unpacked: four bytes of magic, the lengths of the axes
///     as big-endian 32-bit numbers, then the bytes.
///   - count: How many records to keep.
///   - name: The file, for the message.
/// - Returns: The same file with only these records.
/// - Throws: A `Complaint` about a file of another form or with fewer records.
public func firstRecords(of data: Data, count: Int, name: String) throws -> Data {
  let bytes = [UInt8](data)
  let remedy = "use the set's own training files"
  guard bytes.count >= 8, bytes[0] == 0, bytes[1] == 0, bytes[2] == 8, (1...4).contains(bytes[3])
  else { throw Complaint(name, "not an IDX file of bytes", remedy) }
  let header = 4 + 4 * Int(bytes[3])
  guard bytes.count >= header else { throw Complaint(name, "ends inside its header", remedy) }
  let axes = stride(from: 4, to: header, by: 4).map { start in
    bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
  }
  let size = axes.dropFirst().reduce(1, *)
  guard axes[0] >= count, bytes.count >= header + count * size else {
    throw Complaint(name, "holds fewer than \(count) records", remedy)
  }
  let length = withUnsafeBytes(of: UInt32(count).bigEndian, Array.init)
  return Data(bytes[0..<4] + length + bytes[8..<header + count * size])
}

/// Images that the course carries, cut from the front of a training set.
public struct EmbeddedImages: Sendable {
  /// What their files' names begin with.
  public let name: String
  /// How many of the training set's images.
  public let count: Int

  /// MNIST's handwritten digits.
  public static let digits = EmbeddedImages(name: "digits", count: 10_000)
  /// Fashion-MNIST's clothes; more of them would be more than 2.5 MB.
  public static let fashion = EmbeddedImages(name: "fashion", count: 5_600)
}

/// Rewrites the embedded images.
/// - Parameters:
///   - images: Which, and how many.
///   - folder: Holds `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, packed (`.gz`) or not.
///   - course: The copy of the course whose resources are written.
/// - Returns: One line for each file written.
/// - Throws: A `Complaint` about a missing or wrong file; nothing is written then.
public func pack(_ images: EmbeddedImages, from folder: URL, into course: Course) throws -> [String]
{
  let count = images.count
  let files = [
    ("train-images-idx3-ubyte", "\(images.name)-images.idx3-ubyte.gz"),
    ("train-labels-idx1-ubyte", "\(images.name)-labels.idx1-ubyte.gz"),
  ]
  let packed = try files.map { source, target in
    let data = try unpacked(folder.appendingPathComponent(source))
    return (target, try gzip(try firstRecords(of: data, count: count, name: source), "-9n"))
  }
  return try packed.map { target, data in
    let path = "Shared/Datasets/Resources/\(target)"
    try data.write(to: course.url(path), options: .atomic)
    return "wrote \(path): \(count) records, \(data.count) bytes"
  }
}

private func unpacked(_ file: URL) throws -> Data {
  if let data = try? Data(contentsOf: file) { return data }
  let packed = file.appendingPathExtension("gz")
  guard let data = try? Data(contentsOf: packed) else {
    throw Complaint(packed.path, "no such file", "name the folder that holds the set's files")
  }
  return try gzip(data, "-dc")
}

/// Passes data through the system's gzip.
private func gzip(_ data: Data, _ option: String) throws -> Data {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("instructor-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let (input, output) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
  try data.write(to: input)
  let script = "gzip \(option) < in > out"
  let result = try runProgram(["sh", "-c", script], in: folder)
  guard result.status == 0 else {
    let reason = result.errors.trimmingCharacters(in: .whitespacesAndNewlines)
    throw Complaint("gzip", reason, "download the file again; it is damaged")
  }
  return try Data(contentsOf: output)
}
