// The hidden tests of 1.12: one column, large offsets, several outputs, bad predictions.

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
    await check("columns far from zero are measured well") { sheet in
      sheet.call("Standardizer.fitted(to: [[1000, −4], [1002, −4], [1001, −1]])")
      let standardizer = Standardizer.fitted(to: [[1000, -4], [1002, -4], [1001, -1]])
      sheet["mean"] = standardizer.mean
      sheet["deviation"] = standardizer.deviation
    } equals: {
      ["mean": [1001, -3], "deviation": [0.81649658, 1.4142136]]
    }
    await check("a single row has deviations of 1") { sheet in
      sheet.call("Standardizer.fitted(to: [[5, −2, 8]]).transformed([[5, −2, 8], [6, 0, 8]])")
      let standardizer = Standardizer.fitted(to: [[5, -2, 8]])
      sheet["deviation"] = standardizer.deviation
      sheet["transformed"] = standardizer.transformed([[5, -2, 8], [6, 0, 8]])
    } equals: {
      ["deviation": [1, 1, 1], "transformed": [[0, 0, 0], [1, 2, 0]]]
    }
    await check("there and back again, three columns") { sheet in
      sheet.call("inverted(transformed(rows)) with means [1, −2, 30] and deviations [0.5, 4, 20]")
      let standardizer = Standardizer(mean: [1, -2, 30], deviation: [0.5, 4, 20])
      sheet["transformed"] = standardizer.transformed([[2, 6, 20]])
      sheet["back"] = standardizer.inverted(standardizer.transformed([[2, 6, 20], [0, 0, 0]]))
    } equals: {
      ["transformed": [[2, 2, -0.5]], "back": [[2, 6, 20], [0, 0, 0]]]
    }
  }

  private func checkMeasures() async {
    await check("rootMeanSquaredError over all elements of a matrix") { sheet in
      sheet.call("rootMeanSquaredError([[1, 2], [3, 4]], [[2, 0], [1, 8]])")
      sheet["error"] = rootMeanSquaredError([[1, 2], [3, 4]], [[2, 0], [1, 8]])
      sheet["none"] = rootMeanSquaredError([[1, 2]], [[1, 2]])
    } equals: {
      ["error": 2.5, "none": 0]
    }
    await check("rSquared measures the target's variation, not the prediction's") { sheet in
      sheet.call("rSquared([[0], [10]], [[4], [6]]), rSquared([[4], [6]], [[0], [10]])")
      sheet["wild predictions"] = rSquared([[0], [10]], [[4], [6]])
      sheet["timid predictions"] = rSquared([[4], [6]], [[0], [10]])
    } equals: {
      ["wild predictions": -15, "timid predictions": 0.36]
    }
  }

  private func checkPrediction() async {
    await check("predictInOriginalUnits of two outputs, and the model stays") { sheet in
      sheet.call("predictInOriginalUnits of a model that doubles two columns and counts its calls")
      let model = Doubler()
      sheet["prediction"] = predictInOriginalUnits(
        model, [[10, 0], [30, 8]], inputs: Standardizer(mean: [20, 4], deviation: [10, 2]),
        targets: Standardizer(mean: [100, -1], deviation: [5, 0.5]))
      sheet["calls of the caller's model"] = model.calls
    } equals: {
      ["prediction": [[90, -3], [110, 1]], "calls of the caller's model": 0]
    }
  }
}

private struct Doubler: Layer {
  var calls = 0
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    calls += 1
    return 2 * x
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
