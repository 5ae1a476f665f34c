// Section regression: how far a disease advances, predicted from a table of ten measurements.

import Datasets
import Lab1
import Reports
import Shared

func regression(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  let table = try Diabetes.embedded()
  let (training, heldOut) = table.split(heldOut: 0.25, seed: lab.options.seed)
  page.say(
    """
    442 patients (Efron and others, 2004), ten measurements each; the target is the advance of \
    the disease in a year. Means and deviations come from the training rows alone.
    """)
  let inputs = Standardizer.fitted(to: training.inputs)
  let targets = Standardizer.fitted(to: training.targets)
  var generator = SeededGenerator(seed: lab.options.seed)
  var mlp = MLP(inputs: table.inputs.shape[1], hidden: 8, outputs: 1, using: &generator)
  var (rule, context) = (SGD(learningRate: 0.02), Context(.training, seed: lab.options.seed))
  let plan = TrainingPlan(
    inputs: inputs.transformed(training.inputs), targets: targets.transformed(training.targets),
    epochs: 30, batchSize: 32)
  var losses: [Float] = []
  train(&mlp, &rule, plan, loss: meanSquaredError, &context) { event in
    if case .epoch(_, let loss, _) = event { losses.append(loss) }
  }
  page.illustrate(LineChart("Training loss, targets standardised", losses))
  let prediction = predictInOriginalUnits(mlp, heldOut.inputs, inputs: inputs, targets: targets)
  show(prediction, heldOut.targets, mean: training.targets.mean(), on: &page)
}

private func show(
  _ prediction: Tensor, _ target: Tensor, mean: Float, on page: inout LabPage
) {
  page.show(
    ScatterChart(
      "Held-out patients", x: target, y: prediction,
      axes: (x: "measured", y: "predicted"), diagonal: true))
  let guess = Tensor(repeating: mean, shape: target.shape)
  page.table(
    ["held-out patients: \(target.shape[0])", "R²", "typical error"],
    [("always the mean", guess), ("the network", prediction)].map { name, values in
      [
        name, fixedText(rSquared(values, target), decimals: 3),
        fixedText(rootMeanSquaredError(values, target), decimals: 1),
      ]
    })
}
