// The visible tests of exercise 1.4: mean squared error, binary and softmax cross-entropy.
// The decimals are reference values computed in double precision.

import Grading
import Lab1
import Shared
import Testing

struct LossTests {
  @Test(.exercise("1.4", "Losses", points: 11))
  func losses() async {
    await checkMeanSquaredError()
    await checkBinaryCrossEntropy()
    await checkLogSoftmax()
    await checkSoftmaxCrossEntropy()
  }

  private func checkMeanSquaredError() async {
    let y: Tensor = [[1, 2], [3, 4], [0, -2]]
    let t: Tensor = [[0, 2], [5, 4], [0, 1]]
    await check("meanSquaredError is a mean over all elements") { sheet in
      sheet.call("meanSquaredError(prediction: y, target: t)", on: ["y": y, "t": t])
      sheet["loss"] = meanSquaredError(prediction: y, target: t).loss
    } equals: {
      ["loss": 2.3333333]
    }

    await check("the gradient of meanSquaredError") { sheet in
      sheet.call("meanSquaredError(prediction: y, target: t)", on: ["y": y, "t": t])
      sheet["gradient"] = meanSquaredError(prediction: y, target: t).gradient
    } equals: {
      ["gradient": [[0.33333333, 0], [-0.66666667, 0], [0, -1]]]
    }
  }

  private func checkBinaryCrossEntropy() async {
    let z: Tensor = [-2.5, 0, 0.7, 3]
    let t: Tensor = [0, 1, 0, 1]
    await check("binaryCrossEntropy is a mean over all elements") { sheet in
      sheet.call("binaryCrossEntropy(logits: z, target: t)", on: ["z": z, "t": t])
      sheet["loss"] = binaryCrossEntropy(logits: z, target: t).loss
    } equals: {
      ["loss": 0.48095258]
    }

    await check("the gradient of binaryCrossEntropy") { sheet in
      sheet.call("binaryCrossEntropy(logits: z, target: t)", on: ["z": z, "t": t])
      sheet["gradient"] = binaryCrossEntropy(logits: z, target: t).gradient
    } equals: {
      ["gradient": [0.018964545, -0.125, 0.16704694, -0.011856468]]
    }

    await check("binaryCrossEntropy stays finite for logits of ±1000") { sheet in
      let result = binaryCrossEntropy(
        logits: [[1000, -1000], [1000, -1000]], target: [[1, 0], [0, 1]])
      sheet.call(
        "binaryCrossEntropy(logits: [[1000, -1000], [1000, -1000]], target: [[1, 0], [0, 1]])")
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      ["loss": 500, "gradient": [[0, 0], [0.25, -0.25]]]
    }
  }

  private func checkLogSoftmax() async {
    let z: Tensor = [[1.403, -2.298, -3.36, -3.65, -0.264], [0.706, -1.302, 2.331, 0.789, 0.74]]
    await check("logSoftmax is the logarithm of the probabilities") { sheet in
      sheet.call("logSoftmax(z)", on: ["z": z])
      sheet["log p"] = logSoftmax(z)
    } equals: {
      [
        "log p": [
          [-0.20574634, -3.9067463, -4.9687463, -5.2587463, -1.8727463],
          [-2.1203198, -4.1283198, -0.49531982, -2.0373198, -2.0863198],
        ]
      ]
    }

    await check("logSoftmax stays finite for scores of ±1000") { sheet in
      sheet.call("logSoftmax([[1000, 0, -1000], [-1000, -1000, -1000]])")
      sheet["log p"] = logSoftmax([[1000, 0, -1000], [-1000, -1000, -1000]])
    } equals: {
      ["log p": [[0, -1000, -2000], [-1.0986123, -1.0986123, -1.0986123]]]
    }
  }

  private func checkSoftmaxCrossEntropy() async {
    let z: Tensor = [
      [2.624, -2.453, -0.031, -2.956, 2.338], [-0.729, 2.242, -0.069, -1.803, 2.497],
      [-0.707, -1.269, -1.769, 0.555, 1.513], [2.262, 1.368, -0.382, 1.145, -1.178],
    ]
    await check("softmaxCrossEntropy is a mean over the rows") { sheet in
      sheet.call("softmaxCrossEntropy(logits: z, labels: [0, 3, 4, 3])", on: ["z": z])
      sheet["loss"] = softmaxCrossEntropy(logits: z, labels: [0, 3, 4, 3]).loss
    } equals: {
      ["loss": 1.9352385]
    }

    await check("the gradient of softmaxCrossEntropy") { sheet in
      sheet.call("softmaxCrossEntropy(logits: z, labels: [0, 3, 4, 3])", on: ["z": z])
      sheet["gradient"] = softmaxCrossEntropy(logits: z, labels: [0, 3, 4, 3]).gradient
    } equals: {
      [
        "gradient": [
          [-0.11350528, 0.00085153555, 0.0095954206, 0.00051493529, 0.10254338],
          [0.0052119607, 0.10169276, 0.010084062, -0.24821939, 0.13123061],
          [0.017058277, 0.0097243744, 0.0058981312, 0.060258013, -0.092938796],
          [0.13591258, 0.055590478, 0.0096601765, -0.20552123, 0.0043579943],
        ]
      ]
    }

    await check("softmaxCrossEntropy stays finite for logits of ±1000") { sheet in
      let result = softmaxCrossEntropy(logits: [[1000, 0, -1000], [0, 1000, 0]], labels: [2, 1])
      sheet.call("softmaxCrossEntropy(logits: [[1000, 0, -1000], [0, 1000, 0]], labels: [2, 1])")
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      ["loss": 1000, "gradient": [[0.5, 0, -0.5], [0, 0, 0]]]
    }
  }
}
