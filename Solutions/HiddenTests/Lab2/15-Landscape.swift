// The hidden tests of 2.15: convolution filters, scale invariance, small grids, a network that computes.

import Grading
import Lab2
import Shared
import Testing

struct LandscapeTests {
  @Test(.exercise("2.15", "Loss landscape", points: 5))
  func landscape() async {
    await checkFilters()
    await checkScale()
    await checkSlice()
    await checkLine()
  }

  private func checkFilters() async {
    await check("a filter of a convolution is an entry along the first axis") { sheet in
      sheet.call("filterNormalized of a direction [2, 1, 2, 2], like ones and twos")
      let weight = Tensor(
        stacking: [Tensor(ones: [1, 2, 2]), Tensor(repeating: 2, shape: [1, 2, 2])])
      let direction = Tensor([0, 0, 3, 4, 2, 0, 0, 0], shape: [2, 1, 2, 2])
      sheet["scaled"] = filterNormalized([direction], like: [weight])[0].flattened()
    } equals: {
      ["scaled": [0, 0, 1.2, 1.6, 4, 0, 0, 0]]
    }
    await check("a row of zeros in the weight takes no direction; a scalar neither") { sheet in
      sheet.call("filterNormalized([[[1, 2], [3, 4]], 5], like: [[[0, 0], [6, 8]], 2])")
      let scaled = filterNormalized([[[1, 2], [3, 4]], 5], like: [[[0, 0], [6, 8]], 2])
      sheet["of the weight"] = scaled[0]
      sheet["of the scalar"] = scaled[1]
    } equals: {
      ["of the weight": [[0, 0], [6, 8]], "of the scalar": 0]
    }
  }

  private func checkScale() async {
    await check("the direction grows with the weights, not with its own length") { sheet in
      let direction: Tensor = [[1, -2, 2], [0, 3, 4]]
      let weight: Tensor = [[2, 1, 2], [0, 0, -5]]
      sheet.call("filterNormalized", on: ["direction": direction, "weight": weight])
      sheet["as it is"] = filterNormalized([direction], like: [weight])[0]
      sheet["direction × 7"] = filterNormalized([direction * 7], like: [weight])[0]
      sheet["weight × 10"] = filterNormalized([direction], like: [weight * 10])[0]
    } equals: {
      [
        "as it is": [[1, -2, 2], [0, 3, 4]], "direction × 7": [[1, -2, 2], [0, 3, 4]],
        "weight × 10": [[10, -20, 20], [0, 30, 40]],
      ]
    }
    await check("parameterValues are in visiting order") { sheet in
      sheet.call("parameterValues of a line with slope 2 and height −1")
      var model = Line(slope: 2, height: -1)
      let values = model.parameterValues
      sheet["count"] = values.count
      sheet["slope"] = values[0]
      sheet["height"] = values[1]
    } equals: {
      ["count": 2, "slope": [[2]], "height": [-1]]
    }
  }

  private func checkSlice() async {
    let along: [[Tensor]] = [[[[1]], [0]], [[[0]], [1]]]
    await check("the slice of a line's squared error: rows are the first direction") { sheet in
      sheet.call("lossSlice of y = 2x − 1 against 3x at x = 0, 1, 2; across 0, 1, 2, up −1, 1")
      var model = Line(slope: 2, height: -1)
      sheet["slice"] = lossSlice(of: &model, along: along, across: [0, 1, 2], up: [-1, 1]) {
        $0.error
      }
      sheet["slope"] = model.slope.value
      sheet["height"] = model.height.value
    } equals: {
      [
        "slice": [[9.6666667, 1.6666667], [4, 0], [1.6666667, 1.6666667]], "slope": [[2]],
        "height": [-1],
      ]
    }
    await check("a grid of one place, and an empty one") { sheet in
      sheet.call("lossSlice across [0], up [0]; across [], up [1]")
      var model = Line(slope: 2, height: -1)
      sheet["one place"] = lossSlice(of: &model, along: along, across: [0], up: [0]) { $0.error }
      sheet["no place"] = lossSlice(of: &model, along: along, across: [], up: [1]) { $0.error }
    } equals: {
      ["one place": [[4.6666667]], "no place": .tensor(Tensor(zeros: [0, 1]))]
    }
    for (number, directions) in [(1, [along[0]]), (3, along + [along[0]])] {
      await checkStops("\(number) directions are refused", weight: 0.5, saying: "\(number)") {
        sheet in
        sheet.call("lossSlice along \(number) of the directions [[[1]], [0]] and [[[0]], [1]]")
        var model = Line(slope: 2, height: -1)
        let slice = lossSlice(of: &model, along: directions, across: [0], up: [0]) { $0.error }
        sheet["slice"] = slice
      }
    }
  }

  private func checkLine() async {
    await check("both networks stay, even when the loss moves the one it gets") { sheet in
      sheet.call("lossesBetween two lines at t = 0, 0.25, 1; the loss sets the slope to 9")
      let (first, second) = (Line(slope: 2, height: -1), Line(slope: 4, height: 3))
      sheet["losses"] = lossesBetween(first, second, at: [0, 0.25, 1]) { model in
        let error = model.error
        model.slope.value = [[9]]
        return error
      }
      sheet["first"] = first.slope.value
      sheet["second"] = second.slope.value
    } equals: {
      ["losses": [4.6666667, 0.41666667, 16.666667], "first": [[2]], "second": [[4]]]
    }
    await check("no places give no losses") { sheet in
      sheet.call("lossesBetween at []")
      let line = Line(slope: 2, height: -1)
      sheet["losses"] = lossesBetween(line, line, at: []) { $0.error }.count
    } equals: {
      ["losses": 0]
    }
  }
}

/// y = slope·x + height.
private struct Line: Layer {
  var slope: Parameter
  var height: Parameter
  init(slope: Float, height: Float) {
    self.slope = Parameter(Tensor([slope], shape: [1, 1]))
    self.height = Parameter(Tensor([height]))
  }
  /// The mean squared error against 3x at x = 0, 1, 2.
  var error: Float {
    let x: Tensor = [0, 1, 2]
    let misses = x * (slope.value[0, 0] - 3) + height.value[0]
    return square(misses).mean()
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&slope)
    body(&height)
  }
}
