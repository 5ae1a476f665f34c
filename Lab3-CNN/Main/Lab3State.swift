// What the sections of this lab share: the options, the data, and the networks that more than one of
// them looks at.

import Lab1
import Lab2
import Lab3
import Reports
import Shared

/// Shared by all sections of one run; data is read and networks are trained on first use only.
struct Lab3State {
  let options: LabOptions
  private var loadedDigits: ImageData?
  private var loadedClothes: ImageData?
  private var digitNetwork: TrainedNetwork?

  /// Fetches or reads the data sets that the user asked for before any section runs, so that a damaged
  /// file costs no waiting.
  init(_ options: LabOptions) throws {
    self.options = options
    guard options.download || options.data != nil, options.task == nil else { return }
    func wants(_ section: String) -> Bool {
      options.sections.isEmpty || options.sections.contains(section)
    }
    if wants("lenet") { _ = try digits() }
    if wants("clothes") { _ = try clothes() }
  }

  /// MNIST: the full set where it is asked for, otherwise the embedded digits.
  mutating func digits() throws -> ImageData {
    let data = try loadedDigits ?? ImageData.digits(options)
    loadedDigits = data
    return data
  }

  /// Fashion-MNIST: the full set where it is asked for, otherwise the embedded part.
  mutating func clothes() throws -> ImageData {
    let data = try loadedClothes ?? ImageData.clothes(options)
    loadedClothes = data
    return data
  }

  /// LeNet-5, trained on the digits by the first section that asks for it.
  mutating func leNet(_ page: inout LabPage) throws -> TrainedNetwork {
    if let digitNetwork { return digitNetwork }
    let result = TrainedNetwork.leNet(on: try digits(), options, &page)
    digitNetwork = result
    return result
  }
}

/// A network of one of the practicals, with the log of its training.
struct TrainedNetwork {
  var network: Sequential
  var log: TrainingLog

  /// LeNet-5 in its modern form on digits.
  static func leNet(
    on data: ImageData, _ options: LabOptions, _ page: inout LabPage
  ) -> TrainedNetwork {
    var generator = SeededGenerator(seed: options.seed)
    let network = leNet5(using: &generator)
    var training = Training(epochs: options.epochs ?? (options.quick ? 3 : data.isFull ? 12 : 8))
    training.rate = 0.002
    return TrainedNetwork(network, training, data, options, &page)
  }

  /// A small ResNet on clothes: the embedded part trains a narrow one in seconds, the full set one of
  /// 16 channels, on images that are mirrored and shifted.
  static func smallResNet(
    on data: ImageData, _ options: LabOptions, _ page: inout LabPage
  ) -> (description: [Block], trained: TrainedNetwork) {
    let blocks = Lab3.smallResNet(classes: 10, width: data.isFull ? 16 : 8, count: 1)
    var generator = SeededGenerator(seed: options.seed)
    var training = Training(epochs: options.epochs ?? (options.quick ? 2 : data.isFull ? 16 : 8))
    training.rate = 0.005
    if data.isFull { (training.augmentation.flip, training.augmentation.shift) = (0.5, 2) }
    let network = Lab3.network(of: blocks, using: &generator)
    return (blocks, TrainedNetwork(network, training, data, options, &page))
  }

  private init(
    _ network: Sequential, _ training: Training, _ data: ImageData, _ options: LabOptions,
    _ page: inout LabPage
  ) {
    self.network = network
    self.network.needsInputGradient = false
    let bar = page.progress(
      "training", total: training.steps(samples: data.training.labels.count), unit: "batches")
    log = training.train(
      &self.network, on: data.training, validation: data.validation, seed: options.seed, bar)
    self.network.needsInputGradient = true
  }
}
