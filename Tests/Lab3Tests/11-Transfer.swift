// Tests of 3.11: loading by name, a frozen body under a new head, features, the probe, principal
// components, two rates. The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab2
import Lab3
import Shared
import Testing

struct TransferTests {
  @Test(.exercise("3.11", "Transfer learning", points: 7))
  func transfer() async {
    await checkLoading()
    await checkHead()
    await checkFrozen()
    await checkFeatures()
    await checkProbe()
    await checkComponents()
    await checkRates()
  }

  private func checkLoading() async {
    await check("loadWeights sets every tensor by its name, running statistics too") { sheet in
      sheet.call("loadWeights into Linear(2 to 2), BatchNorm(2), Linear(2 to 2), names shuffled")
      var network = threeLayers()
      try network.loadWeights(weights.reversed())
      let tensors = network.namedTensors
      sheet["0.weight"] = tensors[0].tensor
      sheet["1.weight"] = tensors[2].tensor
      sheet["1.running_mean"] = tensors[4].tensor
      sheet["1.running_var"] = tensors[5].tensor
      sheet["2.weight"] = tensors[6].tensor
      sheet["2.bias"] = tensors[7].tensor
    } equals: {
      [
        "0.weight": [[1, 2], [3, 4]], "1.weight": [2, 3], "1.running_mean": [0.5, -0.5],
        "1.running_var": [4, 9], "2.weight": [[5, 6], [7, 8]], "2.bias": [9, 10],
      ]
    }
    await check("a missing tensor is refused, and nothing is changed") { sheet in
      sheet.call("loadWeights without 1.running_mean")
      var network = threeLayers()
      sheet["before"] = network.parameterValues[0]
      do {
        try network.loadWeights(weights.filter { $0.name != "1.running_mean" })
        sheet["error"] = "none"
      } catch {
        sheet["error"] = "\(error)"
      }
      sheet["after"] = network.parameterValues[0]
    } equals: {
      [
        "error": .text(
          "loadWeights: there is no tensor \"1.running_mean\" — build the network that was saved"),
        "after": .same(as: "before"),
      ]
    }
  }

  private func checkHead() async {
    await check("replacingHead cuts the last layer and puts a fresh one there") { sheet in
      sheet.call("replacingHead(of: Linear(2 to 3), ReLU, Linear(3 to 7), classes: 4)")
      var generator = SeededGenerator(seed: 1)
      let network = Sequential([
        Linear(inputs: 2, outputs: 3, using: &generator), ReLU(),
        Linear(inputs: 3, outputs: 7, using: &generator),
      ])
      var model = TransferModel.replacingHead(of: network, classes: 4, using: &generator)
      sheet["layers of the body"] = model.body.layers.map { "\(type(of: $0))" }
      sheet["frozen"] = model.isBodyFrozen
      var shapes: [String] = []
      model.head.forEachParameter { shapes.append("\($0.value.shape)") }
      sheet["head"] = shapes
    } equals: {
      ["layers of the body": ["Linear", "ReLU"], "frozen": true, "head": ["[4, 3]", "[4]"]]
    }
    await checkStops("a network that ends otherwise is refused", saying: "2 layers") { sheet in
      sheet.call("replacingHead(of: Linear, ReLU, classes: 4)")
      var generator = SeededGenerator(seed: 1)
      let network = Sequential([Linear(inputs: 2, outputs: 3, using: &generator), ReLU()])
      let model = TransferModel.replacingHead(of: network, classes: 4, using: &generator)
      sheet["layers"] = model.body.layers.count
    }
  }

  private func checkFrozen() async {
    await check("a frozen body runs in inference mode, the head in the context's") { sheet in
      sheet.call("body: x·2, in training x·20; head: x + 1, in training x + 10; x = [[1, 3]]")
      var model = TransferModel(body: Sequential([Mixed(2, 20)]), head: Offset())
      var context = Context(.training)
      sheet["training"] = model.forward([[1, 3]], &context)
      context.mode = .inference
      sheet["inference"] = model.forward([[1, 3]], &context)
    } equals: {
      ["training": [[12, 16]], "inference": [[3, 7]]]
    }
    await check("of a frozen body nothing is shown or computed", weight: 2) { sheet in
      sheet.call("body and head x·w: forward [[1, 3]], backward [[1, 1]], forEachParameter")
      var model = TransferModel(body: Sequential([Mixed(2, 20)]), head: Mixed(5, 5))
      var context = Context(.training)
      _ = model.forward([[1, 3]], &context)
      _ = model.backward([[1, 1]])
      sheet["visited gradients"] = gradients(&model)
      sheet["gradients of the body"] = gradients(&model.body)
      sheet["parameters"] = model.parameterCount
    } equals: {
      [
        "visited gradients": .tensors([[8]]), "gradients of the body": .tensors([[0]]),
        "parameters": 1,
      ]
    }
  }

  private func checkFeatures() async {
    await check("features come in inference mode, in batches, in order") { sheet in
      sheet.call("features of 5 rows [1] in batches of 2: x·2, and the size of its batch")
      var body = Sequential([Mixed(2, 20), SizeBeside()])
      let images = Tensor([1, 2, 3, 4, 5], shape: [5, 1])
      sheet["features"] = features(&body, of: images, batchSize: 2)
    } equals: {
      ["features": [[2, 2], [4, 2], [6, 2], [8, 2], [10, 1]]]
    }
  }

  private func checkProbe() async {
    await check("linearProbe descends from zero, with momentum") { sheet in
      let x: Tensor = [
        [1, -1, 0.5], [0.5, -0.5, 1], [-1, 1, 0], [-0.5, 1.5, -1], [0, 0.5, 1.5],
      ]
      sheet.call("linearProbe of 5 rows with the classes 0, 0, 1, 1, 2", on: ["features": x])
      let one = linearProbe(x, labels: [0, 0, 1, 1, 2], classes: 3, steps: 1, learningRate: 0.5)
      let three = linearProbe(x, labels: [0, 0, 1, 1, 2], classes: 3, steps: 3, learningRate: 0.5)
      sheet["weight after 1 step"] = one.weight.value
      sheet["bias after 1 step"] = one.bias.value
      sheet["weight after 3 steps"] = three.weight.value
    } equals: {
      [
        "weight after 1 step": [
          [0.15, -0.2, 0.083333333], [-0.15, 0.2, -0.166666667], [0, 0, 0.083333333],
        ], "bias after 1 step": [0.033333333, 0.033333333, -0.066666667],
        "weight after 3 steps": [
          [0.685401658, -0.916801888, 0.325451406], [-0.669073571, 0.870175446, -0.758661771],
          [-0.016328087, 0.046626443, 0.433210365],
        ],
      ]
    }
  }

  private func checkComponents() async {
    await check("dominantAxis finds the axis of the largest eigenvalue") { sheet in
      let matrix: Tensor = [[4, 1, 0], [1, 3, 1], [0, 1, 1]]
      sheet.call("dominantAxis(of: matrix)", on: ["matrix": matrix])
      var generator = SeededGenerator(seed: 4)
      sheet["axis"] = dominantAxis(of: matrix, using: &generator)
    } equals: {
      ["axis": [0.809712282, 0.566497504, 0.153122822]]
    }
    await check("principalComponents: mean, axes, variances", weight: 2) { sheet in
      let rows: Tensor = [[2, 0, 1], [1, 1, 1.5], [3, -1, 0.5], [0, 2, 3], [4, 0.5, -1]]
      sheet.call("principalComponents(rows, count: 2)", on: ["rows": rows])
      var generator = SeededGenerator(seed: 4)
      let components = principalComponents(rows, count: 2, using: &generator)
      sheet["mean"] = components.mean
      sheet["axes"] = components.axes
      sheet["variances"] = components.variances
    } equals: {
      [
        "mean": [2, 0.5, 1],
        "axes": .tensor(
          [[0.687916832, -0.373858426, -0.62209349], [0.152057184, 0.912343106, -0.380142961]],
          absolute: 1e-4),
        "variances": .tensor([4.171231518, 0.5], absolute: 1e-4),
      ]
    }
  }

  private func checkRates() async {
    await check("TwoRates: the body keeps a share of its step, the head all of it") { sheet in
      sheet.call("TwoRates(SGD 0.5, bodyFactor 0.1) on x·2 under x·5, gradients 20 and 8")
      var model = TransferModel(
        body: Sequential([Mixed(2, 2)]), head: Mixed(5, 5), isBodyFrozen: false)
      var context = Context(.training)
      _ = model.forward([[1, 3]], &context)
      _ = model.backward([[1, 1]])
      var optimizer = TwoRates(SGD(learningRate: 0.5), bodyParameters: 1, bodyFactor: 0.1)
      optimizer.step(&model)
      sheet["body, head"] = model.parameterValues
    } equals: {
      ["body, head": .tensors([[1], [1]])]
    }
  }
}

private let weights: [(name: String, tensor: Tensor)] = [
  ("0.weight", [[1, 2], [3, 4]]), ("0.bias", [5, 6]), ("1.weight", [2, 3]), ("1.bias", [0, 1]),
  ("1.running_mean", [0.5, -0.5]), ("1.running_var", [4, 9]), ("2.weight", [[5, 6], [7, 8]]),
  ("2.bias", [9, 10]),
]

private func threeLayers() -> Sequential {
  var generator = SeededGenerator(seed: 1)
  return Sequential([
    Linear(inputs: 2, outputs: 2, using: &generator), BatchNorm(features: 2),
    Linear(inputs: 2, outputs: 2, using: &generator),
  ])
}

private func gradients<Model: Layer>(_ model: inout Model) -> [Tensor] {
  var gradients: [Tensor] = []
  model.forEachParameter { gradients.append($0.gradient) }
  return gradients
}

/// x·w, with one w in inference and a fixed factor in training.
private struct Mixed: Layer {
  var weight: Parameter
  let trainingFactor: Float
  var input: Tensor = [[0]]
  var factor: Float = 0
  init(_ weight: Float, _ trainingFactor: Float) {
    self.weight = Parameter(Tensor([weight]))
    self.trainingFactor = trainingFactor
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    (input, factor) = (x, context.mode == .training ? trainingFactor : weight.value[0])
    return x * factor
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    weight.gradient += (dy * input).sum()
    return dy * factor
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
}

/// x + 1, in training x + 10.
private struct Offset: ParameterFreeLayer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    x + (context.mode == .training ? Float(10) : 1)
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
}

/// [N, 1] → [N, 2]: the number, and N.
private struct SizeBeside: ParameterFreeLayer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    Tensor(concatenating: [x, x * 0 + Float(x.shape[0])], along: 1)
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
}
