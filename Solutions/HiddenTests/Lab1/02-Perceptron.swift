// The hidden tests of exercise 1.2: three features, other learning rates, longer runs.

import Grading
import Lab1
import Shared
import Testing

struct PerceptronTests {
  private let examples: Tensor = [
    [2, 1, 0], [-1, 3, 1], [0, -2, 2], [1, 1, -3], [-2, 0, 1], [3, -1, -1],
  ]
  private let targets = [1, 0, 1, 0, 0, 1]

  @Test(.exercise("1.2", "The perceptron rule", points: 6))
  func perceptron() async {
    await checkSteps()
    await checkFit()
    await checkEpochs()
  }

  private func checkSteps() async {
    let x = examples
    await check("predict of six rows with three features") { sheet in
      sheet.call("Perceptron(weights: [1, -0.5, 2], bias: -1).predict(x)", on: ["x": x])
      sheet["classes"] = Perceptron(weights: [1, -0.5, 2], bias: -1).predict(x)
    } equals: {
      ["classes": .integers([1, 0, 1, 0, 0, 1])]
    }

    await check("update takes its step in proportion to the learning rate") { sheet in
      sheet.call(
        "Perceptron(weights: [0, 1, -1], bias: -0.5).update([4, -2, 0], target: 1), η = 0.25")
      var perceptron = Perceptron(weights: [0, 1, -1], bias: -0.5)
      sheet["was wrong"] = perceptron.update([4, -2, 0], target: 1, learningRate: 0.25)
      sheet["weights"] = perceptron.weights
      sheet["bias"] = perceptron.bias
      sheet["is wrong now"] = perceptron.update([4, -2, 0], target: 1, learningRate: 0.25)
    } equals: {
      ["was wrong": true, "weights": [1, 0.5, -1], "bias": -0.25, "is wrong now": false]
    }
  }

  private func checkFit() async {
    let (x, targets) = (examples, targets)
    await check("fit of three features with learning rate 0.25") { sheet in
      var perceptron = Perceptron(inputs: 3)
      sheet.call("fit(x, targets: \(targets), epochs: 50, learningRate: 0.25)", on: ["x": x])
      sheet["errors"] = perceptron.fit(x, targets: targets, epochs: 50, learningRate: 0.25)
      sheet["weights"] = perceptron.weights
      sheet["bias"] = perceptron.bias
      sheet["classes"] = perceptron.predict(x)
    } equals: {
      [
        "errors": .integers([3, 1, 0]), "weights": [1, -0.75, 0.25], "bias": -0.5,
        "classes": .integers([1, 0, 1, 0, 0, 1]),
      ]
    }
  }

  private func checkEpochs() async {
    let corners: Tensor = [[0, 0], [0, 1], [1, 0], [1, 1]]
    await check("fit stops after the epochs it was given and goes on from there") { sheet in
      var perceptron = Perceptron(inputs: 2)
      sheet.call("fit for AND, first with 0 epochs, then 2, then 20", on: ["x": corners])
      sheet["no epochs"] = perceptron.fit(corners, targets: [0, 0, 0, 1], epochs: 0)
      sheet["two epochs"] = perceptron.fit(corners, targets: [0, 0, 0, 1], epochs: 2)
      sheet["twenty more"] = perceptron.fit(corners, targets: [0, 0, 0, 1], epochs: 20)
    } equals: {
      [
        "no epochs": .integers([]), "two epochs": .integers([2, 3]),
        "twenty more": .integers([3, 2, 1, 0]),
      ]
    }

    await check("fit learns OR and NOT AND") { sheet in
      sheet.call("fit(x, targets: …, epochs: 20)", on: ["x": corners])
      var or = Perceptron(inputs: 2)
      sheet["OR"] = or.fit(corners, targets: [0, 1, 1, 1], epochs: 20)
      var notAnd = Perceptron(inputs: 2)
      sheet["NOT AND"] = notAnd.fit(corners, targets: [1, 1, 1, 0], epochs: 20)
      sheet["classes of NOT AND"] = notAnd.predict(corners)
    } equals: {
      [
        "OR": .integers([2, 2, 1, 0]), "NOT AND": .integers([1, 3, 3, 2, 1, 0]),
        "classes of NOT AND": .integers([1, 1, 1, 0]),
      ]
    }
  }
}
