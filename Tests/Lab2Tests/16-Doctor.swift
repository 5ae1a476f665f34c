// Tests of 2.16: each rule on both sides of its threshold, and the diagnosis of ten recorded runs.

import Grading
import Lab2
import Shared
import Testing

struct DoctorTests {
  @Test(.exercise("2.16", "Training doctor", points: 8))
  func doctor() async {
    await checkGradients()
    await checkProgress()
    await checkGeneralization()
    await checkDiagnosis()
  }

  private func checkGradients() async {
    await check("exploding: NaN, ∞, a loss that doubles, a norm that grows 100 times") { sheet in
      sheet.call("hasExplodingGradients; losses 1 0.8 0.6 and norms 0.5 unless said otherwise")
      sheet["as it is"] = Run().record.hasExplodingGradients
      sheet["loss NaN"] = Run(training: [1, 0.8, .nan]).record.hasExplodingGradients
      sheet["norm ∞"] = Run(norms: [[0.5], [.infinity], [0.5]]).record.hasExplodingGradients
      sheet["loss 1.9"] = Run(training: [1, 1.9, 0.6]).record.hasExplodingGradients
      sheet["loss 2.1"] = Run(training: [1, 2.1, 0.6]).record.hasExplodingGradients
      sheet["norm 49"] = Run(norms: [[0.5], [49], [0.5]]).record.hasExplodingGradients
      sheet["norm 51"] = Run(norms: [[0.5], [51], [0.5]]).record.hasExplodingGradients
      sheet["norm 9 from 0.001"] = Run(norms: [[0.001], [9], [1]]).record.hasExplodingGradients
    } equals: {
      [
        "as it is": false, "loss NaN": true, "norm ∞": true, "loss 1.9": false, "loss 2.1": true,
        "norm 49": false, "norm 51": true, "norm 9 from 0.001": false,
      ]
    }
    await check("vanishing: the first layer or all of them silent, at a high loss") { sheet in
      sheet.call("hasVanishingGradients; losses 1 0.8 0.6 unless said otherwise")
      let faded: [[Float]] = [[0.03, 0.5, 1], [0.03, 1, 0.5], [2, 1, 1]]
      sheet["first layer 0.03 of 1"] = Run(norms: faded).record.hasVanishingGradients
      let weak: [[Float]] = [[0.05, 0.5, 1], [0.05, 1, 0.5], [0.001, 1, 1]]
      sheet["first layer 0.05 of 1"] = Run(norms: weak).record.hasVanishingGradients
      let silent: [[Float]] = [[0.004, 0.003], [0.004, 0.003], [1, 1]]
      sheet["all below 0.005"] = Run(norms: silent).record.hasVanishingGradients
      let soft: [[Float]] = [[0.004, 0.006], [0.004, 0.006], [0.001, 0.001]]
      sheet["one at 0.006"] = Run(norms: soft).record.hasVanishingGradients
      let arrived = Run(training: [1, 0.8, 0.4], norms: faded).record
      sheet["at a low loss"] = arrived.hasVanishingGradients
    } equals: {
      [
        "first layer 0.03 of 1": true, "first layer 0.05 of 1": false, "all below 0.005": true,
        "one at 0.006": false, "at a low loss": false,
      ]
    }
  }

  private func checkProgress() async {
    await check("slow: a steady fall that has not arrived") { sheet in
      sheet.call("trainsSlowly")
      let steady: [Float] = [2, 1.9, 1.8, 1.7, 1.6, 1.5, 1.4]
      sheet["steady"] = Run(training: steady).record.trainsSlowly
      let flattened: [Float] = [2, 1.5, 1.2, 1.1, 1.08, 1.05, 1.02]
      sheet["steep, then flat"] = Run(training: flattened).record.trainsSlowly
      let arrived: [Float] = [2, 1.7, 1.4, 1.1, 0.9, 0.7, 0.5]
      sheet["steady, but arrived"] = Run(training: arrived).record.trainsSlowly
      let still: [Float] = [2, 1.995, 1.99, 1.985, 1.98, 1.975, 1.97]
      sheet["hardly any fall"] = Run(training: still).record.trainsSlowly
      sheet["two epochs"] = Run(training: [2, 1.8, 1.6]).record.trainsSlowly
    } equals: {
      [
        "steady": true, "steep, then flat": false, "steady, but arrived": false,
        "hardly any fall": false, "two epochs": false,
      ]
    }
    await check("loss not falling: never well below the start, nor below guessing") { sheet in
      sheet.call("lossStandsStill, 10 classes: ln 10 = 2.303")
      sheet["2.3 to 2.25"] = Run(classes: 10, training: [2.3, 2.28, 2.25]).record.lossStandsStill
      sheet["2.3 to 2.1"] = Run(classes: 10, training: [2.3, 2.2, 2.1]).record.lossStandsStill
      sheet["3 to 2.25"] = Run(classes: 10, training: [3, 2.5, 2.25]).record.lossStandsStill
      sheet["1 to 0.97"] = Run(classes: 10, training: [1, 0.97, 0.98]).record.lossStandsStill
      sheet["down and up"] = Run(classes: 10, training: [2.3, 1.9, 2.3]).record.lossStandsStill
    } equals: {
      [
        "2.3 to 2.25": true, "2.3 to 2.1": false, "3 to 2.25": true, "1 to 0.97": true,
        "down and up": false,
      ]
    }
  }

  private func checkGeneralization() async {
    await check("half-way is the first entry below half of the first loss") { sheet in
      sheet.call("halfwayEntry")
      let fall: [Float] = [2, 1.2, 0.9, 0.5, 0.4, 0.3]
      sheet["2 1.2 0.9 0.5 0.4 0.3"] = Run(training: fall).record.halfwayEntry ?? -1
      sheet["2 1 0.5"] = Run(training: [2, 1, 0.5]).record.halfwayEntry ?? -1
      sheet["2 1.8 1.6"] = Run(training: [2, 1.8, 1.6]).record.halfwayEntry ?? -1
    } equals: {
      ["2 1.2 0.9 0.5 0.4 0.3": 2, "2 1 0.5": 2, "2 1.8 1.6": -1]
    }
    await check("poor generalisation: a gap half-way already, in accuracy and in loss") { sheet in
      sheet.call("generalizesPoorly; training losses 2 0.8 0.4, accuracies 0.3 0.7 0.9")
      func verdict(_ losses: [Float], _ accuracies: [Float]) -> Bool {
        Run(
          training: [2, 0.8, 0.4], validation: losses, trainingAccuracies: [0.3, 0.7, 0.9],
          validationAccuracies: accuracies
        ).record.generalizesPoorly
      }
      sheet["far apart half-way"] = verdict([2, 1.8, 1.9], [0.3, 0.4, 0.4])
      sheet["only later"] = verdict([2, 1, 1.9], [0.3, 0.6, 0.4])
      sheet["only in loss"] = verdict([2, 1.8, 1.9], [0.3, 0.5, 0.4])
      sheet["only in accuracy"] = verdict([2, 1.5, 1.9], [0.3, 0.4, 0.4])
      sheet["never half-way"] =
        Run(
          validation: [5, 5, 5], trainingAccuracies: [0.3, 0.7, 0.9],
          validationAccuracies: [0.3, 0.4, 0.4]
        ).record.generalizesPoorly
    } equals: {
      [
        "far apart half-way": true, "only later": false, "only in loss": false,
        "only in accuracy": false, "never half-way": false,
      ]
    }
    await check("overfitting: a wide gap, or a gap and a rising validation loss") { sheet in
      sheet.call("overfits; training accuracy 0.9 at the end")
      func verdict(_ losses: [Float], _ accuracy: Float) -> Bool {
        Run(
          validation: losses, trainingAccuracies: [0.3, 0.7, 0.9],
          validationAccuracies: [0.3, 0.6, accuracy]
        ).record.overfits
      }
      sheet["0.6, falling"] = verdict([2, 1.5, 1.2], 0.6)
      sheet["0.75, risen"] = verdict([2, 1, 1.2], 0.75)
      sheet["0.75, level"] = verdict([2, 1, 1.05], 0.75)
      sheet["0.85, risen"] = verdict([2, 1, 1.5], 0.85)
    } equals: {
      ["0.6, falling": true, "0.75, risen": true, "0.75, level": false, "0.85, risen": false]
    }
  }

  private func checkDiagnosis() async {
    await check("the most urgent problem is named, and none in a healthy run") { sheet in
      sheet.call("diagnosis of runs that break one rule, or several")
      sheet["healthy"] = name(Run(training: [2, 0.7, 0.5]))
      sheet["NaN and no fall"] = name(Run(training: [2, 2, .nan]))
      sheet["silent and no fall"] = name(
        Run(training: [2, 2, 2], norms: [[0.001], [0.001], [0.001]]))
      sheet["no fall"] = name(Run(training: [0.69, 0.69, 0.69]))
      sheet["steady fall above guessing"] = name(Run(training: [2, 1.9, 1.8, 1.7]))
      let gaps: ([Float], [Float]) = ([0.3, 0.9, 1], [0.3, 0.4, 0.4])
      sheet["gap from half-way on"] = name(
        Run(
          training: [2, 0.5, 0.1], validation: [2, 2, 3], trainingAccuracies: gaps.0,
          validationAccuracies: gaps.1))
      sheet["gap at the end"] = name(
        Run(
          training: [2, 0.9, 0.1], validation: [2, 1, 2], trainingAccuracies: gaps.0,
          validationAccuracies: [0.3, 0.8, 0.7]))
    } equals: {
      [
        "healthy": "healthy", "NaN and no fall": "exploding gradients",
        "silent and no fall": "vanishing gradients", "no fall": "loss not falling",
        "steady fall above guessing": "slow training",
        "gap from half-way on": "poor generalisation", "gap at the end": "overfitting",
      ]
    }
  }
}

private func name(_ run: Run) -> String { run.record.diagnosis?.rawValue ?? "healthy" }

/// A record of which only what matters is said.
private struct Run {
  var classes = 2
  var training: [Float] = [1, 0.8, 0.6]
  var validation: [Float]?
  var trainingAccuracies: [Float]?
  var validationAccuracies: [Float]?
  var norms: [[Float]]?

  var record: TrainingRecord {
    TrainingRecord(
      classes: classes, trainingLosses: training, validationLosses: validation ?? training,
      trainingAccuracies: trainingAccuracies ?? training.map { _ in 0.5 },
      validationAccuracies: validationAccuracies ?? training.map { _ in 0.5 },
      gradientNorms: norms ?? training.map { _ in [0.5, 0.5] })
  }
}
