// Section fashion: the practical, a deep network with all techniques of the lab.

import Datasets
import Lab1
import Lab2
import Reports
import Shared

/// What the classes are called.
let classNames = Fashion.classNames

func fashion(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let clothes = try lab.clothes()
  let recipe = Recipe.practical(isFull: clothes.isFull, lab.options)
  page.say(
    """
    \(clothes.name): \(clothes.training.labels.count) to learn from, \
    \(clothes.validation.labels.count) to choose the epoch by, \(clothes.test.labels.count) to \
    measure with in the end. The network has \(recipe.depth) linear layers of \
    \(recipe.shape.width) units in residual blocks with batch normalisation and dropout; AdamW, \
    smoothed labels, a warm-up, a cosine and clipping train it.
    """)
  let count = clothes.test.labels.count
  let shown = (0..<20).map { $0 * count / 20 }
  page.show(
    ImageGrid(
      "Some of the test part", pictures(clothes.testPictures.rows(at: shown)),
      captions: clothes.test.labels.rows(at: shown).map { classNames[$0] }))
  let result = try lab.trained(&page)
  showCurves(of: result, on: &page)
  showNorms(of: result, on: &page)
  showAnswers(of: result, clothes, on: &page)
  var network = result.network
  page.number("weights of the network", "\(network.parameterCount)")
  page.number("epochs", "\(result.trainingLosses.count)")
  page.number(
    "seconds an epoch",
    fixedText(result.trainingTime / Double(result.trainingLosses.count), decimals: 2))
  page.number("right on the validation part", percentText(result.accuracy, decimals: 2))
  page.number(
    "right on the test part", percentText(score(network, clothes.test).accuracy, decimals: 2))
}

private func showCurves(of result: TrainedClassifier, on page: inout LabPage) {
  page.illustrate(
    LineChart(
      "Loss",
      [
        Series("training, with dropout", result.trainingLosses),
        Series("validation", result.validationLosses).marking(.minimum),
      ]))
  page.show(
    LineChart(
      "Right answers on the validation part",
      [Series("", result.validationAccuracies.map { $0 * 100 }).marking(.maximum)], x: "epoch",
      y: Axis("right", unit: "%")))
  page.illustrate(
    LineChart(
      "Learning rate", [Series("", result.rates)], x: "step", y: "learning rate"))
}

private func showNorms(of result: TrainedClassifier, on page: inout LabPage) {
  page.illustrate(
    LineChart(
      "Norm of all gradients before clipping at 1", [Series("", result.stepNorms)], x: "step",
      y: Axis("norm", scale: .logarithmic)))
  let names = result.flowBefore.layers.indices.map { index in
    index == 0
      ? "first linear"
      : index == result.flowBefore.layers.count - 1
        ? "last linear"
        : index == result.flowBefore.layers.count - 2 ? "last norm" : "block \(index)"
  }
  page.illustrate(
    BarChart(
      "Gradient norm by layer", names: names,
      [
        Series("before training", result.flowBefore.layers.map(\.gradientNorm)),
        Series("after", result.flowAfter.layers.map(\.gradientNorm)),
      ]))
  page.number("flow before training", result.flowBefore.verdict.rawValue)
  page.number("growth of the signal a layer", Double(result.flowBefore.growth))
}

private func showAnswers(
  of result: TrainedClassifier, _ clothes: FashionData, on page: inout LabPage
) {
  var (network, context) = (result.network, Context(.inference))
  let probabilities = softmax(network.forward(clothes.test.inputs, &context))
  let answers = probabilities.argmax(along: 1)
  page.say("Rows are the right classes, columns the answers; what is off the diagonal is wrong.")
  let matrix = ConfusionMatrix(
    "Confusion on the test part", labels: clothes.test.labels, predictions: answers,
    names: classNames)
  page.illustrate(matrix)
  page.show(
    BarChart(
      "Found of each class",
      classNames.enumerated().map { (name: $1, value: (matrix.recall($0) * 100).rounded()) },
      axis: Axis("right", unit: "%", range: 0...100)))
  let wrong = answers.indices.filter { answers[$0] != clothes.test.labels[$0] }
  let surest = wrong.sorted { probabilities[$0, answers[$0]] > probabilities[$1, answers[$1]] }
  let shown = Array(surest.prefix(20))
  page.illustrate(
    ImageGrid(
      "The wrong answers that it was surest of", pictures(clothes.testPictures.rows(at: shown)),
      captions: shown.map { "\(classNames[clothes.test.labels[$0]]) as \(classNames[answers[$0]])" }
    ))
}
