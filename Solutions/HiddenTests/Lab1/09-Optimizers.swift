// The hidden tests of 1.9: other numbers, large ε, changing rates, equal shapes, copies.

import Grading
import Lab1
import Shared
import Testing

struct OptimizersTests {
  @Test(.exercise("1.9", "Optimizers", points: 11))
  func optimizers() async {
    await checkRules()
    await checkAdam()
    await checkState()
    await checkConvergence()
  }

  private func checkRules() async {
    await check("momentum ½ over three changing gradients") { sheet in
      sheet.call("descend(velocity:) with η = 0.2, μ = 0.5, w = \(start), gradients \(gradients)")
      var (parameter, velocity) = (Parameter(start), Tensor(zeros: [2, 2]))
      for (number, gradient) in gradients.enumerated() {
        parameter.gradient = gradient
        descend(&parameter, velocity: &velocity, learningRate: 0.2, momentum: 0.5)
        sheet["w after step \(number + 1)"] = parameter.value
      }
      sheet["v"] = velocity
      sheet["g"] = parameter.gradient
    } equals: {
      [
        "w after step 1": [[0.8, 2.4], [-3.1, -0.3]],
        "w after step 2": [[0.9, 2], [-3.15, -1.1]],
        "w after step 3": [[0.55, 1.6], [-3.125, -0.7]], "v": [[1.75, 2], [-0.125, -2]],
        "g": .tensor(gradients[2]),
      ]
    }
    await check("Nesterov with ½ over three changing gradients") { sheet in
      sheet.call("descendNesterov with η = 0.2, μ = 0.5, w = \(start), gradients \(gradients)")
      var (parameter, velocity) = (Parameter(start), Tensor(zeros: [2, 2]))
      for (number, gradient) in gradients.enumerated() {
        parameter.gradient = gradient
        descendNesterov(&parameter, velocity: &velocity, learningRate: 0.2, momentum: 0.5)
        sheet["w after step \(number + 1)"] = parameter.value
      }
      sheet["v"] = velocity
    } equals: {
      [
        "w after step 1": [[0.7, 2.6], [-3.15, -0.7]],
        "w after step 2": [[0.95, 1.8], [-3.175, -1.5]],
        "w after step 3": [[0.375, 1.4], [-3.1125, -0.5]], "v": [[1.75, 2], [-0.125, -2]],
      ]
    }
    await check("gradient descent on a matrix, and with a rate of 0") { sheet in
      sheet.call("descend on w = \(start), g = \(gradients[0]), η = 0.25, then η = 0")
      var parameter = Parameter(start)
      parameter.gradient = gradients[0]
      descend(&parameter, learningRate: 0.25)
      sheet["w"] = parameter.value
      descend(&parameter, learningRate: 0)
      sheet["w after η = 0"] = parameter.value
    } equals: {
      ["w": [[0.75, 2.5], [-3.125, -0.5]], "w after η = 0": [[0.75, 2.5], [-3.125, -0.5]]]
    }
  }

  private func checkAdam() async {
    await check("Adam with β 0.8 and 0.9 and a large ε, which stands outside the root") { sheet in
      sheet.call("descendAdam with η = 0.01, β1 = 0.8, β2 = 0.9, ε = 0.5, gradients \(gradients)")
      let rule = AdamRule(learningRate: 0.01, beta1: 0.8, beta2: 0.9, epsilon: 0.5)
      var (parameter, mean) = (Parameter(start), Tensor(zeros: [2, 2]))
      var square = mean
      for (number, gradient) in gradients.enumerated() {
        parameter.gradient = gradient
        descendAdam(&parameter, mean: &mean, meanSquare: &square, time: number + 1, rule: rule)
        sheet["w after step \(number + 1)"] = parameter.value
      }
      sheet["m"] = mean
      sheet["v"] = square
    } equals: {
      [
        "w after step 1": [[0.99333333, 2.008], [-3.005, 0.49111111]],
        "w after step 2": [[0.99407407, 2.0054708], [-3.0076326, 0.48311296]],
        "w after step 3": [[0.99020998, 2.0021721], [-3.0079856, 0.48294763]],
        "m": [[0.368, 0.424], [0.014, 0.032]], "v": [[0.571, 1.234], [0.0265, 3.256]],
      ]
    }
    await check("Adam's first step is η long for huge and tiny gradients, 0 for none") { sheet in
      sheet.call("descendAdam with η = 0.1 on w = 0, g = [10000, −0.001, 0]")
      var parameter = Parameter(Tensor(zeros: [3]))
      parameter.gradient = [10_000, -0.001, 0]
      var (mean, square) = (Tensor(zeros: [3]), Tensor(zeros: [3]))
      descendAdam(
        &parameter, mean: &mean, meanSquare: &square, time: 1, rule: AdamRule(learningRate: 0.1))
      sheet["w"] = parameter.value
    } equals: {
      ["w": [-0.1, 0.1, 0]]
    }
  }

  private func checkState() async {
    await check("two parameters of one shape keep their velocities apart") { sheet in
      sheet.call("SGD(η 0.1, μ 0.5).step three times, gradients [1] and [−2]")
      var (model, optimizer) = (Twins(), SGD(learningRate: 0.1, momentum: 0.5))
      for _ in 0..<3 { optimizer.step(&model) }
      sheet["velocities"] = optimizer.velocities
      sheet["values"] = model.values
    } equals: {
      ["velocities": .tensors([[1.75], [-3.5]]), "values": .tensors([[-0.425], [0.85]])]
    }
    await check("a changed learning rate counts from the next step on") { sheet in
      sheet.call("SGD(η 0.1, μ 0.9).step, then η = 0.01 for two steps, g = [1]; Adam likewise")
      var (model, optimizer) = (Twins(), SGD(learningRate: 0.1, momentum: 0.9))
      var (other, adam) = (Twins(), Adam(learningRate: 0.1))
      for rate: Float in [0.1, 0.01, 0.01] {
        optimizer.learningRate = rate
        optimizer.step(&model)
        adam.learningRate = rate
        adam.step(&other)
      }
      sheet["SGD"] = model.values
      sheet["Adam"] = other.values
    } equals: {
      ["SGD": .tensors([[-0.1461], [0.2922]]), "Adam": .tensors([[-0.12], [0.12]])]
    }
    await check("a copied optimizer goes its own way") { sheet in
      sheet.call("Adam: one step, a copy takes two more; the original's time and the copy's")
      var (model, optimizer) = (Twins(), Adam(learningRate: 0.1))
      optimizer.step(&model)
      var (copy, other) = (optimizer, model)
      copy.step(&other)
      copy.step(&other)
      sheet["times"] = [optimizer.time, copy.time]
      sheet["means"] = optimizer.means
    } equals: {
      ["times": .integers([1, 3]), "means": .tensors([[0.1], [-0.2]])]
    }
  }

  private func checkConvergence() async {
    await check("each optimizer reaches the bottom of a bowl") { sheet in
      sheet.call("300 steps down ½·(w − 3)² + 5·(u + 1)², from 0")
      sheet["plain"] = bottom(SGD(learningRate: 0.1))
      sheet["momentum"] = bottom(SGD(learningRate: 0.02, momentum: 0.9))
      sheet["Nesterov"] = bottom(SGD(learningRate: 0.02, momentum: 0.9, nesterov: true))
      sheet["Adam"] = bottom(Adam(learningRate: 0.1))
    } equals: {
      [
        "plain": .tensor([3, -1], absolute: 1e-3), "momentum": .tensor([3, -1], absolute: 1e-3),
        "Nesterov": .tensor([3, -1], absolute: 1e-3), "Adam": .tensor([3, -1], absolute: 0.02),
      ]
    }
  }
}

private let start: Tensor = [[1, 2], [-3, 0.5]]
private let gradients: [Tensor] = [
  [[1, -2], [0.5, 4]], [[-1, 3], [0, 2]], [[2, 1], [-0.25, -4]],
]

private func bottom<Rule: Optimizer>(_ rule: Rule) -> Tensor {
  var (optimizer, model) = (rule, Twins())
  for _ in 0..<300 {
    model.first.gradient = model.first.value - 3
    model.second.gradient = 10 * (model.second.value + 1)
    optimizer.step(&model)
  }
  return Tensor(concatenating: model.values)
}

/// Two parameters of one shape whose gradients stand ready.
private struct Twins: Layer {
  var first = Parameter([0])
  var second = Parameter([0])
  var values: [Tensor] { [first.value, second.value] }
  init() {
    first.gradient = [1]
    second.gradient = [-2]
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&first)
    body(&second)
  }
}
