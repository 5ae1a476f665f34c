// The hidden tests of exercise 3.9: gradients through the whole network, first weights, other numbers of
// classes. The decimals are PyTorch's values, computed in double precision.

import Grading
import Lab1
import Lab3
import Shared
import Testing

struct LeNetTests {
  @Test(.exercise("3.9", "LeNet-5", points: 5))
  func leNet() async {
    await checkBackward()
    await checkWeights()
    await checkClasses()
    await checkSummary()
  }

  private func checkBackward() async {
    await check("the gradients of the modern form: their sums and lengths", weight: 2) { sheet in
      sheet.call("leNet5(.modern) with given weights: forward(x), backward(dy), seed 5")
      let (sums, norms, dx) = gradients(.modern)
      sheet["sums"] = sums
      sheet["lengths"] = norms
      sheet["length of dx"] = dx.norm()
    } equals: {
      [
        "sums": .values(
          [
            8.638223, -0.57637173, 138.87841, 1.7537954, -755.90073, -2.9487895, -202.81094,
            -3.8052574, 16.259746, 0.27934957,
          ], absolute: 1e-2),
        "lengths": .values(
          [
            18.9946, 6.6805159, 23.877912, 3.4002858, 51.786884, 2.7825141, 23.709984, 2.5987097,
            25.654759, 2.7592861,
          ], absolute: 1e-3), "length of dx": .value(7.7783229, absolute: 1e-3),
      ]
    }

    await check("the gradients of the original form: their sums and lengths") { sheet in
      sheet.call("leNet5(.original) with given weights: forward(x), backward(dy), seed 5")
      let (sums, norms, dx) = gradients(.original)
      sheet["sums"] = sums
      sheet["lengths"] = norms
      sheet["length of dx"] = dx.norm()
    } equals: {
      [
        "sums": .values(
          [
            54.01687, 4.754296, 4.4097792, 2.0729636, 224.27069, -9.9077869, 3.5162895, -2.9576478,
            -3.4784083, 0.27934957,
          ], absolute: 1e-2),
        "lengths": .values(
          [
            19.228647, 8.3273172, 9.8139756, 5.9061297, 15.395811, 3.9278086, 9.3615945, 2.9074013,
            9.8970712, 2.7592861,
          ], absolute: 1e-3), "length of dx": .value(2.5303913, absolute: 1e-3),
      ]
    }
  }

  private func checkWeights() async {
    await check("He's weights in front of activations, Xavier's at the end, biases of 0") { sheet in
      var generator = SeededGenerator(seed: 2)
      sheet.call("leNet5(.modern), seed 2")
      var network = leNet5(using: &generator)
      var deviations: [Float] = []
      network.forEachParameter { parameter in
        deviations.append(parameter.value.variance().squareRoot())
      }
      sheet["conv 1"] = deviations[0]
      sheet["conv 2"] = deviations[2]
      sheet["linear 1"] = deviations[4]
      sheet["linear 2"] = deviations[6]
      sheet["linear 3"] = deviations[8]
      sheet["biases"] = [deviations[1], deviations[3], deviations[5], deviations[7], deviations[9]]
    } equals: {
      [
        "conv 1": .value(0.28284, absolute: 0.05), "conv 2": .value(0.11547, absolute: 0.006),
        "linear 1": .value(0.070711, absolute: 0.001), "linear 2": .value(0.1291, absolute: 0.003),
        "linear 3": .value(0.14586, absolute: 0.012), "biases": [0, 0, 0, 0, 0],
      ]
    }
  }

  private func checkClasses() async {
    await check("three classes, and dx only where somebody reads it") { sheet in
      var generator = SeededGenerator(seed: 2)
      sheet.call("leNet5(.original, classes: 3), seed 2")
      var network = leNet5(.original, classes: 3, using: &generator)
      var context = Context(.training)
      let x = Tensor(randomUniform: [2, 1, 28, 28], using: &generator)
      sheet["shape of the logits"] = network.forward(x, &context).shape.map { $0 }
      sheet["parameters"] = network.parameterCount
      sheet["shape of dx"] = network.backward(Tensor(ones: [2, 3])).shape.map { $0 }
      network.needsInputGradient = false
      _ = network.forward(x, &context)
      sheet["numbers in dx then"] = network.backward(Tensor(ones: [2, 3])).count
    } equals: {
      [
        "shape of the logits": .integers([2, 3]), "parameters": 61_111,
        "shape of dx": .integers([2, 1, 28, 28]), "numbers in dx then": 0,
      ]
    }
  }

  private func checkSummary() async {
    await check("the summary of LeNet-5") { sheet in
      var generator = SeededGenerator(seed: 2)
      sheet.call("summary(of: leNet5(), inputShape: [1, 1, 28, 28])")
      let lines = summary(of: leNet5(using: &generator), inputShape: [1, 1, 28, 28])
      sheet["names"] = lines.map(\.name)
      sheet["shapes"] = lines.map { "\($0.outputShape)" }
      sheet["parameters"] = lines.map(\.parameterCount)
      sheet["summary of nothing"] = summary(of: Sequential([]), inputShape: [1]).count
    } equals: {
      [
        "names": [
          "Conv2d", "ReLU", "MaxPool2d", "Conv2d", "ReLU", "MaxPool2d", "Flatten", "Linear", "ReLU",
          "Linear", "ReLU", "Linear",
        ],
        "shapes": [
          "[1, 6, 28, 28]", "[1, 6, 28, 28]", "[1, 6, 14, 14]", "[1, 16, 10, 10]",
          "[1, 16, 10, 10]", "[1, 16, 5, 5]", "[1, 400]", "[1, 120]", "[1, 120]", "[1, 84]",
          "[1, 84]", "[1, 10]",
        ],
        "parameters": .integers([156, 0, 0, 2416, 0, 0, 0, 48120, 0, 10164, 0, 850]),
        "summary of nothing": 0,
      ]
    }
  }
}

/// The gradients of a network with uniform parameters for two pictures, seed 5.
private func gradients(_ form: LeNetForm) -> (sums: [Float], norms: [Float], dx: Tensor) {
  var generator = SeededGenerator(seed: 5)
  var network = leNet5(form, using: &generator)
  generator = SeededGenerator(seed: 5)
  let bounds: [Float] = [0.5, 0.25, 0.25, 0.25, 0.125, 0.25, 0.25, 0.25, 0.25, 0.25]
  var index = 0
  network.forEachParameter { parameter in
    let bound = bounds[min(index, bounds.count - 1)]
    parameter.value = Tensor(
      randomUniform: parameter.value.shape, in: -bound...bound, using: &generator)
    index += 1
  }
  var context = Context(.training)
  let x = Tensor(randomUniform: [2, 1, 28, 28], using: &generator)
  let dy = Tensor(randomUniform: [2, 10], in: -1...1, using: &generator)
  _ = network.forward(x, &context)
  let dx = network.backward(dy)
  var (sums, norms): ([Float], [Float]) = ([], [])
  network.forEachParameter { parameter in
    sums.append(parameter.gradient.sum())
    norms.append(parameter.gradient.norm())
  }
  return (sums, norms, dx)
}
