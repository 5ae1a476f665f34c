// The visible tests of exercise 1.1: the artificial neuron.

import Grading
import Lab1
import Shared
import Testing

struct NeuronTests {
  @Test(.exercise("1.1", "The artificial neuron", points: 4))
  func neuron() async {
    await checkSum()
    await checkThreshold()
    await checkGates()
  }

  private func checkSum() async {
    await check("weightedSum multiplies each input by its weight") { sheet in
      sheet.call("Neuron(weights: [2, -1], bias: 0).weightedSum([1, 3])")
      sheet["z"] = Neuron(weights: [2, -1], bias: 0).weightedSum([1, 3])
    } equals: {
      ["z": -1]
    }

    await check("weightedSum adds the bias once") { sheet in
      sheet.call("Neuron(weights: [1, 2, 3, 4], bias: 10).weightedSum([1, 1, 1, 2])")
      sheet["z"] = Neuron(weights: [1, 2, 3, 4], bias: 10).weightedSum([1, 1, 1, 2])
    } equals: {
      ["z": 24]
    }
  }

  private func checkThreshold() async {
    await check("fires from 0 upwards") { sheet in
      let neuron = Neuron(weights: [1], bias: -2)
      sheet.call("Neuron(weights: [1], bias: -2).fires([x]) for x = 1.5, 2 and 2.5")
      sheet["fires"] = [neuron.fires([1.5]), neuron.fires([2]), neuron.fires([2.5])]
    } equals: {
      ["fires": [false, true, true]]
    }
  }

  private func checkGates() async {
    let corners: [Tensor] = [[0, 0], [0, 1], [1, 0], [1, 1]]
    await check("Neuron.and fires only when both inputs are 1") { sheet in
      sheet.call("Neuron.and.fires(x) for x = [0, 0], [0, 1], [1, 0] and [1, 1]")
      sheet["fires"] = corners.map { Neuron.and.fires($0) }
    } equals: {
      ["fires": [false, false, false, true]]
    }

    await check("Neuron.or fires when at least one input is 1") { sheet in
      sheet.call("Neuron.or.fires(x) for x = [0, 0], [0, 1], [1, 0] and [1, 1]")
      sheet["fires"] = corners.map { Neuron.or.fires($0) }
    } equals: {
      ["fires": [false, true, true, true]]
    }

    await check("Neuron.not fires when its input is 0") { sheet in
      sheet.call("Neuron.not.fires(x) for x = [0] and [1]")
      sheet["fires"] = [Neuron.not.fires([0]), Neuron.not.fires([1])]
    } equals: {
      ["fires": [true, false]]
    }
  }
}
