// The hidden tests of exercise 1.1: other neurons, and gates with inputs that are a little off.

import Grading
import Lab1
import Shared
import Testing

struct NeuronTests {
  @Test(.exercise("1.1", "The artificial neuron", points: 4))
  func neuron() async {
    await check("weightedSum of five inputs and of one") { sheet in
      let five = Neuron(weights: [0.5, -1, 2, 0, -0.25], bias: -3)
      sheet["five inputs"] = five.weightedSum([2, 1, 1.5, 100, 4])
      sheet["one input"] = Neuron(weights: [-2], bias: 1).weightedSum([3])
    } equals: {
      ["five inputs": -1, "one input": -5]
    }

    await check("a neuron without input signals decides by its bias") { sheet in
      let biases: [Float] = [0, -0.5, 0.5, 3]
      sheet.call("Neuron(weights: [1, 1], bias: b).fires([0, 0]) for b in \(biases)")
      sheet["fires"] = biases.map { Neuron(weights: [1, 1], bias: $0).fires([0, 0]) }
    } equals: {
      ["fires": [true, false, true, true]]
    }

    await check("the gates give the same answers when inputs are off by 0.1") { sheet in
      let inputs: [Tensor] = [[0.1, 0.1], [0.1, 1.1], [1.1, 0.1], [0.9, 0.9], [0.9, -0.1]]
      sheet["and"] = inputs.map { Neuron.and.fires($0) }
      sheet["or"] = inputs.map { Neuron.or.fires($0) }
      sheet["not"] = [Neuron.not.fires([0.1]), Neuron.not.fires([0.9])]
    } equals: {
      [
        "and": [false, false, false, true, false], "or": [false, true, true, true, true],
        "not": [true, false],
      ]
    }
  }
}
