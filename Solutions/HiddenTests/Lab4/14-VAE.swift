// The hidden tests of 4.14: PyTorch's values, extremes, a bent encoder, other weights of the divergence,
// and a training whose samples look like the data.

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
    await checkPasses()
    await checkModes()
    await checkTraining()
  }

  private func checkTrick() async {
    await check("reparameterized agrees with PyTorch, both ways") { sheet in
      sheet.call(
        "reparameterized, and its backward", on: ["mean": mean, "logVariance": logVariance])
      let noise: Tensor = [
        [-1.552, -0.626, -1.582, -0.734], [1.353, -1.045, -1.074, 1.814],
        [0.401, -0.139, 0.361, -1.955],
      ]
      sheet["z"] = reparameterized(mean: mean, logVariance: logVariance, noise: noise)
      let gradient = reparameterizedBackward(
        [
          [-0.637, 0.528, 0.43, 0.169], [0.296, 0.765, -0.656, -0.899],
          [-0.391, -0.093, -0.021, -0.373],
        ], logVariance: logVariance, noise: noise)
      sheet["dLogVariance"] = gradient.logVariance
    } equals: {
      [
        "z": [
          [-1.892985188, -0.526778615, -1.714725252, -1.120289259],
          [1.887099056, -1.802881601, -0.723921204, 1.772104571],
          [-0.671688968, -1.026358391, 0.137247112, -2.080586744],
        ],
        "dLogVariance": [
          [0.328050282, -0.155173554, -0.240525929, -0.092805442],
          [0.24939466, -0.516329712, 0.330598155, -0.943098004],
          [-0.064184807, 0.008479665, -0.005882595, 0.231555928],
        ],
      ]
    }
  }

  private func checkDivergence() async {
    await check("klDivergence agrees with PyTorch") { sheet in
      sheet.call("klDivergence", on: ["mean": mean, "logVariance": logVariance])
      let result = klDivergence(mean: mean, logVariance: logVariance)
      sheet["loss"] = result.loss
      sheet["dMean"] = result.gradient.mean
      sheet["dLogVariance"] = result.gradient.logVariance
    } equals: {
      [
        "loss": 1.073159469,
        "dMean": [
          [-0.287666667, 0.020333333, -0.198666667, -0.007333333],
          [0.067333333, -0.151, 0.094666667, -0.108666667],
          [-0.333333333, -0.281333333, -0.141, -0.279666667],
        ],
        "dLogVariance": [
          [-0.093261391, -0.019730859, -0.083321067, 0.206489052],
          [0.091859215, 0.111437518, -0.019877721, 0.056294097],
          [-0.054946659, 0.120193769, 0.234748335, -0.099444987],
        ],
      ]
    }
    await check("nothing is lost at N(0, 1); extremes stay finite") { sheet in
      sheet.call("klDivergence of [[0, 0]], [[0, 0]] and of [[0, 3]], [[-30, 10]]; logits of ±1000")
      let nothing = klDivergence(mean: [[0, 0]], logVariance: [[0, 0]])
      sheet["at N(0, 1)"] = nothing.loss
      let extreme = klDivergence(mean: [[0, 3]], logVariance: [[-30, 10]])
      sheet["extreme"] = extreme.loss
      sheet["its gradient"] = extreme.gradient.logVariance
      sheet["right"] =
        reconstructionLoss(
          logits: [[1000, -1000, 0]], target: [[1, 0, 0.5]]
        ).loss
      sheet["wrong"] =
        reconstructionLoss(
          logits: [[1000, -1000, 0]], target: [[0, 0, 0.5]]
        ).loss
      let one = reconstructionLoss(
        logits: [[0.3, -0.7, 1.1, 0.2, -0.4]], target: [[1, 0, 1, 0.5, 0]])
      sheet["five pixels"] = one.loss
      sheet["their gradient"] = one.gradient
    } equals: {
      [
        "at N(0, 1)": 0, "extreme": 11026.732897403, "its gradient": [[-0.5, 11012.732897403]],
        "right": 0.693147181, "wrong": 1000.693147181, "five pixels": 2.45603074,
        "their gradient": [
          [-0.425557483, 0.331812228, -0.249739894, 0.049833997, 0.40131234]
        ],
      ]
    }
  }

  private func checkPasses() async {
    await check("a bent encoder, klWeight 1: dL/dx agrees with differences", weight: 2) { sheet in
      var (model, context) = (vae(klWeight: 1), Context(.training, seed: 12))
      sheet.call("VAE(tanh(x·Eᵀ), z·Dᵀ): both passes, seed 12", on: ["x": x, "dy": dy])
      sheet["logits"] = model.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: model.backward(dy)) { perturbed in
        var (copy, context) = (model, Context(.training, seed: 12))
        let y = copy.forward(perturbed, &context)
        return doubleDot(y, dy) + divergence(copy)
      }
      sheet["dE, dD"] = allGradients(&model)
    } equals: {
      [
        "logits": [
          [1.16721036, 0.460033991, -0.908807816, 0.173245899],
          [-0.903286393, -0.127885734, 0.908627419, -0.202510651],
          [0.789351352, -0.399820311, -1.254436479, 0.330439787],
        ],
        "dx": .gradient(
          [
            [0.649861969, -0.288670323, 0.009034656, 0.498321211],
            [-0.527768087, 0.815697839, 0.068159574, -0.095161125],
            [-0.469163344, 0.538450124, -0.413702833, -0.266274702],
          ], afterForward: "logits"),
        "dE, dD": .tensors([
          [
            [-0.488776682, -1.297987815, 1.059844581, 1.432963147],
            [-0.039343244, 1.57129987, -1.788903146, -0.555333881],
            [0.25206092, -0.927968082, 0.318175384, 0.959840509],
            [-0.452614692, 0.018862912, 0.178584237, 0.191730824],
          ],
          [
            [2.812977898, -0.29645696], [-2.178496473, 1.82450268],
            [-2.232337373, -1.473162975], [-1.807161211, 2.370713683],
          ],
        ]),
      ]
    }
    await check("with klWeight 0 only the reconstruction pulls") { sheet in
      var (model, context) = (vae(klWeight: 0), Context(.training, seed: 12))
      sheet.call("the same with klWeight 0", on: ["x": x, "dy": dy])
      _ = model.forward(x, &context)
      sheet["dx"] = model.backward(dy)
    } equals: {
      [
        "dx": [
          [0.554788209, -0.167730446, -0.063524237, 0.440590339],
          [-0.467869239, 0.700661189, 0.158496773, -0.101645748],
          [-0.529679743, 0.584641628, -0.351222253, -0.285719585],
        ]
      ]
    }
  }

  private func checkModes() async {
    await check("inference reaches both halves; samples are made in inference") { sheet in
      sheet.call("encoder and decoder that add 100 in training; forward in inference; samples(2)")
      var model = VAE(
        encoder: Sequential([TrainingShift(shift: 100)]),
        decoder: Sequential([TrainingShift(shift: 100)]), latents: 1)
      var (generator, context) = (SeededGenerator(seed: 6), Context(.inference))
      sheet["logits"] = model.forward([[3, 0.5]], &context)
      sheet["noise"] = model.noise
      sheet["samples"] = model.samples(2, using: &generator)
      context.mode = .training
      sheet["training, without the noise"] =
        model.forward([[3, -300]], &context) - model.noise * exp(model.logVariance * 0.5)
    } equals: {
      [
        "logits": [[3]], "noise": [[0]], "samples": [[0.175305869], [0.566697921]],
        "training, without the noise": [[203]],
      ]
    }
  }

  private func checkTraining() async {
    await check("trained on two patterns, it draws both") { sheet in
      sheet.call("200 rows of 11110000 or 00001111; one latent, 60 epochs, Adam, seed 3")
      var generator = SeededGenerator(seed: 3)
      let rows = (0..<200).flatMap { row in
        (0..<8).map { Float(($0 / 4 + row) % 2) }
      }
      var model = VAE(inputs: 8, hidden: 16, latents: 1, using: &generator)
      var (rule, context) = (Adam(learningRate: 0.01), Context(.training, seed: 3))
      let bounds = trainVAE(
        &model, &rule,
        ExamplePlan(inputs: Tensor(rows, shape: [200, 8]), epochs: 60, batchSize: 20), &context)
      sheet["ELBO of the first epoch"] = bounds[0].elbo
      sheet["ELBO of the last epoch"] = bounds[59].elbo
      let samples = model.samples(400, using: &generator)
      sheet["share of one pattern"] = samples.slice(0..<1, along: 1).mean()
      sheet["distance of pixels from ½"] = abs(samples - 0.5).mean()
    } equals: {
      [
        "ELBO of the first epoch": .lessThan(-4), "ELBO of the last epoch": .within(-1.6...0),
        "share of one pattern": .within(0.25...0.75),
        "distance of pixels from ½": .within(0.4...0.5),
      ]
    }
  }
}

private let mean: Tensor = [
  [-0.863, 0.061, -0.596, -0.022], [0.202, -0.453, 0.284, -0.326],
  [-1, -0.844, -0.423, -0.839],
]
private let logVariance: Tensor = [
  [-0.82, -0.126, -0.693, 0.806], [0.439, 0.512, -0.127, 0.291], [-0.4, 0.543, 0.879, -0.908],
]
private let x: Tensor = [[0.7, -1.2, 0.4, 0.9], [-0.3, 0.8, -1.1, 0.2], [1.5, 0.1, -0.6, -0.9]]
private let dy: Tensor = [[1, 0.5, -1, 0.25], [-0.5, 2, 0.75, 1], [0.2, -0.8, 1.2, -1.5]]

private func vae(klWeight: Float) -> VAE {
  VAE(
    encoder: Sequential([
      BentDense([
        [0.3, -0.2, 0.5, 0.1], [-0.4, 0.6, 0.2, -0.1], [0.25, 0.15, -0.35, 0.45],
        [0.05, -0.55, 0.65, 0.2],
      ])
    ]),
    decoder: Sequential([
      BentDense([[0.6, -0.3], [0.2, 0.4], [-0.5, 0.7], [0.1, -0.2]], bends: false)
    ]), latents: 2, klWeight: klWeight)
}

/// The divergence of what a forward left in the model, summed in `Double`.
private func divergence(_ model: VAE) -> Double {
  let terms = zip(model.mean.scalars, model.logVariance.scalars).map { mean, logVariance in
    let (m, l) = (Double(mean), Double(logVariance))
    return -0.5 * (1 + l - m * m - exp(l))
  }
  return terms.reduce(0, +) / Double(model.mean.shape[0])
}
