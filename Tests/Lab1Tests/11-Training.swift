// Tests of 1.11: one step, the loop and its events, accuracy, and the first sanity checks.

import Grading
import Lab1
import Shared
import Testing

struct TrainingTests {
  @Test(.exercise("1.11", "Training", points: 6))
  func training() async {
    await checkStep()
    await checkLoop()
    await checkXOR()
    await checkSanity()
  }

  private func checkStep() async {
    await check("trainingStep: zero, forward, loss, backward, step; returns the loss") { sheet in
      sheet.call("trainingStep on y = 1·x, x = [[1], [2]], target = [[3], [5]], η = 0.1")
      var (model, optimizer, context) = (Line(), Descent(rate: 0.1), Context(.training))
      model.slope.gradient = [[100]]
      let loss = trainingStep(
        &model, &optimizer, x: [[1], [2]], target: [[3], [5]] as Tensor, loss: squared, &context)
      sheet["loss"] = loss
      sheet["gradient"] = model.slope.gradient
      sheet["slope"] = model.slope.value
    } equals: {
      ["loss": 6.5, "gradient": [[-8]], "slope": [[1.8]]]
    }
    await check("two steps on one batch: gradients of the first are forgotten") { sheet in
      sheet.call("trainingStep twice on y = 1·x, x = [[1], [2]], target = [[3], [5]], η = 0.1")
      var (model, optimizer, context) = (Line(), Descent(rate: 0.1), Context(.training))
      sheet["losses"] = (0..<2).map { _ in
        trainingStep(
          &model, &optimizer, x: [[1], [2]], target: [[3], [5]] as Tensor, loss: squared, &context)
      }
      sheet["slope"] = model.slope.value
    } equals: {
      ["losses": [6.5, 1.7], "slope": [[2.2]]]
    }
  }

  private func checkLoop() async {
    await check("train reports every step and every epoch, in order") { sheet in
      sheet.call("train for 2 epochs of the batches [0, 1] and [2]")
      let events = eventsOfTwoEpochs(schedule: nil)
      sheet["events"] = events.map(name)
    } equals: {
      [
        "events": [
          "step 0 of epoch 0", "step 1 of epoch 0", "epoch 0", "step 2 of epoch 1",
          "step 3 of epoch 1", "epoch 1",
        ]
      ]
    }
    await check("the epoch's loss is the mean over samples, not over batches") { sheet in
      sheet.call("train for 2 epochs of the batches [0, 1] and [2]; losses of steps, then epochs")
      let events = eventsOfTwoEpochs(schedule: nil)
      sheet["steps"] = events.compactMap {
        if case .step(_, _, let loss) = $0 { loss } else { nil }
      }
      sheet["epochs"] = events.compactMap {
        if case .epoch(_, let loss, _) = $0 { loss } else { nil }
      }
    } equals: {
      ["steps": [6.5, 2.56, 0.164, 1.0816], "epochs": [5.1866667, 0.46986667]]
    }
    await check("the schedule sets the learning rate before each epoch") { sheet in
      sheet.call("train with the schedule 0.1, 0.01 on an optimizer of rate 0.5")
      let events = eventsOfTwoEpochs(schedule: { $0 == 0 ? 0.1 : 0.01 })
      sheet["rates"] = events.compactMap {
        if case .epoch(_, _, let rate) = $0 { rate } else { nil }
      }
      sheet["losses"] = events.compactMap {
        if case .step(_, _, let loss) = $0 { loss } else { nil }
      }
    } equals: {
      ["rates": [0.1, 0.01], "losses": [6.5, 2.56, 0.164, 1.577536]]
    }
  }

  private func checkXOR() async {
    await check("XOR is learned, with PyTorch's losses on the way") { sheet in
      sheet.call("train on XOR for 200 epochs of one batch; η = 0.5, μ = 0.9")
      var (model, optimizer) = (XORNetwork(), Descent(rate: 0.5, momentum: 0.9))
      var context = Context(.training)
      let plan = TrainingPlan(
        inputs: XORNetwork.inputs, targets: XORNetwork.targets, epochs: 200,
        batches: { _ in [[0, 1, 2, 3]] })
      var losses: [Float] = []
      train(&model, &optimizer, plan, loss: XORNetwork.loss, &context) { event in
        if case .step(_, _, let loss) = event { losses.append(loss) }
      }
      sheet["steps"] = losses.count
      for step in [0, 1, 4, 19, 199] where step < losses.count {
        sheet["loss at step \(step)"] = losses[step]
      }
    } equals: {
      [
        "steps": 200, "loss at step 0": 0.77370389101, "loss at step 1": 0.73226423955,
        "loss at step 4": 0.72489852817, "loss at step 19": 0.50519606327,
        "loss at step 199": .lessThan(0.01),
      ]
    }
  }

  private func checkSanity() async {
    await check("accuracy is the fraction of rows whose largest logit is at the label") { sheet in
      let logits: Tensor = [[1, 3, 2], [-1, -5, -2], [0.1, 0.2, 0.3], [9, 0, 8]]
      sheet.call("accuracy(logits: \(logits), labels: [1, 0, 0, 2])")
      sheet["accuracy"] = accuracy(logits: logits, labels: [1, 0, 0, 2])
    } equals: {
      ["accuracy": 0.5]
    }
    await check("a network that knows nothing has the loss ln C") { sheet in
      sheet.call("expectedInitialLoss(classes: 10), then 2 and 1")
      sheet["10 classes"] = expectedInitialLoss(classes: 10)
      sheet["2 classes"] = expectedInitialLoss(classes: 2)
      sheet["1 class"] = expectedInitialLoss(classes: 1)
    } equals: {
      ["10 classes": 2.3025851, "2 classes": 0.69314718, "1 class": 0]
    }
    await check("overfitOneBatch stops once the batch is learned; the caller's stay new") { sheet in
      sheet.call("overfitOneBatch on y = 1·x, target = 3·x, η = 0.1, at most 50 steps, below 0.01")
      let (model, optimizer) = (Line(), Descent(rate: 0.1))
      let losses = overfitOneBatch(
        model, optimizer, x: [[1], [2]], target: [[3], [6]] as Tensor, loss: squared, steps: 50,
        below: 0.01)
      sheet["losses"] = losses
      sheet["slope"] = model.slope.value
    } equals: {
      ["losses": [10, 2.5, 0.625, 0.15625, 0.0390625, 0.009765625], "slope": [[1]]]
    }
  }
}

private func eventsOfTwoEpochs(schedule: ((Int) -> Float)?) -> [TrainingEvent] {
  var (model, context) = (Line(), Context(.training))
  var optimizer = Descent(rate: schedule == nil ? 0.1 : 0.5)
  let plan = TrainingPlan(
    inputs: [[1], [2], [3]], targets: [[3], [5], [7]] as Tensor, epochs: 2,
    batches: { _ in [[0, 1], [2]] }, schedule: schedule)
  var events: [TrainingEvent] = []
  train(&model, &optimizer, plan, loss: squared, &context) { events.append($0) }
  return events
}

private func name(_ event: TrainingEvent) -> String {
  switch event {
  case .step(let epoch, let step, _): "step \(step) of epoch \(epoch)"
  case .epoch(let epoch, _, _): "epoch \(epoch)"
  }
}

private func squared(_ prediction: Tensor, _ target: Tensor) -> LossResult {
  let difference = prediction - target
  return LossResult(
    loss: (difference * difference).mean(), gradient: difference * (2 / Float(target.count)))
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

/// Gradient descent by the tests' own hand.
private struct Descent: Optimizer {
  var learningRate: Float
  var momentum: Float
  var velocities: [Tensor] = []
  init(rate: Float, momentum: Float = 0) { (learningRate, self.momentum) = (rate, momentum) }
  mutating func step<Model: Layer>(_ model: inout Model) {
    var number = 0
    model.forEachParameter { parameter in
      if number == velocities.count { velocities.append(parameter.gradient * 0) }
      velocities[number] = velocities[number] * momentum + parameter.gradient
      parameter.value -= velocities[number] * learningRate
      number += 1
    }
  }
}
