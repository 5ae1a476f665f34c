// The hidden tests of 2.17: the plan's variants, gradients that are not finite, runs that never were
// good, and a network of the lab's own parts that learns.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct DeepClassifierTests {
  @Test(.exercise("2.17", "A deep classifier", points: 6))
  func deepClassifier() async {
    await checkVariants()
    await checkStep()
    await checkFit()
    await checkLearning()
  }

  private func checkVariants() async {
    await check("no normalisation, no blocks, and equal seeds") { sheet in
      sheet.call("network(inputs 3, classes 2, width 4, blocks 0 and 2, without normalisation)")
      for blocks in [0, 2] {
        let shape = DeepClassifierShape(
          inputs: 3, classes: 2, width: 4, blocks: blocks, normalization: .none)
        var (first, second) = (SeededGenerator(seed: 5), SeededGenerator(seed: 5))
        var network = shape.network(using: &first)
        var again = shape.network(using: &second)
        sheet["\(blocks) blocks: numbers"] = network.parameterCount
        sheet["\(blocks) blocks: layers"] = network.layers.count
        var context = Context(.inference)
        sheet["\(blocks) blocks: logits"] = network.forward([[1, -2, 3]], &context)
        sheet["\(blocks) blocks: seed again"] = again.forward([[1, -2, 3]], &context)
      }
    } equals: {
      [
        "0 blocks: numbers": 26, "0 blocks: layers": 3,
        "0 blocks: seed again": .same(as: "0 blocks: logits"), "2 blocks: numbers": 106,
        "2 blocks: layers": 5, "2 blocks: seed again": .same(as: "2 blocks: logits"),
      ]
    }
    await check("batch normalisation learns its statistics in training alone") { sheet in
      sheet.call("block of width 6 with batch normalisation: training on x, then inference twice")
      var (generator, context) = (SeededGenerator(seed: 1), Context(.training, seed: 2))
      var block = DeepClassifierShape(
        inputs: 2, classes: 2, width: 6, blocks: 1, dropout: 0, normalization: .batch
      ).block(using: &generator)
      let x = Tensor(randomNormal: [8, 6], mean: 3, using: &generator)
      context.mode = .inference
      sheet["before"] = block.forward(x, &context)
      context.mode = .training
      _ = block.forward(x, &context)
      context.mode = .inference
      sheet["after"] = block.forward(x, &context)
    } equals: {
      ["after": .other(than: "before")]
    }
    await check("the blocks' gradients reach the input, and the first weights") { sheet in
      sheet.call("network of 20 residual blocks: forward, then backward of ones")
      var (generator, context) = (SeededGenerator(seed: 9), Context(.training, seed: 2))
      var network = DeepClassifierShape(
        inputs: 5, classes: 3, width: 12, blocks: 20, dropout: 0, normalization: .layer
      ).network(using: &generator)
      let x = Tensor(randomNormal: [16, 5], using: &generator)
      let y = network.forward(x, &context)
      let dx = network.backward(Tensor(randomNormal: y.shape, using: &generator))
      var first: Tensor?
      network.forEachParameter { first = first ?? $0.gradient }
      sheet["shape of dx"] = Array(dx.shape)
      sheet["norm of dx"] = dx.norm()
      sheet["norm of the first gradient"] = (first ?? [0]).norm()
    } equals: {
      [
        "shape of dx": .integers([16, 5]), "norm of dx": .greaterThan(0.1),
        "norm of the first gradient": .greaterThan(0.1),
      ]
    }
  }

  private func checkStep() async {
    await check("a step whose gradient is not finite does not happen") { sheet in
      sheet.call("clippedStep with a loss whose gradient is ∞, norm 1 and nil")
      for (name, largest) in [("clipped", Float(1) as Float?), ("not clipped", nil)] {
        var (model, optimizer, context) = (Line(), Descent(), Context(.training))
        let result = clippedStep(
          &model, &optimizer, on: LabelledRows([[1], [2]], [3, 5]), largestNorm: largest,
          loss: { y, _ in LossResult(loss: 4, gradient: y / 0) }, &context)
        sheet["\(name): loss"] = result.loss
        sheet["\(name): slope"] = model.slope.value
      }
    } equals: {
      [
        "clipped: loss": 4, "clipped: slope": [[1]], "not clipped: loss": 4,
        "not clipped: slope": [[1]],
      ]
    }
    await check("a gradient within the limit is left alone") { sheet in
      sheet.call("clippedStep on y = 1·x, x = [[1], [2]], labels 3 and 5, η = 0.1, norm 100")
      var (model, optimizer, context) = (Line(), Descent(), Context(.training))
      let result = clippedStep(
        &model, &optimizer, on: LabelledRows([[1], [2]], [3, 5]), largestNorm: 100,
        loss: squared, &context)
      sheet["norm"] = result.gradientNorm
      sheet["slope"] = model.slope.value
    } equals: {
      ["norm": 8, "slope": [[1.8]]]
    }
  }

  private func checkFit() async {
    await check("the norm in the events is the one before clipping; the best epoch may be late") {
      sheet in
      sheet.call("fit y = s·x on 4 rows in one batch, η = 0.01, norm 0.5, 3 epochs")
      var (model, optimizer, context) = (Line(), Descent(), Context(.training, seed: 3))
      let rows = LabelledRows([[1], [2], [3], [4]], [2, 4, 6, 8])
      let plan = FitPlan(
        training: rows, validation: rows, epochs: 3, batchSize: 4, schedule: { _ in 0.01 },
        largestNorm: 0.5, patience: 2)
      var (norms, finished) = ([Float](), [Int]())
      fit(&model, &optimizer, plan, loss: squared, &context) { event in
        if case .step(_, _, let norm, _) = event { norms.append(norm) }
        if case .finished(let best) = event { finished.append(best ?? -1) }
      }
      sheet["norms"] = norms
      sheet["slope"] = model.slope.value
      sheet["best epoch"] = finished
    } equals: {
      ["norms": [15, 14.925, 14.85], "slope": [[1.015]], "best epoch": .integers([2])]
    }
    await check("without epochs nothing changes, and no model was best") { sheet in
      sheet.call("fit for 0 epochs; fit with a validation loss of NaN, patience 2")
      var (model, optimizer, context) = (Line(), Descent(), Context(.training, seed: 3))
      let rows = LabelledRows([[1], [2], [3]], [2, 4, 6])
      var plan = FitPlan(
        training: rows, validation: rows, epochs: 0, batchSize: 3, schedule: { _ in 0.01 },
        patience: 2)
      var events: [String] = []
      fit(&model, &optimizer, plan, loss: squared, &context) { events.append(name($0)) }
      sheet["0 epochs"] = events
      events = []
      plan.epochs = 9
      plan.validation = LabelledRows(Tensor([.nan, 1, 1], shape: [3, 1]), [2, 4, 6])
      fit(&model, &optimizer, plan, loss: squared, &context) { events.append(name($0)) }
      sheet["NaN"] = events
    } equals: {
      [
        "0 epochs": ["finished -1"],
        "NaN": ["step 0", "epoch 0", "step 1", "epoch 1", "finished -1"],
      ]
    }
  }

  private func checkLearning() async {
    await check("a classifier with eight layers learns three clusters") { sheet in
      sheet.call("fit of 4 → 16 → 3 blocks → 3 with AdamW on 120 points, 12 epochs")
      var (generator, context) = (SeededGenerator(seed: 6), Context(.training, seed: 7))
      let rows = clusters(120, using: &generator)
      let held = clusters(60, using: &generator)
      var network = DeepClassifierShape(inputs: 4, classes: 3, width: 16, blocks: 3)
        .network(using: &generator)
      var optimizer = AdamW(learningRate: 0.01)
      let plan = FitPlan(
        training: rows, validation: held, epochs: 12, batchSize: 20, schedule: { _ in 0.01 })
      sheet["accuracy before"] = held.score(network, loss: crossEntropy).accuracy
      fit(&network, &optimizer, plan, loss: crossEntropy, &context)
      sheet["accuracy after"] = held.score(network, loss: crossEntropy).accuracy
    } equals: {
      ["accuracy before": .lessThan(0.8), "accuracy after": .greaterThan(0.95)]
    }
  }
}

private func name(_ event: FitEvent) -> String {
  switch event {
  case .step(let step, _, _, _): "step \(step)"
  case .epoch(let epoch, _, _, _, _): "epoch \(epoch)"
  case .finished(let best): "finished \(best ?? -1)"
  }
}

/// Points around three corners.
private func clusters(_ count: Int, using generator: inout SeededGenerator) -> LabelledRows {
  let centers: Tensor = [[2, 0, 0, 1], [0, 2, 0, -1], [0, 0, 2, 1]]
  let labels = (0..<count).map { $0 % 3 }
  let scatter = Tensor(randomNormal: [count, 4], standardDeviation: 0.4, using: &generator)
  return LabelledRows(centers.rows(at: labels) + scatter, labels)
}

private func crossEntropy(_ logits: Tensor, _ labels: [Int]) -> LossResult {
  let powers = exp(logits - logits.max(along: 1, keepingAxis: true))
  let probabilities = powers / powers.sum(along: 1, keepingAxis: true)
  let truth = Tensor(oneHot: labels, classes: logits.shape[1])
  let count = Float(labels.count)
  return LossResult(
    loss: -(truth * log(probabilities + 1e-9)).sum() / count,
    gradient: (probabilities - truth) / count)
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

/// Plain gradient descent by the tests' own hand.
private struct Descent: Optimizer {
  var learningRate: Float = 0.1
  mutating func step<Model: Layer>(_ model: inout Model) {
    model.forEachParameter { $0.value -= $0.gradient * learningRate }
  }
}
