// Clothes to learn from, to choose by and to measure with: Fashion-MNIST, whole where it is asked for,
// otherwise the part that the package carries.

import Datasets
import Downloads
import Lab2
import Reports
import Shared

/// The three parts of the practical's data, pixels centred by the training part's mean.
struct FashionData {
  let name: String
  let isFull: Bool
  let training: LabelledRows
  let validation: LabelledRows
  /// Looked at once, in the end.
  let test: LabelledRows
  /// The test part's pictures as they are, values in 0…1.
  let testPictures: Tensor

  /// Fetches the full set if the options say so; otherwise looks in the folder that they name, or,
  /// for a section that was asked for by name, where data sets usually are.
  static func load(_ options: LabOptions) throws -> FashionData {
    let set = DownloadableSet.fashionMNIST
    let folder =
      options.download
      ? try Downloader().fetch(set, options: options)
      : options.wantsEmbeddedData ? nil : try MNIST.find(set, argument: options.data)
    guard let folder else {
      let (training, heldOut) = try Fashion.embeddedSplit()
      return FashionData(
        "Real photographs from Fashion-MNIST, embedded in the package", isFull: false,
        training.flattened, heldOut.flattened, seed: options.seed)
    }
    let full = try MNIST.load(set, from: folder)
    return FashionData(
      "The full Fashion-MNIST from \(folder.path)", isFull: true, full.training.flattened,
      full.test.flattened, seed: options.seed)
  }

  /// Takes a tenth of the training images, class by class, for validation.
  private init(
    _ name: String, isFull: Bool, _ images: Dataset, _ test: Dataset, seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed)
    let split = stratifiedSplit(labels: images.labels, using: &generator)
    let (mean, deviation) = (images.inputs.mean(), images.inputs.variance().squareRoot())
    func part(_ data: Dataset) -> LabelledRows {
      LabelledRows((data.inputs - mean) / deviation, data.labels)
    }
    self.name = name
    self.isFull = isFull
    training = part(images.examples(at: split.training + split.test))
    validation = part(images.examples(at: split.validation))
    self.test = part(test)
    testPictures = test.inputs
  }
}

extension LabelledRows {
  /// The first `count` examples.
  func prefix(_ count: Int) -> LabelledRows {
    let end = min(count, labels.count)
    return LabelledRows(inputs.rows(0..<end), Array(labels[..<end]))
  }
}
