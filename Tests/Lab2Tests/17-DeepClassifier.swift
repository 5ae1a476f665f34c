// Tests of 2.17: the network's parts and their order, the clipped step, the training with its events.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct DeepClassifierTests {
  @Test(.exercise("2.17", "A deep classifier", points: 6))
  func deepClassifier() async {
    await checkNetwork()
    await checkBlock()
    await checkStep()
    await checkFit()
  }

  private func checkNetwork() async {
    await check("a network is stem, blocks, normalisation, head") { sheet in
      sheet.call("network(inputs 3, classes 2, width 4, blocks 1, layer normalisation)")
      var generator = SeededGenerator(seed: 1)
      var network = DeepClassifierShape(
        inputs: 3, classes: 2, width: 4, blocks: 1, normalization: .layer
      ).network(using: &generator)
      var shapes: [String] = []
      network.forEachParameter { shapes.append("\($0.name) \($0.value.shape)") }
      sheet["parameters"] = shapes.joined(separator: ", ")
      sheet["layers"] = network.layers.count
      var context = Context(.inference)
      let y = network.forward(Tensor(ones: [5, 3]), &context)
      sheet["shape of the logits"] = Array(y.shape)
    } equals: {
      [
        "parameters": .text(parameters), "layers": 5, "shape of the logits": .integers([5, 2]),
      ]
    }
    await check("He's weights inside, Xavier's at the end, drawn anew for each layer") { sheet in
      sheet.call("network(inputs 50, classes 100, width 200, blocks 2), seed 3")
      var generator = SeededGenerator(seed: 3)
      var network = DeepClassifierShape(inputs: 50, classes: 100, width: 200, blocks: 2)
        .network(using: &generator)
      var weights: [Tensor] = []
      network.forEachParameter { if $0.value.rank == 2 { weights.append($0.value) } }
      sheet["weights"] = weights.count
      sheet["deviation of the first"] = weights[0].variance().squareRoot()
      sheet["deviation of the third"] = weights[2].variance().squareRoot()
      sheet["deviation of the last"] = weights[5].variance().squareRoot()
      sheet["second"] = weights[1].rows(0..<2)
      sheet["third"] = weights[2].rows(0..<2)
      sheet["fourth"] = weights[3].rows(0..<2)
    } equals: {
      [
        "weights": 6, "deviation of the first": .within(0.195...0.205),
        "deviation of the third": .within(0.0985...0.1015),
        "deviation of the last": .within(0.0803...0.083), "third": .other(than: "second"),
        "fourth": .other(than: "second"),
      ]
    }
  }

  private func checkBlock() async {
    await check("a block is activation, linear, twice, added to its input or not") { sheet in
      sheet.call("block of width 2 without normalisation at [[−1, 2]], in inference")
      for (name, isResidual) in [("residual", true), ("plain", false)] {
        var generator = SeededGenerator(seed: 1)
        var block = DeepClassifierShape(
          inputs: 2, classes: 2, width: 2, blocks: 1, dropout: 0.5, normalization: .none,
          isResidual: isResidual
        ).block(using: &generator)
        var values: [Tensor] = [[[1, 0], [0, 2]], [1, -1], [[1, 1], [0, 1]], [0, 0.5]]
        block.forEachParameter { $0.value = values.removeFirst() }
        var context = Context(.inference)
        sheet[name] = block.forward([[-1, 2]], &context)
      }
    } equals: {
      ["residual": [[3, 5.5]], "plain": [[4, 3.5]]]
    }
    await check("dropout is there in training, and gone in inference") { sheet in
      sheet.call("block of width 30, dropout 0.5, twice in training and twice in inference")
      var (generator, context) = (SeededGenerator(seed: 1), Context(.training, seed: 2))
      var block = DeepClassifierShape(
        inputs: 2, classes: 2, width: 30, blocks: 1, dropout: 0.5, normalization: .layer
      ).block(using: &generator)
      let x = Tensor(randomNormal: [2, 30], using: &generator)
      let y = block.forward(x, &context)
      sheet["training"] = y
      // The linear layer after dropout mixes its zeros away.
      sheet["zeros in what it adds"] = ((y - x) .== 0).sum()
      sheet["training again"] = block.forward(x, &context)
      context.mode = .inference
      sheet["inference"] = block.forward(x, &context)
      sheet["inference again"] = block.forward(x, &context)
    } equals: {
      [
        "training again": .other(than: "training"), "zeros in what it adds": 0,
        "inference again": .same(as: "inference"),
        "inference": .other(than: "training"),
      ]
    }
  }

  private func checkStep() async {
    let batch = LabelledRows([[1], [2]], [3, 5])
    await check("clippedStep clips to the largest norm and returns the norm before") { sheet in
      sheet.call("clippedStep on y = 1·x, x = [[1], [2]], labels 3 and 5, η = 0.1, norm 1 and nil")
      for (name, largest) in [("clipped", Float(1) as Float?), ("not clipped", nil)] {
        var (model, optimizer, context) = (Line(), Descent(), Context(.training))
        model.slope.gradient = [[50]]
        let result = clippedStep(
          &model, &optimizer, on: batch, largestNorm: largest, loss: squared, &context)
        sheet["\(name): loss"] = result.loss
        sheet["\(name): norm"] = result.gradientNorm
        sheet["\(name): slope"] = model.slope.value
      }
    } equals: {
      [
        "clipped: loss": 6.5, "clipped: norm": 8, "clipped: slope": [[1.1]],
        "not clipped: loss": 6.5, "not clipped: norm": 8, "not clipped: slope": [[1.8]],
      ]
    }
    await check("score is in inference mode, and leaves the model alone") { sheet in
      sheet.call(
        "LabelledRows([[2, 1], [0, 1], [3, 4]], [0, 0, 1]).score of a model that returns x")
      let rows = LabelledRows([[2, 1], [0, 1], [3, 4]], [0, 0, 1])
      let score = rows.score(Noisy()) { x, _ in LossResult(loss: x.sum(), gradient: x) }
      sheet["loss"] = score.loss
      sheet["accuracy"] = score.accuracy
    } equals: {
      ["loss": 11, "accuracy": 0.6666667]
    }
  }

  private func checkFit() async {
    await check("fit reports steps and epochs, stops when patience ends, with the best model") {
      sheet in
      sheet.call("fit y = s·x on 5 rows in batches of 2, rates 0.01 then −0.05, patience 2")
      var events: [FitEvent] = []
      let model = fitted(rates: { $0 < 2 ? 0.01 : -0.05 }, batch: 2) { events.append($0) }
      sheet["events"] = events.map(name)
      sheet["rates"] = events.compactMap { event -> Float? in
        if case .step(_, _, _, let rate) = event { rate } else { nil }
      }
      for case .epoch(0, _, let loss, _, _) in events { sheet["loss of epoch 0"] = loss }
      sheet["loss of the result"] = validation.score(model, loss: squared).loss
    } equals: {
      [
        "events": [
          "step 0", "step 1", "epoch 0: improved", "step 2", "step 3", "epoch 1: waiting(1)",
          "step 4", "step 5", "epoch 2: stop", "finished with epoch 0",
        ], "rates": [0.01, 0.01, -0.05, -0.05, -0.05, -0.05],
        "loss of the result": .same(as: "loss of epoch 0"),
      ]
    }
    await check("the epoch's loss is the mean over its examples") { sheet in
      sheet.call("fit y = 1·x on 5 rows with labels 2x in batches of 3 and 2, rate 0, patience 1")
      var losses: [Float] = []
      _ = fitted(rates: { _ in 0 }, batch: 3, patience: 1) { event in
        if case .epoch(_, let loss, _, _, _) = event { losses.append(loss) }
      }
      sheet["losses"] = losses
    } equals: {
      ["losses": [11, 11]]
    }
    await checkStops("batches of one are refused", saying: "1") { sheet in
      sheet.call("fit in batches of 1")
      sheet["slope"] = fitted(rates: { _ in 0.01 }, batch: 1).slope.value
    }
  }
}

private let parameters =
  "weight [4, 3], bias [4], weight [4], bias [4], weight [4, 4], bias [4], weight [4], bias [4], "
  + "weight [4, 4], bias [4], weight [4], bias [4], weight [2, 4], bias [2]"

private let validation = LabelledRows([[1], [2]], [2, 4])

/// y = s·x after a training on x = 1 … 5 with the labels 2x.
private func fitted(
  rates: @escaping (Int) -> Float, batch: Int, patience: Int = 2,
  onEvent: (FitEvent) -> Void = { _ in }
) -> Line {
  var (model, optimizer, context) = (Line(), Descent(), Context(.training, seed: 3))
  let plan = FitPlan(
    training: LabelledRows([[1], [2], [3], [4], [5]], [2, 4, 6, 8, 10]), validation: validation,
    epochs: 10, batchSize: batch, schedule: rates, largestNorm: nil, patience: patience)
  fit(&model, &optimizer, plan, loss: squared, &context, onEvent: onEvent)
  return model
}

private func name(_ event: FitEvent) -> String {
  switch event {
  case .step(let step, _, _, _): "step \(step)"
  case .epoch(let epoch, _, _, _, let decision): "epoch \(epoch): \(decision)"
  case .finished(let best): "finished with epoch \(best ?? -1)"
  }
}

/// The mean of (y − label)².
private func squared(_ y: Tensor, _ labels: [Int]) -> LossResult {
  let difference = y - Tensor(labels.map { Float($0) }).reshaped(to: y.shape)
  return LossResult(
    loss: (difference * difference).mean(), gradient: difference * (2 / Float(labels.count)))
}

/// y = s·x, with s = 1 at the start.
private struct Line: Layer {
  var slope = Parameter([[1]])
  var input: Tensor = [[0]]
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return x * slope.value
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    slope.gradient += matmul(dy, input, transposeA: true)
    return dy * slope.value
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&slope) }
}

/// Returns x; in training something else.
private struct Noisy: Layer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    context.mode == .training ? 10 - x : x
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}

/// Plain gradient descent by the tests' own hand.
private struct Descent: Optimizer {
  var learningRate: Float = 0.1
  mutating func step<Model: Layer>(_ model: inout Model) {
    model.forEachParameter { $0.value -= $0.gradient * learningRate }
  }
}
