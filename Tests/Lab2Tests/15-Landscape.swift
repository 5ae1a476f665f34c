// Tests of 2.15: directions scaled filter by filter, moves, a slice, the line between two networks.

import Grading
import Lab2
import Shared
import Testing

struct LandscapeTests {
  @Test(.exercise("2.15", "Loss landscape", points: 5))
  func landscape() async {
    await checkDirections()
    await checkMoves()
    await checkSlice()
    await checkLine()
  }

  private func checkDirections() async {
    await check("each row gets the length of the weight's row; biases stay") { sheet in
      sheet.call("filterNormalized([[[1, 0], [3, 4], [0, 0]], [5, 6, 7]], like: weight and bias")
      let weights: [Tensor] = [[[3, 4], [0, 2], [1, 1]], [1, -1, 2]]
      let scaled = filterNormalized([[[1, 0], [3, 4], [0, 0]], [5, 6, 7]], like: weights)
      sheet["parameters"] = scaled.count
      sheet["of the weight"] = scaled[0]
      sheet["of the bias"] = scaled[1]
    } equals: {
      [
        "parameters": 2, "of the weight": [[5, 0], [1.2, 1.6], [0, 0]], "of the bias": [0, 0, 0],
      ]
    }
    await check("a random direction has normal numbers of that length, anew each time") { sheet in
      sheet.call("randomDirection(like: a weight [40, 100] with rows of length 3, a bias), seed 2")
      let weights = [Tensor(repeating: 0.3, shape: [40, 100]), Tensor(ones: [40])]
      var generator = SeededGenerator(seed: 2)
      let first = randomDirection(like: weights, using: &generator)
      sheet["shapes"] = first.map { Array($0.shape) }
      sheet["length of the first row"] = first[0][row: 0].norm()
      sheet["length of the last row"] = first[0][row: 39].norm()
      sheet["share within 0.3"] = (abs(first[0]) .< 0.3).mean()
      sheet["of the bias"] = first[1].norm()
      sheet["first"] = first[0]
      sheet["second"] = randomDirection(like: weights, using: &generator)[0]
      var again = SeededGenerator(seed: 2)
      sheet["the seed again"] = randomDirection(like: weights, using: &again)[0]
    } equals: {
      [
        "shapes": lists([40, 100], [40]), "length of the first row": 3,
        "length of the last row": 3, "share within 0.3": .within(0.66...0.71), "of the bias": 0,
        "second": .other(than: "first"), "the seed again": .same(as: "first"),
      ]
    }
  }

  private func checkMoves() async {
    await check("move starts from the given point, not from where the model is") { sheet in
      sheet.call("move(from: the start, along: two directions, by: [1, 0.5]), twice; then by []")
      var model = Pair()
      let start = model.parameterValues
      model.move(from: start, along: directions, by: [1, 0.5])
      sheet["weight"] = model.weight.value
      sheet["bias"] = model.bias.value
      model.move(from: start, along: directions, by: [1, 0.5])
      sheet["weight again"] = model.weight.value
      model.move(from: start, along: [], by: [])
      sheet["weight at the start"] = model.weight.value
      sheet["gradient"] = model.weight.gradient
    } equals: {
      [
        "weight": [[4, 5], [0.5, 3]], "bias": [1, -1], "weight again": [[4, 5], [0.5, 3]],
        "weight at the start": [[3, 4], [0, 2]], "gradient": [[1, 1], [1, 1]],
      ]
    }
  }

  private func checkSlice() async {
    await check("lossSlice measures each place of the grid", weight: 2) { sheet in
      sheet.call("lossSlice of Σw² at [[3, 4], [0, 2]], [1, −1], across −1, 0, 1, up 0, 0.5")
      var model = Pair()
      var calls = 0
      let slice = lossSlice(of: &model, along: directions, across: [-1, 0, 1], up: [0, 0.5]) {
        calls += 1
        return squares(&$0)
      }
      sheet["slice"] = slice
      sheet["calls"] = calls
    } equals: {
      ["slice": [[23, 32.25], [31, 40.25], [43, 52.25]], "calls": 6]
    }
    await check("afterwards the parameters are bit for bit what they were") { sheet in
      sheet.call("lossSlice of a model with the weights 0.1, 1e-8, −3 and 7, across and up ±1000")
      var model = Pair()
      model.weight.value = [[0.1, 1e-8], [-3, 7]]
      sheet["before"] = model.weight.value
      sheet["bias before"] = model.bias.value
      let steps: [Float] = [-1000, 333.3, 1000]
      _ = lossSlice(of: &model, along: directions, across: steps, up: steps) { squares(&$0) }
      sheet["after"] = model.weight.value
      sheet["bias after"] = model.bias.value
    } equals: {
      ["after": .same(as: "before"), "bias after": .same(as: "bias before")]
    }
  }

  private func checkLine() async {
    await check("lossesBetween walks from one network to the other and beyond") { sheet in
      sheet.call("lossesBetween of Σw² at t = 0, 0.5, 1, 2")
      let (first, second) = (Pair(), Pair(weight: [[1, 0], [2, 2]], bias: [0, 1]))
      sheet["losses"] = lossesBetween(first, second, at: [0, 0.5, 1, 2]) { squares(&$0) }
      sheet["the first's weight"] = first.weight.value
    } equals: {
      ["losses": [31, 13.25, 10, 47], "the first's weight": [[3, 4], [0, 2]]]
    }
    await checkStops("networks of other shapes are refused", saying: "[3, 2]") { sheet in
      sheet.call("lossesBetween a weight [2, 2] and a weight [3, 2]")
      let other = Pair(weight: Tensor(ones: [3, 2]), bias: [0, 1, 2])
      sheet["losses"] = lossesBetween(Pair(), other, at: [0]) { squares(&$0) }
    }
  }
}

private let directions: [[Tensor]] = [
  [[[1, 0], [0, 1]], [0, 0]], [[[0, 2], [1, 0]], [0, 0]],
]

/// The sum of the squares of all parameters.
private func squares(_ model: inout Pair) -> Float {
  var sum: Float = 0
  model.forEachParameter { sum += ($0.value * $0.value).sum() }
  return sum
}

private func lists(_ first: Expected, _ second: Expected) -> Expected { [first, second] }

/// A weight and a bias with gradients of 1.
private struct Pair: Layer {
  var weight: Parameter
  var bias: Parameter
  init(weight: Tensor = [[3, 4], [0, 2]], bias: Tensor = [1, -1]) {
    self.weight = Parameter(weight)
    self.bias = Parameter(bias)
    self.weight.gradient.fill(1)
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    body(&bias)
  }
}
