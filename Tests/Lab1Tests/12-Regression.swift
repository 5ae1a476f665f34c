// Tests of 1.12: standardising by the training rows, two measures of error, predictions in real units.

import Grading
import Lab1
import Shared
import Testing

struct RegressionTests {
  @Test(.exercise("1.12", "Regression", points: 4))
  func regression() async {
    await checkStandardizer()
    await checkMeasures()
    await checkPrediction()
  }

  private func checkStandardizer() async {
    await check("fitted measures mean and deviation of each column") { sheet in
      sheet.call("Standardizer.fitted(to: \(training))")
      let standardizer = Standardizer.fitted(to: training)
      sheet["mean"] = standardizer.mean
      sheet["deviation"] = standardizer.deviation
    } equals: {
      ["mean": [3, 250], "deviation": [1.5811388, 111.80340]]
    }
    await check("a constant column counts as deviation 1") { sheet in
      sheet.call("Standardizer.fitted(to: [[7, 1], [7, 3]])")
      let standardizer = Standardizer.fitted(to: [[7, 1], [7, 3]])
      sheet["mean"] = standardizer.mean
      sheet["deviation"] = standardizer.deviation
    } equals: {
      ["mean": [7, 2], "deviation": [1, 1]]
    }
    await check("test rows are transformed by the training rows' numbers") { sheet in
      sheet.call("Standardizer(mean: [3, 250], deviation: [2, 100]).transformed(\(rows))")
      let standardizer = Standardizer(mean: [3, 250], deviation: [2, 100])
      sheet["transformed"] = standardizer.transformed(rows)
    } equals: {
      ["transformed": [[1, 0], [0, 2]]]
    }
    await check("inverted is the way back") { sheet in
      sheet.call("Standardizer(mean: [3, 250], deviation: [2, 100]).inverted([[1, 0], [0, 2]])")
      let standardizer = Standardizer(mean: [3, 250], deviation: [2, 100])
      sheet["inverted"] = standardizer.inverted([[1, 0], [0, 2]])
    } equals: {
      ["inverted": [[5, 250], [3, 450]]]
    }
  }

  private func checkMeasures() async {
    let (prediction, target): (Tensor, Tensor) = ([[2], [4], [9]], [[1], [6], [11]])
    await check("rootMeanSquaredError is the root of the mean of squares") { sheet in
      sheet.call("rootMeanSquaredError(\(prediction), \(target))")
      sheet["error"] = rootMeanSquaredError(prediction, target)
    } equals: {
      ["error": 1.7320508]
    }
    await check("rSquared: 1 for perfect, 0 for the mean, below 0 for worse") { sheet in
      sheet.call("rSquared(\(prediction), \(target)), then of perfect and constant predictions")
      sheet["R²"] = rSquared(prediction, target)
      sheet["perfect"] = rSquared(target, target)
      sheet["always the mean"] = rSquared([[6], [6], [6]], target)
      sheet["always 11"] = rSquared([[11], [11], [11]], target)
    } equals: {
      ["R²": 0.82, "perfect": 1, "always the mean": 0, "always 11": -1.5]
    }
  }

  private func checkPrediction() async {
    await check("predictInOriginalUnits standardises, predicts, and undoes the scaling") { sheet in
      sheet.call("predictInOriginalUnits(model, \(rows), …) of a model that adds the columns")
      sheet["prediction"] = predictInOriginalUnits(
        Adder(), rows, inputs: Standardizer(mean: [3, 250], deviation: [2, 100]),
        targets: Standardizer(mean: [40], deviation: [10]))
    } equals: {
      ["prediction": [[50], [60]]]
    }
  }
}

private let training: Tensor = [[1, 100], [2, 200], [4, 300], [5, 400]]
private let rows: Tensor = [[5, 250], [3, 450]]

/// The sum of each row; in training mode something else, as of a layer that adds noise.
private struct Adder: Layer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    x.sum(along: 1, keepingAxis: true) + (context.mode == .training ? 100 : 0)
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
