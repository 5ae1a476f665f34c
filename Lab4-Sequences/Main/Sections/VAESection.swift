// Section vae: the two terms of the ELBO while it trains, digits that nobody wrote, and a walk from one
// code to another.

import Lab1
import Lab2
import Lab4
import Reports
import Shared

func vae(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let (training, heldOut) = try lab.digitRows()
  let rows = training.inputs.rows(0..<(lab.options.quick ? 2000 : training.count))
  page.say(
    """
    The code of a digit is no longer a point but a normal distribution, held near N(0, 1) by the KL \
    divergence: so codes can be drawn, and there is a digit at every one of them.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  var model = VAE(inputs: 784, hidden: 256, latents: 8, using: &generator)
  var optimizer = Adam(learningRate: 0.002)
  var context = Context(.training, seed: lab.options.seed)
  let plan = ExamplePlan(inputs: rows, epochs: lab.options.quick ? 4 : 10, batchSize: 64)
  let steps = plan.epochs * batchCount(samples: rows.shape[0], size: plan.batchSize)
  var bar = page.progress("training", total: steps, unit: "batches")
  let bounds = trainVAE(&model, &optimizer, plan, &context) { _, _ in bar.advance() }
  bar.finish()
  page.show(LineChart("ELBO in nats a digit", bounds.map(\.elbo), y: "ELBO"))
  page.illustrate(
    LineChart(
      "Its two terms",
      [
        Series("reconstruction", bounds.map(\.reconstruction)),
        Series("KL divergence", bounds.map(\.divergence)),
      ], y: Axis("nats a digit", scale: .logarithmic)))
  page.show(
    ImageGrid(
      "Samples: digits from random codes", pictures(model.samples(40, using: &generator)),
      range: 0...1))
  showWalk(model, heldOut.inputs, heldOut.labels, on: &page)
  showCode(model, heldOut.inputs, on: &page)
  page.number("ELBO of the last epoch, nats", Double(bounds[bounds.count - 1].elbo))
}

/// From the code of one digit to that of another, in equal steps.
private func showWalk(
  _ model: VAE, _ digits: Tensor, _ labels: [Int], on page: inout LabPage
) {
  var (model, context) = (model, Context(.inference))
  let pairs = [(3, 8), (4, 9), (0, 6), (1, 7)]
  let walks = pairs.map { from, to -> Tensor in
    let ends = [from, to].map { labels.firstIndex(of: $0) ?? 0 }
    _ = model.forward(digits.rows(at: ends), &context)
    let (start, end) = (model.mean.rows(0..<1), model.mean.rows(1..<2))
    let codes = (0..<8).map { start + (end - start) * (Float($0) / 7) }
    return sigmoid(model.decoder.forward(Tensor(concatenating: codes), &context))
  }
  page.say("Eight steps from the code of one held-out digit to that of another:")
  page.illustrate(
    ImageGrid("From 3 to 8, 4 to 9, 0 to 6, 1 to 7", walks.flatMap { pictures($0) }, range: 0...1))
}

/// How much each of the latents says.
private func showCode(_ model: VAE, _ digits: Tensor, on page: inout LabPage) {
  var (model, context) = (model, Context(.inference))
  _ = model.forward(digits, &context)
  let (mean, logVariance) = (model.mean, model.logVariance)
  let divergence = ((exp(logVariance) + square(mean) - 1 - logVariance) * 0.5).mean(along: 0)
  page.illustrate(
    BarChart(
      "What each number of the code says, in nats",
      divergence.scalars.enumerated().map { (name: "z\($0 + 1)", value: Double($1)) }))
  page.number("nats of all numbers of a code", Double(divergence.sum()))
}
