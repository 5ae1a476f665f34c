// The small network that the package carries, trained: what it was trained on, how it is loaded, and
// how it is trained anew.

import Datasets
import Foundation
import Lab1
import Lab2
import Lab3
import ModelFiles
import Reports
import Shared

/// A small ResNet that tells the digits 0 to 4 apart, wherever they stand among clutter.
///
/// It has never seen a 5, 6, 7, 8 or 9, not even in fragments: those are for transfer learning.
enum Pretrained {
  /// The digits that it was trained on.
  static let source = Array(0...4)
  /// The digits that it has not seen.
  static let target = Array(5...9)
  /// Its description, for pictures [1, H, W] of any size; the last two blocks are the head.
  ///
  /// Not stored: what stands still in the middle of being made, at an exercise that is missing, cannot
  /// be asked again.
  static var blocks: [Block] { blocks(classes: source.count) }
  /// The same with another head.
  static func blocks(classes: Int) -> [Block] { smallResNet(classes: classes, width: 12, count: 1) }
  /// The last layer that gives maps.
  static var lastMaps: Int { blocks.count - 3 }
  /// The pictures: one digit of random size and place on fragments of others.
  static let plan = ScenePlan(size: 36, digits: 1...1, heights: 14...24, fragments: 6)

  /// The network with the embedded weights.
  ///
  /// - Throws: `DataError`, `ModelFileError` or `WeightsProblem` when they are missing or damaged.
  static func network() throws -> Sequential {
    guard
      let url = Bundle.module.url(
        forResource: "pretrained", withExtension: "safetensors", subdirectory: "Resources")
    else {
      throw DataError(
        file: "pretrained.safetensors", problem: "the package's own weights are missing",
        values: "looked in \(Bundle.module.bundlePath)",
        remedy: "write them with swift run Lab3-CNN pretrain, then build again")
    }
    var generator = SeededGenerator(seed: 0)
    var network = Lab3.network(of: blocks, using: &generator)
    try network.loadWeights(try SafeTensors(contentsOf: url).allTensors())
    return network
  }

  /// Scenes of some digits, labelled by their place among them.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - digits: Which classes, such as `source`; fragments are of these classes too.
  ///   - dataset: Where digits and fragments come from.
  ///   - seed: Of everything that is drawn.
  /// - Returns: The scenes, and the digit of each.
  static func scenes(
    _ count: Int, of digits: [Int], from dataset: Dataset, seed: UInt64
  ) -> (rows: LabelledRows, placed: [PlacedDigit]) {
    let places = dataset.labels.indices.filter { digits.contains(dataset.labels[$0]) }
    let scenes = DigitScenes(count: count, of: dataset.examples(at: places), plan: plan, seed: seed)
    let placed = scenes.digits.map { $0[0] }
    let labels = placed.map { digits.firstIndex(of: $0.label) ?? 0 }
    return (LabelledRows(scenes.images, labels), placed)
  }
}

/// Trains the embedded network from nothing, and writes its weights where the package keeps them.
///
/// Equal seeds give equal bytes.
func pretrain(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let options = lab.options
  let (training, heldOut) = try Digits.embeddedSplit()
  let count = options.quick ? 1000 : 24_000
  let scenes = Pretrained.scenes(count, of: Pretrained.source, from: training, seed: options.seed)
  let unseen = Pretrained.scenes(1000, of: Pretrained.source, from: heldOut, seed: 1000)
  page.say(
    """
    \(count) scenes of the digits 0 to 4 among fragments of each other, and 1,000 of digits that were \
    held out. The network has \(grouped(parameterCount(of: Pretrained.blocks))) parameters.
    """)
  page.show(ImageGrid("Some of the scenes", scenes.rows.inputs.rows(0..<20)))
  var generator = SeededGenerator(seed: options.seed)
  var network = network(of: Pretrained.blocks, using: &generator)
  network.needsInputGradient = false
  var plan = Training(epochs: options.epochs ?? 5)
  plan.rate = 0.005
  let bar = page.progress("pretraining", total: plan.steps(samples: count), unit: "batches")
  let log = plan.train(
    &network, on: scenes.rows, validation: unseen.rows, seed: options.seed, bar)
  showCurves(of: log, on: &page)
  page.number("right on held-out scenes", percentText(log.accuracy, decimals: 1))
  page.number("seconds", fixedText(log.seconds, decimals: 0))
  let folder = URL(fileURLWithPath: "Lab3-CNN/Main/Resources")
  let name = options.quick ? "pretrained-quick.safetensors" : "pretrained.safetensors"
  let file = folder.appendingPathComponent(name)
  try SafeTensors(
    network.namedTensors.map { ($0.name, $0.tensor) },
    metadata: ["made by": "swift run Lab3-CNN pretrain --seed \(options.seed)"]
  ).write(to: options.quick ? page.file(named: name) : file)
  page.number("written to", page.path(of: options.quick ? page.file(named: name) : file))
}
