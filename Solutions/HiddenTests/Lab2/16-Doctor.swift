// The hidden tests of 2.16: twenty sick and ten healthy networks, really trained, of other seeds and
// sizes than the thresholds were chosen on; then records at the edge.

import Grading
import Lab2
import Shared
import Testing

struct DoctorTests {
  @Test(.exercise("2.16", "Training doctor", points: 8, limits: Limits(seconds: 20)))
  func doctor() async {
    await checkSickRuns()
    await checkHealthyRuns()
    await checkShortRecords()
    await checkThresholds()
  }

  private func checkSickRuns() async {
    await check("three networks whose steps are too long, or whose weights too large") { sheet in
      sheet.call("diagnosis of runs with the rates 5 and 10, and with weights of deviation 1")
      for run in [
        SimulatedRun(seed: 100, depth: 4, rate: 5), SimulatedRun(seed: 101, depth: 5, rate: 10),
        SimulatedRun(seed: 102, depth: 6, weightDeviation: 1),
      ] { sheet["seed \(run.seed)"] = name(run.record) }
    } equals: {
      [
        "seed 100": "exploding gradients", "seed 101": "exploding gradients",
        "seed 102": "exploding gradients",
      ]
    }
    await check("four deep networks whose gradients fade") { sheet in
      sheet.call("diagnosis of runs with five to eight sigmoid layers, or tiny weights")
      for run in [
        SimulatedRun(seed: 200, width: 20, depth: 5, usesSigmoid: true, weightDeviation: 0.2),
        SimulatedRun(seed: 201, width: 30, depth: 6, usesSigmoid: true, weightDeviation: 0.2),
        SimulatedRun(seed: 202, width: 40, depth: 7, weightDeviation: 0.03),
        SimulatedRun(seed: 203, width: 50, depth: 8, weightDeviation: 0.03),
      ] { sheet["seed \(run.seed)"] = name(run.record) }
    } equals: {
      [
        "seed 200": "vanishing gradients", "seed 201": "vanishing gradients",
        "seed 202": "vanishing gradients", "seed 203": "vanishing gradients",
      ]
    }
    await check("four networks whose rate is a hundred times too small") { sheet in
      sheet.call("diagnosis of runs with rates of 0.0002 to 0.0007")
      for run in [
        SimulatedRun(seed: 300, classes: 3, depth: 1, rate: 0.0002),
        SimulatedRun(seed: 301, classes: 4, depth: 2, rate: 0.0004),
        SimulatedRun(seed: 302, classes: 5, depth: 1, rate: 0.0007),
        SimulatedRun(seed: 303, classes: 6, depth: 2, rate: 0.0003),
      ] { sheet["seed \(run.seed)"] = name(run.record) }
    } equals: {
      [
        "seed 300": "slow training", "seed 301": "slow training", "seed 302": "slow training",
        "seed 303": "slow training",
      ]
    }
    await check("three networks that learn nothing: no rate to speak of, labels by chance") {
      sheet in
      sheet.call("diagnosis of runs with the rate 0.000001, and with labels drawn at random")
      for run in [
        SimulatedRun(seed: 400, rate: 1e-6),
        SimulatedRun(seed: 401, classes: 3, count: 1500, width: 12, depth: 1, rate: 0.05, noise: 1),
        SimulatedRun(seed: 402, classes: 6, count: 1500, width: 12, depth: 1, rate: 0.05, noise: 1),
      ] { sheet["seed \(run.seed)"] = name(run.record) }
    } equals: {
      [
        "seed 400": "loss not falling", "seed 401": "loss not falling",
        "seed 402": "loss not falling",
      ]
    }
    await check("three networks that meet validation data of another kind") { sheet in
      sheet.call("diagnosis of runs whose validation features are shifted by 2, −2.5 and 3")
      for run in [
        SimulatedRun(seed: 500, classes: 3, depth: 1, shift: 2),
        SimulatedRun(seed: 501, classes: 4, depth: 2, shift: -2.5),
        SimulatedRun(seed: 502, classes: 5, depth: 3, shift: 3),
      ] { sheet["seed \(run.seed)"] = name(run.record) }
    } equals: {
      [
        "seed 500": "poor generalisation", "seed 501": "poor generalisation",
        "seed 502": "poor generalisation",
      ]
    }
    await check("three networks that learn sixty to a hundred noisy examples by heart") { sheet in
      sheet.call("diagnosis of runs with a quarter of the labels wrong, 60 epochs")
      for (seed, count, depth) in [(600 as UInt64, 60, 1), (601, 80, 2), (602, 100, 1)] {
        let run = SimulatedRun(
          seed: seed, count: count, width: 80, depth: depth, rate: 0.05, batch: 10, epochs: 60,
          spread: 1.5, noise: 0.25)
        sheet["seed \(seed)"] = name(run.record)
      }
    } equals: {
      ["seed 600": "overfitting", "seed 601": "overfitting", "seed 602": "overfitting"]
    }
  }

  private func checkHealthyRuns() async {
    await check("no alarm in ten healthy networks of other sizes", weight: 2) { sheet in
      sheet.call("diagnosis of runs with one to three layers of 20 to 60 units, seeds 900 to 909")
      for place in 0..<10 {
        let run = SimulatedRun(
          seed: UInt64(900 + place), features: [6, 10, 14][place % 3],
          classes: [3, 4, 6][place / 2 % 3], count: [600, 900][place % 2],
          width: [20, 40, 60][place % 3], depth: 1 + place % 3, rate: [0.05, 0.1, 0.2][place % 3])
        sheet["seed \(run.seed)"] = name(run.record)
      }
    } equals: {
      [
        "seed 900": "healthy", "seed 901": "healthy", "seed 902": "healthy", "seed 903": "healthy",
        "seed 904": "healthy", "seed 905": "healthy", "seed 906": "healthy", "seed 907": "healthy",
        "seed 908": "healthy", "seed 909": "healthy",
      ]
    }
  }

  private func checkShortRecords() async {
    await check("a record of one entry: nothing has fallen yet, nothing is judged too early") {
      sheet in
      sheet.call("the rules on losses [2], accuracies [0.5], norms [[1]], 10 classes")
      let record = record([2])
      sheet["exploding"] = record.hasExplodingGradients
      sheet["vanishing"] = record.hasVanishingGradients
      sheet["slow"] = record.trainsSlowly
      sheet["not falling"] = record.lossStandsStill
      sheet["half-way"] = record.halfwayEntry ?? -1
      sheet["poor"] = record.generalizesPoorly
      sheet["overfitting"] = record.overfits
    } equals: {
      [
        "exploding": false, "vanishing": false, "slow": false, "not falling": true,
        "half-way": -1, "poor": false, "overfitting": false,
      ]
    }
    await check("NaN in the gradient alone, and a first loss of 0") { sheet in
      sheet.call("diagnosis of norms [[1], [NaN]] at losses 2, 1; of losses 0, 0")
      sheet["NaN"] = name(record([2, 1], norms: [[1], [.nan]]))
      sheet["exploding"] = record([0, 0]).hasExplodingGradients
      sheet["not falling"] = record([0, 0]).lossStandsStill
    } equals: {
      ["NaN": "exploding gradients", "exploding": false, "not falling": false]
    }
  }

  private func checkThresholds() async {
    await check("a third of the run is ⌊E/3⌋ epochs, from both ends") { sheet in
      sheet.call("trainsSlowly of eight epochs")
      // Thirds of two epochs: 4 to 3 at first, 2.69 to 2.45 or to 2.51 at last.
      sheet["more than a fifth"] =
        record([4, 3.4, 3, 2.9, 2.8, 2.75, 2.69, 2.5, 2.45]).trainsSlowly
      sheet["less than a fifth"] =
        record([4, 3.4, 3, 2.9, 2.8, 2.75, 2.69, 2.6, 2.51]).trainsSlowly
    } equals: {
      ["more than a fifth": true, "less than a fifth": false]
    }
    await check("the norms' medians are over all entries, an odd epoch does not decide") { sheet in
      sheet.call("hasVanishingGradients at losses 2, 1.9, 1.8, 1.7, 1.6")
      let losses: [Float] = [2, 1.9, 1.8, 1.7, 1.6]
      let mostly: [[Float]] = [[1, 1], [0.01, 1], [0.01, 2], [0.01, 1], [1, 1]]
      sheet["three of five"] = record(losses, norms: mostly).hasVanishingGradients
      let seldom: [[Float]] = [[1, 1], [0.01, 1], [1, 2], [0.01, 1], [1, 1]]
      sheet["two of five"] = record(losses, norms: seldom).hasVanishingGradients
      let last: [[Float]] = [[1, 0.01], [1, 0.01], [1, 0.01], [1, 0.01], [1, 0.01]]
      sheet["the last layer's are small"] = record(losses, norms: last).hasVanishingGradients
    } equals: {
      ["three of five": true, "two of five": false, "the last layer's are small": false]
    }
  }
}

private func name(_ record: TrainingRecord) -> String { record.diagnosis?.rawValue ?? "healthy" }

private func record(_ losses: [Float], norms: [[Float]]? = nil) -> TrainingRecord {
  let half = losses.map { _ in Float(0.5) }
  return TrainingRecord(
    classes: 10, trainingLosses: losses, validationLosses: losses, trainingAccuracies: half,
    validationAccuracies: half, gradientNorms: norms ?? losses.map { _ in [1] })
}
