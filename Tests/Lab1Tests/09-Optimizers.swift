// Tests of 1.9: each rule step by step against PyTorch, the state of many parameters, convergence.

import Grading
import Lab1
import Shared
import Testing

struct OptimizersTests {
  @Test(.exercise("1.9", "Optimizers", points: 11))
  func optimizers() async {
    await checkDescent()
    await checkAdam()
    await checkState()
    await checkTraining()
  }

  private func checkDescent() async {
    await check("gradient descent: w ← w − η·g, and g stays") { sheet in
      sheet.call("descend on w = [[1, 2], [3, 4]], g = [[1, −2], [0.5, 0]], η = 0.1")
      var parameter = Parameter([[1, 2], [3, 4]])
      parameter.gradient = [[1, -2], [0.5, 0]]
      descend(&parameter, learningRate: 0.1)
      sheet["w"] = parameter.value
      sheet["g"] = parameter.gradient
    } equals: {
      ["w": [[0.9, 2.2], [2.95, 4]], "g": [[1, -2], [0.5, 0]]]
    }
    await check("momentum: five steps down a bowl, as PyTorch's") { sheet in
      sheet.call("descend(velocity:) with η = 0.1, μ = 0.9 on g = A·w − b, from w = \(start)")
      var (parameter, velocity) = (Parameter(start), Tensor(zeros: [3]))
      for number in 1...5 {
        parameter.gradient = slope(parameter.value)
        descend(&parameter, velocity: &velocity, learningRate: 0.1, momentum: 0.9)
        if number == 1 { sheet["v after step 1"] = velocity }
        sheet["w after step \(number)"] = parameter.value
      }
    } equals: {
      [
        "v after step 1": [-0.25, -0.25, 1.125],
        "w after step 1": [0.525, -1.475, 1.8875],
        "w after step 2": [0.56375, -1.4309375, 1.684375],
        "w after step 3": [0.601046875, -1.375390625, 1.4188984375],
        "w after step 4": [0.62306953125, -1.3158451172, 1.1224644531],
        "w after step 5": [0.62176131836, -1.2583002246, 0.8263235498],
      ]
    }
    await check("Nesterov: five steps down the bowl, as PyTorch's") { sheet in
      sheet.call("descendNesterov with η = 0.1, μ = 0.9 on g = A·w − b, from w = \(start)")
      var (parameter, velocity) = (Parameter(start), Tensor(zeros: [3]))
      for number in 1...5 {
        parameter.gradient = slope(parameter.value)
        descendNesterov(&parameter, velocity: &velocity, learningRate: 0.1, momentum: 0.9)
        if number == 1 { sheet["v after step 1"] = velocity }
        sheet["w after step \(number)"] = parameter.value
      }
    } equals: {
      [
        "v after step 1": [-0.25, -0.25, 1.125],
        "w after step 1": [0.5475, -1.4525, 1.78625],
        "w after step 2": [0.5836625, -1.397159375, 1.51973125],
        "w after step 3": [0.59871376563, -1.3406892969, 1.2355617578],
        "w after step 4": [0.59307524461, -1.2870012069, 0.96407494902],
        "w after step 5": [0.57353449928, -1.23833899, 0.72873018715],
      ]
    }
  }

  private func checkAdam() async {
    await check("Adam: five steps down the bowl, as PyTorch's", weight: 2) { sheet in
      sheet.call("descendAdam with η = 0.1 on g = A·w − b, from w = \(start)")
      var (parameter, mean, square) = (Parameter(start), Tensor(zeros: [3]), Tensor(zeros: [3]))
      for time in 1...5 {
        parameter.gradient = slope(parameter.value)
        descendAdam(
          &parameter, mean: &mean, meanSquare: &square, time: time,
          rule: AdamRule(learningRate: 0.1))
        if time == 1 { sheet["m after step 1"] = mean }
        if time == 1 { sheet["v after step 1"] = square }
        sheet["w after step \(time)"] = parameter.value
      }
    } equals: {
      [
        "m after step 1": [-0.025, -0.025, 0.1125],
        "v after step 1": .tensor([0.0000625, 0.0000625, 0.001265625], absolute: 1e-7),
        "w after step 1": [0.599999996, -1.400000004, 1.9000000009],
        "w after step 2": [0.63456058351, -1.3259189413, 1.8002390634],
        "w after step 3": [0.61187003891, -1.300602478, 1.7009410425],
        "w after step 4": [0.56878691014, -1.30658436, 1.6024353345],
        "w after step 5": [0.52559976397, -1.3240086853, 1.5051381709],
      ]
    }
  }

  private func checkState() async {
    await check("SGD.step keeps a velocity for each parameter, gradients stay") { sheet in
      sheet.call("SGD(η 0.1, μ 0.5).step twice on parameters [1, 2] and [[3]], g = [1, −1], [[4]]")
      var (model, optimizer) = (Pair(), SGD(learningRate: 0.1, momentum: 0.5))
      optimizer.step(&model)
      optimizer.step(&model)
      sheet["first"] = model.first.value
      sheet["second"] = model.second.value
      sheet["velocities"] = optimizer.velocities
      sheet["gradient"] = model.first.gradient
    } equals: {
      [
        "first": [0.75, 2.25], "second": [[2]],
        "velocities": .tensors([[1.5, -1.5], [[6]]]), "gradient": [1, -1],
      ]
    }
    await check("SGD.step chooses its rule: plain, momentum, Nesterov") { sheet in
      sheet.call("SGD.step twice on parameters [1, 2] and [[3]], η = 0.1")
      for (name, momentum, nesterov) in [
        ("plain", Float(0), false), ("momentum", 0.5, false), ("Nesterov", 0.5, true),
      ] {
        var model = Pair()
        var optimizer = SGD(learningRate: 0.1, momentum: momentum, nesterov: nesterov)
        optimizer.step(&model)
        optimizer.step(&model)
        sheet[name] = model.first.value
      }
    } equals: {
      ["plain": [0.8, 2.2], "momentum": [0.75, 2.25], "Nesterov": [0.675, 2.325]]
    }
    await check("Adam.step counts steps, not parameters, and keeps each one's state") { sheet in
      sheet.call("Adam(η 0.1).step twice on parameters [1, 2] and [[3]], g = [1, −1], [[4]]")
      var (model, optimizer) = (Pair(), Adam(learningRate: 0.1))
      optimizer.step(&model)
      optimizer.step(&model)
      sheet["time"] = optimizer.time
      sheet["first"] = model.first.value
      sheet["second"] = model.second.value
      sheet["means"] = optimizer.means
    } equals: {
      [
        "time": 2, "first": [0.8, 2.2], "second": [[2.8]],
        "means": .tensors([[0.19, -0.19], [[0.76]]]),
      ]
    }
  }

  private func checkTraining() async {
    await check("SGD with momentum trains XOR as PyTorch's does") { sheet in
      sheet.call("SGD(η 0.5, μ 0.9) on XOR, 200 steps")
      train(SGD(learningRate: 0.5, momentum: 0.9), sheet)
    } equals: {
      [
        "loss at step 0": 0.77370389101, "loss at step 1": 0.73226423955,
        "loss at step 4": 0.72489852817, "loss at step 19": 0.50519606327,
        "loss at step 199": .lessThan(0.01),
      ]
    }
    await check("Adam trains XOR as PyTorch's does") { sheet in
      sheet.call("Adam(η 0.05) on XOR, 200 steps")
      train(Adam(learningRate: 0.05), sheet)
    } equals: {
      [
        "loss at step 0": 0.77370389101, "loss at step 1": 0.73235398064,
        "loss at step 4": 0.69061811147, "loss at step 19": 0.56681947013,
        "loss at step 199": .lessThan(0.36),
      ]
    }
  }
}

// The bowl ½·wᵀ·A·w − b·w, with the gradient A·w − b.
private let start: Tensor = [0.5, -1.5, 2]

private func slope(_ w: Tensor) -> Tensor {
  let a: Tensor = [[3, 0.5, 0], [0.5, 2, 0.25], [0, 0.25, 1]]
  return matmul(a, w.reshaped(to: [3, 1])).flattened() - [1, -2, 0.5]
}

private func train<Rule: Optimizer>(_ rule: Rule, _ sheet: Sheet) {
  var (model, optimizer, context) = (XORNetwork(), rule, Context(.training))
  for step in 0..<200 {
    model.zeroGradients()
    let result = XORNetwork.loss(model.forward(XORNetwork.inputs, &context), XORNetwork.targets)
    if [0, 1, 4, 19, 199].contains(step) { sheet["loss at step \(step)"] = result.loss }
    _ = model.backward(result.gradient)
    optimizer.step(&model)
  }
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
