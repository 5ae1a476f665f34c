// Tests of 4.13: code and reconstruction, both ways; the damage; a step that is held against the clean
// inputs. The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab4
import Shared
import Testing

struct AutoencoderTests {
  @Test(.exercise("4.13", "Autoencoders", points: 4))
  func autoencoders() async {
    await checkPasses()
    await checkUse()
    await checkCorruption()
    await checkStep()
  }

  private func checkPasses() async {
    await check("forward encodes, remembers the code, and decodes") { sheet in
      var (model, context) = (autoencoder(), Context(.training))
      sheet.call("Autoencoder(tanh(x·Eᵀ), code·Dᵀ).forward(x)", on: ["x": x])
      let y = model.forward(x, &context)
      sheet["code"] = model.code
      sheet["y"] = y
    } equals: {
      [
        "code": [[0.989559749, -0.244918662], [-0.761594156, 0.905148254]],
        "y": [
          [0.867100417, -0.984617199, 0.244918662], [-0.309020029, 2.191093585, -0.905148254],
        ],
      ]
    }
    await check("backward goes through the decoder, then the encoder", weight: 2) { sheet in
      var (model, context) = (autoencoder(), Context(.training))
      let dy: Tensor = [[1, -0.5, 2], [0.5, 1, -1]]
      sheet.call("Autoencoder: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = model.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: model.backward(dy)) { perturbed in
        var copy = model
        return doubleDot(copy.forward(perturbed, &context), dy)
      }
      sheet["dE, dD"] = allGradients(&model)
    } equals: {
      [
        "y": [
          [0.867100417, -0.984617199, 0.244918662], [-0.309020029, 2.191093585, -0.905148254],
        ],
        "dx": .gradient(
          [
            [-2.337054932, -1.200982941, 1.181509656], [0.587296577, 0.293648288, -0.293648288],
          ], afterForward: "y"),
        "dE, dD": .tensors([
          [[0.02596438, -0.05192876, 0.01298219], [-2.056388834, 5.287370821, -1.762315138]],
          [[0.608762671, 0.207655464], [-1.25637403, 1.027607585], [2.740713653, -1.394985578]],
        ]),
      ]
    }
  }

  private func checkUse() async {
    await check("encoded and decoded run in inference mode, one half each") { sheet in
      sheet.call("encoder: x + 100 in training, x + 1 otherwise; decoder: 10 times that")
      let model = Autoencoder(
        encoder: Sequential([Moded(training: 100, inference: 1, factor: 1)]),
        decoder: Sequential([Moded(training: 100, inference: 1, factor: 10)]))
      sheet["encoded [[2, 3]]"] = model.encoded([[2, 3]])
      sheet["decoded [[2, 3]]"] = model.decoded([[2, 3]])
    } equals: {
      ["encoded [[2, 3]]": [[3, 4]], "decoded [[2, 3]]": [[30, 40]]]
    }
  }

  private func checkCorruption() async {
    let clean: Tensor = [[0, 1, 2], [3, 4, 5]]
    await check("gaussian noise is drawn for every number and added") { sheet in
      sheet.call("Corruption.gaussian(deviation: 0.5).applied, seed 7", on: ["x": clean])
      var generator = SeededGenerator(seed: 7)
      sheet["damaged"] = Corruption.gaussian(deviation: 0.5).applied(to: clean, using: &generator)
    } equals: {
      [
        "damaged": [
          [0.494237139, 0.06787207, 2.001960212], [2.735364723, 3.770515242, 5.226407552],
        ]
      ]
    }
    await check("masking sets a share to 0 and leaves the others as they are") { sheet in
      sheet.call("Corruption.masking(rate: 0.4).applied, seed 7", on: ["x": clean])
      var generator = SeededGenerator(seed: 7)
      sheet["damaged"] = Corruption.masking(rate: 0.4).applied(to: clean, using: &generator)
    } equals: {
      ["damaged": [[0, 0, 2], [3, 4, 0]]]
    }
    await check("no corruption leaves inputs and generator alone", weight: 0.5) { sheet in
      sheet.call("Corruption.none.applied, then the generator's next number, seed 7")
      var generator = SeededGenerator(seed: 7)
      sheet["result"] = Corruption.none.applied(to: clean, using: &generator)
      sheet["next number"] = generator.uniform()
    } equals: {
      ["result": [[0, 1, 2], [3, 4, 5]], "next number": 0.389829695]
    }
    await checkStops("a rate above 1 is refused", weight: 0.5, saying: "1.5") { sheet in
      sheet.call("Corruption.masking(rate: 1.5).applied")
      var generator = SeededGenerator(seed: 7)
      sheet["damaged"] = Corruption.masking(rate: 1.5).applied(to: clean, using: &generator)
    }
  }

  private func checkStep() async {
    await check("a step sees damage and aims at the clean inputs", weight: 2) { sheet in
      let clean: Tensor = [[1, 2, -1], [0.5, -2, 3]]
      sheet.call(
        "y = f·x with f = 1.5; two denoisingSteps: masking 0.4, squared error, rate 0.1, seed 7",
        on: ["x": clean])
      var model = Autoencoder(
        encoder: Sequential([Scaled(factor: 1.5)]), decoder: Sequential([]))
      var (rule, context) = (PlainDescent(learningRate: 0.1), Context(.training, seed: 7))
      for step in ["first", "second"] {
        let loss = denoisingStep(
          &model, &rule, x: clean, corruption: .masking(rate: 0.4),
          loss: { prediction, target in
            sheet["\(step): prediction"] = prediction
            sheet["\(step): target"] = target
            return squaredError(prediction, target)
          }, &context)
        sheet["\(step): loss"] = loss
        sheet["\(step): f afterwards"] = allValues(&model)
      }
    } equals: {
      [
        "first: prediction": [[0, 0, -1.5], [0.75, -3, 0]],
        "first: target": [[1, 2, -1], [0.5, -2, 3]], "first: loss": 2.552083333,
        "first: f afterwards": .tensors([[1.4125]]),
        "second: prediction": [[1.4125, 0, 0], [0.70625, 0, 4.2375]],
        "second: target": [[1, 2, -1], [0.5, -2, 3]], "second: loss": 1.790683594,
        "second: f afterwards": .tensors([[1.2715625]]),
      ]
    }
  }
}

private let x: Tensor = [[1, -2, 0.5], [0.5, 1, -1]]

private func autoencoder() -> Autoencoder {
  Autoencoder(
    encoder: Sequential([BentDense([[0.5, -1, 0.25], [1, 0.5, -0.5]])]),
    decoder: Sequential([BentDense([[1, 0.5], [-0.5, 2], [0, -1]], bends: false)]))
}

private func squaredError(_ prediction: Tensor, _ target: Tensor) -> LossResult {
  let difference = prediction - target
  return LossResult(
    loss: square(difference).mean(), gradient: difference * (2 / Float(difference.count)))
}

/// factor·(x + a number that depends on the mode).
private struct Moded: Layer {
  let training: Float
  let inference: Float
  let factor: Float
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    (x + (context.mode == .training ? training : inference)) * factor
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy * factor }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}

/// factor·x.
private struct Scaled: Layer {
  var factor: Parameter
  var input: Tensor = [[0]]
  init(factor: Float) { self.factor = Parameter(Tensor([factor])) }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return x * factor.value
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    factor.gradient += Tensor([(dy * input).sum()])
    return dy * factor.value
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&factor) }
}
