// The hidden tests of 2.12: long runs, NaN from the start, going on after the end, copies.

import Grading
import Lab2
import Shared
import Testing

struct EarlyStoppingTests {
  @Test(.exercise("2.12", "Early stopping", points: 4))
  func earlyStopping() async {
    await checkRuns()
    await checkSmallSteps()
    await checkNotANumber()
    await checkRefusals()
  }

  private func checkRuns() async {
    await check("a falling loss is never stopped, a rising one after `patience`") { sheet in
      sheet.call("EarlyStopping(patience: 4): 50 falling losses, then rising ones, until it stops")
      var stopping = EarlyStopping<Int>(patience: 4)
      var stoppedAt = -1
      for epoch in 0..<100 {
        let loss = epoch < 50 ? 10 - 0.1 * Float(epoch) : Float(epoch)
        if case .stop = stopping.observe(loss, epoch) {
          stoppedAt = epoch
          break
        }
      }
      sheet["stopped at"] = stoppedAt
      sheet["best epoch"] = stopping.bestEpoch ?? -1
      sheet["best model"] = stopping.best ?? -1
      sheet["waited"] = stopping.waited
    } equals: {
      ["stopped at": 53, "best epoch": 49, "best model": 49, "waited": 4]
    }
    await check("a patience of 1 stops at the first epoch that is no better") { sheet in
      sheet.call("EarlyStopping(patience: 1) on 1, 0.5, 0.5, 0.6, 0.4: it goes on when asked")
      var stopping = EarlyStopping<Int>(patience: 1)
      sheet["decisions"] = [1, 0.5, 0.5, 0.6, 0.4].enumerated().map {
        name(stopping.observe($0.element, $0.offset))
      }
      sheet["best model"] = stopping.best ?? -1
    } equals: {
      ["decisions": ["improved", "improved", "stop", "stop", "improved"], "best model": 4]
    }
    await check("negative losses, and a copy that watches on its own", weight: 0.5) { sheet in
      sheet.call("EarlyStopping(patience: 3) on −1, −2, −1.5; a copy also sees −5")
      var stopping = EarlyStopping<Int>(patience: 3)
      for (index, loss) in [Float(-1), -2, -1.5].enumerated() { _ = stopping.observe(loss, index) }
      var copy = stopping
      _ = copy.observe(-5, 3)
      sheet["best losses"] = [stopping.bestLoss, copy.bestLoss]
      sheet["waited"] = [stopping.waited, copy.waited]
    } equals: {
      ["best losses": [-2, -5], "waited": .integers([1, 0])]
    }
  }

  private func checkSmallSteps() async {
    await check("small steps add up against the same best") { sheet in
      sheet.call("EarlyStopping(patience: 9, minimalImprovement: 0.25) on 1, 0.9, 0.8, 0.7, 0.6")
      var stopping = EarlyStopping<Int>(patience: 9, minimalImprovement: 0.25)
      sheet["decisions"] = [1, 0.9, 0.8, 0.7, 0.6].enumerated().map {
        name(stopping.observe($0.element, $0.offset))
      }
      sheet["best loss"] = stopping.bestLoss
      sheet["best model"] = stopping.best ?? -1
      sheet["waited"] = stopping.waited
    } equals: {
      [
        "decisions": ["improved", "waiting 1", "waiting 2", "improved", "waiting 1"],
        "best loss": 0.7, "best model": 3, "waited": 1,
      ]
    }
  }

  private func checkNotANumber() async {
    await check("NaN or ∞ from the start keeps no model, and restore changes nothing") { sheet in
      sheet.call("EarlyStopping(patience: 3) on NaN, ∞; restore on the model 7; then 2")
      var stopping = EarlyStopping<Int>(patience: 3)
      sheet["first"] = [.nan, .infinity].map { name(stopping.observe($0, 5)) }
      sheet["best epoch"] = stopping.bestEpoch ?? -1
      var model = 7
      stopping.restore(&model)
      sheet["model"] = model
      sheet["then"] = name(stopping.observe(2, 8))
      stopping.restore(&model)
      sheet["model then"] = model
      sheet["best epoch then"] = stopping.bestEpoch ?? -1
    } equals: {
      [
        "first": ["waiting 1", "waiting 2"], "best epoch": -1, "model": 7, "then": "improved",
        "model then": 8, "best epoch then": 2,
      ]
    }
    await check("a good loss between NaNs starts the waiting afresh", weight: 0.5) { sheet in
      sheet.call("EarlyStopping(patience: 3) on 1, NaN, NaN, 0.5, NaN, 0.7")
      var stopping = EarlyStopping<Int>(patience: 3)
      sheet["decisions"] = [1, .nan, .nan, 0.5, .nan, 0.7].enumerated().map {
        name(stopping.observe($0.element, $0.offset))
      }
    } equals: {
      [
        "decisions": [
          "improved", "waiting 1", "waiting 2", "improved", "waiting 1", "waiting 2",
        ]
      ]
    }
  }

  private func checkRefusals() async {
    for improvement in [-0.5, Float.nan] {
      await checkStops(
        "an improvement of \(improvement) is refused", weight: 0.5, saying: "\(improvement)"
      ) { sheet in
        sheet.call("EarlyStopping(patience: 2, minimalImprovement: \(improvement))")
        let stopping = EarlyStopping<Int>(patience: 2, minimalImprovement: improvement)
        sheet["waited"] = stopping.waited
      }
    }
    await checkStops("a negative patience is refused", weight: 0.5, saying: "-3") { sheet in
      sheet["waited"] = EarlyStopping<Int>(patience: -3).waited
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
