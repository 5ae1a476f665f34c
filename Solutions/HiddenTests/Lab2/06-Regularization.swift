// The hidden tests of exercise 2.6: gradient checks, ends of the ranges, large logits, several weights.

import Grading
import Lab2
import Shared
import Testing

struct RegularizationTests {
  @Test(.exercise("2.6", "Regularisation", points: 5))
  func regularisation() async {
    await checkPenalties()
    await checkModel()
    await checkSmoothing()
    await checkEnds()
  }

  private func checkPenalties() async {
    let weight: Tensor = [[0.5, -1.5], [2, -0.25], [1, 0.75]]
    await check("the penalties' gradients agree with central differences") { sheet in
      sheet.call("l1Penalty and l2Penalty of w, strength: 0.3", on: ["w": weight])
      let (l1, l2) = (l1Penalty(weight, strength: 0.3), l2Penalty(weight, strength: 0.3))
      sheet["l1"] = l1.loss
      sheet.gradientCheck("dw of l1", of: weight, analytic: l1.gradient) { moved in
        Double(l1Penalty(moved, strength: 0.3).loss)
      }
      sheet["l2"] = l2.loss
      sheet.gradientCheck("dw of l2", of: weight, analytic: l2.gradient) { moved in
        Double(l2Penalty(moved, strength: 0.3).loss)
      }
    } equals: {
      [
        "l1": 1.8,
        "dw of l1": .gradient([[0.3, -0.3], [0.3, -0.3], [0.3, 0.3]], afterForward: "l1"),
        "l2": 1.21875,
        "dw of l2": .gradient(
          [[0.15, -0.45], [0.6, -0.075], [0.3, 0.225]], afterForward: "l2"),
      ]
    }

    await check("no strength, no penalty; no weights, none either") { sheet in
      sheet.call("strength: 0 on [[3, −4]]; strength: 1 on a tensor of shape [0, 2]")
      sheet["l1"] = l1Penalty([[3, -4]], strength: 0).loss
      sheet["gradient of l2"] = l2Penalty([[3, -4]], strength: 0).gradient
      sheet["l2 of none"] = l2Penalty(Tensor(zeros: [0, 2]), strength: 1).loss
      sheet["gradient of l1 of none"] = l1Penalty(Tensor(zeros: [0, 2]), strength: 1).gradient
    } equals: {
      [
        "l1": 0, "gradient of l2": [[0, 0]], "l2 of none": 0,
        "gradient of l1 of none": .tensor(Tensor(zeros: [0, 2])),
      ]
    }
  }

  private func checkModel() async {
    await check("penalties of two weights add up, with l1 or l2 alone") { sheet in
      sheet.call("addPenalties(to: &model, l2: 2), then addPenalties(to: &model, l1: 3)")
      var model = Stack()
      sheet["total of l2"] = addPenalties(to: &model, l2: 2)
      sheet["first gradient after l2"] = model.first.gradient
      sheet["second gradient after l2"] = model.second.gradient
      sheet["total of l1"] = addPenalties(to: &model, l1: 3)
      sheet["first gradient after both"] = model.first.gradient
      sheet["second gradient after both"] = model.second.gradient
      sheet["scale's gradient"] = model.scale.gradient
    } equals: {
      [
        "total of l2": 14, "first gradient after l2": [[2, -4]],
        "second gradient after l2": [[6], [0]], "total of l1": 18,
        "first gradient after both": [[5, -7]], "second gradient after both": [[9], [0]],
        "scale's gradient": [0, 0],
      ]
    }
  }

  private func checkSmoothing() async {
    let logits: Tensor = [[0.5, -1, 2], [1.5, 0.2, -0.3], [0, 0, 1], [-2, 1, 0.4]]
    let labels = [2, 0, 1, 1]
    await check("the gradient of ε = 0.3 agrees with central differences") { sheet in
      sheet.call(
        "smoothedCrossEntropy(logits: z, labels: [2, 0, 1, 1], smoothing: 0.3)", on: ["z": logits])
      let result = smoothedCrossEntropy(logits: logits, labels: labels, smoothing: 0.3)
      sheet["loss"] = result.loss
      sheet.gradientCheck("gradient", of: logits, analytic: result.gradient) { moved in
        Double(smoothedCrossEntropy(logits: moved, labels: labels, smoothing: 0.3).loss)
      }
    } equals: {
      [
        "loss": 0.91125474,
        "gradient": .gradient(
          [
            [0.018822598, -0.015221857, -0.0036007414], [-0.026126954, 0.022385933, 0.0037410212],
            [0.027985389, -0.14701461, 0.11902922], [-0.017213951, -0.043613035, 0.060826986],
          ], afterForward: "loss"),
      ]
    }

    await check("ε = 0 is the plain cross-entropy, ε = 1 knows no label") { sheet in
      sheet.call("smoothedCrossEntropy with smoothing: 0, then 1", on: ["z": logits])
      let plain = smoothedCrossEntropy(logits: logits, labels: labels, smoothing: 0)
      sheet["loss, ε = 0"] = plain.loss
      sheet["gradient, ε = 0"] = plain.gradient
      sheet["loss, ε = 1"] =
        smoothedCrossEntropy(logits: logits, labels: labels, smoothing: 1).loss
      sheet["targets, ε = 1"] = smoothedTargets(labels: [1], classes: 5, smoothing: 1)
    } equals: {
      [
        "loss, ε = 0": 0.65625474,
        "gradient, ε = 0": [
          [0.043822598, 0.0097781433, -0.053600741], [-0.076126954, 0.047385933, 0.028741021],
          [0.052985389, -0.19701461, 0.14402922], [0.0077860485, -0.093613035, 0.085826986],
        ],
        "loss, ε = 1": 1.5062547, "targets, ε = 1": [[0.2, 0.2, 0.2, 0.2, 0.2]],
      ]
    }
  }

  private func checkEnds() async {
    let logits: Tensor = [[1000, 0, -1000], [-1000, -1000, -1000]]
    await check("logits of ±1000 give numbers") { sheet in
      sheet.call(
        "smoothedCrossEntropy(logits: z, labels: [1, 0], smoothing: 0.3)", on: ["z": logits])
      let result = smoothedCrossEntropy(logits: logits, labels: [1, 0], smoothing: 0.3)
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      [
        "loss": 500.54931,
        "gradient": [[0.45, -0.4, -0.05], [-0.23333333, 0.11666667, 0.11666667]],
      ]
    }

    await checkStops("an ε above 1 is refused", weight: 0.25, saying: "1.5") { sheet in
      sheet["right"] = smoothedTargets(labels: [1], classes: 2, smoothing: 0.5)
      sheet.call("smoothedTargets(labels: [1], classes: 2, smoothing: 1.5)")
      sheet["wrong"] = smoothedTargets(labels: [1], classes: 2, smoothing: 1.5)
    }

    await checkStops("two labels for one row are refused", weight: 0.25, saying: "[1, 2]") {
      sheet in
      sheet["right"] = smoothedCrossEntropy(logits: [[1, 2]], labels: [1], smoothing: 0.1).loss
      sheet.call("smoothedCrossEntropy(logits: [[1, 2]], labels: [1, 0], smoothing: 0.1)")
      sheet["wrong"] = smoothedCrossEntropy(logits: [[1, 2]], labels: [1, 0], smoothing: 0.1).loss
    }
  }
}

/// Two weights and a scale, without gradients.
private struct Stack: Layer {
  var first = Parameter([[1, -2]])
  var scale = Parameter([1, 5])
  var second = Parameter([[3], [0]])
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&first)
    body(&scale)
    body(&second)
  }
}
