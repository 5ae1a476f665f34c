// The hidden tests of 4.16: three heads, one head, the number of passes, weights of 0, and two tasks that
// are learned at once. The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab4
import Shared
import Testing

struct MultiTaskTests {
  @Test(.exercise("4.16", "Multi-task learning", points: 3))
  func multiTask() async {
    await checkThreeHeads()
    await checkPasses()
    await checkWeights()
    await checkTraining()
  }

  private func checkThreeHeads() async {
    await check("three heads of different widths, gradients that add up over two passes") { sheet in
      let x: Tensor = [
        [0.7, -1.2, 0.4, 0.9], [-0.3, 0.8, -1.1, 0.2], [1.5, 0.1, -0.6, -0.9],
      ]
      let dy: Tensor = [[1, 0.5, -1, 0.25], [-0.5, 2, 0.75, 1], [0.2, -0.8, 1.2, -1.5]]
      sheet.call("heads of 1, 2 and 1 columns: forward(x), backward(dy) twice", on: ["x": x])
      var context = Context(.training)
      var model = MultiTask(
        trunk: Sequential([BentDense([[0.3, -0.2, 0.5, 0.1], [-0.4, 0.6, 0.2, -0.1]])]),
        heads: [
          Sequential([BentDense([[0.6, -0.3]])]),
          Sequential([BentDense([[0.2, 0.4], [-0.5, 0.7]])]),
          Sequential([BentDense([[0.1, -0.2]])]),
        ])
      sheet["y"] = model.forward(x, &context)
      sheet["dx"] = model.backward(dy)
      sheet["dx again"] = model.backward(dy)
      sheet["pulls"] = model.pulls.count
      sheet["half of the gradients"] = allGradients(&model).map { $0 * 0.5 }
    } equals: {
      [
        "y": [
          [0.542164191, -0.178541516, -0.691385922, 0.212766189],
          [-0.458324551, 0.007544129, 0.513891293, -0.133511587],
          [0.176720077, -0.195594796, -0.363350668, 0.106662445],
        ],
        "dx": [
          [0.217323356, -0.204348004, 0.207594602, 0.066494542],
          [-0.393052376, 0.587461277, 0.191021242, -0.098474823],
          [-0.405497892, 0.431852802, -0.255875549, -0.119013877],
        ], "dx again": .same(as: "dx"), "pulls": 3,
        "half of the gradients": .tensors([
          [
            [-0.715239788, -0.661190682, 0.627281001, 1.071218013],
            [0.309082099, 1.043556283, -1.436003479, -0.401408112],
          ], [[0.70975811, -0.776874261]],
          [[-1.031553551, 0.716227299], [-0.647016853, 0.053469443]],
          [[-0.55019173, 0.920530526]],
        ]),
      ]
    }
  }

  private func checkPasses() async {
    await check("the trunk is passed once each way, and draws before the heads") { sheet in
      sheet.call("a trunk that adds a draw and counts, three heads that add ten draws, seed 9")
      var model = MultiTask(
        trunk: Sequential([Counter(), TrainingShift(scale: 1)]),
        heads: [
          Sequential([TrainingShift(scale: 10)]), Sequential([]),
          Sequential([TrainingShift(scale: 100)]),
        ])
      var context = Context(.training, seed: 9)
      sheet["y"] = model.forward([[0]], &context)
      sheet["dx"] = model.backward([[1, 2, 4]])
      sheet["passes"] = allValues(&model)
      context.mode = .inference
      sheet["in inference"] = model.forward([[5]], &context)
    } equals: {
      [
        "y": [[8.189311385, 0.682362676, 27.214601398]], "dx": [[7]], "passes": .tensors([[1, 1]]),
        "in inference": [[5, 5, 5]],
      ]
    }
    await check("one head alone is a Sequential", weight: 0.5) { sheet in
      sheet.call("MultiTask of one head: forward, backward")
      var model = MultiTask(
        trunk: Sequential([BentDense([[2, 1]], bends: false)]),
        heads: [Sequential([BentDense([[3], [1]], bends: false)])])
      var context = Context(.training)
      sheet["y"] = model.forward([[1, 1]], &context)
      sheet["dx"] = model.backward([[1, 1]])
    } equals: {
      ["y": [[9, 3]], "dx": [[8, 4]]]
    }
  }

  private func checkWeights() async {
    await check("a task of weight 0 is measured and does not pull; rows are taken in order") {
      sheet in
      sheet.call("weightedLoss of values and labels, weights 0 and 2; rows(at: [1, 0])")
      let targets: [TaskTarget] = [.values([[0, 0]]), .labels([1])]
      let result = weightedLoss(
        outputs: [[[1, 3]], [[0, 0]]], targets: targets, weights: [0, 2])
      sheet["losses"] = result.losses
      sheet["total"] = result.total
      sheet["gradient"] = result.gradient
      sheet["values alone"] = TaskTarget.values([[0, 0]]).loss(of: [[1, 3]]).gradient
    } equals: {
      [
        "losses": [5, 0.693147181], "total": 1.386294361, "gradient": [[0, 0, 1, -1]],
        "values alone": [[1, 3]],
      ]
    }
    await checkStops("a target too many is refused", weight: 0.5, saying: "3") { sheet in
      sheet.call("weightedLoss of two outputs, three targets, two weights")
      sheet["total"] =
        weightedLoss(
          outputs: [[[1]], [[2]]],
          targets: [.values([[1]]), .values([[1]]), .values([[1]])], weights: [1, 1]
        ).total
    }
  }

  private func checkTraining() async {
    await check("a class and a number of the same input are learned at once") { sheet in
      sheet.call("200 points: is x₀ above x₁, and x₀·x₁; trunk of 24 tanh, 60 epochs, Adam, seed 2")
      var generator = SeededGenerator(seed: 2)
      let x = Tensor(randomUniform: [200, 2], in: -1...1, using: &generator)
      let labels = (0..<200).map { x[$0, 0] > x[$0, 1] ? 1 : 0 }
      let products = Tensor((0..<200).map { x[$0, 0] * x[$0, 1] }, shape: [200, 1])
      var model = MultiTask(
        trunk: Sequential([Linear(inputs: 2, outputs: 24, using: &generator), Tanh()]),
        heads: [
          Sequential([Linear(inputs: 24, outputs: 2, using: &generator)]),
          Sequential([Linear(inputs: 24, outputs: 1, using: &generator)]),
        ])
      var (rule, context) = (Adam(learningRate: 0.02), Context(.training, seed: 2))
      var losses: [[Float]] = []
      trainMultiTask(
        &model, &rule, ExamplePlan(inputs: x, epochs: 60, batchSize: 20),
        targets: [.labels(labels), .values(products)], weights: [1, 5], &context
      ) { _, result in losses.append(result.losses) }
      sheet["steps"] = losses.count
      sheet["first: cross-entropy"] = losses[0][0]
      sheet["last: cross-entropy"] = losses[599][0]
      sheet["last: squared error"] = losses[599][1]
    } equals: {
      [
        "steps": 600, "first: cross-entropy": .within(0.4...1.2),
        "last: cross-entropy": .within(0...0.2), "last: squared error": .within(0...0.02),
      ]
    }
  }
}

/// Hands everything on and counts the passes: its parameter is [forwards, backwards].
private struct Counter: Layer {
  var passes = Parameter([0, 0])
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    passes.value += [1, 0]
    return x
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    passes.value += [0, 1]
    return dy
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&passes) }
}
