// Tests of 4.16: heads side by side, gradients that meet in the trunk, weighted losses, a step. The
// decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab4
import Shared
import Testing

struct MultiTaskTests {
  @Test(.exercise("4.16", "Multi-task learning", points: 3))
  func multiTask() async {
    await checkForward()
    await checkBackward()
    await checkLosses()
    await checkStep()
  }

  private func checkForward() async {
    await check("forward runs the trunk once and sets the heads side by side") { sheet in
      sheet.call("MultiTask(tanh(x·Tᵀ), heads of 3 and 1 columns).forward(x)", on: ["x": x])
      var (model, context) = (network(), Context(.training))
      sheet["y"] = model.forward(x, &context)
      sheet["widths"] = model.widths
      sheet["parts of [[1, 2, 3, 4]]"] = model.split([[1, 2, 3, 4]])
    } equals: {
      [
        "y": [
          [0.867100417, -0.984617199, 0.4923086, 0.790659289],
          [-0.309020029, 2.191093585, -1.095546793, -0.895175211],
        ], "widths": .integers([3, 1]),
        "parts of [[1, 2, 3, 4]]": .tensors([[[1, 2, 3]], [[4]]]),
      ]
    }
  }

  private func checkBackward() async {
    await check("backward adds what the heads send back, and passes the trunk once", weight: 2) {
      sheet in
      let dy: Tensor = [[1, -0.5, 2, 0.5], [0.5, 1, -1, -2]]
      sheet.call("MultiTask: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      var (model, context) = (network(), Context(.training))
      sheet["y"] = model.forward(x, &context)
      let dx = model.backward(dy)
      sheet["pulls"] = model.pulls
      sheet.gradientCheck("dx", of: x, analytic: dx) { perturbed in
        var copy = model
        return doubleDot(copy.forward(perturbed, &context), dy)
      }
      sheet["dT, dH0, dH1"] = allGradients(&model)
    } equals: {
      [
        "y": [
          [0.867100417, -0.984617199, 0.4923086, 0.790659289],
          [-0.309020029, 2.191093585, -1.095546793, -0.895175211],
        ],
        "pulls": .tensors([[[1.75, -2.5], [-0.25, 3.25]], [[0.35, -0.2], [-1.4, 0.8]]]),
        "dx": .gradient(
          [
            [-2.516230013, -1.312640204, 1.279925085], [0.385383056, 1.058888607, -0.53917036],
          ], afterForward: "y"),
        "dT, dH0, dH1": .tensors([
          [[-0.302858674, -0.78019798, 0.714767743], [-2.172109148, 5.807942071, -2.000881934]],
          [[0.608762671, 0.207655464], [-1.25637403, 1.027607585], [2.740713653, -1.394985578]],
          [[2.017968186, -1.932755838]],
        ]),
      ]
    }
  }

  private func checkLosses() async {
    await check("labels get a cross-entropy, values a squared error, and weights count") { sheet in
      let outputs: [Tensor] = [
        [[0.867100417, -0.984617199, 0.4923086], [-0.309020029, 2.191093585, -1.095546793]],
        [[0.790659289], [-0.895175211]],
      ]
      sheet.call("weightedLoss, weights 1 and 0.25", on: ["outputs": outputs])
      let result = weightedLoss(outputs: outputs, targets: targets, weights: [1, 0.25])
      sheet["losses"] = result.losses
      sheet["total"] = result.total
      sheet["gradient"] = result.gradient
    } equals: {
      [
        "losses": [1.799950577, 0.047735529], "total": 1.811884459,
        "gradient": [
          [0.271090914, 0.042552416, -0.313643329, 0.072664822],
          [-0.463341233, 0.446645956, 0.016695277, 0.026206197],
        ],
      ]
    }
    await checkStops("a weight too few is refused", weight: 0.5, saying: "1") { sheet in
      sheet.call("weightedLoss of two outputs and targets, one weight")
      let outputs: [Tensor] = [[[1, 2, 3], [1, 2, 3]], [[1], [2]]]
      sheet["total"] = weightedLoss(outputs: outputs, targets: targets, weights: [1]).total
    }
  }

  private func checkStep() async {
    await check("a step moves trunk and heads once", weight: 2) { sheet in
      sheet.call("two multiTaskSteps, weights 1 and 0.25, rate 0.1", on: ["x": x])
      var (model, context) = (network(), Context(.training))
      var rule = PlainDescent(learningRate: 0.1)
      for step in ["first", "second"] {
        let result = multiTaskStep(
          &model, &rule, x: x, targets: targets, weights: [1, 0.25], &context)
        sheet["\(step): losses"] = result.losses
        sheet["\(step): total"] = result.total
      }
      sheet["T, H0, H1"] = allValues(&model)
    } equals: {
      [
        "first: losses": [1.799950577, 0.047735529], "first: total": 1.811884459,
        "second: losses": [1.594764296, 0.073914775], "second: total": 1.61324299,
        "T, H0, H1": .tensors([
          [[0.527120813, -0.942132157, 0.193491989], [0.909020312, 0.640436702, -0.519538172]],
          [
            [0.881658826, 0.600669636], [-0.440909288, 1.92158893], [0.309250463, -1.022258566],
          ], [[0.688061628, -0.399375203]],
        ]),
      ]
    }
  }
}

private let x: Tensor = [[1, -2, 0.5], [0.5, 1, -1]]
private let targets: [TaskTarget] = [.labels([2, 0]), .values([[0.5], [-1]])]

private func network() -> MultiTask {
  MultiTask(
    trunk: Sequential([BentDense([[0.5, -1, 0.25], [1, 0.5, -0.5]])]),
    heads: [
      Sequential([BentDense([[1, 0.5], [-0.5, 2], [0.25, -1]], bends: false)]),
      Sequential([BentDense([[0.7, -0.4]], bends: false)]),
    ])
}
