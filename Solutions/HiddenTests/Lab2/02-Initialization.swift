// The hidden tests of exercise 2.2: other sizes, gains and activations.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct VarianceScalingTests {
  @Test(.exercise("2.2", "Xavier and He", points: 5))
  func xavierAndHe() async {
    await checkNumbers()
    await checkWeights()
    await checkMeasuring()
  }

  private func checkNumbers() async {
    await check("He counts the inputs, Xavier both sides alike") { sheet in
      sheet.call("standardDeviation and bound for 8 inputs, 24 outputs, and the other way round")
      let (xavier, he) = (VarianceScaling.xavier(.uniform, gain: 2), VarianceScaling.he(.uniform))
      sheet["he, 8 → 24"] = he.standardDeviation(inputs: 8, outputs: 24)
      sheet["he, 24 → 8"] = he.standardDeviation(inputs: 24, outputs: 8)
      sheet["xavier, 8 → 24"] = xavier.standardDeviation(inputs: 8, outputs: 24)
      sheet["xavier, 24 → 8"] = xavier.standardDeviation(inputs: 24, outputs: 8)
      sheet["he's bound, 24 → 8"] = he.bound(inputs: 24, outputs: 8)
      sheet["xavier's bound, 24 → 8"] = xavier.bound(inputs: 24, outputs: 8)
    } equals: {
      [
        "he, 8 → 24": 0.5, "he, 24 → 8": 0.28867513, "xavier, 8 → 24": 0.5, "xavier, 24 → 8": 0.5,
        "he's bound, 24 → 8": 0.5, "xavier's bound, 24 → 8": 0.8660254,
      ]
    }

    await check("a leaky ReLU with slope 0 is a ReLU, one with slope 1 is linear") { sheet in
      sheet["slope 0"] = VarianceScaling.gain(for: .leakyReLU(slope: 0))
      sheet["slope 1"] = VarianceScaling.gain(for: .leakyReLU(slope: 1))
      sheet["slope 0.5"] = VarianceScaling.gain(for: .leakyReLU(slope: 0.5))
    } equals: {
      ["slope 0": 1.4142136, "slope 1": 1, "slope 0.5": 1.2649111]
    }

    await checkStops("a layer without inputs is refused", weight: 0.25, saying: "0 and 5") {
      sheet in
      sheet["right"] = VarianceScaling.he(.normal).standardDeviation(inputs: 2, outputs: 5)
      sheet.call("VarianceScaling.he(.normal).standardDeviation(inputs: 0, outputs: 5)")
      sheet["wrong"] = VarianceScaling.he(.normal).standardDeviation(inputs: 0, outputs: 5)
    }
  }

  private func checkWeights() async {
    await check("the gain widens the weights") { sheet in
      var generator = SeededGenerator(seed: 30)
      sheet.call("weight(outputs: 300, inputs: 75, using: &generator), gain 2, seed 30")
      let uniform = VarianceScaling.xavier(.uniform, gain: 2).weight(
        outputs: 300, inputs: 75, using: &generator)
      let normal = VarianceScaling.he(.normal, gain: 2).weight(
        outputs: 300, inputs: 75, using: &generator)
      sheet["shape"] = Array(normal.shape)
      sheet["largest of uniform"] = uniform.max()
      sheet["smallest of uniform"] = uniform.min()
      sheet["mean of uniform"] = uniform.mean()
      sheet["deviation of normal"] = normal.variance().squareRoot()
      sheet["largest of normal"] = normal.max()
    } equals: {
      [
        "shape": .integers([300, 75]), "largest of uniform": .within(0.252...0.25299),
        "smallest of uniform": .within(-0.25299 ... -0.252),
        "mean of uniform": .within(-0.005...0.005), "deviation of normal": .within(0.226...0.236),
        "largest of normal": .within(0.7...1.3),
      ]
    }

    await check("Linear(inputs:outputs:scaling:) has such a weight and a bias of zeros") { sheet in
      var generator = SeededGenerator(seed: 31)
      let layer = Linear(inputs: 50, outputs: 3, scaling: .he(.uniform), using: &generator)
      sheet["weight's shape"] = Array(layer.weight.value.shape)
      sheet["largest"] = layer.weight.value.max()
      sheet["bias"] = layer.bias.value
    } equals: {
      [
        "weight's shape": .integers([3, 50]), "largest": .within(0.32...0.34642),
        "bias": [0, 0, 0],
      ]
    }
  }

  private func checkMeasuring() async {
    await check("20 layers of tanh: a gain of 5/3 holds the signal, a fixed 0.01 loses it") {
      sheet in
      sheet.call("varianceThroughLayers of 64 examples, width 150, tanh, seed 32")
      let xavier = throughTanh {
        VarianceScaling.xavier(.normal, gain: 5 / 3).weight(outputs: 150, inputs: 150, using: &$0)
      }
      let fixed = throughTanh {
        Tensor(randomNormal: [150, 150], standardDeviation: 0.01, using: &$0)
      }
      sheet["layers"] = xavier.count
      sheet["xavier"] = xavier.last ?? 0
      sheet["fixed, after the first"] = fixed.first ?? 0
      sheet["fixed, after the fourth"] = fixed.dropFirst(3).first ?? 0
    } equals: {
      [
        "layers": 20, "xavier": .within(0.2...0.6),
        "fixed, after the first": .within(0.012...0.018),
        "fixed, after the fourth": .within(2e-8...1e-7),
      ]
    }

    await check("every layer draws a weight of its own") { sheet in
      var generator = SeededGenerator(seed: 33)
      var draws: [Float] = []
      sheet.call(
        "varianceThroughLayers(x, layers: 3) with weights [[1]], [[2]], [[3]], x = [[1], [2]]")
      sheet["variances"] = varianceThroughLayers(
        [[1], [2]], layers: 3, activation: { $0 }, using: &generator
      ) { generator in
        draws.append(generator.uniform())
        return Tensor([Float(draws.count)], shape: [1, 1])
      }
      sheet["draws"] = draws.count
      sheet["first draw"] = draws.first ?? 0
      sheet["second draw"] = draws.dropFirst().first ?? 0
      sheet["no layers"] =
        varianceThroughLayers(
          [[1], [2]], layers: 0, activation: { $0 }, using: &generator, weight: { _ in [[1]] }
        ).count
    } equals: {
      [
        "variances": .values([0.25, 1, 9]), "draws": 3, "first draw": .within(0...1),
        "second draw": .other(than: "first draw"), "no layers": 0,
      ]
    }
  }

  private func throughTanh(_ weight: (inout SeededGenerator) -> Tensor) -> [Float] {
    var generator = SeededGenerator(seed: 32)
    let x = Tensor(randomNormal: [64, 150], using: &generator)
    return varianceThroughLayers(
      x, layers: 20, activation: { Shared.tanh($0) }, using: &generator, weight: weight)
  }
}
