// Section clothes: a small ResNet on Fashion-MNIST, where the deep network of Lab 2 got to 90 %.

import Lab1
import Lab3
import Reports
import Shared

func clothes(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let data = try lab.clothes()
  page.say(
    """
    \(data.name): \(grouped(data.training.labels.count)) to learn from, \(grouped(data.validation.labels.count)) to \
    choose by, \(grouped(data.test.labels.count)) to measure with in the end.
    """)
  let (blocks, result) = TrainedNetwork.smallResNet(on: data, lab.options, &page)
  showCurves(of: result.log, on: &page)
  let answers = logits(result.network, data.test.inputs)
  let matrix = ConfusionMatrix(
    "Confusion on the test part", labels: data.test.labels,
    predictions: answers.argmax(along: 1), names: data.classNames)
  page.illustrate(matrix)
  page.show(
    BarChart(
      "Found of each class",
      data.classNames.enumerated().map { (name: $1, value: (matrix.recall($0) * 100).rounded()) },
      axis: Axis("right", unit: "%", range: 0...100)))
  showWrongAnswers(answers, data, on: &page)
  page.number("parameters", grouped(parameterCount(of: blocks)))
  page.number(
    "multiplications an image", millions(multiplyAdds(of: blocks, on: [1, 28, 28])))
  page.number("epochs", "\(result.log.losses.count)")
  page.number("seconds an epoch", secondsText(result.log))
  page.number("right on the validation part", percentText(result.log.accuracy, decimals: 2))
  page.number(
    "right on the test part",
    percentText(accuracy(logits: answers, labels: data.test.labels), decimals: 2))
}

/// A count in millions, such as `4.21 million`.
func millions(_ count: Int) -> String { "\(shortText(Double(count) / 1e6)) million" }
