// The visible tests of exercise 4.6: sequences reversed, read from both ends, and passed up a stack.
// The layers used here are running sums, so that every number can be checked by hand.

import Grading
import Lab4
import Shared
import Testing

struct StackedTests {
  @Test(.exercise("4.6", "Bidirectional and stacked", points: 4))
  func stacked() async {
    await checkReversal()
    await checkBidirectional()
    await checkStack()
    await checkDropout()
    await checkNew()
  }

  private func checkReversal() async {
    await check("reversedInTime turns the time of each sequence round and nothing else") { sheet in
      let x: Tensor = [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]
      sheet.call("reversedInTime(x)", on: ["x": x])
      sheet["y"] = reversedInTime(x)
    } equals: {
      ["y": [[[5, 6], [3, 4], [1, 2]], [[11, 12], [9, 10], [7, 8]]]]
    }
  }

  private func checkBidirectional() async {
    await check("y holds the sum up to each step, beside ten times the sum from it on", weight: 1.5)
    {
      sheet in
      var layer = Bidirectional(fromStart: RunningSum(1), fromEnd: RunningSum(10))
      var context = Context(.training)
      sheet.call("Bidirectional(running sum, 10 · running sum).forward(x)", on: ["x": numbers])
      sheet["y"] = layer.forward(numbers, &context)
    } equals: {
      [
        "y": [
          [[1, 70], [3, 60], [7, 40]], [[-1, 50], [4, 60], [5, 10]],
        ]
      ]
    }
    await check("backward cuts dy apart, and adds what comes back both ways", weight: 1.5) {
      sheet in
      var layer = Bidirectional(fromStart: RunningSum(1), fromEnd: RunningSum(10))
      var context = Context(.training)
      let dy: Tensor = [[[1, 0], [0, 0.5], [2, -1]], [[0, 3], [-1, 0], [0.5, 1]]]
      sheet.call("forward(x), backward(dy)", on: ["x": numbers, "dy": dy])
      sheet["y"] = layer.forward(numbers, &context)
      sheet["dx"] = layer.backward(dy)
      sheet["gradients of both factors"] = gradients(&layer)
    } equals: {
      [
        "y": [[[1, 70], [3, 60], [7, 40]], [[-1, 50], [4, 60], [5, 10]]],
        "dx": [[[3], [7], [-3]], [[29.5], [29.5], [40.5]]],
        "gradients of both factors": .tensors([[13.5], [15]]),
      ]
    }
    await check("forEachParameter reaches both layers where they are stored", weight: 0.5) {
      sheet in
      var layer = Bidirectional(fromStart: RunningSum(1), fromEnd: RunningSum(10))
      sheet.call("forEachParameter { $0.value *= 2 }, then the values")
      layer.forEachParameter { $0.value *= 2 }
      var values: [Float] = []
      layer.forEachParameter { values.append($0.value[0]) }
      sheet["values"] = Tensor(values)
    } equals: {
      ["values": [2, 20]]
    }
  }

  private func checkStack() async {
    await check("a stack feeds each layer with the one below, and goes back from the top") {
      sheet in
      var stack = StackedRecurrent([RunningSum(1), RunningSum(2), RunningSum(-1)])
      var context = Context(.training)
      let dy: Tensor = [[[0], [0], [1]], [[1], [0], [0]]]
      sheet.call(
        "StackedRecurrent of three: forward(x), backward(dy)", on: ["x": numbers, "dy": dy])
      sheet["y"] = stack.forward(numbers, &context)
      sheet["dx"] = stack.backward(dy)
      sheet["gradients of the factors"] = gradients(&stack)
    } equals: {
      [
        "y": [[[-2], [-10], [-32]], [[2], [-4], [-20]]],
        "dx": [[[-12], [-6], [-2]], [[-2], [0], [0]]],
        "gradients of the factors": .tensors([[-30], [-15], [30]]),
      ]
    }
  }

  private func checkDropout() async {
    await check("dropout stands between the layers, in training alone") { sheet in
      var stack = StackedRecurrent([PlusOne(), PlusOne()], dropout: 0.5)
      var context = Context(.training, seed: 4)
      sheet.call("two layers of x + 1 on zeros [4, 5, 10], dropout 0.5: y is 1 or 3")
      let y = stack.forward(Tensor(zeros: [4, 5, 10]), &context)
      sheet["smallest"] = y.min()
      sheet["largest"] = y.max()
      sheet["others"] = Double((y .!= 1).sum() - (y .== 3).sum())
      sheet["gradient: what was dropped gets none"] =
        Double((stack.backward(Tensor(ones: [4, 5, 10])) .!= y - 1).sum())
      context.mode = .inference
      sheet["in inference"] = stack.forward(Tensor(zeros: [1, 1, 2]), &context)
    } equals: {
      [
        "smallest": 1, "largest": 3, "others": 0, "gradient: what was dropped gets none": 0,
        "in inference": [[[2, 2]]],
      ]
    }
  }

  private func checkNew() async {
    await check("a new stack: each layer is as wide as what it reads") { sheet in
      var generator = SeededGenerator(seed: 2)
      sheet.call("StackedRecurrent(cell, inputs: 5, hidden: 3, count: …): the shapes of W")
      var stack = StackedRecurrent(.gru, inputs: 5, hidden: 3, count: 3, using: &generator)
      sheet["three GRUs"] = inputShapes(&stack)
      stack = StackedRecurrent(
        .lstm, inputs: 5, hidden: 3, count: 2, isBidirectional: true, using: &generator)
      sheet["two LSTMs from both ends"] = inputShapes(&stack)
      stack = StackedRecurrent(
        .rnn, inputs: 5, hidden: 3, count: 4, dropout: 0.2, using: &generator)
      sheet["dropouts between four"] = stack.dropouts.count
      sheet["their rate"] = stack.dropouts.first?.rate ?? -1
    } equals: {
      [
        "three GRUs": ["[9, 5]", "[9, 3]", "[9, 3]"],
        "two LSTMs from both ends": ["[12, 5]", "[12, 5]", "[12, 6]", "[12, 6]"],
        "dropouts between four": 3, "their rate": 0.2,
      ]
    }
  }
}

private let numbers: Tensor = [[[1], [2], [4]], [[-1], [5], [1]]]

private func gradients<Model: Layer>(_ model: inout Model) -> [Tensor] {
  var gradients: [Tensor] = []
  model.forEachParameter { gradients.append($0.gradient) }
  return gradients
}

private func inputShapes(_ stack: inout StackedRecurrent) -> [String] {
  var shapes: [String] = []
  stack.forEachParameter { if $0.name == "inputWeight" { shapes.append("\($0.value.shape)") } }
  return shapes
}

/// y[t] = w · (x[0] + … + x[t]), for sequences of one number a step.
private struct RunningSum: Layer {
  var factor: Parameter
  var sums: Tensor = [[[0]]]

  init(_ factor: Float) { self.factor = Parameter(Tensor([factor])) }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    sums = x
    for time in 1..<x.shape[1] {
      for row in 0..<x.shape[0] { sums[row, time, 0] += sums[row, time - 1, 0] }
    }
    return sums * factor.value
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    factor.gradient += Tensor([(dy * sums).sum()])
    var dx = dy
    for time in (0..<dy.shape[1] - 1).reversed() {
      for row in 0..<dy.shape[0] { dx[row, time, 0] += dx[row, time + 1, 0] }
    }
    return dx * factor.value
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&factor) }
}

/// x + 1.
private struct PlusOne: Layer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x + Float(1) }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
