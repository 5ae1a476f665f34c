// The visible tests of exercise 2.2: Xavier, He, and the size of a signal in a deep stack.

import Grading
import Lab2
import Shared
import Testing

struct VarianceScalingTests {
  @Test(.exercise("2.2", "Xavier and He", points: 5))
  func xavierAndHe() async {
    await checkNumbers()
    await checkWeights()
    await checkMeasuring()
    await checkDepth()
  }

  private func checkNumbers() async {
    await check("gains of PyTorch's calculate_gain") { sheet in
      sheet["linear"] = VarianceScaling.gain(for: .linear)
      sheet["tanh"] = VarianceScaling.gain(for: .tanh)
      sheet["relu"] = VarianceScaling.gain(for: .relu)
      sheet["leakyReLU 0.2"] = VarianceScaling.gain(for: .leakyReLU(slope: 0.2))
    } equals: {
      ["linear": 1, "tanh": 1.6666667, "relu": 1.4142136, "leakyReLU 0.2": 1.3867505]
    }

    await check("deviations for 784 inputs and 128 outputs, as PyTorch's") { sheet in
      sheet.call("standardDeviation(inputs: 784, outputs: 128)")
      sheet["xavier"] = VarianceScaling.xavier(.normal).standardDeviation(inputs: 784, outputs: 128)
      sheet["he"] = VarianceScaling.he(.normal).standardDeviation(inputs: 784, outputs: 128)
      sheet["he with gain 3"] =
        VarianceScaling.he(.normal, gain: 3).standardDeviation(inputs: 784, outputs: 128)
    } equals: {
      ["xavier": 0.046829291, "he": 0.050507627, "he with gain 3": 0.10714286]
    }

    await check("bounds for 784 inputs and 128 outputs, as PyTorch's") { sheet in
      sheet.call("bound(inputs: 784, outputs: 128)")
      sheet["xavier"] = VarianceScaling.xavier(.uniform).bound(inputs: 784, outputs: 128)
      sheet["xavier with gain 5/3"] =
        VarianceScaling.xavier(.uniform, gain: 5 / 3).bound(inputs: 784, outputs: 128)
      sheet["he"] = VarianceScaling.he(.uniform).bound(inputs: 784, outputs: 128)
    } equals: {
      ["xavier": 0.081110711, "xavier with gain 5/3": 0.13518452, "he": 0.087481777]
    }
  }

  private func checkWeights() async {
    await check("normal weights have the deviation and the shape [outputs, inputs]") { sheet in
      var generator = SeededGenerator(seed: 1)
      sheet.call("weight(outputs: 60, inputs: 340, using: &generator), seed 1")
      let xavier = VarianceScaling.xavier(.normal).weight(
        outputs: 60, inputs: 340, using: &generator)
      let he = VarianceScaling.he(.normal).weight(outputs: 60, inputs: 340, using: &generator)
      sheet["shape"] = Array(xavier.shape)
      sheet["mean"] = xavier.mean()
      sheet["deviation of xavier"] = xavier.variance().squareRoot()
      sheet["share within one deviation"] = (abs(xavier) .< 0.0707).mean()
      sheet["deviation of he"] = he.variance().squareRoot()
    } equals: {
      [
        "shape": .integers([60, 340]), "mean": .within(-0.003...0.003),
        "deviation of xavier": .within(0.0693...0.0721),
        "share within one deviation": .within(0.66...0.705),
        "deviation of he": .within(0.0751...0.0783),
      ]
    }

    await check("uniform weights fill the range between the bounds evenly") { sheet in
      var generator = SeededGenerator(seed: 2)
      sheet.call("weight(outputs: 60, inputs: 340, using: &generator), seed 2")
      let xavier = VarianceScaling.xavier(.uniform).weight(
        outputs: 60, inputs: 340, using: &generator)
      let he = VarianceScaling.he(.uniform).weight(outputs: 60, inputs: 340, using: &generator)
      sheet["shape"] = Array(he.shape)
      sheet["smallest of xavier"] = xavier.min()
      sheet["largest of xavier"] = xavier.max()
      sheet["deviation of xavier"] = xavier.variance().squareRoot()
      sheet["smallest of he"] = he.min()
      sheet["largest of he"] = he.max()
    } equals: {
      [
        "shape": .integers([60, 340]), "smallest of xavier": .within(-0.12248 ... -0.1220),
        "largest of xavier": .within(0.1220...0.12248),
        "deviation of xavier": .within(0.0697...0.0717),
        "smallest of he": .within(-0.13285 ... -0.1323),
        "largest of he": .within(0.1323...0.13285),
      ]
    }

    await check("the same seed gives the same weights, the next call others") { sheet in
      var (first, second) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
      let way = VarianceScaling.he(.normal)
      sheet["first call"] = way.weight(outputs: 3, inputs: 4, using: &first)
      sheet["same seed"] = way.weight(outputs: 3, inputs: 4, using: &second)
      sheet["next call"] = way.weight(outputs: 3, inputs: 4, using: &first)
    } equals: {
      ["same seed": .same(as: "first call"), "next call": .other(than: "first call")]
    }
  }

  private func checkMeasuring() async {
    await check("varianceThroughLayers measures after every activation") { sheet in
      let x: Tensor = [[1, 2], [3, -1]]
      var weights: [Tensor] = [
        [[1, 0], [0.5, 2]], [[0.5, 1], [1, -1], [2, 0]], [[1, 1, -1]],
      ]
      var generator = SeededGenerator(seed: 3)
      sheet.call("three layers with given weights and ReLU", on: ["x": x, "weights": weights])
      sheet["variances"] = varianceThroughLayers(
        x, layers: 3, activation: { maximum($0, 0) }, using: &generator
      ) { _ in weights.isEmpty ? [[0, 0, 0]] : weights.removeFirst() }
    } equals: {
      ["variances": .values([3.046875, 4.2013889, 2.25])]
    }
  }

  private func checkDepth() async {
    await check("20 layers of ReLU: He keeps the signal, Xavier loses half in each") { sheet in
      sheet.call("varianceThroughLayers of 64 examples, width 200, ReLU, seed 4")
      let he = throughRectifiers(.he(.normal))
      let xavier = throughRectifiers(.xavier(.uniform))
      sheet["layers"] = he.count
      sheet["he, after the first layer"] = he.first ?? 0
      sheet["he, after the last"] = he.last ?? 0
      sheet["xavier, after the last"] = xavier.last ?? 0
    } equals: {
      [
        "layers": 20, "he, after the first layer": .within(0.5...0.9),
        "he, after the last": .within(0.1...4), "xavier, after the last": .within(1e-8...1e-5),
      ]
    }
  }

  private func throughRectifiers(_ scaling: VarianceScaling) -> [Float] {
    var generator = SeededGenerator(seed: 4)
    let x = Tensor(randomNormal: [64, 200], using: &generator)
    return varianceThroughLayers(x, activation: { maximum($0, 0) }, using: &generator) {
      scaling.weight(outputs: 200, inputs: 200, using: &$0)
    }
  }
}
