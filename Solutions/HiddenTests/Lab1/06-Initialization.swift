// The hidden tests of exercise 1.6: other sizes and seeds.

import Grading
import Lab1
import Shared
import Testing

struct InitializationTests {
  @Test(.exercise("1.6", "Initialisation", points: 5))
  func initialization() async {
    await checkBounds()
    await checkNormal()
    await checkLayers()
    await checkSymmetry()
  }

  private func checkBounds() async {
    await check("uniformFanIn depends on the inputs, not on the outputs") { sheet in
      var generator = SeededGenerator(seed: 20)
      let weight = Initialization.uniformFanIn.weight(outputs: 900, inputs: 9, using: &generator)
      sheet.call("Initialization.uniformFanIn.weight(outputs: 900, inputs: 9, …), seed 20")
      sheet["bound"] = Initialization.uniformBound(inputs: 9)
      sheet["shape"] = Array(weight.shape)
      sheet["largest"] = weight.max()
      sheet["smallest"] = weight.min()
      sheet["standard deviation"] = weight.variance().squareRoot()
    } equals: {
      [
        "bound": 0.33333333, "shape": .integers([900, 9]), "largest": .within(0.331...0.33334),
        "smallest": .within(-0.33334 ... -0.331), "standard deviation": .within(0.187...0.198),
      ]
    }
  }

  private func checkNormal() async {
    await check("normal is not scaled by the number of inputs") { sheet in
      var generator = SeededGenerator(seed: 21)
      let way = Initialization.normal(standardDeviation: 3)
      let weight = way.weight(outputs: 20, inputs: 500, using: &generator)
      sheet.call("normal(standardDeviation: 3).weight(outputs: 20, inputs: 500, …), seed 21")
      sheet["mean"] = weight.mean()
      sheet["standard deviation"] = weight.variance().squareRoot()
      sheet["largest"] = weight.max()
    } equals: {
      [
        "mean": .within(-0.15...0.15), "standard deviation": .within(2.85...3.15),
        "largest": .within(8...18),
      ]
    }
  }

  private func checkLayers() async {
    await check("Linear(inputs:outputs:) draws uniformFanIn anew") { sheet in
      var generator = SeededGenerator(seed: 22)
      let first = Linear(inputs: 100, outputs: 30, using: &generator)
      let second = Linear(inputs: 100, outputs: 30, using: &generator)
      sheet["weight's shape"] = Array(first.weight.value.shape)
      sheet["largest"] = first.weight.value.max()
      sheet["bias"] = first.bias.value
      sheet["first weight"] = first.weight.value
      sheet["second weight"] = second.weight.value
    } equals: {
      [
        "weight's shape": .integers([30, 100]), "largest": .within(0.0985...0.1),
        "bias": .tensor(Tensor(zeros: [30])), "second weight": .other(than: "first weight"),
      ]
    }

    await check("Linear with zeros has units that are all the same") { sheet in
      var generator = SeededGenerator(seed: 23)
      let layer = Linear(inputs: 4, outputs: 6, initialization: .zeros, using: &generator)
      let other = Linear(inputs: 4, outputs: 6, using: &generator)
      sheet["different units with zeros"] = distinctUnits(layer.weight.value)
      sheet["different units at random"] = distinctUnits(other.weight.value)
    } equals: {
      ["different units with zeros": 1, "different units at random": 6]
    }
  }

  private func checkSymmetry() async {
    await check("distinctUnits compares whole rows") { sheet in
      sheet["no rows"] = distinctUnits(Tensor(zeros: [0, 3]))
      sheet["same sums"] = distinctUnits([
        [1, 2, 3], [3, 2, 1], [2, 2, 2], [1, 2, 3], [3, 2, 1],
      ])
      sheet["same first numbers"] = distinctUnits([[0, 1], [0, 2], [0, 1.0001]])
    } equals: {
      ["no rows": 0, "same sums": 3, "same first numbers": 3]
    }
  }
}
