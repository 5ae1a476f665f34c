// Section lenet: the practical of 1998, from the lab's own layers.

import Lab1
import Lab3
import Reports
import Shared

func lenet(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let digits = try lab.digits()
  page.say(
    """
    \(digits.name): \(grouped(digits.training.labels.count)) to learn from, \
    \(grouped(digits.validation.labels.count)) to choose by, \(grouped(digits.test.labels.count)) to measure with in \
    the end. LeNet-5 as one would build it today: ReLU, maxima, AdamW.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  let lines = summary(of: leNet5(using: &generator), inputShape: [1, 1, 28, 28])
  page.table(
    ["layer", "output", "parameters"],
    lines.map {
      [$0.name, "\($0.outputShape)", $0.parameterCount == 0 ? "" : grouped($0.parameterCount)]
    }
  )
  let result = try lab.leNet(&page)
  showCurves(of: result.log, on: &page)
  let answers = logits(result.network, digits.test.inputs)
  showWrongAnswers(answers, digits, on: &page)
  page.number("parameters", grouped(lines.map(\.parameterCount).reduce(0, +)))
  page.number("seconds an epoch", secondsText(result.log))
  page.number("right on the validation part", percentText(result.log.accuracy, decimals: 2))
  page.number(
    "right on the test part",
    percentText(accuracy(logits: answers, labels: digits.test.labels), decimals: 2))
}

/// The time of one epoch of a training.
func secondsText(_ log: TrainingLog) -> String {
  fixedText(log.seconds / Double(max(1, log.losses.count)), decimals: 1)
}

/// Losses in the report, accuracies in the terminal too.
func showCurves(of log: TrainingLog, on page: inout LabPage) {
  page.illustrate(
    LineChart(
      "Loss",
      [Series("training", log.losses), Series("validation", log.validationLosses)]))
  page.show(
    LineChart(
      "Right answers on the validation part",
      [Series("", log.validationAccuracies.map { $0 * 100 }).marking(.maximum)], x: "epoch",
      y: Axis("right", unit: "%")))
}

/// The wrong answers that a network was surest of.
func showWrongAnswers(_ logits: Tensor, _ data: ImageData, on page: inout LabPage) {
  let (probabilities, labels) = (softmax(logits), data.test.labels)
  let answers = probabilities.argmax(along: 1)
  let wrong = answers.indices.filter { answers[$0] != labels[$0] }
    .sorted { probabilities[$0, answers[$0]] > probabilities[$1, answers[$1]] }
  let shown = Array(wrong.prefix(20))
  page.illustrate(
    ImageGrid(
      "The wrong answers that it was surest of", pictures(data.test.inputs.rows(at: shown)),
      captions: shown.map { "\(data.classNames[labels[$0]]) as \(data.classNames[answers[$0]])" }))
}
