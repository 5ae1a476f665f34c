// The visible tests of exercise 2.5: dropout in both modes, forward and backward.

import Grading
import Lab2
import Shared
import Testing

struct DropoutTests {
  @Test(.exercise("2.5", "Dropout", points: 4))
  func dropout() async {
    await checkTraining()
    await checkBackward()
    await checkInference()
    await checkRates()
  }

  private func checkTraining() async {
    await check("a share p becomes 0, the others grow, the mean is kept", weight: 2) { sheet in
      var (layer, context) = (Dropout(rate: 0.3), Context(.training, seed: 1))
      sheet.call("Dropout(rate: 0.3).forward of 100,000 ones, seed 1")
      let y = layer.forward(Tensor(ones: [1000, 100]), &context)
      sheet["shape"] = Array(y.shape)
      sheet["share of zeros"] = (y .== 0).mean()
      sheet["largest"] = y.max()
      sheet["mean"] = y.mean()
      sheet["different values"] = Set(y.scalars).count
    } equals: {
      [
        "shape": .integers([1000, 100]), "share of zeros": .within(0.29...0.31),
        "largest": 1.4285714, "mean": .within(0.985...1.015), "different values": 2,
      ]
    }

    await check("every element is drawn for itself, anew in each call") { sheet in
      var (layer, context) = (Dropout(rate: 0.5), Context(.training, seed: 2))
      sheet.call("Dropout(rate: 0.5).forward of ones of shape [200, 100], twice, seed 2")
      let y = layer.forward(Tensor(ones: [200, 100]), &context)
      sheet["first call"] = y.rows(0..<10)
      sheet["second call"] = layer.forward(Tensor(ones: [200, 100]), &context).rows(0..<10)
      sheet["smallest mean of a row"] = y.mean(along: 1).min()
      sheet["largest mean of a column"] = y.mean(along: 0).max()
    } equals: {
      [
        "second call": .other(than: "first call"),
        "smallest mean of a row": .within(0.4...0.95),
        "largest mean of a column": .within(1.05...1.5),
      ]
    }

    await check("the context's generator decides: the same seed, the same zeros") { sheet in
      sheet.call("Dropout(rate: 0.5).forward of ones of shape [4, 5], seed 3 twice, then seed 4")
      sheet["seed 3"] = ones(seed: 3)
      sheet["seed 3 again"] = ones(seed: 3)
      sheet["seed 4"] = ones(seed: 4)
    } equals: {
      ["seed 3 again": .same(as: "seed 3"), "seed 4": .other(than: "seed 3")]
    }
  }

  private func checkBackward() async {
    await check("backward uses the mask of forward, factors included") { sheet in
      var (layer, context) = (Dropout(rate: 0.4), Context(.training, seed: 5))
      sheet.call(
        "Dropout(rate: 0.4): forward of ones of shape [6, 7], then backward of ones, seed 5")
      sheet["y"] = layer.forward(Tensor(ones: [6, 7]), &context)
      sheet["dx"] = layer.backward(Tensor(ones: [6, 7]))
      sheet["dx of −2"] = layer.backward(Tensor(repeating: -2, shape: [6, 7])) / -2
    } equals: {
      ["dx": .same(as: "y"), "dx of −2": .same(as: "y")]
    }
  }

  private func checkInference() async {
    await check("inference returns x, and backward dy") { sheet in
      var (layer, context) = (Dropout(rate: 0.5), Context(.inference, seed: 6))
      sheet.call(
        "Dropout(rate: 0.5): forward([[1, −2], [0, 4]]) in inference, backward([[5, 6], [7, 8]])")
      sheet["y"] = layer.forward([[1, -2], [0, 4]], &context)
      sheet["dx"] = layer.backward([[5, 6], [7, 8]])
    } equals: {
      ["y": [[1, -2], [0, 4]], "dx": [[5, 6], [7, 8]]]
    }
  }

  private func checkRates() async {
    await check("a rate of 0 keeps everything") { sheet in
      var (layer, context) = (Dropout(rate: 0), Context(.training, seed: 7))
      sheet.call("Dropout(rate: 0).forward([[1, −2], [0, 4]])")
      sheet["y"] = layer.forward([[1, -2], [0, 4]], &context)
    } equals: {
      ["y": [[1, -2], [0, 4]]]
    }

    await checkStops("a rate of 1 is refused", weight: 0.25, saying: "1.0") { sheet in
      sheet["right"] = ones(seed: 8)
      sheet.call("Dropout(rate: 1)")
      sheet["rate"] = Dropout(rate: 1).rate
    }
  }

  private func ones(seed: UInt64) -> Tensor {
    var (layer, context) = (Dropout(rate: 0.5), Context(.training, seed: seed))
    return layer.forward(Tensor(ones: [4, 5]), &context)
  }
}
