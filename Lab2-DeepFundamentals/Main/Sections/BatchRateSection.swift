// Section batch-rate: which learning rate suits which batch.

import Lab2
import Reports
import Shared

func batchRate(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let clothes = try lab.clothes()
  let training = clothes.training.prefix(lab.options.quick ? 512 : 2048)
  let (sizes, rates): ([Int], [Float]) = ([16, 64, 256], [0.0003, 0.001, 0.003, 0.01, 0.03])
  page.say(
    """
    The same network, \(training.labels.count) pictures, 3 epochs: small batches make many rough \
    steps, large ones few exact ones, which have to be longer.
    """)
  let accuracies = sizes.map { size in
    rates.map { rate in
      var recipe = Recipe.small(lab.options)
      (recipe.batchSize, recipe.rate, recipe.epochs) = (size, rate, 3)
      let result = recipe.train(
        on: training, validation: clothes.validation, lab.options.seed)
      return Double((result.accuracy * 1000).rounded() / 10)
    }
  }
  page.illustrate(
    HeatMap(
      "Right on the validation part, in percent", accuracies.flatMap { $0 }, columns: rates.count,
      rowNames: sizes.map(String.init), columnNames: rates.map { shortText($0) },
      axes: (x: "learning rate", y: "batch")))
  page.show(
    LineChart(
      "Right on the validation part by rate",
      zip(sizes, accuracies).map { Series("batches of \($0)", x: rates, y: $1) },
      x: Axis("learning rate", scale: .logarithmic), y: Axis("right", unit: "%")))
  for (size, values) in zip(sizes, accuracies) {
    let best = rates.indices.max { values[$0] < values[$1] } ?? 0
    page.number(
      "best rate for batches of \(size)",
      "\(shortText(rates[best])), \(fixedText(values[best], decimals: 1)) % right")
  }
}
