// Section batchnorm: what batch normalisation does to a shifted batch, in training and afterwards.

import Lab2
import Reports
import Shared

func batchNorm(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    Batches of 64 examples with one feature, of mean 5 and deviation 3. In training each batch is \
    standardised by its own mean and deviation, and running averages learn what a usual batch is. \
    In inference those averages are used: an answer then depends on its own example alone.
    """)
  var (generator, norm) = (SeededGenerator(seed: lab.options.seed), BatchNorm(features: 1))
  var (training, inference) = (Context(.training), Context(.inference))
  var (means, deviations, inside): ([Float], [Float], [Float]) = ([], [], [])
  for _ in 0..<60 {
    let batch = shifted(64, &generator)
    _ = norm.forward(batch, &training)
    means.append(norm.runningMean[0])
    deviations.append(norm.runningVariance[0].squareRoot())
    inside.append(norm.forward(batch, &inference).mean())
  }
  page.show(
    LineChart(
      "Running averages on their way to 5 and 3",
      [Series("running mean", means), Series("root of the running variance", deviations)],
      x: "batch", y: "value"))
  page.illustrate(
    LineChart(
      "Mean of the same batch in inference mode: far off until the averages have settled",
      [Series("", inside)], x: "batches seen", y: "mean of the output"))
  let batch = shifted(64, &generator)
  let (trained, inferred) = (norm.forward(batch, &training), norm.forward(batch, &inference))
  page.table(
    ["", "mean", "deviation"],
    [("the batch", batch), ("training mode", trained), ("inference mode", inferred)].map {
      [$0.0, fixedText($0.1.mean(), decimals: 3), deviationText($0.1)]
    })
  let single = norm.forward(batch.rows(0..<1), &inference)
  page.number(
    "the first example alone, in inference mode",
    "\(fixedText(single.item, decimals: 4)), in the batch \(fixedText(inferred[0, 0], decimals: 4))"
  )
}

private func shifted(_ count: Int, _ generator: inout SeededGenerator) -> Tensor {
  Tensor(randomNormal: [count, 1], using: &generator) * 3 + 5
}

/// The standard deviation of a tensor, to three decimals.
func deviationText(_ x: Tensor) -> String { fixedText(x.variance().squareRoot(), decimals: 3) }
