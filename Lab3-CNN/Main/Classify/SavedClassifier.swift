// The trained network and its file: what `classify` writes and `predict` reads.

import Datasets
import Foundation
import Lab1
import Lab3
import ModelFiles
import Reports
import Shared

/// A network with all that is needed to use it on a picture.
struct SavedClassifier {
  /// The name of the file beside the report.
  static let fileName = "classify.safetensors"
  /// The plan of the network, by which a file of another one is known.
  private static let plan = "smallResNet(width: 12, count: 1), fine-tuned from digits"

  var network: Sequential
  let classNames: [String]
  let size: Int
  let isNegative: Bool

  /// Takes a network of ``Pretrained/blocks`` with another head.
  init(_ network: Sequential, classNames: [String], size: Int, isNegative: Bool) {
    (self.network, self.classNames) = (network, classNames)
    (self.size, self.isNegative) = (size, isNegative)
  }

  /// Writes the file.
  func write(to url: URL) throws {
    try ClassifierFile(
      network: Self.plan, classNames: classNames, channels: 1, size: size, isNegative: isNegative,
      tensors: network.namedTensors
    ).write(to: url)
  }

  /// Reads a file, in one line on an error.
  init(contentsOf url: URL) throws {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw DataError(
        file: url.path, problem: "there is no trained model yet", values: "nothing is there",
        remedy: "train one with swift run Lab3-CNN classify FOLDER")
    }
    let file = try ClassifierFile(contentsOf: url)
    guard file.network == Self.plan, file.channels == 1 else {
      throw DataError(
        file: url.path, problem: "a model of another network",
        values: "it is \(file.network.prefix(80)), expected \(Self.plan)",
        remedy: "train one with swift run Lab3-CNN classify FOLDER")
    }
    var generator = SeededGenerator(seed: 0)
    var network = Lab3.network(
      of: Pretrained.blocks(classes: file.classNames.count), using: &generator)
    do {
      try network.loadWeights(file.tensors)
    } catch {
      throw DataError(
        file: url.path, problem: "the weights do not fit the network", values: "\(error)",
        remedy: "train one with swift run Lab3-CNN classify FOLDER")
    }
    self.init(
      network, classNames: file.classNames.map(printable), size: file.size,
      isNegative: file.isNegative)
  }

  /// The probability of each class.
  ///
  /// - Parameter image: Shape [1, C, H, W] of any size, as `ImageFile.read` returns it.
  /// - Returns: As many as there are classes, of sum 1.
  func probabilities(of image: Tensor) -> [Float] {
    softmax(logits(network, input(image))).scalars
  }

  /// A picture as the network sees it, shape [1, 1, N, N].
  func input(_ image: Tensor) -> Tensor {
    let fitted = prepared(image, channels: 1, size: size)
    return isNegative ? 1 - fitted : fitted
  }
}
