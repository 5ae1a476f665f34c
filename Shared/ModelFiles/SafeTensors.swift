// The safetensors format (Hugging Face, 2022): an eight-byte length, a JSON header that gives each
// tensor's type, shape and place, then the numbers. Nothing in it is ever executed, unlike in a
// pickle.

import Foundation
import Shared

/// Named tensors, as a safetensors file holds them.
///
///     let file = SafeTensors(["fc.weight": weight, "fc.bias": bias])
///     try file.write(to: url)                              // safetensors.torch.load_file(path)
///     let weight = try SafeTensors(contentsOf: url).tensor("fc.weight")
public struct SafeTensors: Sendable {
  /// One tensor's place in the file.
  struct Entry: Sendable {
    let name: String
    let type: String
    let shape: [Int]
    /// Where its bytes are, counted from the header's end.
    let range: Range<Int>
  }

  let entries: [Entry]
  let content: [UInt8]
  let file: String
  /// Free text beside the tensors, such as the name of the program that wrote them.
  public let metadata: [String: String]

  /// The tensors' names, in the order of their numbers in the file.
  public var names: [String] { entries.map(\.name) }

  /// The tensor of this name.
  ///
  /// - Returns: Its values; NaN and infinity are kept.
  /// - Throws: `ModelFileError` where there is none, or it does not hold 32-bit floats in at most
  ///   four axes.
  public func tensor(_ name: String) throws -> Tensor {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw ModelFileError(
        file: file, problem: "there is no tensor \"\(name)\"",
        values: "it has \(names.prefix(20).joined(separator: ", "))",
        remedy: "use one of these names")
    }
    guard entry.type == "F32" else {
      throw ModelFileError(
        file: file, problem: "tensor \"\(name)\" does not hold 32-bit floats",
        values: "type \(entry.type), expected F32", remedy: "save it as float32")
    }
    guard entry.shape.count <= Shape.maximumRank else {
      throw ModelFileError(
        file: file, problem: "tensor \"\(name)\" has too many axes",
        values: "\(entry.shape), at most \(Shape.maximumRank)", remedy: "reshape it before saving")
    }
    return Tensor(floats(content[entry.range]), shape: Shape(entry.shape))
  }

  /// All tensors with their names, in file order.
  ///
  /// - Throws: `ModelFileError` where one does not hold 32-bit floats in at most four axes.
  public func allTensors() throws -> [(name: String, tensor: Tensor)] {
    try names.map { ($0, try tensor($0)) }
  }
}

// MARK: - Writing

extension SafeTensors {
  /// Creates a file's content from tensors, in their order; each name stands once.
  ///
  /// - Parameters:
  ///   - tensors: The names and values, such as `["fc.weight": weight]`.
  ///   - metadata: Free text beside them.
  public init(_ tensors: KeyValuePairs<String, Tensor>, metadata: [String: String] = [:]) {
    self.init(tensors.map { ($0.key, $0.value) }, metadata: metadata)
  }

  /// Creates a file's content from a list of names and tensors; each name stands once.
  public init(_ tensors: [(String, Tensor)], metadata: [String: String] = [:]) {
    var (entries, content): ([Entry], [UInt8]) = ([], [])
    for (name, tensor) in tensors {
      require(
        name != "__metadata__" && !entries.contains { $0.name == name },
        "SafeTensors: a name is taken: \"\(name)\" — give each tensor its own")
      let start = content.count
      content += littleEndianBytes(tensor.scalars)
      entries.append(
        Entry(name: name, type: "F32", shape: Array(tensor.shape), range: start..<content.count))
    }
    (self.entries, self.content, self.metadata, file) = (entries, content, metadata, "tensors")
  }

  /// The file's bytes; equal tensors give equal bytes.
  public func encoded() -> [UInt8] {
    var fields = entries.map { entry in
      "\(quoted(entry.name)):{\"dtype\":\"\(entry.type)\",\"shape\":\(list(entry.shape)),"
        + "\"data_offsets\":\(list([entry.range.lowerBound, entry.range.upperBound]))}"
    }
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0)):\(quoted($1))" }
      fields.insert("\"__metadata__\":{\(pairs.joined(separator: ","))}", at: 0)
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: 32, count: (8 - header.count % 8) % 8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return length + header + content
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Throws: `ModelFileError` where the folder is missing or not writable.
  public func write(to url: URL) throws { try writeFile(encoded(), to: url) }

  private func list(_ numbers: [Int]) -> String {
    "[" + numbers.map(String.init).joined(separator: ",") + "]"
  }

  /// The text as a JSON string.
  private func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\0"..." ":
        scalar == " "
          ? " " : "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
