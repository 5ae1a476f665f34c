// The hidden tests of 1.10: no samples, one sample, sizes of one and of more than all.

import Grading
import Lab1
import Shared
import Testing

struct BatchesTests {
  @Test(.exercise("1.10", "Batches and schedules", points: 5))
  func miniBatches() async {
    await checkSizes()
    await checkShuffling()
    await checkRefusals()
    await checkSchedule()
  }

  private func checkSizes() async {
    await check("batchCount of nothing, of one, and of a batch of one") { sheet in
      sheet.call("batchCount(samples: 0, size: 5), (1, 5), (7, 1), (33, 32)")
      sheet["counts"] = [(0, 5), (1, 5), (7, 1), (33, 32)].map {
        batchCount(samples: $0.0, size: $0.1)
      }
    } equals: {
      ["counts": .integers([0, 1, 7, 2])]
    }
    await check("batches of nothing, larger than all, and of one") { sheet in
      sheet.call("batches(of: [], size: 3), (of: [5, 2], size: 9), (of: [5, 2], size: 1)")
      sheet["of nothing"] = batches(of: [], size: 3).count
      sheet["larger than all"] = "\(batches(of: [5, 2], size: 9))"
      sheet["of one"] = "\(batches(of: [5, 2], size: 1))"
    } equals: {
      ["of nothing": 0, "larger than all": "[[5, 2]]", "of one": "[[5], [2]]"]
    }
  }

  private func checkShuffling() async {
    await check("every place of an epoch sees many samples") { sheet in
      sheet.call("shuffledBatches(count: 10, size: 3) in 200 epochs; which samples come where")
      var generator = SeededGenerator(seed: 8)
      let epochs = (0..<200).map { _ in shuffledBatches(count: 10, size: 3, using: &generator) }
      sheet["different first samples"] = Set(epochs.compactMap { $0.first?.first }).count
      sheet["different last samples"] = Set(epochs.compactMap { $0.last?.last }).count
      sheet["samples of each epoch, sorted"] = epochs.flatMap { $0.flatMap { $0 }.sorted() }
      sheet["samples that meet sample 0"] =
        Set(epochs.flatMap { epoch in epoch.first { $0.contains(0) } ?? [] }).count
    } equals: {
      [
        "different first samples": 10, "different last samples": 10,
        "samples of each epoch, sorted": .integers((0..<2000).map { $0 % 10 }),
        "samples that meet sample 0": 10,
      ]
    }
    await check("shuffledBatches of no samples and of one") { sheet in
      sheet.call("shuffledBatches(count: 0, size: 4), shuffledBatches(count: 1, size: 4)")
      var generator = SeededGenerator(seed: 8)
      sheet["none"] = shuffledBatches(count: 0, size: 4, using: &generator).count
      sheet["one"] = "\(shuffledBatches(count: 1, size: 4, using: &generator))"
    } equals: {
      ["none": 0, "one": "[[0]]"]
    }
    await check("labels.rows(at:) of no places and of repeated ones") { sheet in
      sheet.call("[4, 6].rows(at: []), [4, 6].rows(at: [1, 1, 0])")
      sheet["none"] = [4, 6].rows(at: []).count
      sheet["repeated"] = [4, 6].rows(at: [1, 1, 0])
    } equals: {
      ["none": 0, "repeated": .integers([6, 6, 4])]
    }
  }

  private func checkRefusals() async {
    await checkStops("a batch of 0 samples is refused", saying: "0") { sheet in
      sheet.call("batches(of: [1, 2], size: 0)")
      sheet["batches"] = batches(of: [1, 2], size: 0)
    }
  }

  private func checkSchedule() async {
    await check("stepDecay by ten every epoch, and never with factor 1") { sheet in
      sheet.call("stepDecay(initial: 3, factor: 0.1, every: 1, epoch: 0…3), (1, 1, 2, 9), …")
      sheet["by ten"] = (0..<4).map { stepDecay(initial: 3, factor: 0.1, every: 1, epoch: $0) }
      sheet["factor 1"] = stepDecay(initial: 1, factor: 1, every: 2, epoch: 9)
      sheet["every 3"] = [2, 3, 5, 6].map {
        stepDecay(initial: 1, factor: 0.25, every: 3, epoch: $0)
      }
    } equals: {
      ["by ten": [3, 0.3, 0.03, 0.003], "factor 1": 1, "every 3": [1, 0.25, 0.25, 0.0625]]
    }
  }
}
