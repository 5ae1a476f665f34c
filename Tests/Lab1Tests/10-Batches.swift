// Tests of 1.10: how many batches, which samples in them, in which order, and the learning rate.

import Grading
import Lab1
import Shared
import Testing

struct BatchesTests {
  @Test(.exercise("1.10", "Batches and schedules", points: 5))
  func miniBatches() async {
    await checkCutting()
    await checkShuffling()
    await checkSchedule()
  }

  private func checkCutting() async {
    await check("batchCount counts the smaller last batch too") { sheet in
      sheet.call("batchCount(samples: 10, size: 4), then other sizes")
      sheet["10 by 4"] = batchCount(samples: 10, size: 4)
      sheet["12 by 4"] = batchCount(samples: 12, size: 4)
      sheet["3 by 4"] = batchCount(samples: 3, size: 4)
      sheet["60000 by 32"] = batchCount(samples: 60_000, size: 32)
    } equals: {
      ["10 by 4": 3, "12 by 4": 3, "3 by 4": 1, "60000 by 32": 1875]
    }
    await check("batches cuts in the order given and keeps the rest") { sheet in
      sheet.call("batches(of: [4, 0, 2, 1, 3], size: 2)")
      let parts = batches(of: [4, 0, 2, 1, 3], size: 2)
      sheet["sizes"] = parts.map(\.count)
      sheet["batches"] = parts
    } equals: {
      ["sizes": [2, 2, 1], "batches": [.integers([4, 0]), .integers([2, 1]), .integers([3])]]
    }
    await check("batches adds no empty batch when the size divides the count") { sheet in
      sheet.call("batches(of: [0, 1, 2, 3], size: 2).map(\\.count)")
      sheet["sizes"] = batches(of: [0, 1, 2, 3], size: 2).map(\.count)
    } equals: {
      ["sizes": [2, 2]]
    }
  }

  private func checkShuffling() async {
    await check("shuffledBatches shows every sample once an epoch") { sheet in
      sheet.call("shuffledBatches(count: 50, size: 8), then flattened and sorted")
      var generator = SeededGenerator(seed: 3)
      let epoch = shuffledBatches(count: 50, size: 8, using: &generator)
      sheet["sizes"] = epoch.map(\.count)
      sheet["samples"] = epoch.flatMap { $0 }.sorted()
    } equals: {
      ["sizes": [8, 8, 8, 8, 8, 8, 2], "samples": .integers(Array(0..<50))]
    }
    await check("each epoch has a new order, and a seed gives the same epochs again") { sheet in
      sheet.call("shuffledBatches twice with one generator, then with another of the same seed")
      var generator = SeededGenerator(seed: 3)
      let first = shuffledBatches(count: 50, size: 8, using: &generator)
      let second = shuffledBatches(count: 50, size: 8, using: &generator)
      var again = SeededGenerator(seed: 3)
      let repeated = shuffledBatches(count: 50, size: 8, using: &again)
      sheet["in order"] = Array(0..<50)
      sheet["first epoch"] = first.flatMap { $0 }
      sheet["second epoch"] = second.flatMap { $0 }
      sheet["the same seed again"] = repeated.flatMap { $0 }
    } equals: {
      [
        "first epoch": .other(than: "in order"), "second epoch": .other(than: "first epoch"),
        "the same seed again": .same(as: "first epoch"),
      ]
    }
    await check("labels.rows(at:) picks labels as Tensor.rows(at:) picks inputs") { sheet in
      sheet.call("[7, 8, 9, 5].rows(at: [3, 0, 0])")
      sheet["labels"] = [7, 8, 9, 5].rows(at: [3, 0, 0])
    } equals: {
      ["labels": .integers([5, 7, 7])]
    }
  }

  private func checkSchedule() async {
    await check("stepDecay halves every four epochs, as PyTorch's StepLR") { sheet in
      sheet.call("stepDecay(initial: 0.1, factor: 0.5, every: 4, epoch: 0…14)")
      sheet["rates"] = (0..<15).map {
        stepDecay(initial: 0.1, factor: 0.5, every: 4, epoch: $0)
      }
    } equals: {
      [
        "rates": [
          0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.025, 0.0125, 0.0125,
          0.0125,
        ]
      ]
    }
  }
}
