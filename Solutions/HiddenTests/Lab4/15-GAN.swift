// The hidden tests of 4.15: gradients against differences, extremes, one forward over both halves, and a
// game whose end is known.

import Grading
import Lab1
import Lab4
import Shared
import Testing

struct GANTests {
  @Test(.exercise("4.15", "Generative adversarial network", points: 4))
  func generativeAdversarialNetwork() async {
    await checkGradients()
    await checkExtremes()
    await checkOneForward()
    await checkGame()
  }

  private func checkGradients() async {
    let real: Tensor = [[0.7], [-1.2], [0.4]]
    let fake: Tensor = [[-0.3], [0.8]]
    await check("the losses' gradients agree with central differences") { sheet in
      sheet.call("discriminatorLoss and generatorLoss", on: ["real": real, "fake": fake])
      let result = discriminatorLoss(real: real, fake: fake)
      sheet["loss"] = result.loss
      sheet.gradientCheck("by the real ones", of: real, analytic: result.real) {
        Double(discriminatorLoss(real: $0, fake: fake).loss)
      }
      sheet.gradientCheck("by the fakes", of: fake, analytic: result.fake) {
        Double(discriminatorLoss(real: real, fake: $0).loss)
      }
      sheet["generator's loss"] = generatorLoss(fake: fake).loss
      sheet.gradientCheck("its gradient", of: fake, analytic: generatorLoss(fake: fake).gradient) {
        Double(generatorLoss(fake: $0).loss)
      }
    } equals: {
      [
        "loss": 1.655889211,
        "by the real ones": .gradient(
          [[-0.110604076], [-0.256174928], [-0.13377078]], afterForward: "loss"),
        "by the fakes": .gradient([[0.212778742], [0.344987241]], afterForward: "loss"),
        "generator's loss": 0.612727955,
        "its gradient": .gradient(
          [[-0.287221258], [-0.155012759]], afterForward: "generator's loss"),
      ]
    }
  }

  private func checkExtremes() async {
    await check("logits of ±1000 give finite losses, and guessing the known ones") { sheet in
      sheet.call("both losses on [[1000], [-1000]], and on zeros")
      let extreme = discriminatorLoss(real: [[1000], [-1000]], fake: [[1000], [-1000]])
      sheet["loss"] = extreme.loss
      sheet["gradient, real"] = extreme.real
      sheet["gradient, fake"] = extreme.fake
      sheet["generator's loss"] = generatorLoss(fake: [[1000], [-1000]]).loss
      sheet["guessing: discriminator"] = discriminatorLoss(real: [[0]], fake: [[0], [0]]).loss
      sheet["guessing: generator"] = generatorLoss(fake: [[0], [0]]).loss
    } equals: {
      [
        "loss": 1000, "gradient, real": [[0], [-0.5]], "gradient, fake": [[0.5], [0]],
        "generator's loss": 500, "guessing: discriminator": 1.386294361,
        "guessing: generator": 0.693147181,
      ]
    }
  }

  private func checkOneForward() async {
    await check("the discriminator sees real ones and fakes at once, real ones first") { sheet in
      sheet.call("a discriminator that notes what it sees; 2 real ones, then a generator step of 3")
      var model = GAN(
        generator: Sequential([BentDense([[0], [0]], bends: false), TrainingShift(shift: 5)]),
        discriminator: Sequential([Witness()]), latents: 1)
      var (rule, context) = (PlainDescent(learningRate: 0), Context(.training, seed: 3))
      sheet["loss"] = model.discriminatorStep(real: [[1, 2], [3, 4]], &rule, &context)
      sheet["seen by the discriminator"] = seen(&model)
      sheet["loss of 3 fakes"] = model.generatorStep(count: 3, &rule, &context)
      sheet["seen then"] = seen(&model)
    } equals: {
      [
        "loss": 5.122297197,
        "seen by the discriminator": .tensors([[[1, 2], [3, 4], [5, 5], [5, 5]]]),
        "loss of 3 fakes": 0.006715348,
        "seen then": .tensors([[[1, 2], [3, 4], [5, 5], [5, 5]], [[5, 5], [5, 5], [5, 5]]]),
      ]
    }
  }

  private func checkGame() async {
    await check("a generator of one line finds where the data lie") { sheet in
      sheet.call("500 numbers of N(3, 0.5²); generator a·n + b, 40 epochs of batches of 50, seed 1")
      var generator = SeededGenerator(seed: 1)
      let data = Tensor(
        randomNormal: [500, 1], mean: 3, standardDeviation: 0.5, using: &generator)
      var model = GAN(
        generator: Sequential([Linear(inputs: 1, outputs: 1, using: &generator)]),
        discriminator: Sequential([
          Linear(inputs: 1, outputs: 16, using: &generator), Tanh(),
          Linear(inputs: 16, outputs: 1, using: &generator),
        ]), latents: 1)
      var (first, second) = (Adam(learningRate: 0.01), Adam(learningRate: 0.01))
      var context = Context(.training, seed: 1)
      sheet["mean before"] = model.fakes(500, &context).mean()
      var rounds = 0
      trainGAN(
        &model, discriminatorRule: &first, generatorRule: &second,
        ExamplePlan(inputs: data, epochs: 40, batchSize: 50), &context
      ) { _, _ in rounds += 1 }
      sheet["rounds"] = rounds
      sheet["mean after"] = model.fakes(500, &context).mean()
    } equals: {
      ["mean before": .within(-1...1), "rounds": 400, "mean after": .within(2...4)]
    }
  }
}

/// The sum of each row as its logit; every input is kept.
private struct Witness: Layer {
  var seen: [Parameter] = []
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    seen.append(Parameter(x))
    return x.sum(along: 1, keepingAxis: true) * 0.5
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy.broadcast(to: [dy.shape[0], 2]) * 0.5 }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    for index in seen.indices { body(&seen[index]) }
  }
}

private func seen(_ model: inout GAN) -> [Tensor] { allValues(&model.discriminator) }
