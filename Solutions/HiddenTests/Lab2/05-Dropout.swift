// The hidden tests of exercise 2.5: zeros in the input, other rates, changing modes, the generator.

import Grading
import Lab2
import Shared
import Testing

struct DropoutTests {
  @Test(.exercise("2.5", "Dropout", points: 4))
  func dropout() async {
    await checkMask()
    await checkModes()
    await checkRates()
  }

  private func checkMask() async {
    await check("an input of 0 is not a dropped one: its gradient passes") { sheet in
      var (layer, context) = (Dropout(rate: 0.25), Context(.training, seed: 20))
      sheet.call("Dropout(rate: 0.25): forward of 20,000 zeros, then backward of ones, seed 20")
      _ = layer.forward(Tensor(zeros: [100, 200]), &context)
      let dx = layer.backward(Tensor(ones: [100, 200]))
      sheet["mean of dx"] = dx.mean()
      sheet["largest of dx"] = dx.max()
      sheet["share of zeros in dx"] = (dx .== 0).mean()
    } equals: {
      [
        "mean of dx": .within(0.97...1.03), "largest of dx": 1.3333333,
        "share of zeros in dx": .within(0.235...0.265),
      ]
    }

    await check("backward uses the latest mask") { sheet in
      var (layer, context) = (Dropout(rate: 0.5), Context(.training, seed: 21))
      sheet.call("Dropout(rate: 0.5): forward of ones [5, 8] twice, then backward of ones, seed 21")
      sheet["first y"] = layer.forward(Tensor(ones: [5, 8]), &context)
      sheet["second y"] = layer.forward(Tensor(ones: [5, 8]), &context)
      sheet["dx"] = layer.backward(Tensor(ones: [5, 8]))
    } equals: {
      ["second y": .other(than: "first y"), "dx": .same(as: "second y")]
    }
  }

  private func checkModes() async {
    await check("inference does not touch the generator, training does") { sheet in
      var (layer, context) = (Dropout(rate: 0.5), Context(.inference, seed: 22))
      var fresh = SeededGenerator(seed: 22)
      sheet.call("forward in inference, then the context's next number; the same after training")
      sheet["first number of the seed"] = fresh.uniform()
      _ = layer.forward(Tensor(ones: [3, 4]), &context)
      var copy = context.generator
      sheet["after inference"] = copy.uniform()
      context.mode = .training
      _ = layer.forward(Tensor(ones: [3, 4]), &context)
      sheet["after training"] = context.generator.uniform()
    } equals: {
      [
        "after inference": .same(as: "first number of the seed"),
        "after training": .other(than: "first number of the seed"),
      ]
    }

    await check("after inference, backward no longer uses the training mask") { sheet in
      var (layer, context) = (Dropout(rate: 0.5), Context(.training, seed: 23))
      sheet.call("forward in training of shape [3, 4], in inference of [2, 2], then backward")
      _ = layer.forward(Tensor(ones: [3, 4]), &context)
      context.mode = .inference
      sheet["y"] = layer.forward([[1, 2], [3, 4]], &context)
      sheet["dx"] = layer.backward([[5, 6], [7, 8]])
    } equals: {
      ["y": [[1, 2], [3, 4]], "dx": [[5, 6], [7, 8]]]
    }
  }

  private func checkRates() async {
    await check("a rate of 0.9 drops nine of ten and enlarges the tenth") { sheet in
      var (layer, context) = (Dropout(rate: 0.9), Context(.training, seed: 24))
      sheet.call("Dropout(rate: 0.9).forward of 40,000 twos, seed 24")
      let y = layer.forward(Tensor(repeating: 2, shape: [100, 20, 20]), &context)
      sheet["shape"] = Array(y.shape)
      sheet["share of zeros"] = (y .== 0).mean()
      sheet["largest"] = y.max()
      sheet["mean"] = y.mean()
    } equals: {
      [
        "shape": .integers([100, 20, 20]), "share of zeros": .within(0.89...0.91), "largest": 20,
        "mean": .within(1.85...2.15),
      ]
    }

    await check("no elements, and one") { sheet in
      var (layer, context) = (Dropout(rate: 0.5), Context(.training, seed: 25))
      sheet.call("Dropout(rate: 0.5).forward of shape [0, 3]; Dropout(rate: 0).forward([2])")
      sheet["none"] = layer.forward(Tensor(zeros: [0, 3]), &context)
      var other = Dropout(rate: 0)
      sheet["one"] = other.forward([2], &context)
    } equals: {
      ["none": .tensor(Tensor(zeros: [0, 3])), "one": [2]]
    }

    await checkStops("a negative rate is refused", weight: 0.25, saying: "-0.5") { sheet in
      var (layer, context) = (Dropout(rate: 0.5), Context(.training, seed: 26))
      sheet["right"] = layer.forward([1, 2], &context)
      sheet.call("Dropout(rate: -0.5)")
      sheet["rate"] = Dropout(rate: -0.5).rate
    }
  }
}
