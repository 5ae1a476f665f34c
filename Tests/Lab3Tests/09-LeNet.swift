// The visible tests of exercise 3.9: LeNet-5's layers, shapes and parameters, and what the two forms
// compute. The decimals are PyTorch's values, computed in double precision.

import Grading
import Lab1
import Lab3
import Shared
import Testing

struct LeNetTests {
  @Test(.exercise("3.9", "LeNet-5", points: 5))
  func leNet() async {
    await checkParts()
    await checkParameters()
    await checkForward()
    await checkSummary()
  }

  private func checkParts() async {
    await check("the forms differ in activation and pooling") { sheet in
      sheet.call("activation() and pooling() of .original and .modern")
      for form in LeNetForm.allCases {
        sheet["activation of \(form)"] = "\(type(of: form.activation()))"
        sheet["pooling of \(form)"] = "\(type(of: form.pooling()))"
        var (pooling, context) = (form.pooling(), Context(.inference))
        sheet["pooled by \(form)"] = pooling.forward([[[[1, 2, 3], [4, 9, 5]]]], &context)
      }
    } equals: {
      [
        "activation of original": "Tanh", "pooling of original": "AveragePool2d",
        "pooled by original": [[[[4]]]], "activation of modern": "ReLU",
        "pooling of modern": "MaxPool2d", "pooled by modern": [[[[9]]]],
      ]
    }
  }

  private func checkParameters() async {
    await check("61,706 parameters, in ten tensors") { sheet in
      var generator = SeededGenerator(seed: 1)
      sheet.call("leNet5(using: &generator), seed 1")
      var network = leNet5(using: &generator)
      var shapes: [String] = []
      network.forEachParameter { shapes.append($0.value.shape.description) }
      sheet["shapes"] = shapes
      sheet["parameters"] = network.parameterCount
    } equals: {
      [
        "shapes": [
          "[6, 1, 5, 5]", "[6]", "[16, 6, 5, 5]", "[16]", "[120, 400]", "[120]", "[84, 120]",
          "[84]",
          "[10, 84]", "[10]",
        ], "parameters": 61_706,
      ]
    }
  }

  private func checkForward() async {
    await check("the modern form computes what PyTorch's does") { sheet in
      var (network, generator) = given(.modern)
      let x = Tensor(randomUniform: [2, 1, 28, 28], using: &generator)
      var context = Context(.inference)
      sheet.call("leNet5(.modern) with given weights, forward of two pictures, seed 5")
      sheet["logits"] = network.forward(x, &context)
    } equals: {
      [
        "logits": [
          [
            -0.45449445, -0.20158674, -1.1572783, -0.35530727, -1.8433848, -0.60642559, 0.53826618,
            0.74447979, -3.0456786, 0.33281693,
          ],
          [
            -0.57917146, -0.52035841, -0.10817284, -1.2411586, -2.9624695, -0.49847966, -0.28085349,
            0.72234043, -3.1017727, -0.39434441,
          ],
        ]
      ]
    }

    await check("the original form computes what PyTorch's does") { sheet in
      var (network, generator) = given(.original)
      let x = Tensor(randomUniform: [2, 1, 28, 28], using: &generator)
      var context = Context(.inference)
      sheet.call("leNet5(.original) with given weights, forward of two pictures, seed 5")
      sheet["logits"] = network.forward(x, &context)
    } equals: {
      [
        "logits": [
          [
            -1.0757433, 0.7709272, -0.36146536, 0.36980096, 0.030795329, -0.9441955, 0.26576576,
            1.3010839, -0.73546615, 0.25911182,
          ],
          [
            -0.88279736, -0.23974746, 0.072305859, 0.15324619, 0.36495725, -0.74250453, 0.20905949,
            0.74415354, -0.7663473, 0.44482559,
          ],
        ]
      ]
    }
  }

  private func checkSummary() async {
    await check("summary names each layer, its output and its parameters") { sheet in
      sheet.call("summary of Linear(3 → 2), Doubling, Linear(4 → 1) on [5, 3]")
      let network = Sequential([
        Linear(weight: Tensor(ones: [2, 3]), bias: [0, 0]), Doubling(),
        Linear(weight: Tensor(ones: [1, 4]), bias: [0]),
      ])
      let lines = summary(of: network, inputShape: [5, 3])
      sheet["names"] = lines.map(\.name)
      sheet["shapes"] = lines.map { "\($0.outputShape)" }
      sheet["parameters"] = lines.map(\.parameterCount)
    } equals: {
      [
        "names": ["Linear", "Doubling", "Linear"], "shapes": ["[5, 2]", "[5, 4]", "[5, 1]"],
        "parameters": .integers([8, 0, 5]),
      ]
    }
  }
}

/// Sets its input beside itself; in training three times, so that the mode can be seen.
private struct Doubling: ParameterFreeLayer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    let copies = Array(repeating: x, count: context.mode == .training ? 3 : 2)
    return Tensor(concatenating: copies, along: 1)
  }

  mutating func backward(_ dy: Tensor) -> Tensor { dy }
}

/// The network with uniform parameters, and the generator that drew them.
private func given(_ form: LeNetForm) -> (Sequential, SeededGenerator) {
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
  return (network, generator)
}
