// The hidden tests of 3.11: refusals, nesting, an unfrozen body, odd sizes, Adam at two rates.
// The decimals are reference values computed in double precision.

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
    await checkModel()
    await checkFeatures()
    await checkProbe()
    await checkComponents()
    await checkRates()
  }

  private func checkLoading() async {
    await check("another shape and a tensor too many are refused before setting") { sheet in
      sheet.call("loadWeights into Linear(2 to 2) twice: 1.bias of shape [3]; 2.weight too many")
      var network = twoLayers()
      sheet["before"] = network.parameterValues[0]
      var other = weights
      other[3].tensor = [7, 8, 9]
      sheet["other shape"] = problem(loading: other, into: &network)
      sheet["after other shape"] = network.parameterValues[0]
      let more = weights + [(name: "2.weight", tensor: [1])]
      sheet["one too many"] = problem(loading: more, into: &network)
      sheet["after one too many"] = network.parameterValues[0]
    } equals: {
      [
        "other shape": .text(
          "loadWeights: \"1.bias\" has another shape — [3], expected [2] — build the network that was"
            + " saved"),
        "after other shape": .same(as: "before"),
        "one too many": .text(
          "loadWeights: the network has no \"2.weight\" — build the network that was saved"),
        "after one too many": .same(as: "before"),
      ]
    }
    await check("a network inside a residual is loaded under its own names") { sheet in
      sheet.call("loadWeights into Residual(Sequential([Linear]), shortcut: Linear)")
      var generator = SeededGenerator(seed: 1)
      var network = Sequential([
        Residual(
          Sequential([Linear(inputs: 1, outputs: 1, using: &generator)]),
          shortcut: Linear(inputs: 1, outputs: 1, using: &generator))
      ])
      let tensors: [(name: String, tensor: Tensor)] = [
        ("0.shortcut.bias", [4]), ("0.shortcut.weight", [[3]]), ("0.branch.0.bias", [2]),
        ("0.branch.0.weight", [[1]]),
      ]
      sheet["problem"] = problem(loading: tensors, into: &network)
      sheet["values"] = network.parameterValues
    } equals: {
      ["problem": "none", "values": .tensors([[[1]], [2], [[3]], [4]])]
    }
  }

  private func checkModel() async {
    await check("unfrozen, body and head are one network, in the context's mode") { sheet in
      sheet.call(
        "body x·2 (training x·20), head x·5, unfrozen: forward [[1, 3]], backward [[1, 1]]")
      var model = TransferModel(
        body: Sequential([Mixed(2, 20)]), head: Mixed(5, 5), isBodyFrozen: false)
      var context = Context(.training)
      sheet["y"] = model.forward([[1, 3]], &context)
      sheet["dx"] = model.backward([[1, 1]])
      sheet["gradients"] = gradients(&model)
      context.mode = .inference
      sheet["y in inference"] = model.forward([[1, 3]], &context)
    } equals: {
      [
        "y": [[100, 300]], "dx": [[100, 100]], "gradients": .tensors([[20], [80]]),
        "y in inference": [[10, 30]],
      ]
    }
    await check("three steps of Adam leave a frozen body and its statistics alone") { sheet in
      sheet.call("Linear, BatchNorm under a Linear head; 3 training steps, frozen, then 1 unfrozen")
      var generator = SeededGenerator(seed: 1)
      let body = Sequential([
        Linear(inputs: 2, outputs: 2, using: &generator), BatchNorm(features: 2),
      ])
      var model = TransferModel(body: body, head: Linear(inputs: 2, outputs: 2, using: &generator))
      sheet["body before"] = model.body.namedTensors.map(\.tensor.scalars).flatMap(\.self)
      trained(&model, steps: 3)
      sheet["body after"] = model.body.namedTensors.map(\.tensor.scalars).flatMap(\.self)
      model.isBodyFrozen = false
      trained(&model, steps: 1)
      sheet["unfrozen"] = model.body.namedTensors.map(\.tensor.scalars).flatMap(\.self)
    } equals: {
      [
        "body after": .same(as: "body before"), "unfrozen": .other(than: "body before"),
      ]
    }
  }

  private func checkFeatures() async {
    await check("features of no images, of one, and of fewer than a batch") { sheet in
      sheet.call("features of 0, 1 and 3 rows [1] in batches of 4: x·2")
      for count in [0, 1, 3] {
        var body = Sequential([Mixed(2, 20)])
        let images = Tensor((0..<count).map { Float($0 + 1) }, shape: [count, 1])
        sheet["of \(count)"] = features(&body, of: images, batchSize: 4)
      }
    } equals: {
      ["of 0": .tensor(Tensor(zeros: [0, 1])), "of 1": [[2]], "of 3": [[2], [4], [6]]]
    }
  }

  private func checkProbe() async {
    await check("a class without rows is learned to be rare") { sheet in
      let x: Tensor = [[2, 1], [1, 1.5], [-1, 0], [-2, -1], [0.5, -1], [1, -2]]
      sheet.call("linearProbe of classes 1, 1, 0, 0, 3, 3 of 4, 20 steps, rate 0.2", on: ["x": x])
      let probe = linearProbe(
        x, labels: [1, 1, 0, 0, 3, 3], classes: 4, steps: 20, learningRate: 0.2)
      sheet["weight"] = probe.weight.value
      sheet["bias"] = probe.bias.value
    } equals: {
      [
        "weight": .tensor(
          [
            [-3.836954429, -0.323186409], [2.51545985, 3.003217012], [-0.280179472, 0.433384668],
            [1.601674051, -3.113415271],
          ], absolute: 1e-4),
        "bias": .tensor([0.807738032, 0.357833292, -1.791021619, 0.625450296], absolute: 1e-4),
      ]
    }
  }

  private func checkComponents() async {
    await check("three components of seven rows, and the rows seen from them") { sheet in
      sheet.call("principalComponents(rows, count: 3)", on: ["rows": rows])
      var generator = SeededGenerator(seed: 9)
      let components = principalComponents(rows, count: 3, using: &generator)
      sheet["axes"] = components.axes
      sheet["variances"] = components.variances
      sheet["first row"] = components.projected(rows).rows(0..<1)
    } equals: {
      [
        "axes": .tensor(
          [
            [0.983926239, -0.109310739, -0.11509675, 0.081811106],
            [0.109819864, 0.926854853, -0.167241339, -0.317663365],
            [0.097591876, 0.285602472, 0.85818802, 0.415235326],
          ], absolute: 1e-3),
        "variances": .tensor([1.610178851, 0.355980955, 0.104252813], absolute: 1e-4),
        "first row": .tensor([[3.020390301, 0.174893327, -0.149563674]], absolute: 2e-3),
      ]
    }
    await check("rows that are all the same differ along nothing") { sheet in
      sheet.call("principalComponents([[1, 2], [1, 2]], count: 1), dominantAxis of zeros")
      var generator = SeededGenerator(seed: 9)
      let components = principalComponents([[1, 2], [1, 2]], count: 1, using: &generator)
      sheet["variances"] = components.variances
      sheet["length of the axis"] = components.axes.norm()
      let axis = dominantAxis(of: Tensor(zeros: [3, 3]), using: &generator)
      sheet["length without a matrix"] = axis.norm()
    } equals: {
      ["variances": [0], "length of the axis": 1, "length without a matrix": 1]
    }
  }

  private func checkRates() async {
    await check("with Adam too the body's steps are a tenth of the head's") { sheet in
      sheet.call("TwoRates(Adam 0.1, bodyFactor 0.1), two steps with the gradients 3 and 70")
      var model = TransferModel(
        body: Sequential([Mixed(2, 2)]), head: Mixed(5, 5), isBodyFrozen: false)
      var optimizer = TwoRates(Adam(learningRate: 0.1), for: model)
      for _ in 0..<2 {
        var gradients: [Tensor] = [[3], [70]]
        model.forEachParameter { $0.gradient = gradients.removeFirst() }
        optimizer.step(&model)
      }
      sheet["body, head"] = model.parameterValues
      sheet["parameters of the body"] = optimizer.bodyParameters
    } equals: {
      ["body, head": .tensors([[1.98], [4.8]], absolute: 1e-4), "parameters of the body": 1]
    }
  }
}

private let weights: [(name: String, tensor: Tensor)] = [
  ("0.weight", [[1, 2], [3, 4]]), ("0.bias", [5, 6]), ("1.weight", [[5, 6], [7, 8]]),
  ("1.bias", [9, 10]),
]

private let rows: Tensor = [
  [3.4, 0, -0.4, 0.3], [-0.1, 1.5, 0.2, -0.2], [0.5, 0.1, 0.7, 0.4], [0, -0.4, 0.3, 0.4],
  [-0.5, 0.2, -0.2, 0.5], [0.1, -0.3, 0.4, 0], [-0.4, 0.3, -0.1, -0.5],
]

private func twoLayers() -> Sequential {
  var generator = SeededGenerator(seed: 1)
  return Sequential([
    Linear(inputs: 2, outputs: 2, using: &generator),
    Linear(inputs: 2, outputs: 2, using: &generator),
  ])
}

private func problem(
  loading tensors: [(name: String, tensor: Tensor)], into network: inout Sequential
) -> String {
  do {
    try network.loadWeights(tensors)
    return "none"
  } catch {
    return "\(error)"
  }
}

private func trained(_ model: inout TransferModel, steps: Int) {
  var (optimizer, context) = (Adam(learningRate: 0.1), Context(.training))
  for _ in 0..<steps {
    _ = trainingStep(
      &model, &optimizer, x: [[1, 2], [3, -1], [0, 1]], target: [0, 1, 0],
      loss: softmaxCrossEntropy, &context)
  }
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
