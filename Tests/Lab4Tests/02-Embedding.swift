// The visible tests of exercise 4.2: rows looked up, gradients collected, likeness.
// The values of look-up and gradient are PyTorch's.

import Grading
import Lab4
import Shared
import Testing

struct EmbeddingTests {
  @Test(.exercise("4.2", "Embedding", points: 4))
  func embedding() async {
    await checkForward()
    await checkBackward()
    await checkSimilarities()
  }

  private func checkForward() async {
    await check("forward looks up the rows of the tokens") { sheet in
      sheet.call("Embedding(weight: E).forward([[0, 3, 3], [4, 0, 1]])", on: ["E": table])
      var layer = Embedding(weight: table)
      sheet["y"] = layer.forward(tokens)
      sheet["remembered"] = layer.tokens.map(\.description)
    } equals: {
      [
        "y": [
          [[0.322, -0.39, -0.053], [0.113, 0.786, 0.233], [0.113, 0.786, 0.233]],
          [[-0.414, -0.873, -0.057], [0.322, -0.39, -0.053], [-0.189, -0.185, 0.993]],
        ],
        "remembered": ["[0, 3, 3]", "[4, 0, 1]"],
      ]
    }
    await checkStops("a token beyond the table is refused", weight: 0.5, saying: "token 5") {
      sheet in
      sheet.call("Embedding of 5 rows: forward([[0, 5]])")
      var layer = Embedding(weight: table)
      sheet["y"] = layer.forward([[0, 5]])
    }
  }

  private func checkBackward() async {
    await check("a token that occurs twice collects both gradients", weight: 2) { sheet in
      sheet.call("forward([[0, 3, 3], [4, 0, 1]]), backward(dy)", on: ["dy": dy])
      var layer = Embedding(weight: table)
      _ = layer.forward(tokens)
      layer.backward(dy)
      sheet["dE"] = layer.weight.gradient
    } equals: {
      [
        "dE": [
          [0.28, 0.407, -0.066], [0.456, 0.07, -0.404], [0, 0, 0], [-0.487, -0.603, 0.374],
          [-0.093, -0.021, -0.373],
        ]
      ]
    }
    await check("gradients add up over two calls of backward") { sheet in
      sheet.call("forward([[2, 2]]), backward(dy) twice")
      var layer = Embedding(weight: table)
      _ = layer.forward([[2, 2]])
      layer.backward([[[1, 2, 3], [10, 20, 30]]])
      layer.backward([[[1, 2, 3], [10, 20, 30]]])
      sheet["dE"] = layer.weight.gradient
    } equals: {
      ["dE": [[0, 0, 0], [0, 0, 0], [22, 44, 66], [0, 0, 0], [0, 0, 0]]]
    }
  }

  private func checkSimilarities() async {
    await check("similarities are cosines: length does not count") { sheet in
      let rows: Tensor = [[3, 4], [6, 8], [-3, -4], [4, -3], [1, 0]]
      sheet.call("similarities(to: 0)", on: ["E": rows])
      sheet["cosines"] = Embedding(weight: rows).similarities(to: 0)
    } equals: {
      ["cosines": [1, 1, -1, 0, 0.6]]
    }
  }
}

private let tokens = [[0, 3, 3], [4, 0, 1]]
private let table: Tensor = [
  [0.322, -0.39, -0.053], [-0.189, -0.185, 0.993], [0.289, -0.233, 0.25], [0.113, 0.786, 0.233],
  [-0.414, -0.873, -0.057],
]
private let dy: Tensor = [
  [[-0.637, 0.528, 0.43], [0.169, 0.296, 0.765], [-0.656, -0.899, -0.391]],
  [[-0.093, -0.021, -0.373], [0.917, -0.121, -0.496], [0.456, 0.07, -0.404]],
]
