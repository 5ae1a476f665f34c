// Tests of 2.12: when it stops, which model it keeps, ties, small improvements and NaN.

import Grading
import Lab2
import Shared
import Testing

struct EarlyStoppingTests {
  @Test(.exercise("2.12", "Early stopping", points: 4))
  func earlyStopping() async {
    await checkPatience()
    await checkBest()
    await checkImprovement()
    await checkNotANumber()
  }

  private func checkPatience() async {
    await check("it stops after `patience` epochs in a row without improvement") { sheet in
      sheet.call("EarlyStopping(patience: 3) on the losses 1, 0.8, 0.9, 0.7, 0.75, 0.8, 0.71")
      var stopping = EarlyStopping<Int>(patience: 3)
      sheet["decisions"] = [1, 0.8, 0.9, 0.7, 0.75, 0.8, 0.71].enumerated().map {
        name(stopping.observe($0.element, $0.offset))
      }
    } equals: {
      [
        "decisions": [
          "improved", "improved", "waiting 1", "improved", "waiting 1", "waiting 2", "stop",
        ]
      ]
    }
  }

  private func checkBest() async {
    await check("it keeps the model, the loss and the epoch of the lowest loss") { sheet in
      sheet.call("EarlyStopping(patience: 2) on 0.9, 0.5, 0.6, 0.7 and the models 10, 11, 12, 13")
      var stopping = EarlyStopping<Int>(patience: 2)
      for (loss, model) in [(Float(0.9), 10), (0.5, 11), (0.6, 12), (0.7, 13)] {
        _ = stopping.observe(loss, model)
      }
      sheet["best model"] = stopping.best ?? -1
      sheet["best loss"] = stopping.bestLoss
      sheet["best epoch"] = stopping.bestEpoch ?? -1
      sheet["epochs"] = stopping.epochs
    } equals: {
      ["best model": 11, "best loss": 0.5, "best epoch": 1, "epochs": 4]
    }
    await check("restore puts the best model back") { sheet in
      sheet.call("a layer whose weight is 1, 2, 3 at the losses 0.9, 0.5, 0.6; then restore")
      var (stopping, model) = (EarlyStopping<Weight>(patience: 5), Weight())
      for loss: Float in [0.9, 0.5, 0.6] {
        model.weight.value += 1
        _ = stopping.observe(loss, model)
      }
      sheet["weight before"] = model.weight.value
      stopping.restore(&model)
      sheet["weight after"] = model.weight.value
    } equals: {
      ["weight before": [3], "weight after": [2]]
    }
  }

  private func checkImprovement() async {
    await check("a tie, or a gain that is too small, is no improvement") { sheet in
      sheet.call("patience 9, minimal improvement 0.125, on 1, 1, 0.9375, 0.875, 0.75")
      var stopping = EarlyStopping<Int>(patience: 9, minimalImprovement: 0.125)
      sheet["decisions"] = [1, 1, 0.9375, 0.875, 0.75].enumerated().map {
        name(stopping.observe($0.element, $0.offset))
      }
      sheet["best loss"] = stopping.bestLoss
      sheet["best epoch"] = stopping.bestEpoch ?? -1
    } equals: {
      [
        "decisions": ["improved", "waiting 1", "waiting 2", "waiting 3", "improved"],
        "best loss": 0.75, "best epoch": 4,
      ]
    }
  }

  private func checkNotANumber() async {
    await check("NaN is an epoch without improvement, and the best model is safe") { sheet in
      sheet.call("EarlyStopping(patience: 2) on 0.5, NaN, NaN")
      var stopping = EarlyStopping<Int>(patience: 2)
      sheet["decisions"] = [0.5, .nan, .nan].enumerated().map {
        name(stopping.observe($0.element, $0.offset))
      }
      sheet["best model"] = stopping.best ?? -1
    } equals: {
      ["decisions": ["improved", "waiting 1", "stop"], "best model": 0]
    }
    await checkStops("a patience of 0 is refused", weight: 0.5, saying: "0") { sheet in
      sheet.call("EarlyStopping(patience: 0)")
      sheet["waited"] = EarlyStopping<Int>(patience: 0).waited
    }
  }
}

private func name(_ decision: StoppingDecision) -> String {
  switch decision {
  case .improved: "improved"
  case .waiting(let number): "waiting \(number)"
  case .stop: "stop"
  }
}

/// A layer with one weight.
private struct Weight: Layer {
  var weight = Parameter([0])
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
}
