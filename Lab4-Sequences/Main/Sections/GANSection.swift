// Section gan: the two losses, and what the generator draws while it learns.

import Lab1
import Lab2
import Lab4
import Reports
import Shared

func gan(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let rows = try lab.digitRows().training.inputs.rows(0..<(lab.options.quick ? 2000 : 6000))
  page.say(
    """
    The generator makes 784 pixels out of 32 random numbers; the discriminator says whether a picture \
    is one of the real digits. Each learns from the other's answers, in turn.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  var model = digitGAN(using: &generator)
  var (first, second) = (
    Adam(learningRate: 0.0005, beta1: 0.5), Adam(learningRate: 0.001, beta1: 0.5)
  )
  var context = Context(.training, seed: lab.options.seed)
  let plan = ExamplePlan(
    inputs: rows * 2 - 1, epochs: lab.options.quick ? 4 : 24, batchSize: 64)
  let rounds = plan.epochs * batchCount(samples: rows.shape[0], size: plan.batchSize)
  var bar = page.progress("training", total: rounds, unit: "rounds")
  var (losses, snapshots): ([GANRound], [Tensor]) = ([], [])
  let noise = Tensor(randomNormal: [8, model.latents], using: &generator)
  trainGAN(
    &model, discriminatorRule: &first, generatorRule: &second, plan, realTarget: 0.9, &context
  ) { round, networks in
    losses.append(round)
    if round.round % (rounds / 4) == 0 { snapshots.append(drawn(networks, noise)) }
    bar.advance()
  }
  bar.finish()
  showLosses(losses, on: &page)
  page.illustrate(
    ImageGrid(
      "The same eight codes after 0, 1/4, 1/2 and 3/4 of the training",
      snapshots.prefix(4).flatMap { pictures($0) }, range: 0...1))
  let codes = Tensor(randomNormal: [40, model.latents], using: &generator)
  let samples = drawn(model, codes)
  page.show(ImageGrid("Samples of the generator", pictures(samples), range: 0...1))
  page.number("deviation of a pixel over samples", Double(spread(samples)))
  page.number("over real digits", Double(spread(rows.rows(0..<40))))
}

/// Dense networks that fit 28 × 28 pixels in −1…1.
private func digitGAN(using generator: inout SeededGenerator) -> GAN {
  GAN(
    generator: Sequential([
      Linear(inputs: 32, outputs: 128, using: &generator), BatchNorm(features: 128), ReLU(),
      Linear(inputs: 128, outputs: 256, using: &generator), BatchNorm(features: 256), ReLU(),
      Linear(inputs: 256, outputs: 784, using: &generator), Tanh(),
    ]),
    discriminator: Sequential([
      Linear(inputs: 784, outputs: 256, using: &generator), LeakyReLU(slope: 0.2),
      Dropout(rate: 0.3),
      Linear(inputs: 256, outputs: 128, using: &generator), LeakyReLU(slope: 0.2),
      Dropout(rate: 0.3),
      Linear(inputs: 128, outputs: 1, using: &generator),
    ]), latents: 32)
}

/// What the generator makes of codes, brought to 0…1.
private func drawn(_ model: GAN, _ codes: Tensor) -> Tensor {
  var (network, context) = (model.generator, Context(.inference))
  return (network.forward(codes, &context) + 1) / 2
}

/// The deviation of a pixel from picture to picture, mean over pixels: small where all look alike.
private func spread(_ pictures: Tensor) -> Float {
  sqrt(pictures.variance(along: 0)).mean()
}

private func showLosses(_ losses: [GANRound], on page: inout LabPage) {
  let (ofD, ofG) = (
    smoothed(losses.map(\.discriminatorLoss)), smoothed(losses.map(\.generatorLoss))
  )
  let rounds = ofD.indices.map { 10 * $0 + 10 }
  page.show(
    LineChart(
      "The two losses, means of ten rounds",
      [Series("discriminator", x: rounds, y: ofD), Series("generator", x: rounds, y: ofG)],
      x: "round", y: "loss"))
  page.say(
    """
    A discriminator that can only guess has 2·ln 2 = 1.386, a generator against it ln 2 = 0.693. Neither \
    loss has to fall: they hold each other. Only the pictures tell.
    """)
}
