// Tests of 4.14: the trick and its gradients, the divergence, the sum over pixels, the model part by part,
// and a step. The decimals are reference values computed in double precision.

import Foundation
import Grading
import Lab1
import Lab4
import Shared
import Testing

struct VAETests {
  @Test(.exercise("4.14", "Variational autoencoder", points: 5))
  func variationalAutoencoder() async {
    await checkTrick()
    await checkDivergence()
    await checkForward()
    await checkBackward()
    await checkUse()
  }

  private func checkTrick() async {
    let mean: Tensor = [[0.5, -1], [2, 0]]
    let logVariance: Tensor = [[0, 1], [-2, 0.5]]
    let noise: Tensor = [[1, -0.5], [0.25, 2]]
    await check("z is the mean plus noise times the deviation; both get a gradient") { sheet in
      sheet.call(
        "reparameterized, and its backward with dz = [[1, 2], [-1, 0.5]]",
        on: ["mean": mean, "logVariance": logVariance, "noise": noise])
      sheet["z"] = reparameterized(mean: mean, logVariance: logVariance, noise: noise)
      let gradient = reparameterizedBackward(
        [[1, 2], [-1, 0.5]], logVariance: logVariance, noise: noise)
      sheet["dMean"] = gradient.mean
      sheet["dLogVariance"] = gradient.logVariance
    } equals: {
      [
        "z": [[1.5, -1.824360635], [2.09196986, 2.568050833]],
        "dMean": [[1, 2], [-1, 0.5]],
        "dLogVariance": [[0.5, -0.824360635], [-0.04598493, 0.642012708]],
      ]
    }
  }

  private func checkDivergence() async {
    let mean: Tensor = [[0.5, -1], [2, 0]]
    let logVariance: Tensor = [[0, 1], [-2, 0.5]]
    await check("the divergence is a sum over latents and a mean over the batch") { sheet in
      sheet.call("klDivergence", on: ["mean": mean, "logVariance": logVariance])
      let result = klDivergence(mean: mean, logVariance: logVariance)
      sheet["loss"] = result.loss
      sheet["dMean"] = result.gradient.mean
      sheet["dLogVariance"] = result.gradient.logVariance
    } equals: {
      [
        "loss": 1.813084596, "dMean": [[0.25, -0.5], [1, 0]],
        "dLogVariance": [[0, 0.429570457], [-0.216166179, 0.162180318]],
      ]
    }
    await check("the reconstruction loss is a sum over pixels and a mean over the batch") { sheet in
      let logits: Tensor = [[0, 1, -2], [3, -1, 0.5]]
      let pixels: Tensor = [[0, 1, 0.5], [1, 0, 0.25]]
      sheet.call("reconstructionLoss", on: ["logits": logits, "target": pixels])
      let result = reconstructionLoss(logits: logits, target: pixels)
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      [
        "loss": 1.672131451,
        "gradient": [
          [0.25, -0.134470711, -0.190398539], [-0.023712937, 0.134470711, 0.186229666],
        ],
      ]
    }
  }

  private func checkForward() async {
    await check("forward cuts the encoder's output, draws, and decodes", weight: 2) { sheet in
      var (model, context) = (vae(), Context(.training, seed: 4))
      sheet.call("VAE(x·Eᵀ, z·Dᵀ).forward(x) in training, seed 4", on: ["x": x])
      let logits = model.forward(x, &context)
      sheet["mean"] = model.mean
      sheet["logVariance"] = model.logVariance
      sheet["noise"] = model.noise
      sheet["logits"] = logits
    } equals: {
      [
        "mean": [[2.625, -0.25], [-1, 1.5]], "logVariance": [[-0.1, -0.75], [0.525, 0.1]],
        "noise": [[0.828981997, -1.977167518], [-0.856762779, -2.135572568]],
        "logits": [
          [2.609109049, -4.924548109, 1.608886038], [-2.486475662, -0.433160028, 0.745065715],
        ],
      ]
    }
    await check("in inference z is the mean, and nothing is drawn") { sheet in
      var (model, context) = (vae(), Context(.inference, seed: 4))
      sheet.call("VAE(x·Eᵀ, z·Dᵀ).forward(x) in inference; the next number", on: ["x": x])
      sheet["logits"] = model.forward(x, &context)
      sheet["next number"] = context.generator.uniform()
    } equals: {
      ["logits": [[2.5, -1.8125, 0.25], [-0.25, 3.5, -1.5]], "next number": 0.431455791]
    }
    await checkStops(
      "an encoder of another width is refused", weight: 0.5, saying: "[2, 3]"
    ) { sheet in
      sheet.call("VAE(encoder to 3 columns, latents: 2).forward")
      var model = VAE(
        encoder: Sequential([BentDense([[1, 0, 0], [0, 1, 0], [0, 0, 1]], bends: false)]),
        decoder: Sequential([]),
        latents: 2)
      var context = Context(.training)
      sheet["logits"] = model.forward(x, &context)
    }
  }

  private func checkBackward() async {
    await check("backward adds the divergence where it arises", weight: 2) { sheet in
      var (model, context) = (vae(), Context(.training, seed: 4))
      let dy: Tensor = [[1, -0.5, 2], [0.5, 1, -1]]
      sheet.call("VAE, klWeight 0.5: forward(x), backward(dy), seed 4", on: ["x": x, "dy": dy])
      sheet["logits"] = model.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: model.backward(dy)) { perturbed in
        var (copy, context) = (model, Context(.training, seed: 4))
        let y = copy.forward(perturbed, &context)
        return doubleDot(y, dy) + 0.5 * divergence(copy)
      }
      sheet["dE, dD"] = allGradients(&model)
    } equals: {
      [
        "logits": [
          [2.609109049, -4.924548109, 1.608886038], [-2.486475662, -0.433160028, 0.745065715],
        ],
        "dx": .gradient(
          [
            [-1.815668243, -2.649609018, 1.776792921], [4.248593924, 0.980605109, -2.264400749],
          ], afterForward: "logits"),
        "dE, dD": .tensors([
          [
            [1.78125, -4.0625, 1.203125], [-0.75, 8.75, -4.90625],
            [0.524103398, -0.875592083, 0.154167504], [-0.184889345, -6.900392155, 4.451412106],
          ],
          [
            [2.356580666, -1.981418895], [-3.820718839, 0.059377304],
            [8.941046941, -2.47270636],
          ],
        ]),
      ]
    }
  }

  private func checkUse() async {
    await check("samples are decoded draws, as probabilities") { sheet in
      sheet.call("VAE.samples(3), seed 6")
      var generator = SeededGenerator(seed: 6)
      sheet["samples"] = vae().samples(3, using: &generator)
    } equals: {
      [
        "samples": [
          [0.195559132, 0.787684237, 0.433302079], [0.659454493, 0.525214372, 0.4522157],
          [0.540663696, 0.224206507, 0.6260883],
        ]
      ]
    }
    await check("a step returns both terms and moves every parameter once", weight: 2) { sheet in
      let pixels: Tensor = [[1, 0, 0.5], [0, 1, 0.25]]
      sheet.call("two vaeSteps, klWeight 0.5, rate 0.1, seed 8", on: ["x": pixels])
      var (model, context) = (vae(), Context(.training, seed: 8))
      var rule = PlainDescent(learningRate: 0.1)
      for step in ["first", "second"] {
        let bound = vaeStep(&model, &rule, x: pixels, &context)
        sheet["\(step): reconstruction"] = bound.reconstruction
        sheet["\(step): divergence"] = bound.divergence
      }
      sheet["E, D afterwards"] = allValues(&model)
    } equals: {
      [
        "first: reconstruction": 3.019636757, "first: divergence": 0.511970228,
        "second: reconstruction": 2.825121553, "second: divergence": 0.533266503,
        "E, D afterwards": .tensors([
          [
            [0.547830598, -1.018615125, 0.269261518], [0.889706795, 0.689848547, -0.507684466],
            [0.217313706, 0.096409099, -0.317240872], [-0.192141823, 0.117926954, 0.058410827],
          ],
          [
            [1.003062998, 0.511685046], [-0.581479609, 1.878676296],
            [0.052309363, -0.927885009],
          ],
        ]),
      ]
    }
  }
}

private let x: Tensor = [[1, -2, 0.5], [0.5, 1, -1]]

private func vae() -> VAE {
  VAE(
    encoder: Sequential([
      BentDense(
        [[0.5, -1, 0.25], [1, 0.5, -0.5], [0.25, 0.1, -0.3], [-0.2, 0.3, 0.1]], bends: false)
    ]),
    decoder: Sequential([BentDense([[1, 0.5], [-0.5, 2], [0, -1]], bends: false)]), latents: 2,
    klWeight: 0.5)
}

/// The divergence of what a forward left in the model, summed in `Double`.
private func divergence(_ model: VAE) -> Double {
  let terms = zip(model.mean.scalars, model.logVariance.scalars).map { mean, logVariance in
    let (m, l) = (Double(mean), Double(logVariance))
    return -0.5 * (1 + l - m * m - exp(l))
  }
  return terms.reduce(0, +) / Double(model.mean.shape[0])
}
