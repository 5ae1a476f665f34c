// What the sections of this lab share: the options, the digits, and the network trained on them.

import Datasets
import Downloads
import Foundation
import Lab1
import Reports
import Shared

/// Shared by all sections of one run; data is read and the network trained on first use only.
struct Lab1State {
  let options: LabOptions
  private var loaded: DigitData?
  private var network: TrainedDigits?

  /// Fetches or reads a data set that the user asked for before any section runs, so that a damaged
  /// file costs no waiting.
  init(_ options: LabOptions) throws {
    self.options = options
    let wantsDigits =
      options.sections.isEmpty || !Self.digitSections.isDisjoint(with: options.sections)
    if options.download || options.data != nil && wantsDigits {
      loaded = try DigitData.load(options)
    }
  }

  private static let digitSections: Set = [
    "batches", "sanity", "digits", "mistakes", "weights", "export",
  ]

  /// The full MNIST set where this machine has it, otherwise the embedded digits.
  mutating func digits() throws -> DigitData {
    if let loaded { return loaded }
    let data = try DigitData.load(options)
    loaded = data
    return data
  }

  /// The network of the practical, trained by the first section that asks for it.
  mutating func trained(_ page: inout LabPage) throws -> TrainedDigits {
    if let network { return network }
    let result = TrainedDigits.train(on: try digits(), options, &page)
    network = result
    return result
  }
}

/// Digits to learn from and digits to measure with.
struct DigitData {
  let name: String
  let training: Dataset
  let heldOut: Dataset
  let isFull: Bool

  /// Fetches the full set if the options say so; otherwise looks in the folder that they name, or
  /// where data sets usually are.
  static func load(_ options: LabOptions) throws -> DigitData {
    let folder =
      options.download
      ? try Downloader().fetch(.mnist, options: options) : try MNIST.find(argument: options.data)
    guard let folder else {
      let split = try Digits.embeddedSplit()
      return DigitData(
        name: "Real digits from MNIST, embedded in the package", training: split.training,
        heldOut: split.heldOut, isFull: false)
    }
    let full = try MNIST.load(from: folder)
    return DigitData(
      name: "The full MNIST set from \(folder.path)", training: full.training, heldOut: full.test,
      isFull: true)
  }
}
