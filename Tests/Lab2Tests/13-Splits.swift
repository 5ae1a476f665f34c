// Tests of 2.13: stratified parts, leaks, folds, standardised parts, weights for rare classes.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct SplitsTests {
  @Test(.exercise("2.13", "Splits", points: 8))
  func splits() async {
    await checkSplit()
    await checkLeaks()
    await checkFolds()
    await checkStandardized()
    await checkWeights()
  }

  private func checkSplit() async {
    await check("every example is in exactly one part") { sheet in
      sheet.call("stratifiedSplit of 60, 30, 15 and 1 examples of the classes 0 to 3, seed 1")
      let split = split(seed: 1)
      sheet["all places, sorted"] = (split.training + split.validation + split.test).sorted()
    } equals: {
      ["all places, sorted": .integers(Array(0..<106))]
    }
    await check("each class is split 80/10/10; a single example is for training") { sheet in
      sheet.call("stratifiedSplit of 60, 30, 15 and 1 examples of the classes 0 to 3, seed 1")
      let split = split(seed: 1)
      // One entry: the training part alone of one mistake may look like that of another.
      sheet["classes in training, validation, test"] =
        [split.training, split.validation, split.test].map {
          classCounts($0).map(String.init).joined(separator: " ")
        }
    } equals: {
      ["classes in training, validation, test": ["48 24 11 1", "6 3 2 0", "6 3 2 0"]]
    }
    await check("equal seeds give equal splits, others another, in random order") { sheet in
      sheet.call("stratifiedSplit with the seeds 1, 1 and 2")
      let first = split(seed: 1)
      sheet["seed 1"] = first.training
      sheet["seed 1 again"] = split(seed: 1).training
      sheet["seed 2"] = split(seed: 2).training
      sheet["seed 1, sorted"] = first.training.sorted()
      sheet["seed 2, sorted"] = split(seed: 2).training.sorted()
      sheet["labels in this order"] = first.training.map { labels[$0] }
      sheet["labels, sorted"] = first.training.map { labels[$0] }.sorted()
    } equals: {
      [
        "seed 1 again": .same(as: "seed 1"), "seed 2, sorted": .other(than: "seed 1, sorted"),
        "seed 1, sorted": .other(than: "seed 1"),
        "labels in this order": .other(than: "labels, sorted"),
      ]
    }
  }

  private func checkLeaks() async {
    await check("rowHash is FNV-1a, and 0 and −0 are one number") { sheet in
      sheet.call("rowHash of [1, 2], [2, 1], [0] and [−0]")
      sheet["[1, 2]"] = "\(rowHash([1, 2]))"
      sheet["[2, 1]"] = "\(rowHash([2, 1]))"
      sheet["[0]"] = "\(rowHash([0]))"
      sheet["[−0]"] = "\(rowHash([-0.0]))"
    } equals: {
      [
        "[1, 2]": "590859794855456749", "[2, 1]": "9814259659323437037",
        "[0]": "12638153115695167455", "[−0]": "12638153115695167455",
      ]
    }
    await check("leaks names each held-out row that was trained on, and its first twin") { sheet in
      let training: Tensor = [[1, 2], [3, 4], [5, 6], [3, 4]]
      let heldOut: Tensor = [[3, 4], [2, 1], [5, 6], [3, 4], [7, 8]]
      sheet.call("leaks(from: \(training), into: \(heldOut))")
      let found = leaks(from: training, into: heldOut)
      sheet["held-out rows"] = found.map(\.heldOut)
      sheet["training rows"] = found.map(\.training)
    } equals: {
      ["held-out rows": .integers([0, 2, 3]), "training rows": .integers([1, 2, 1])]
    }
    await check("different rows that share a hash are no leak") { sheet in
      sheet.call("leaks(from: [[1, 2], [3, 4]], into: [[3, 4], [2, 1]]), the hash always 7")
      let found = leaks(from: [[1, 2], [3, 4]], into: [[3, 4], [2, 1]]) { _ in 7 }
      sheet["held-out rows"] = found.map(\.heldOut)
      sheet["training rows"] = found.map(\.training)
    } equals: {
      ["held-out rows": .integers([0]), "training rows": .integers([1])]
    }
  }

  private func checkFolds() async {
    await check("folds deals the order out; each round trains on the rest") { sheet in
      sheet.call("folds(of: [4, 0, 2, 1, 3], k: 2)")
      let rounds = folds(of: [4, 0, 2, 1, 3], k: 2)
      sheet["rounds"] = rounds.count
      sheet["held out"] = rounds.map(\.validation)
      sheet["trained on"] = rounds.map(\.training)
    } equals: {
      [
        "rounds": 2, "held out": lists([4, 2, 3], [0, 1]), "trained on": lists([0, 1], [4, 2, 3]),
      ]
    }
    await check("dealt by class, every fold has its share of every class") { sheet in
      sheet.call("folds(of: orderByClass(labels), k: 4), 60, 30, 15 and 1 examples, seed 5")
      var generator = SeededGenerator(seed: 5)
      let order = orderByClass(labels: labels, using: &generator)
      let rounds = folds(of: order, k: 4)
      sheet["order, sorted"] = order.sorted()
      sheet["labels in order"] = order.map { labels[$0] }
      sheet["class 0 of each"] = rounds.map { classCounts($0.validation)[0] }
      sheet["sizes"] = rounds.map(\.validation.count)
      sheet["class 0, sorted"] = order.prefix(60).sorted()
      sheet["class 0"] = Array(order.prefix(60))
    } equals: {
      [
        "order, sorted": .integers(Array(0..<106)),
        "labels in order": .integers(labels.sorted()),
        "class 0 of each": .integers([15, 15, 15, 15]), "sizes": .integers([27, 27, 26, 26]),
        "class 0": .other(than: "class 0, sorted"),
      ]
    }
    await checkStops("folds refuses one fold", saying: "1") { sheet in
      sheet.call("folds(of: [0, 1, 2], k: 1)")
      sheet["rounds"] = folds(of: [0, 1, 2], k: 1).count
    }
  }

  private func checkStandardized() async {
    let split = Split(training: [0, 2], validation: [1], test: [3])
    await check("the mean and deviation are those of the training rows alone") { sheet in
      sheet.call("standardized([[1, 10], [100, 0], [3, 30], [2, 40]], training rows 0 and 2)")
      let parts = standardized([[1, 10], [100, 0], [3, 30], [2, 40]], by: split)
      sheet["training"] = parts.training
      sheet["validation"] = parts.validation
      sheet["test"] = parts.test
      sheet["mean"] = parts.standardizer.mean
    } equals: {
      [
        "training": [[-1, -1], [1, 1]], "validation": [[98, -2]], "test": [[0, 2]],
        "mean": [2, 20],
      ]
    }
    await checkStops("NaN is refused, with its place", saying: "row 3, column 1") { sheet in
      sheet.call("standardized([[1, 10], [100, 0], [3, 30], [2, NaN]], training rows 0 and 2)")
      let parts = standardized([[1, 10], [100, 0], [3, 30], [2, .init(Float.nan)]], by: split)
      sheet["training"] = parts.training
    }
  }

  private func checkWeights() async {
    await check("classWeights is N/(C·N_c), and 0 for a class without examples") { sheet in
      sheet.call("classWeights(labels: [0, 0, 0, 0, 0, 0, 1, 3], classes: 4)")
      sheet["weights"] = classWeights(labels: [0, 0, 0, 0, 0, 0, 1, 3], classes: 4)
    } equals: {
      ["weights": [0.33333333, 2, 0, 2]]
    }
    await check("weightedCrossEntropy agrees with PyTorch's") { sheet in
      sheet.call("weightedCrossEntropy(logits, labels: [0, 3, 4, 3], weights: \(weights))")
      let result = weightedCrossEntropy(logits: logits, labels: [0, 3, 4, 3], weights: weights)
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      ["loss": 1.7151545288, "gradient": .tensor(gradient)]
    }
  }
}

/// 60, 30, 15 and 1 examples of four classes, mixed.
private let labels: [Int] = (0..<106).map { place in
  switch place * 37 % 106 {
  case ..<60: 0
  case ..<90: 1
  case ..<105: 2
  default: 3
  }
}

private func split(seed: UInt64) -> Split {
  var generator = SeededGenerator(seed: seed)
  return stratifiedSplit(labels: labels, using: &generator)
}

private func classCounts(_ places: [Int]) -> [Int] {
  (0..<4).map { label in places.count { labels[$0] == label } }
}

/// A list of lists of integers, of different lengths.
private func lists(_ first: Expected, _ second: Expected) -> Expected { [first, second] }

private let weights: Tensor = [1, 2, 0.5, 1.5, 3]
private let logits: Tensor = [
  [2.624, -2.453, -0.031, -2.956, 2.338], [-0.729, 2.242, -0.069, -1.803, 2.497],
  [-0.707, -1.269, -1.769, 0.555, 1.513], [2.262, 1.368, -0.382, 1.145, -1.178],
]
private let gradient: Tensor = [
  [-0.064860157349, 0.00048659174113, 0.0054830975006, 0.0002942487381, 0.058596219369],
  [0.0044673949156, 0.087165224155, 0.0086434814375, -0.21275947695, 0.11248337645],
  [0.02924276121, 0.01667035618, 0.010111082131, 0.10329945116, -0.15932365068],
  [0.11649650137, 0.047648980838, 0.0082801513016, -0.17616105716, 0.0037354236581],
]
