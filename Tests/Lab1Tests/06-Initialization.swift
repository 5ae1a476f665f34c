// The visible tests of exercise 1.6: weight initialisation.

import Grading
import Lab1
import Shared
import Testing

struct InitializationTests {
  @Test(.exercise("1.6", "Initialisation", points: 5))
  func initialization() async {
    await checkBound()
    await checkZerosAndNormal()
    await checkUniform()
    await checkLayer()
    await checkSymmetry()
  }

  private func checkBound() async {
    await check("uniformBound is 1/√F") { sheet in
      sheet["4 inputs"] = Initialization.uniformBound(inputs: 4)
      sheet["784 inputs"] = Initialization.uniformBound(inputs: 784)
    } equals: {
      ["4 inputs": 0.5, "784 inputs": 0.035714286]
    }
  }

  private func checkZerosAndNormal() async {
    await check("zeros gives zeros, one row a unit") { sheet in
      var generator = SeededGenerator(seed: 1)
      sheet.call("Initialization.zeros.weight(outputs: 2, inputs: 3, using: &generator)")
      sheet["weight"] = Initialization.zeros.weight(outputs: 2, inputs: 3, using: &generator)
    } equals: {
      ["weight": [[0, 0, 0], [0, 0, 0]]]
    }

    await check("normal has mean 0 and the standard deviation asked for") { sheet in
      var generator = SeededGenerator(seed: 2)
      let way = Initialization.normal(standardDeviation: 0.05)
      let weight = way.weight(outputs: 100, inputs: 200, using: &generator)
      sheet.call("Initialization.normal(standardDeviation: 0.05).weight(outputs: 100, inputs: 200)")
      sheet["shape"] = Array(weight.shape)
      sheet["mean"] = weight.mean()
      sheet["standard deviation"] = weight.variance().squareRoot()
      sheet["share within one deviation"] = (abs(weight) .< 0.05).mean()
    } equals: {
      [
        "shape": .integers([100, 200]), "mean": .within(-0.0018...0.0018),
        "standard deviation": .within(0.0488...0.0512),
        "share within one deviation": .within(0.66...0.705),
      ]
    }
  }

  private func checkUniform() async {
    await check("uniformFanIn fills −1/√F … 1/√F evenly") { sheet in
      var generator = SeededGenerator(seed: 3)
      let weight = Initialization.uniformFanIn.weight(outputs: 50, inputs: 400, using: &generator)
      sheet.call("Initialization.uniformFanIn.weight(outputs: 50, inputs: 400, using: &generator)")
      sheet["shape"] = Array(weight.shape)
      sheet["smallest"] = weight.min()
      sheet["largest"] = weight.max()
      sheet["mean"] = weight.mean()
      sheet["standard deviation"] = weight.variance().squareRoot()
    } equals: {
      [
        "shape": .integers([50, 400]), "smallest": .within(-0.05 ... -0.0495),
        "largest": .within(0.0495...0.05), "mean": .within(-0.001...0.001),
        "standard deviation": .within(0.0283...0.0294),
      ]
    }

    await check("the same seed gives the same weights, the next call others") { sheet in
      var (first, second) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
      let way = Initialization.uniformFanIn
      sheet["first call"] = way.weight(outputs: 3, inputs: 4, using: &first)
      sheet["same seed"] = way.weight(outputs: 3, inputs: 4, using: &second)
      sheet["next call"] = way.weight(outputs: 3, inputs: 4, using: &first)
    } equals: {
      ["same seed": .same(as: "first call"), "next call": .other(than: "first call")]
    }
  }

  private func checkLayer() async {
    await check("Linear(inputs: 3, outputs: 2) has fresh weights and a bias of zeros") { sheet in
      var generator = SeededGenerator(seed: 4)
      let layer = Linear(
        inputs: 3, outputs: 2, initialization: .normal(standardDeviation: 1), using: &generator)
      let zeros = Linear(inputs: 3, outputs: 2, initialization: .zeros, using: &generator)
      sheet["weight's shape"] = Array(layer.weight.value.shape)
      sheet["bias"] = layer.bias.value
      sheet["weights that are not 0"] = Int((layer.weight.value .!= 0).sum())
      sheet["weight with zeros"] = zeros.weight.value
    } equals: {
      [
        "weight's shape": .integers([2, 3]), "bias": [0, 0], "weights that are not 0": 6,
        "weight with zeros": [[0, 0, 0], [0, 0, 0]],
      ]
    }
  }

  private func checkSymmetry() async {
    await check("distinctUnits counts different rows") { sheet in
      sheet["two of three"] = distinctUnits([[1, 2], [3, 4], [1, 2]])
      sheet["all equal"] = distinctUnits(Tensor(zeros: [5, 3]))
      sheet["all different"] = distinctUnits([[1, 2], [2, 1], [1, 1]])
    } equals: {
      ["two of three": 2, "all equal": 1, "all different": 3]
    }
  }
}
