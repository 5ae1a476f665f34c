// The hidden tests of 1.11: targets of another type, no epochs, fresh orders, ties, NaN, refused calls.

import Grading
import Lab1
import Shared
import Testing

struct TrainingTests {
  @Test(.exercise("1.11", "Training", points: 6))
  func training() async {
    await checkBatches()
    await checkEvents()
    await checkAccuracy()
    await checkOverfitting()
  }

  private func checkBatches() async {
    await check("inputs and labels of a batch belong together") { sheet in
      sheet.call("train on samples 0…4 whose label is ten times the input; the batches seen")
      var (model, optimizer, context) = (Bias(), Descent(learningRate: 0), Context(.training))
      let plan = TrainingPlan(
        inputs: [[0], [1], [2], [3], [4]], targets: Labels([0, 10, 20, 30, 40]), epochs: 1,
        batches: { _ in [[3, 0], [4], [1, 2]] })
      var (seen, labels): ([Int], [Int]) = ([], [])
      train(
        &model, &optimizer, plan,
        loss: { (prediction: Tensor, target: Labels) in
          seen += prediction.scalars.map { Int($0) }
          labels += target.labels
          return LossResult(loss: 0, gradient: prediction * 0)
        }, &context)
      sheet["inputs"] = seen
      sheet["labels"] = labels
    } equals: {
      ["inputs": .integers([3, 0, 4, 1, 2]), "labels": .integers([30, 0, 40, 10, 20])]
    }
    await check("batches are asked for once an epoch, with the context's moving generator") {
      sheet in
      sheet.call("train for 3 epochs; the numbers that the batches' generator gives")
      var (model, optimizer, context) = (Bias(), Descent(learningRate: 0), Context(seed: 6))
      var drawn: [Int] = []
      let plan = TrainingPlan(
        inputs: [[1], [2]], targets: [[1], [2]] as Tensor, epochs: 3,
        batches: { generator in
          drawn.append(generator.below(1_000_000))
          return [[0], [1]]
        })
      train(&model, &optimizer, plan, loss: squared, &context)
      sheet["drawn"] = drawn
    } equals: {
      ["drawn": .integers(draws(3, seed: 6))]
    }
  }

  private func checkEvents() async {
    await check("no epochs, no events; without a schedule the rate stays") { sheet in
      sheet.call("train for 0 epochs, then for 2, on an optimizer of rate 0.125")
      sheet["events of 0 epochs"] = events(epochs: 0).count
      sheet["rates"] = events(epochs: 2).compactMap {
        if case .epoch(_, _, let rate) = $0 { rate } else { nil }
      }
    } equals: {
      ["events of 0 epochs": 0, "rates": [0.125, 0.125]]
    }
    await check("steps count through the epochs, losses are those before each step") { sheet in
      sheet.call("train y = x + b for 2 epochs of the batches [0, 1, 2] and [3], η = 0.125")
      var (steps, losses, means): ([Int], [Float], [Float]) = ([], [], [])
      for event in events(epochs: 2) {
        switch event {
        case .step(_, let step, let loss):
          steps.append(step)
          losses.append(loss)
        case .epoch(_, let loss, _): means.append(loss)
        }
      }
      sheet["steps"] = steps
      sheet["losses"] = losses
      sheet["epochs"] = means
    } equals: {
      [
        "steps": .integers([0, 1, 2, 3]), "losses": [4, 2.25, 1.265625, 0.7119140625],
        "epochs": [3.5625, 1.127197265625],
      ]
    }
  }

  private func checkAccuracy() async {
    await check("accuracy of all, of none, of one, and of no samples") { sheet in
      sheet.call("accuracy on small sets of logits")
      sheet["all"] = accuracy(logits: [[2, 1], [1, 2]], labels: [0, 1])
      sheet["none"] = accuracy(logits: [[2, 1], [1, 2]], labels: [1, 0])
      sheet["one of three"] = accuracy(logits: [[-3, -2], [0, 9], [7, 6]], labels: [0, 1, 1])
      sheet["no samples"] = accuracy(logits: Tensor(zeros: [0, 3]), labels: [])
    } equals: {
      ["all": 1, "none": 0, "one of three": 0.33333333, "no samples": 0]
    }
    await checkStops("accuracy refuses another number of labels", saying: "3") { sheet in
      sheet.call("accuracy(logits: of shape [3, 2], labels: [0, 1])")
      sheet["accuracy"] = accuracy(logits: Tensor(zeros: [3, 2]), labels: [0, 1])
    }
    await check("ln C for 100 and 1000 classes") { sheet in
      sheet.call("expectedInitialLoss(classes: 100), (classes: 1000)")
      sheet["100"] = expectedInitialLoss(classes: 100)
      sheet["1000"] = expectedInitialLoss(classes: 1000)
    } equals: {
      ["100": 4.6051702, "1000": 6.9077553]
    }
  }

  private func checkOverfitting() async {
    await check("overfitOneBatch takes all its steps when the batch is not learned") { sheet in
      sheet.call("overfitOneBatch with η = 0, then with a loss of NaN, 4 steps")
      let (x, target): (Tensor, Tensor) = ([[1]], [[3]])
      sheet["η = 0"] = overfitOneBatch(
        Bias(), Descent(learningRate: 0), x: x, target: target, loss: squared, steps: 4, below: 1)
      let failing = overfitOneBatch(
        Bias(), Descent(learningRate: 1), x: x, target: target,
        loss: { prediction, _ in LossResult(loss: .nan, gradient: prediction) }, steps: 4, below: 1)
      sheet["steps with NaN"] = failing.count
    } equals: {
      ["η = 0": [4, 4, 4, 4], "steps with NaN": 4]
    }
    await check("overfitOneBatch of no steps has no losses") { sheet in
      sheet.call("overfitOneBatch(steps: 0)")
      sheet["losses"] =
        overfitOneBatch(
          Bias(), Descent(learningRate: 1), x: [[1]], target: [[3]] as Tensor, loss: squared,
          steps: 0, below: 1
        ).count
    } equals: {
      ["losses": 0]
    }
  }
}

private func draws(_ count: Int, seed: UInt64) -> [Int] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in generator.below(1_000_000) }
}

/// Training y = x + b towards b = 2 on four samples.
private func events(epochs: Int) -> [TrainingEvent] {
  var (model, optimizer, context) = (Bias(), Descent(learningRate: 0.125), Context(.training))
  let plan = TrainingPlan(
    inputs: [[1], [2], [3], [4]], targets: [[3], [4], [5], [6]] as Tensor, epochs: epochs,
    batches: { _ in [[0, 1, 2], [3]] })
  var events: [TrainingEvent] = []
  train(&model, &optimizer, plan, loss: squared, &context) { events.append($0) }
  return events
}

private func squared(_ prediction: Tensor, _ target: Tensor) -> LossResult {
  let difference = prediction - target
  return LossResult(
    loss: (difference * difference).mean(), gradient: difference * (2 / Float(target.count)))
}

/// Labels that need no exercise to take rows from.
private struct Labels: RowSelectable {
  let labels: [Int]
  init(_ labels: [Int]) { self.labels = labels }
  func rows(at indices: [Int]) -> Labels { Labels(indices.map { labels[$0] }) }
}

/// x + b, with b = 0 at the start.
private struct Bias: Layer {
  var bias = Parameter([0])
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x + bias.value }
  mutating func backward(_ dy: Tensor) -> Tensor {
    bias.gradient += dy.sum()
    return dy
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&bias) }
}

private struct Descent: Optimizer {
  var learningRate: Float
  mutating func step<Model: Layer>(_ model: inout Model) {
    model.forEachParameter { $0.value -= $0.gradient * learningRate }
  }
}
