// The hidden tests of 4.2: differences, one-hot products, empty and ragged batches, rows of zeros.

import Grading
import Lab4
import Shared
import Testing

struct EmbeddingTests {
  @Test(.exercise("4.2", "Embedding", points: 4))
  func embedding() async {
    await checkGradients()
    await checkSizes()
    await checkRefusals()
    await checkSimilarities()
  }

  private func checkGradients() async {
    await check("backward agrees with central differences", weight: 2) { sheet in
      sheet.call("L = Σ y²/2 on tokens [[2, 0], [2, 2], [1, 0]]", on: ["E": table])
      var layer = Embedding(weight: table)
      let y = layer.forward(tokens)
      sheet["y"] = y
      layer.backward(y)
      sheet.gradientCheck("dE", of: table, analytic: layer.weight.gradient) { moved in
        var copy = Embedding(weight: moved)
        return copy.forward(tokens).scalars.reduce(0) { $0 + Double($1) * Double($1) / 2 }
      }
    } equals: {
      [
        "y": [[[0.75, 2], [0.5, -1]], [[0.75, 2], [0.75, 2]], [[-0.25, 1.5], [0.5, -1]]],
        "dE": .gradient([[1, -2], [-0.25, 1.5], [2.25, 6], [0, 0]], afterForward: "y"),
      ]
    }
    await check("backward belongs to the latest forward") { sheet in
      sheet.call("forward([[3, 3]]), forward([[1], [0]]), backward(dy)")
      var layer = Embedding(weight: table)
      _ = layer.forward([[3, 3]])
      _ = layer.forward([[1], [0]])
      layer.backward([[[1, 2]], [[3, 4]]])
      sheet["dE"] = layer.weight.gradient
    } equals: {
      ["dE": [[3, 4], [1, 2], [0, 0], [0, 0]]]
    }
  }

  private func checkSizes() async {
    await check("no sequences, and sequences of length 0, give empty outputs") { sheet in
      sheet.call("forward([]), forward([[], []]), backward")
      var layer = Embedding(weight: table)
      sheet["y of no sequences"] = layer.forward([])
      sheet["y of no steps"] = layer.forward([[], []])
      layer.backward(Tensor(zeros: [2, 0, 2]))
      sheet["dE"] = layer.weight.gradient
    } equals: {
      [
        "y of no sequences": .tensor(Tensor(zeros: [0, 0, 2])),
        "y of no steps": .tensor(Tensor(zeros: [2, 0, 2])),
        "dE": .tensor(Tensor(zeros: [4, 2])),
      ]
    }
    await check("a thousand uses of one row") { sheet in
      sheet.call("20 sequences of 50 times token 3, dy of ones and twos")
      var layer = Embedding(weight: table)
      let y = layer.forward(Array(repeating: Array(repeating: 3, count: 50), count: 20))
      sheet["shape"] = Array(y.shape)
      layer.backward(Tensor(ones: [20, 50, 2]) * Tensor([1, 2]))
      sheet["dE"] = layer.weight.gradient
    } equals: {
      ["shape": [20, 50, 2], "dE": [[0, 0], [0, 0], [0, 0], [1000, 2000]]]
    }
  }

  private func checkRefusals() async {
    await checkStops("a negative token is refused", weight: 0.5, saying: "token -1") { sheet in
      sheet.call("Embedding of 4 rows: forward([[1, -1]])")
      var layer = Embedding(weight: table)
      sheet["y"] = layer.forward([[1, -1]])
    }
    await checkStops("rows of different lengths are refused", weight: 0.5, saying: "2 and 1") {
      sheet in
      sheet.call("forward([[1, 0], [2]])")
      var layer = Embedding(weight: table)
      sheet["y"] = layer.forward([[1, 0], [2]])
    }
  }

  private func checkSimilarities() async {
    await check("a row of zeros is like nothing, and gives no NaN") { sheet in
      let rows: Tensor = [[1, 2, 2], [0, 0, 0], [-2, -1, 2]]
      sheet.call("similarities(to: 0), similarities(to: 1)", on: ["E": rows])
      sheet["to 0"] = Embedding(weight: rows).similarities(to: 0)
      sheet["to 1"] = Embedding(weight: rows).similarities(to: 1)
    } equals: {
      ["to 0": [1, 0, 0], "to 1": [0, 0, 0]]
    }
    await check("similarities of other lengths") { sheet in
      sheet.call("similarities(to: 2)", on: ["E": table])
      sheet["cosines"] = Embedding(weight: table).similarities(to: 2)
    } equals: {
      ["cosines": [-0.6804511, 0.8658651, 1, 0.4276685]]
    }
  }
}

private let tokens = [[2, 0], [2, 2], [1, 0]]
private let table: Tensor = [[0.5, -1], [-0.25, 1.5], [0.75, 2], [3, 0.25]]
