// What the sections of this lab share: the options, the clothes, and the practical's network.

import Datasets
import Lab2
import Reports
import Shared

/// Shared by all sections of one run; data is read and the network trained on first use only.
struct Lab2State {
  let options: LabOptions
  private var loaded: FashionData?
  private var network: TrainedClassifier?

  /// Fetches or reads a data set that the user asked for before any section runs, so that a damaged
  /// file costs no waiting.
  init(_ options: LabOptions) throws {
    self.options = options
    if options.download || options.data != nil { loaded = try FashionData.load(options) }
  }

  /// Fashion-MNIST: the full set where it is asked for, otherwise the embedded part.
  mutating func clothes() throws -> FashionData {
    if let loaded { return loaded }
    let data = try FashionData.load(options)
    loaded = data
    return data
  }

  /// The practical's network, trained by the first section that asks for it.
  mutating func trained(_ page: inout LabPage) throws -> TrainedClassifier {
    if let network { return network }
    let data = try clothes()
    let recipe = Recipe.practical(isFull: data.isFull, options)
    let bar = page.progress(
      "training", total: recipe.steps(samples: data.training.labels.count), unit: "batches")
    let result = recipe.train(on: data.training, validation: data.validation, options.seed, bar)
    network = result
    return result
  }
}
