// The visible tests of exercise 1.2: the perceptron learning rule.

import Grading
import Lab1
import Shared
import Testing

struct PerceptronTests {
  private let corners: Tensor = [[0, 0], [0, 1], [1, 0], [1, 1]]

  @Test(.exercise("1.2", "The perceptron rule", points: 6))
  func perceptron() async {
    await checkOutput()
    await checkUpdate()
    await checkFit()
  }

  private func checkOutput() async {
    await check("output is 1 from 0 upwards") { sheet in
      let perceptron = Perceptron(weights: [1, -2], bias: 1)
      sheet.call("Perceptron(weights: [1, -2], bias: 1).output(x), x = [0, 1], [1, 1] and [3, 1]")
      sheet["output"] = [
        perceptron.output([0, 1]), perceptron.output([1, 1]), perceptron.output([3, 1]),
      ]
    } equals: {
      ["output": .integers([0, 1, 1])]
    }

    await check("predict answers for every row") { sheet in
      let perceptron = Perceptron(weights: [1, -2], bias: 1)
      sheet["three rows"] = perceptron.predict([[3, 1], [1, 1], [0, 1]])
      sheet["no rows"] = perceptron.predict(Tensor(zeros: [0, 2]))
    } equals: {
      ["three rows": .integers([1, 1, 0]), "no rows": .integers([])]
    }
  }

  private func checkUpdate() async {
    await check("update pulls the weights towards a missed example") { sheet in
      var perceptron = Perceptron(weights: [1, -2], bias: 1)
      sheet.call(
        "Perceptron(weights: [1, -2], bias: 1).update([2, 4], target: 1, learningRate: 0.5)")
      sheet["was wrong"] = perceptron.update([2, 4], target: 1, learningRate: 0.5)
      sheet["weights"] = perceptron.weights
      sheet["bias"] = perceptron.bias
    } equals: {
      ["was wrong": true, "weights": [2, 0], "bias": 1.5]
    }

    await check("update pushes the weights away from a false alarm") { sheet in
      var perceptron = Perceptron(weights: [1, -2], bias: 1)
      sheet.call(
        "Perceptron(weights: [1, -2], bias: 1).update([5, 1], target: 0, learningRate: 0.5)")
      sheet["was wrong"] = perceptron.update([5, 1], target: 0, learningRate: 0.5)
      sheet["weights"] = perceptron.weights
      sheet["bias"] = perceptron.bias
    } equals: {
      ["was wrong": true, "weights": [-1.5, -2.5], "bias": 0.5]
    }

    await check("update leaves the weights alone after a right answer") { sheet in
      var perceptron = Perceptron(weights: [1, -2], bias: 1)
      sheet.call("Perceptron(weights: [1, -2], bias: 1).update([5, 1], target: 1)")
      sheet["was wrong"] = perceptron.update([5, 1], target: 1)
      sheet["weights"] = perceptron.weights
      sheet["bias"] = perceptron.bias
    } equals: {
      ["was wrong": false, "weights": [1, -2], "bias": 1]
    }
  }

  private func checkFit() async {
    let x = corners
    await check("fit learns AND and stops after an epoch without an error") { sheet in
      var perceptron = Perceptron(inputs: 2)
      sheet.call("fit(x, targets: [0, 0, 0, 1], epochs: 20, learningRate: 0.5)", on: ["x": x])
      sheet["errors"] = perceptron.fit(x, targets: [0, 0, 0, 1], epochs: 20, learningRate: 0.5)
      sheet["weights"] = perceptron.weights
      sheet["bias"] = perceptron.bias
    } equals: {
      ["errors": .integers([2, 3, 3, 2, 1, 0]), "weights": [1, 0.5], "bias": -1.5]
    }

    await check("fit never ends without an error on XOR") { sheet in
      var perceptron = Perceptron(inputs: 2)
      sheet.call("Perceptron(inputs: 2).fit(x, targets: [0, 1, 1, 0], epochs: 7)", on: ["x": x])
      sheet["errors"] = perceptron.fit(x, targets: [0, 1, 1, 0], epochs: 7)
    } equals: {
      ["errors": .integers([3, 3, 4, 4, 4, 4, 4])]
    }
  }
}
