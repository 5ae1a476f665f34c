// Section sanity: the two checks before any long training, ln C at the start and one batch by heart.

import Lab1
import Reports
import Shared

func sanity(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  let digits = try lab.digits().training.flattened.prefix(32)
  var generator = SeededGenerator(seed: lab.options.seed)
  var (mlp, context) = (
    MLP(inputs: digits.inputs.shape[1], hidden: 64, outputs: 10, using: &generator),
    Context(.training, seed: lab.options.seed)
  )
  page.say(
    "Ten classes and no knowledge: the loss starts near ln 10. Much more or less is a mistake.")
  let logits = mlp.forward(digits.inputs, &context)
  let first = softmaxCrossEntropy(logits: logits, labels: digits.labels).loss
  page.number("expected, ln 10", fixedText(expectedInitialLoss(classes: 10), decimals: 3))
  page.number("first loss", fixedText(first, decimals: 3))

  page.say("A sound network learns 32 digits by heart. With labels of other digits it can too:")
  let shuffled = generator.permutation(32).map { digits.labels[$0] }
  let curves = [("right labels", digits.labels), ("shuffled labels", shuffled)].map {
    name, labels in
    let losses = overfitOneBatch(
      mlp, Adam(learningRate: 0.003), x: digits.inputs, target: labels,
      loss: softmaxCrossEntropy, steps: 300, below: 0.01)
    let learned = losses[losses.count - 1] < 0.01
    page.number(name, learned ? "below 0.01 in step \(losses.count)" : "not learned")
    return Series(name, losses)
  }
  page.show(
    LineChart(
      "One batch, again and again", curves, x: "step", y: Axis("loss", scale: .logarithmic)))
}
