// The visible tests of exercise 2.6: L1, L2 and label smoothing.

import Grading
import Lab2
import Shared
import Testing

struct RegularizationTests {
  private let weight: Tensor = [[1, -2, 0], [0.5, 3, -0.25]]

  @Test(.exercise("2.6", "Regularisation", points: 5))
  func regularisation() async {
    await checkPenalties()
    await checkModel()
    await checkTargets()
    await checkCrossEntropy()
  }

  private func checkPenalties() async {
    let weight = weight
    await check("l2Penalty is λ/2 · Σ w², with the gradient λ · w") { sheet in
      sheet.call("l2Penalty(w, strength: 0.1)", on: ["w": weight])
      let penalty = l2Penalty(weight, strength: 0.1)
      sheet["loss"] = penalty.loss
      sheet["gradient"] = penalty.gradient
    } equals: {
      ["loss": 0.715625, "gradient": [[0.1, -0.2, 0], [0.05, 0.3, -0.025]]]
    }

    await check("l1Penalty is λ · Σ |w|, with the gradient λ · sign(w), 0 at 0") { sheet in
      sheet.call("l1Penalty(w, strength: 0.1)", on: ["w": weight])
      let penalty = l1Penalty(weight, strength: 0.1)
      sheet["loss"] = penalty.loss
      sheet["gradient"] = penalty.gradient
    } equals: {
      ["loss": 0.675, "gradient": [[0.1, -0.1, 0], [0.1, 0.1, -0.1]]]
    }

    await checkStops("a negative λ is refused", weight: 0.25, saying: "-0.5") { sheet in
      sheet["right"] = l2Penalty([1], strength: 0.5).loss
      sheet["right, l1"] = l1Penalty([1], strength: 0.5).loss
      sheet.call("l2Penalty([1], strength: -0.5)")
      sheet["wrong"] = l2Penalty([1], strength: -0.5).loss
    }
  }

  private func checkModel() async {
    await check("weights are penalised, biases and scales are not") { sheet in
      sheet.call("isPenalized of values of shape [2, 3], [1, 4], [3, 1, 2, 2], [3], []")
      sheet["[2, 3]"] = isPenalized(Parameter(Tensor(zeros: [2, 3])))
      sheet["[1, 4]"] = isPenalized(Parameter(Tensor(zeros: [1, 4])))
      sheet["[3, 1, 2, 2]"] = isPenalized(Parameter(Tensor(zeros: [3, 1, 2, 2])))
      sheet["[3]"] = isPenalized(Parameter(Tensor(zeros: [3])))
      sheet["[]"] = isPenalized(Parameter(Tensor(1)))
    } equals: {
      [
        "[2, 3]": true, "[1, 4]": true, "[3, 1, 2, 2]": true, "[3]": false, "[]": false,
      ]
    }

    await check("addPenalties adds to the gradients of the weights alone", weight: 2) { sheet in
      var model = Pair()
      sheet.call("addPenalties(to: &model, l1: 0.5, l2: 0.1)", on: ["w": model.weight.value])
      sheet["total"] = addPenalties(to: &model, l1: 0.5, l2: 0.1)
      sheet["weight.gradient"] = model.weight.gradient
      sheet["bias.gradient"] = model.bias.gradient
      sheet["weight"] = model.weight.value
    } equals: {
      [
        "total": 1.75, "weight.gradient": [[10.6, 20.3], [30, 40]], "bias.gradient": [5, 6],
        "weight": [[1, -2], [0, 0]],
      ]
    }
  }

  private func checkTargets() async {
    await check("smoothedTargets gives every class its share of ε") { sheet in
      sheet.call("smoothedTargets(labels: [2, 0], classes: 4, smoothing: 0.2)")
      let targets = smoothedTargets(labels: [2, 0], classes: 4, smoothing: 0.2)
      sheet["targets"] = targets
      sheet["sum of each row"] = targets.sum(along: 1)
    } equals: {
      [
        "targets": [[0.05, 0.05, 0.85, 0.05], [0.85, 0.05, 0.05, 0.05]],
        "sum of each row": [1, 1],
      ]
    }
  }

  private func checkCrossEntropy() async {
    let logits: Tensor = [
      [2.624, -2.453, -0.031, -2.956, 2.338], [-0.729, 2.242, -0.069, -1.803, 2.497],
      [-0.707, -1.269, -1.769, 0.555, 1.513], [2.262, 1.368, -0.382, 1.145, -1.178],
    ]
    await check("smoothedCrossEntropy agrees with PyTorch's, ε = 0.1", weight: 2) { sheet in
      sheet.call(
        "smoothedCrossEntropy(logits: z, labels: [0, 3, 4, 3], smoothing: 0.1)", on: ["z": logits])
      let result = smoothedCrossEntropy(logits: logits, labels: [0, 3, 4, 3], smoothing: 0.1)
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      [
        "loss": 2.0062235,
        "gradient": [
          [-0.093505275, -0.0041484645, 0.0045954206, -0.0044850647, 0.097543384],
          [0.00021196073, 0.096692762, 0.0050840617, -0.22821939, 0.12623061],
          [0.012058277, 0.0047243744, 0.00089813124, 0.055258013, -0.072938796],
          [0.13091258, 0.050590478, 0.0046601765, -0.18552123, -0.00064200573],
        ],
      ]
    }
  }
}

/// A weight and a bias, with gradients that stand ready.
private struct Pair: Layer {
  var weight = Parameter([[1, -2], [0, 0]], name: "weight")
  var bias = Parameter([7, 8], name: "bias")
  init() {
    weight.gradient = [[10, 21], [30, 40]]
    bias.gradient = [5, 6]
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    body(&bias)
  }
}
