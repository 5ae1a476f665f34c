// The hidden tests of 2.13: odd sizes, empty parts, many rows, refused input, gradients.

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
    await check("classes of 1 to 25 examples: n/10 is rounded, ½ upwards") { sheet in
      sheet.call("stratifiedSplit of classes with 1, 4, 5, 14, 15 and 25 examples, seed 9")
      let sizes = [1, 4, 5, 14, 15, 25]
      let labels = sizes.indices.flatMap { Array(repeating: $0, count: sizes[$0]) }
      var generator = SeededGenerator(seed: 9)
      let split = stratifiedSplit(labels: labels, using: &generator)
      sheet["all places, sorted"] = (split.training + split.validation + split.test).sorted()
      sheet["training"] = counts(split.training, labels, classes: 6)
      sheet["validation"] = counts(split.validation, labels, classes: 6)
      sheet["test"] = counts(split.test, labels, classes: 6)
    } equals: {
      [
        "all places, sorted": .integers(Array(0..<64)),
        "training": .integers([1, 4, 3, 12, 11, 19]), "validation": .integers([0, 0, 1, 1, 2, 3]),
        "test": .integers([0, 0, 1, 1, 2, 3]),
      ]
    }
    await check("no examples, and a class that is missing") { sheet in
      sheet.call("stratifiedSplit(labels: []), then of ten times class 2")
      var generator = SeededGenerator(seed: 1)
      let empty = stratifiedSplit(labels: [], using: &generator)
      let one = stratifiedSplit(labels: Array(repeating: 2, count: 10), using: &generator)
      sheet["sizes of nothing"] = [empty.training.count, empty.validation.count, empty.test.count]
      sheet["sizes of ten"] = [one.training.count, one.validation.count, one.test.count]
    } equals: {
      ["sizes of nothing": .integers([0, 0, 0]), "sizes of ten": .integers([8, 1, 1])]
    }
    await checkStops("a negative label is refused", weight: 0.25, saying: "-1") { sheet in
      sheet.call("stratifiedSplit(labels: [0, −1, 0])")
      var generator = SeededGenerator(seed: 1)
      sheet["training"] = stratifiedSplit(labels: [0, -1, 0], using: &generator).training
    }
    await check("the generator moves on: the next split is another") { sheet in
      sheet.call("stratifiedSplit twice with one generator, 40 examples")
      let labels = (0..<40).map { $0 % 2 }
      var generator = SeededGenerator(seed: 4)
      sheet["first"] = stratifiedSplit(labels: labels, using: &generator).training
      sheet["second"] = stratifiedSplit(labels: labels, using: &generator).training
    } equals: {
      ["second": .other(than: "first")]
    }
  }

  private func checkLeaks() async {
    await check("rowHash of an empty row and of three elements") { sheet in
      sheet.call("rowHash of [] and [0.5, −3, 1e10]")
      sheet["[]"] = "\(rowHash([]))"
      sheet["[0.5, −3, 1e10]"] = "\(rowHash([0.5, -3, 1e10]))"
    } equals: {
      ["[]": "14695981039346656037", "[0.5, −3, 1e10]": "7878457638144661756"]
    }
    await check("each row is hashed once, however many there are") { sheet in
      sheet.call("leaks from 3000 rows into 3000 others, of which 4 are equal")
      let training = Tensor(from: 0, through: 2999, count: 3000).reshaped(to: [3000, 1])
      let heldOut = training + 2996
      var calls = 0
      let found = leaks(from: training, into: heldOut) { row in
        calls += 1
        return rowHash(row)
      }
      sheet["hashed"] = calls
      sheet["held-out rows"] = found.map(\.heldOut)
      sheet["training rows"] = found.map(\.training)
    } equals: {
      [
        "hashed": 6000, "held-out rows": .integers([0, 1, 2, 3]),
        "training rows": .integers([2996, 2997, 2998, 2999]),
      ]
    }
    await check("0 and −0 are equal rows; an empty part leaks nothing") { sheet in
      sheet.call("leaks(from: [[0, 1]], into: [[−0, 1]]), then into no rows")
      sheet["held-out rows"] = leaks(from: [[0, 1]], into: [[-0.0, 1]]).map(\.heldOut)
      sheet["into nothing"] = leaks(from: [[0, 1]], into: Tensor(zeros: [0, 2])).count
    } equals: {
      ["held-out rows": .integers([0]), "into nothing": 0]
    }
  }

  private func checkFolds() async {
    await check("as many folds as examples: leave one out") { sheet in
      sheet.call("folds(of: [2, 0, 1], k: 3)")
      let rounds = folds(of: [2, 0, 1], k: 3)
      sheet["held out"] = rounds.flatMap(\.validation)
      sheet["trained on"] = rounds.flatMap(\.training)
    } equals: {
      ["held out": .integers([2, 0, 1]), "trained on": .integers([0, 1, 2, 1, 2, 0])]
    }
    await check("stratified folds of small classes differ by one at most") { sheet in
      sheet.call("folds(of: orderByClass(labels), k: 3) of 7, 4 and 2 examples, seed 8")
      let labels = [2, 0, 1, 0, 0, 1, 0, 0, 1, 2, 0, 1, 0]
      var generator = SeededGenerator(seed: 8)
      let order = orderByClass(labels: labels, using: &generator)
      let rounds = folds(of: order, k: 3)
      sheet["sizes"] = rounds.map(\.validation.count)
      sheet["classes held out"] = rounds.flatMap { counts($0.validation, labels, classes: 3) }
      sheet["training sizes"] = rounds.map(\.training.count)
    } equals: {
      [
        "sizes": .integers([5, 4, 4]), "classes held out": .integers([3, 1, 1, 2, 2, 0, 2, 1, 1]),
        "training sizes": .integers([8, 9, 9]),
      ]
    }
    await checkStops("folds refuses more folds than examples", saying: "4") { sheet in
      sheet.call("folds(of: [0, 1, 2], k: 4)")
      sheet["rounds"] = folds(of: [0, 1, 2], k: 4).count
    }
  }

  private func checkStandardized() async {
    await check("a constant column, and parts without rows") { sheet in
      sheet.call("standardized([[7, 1], [7, 5], [9, 3]], training rows 1 and 0, test row 2)")
      let parts = standardized(
        [[7, 1], [7, 5], [9, 3]], by: Split(training: [1, 0], validation: [], test: [2]))
      sheet["training"] = parts.training
      sheet["validation's shape"] = Array(parts.validation.shape)
      sheet["test"] = parts.test
      sheet["deviation"] = parts.standardizer.deviation
    } equals: {
      [
        "training": [[0, 1], [0, -1]], "validation's shape": .integers([0, 2]),
        "test": [[2, 0]], "deviation": [1, 2],
      ]
    }
    await checkStops("an empty training part is refused", weight: 0.25, saying: "empty") { sheet in
      sheet.call("standardized([[1, 2], [4, 5]], no training rows)")
      let parts = standardized([[1, 2], [4, 5]], by: Split(validation: [0, 1]))
      sheet["validation"] = parts.validation
    }
    await checkStops("∞ in the first row is refused", saying: "row 0, column 2") { sheet in
      sheet.call("standardized([[1, 2, ∞], [4, 5, 6]], training row 1)")
      let table: Tensor = [[1, 2, .init(Float.infinity)], [4, 5, 6]]
      let parts = standardized(table, by: Split(training: [1], test: [0]))
      sheet["training"] = parts.training
    }
  }

  private func checkWeights() async {
    await checkStops("a label beyond the classes is refused", weight: 0.25, saying: "3") { sheet in
      sheet.call("classWeights(labels: [0, 3], classes: 3)")
      sheet["weights"] = classWeights(labels: [0, 3], classes: 3)
    }
    await check("balanced classes weigh 1 each") { sheet in
      sheet.call("classWeights(labels: [2, 1, 0, 0, 1, 2], classes: 3)")
      sheet["weights"] = classWeights(labels: [2, 1, 0, 0, 1, 2], classes: 3)
    } equals: {
      ["weights": [1, 1, 1]]
    }
    await check("the weighted gradient agrees with central differences") { sheet in
      let logits: Tensor = [[0.4, -0.3, 1.2], [2, 0.5, -1], [0.1, 0.2, 0.3], [-0.7, 0.9, 0.6]]
      let (labels, weights): ([Int], Tensor) = ([2, 0, 1, 0], [0.5, 3, 1.25])
      sheet.call("weightedCrossEntropy", on: ["logits": logits, "weights": weights])
      let result = weightedCrossEntropy(logits: logits, labels: labels, weights: weights)
      sheet["loss"] = result.loss
      sheet.gradientCheck("gradient", of: logits, analytic: result.gradient) { perturbed in
        Double(
          weightedCrossEntropy(logits: perturbed, labels: labels, weights: weights).loss)
      }
    } equals: {
      ["loss": 0.9907421345, "gradient": .gradient(weightedGradient, afterForward: "loss")]
    }
    await checkStops("picked weights of 0 are refused", saying: "sum of weights 0") { sheet in
      sheet.call("weightedCrossEntropy(labels: [0, 0], weights: [0, 1])")
      let result = weightedCrossEntropy(
        logits: [[1, 2], [3, 4]], labels: [0, 0], weights: [0, 1])
      sheet["loss"] = result.loss
    }
  }
}

private func counts(_ places: [Int], _ labels: [Int], classes: Int) -> [Int] {
  (0..<classes).map { label in places.count { labels[$0] == label } }
}

private let weightedGradient: Tensor = [
  [0.063967534, 0.031765338, -0.095732872], [-0.02041933, 0.016694323, 0.003725007],
  [0.171776917, -0.381585718, 0.209808801], [-0.085340482, 0.049023201, 0.036317281],
]
