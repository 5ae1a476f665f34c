// Section early-stopping: a network learns 300 pictures by heart, and the best epoch is kept.

import Lab1
import Lab2
import Reports
import Shared

func earlyStopping(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let (clothes, epochs) = (try lab.clothes(), lab.options.quick ? 16 : 30)
  page.say(
    """
    Two hidden layers of 64 units and only 300 pictures: the training loss falls to nothing. The \
    loss on other pictures falls, and then rises. Early stopping with a patience of 4 watches; here \
    training goes on past its end so that the rest of the curve can be seen.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  var network = stack(hidden: 2, width: 64, using: &generator)
  let run = RecordedRun(
    training: clothes.training.prefix(300), validation: clothes.validation, epochs: epochs,
    batchSize: 30)
  var stopping = EarlyStopping<Sequential>(patience: 4)
  var stoppedAt: Int?
  let record = run.train(&network, AdamW(learningRate: 0.002), seed: lab.options.seed) {
    guard stoppedAt == nil else { return true }
    if stopping.observe($0, $1) == .stop { stoppedAt = stopping.epochs }
    return true
  }
  page.show(
    LineChart(
      "Loss with 300 pictures",
      [
        Series("training", record.trainingLosses, startingAt: 0),
        Series("validation", record.validationLosses, startingAt: 0).marking(.minimum),
      ]))
  stopping.restore(&network)
  let kept = score(network, clothes.validation)
  page.number("best epoch", stopping.bestEpoch.map { "\($0 + 1)" } ?? "none")
  page.number("would have stopped after epoch", stoppedAt.map(String.init) ?? "not in \(epochs)")
  page.number("validation loss of the model that was kept", Double(kept.loss))
  page.number("validation loss in epoch \(epochs)", Double(record.validationLosses[epochs]))
}
