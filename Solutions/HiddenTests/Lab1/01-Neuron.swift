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
      sheet["bias 0"] = Neuron(weights: [1, 1], bias: 0).fires([0, 0])
      sheet["bias -0.5"] = Neuron(weights: [1, 1], bias: -0.5).fires([0, 0])
      sheet["bias 0.5"] = Neuron(weights: [1, 1], bias: 0.5).fires([0, 0])
    } equals: {
      ["bias 0": true, "bias -0.5": false, "bias 0.5": true]
    }

    await check("Neuron.and and Neuron.or give the same answers when inputs are off by 0.1") {
      sheet in
      sheet["and: 0.9, 0.9"] = Neuron.and.fires([0.9, 0.9])
      sheet["and: 0.1, 1.1"] = Neuron.and.fires([0.1, 1.1])
      sheet["or: 0.1, 0.1"] = Neuron.or.fires([0.1, 0.1])
      sheet["or: 0.9, -0.1"] = Neuron.or.fires([0.9, -0.1])
    } equals: {
      [
        "and: 0.9, 0.9": true, "and: 0.1, 1.1": false, "or: 0.1, 0.1": false,
        "or: 0.9, -0.1": true,
      ]
    }

    await check("Neuron.not gives the same answers when its input is off by 0.1") { sheet in
      sheet["not 0.1"] = Neuron.not.fires([0.1])
      sheet["not 0.9"] = Neuron.not.fires([0.9])
    } equals: {
      ["not 0.1": true, "not 0.9": false]
    }
  }
}
