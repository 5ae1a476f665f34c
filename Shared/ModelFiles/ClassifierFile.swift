// A trained classifier of pictures in one file: its tensors, and beside them all that is needed to use
// it on a new picture. The same numbers under other class names would be another classifier.

import Foundation
import Shared

/// A classifier as it is kept in a safetensors file.
///
///     try ClassifierFile(network: "smallResNet", classNames: ["cat", "dog"], …).write(to: url)
///     let kept = try ClassifierFile(contentsOf: url)
public struct ClassifierFile: Sendable {
  /// What the metadata calls this kind of file, with its version.
  private static let kind = "picture classifier 1"

  /// The plan of the network, in words that whoever builds it understands.
  public let network: String
  /// What the classes are called, in the order of the outputs.
  public let classNames: [String]
  /// Channels of the input: 1 for grey, 3 for colour.
  public let channels: Int
  /// Rows and columns of the input.
  public let size: Int
  /// Whether the network sees pictures as negatives, 1 − value.
  public let isNegative: Bool
  /// The network's tensors with their names.
  public let tensors: [(name: String, tensor: Tensor)]

  /// Puts a classifier together; each tensor has its own name.
  public init(
    network: String, classNames: [String], channels: Int, size: Int,
    isNegative: Bool, tensors: [(name: String, tensor: Tensor)]
  ) {
    (self.network, self.classNames) = (network, classNames)
    (self.channels, self.size, self.isNegative) = (channels, size, isNegative)
    self.tensors = tensors
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Throws: `ModelFileError` where the folder is missing or not writable.
  public func write(to url: URL) throws {
    var metadata = [
      "kind": Self.kind, "network": network, "channels": "\(channels)", "size": "\(size)",
      "negative": "\(isNegative)",
      "classes": "\(classNames.count)",
    ]
    for (number, name) in classNames.enumerated() { metadata["class \(number)"] = name }
    try SafeTensors(tensors.map { ($0.name, $0.tensor) }, metadata: metadata).write(to: url)
  }

  /// Reads a file.
  ///
  /// - Throws: `ModelFileError` unless it is a sound safetensors file whose metadata describe a
  ///   classifier of pictures.
  public init(contentsOf url: URL) throws {
    let file = try SafeTensors(contentsOf: url)
    func refused(_ what: String) -> ModelFileError {
      ModelFileError(
        file: url.path, problem: "not a classifier of pictures", values: what,
        remedy: "use a model that classify saved")
    }
    func refused(key: String) -> ModelFileError {
      refused("its metadata say \(key): \(String((file.metadata[key] ?? "nothing").prefix(40)))")
    }
    func number(_ key: String, _ range: ClosedRange<Int>) throws -> Int {
      guard let value = file.metadata[key].flatMap({ Int($0) }), range.contains(value) else {
        throw refused(key: key)
      }
      return value
    }
    guard file.metadata["kind"] == Self.kind else { throw refused(key: "kind") }
    let count = try number("classes", 2...10_000)
    classNames = try (0..<count).map { label in
      guard let name = file.metadata["class \(label)"] else {
        throw refused("its metadata have no class \(label) of \(count)")
      }
      return name
    }
    channels = try number("channels", 1...3)
    size = try number("size", 1...1_024)
    guard let isNegative = file.metadata["negative"].flatMap({ Bool($0) }) else {
      throw refused(key: "negative")
    }
    self.isNegative = isNegative
    network = file.metadata["network"] ?? ""
    tensors = try file.allTensors()
  }
}
