// The hidden tests of 2.7: large ε, changing gradients and rates, equal shapes, copies, bad numbers.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct OptimizersTests {
  @Test(.exercise("2.7", "RMSprop and AdamW", points: 6))
  func optimizers() async {
    await checkRules()
    await checkForms()
    await checkState()
    await checkRefusals()
  }

  private func checkRules() async {
    await check("RMSprop with α = ½ and a large ε, which stands outside the root") { sheet in
      sheet.call("descendRMSprop with η = 0.1, α = 0.5, ε = 0.5, gradients \(gradients)")
      let rule = RMSpropRule(learningRate: 0.1, smoothing: 0.5, epsilon: 0.5)
      var (parameter, square) = (Parameter(start), Tensor(zeros: [2, 2]))
      for (number, gradient) in gradients.enumerated() {
        parameter.gradient = gradient
        descendRMSprop(&parameter, meanSquare: &square, rule: rule)
        sheet["w after step \(number + 1)"] = parameter.value
      }
      sheet["v"] = square
      sheet["g"] = parameter.gradient
    } equals: {
      [
        "w after step 1": [[0.917157288, 2.10448155], [-3.058578644, 0.379823116]],
        "w after step 2": [[0.990362368, 1.9990411], [-3.058578644, 0.312014777]],
        "w after step 3": [[0.892376156, 1.955615245], [-3.02524531, 0.416819421]],
        "v": [[2.375, 3.25], [0.0625, 11]], "g": .tensor(gradients[2]),
      ]
    }
    await check("RMSprop leaves a weight without gradient alone, also at first") { sheet in
      sheet.call("descendRMSprop on w = [1, −2], g = [0, 0], then g = [0.001, 1000]; α = 0.99")
      var (parameter, square) = (Parameter([1, -2]), Tensor(zeros: [2]))
      descendRMSprop(&parameter, meanSquare: &square, rule: RMSpropRule(learningRate: 0.1))
      sheet["w after g = 0"] = parameter.value
      parameter.gradient = [0.001, 1000]
      descendRMSprop(&parameter, meanSquare: &square, rule: RMSpropRule(learningRate: 0.1))
      sheet["w"] = parameter.value
    } equals: {
      ["w after g = 0": [1, -2], "w": .tensor([0.0001, -3], absolute: 1e-3)]
    }
  }

  private func checkForms() async {
    await check("AdamW with β 0.8 and 0.9, and a large ε: averages of g alone") { sheet in
      sheet.call("descendDecaying, η 0.2, β 0.8 and 0.9, ε 0.5, λ 0.25, gradients \(gradients)")
      steps(.decoupled, sheet)
    } equals: {
      [
        "w after step 1": [[0.816666667, 2.06], [-2.95, 0.297222222]],
        "w after step 2": [[0.790648148, 1.906415874], [-2.855151584, 0.122398113]],
        "w after step 3": [[0.673833935, 1.745120344], [-2.719453992, 0.112971604]],
        "m": [[0.368, 0.424], [0.014, 0.032]], "v": [[0.571, 1.234], [0.0265, 3.256]],
      ]
    }
    await check("Adam with L2, β 0.8 and 0.9: averages of g + λ·w") { sheet in
      sheet.call("descendDecaying, η 0.2, β 0.8 and 0.9, ε 0.5, λ 0.25, gradients \(gradients)")
      steps(.addedToGradient, sheet)
    } equals: {
      [
        "w after step 1": [[0.857142857, 2.15], [-2.933333333, 0.321621622]],
        "w after step 2": [[0.841601525, 2.070482689], [-2.835420927, 0.160712045]],
        "w after step 3": [[0.747432024, 1.974165754], [-2.721994564, 0.153667466]],
        "m": [[0.476365791, 0.677524134], [-0.34110438, 0.068900467]],
        "v": [[0.670710709, 1.538818813], [0.145402836, 3.335812442]],
      ]
    }
    await check("after 40 steps AdamW shrank both weights alike, L2 hardly the busy one") { sheet in
      sheet.call("AdamW(η 0.01, λ 0.5) on w = [[1, 1]], g = ±[[100, 0.01]], signs alternating")
      for form in [WeightDecayForm.decoupled, .addedToGradient] {
        var model = Twins(first: [[1, 1]], second: [[1]])
        var optimizer = AdamW(learningRate: 0.01, weightDecay: 0.5, form: form)
        for step in 0..<40 {
          model.first.gradient = [[100, 0.01]] * (step % 2 == 0 ? 1 : -1)
          optimizer.step(&model)
        }
        sheet["w, \(form)"] = model.first.value
      }
    } equals: {
      [
        "w, decoupled": .tensor([[0.803721911, 0.803721926]], absolute: 1e-4),
        "w, addedToGradient": .tensor([[0.9805783, 0.620000335]], absolute: 1e-3),
      ]
    }
  }

  private func checkState() async {
    await check("two parameters of one shape keep their averages apart") { sheet in
      sheet.call("RMSprop(η 0.1, α 0.9).step three times, gradients [1] and [−2]")
      var (model, optimizer) = (Twins(), RMSprop(learningRate: 0.1, smoothing: 0.9))
      for _ in 0..<3 { optimizer.step(&model) }
      sheet["v"] = optimizer.meanSquares
      sheet["values"] = model.values
    } equals: {
      ["v": .tensors([[0.271], [1.084]]), "values": .tensors([[-0.737738169], [0.737738178]])]
    }
    await check("a changed learning rate counts from the next step on") { sheet in
      sheet.call("RMSprop and AdamW(λ 0.5): η = 0.1, 0.01, 0.01")
      var (model, optimizer) = (Twins(), RMSprop())
      var (other, adam) = (Twins(first: [[1]], second: [[1]]), AdamW(weightDecay: 0.5))
      for rate: Float in [0.1, 0.01, 0.01] {
        optimizer.learningRate = rate
        optimizer.step(&model)
        adam.learningRate = rate
        adam.step(&other)
      }
      sheet["RMSprop"] = model.values
      sheet["AdamW"] = other.values
    } equals: {
      [
        "RMSprop": .tensors([[-1.1289129], [1.1289129]]),
        "AdamW": .tensors([[[0.82157125]], [[1.05947625]]]),
      ]
    }
    await check("a rate of 0 moves nothing, decay included; a copy goes its own way") { sheet in
      sheet.call("AdamW(λ 0.5): a step at η = 0; a copy then takes two more")
      var (model, optimizer) = (Twins(first: [[1]], second: [[1]]), AdamW(weightDecay: 0.5))
      optimizer.learningRate = 0
      optimizer.step(&model)
      sheet["values"] = model.values
      var (copy, other) = (optimizer, model)
      copy.step(&other)
      copy.step(&other)
      sheet["times"] = [optimizer.time, copy.time]
      sheet["m"] = optimizer.means
    } equals: {
      [
        "values": .tensors([[[1]], [[1]]]), "times": .integers([1, 3]),
        "m": .tensors([[[0.1]], [[-0.2]]]),
      ]
    }
  }

  private func checkRefusals() async {
    for (what, rate, decay, text) in [
      ("a rate of NaN", Float.nan, Float(0.01), "nan"), ("a negative rate", -0.5, 0.01, "-0.5"),
      ("a negative decay", 0.1, -0.25, "-0.25"), ("a decay of NaN", 0.1, .nan, "nan"),
    ] {
      await checkStops("AdamW.step refuses \(what)", weight: 0.25, saying: text) { sheet in
        sheet.call("AdamW(learningRate: \(rate), weightDecay: \(decay)).step")
        var (model, optimizer) = (Twins(), AdamW(learningRate: rate, weightDecay: decay))
        optimizer.step(&model)
        sheet["values"] = model.values
      }
    }
    await checkStops("RMSprop.step refuses a rate of NaN", weight: 0.25, saying: "nan") { sheet in
      sheet.call("RMSprop(learningRate: nan).step")
      var (model, optimizer) = (Twins(), RMSprop(learningRate: .nan))
      optimizer.step(&model)
      sheet["values"] = model.values
    }
  }

  private func steps(_ form: WeightDecayForm, _ sheet: Sheet) {
    let rule = AdamRule(learningRate: 0.2, beta1: 0.8, beta2: 0.9, epsilon: 0.5)
    var (parameter, mean) = (Parameter(start), Tensor(zeros: [2, 2]))
    var square = mean
    for (number, gradient) in gradients.enumerated() {
      parameter.gradient = gradient
      descendDecaying(
        &parameter, mean: &mean, meanSquare: &square, time: number + 1, rule: rule,
        weightDecay: 0.25, form: form)
      sheet["w after step \(number + 1)"] = parameter.value
    }
    sheet["m"] = mean
    sheet["v"] = square
  }
}

private let start: Tensor = [[1, 2], [-3, 0.5]]
private let gradients: [Tensor] = [
  [[1, -2], [0.5, 4]], [[-1, 3], [0, 2]], [[2, 1], [-0.25, -4]],
]

/// Two parameters of one shape whose gradients, 1 and −2, stand ready.
private struct Twins: Layer {
  var first: Parameter
  var second: Parameter
  var values: [Tensor] { [first.value, second.value] }
  init(first: Tensor = [0], second: Tensor = [0]) {
    self.first = Parameter(first)
    self.second = Parameter(second)
    self.first.gradient.fill(1)
    self.second.gradient.fill(-2)
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&first)
    body(&second)
  }
}
