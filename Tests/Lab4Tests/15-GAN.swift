// Tests of 4.15: the two losses, the noise, and who moves in which step. The decimals are reference
// values computed in double precision.

import Grading
import Lab1
import Lab4
import Shared
import Testing

struct GANTests {
  @Test(.exercise("4.15", "Generative adversarial network", points: 4))
  func generativeAdversarialNetwork() async {
    await checkLosses()
    await checkFakes()
    await checkDiscriminatorStep()
    await checkGeneratorStep()
    await checkRounds()
  }

  private func checkLosses() async {
    let real: Tensor = [[0.5], [-1]]
    let fake: Tensor = [[2], [0.25], [-3]]
    await check("the discriminator wants 1 for real ones and 0 for fakes") { sheet in
      sheet.call("discriminatorLoss", on: ["real": real, "fake": fake])
      let result = discriminatorLoss(real: real, fake: fake)
      sheet["loss"] = result.loss
      sheet["gradient, real"] = result.real
      sheet["gradient, fake"] = result.fake
    } equals: {
      [
        "loss": 1.894154263, "gradient, real": [[-0.188770334], [-0.365529289]],
        "gradient, fake": [[0.293599026], [0.187392167], [0.015808624]],
      ]
    }
    await check("realTarget changes the half of the real ones alone") { sheet in
      sheet.call("discriminatorLoss, realTarget 0.9", on: ["real": real, "fake": fake])
      let result = discriminatorLoss(real: real, fake: fake, realTarget: 0.9)
      sheet["loss"] = result.loss
      sheet["gradient, real"] = result.real
      sheet["gradient, fake"] = result.fake
    } equals: {
      [
        "loss": 1.869154263, "gradient, real": [[-0.138770334], [-0.315529289]],
        "gradient, fake": [[0.293599026], [0.187392167], [0.015808624]],
      ]
    }
    await check("the generator wants its fakes taken for real, and does not saturate") { sheet in
      sheet.call("generatorLoss, then of one fake that is seen through, [[-8]]", on: ["fake": fake])
      let result = generatorLoss(fake: fake)
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
      sheet["seen through: loss"] = generatorLoss(fake: [[-8]]).loss
      sheet["seen through: gradient"] = generatorLoss(fake: [[-8]]).gradient
    } equals: {
      [
        "loss": 1.250484927, "gradient": [[-0.039734307], [-0.145941166], [-0.317524709]],
        "seen through: loss": 8.000335406, "seen through: gradient": [[-0.99966465]],
      ]
    }
  }

  private func checkFakes() async {
    await check("fakes are normal noise, passed through the generator") { sheet in
      sheet.call("GAN(n·Gᵀ, …).fakes(3), seed 2")
      var (model, context) = (gan(), Context(.training, seed: 2))
      sheet["fakes"] = model.fakes(3, &context)
    } equals: {
      [
        "fakes": [
          [-0.133741563, 0.057938215, 0.101199429], [-0.136188876, -0.548128203, 0.163763921],
          [0.788929583, -0.527473895, -0.578396277],
        ]
      ]
    }
  }

  private func checkDiscriminatorStep() async {
    await check("a discriminator step moves nothing of the generator", weight: 2) { sheet in
      sheet.call("two discriminatorSteps, realTarget 0.9, rate 0.5, seed 2", on: ["real": real])
      var (model, context) = (gan(), Context(.training, seed: 2))
      var rule = PlainDescent(learningRate: 0.5)
      for step in ["first", "second"] {
        let loss = model.discriminatorStep(real: real, &rule, realTarget: 0.9, &context)
        sheet["\(step): loss"] = loss
        sheet["\(step): discriminator"] = allValues(&model.discriminator)
      }
      sheet["generator"] = allValues(&model.generator)
      sheet["its gradient"] = allGradients(&model.generator)
    } equals: {
      [
        "first: loss": 1.63080397,
        "first: discriminator": .tensors([
          [[0.384151685, 0.104088014, 0.508961241], [-0.687219537, -0.120948526, 0.455194125]],
          [[0.931247899, -0.694870357]],
        ]),
        "second: loss": 1.230810476,
        "second: discriminator": .tensors([
          [[0.328241874, 0.319729303, 0.636091312], [-0.660443363, -0.211311407, 0.399455534]],
          [[1.029936505, -0.607803885]],
        ]),
        "generator": .tensors([[[0.5, -1], [1, 0.5], [-0.5, 0.75]]]),
        "its gradient": .tensors([[[0, 0], [0, 0], [0, 0]]]),
      ]
    }
  }

  private func checkGeneratorStep() async {
    await check("a generator step goes through a discriminator that stays", weight: 2) { sheet in
      sheet.call("two generatorSteps of 3 fakes, rate 0.5, seed 2")
      var (model, context) = (gan(), Context(.training, seed: 2))
      var rule = PlainDescent(learningRate: 0.5)
      for step in ["first", "second"] {
        let loss = model.generatorStep(count: 3, &rule, &context)
        sheet["\(step): loss"] = loss
        sheet["\(step): generator"] = allValues(&model.generator)
      }
      sheet["discriminator"] = allValues(&model.discriminator)
    } equals: {
      [
        "first: loss": 0.596144754,
        "first: generator": .tensors([
          [[0.461632712, -1.022862572], [1.01674744, 0.511587739], [-0.491691013, 0.751275434]]
        ]),
        "second: loss": 0.814866525,
        "second: generator": .tensors([
          [[0.354688933, -0.984177672], [1.071847372, 0.488693662], [-0.487773412, 0.756630231]]
        ]),
        "discriminator": .tensors([[[0.4, -0.3, 0.2], [-0.6, 0.1, 0.5]], [[1, -0.8]]]),
      ]
    }
  }

  private func checkRounds() async {
    await check("in turns, no gradient of one step is left in the other", weight: 2) { sheet in
      sheet.call("two rounds of both steps, rate 0.5, seed 11", on: ["real": real])
      var (model, context) = (gan(), Context(.training, seed: 11))
      var (first, second) = (PlainDescent(learningRate: 0.5), PlainDescent(learningRate: 0.5))
      for round in ["first", "second"] {
        sheet["\(round): discriminator's loss"] = model.discriminatorStep(
          real: real, &first, &context)
        sheet["\(round): generator's loss"] = model.generatorStep(count: 2, &second, &context)
      }
      sheet["generator"] = allValues(&model.generator)
      sheet["discriminator"] = allValues(&model.discriminator)
    } equals: {
      [
        "first: discriminator's loss": 2.061712628, "first: generator's loss": 0.505270611,
        "second: discriminator's loss": 1.267453526, "second: generator's loss": 0.591998042,
        "generator": .tensors([
          [
            [0.624415031, -0.989605321], [1.132497685, 0.510826788], [-0.170017045, 0.781194083],
          ]
        ]),
        "discriminator": .tensors([
          [[0.060110763, 0.208888785, 0.842024694], [-0.63380356, -0.144956978, 0.353028623]],
          [[0.991798196, -0.276905619]],
        ]),
      ]
    }
  }
}

private let real: Tensor = [[1, 2, 0.5], [-1, 1, 2]]

private func gan() -> GAN {
  GAN(
    generator: Sequential([BentDense([[0.5, -1], [1, 0.5], [-0.5, 0.75]], bends: false)]),
    discriminator: Sequential([
      BentDense([[0.4, -0.3, 0.2], [-0.6, 0.1, 0.5]]), BentDense([[1, -0.8]], bends: false),
    ]), latents: 2)
}
