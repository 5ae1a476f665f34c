// Tests of 2.7: both rules step by step against PyTorch, what decays, the state of many parameters.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct OptimizersTests {
  @Test(.exercise("2.7", "RMSprop and AdamW", points: 6))
  func optimizers() async {
    await checkRMSprop()
    await checkEpsilon()
    await checkDecay()
    await checkWhatDecays()
    await checkState()
  }

  private func checkRMSprop() async {
    await check("RMSprop: five steps down a bowl, as PyTorch's") { sheet in
      sheet.call("descendRMSprop with η = 0.01, α = 0.99 on g = A·w − b, from w = \(start)")
      var (parameter, square) = (Parameter(start), Tensor(zeros: [3]))
      for number in 1...5 {
        parameter.gradient = slope(parameter.value)
        descendRMSprop(&parameter, meanSquare: &square, rule: RMSpropRule())
        if number == 1 { sheet["v after step 1"] = square }
        sheet["w after step \(number)"] = parameter.value
      }
    } equals: {
      [
        "v after step 1": .tensor([0.000625, 0.000625, 0.01265625], absolute: 1e-7),
        "w after step 1": [0.59999996, -1.40000004, 1.9000000089],
        "w after step 2": [0.56269982654, -1.3900000053, 1.8315851245],
        "w after step 3": [0.56528583618, -1.37383192, 1.7774157951],
        "w after step 4": [0.56191996784, -1.365619332, 1.7315121206],
        "w after step 5": [0.56080388425, -1.358686593, 1.6912621631],
      ]
    }
  }

  private func checkEpsilon() async {
    await check("RMSprop's ε stands outside the root", weight: 0.5) { sheet in
      sheet.call("descendRMSprop on w = [1, 1], g = [3, 0], η = 0.1, α = 0.75, ε = 1")
      var (parameter, square) = (Parameter([1, 1]), Tensor(zeros: [2]))
      parameter.gradient = [3, 0]
      descendRMSprop(
        &parameter, meanSquare: &square,
        rule: RMSpropRule(learningRate: 0.1, smoothing: 0.75, epsilon: 1))
      sheet["w"] = parameter.value
      sheet["v"] = square
    } equals: {
      ["w": [0.88, 1], "v": [2.25, 0]]
    }
  }

  private func checkDecay() async {
    await check("AdamW, decoupled: five steps down the bowl, as PyTorch's") { sheet in
      sheet.call("descendDecaying(form: .decoupled), η = 0.1, λ = 0.1, from w = \(start)")
      steps(.decoupled, sheet)
    } equals: {
      [
        "m after step 1": [-0.025, -0.025, 0.1125],
        "w after step 1": [0.594999996, -1.385000004, 1.8800000009],
        "w after step 2": [0.62605484592, -1.303403061, 1.7615093892],
        "w after step 3": [0.60020263451, -1.2775420541, 1.6448101138],
        "w after step 4": [0.55521473336, -1.2831201246, 1.5303209661],
        "w after step 5": [0.51336814423, -1.3001927233, 1.4185683395],
      ]
    }
    await check("Adam with L2: five steps down the bowl, as PyTorch's") { sheet in
      sheet.call("descendDecaying(form: .addedToGradient), η = 0.1, λ = 0.1, from w = \(start)")
      steps(.addedToGradient, sheet)
    } equals: {
      [
        "m after step 1": [-0.02, -0.04, 0.1325],
        "w after step 1": [0.599999995, -1.4000000025, 1.9000000008],
        "w after step 2": [0.60581250451, -1.30967337, 1.8002275288],
        "w after step 3": [0.56721225901, -1.2402433845, 1.7008697376],
        "w after step 4": [0.51600818705, -1.198596384, 1.6021618668],
        "w after step 5": [0.47268036142, -1.1816085083, 1.5044040139],
      ]
    }
    await check("the gradient is afterwards what it was") { sheet in
      sheet.call("descendDecaying on w = [3, −4], g = [1, −2] with λ = 0.5, in both forms")
      for form in [WeightDecayForm.decoupled, .addedToGradient] {
        var (parameter, mean) = (Parameter([3, -4]), Tensor(zeros: [2]))
        var square = mean
        parameter.gradient = [1, -2]
        descendDecaying(
          &parameter, mean: &mean, meanSquare: &square, time: 1, rule: AdamRule(),
          weightDecay: 0.5, form: form)
        sheet["g, \(form)"] = parameter.gradient
      }
    } equals: {
      ["g, decoupled": [1, -2], "g, addedToGradient": [1, -2]]
    }
  }

  private func checkWhatDecays() async {
    await check("matrices decay, vectors do not", weight: 0.5) { sheet in
      sheet.call("decays on parameters of shape [2, 3], [3], [1, 1], [4, 2, 3, 3]")
      sheet["answers"] = ([[2, 3], [3], [1, 1], [4, 2, 3, 3]] as [Shape]).map {
        decays(Parameter(Tensor(ones: $0), name: "weight"))
      }
    } equals: {
      ["answers": [true, false, true, true]]
    }
  }

  private func checkState() async {
    await check("RMSprop.step keeps an average for each parameter, gradients stay") { sheet in
      sheet.call("RMSprop(η 0.1, α 0.75).step twice on [1, 2] and [[3]], g = [1, −1] and [[4]]")
      var (model, optimizer) = (Pair(), RMSprop(learningRate: 0.1, smoothing: 0.75))
      optimizer.step(&model)
      optimizer.step(&model)
      sheet["first"] = model.first.value
      sheet["second"] = model.second.value
      sheet["v"] = optimizer.meanSquares
      sheet["gradient"] = model.first.gradient
    } equals: {
      [
        "first": [0.648814217, 2.351185783], "second": [[2.648814212]],
        "v": .tensors([[0.4375, 0.4375], [[7]]]), "gradient": [1, -1],
      ]
    }
    await check("AdamW.step counts steps and lets the matrix alone decay") { sheet in
      sheet.call("AdamW(η 0.1, λ 0.5).step twice on [1, 2] and [[3]], g = [1, −1] and [[4]]")
      var (model, optimizer) = (Pair(), AdamW(learningRate: 0.1, weightDecay: 0.5))
      optimizer.step(&model)
      optimizer.step(&model)
      sheet["time"] = optimizer.time
      sheet["first"] = model.first.value
      sheet["second"] = model.second.value
      sheet["m"] = optimizer.means
    } equals: {
      [
        "time": 2, "first": [0.8, 2.2], "second": [[2.5125]],
        "m": .tensors([[0.19, -0.19], [[0.76]]]),
      ]
    }
    await checkStops("RMSprop.step refuses a negative learning rate", saying: "-0.5") { sheet in
      sheet.call("RMSprop(learningRate: −0.5).step")
      var (model, optimizer) = (Pair(), RMSprop(learningRate: -0.5))
      optimizer.step(&model)
      sheet["first"] = model.first.value
    }
  }

  private func steps(_ form: WeightDecayForm, _ sheet: Sheet) {
    var (parameter, mean, square) = (Parameter(start), Tensor(zeros: [3]), Tensor(zeros: [3]))
    for time in 1...5 {
      parameter.gradient = slope(parameter.value)
      descendDecaying(
        &parameter, mean: &mean, meanSquare: &square, time: time,
        rule: AdamRule(learningRate: 0.1), weightDecay: 0.1, form: form)
      if time == 1 { sheet["m after step 1"] = mean }
      sheet["w after step \(time)"] = parameter.value
    }
  }
}

// The bowl ½·wᵀ·A·w − b·w, with the gradient A·w − b.
private let start: Tensor = [0.5, -1.5, 2]

private func slope(_ w: Tensor) -> Tensor {
  let a: Tensor = [[3, 0.5, 0], [0.5, 2, 0.25], [0, 0.25, 1]]
  return matmul(a, w.reshaped(to: [3, 1])).flattened() - [1, -2, 0.5]
}

/// Two parameters of different shapes whose gradients stand ready.
private struct Pair: Layer {
  var first = Parameter([1, 2])
  var second = Parameter([[3]])
  init() {
    first.gradient = [1, -1]
    second.gradient = [[4]]
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&first)
    body(&second)
  }
}
