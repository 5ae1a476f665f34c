// The hidden tests of exercise 1.4: other shapes, soft targets, invariants and gradient checks.

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
    await checkUntrained()
  }

  private func checkMeanSquaredError() async {
    let y: Tensor = [[[0.5, -1], [2, 0]], [[1, 1], [-3, 0.25]]]
    let t: Tensor = [[[0, 1], [2, -1]], [[0.5, 1], [0, 0]]]
    await check("meanSquaredError of a rank-3 tensor and of one number") { sheet in
      sheet.call("meanSquaredError(prediction: y, target: t)", on: ["y": y, "t": t])
      let result = meanSquaredError(prediction: y, target: t)
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
      let one = meanSquaredError(prediction: [3], target: [1])
      sheet["loss of one number"] = one.loss
      sheet["gradient of one number"] = one.gradient
    } equals: {
      [
        "loss": 1.8203125,
        "gradient": [[[0.125, -0.5], [0, 0.25]], [[0.125, 0], [-0.75, 0.0625]]],
        "loss of one number": 4, "gradient of one number": [4],
      ]
    }
  }

  private func checkBinaryCrossEntropy() async {
    let z: Tensor = [[1.5, -0.5], [0.25, -3], [4, 0]]
    let t: Tensor = [[0, 0.25], [1, 0], [0.5, 1]]
    await check("binaryCrossEntropy agrees with central differences", weight: 2) { sheet in
      sheet.call("binaryCrossEntropy(logits: z, target: t)", on: ["z": z, "t": t])
      let result = binaryCrossEntropy(logits: z, target: t)
      sheet["loss"] = result.loss
      sheet.gradientCheck("gradient", of: z, analytic: result.gradient) { perturbed in
        Double(binaryCrossEntropy(logits: perturbed, target: t).loss)
      }
    } equals: {
      [
        "loss": 0.93938569,
        "gradient": .gradient(
          [
            [0.13626241, 0.021256778], [-0.072970583, 0.0079043122], [0.080335632, -0.083333333],
          ], afterForward: "loss"),
      ]
    }

    await check("binaryCrossEntropy of sure answers") { sheet in
      sheet["right"] = binaryCrossEntropy(logits: [100, -100], target: [1, 0]).loss
      sheet["wrong"] = binaryCrossEntropy(logits: [100, -100], target: [0, 1]).loss
      sheet["gradient when wrong"] =
        binaryCrossEntropy(logits: [90, -90], target: [0, 1]).gradient
    } equals: {
      ["right": 0, "wrong": 100, "gradient when wrong": [0.5, -0.5]]
    }
  }

  private func checkLogSoftmax() async {
    await check("logSoftmax does not change when a constant is added") { sheet in
      let z: Tensor = [[1, 2, 0.5], [0, -1, 3], [5, 5, 5]]
      sheet.call("logSoftmax(z) and logSoftmax(z + 500)", on: ["z": z])
      sheet["log p"] = logSoftmax(z)
      sheet["log p of z + 500"] = logSoftmax(z + 500)
    } equals: {
      [
        "log p": [
          [-1.4643688, -0.46436878, -1.9643688], [-3.0658839, -4.0658839, -0.065883904],
          [-1.0986123, -1.0986123, -1.0986123],
        ],
        "log p of z + 500": [
          [-1.4643688, -0.46436878, -1.9643688], [-3.0658839, -4.0658839, -0.065883904],
          [-1.0986123, -1.0986123, -1.0986123],
        ],
      ]
    }
  }

  private func checkSoftmaxCrossEntropy() async {
    let z: Tensor = [[1, 2, 0.5], [0, -1, 3], [0.2, 0.1, -0.4], [5, 5, 5], [-2, 0, 1]]
    let labels = [1, 0, 2, 2, 1]
    await check("softmaxCrossEntropy agrees with central differences", weight: 2) { sheet in
      sheet.call("softmaxCrossEntropy(logits: z, labels: \(labels))", on: ["z": z])
      let result = softmaxCrossEntropy(logits: z, labels: labels)
      sheet["loss"] = result.loss
      sheet.gradientCheck("gradient", of: z, analytic: result.gradient) { perturbed in
        Double(softmaxCrossEntropy(logits: perturbed, labels: labels).loss)
      }
    } equals: {
      [
        "loss": 1.4950907,
        "gradient": .gradient(
          [
            [0.04624478, -0.074293656, 0.028048877], [-0.19067748, 0.0034295651, 0.18724791],
            [0.081511249, 0.073754428, -0.15526568], [0.066666667, 0.066666667, -0.13333333],
            [0.0070238054, -0.14810071, 0.1410769],
          ], afterForward: "loss"),
      ]
    }
  }

  private func checkUntrained() async {
    await check("softmaxCrossEntropy of equal logits is ln C") { sheet in
      sheet["ln 10"] =
        softmaxCrossEntropy(logits: Tensor(zeros: [7, 10]), labels: [0, 1, 2, 3, 4, 5, 9]).loss
      let one = softmaxCrossEntropy(logits: [[-2000, -2000]], labels: [1])
      sheet["ln 2"] = one.loss
      sheet["gradient of one row"] = one.gradient
    } equals: {
      ["ln 10": 2.3025851, "ln 2": 0.69314718, "gradient of one row": [[0.5, -0.5]]]
    }
  }
}
