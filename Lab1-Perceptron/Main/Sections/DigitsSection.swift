// Section digits: the practical, a network that learns to read handwritten digits.

import Datasets
import Lab1
import Reports
import Shared

func digits(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  let data = try lab.digits()
  page.say(
    """
    \(data.name): \(data.training.count) to learn from, \(data.heldOut.count) held out, which \
    training never sees. Each is 28×28 grey values.
    """)
  page.show(
    ImageGrid(
      "Some of them", pictures(data.training.prefix(20).inputs),
      captions: data.training.labels.prefix(20).map(String.init)))
  let result = try lab.trained(&page)
  page.illustrate(
    LineChart(
      "Loss",
      [
        Series("training", result.trainingLosses), Series("held out", result.heldOutLosses),
      ]))
  page.show(
    LineChart(
      "Right answers on the held-out part",
      [Series("", result.accuracies.map { $0 * 100 }).marking(.maximum)], x: "epoch",
      y: Axis("right", unit: "%")))
  page.number("weights of the network", "\(result.parameters.map(\.count).reduce(0, +))")
  page.number("epochs", "\(result.accuracies.count)")
  page.number("seconds an epoch", fixedText(result.secondsAnEpoch, decimals: 2))
  page.number("right on the held-out digits", percentText(result.accuracy, decimals: 2))
}
