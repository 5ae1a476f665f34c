// The hidden tests of 4.13: another network, the order of draws, shares of damage, a network that learns
// to repair. The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab4
import Shared
import Testing

struct AutoencoderTests {
  @Test(.exercise("4.13", "Autoencoders", points: 4))
  func autoencoders() async {
    await checkPasses()
    await checkCalls()
    await checkCorruption()
    await checkRepair()
  }

  private func checkPasses() async {
    await check("a bent decoder: forward, backward, and gradients that add up") { sheet in
      var (model, context) = (autoencoder(), Context(.training))
      sheet.call("tanh both ways: forward(x), backward(dy) twice", on: ["x": x, "dy": dy])
      let y = model.forward(x, &context)
      sheet["code"] = model.code
      sheet["y"] = y
      sheet["dx"] = model.backward(dy)
      _ = model.backward(dy)
      sheet["half of dE, dD"] = allGradients(&model).map { $0 * 0.5 }
    } equals: {
      [
        "code": [
          [0.629145161, -0.765762018], [-0.652706706, 0.345214034], [0.03997868, -0.515359278],
        ],
        "y": [
          [0.542164191, -0.178541516, -0.691385922, 0.212766189],
          [-0.458324551, 0.007544129, 0.513891293, -0.133511587],
          [0.176720077, -0.195594796, -0.363350668, 0.106662445],
        ],
        "dx": [
          [0.217323356, -0.204348004, 0.207594602, 0.066494542],
          [-0.393052376, 0.587461277, 0.191021242, -0.098474823],
          [-0.405497892, 0.431852802, -0.255875549, -0.119013877],
        ],
        "half of dE, dD": .tensors([
          [
            [-0.715239788, -0.661190682, 0.627281001, 1.071218013],
            [0.309082099, 1.043556283, -1.436003479, -0.401408112],
          ],
          [
            [0.70975811, -0.776874261], [-1.031553551, 0.716227299],
            [-0.647016853, 0.053469443], [-0.55019173, 0.920530526],
          ],
        ]),
      ]
    }
    await check("one example, and none", weight: 0.5) { sheet in
      var (model, context) = (autoencoder(), Context(.training))
      sheet.call("forward of [1, 4] and of [0, 4]")
      sheet["one"] = model.forward([[2, -1, 0.5, 1]], &context)
      sheet["shape of none"] = model.forward(Tensor(zeros: [0, 4]), &context).shape.description
      sheet["codes of none"] = model.encoded(Tensor(zeros: [0, 4])).shape.description
    } equals: {
      [
        "one": [[0.638867522, -0.188315195, -0.773355561, 0.253215595]],
        "shape of none": "[0, 4]", "codes of none": "[0, 2]",
      ]
    }
  }

  private func checkCalls() async {
    await check("the encoder draws before the decoder, and inference reaches both") { sheet in
      sheet.call("encoder and decoder add the next number of seed 9, the decoder ten times it")
      var model = Autoencoder(
        encoder: Sequential([TrainingShift(scale: 1)]),
        decoder: Sequential([TrainingShift(scale: 10)]))
      var context = Context(.training, seed: 9)
      sheet["in training"] = model.forward([[0]], &context)
      sheet["decoded"] = model.decoded([[3]])
      sheet["encoded"] = model.encoded([[3]])
      context.mode = .inference
      sheet["in inference"] = model.forward([[3]], &context)
    } equals: {
      [
        "in training": [[8.189311385]], "decoded": [[3]], "encoded": [[3]],
        "in inference": [[3]],
      ]
    }
    await check("the damage is drawn before forward draws") { sheet in
      sheet.call("a network that adds the next number of the seed; gaussian(1) on [[0]], seed 9")
      var model = Autoencoder(
        encoder: Sequential([TrainingShift(scale: 1)]), decoder: Sequential([]))
      var (rule, context) = (PlainDescent(learningRate: 0.1), Context(.training, seed: 9))
      _ = denoisingStep(
        &model, &rule, x: [[0]], corruption: .gaussian(deviation: 1),
        loss: { prediction, target in
          sheet["prediction"] = prediction
          sheet["target"] = target
          return LossResult(loss: 0, gradient: prediction)
        }, &context)
    } equals: {
      ["prediction": [[0.271934648]], "target": [[0]]]
    }
  }

  private func checkCorruption() async {
    await check("shares of a thousand numbers, and the ends of the range") { sheet in
      sheet.call("masking(0.3) of ones [1, 1000], seed 3; masking(0) and (1); gaussian(2) of zeros")
      let ones = Tensor(ones: [1, 1000])
      var generator = SeededGenerator(seed: 3)
      let masked = Corruption.masking(rate: 0.3).applied(to: ones, using: &generator)
      sheet["sum of what is left"] = masked.sum()
      sheet["largest"] = masked.max()
      sheet["rate 0"] = Corruption.masking(rate: 0).applied(to: ones, using: &generator).sum()
      sheet["rate 1"] = Corruption.masking(rate: 1).applied(to: ones, using: &generator).sum()
      generator = SeededGenerator(seed: 3)
      let noise = Corruption.gaussian(deviation: 2).applied(to: ones * 0, using: &generator)
      sheet["mean of the noise"] = noise.mean()
      sheet["its deviation"] = noise.variance().squareRoot()
    } equals: {
      [
        "sum of what is left": 698, "largest": 1, "rate 0": 1000, "rate 1": 0,
        "mean of the noise": .value(-0.02140884, absolute: 1e-4), "its deviation": 1.990148023,
      ]
    }
    await checkStops("a deviation below 0 is refused", weight: 0.5, saying: "-1") { sheet in
      sheet.call("Corruption.gaussian(deviation: -1).applied")
      var generator = SeededGenerator(seed: 7)
      sheet["damaged"] = Corruption.gaussian(deviation: -1).applied(to: x, using: &generator)
    }
  }

  private func checkRepair() async {
    await check("trained on damage, it repairs what was hidden") { sheet in
      sheet.call("200 rows whose 8 numbers follow from 2; masking(0.25), 60 epochs, Adam, seed 5")
      var generator = SeededGenerator(seed: 5)
      let pattern = Tensor(randomNormal: [2, 8], using: &generator)
      let clean = matmul(Tensor(randomNormal: [200, 2], using: &generator), pattern)
      var model = Autoencoder(inputs: 8, hidden: 16, code: 2, using: &generator)
      var (rule, context) = (Adam(learningRate: 0.01), Context(.training, seed: 5))
      trainAutoencoder(
        &model, &rule, ExamplePlan(inputs: clean, epochs: 60, batchSize: 20),
        corruption: .masking(rate: 0.25), loss: meanSquaredError, &context)
      let damaged = Corruption.masking(rate: 0.25).applied(to: clean, using: &generator)
      let repaired = model.decoded(model.encoded(damaged))
      sheet["error before"] = square(damaged - clean).mean()
      sheet["error of the repaired, as a share"] =
        square(repaired - clean).mean() / square(damaged - clean).mean()
    } equals: {
      [
        "error before": .greaterThan(0.1),
        "error of the repaired, as a share": .within(0...0.6),
      ]
    }
  }
}

private let x: Tensor = [[0.7, -1.2, 0.4, 0.9], [-0.3, 0.8, -1.1, 0.2], [1.5, 0.1, -0.6, -0.9]]
private let dy: Tensor = [[1, 0.5, -1, 0.25], [-0.5, 2, 0.75, 1], [0.2, -0.8, 1.2, -1.5]]

private func autoencoder() -> Autoencoder {
  Autoencoder(
    encoder: Sequential([BentDense([[0.3, -0.2, 0.5, 0.1], [-0.4, 0.6, 0.2, -0.1]])]),
    decoder: Sequential([BentDense([[0.6, -0.3], [0.2, 0.4], [-0.5, 0.7], [0.1, -0.2]])]))
}
