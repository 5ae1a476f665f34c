// Section augmentation: one picture in many forms, and what that does to the curves of a training.

import Lab1
import Lab2
import Lab3
import Reports
import Shared

func augmentation(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let clothes = try lab.clothes()
  let picture = clothes.test.inputs.rows(0..<1)
  page.say("One picture, and every change of this exercise by itself:")
  var generator = SeededGenerator(seed: lab.options.seed)
  let partner = clothes.test.inputs.rows(1..<2)
  let pair = Tensor(concatenating: [picture, partner])
  let mixed = mixedUp(pair, targets: [[1, 0], [0, 1]], partners: [1, 0], share: 0.6)
  let forms: [(name: String, image: Tensor)] = [
    ("the picture", picture), ("flipped", flipped(picture, probability: 1, using: &generator)),
    ("shifted", shiftCropped(picture, by: 5, using: &generator)),
    ("rotated", rotated(picture, by: 20...30, using: &generator)),
    ("scaled", scaled(picture, by: 0.6...0.7, using: &generator)),
    ("brighter", brightened(picture, by: 1.5...1.6, using: &generator)),
    ("noisy", noisy(picture, deviation: 0.15, using: &generator)),
    ("cut out", cutOut(picture, size: 10, using: &generator)),
    ("mixed, 60 %", mixed.images.rows(0..<1)),
  ]
  page.show(
    ImageGrid(
      "Nine forms of one picture", forms.flatMap { Picture.all(in: $0.image) },
      captions: forms.map(\.name), range: 0...1))
  page.number(
    "target of the mixture",
    mixed.targets.row(0).map { fixedText($0, decimals: 1) }.joined(separator: " and "))
  showCurves(try lab.digits(), lab.options, on: &page)
}

extension Tensor {
  /// The numbers of one row of a matrix.
  fileprivate func row(_ index: Int) -> [Float] { self[row: index].scalars }
}

/// The same network on the same few digits, as they are and moved each time.
private func showCurves(_ digits: ImageData, _ options: LabOptions, on page: inout LabPage) {
  let (perClass, epochs) = (20, options.quick ? 10 : 40)
  let few = digits.training.few(perClass, of: 10).few
  page.say(
    """
    \(perClass) digits of each class, \(epochs) epochs, the same network from the same start: as they \
    are, the network soon knows them by heart; moved by up to 2 pixels at every look, they are never \
    twice the same.
    """)
  var changing = Training(epochs: epochs, batchSize: 20)
  changing.augmentation.shift = 2
  let runs = [("as they are", Training(epochs: epochs, batchSize: 20)), ("moved", changing)]
    .map { name, plan -> (name: String, log: TrainingLog) in
      var generator = SeededGenerator(seed: options.seed)
      var network = leNet5(using: &generator)
      return (
        name,
        plan.train(
          &network, on: few, validation: digits.validation.prefix(500), seed: options.seed)
      )
    }
  page.show(
    LineChart(
      "What augmentation does to the curves",
      runs.flatMap { run in
        [
          Series("training, \(run.name)", run.log.losses),
          Series("validation, \(run.name)", run.log.validationLosses),
        ]
      }, y: Axis("loss", scale: .logarithmic)))
  page.table(
    ["digits", "training loss", "lowest validation loss", "last", "right"],
    runs.map { name, log in
      [
        name, fixedText(log.losses.last ?? 0, decimals: 3),
        fixedText(log.validationLosses.min() ?? 0, decimals: 3),
        fixedText(log.validationLosses.last ?? 0, decimals: 3), percentText(log.accuracy),
      ]
    })
}
