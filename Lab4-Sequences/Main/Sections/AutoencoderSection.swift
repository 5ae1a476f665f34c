// Section autoencoder: digits squeezed into two numbers and into sixteen, and spoilt ones repaired.

import Datasets
import Lab1
import Lab2
import Lab4
import Reports
import Shared

func autoencoder(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let (training, heldOut) = try lab.digitRows()
  let rows = training.inputs.rows(0..<(lab.options.quick ? 2000 : 6000))
  let shown = oneOfEach(heldOut)
  page.say("Handwritten digits, 784 pixels, through a middle of 2 numbers and of 16, and back:")
  var models: [(code: Int, model: Autoencoder)] = []
  for code in [2, 16] { models.append((code, learned(code, .none, rows, lab))) }
  page.show(
    ImageGrid(
      "Held-out digits, and what came back through 2 and through 16 numbers",
      pictures(shown)
        + models.flatMap { pictures(sigmoid($0.model.decoded($0.model.encoded(shown)))) },
      captions: Array(repeating: "as it is", count: 8)
        + models.flatMap { Array(repeating: "\($0.code) numbers", count: 8) }, range: 0...1))
  let seen = heldOut.prefix(500)
  page.show(
    ScatterChart(
      "500 held-out digits by the two numbers of their code",
      points: models[0].model.encoded(seen.inputs), classes: seen.labels, names: seen.classNames,
      axes: ("first number", "second number")))
  for (code, model) in models {
    page.number(
      "error a pixel, \(code) numbers",
      Double(rootMeanSquare(sigmoid(model.decoded(model.encoded(heldOut.inputs))) - heldOut.inputs))
    )
  }
  showRepair(rows, heldOut, lab, on: &page)
}

/// An autoencoder trained on rows, with inputs damaged in one way.
private func learned(
  _ code: Int, _ corruption: Corruption, _ rows: Tensor, _ lab: Lab4State
) -> Autoencoder {
  var generator = SeededGenerator(seed: lab.options.seed)
  var model = Autoencoder(inputs: 784, hidden: 128, code: code, using: &generator)
  var optimizer = Adam(learningRate: 0.003)
  var context = Context(.training, seed: lab.options.seed)
  let plan = ExamplePlan(inputs: rows, epochs: lab.options.quick ? 4 : 8, batchSize: 64)
  trainAutoencoder(
    &model, &optimizer, plan, corruption: corruption, loss: binaryCrossEntropy, &context)
  return model
}

/// The first 0, 1, … 7 of some digits, [8, 784].
private func oneOfEach(_ digits: Dataset) -> Tensor {
  digits.inputs.rows(at: (0..<8).map { digits.labels.firstIndex(of: $0) ?? 0 })
}

private func rootMeanSquare(_ x: Tensor) -> Float { square(x).mean().squareRoot() }

/// Noise on held-out digits, and what a denoising autoencoder makes of it.
private func showRepair(
  _ rows: Tensor, _ digits: Dataset, _ lab: Lab4State, on page: inout LabPage
) {
  let clean = Tensor(concatenating: [oneOfEach(digits), digits.inputs])
  let noise = Corruption.gaussian(deviation: 0.4)
  var generator = SeededGenerator(seed: 7)
  let damaged = noise.applied(to: clean, using: &generator)
  page.say(
    """
    A denoising autoencoder gets damaged digits and is asked for the clean ones: here each pixel with \
    normal noise of deviation 0.4, drawn anew in every step.
    """)
  let model = learned(32, noise, rows, lab)
  let repaired = sigmoid(model.decoded(model.encoded(damaged)))
  page.illustrate(
    ImageGrid(
      "Damaged, repaired, as it was",
      [damaged, repaired, clean].flatMap { pictures($0.rows(0..<8)) },
      captions: ["damaged", "repaired", "as it was"].flatMap { Array(repeating: $0, count: 8) },
      range: 0...1))
  page.number("error a pixel, damaged", Double(rootMeanSquare(damaged - clean)))
  page.number("error a pixel, repaired", Double(rootMeanSquare(repaired - clean)))
}
