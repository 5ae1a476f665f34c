// Tests of 2.9: PyTorch's clipping by norm and by value, and limits that make no sense.

import Grading
import Lab2
import Shared
import Testing

struct ClippingTests {
  @Test(.exercise("2.9", "Clipping", points: 4))
  func clipping() async {
    await checkNorm()
    await checkClippingByNorm()
    await checkClippingByValue()
  }

  private func checkNorm() async {
    await check("gradientNorm takes all parameters as one vector") { sheet in
      sheet.call("gradientNorm of g1, g2", on: ["g1": g1, "g2": g2])
      var model = Pair(g1, g2)
      sheet["norm"] = gradientNorm(of: &model)
      sheet["gradients"] = model.gradients
    } equals: {
      ["norm": 5.8509169367, "gradients": .tensors([g1, g2])]
    }
  }

  private func checkClippingByNorm() async {
    await check("clipping by norm shortens all gradients by one factor, as PyTorch's") { sheet in
      sheet.call("clipGradients(toNorm: 2) of g1, g2", on: ["g1": g1, "g2": g2])
      var model = Pair(g1, g2)
      sheet["norm before"] = clipGradients(of: &model, toNorm: 2)
      sheet["g1"] = model.first.gradient
      sheet["g2"] = model.second.gradient
      sheet["values"] = [model.first.value, model.second.value]
    } equals: {
      [
        "norm before": 5.8509169367,
        "g1": [
          [0.5182092849, 0.27106857713, -0.95438016059],
          [-0.8473884019, -0.33669930451, -0.7738956603],
        ],
        "g2": [0.56298858327, 0.079303795579, 0.99676667202, 0.0010254801152],
        "values": .tensors([Tensor(ones: [2, 3]), Tensor(ones: [4])]),
      ]
    }
    await check("gradients within the limit stay as they are") { sheet in
      sheet.call("clipGradients(toNorm: 100) of g1, g2", on: ["g1": g1, "g2": g2])
      var model = Pair(g1, g2)
      sheet["norm"] = clipGradients(of: &model, toNorm: 100)
      sheet["gradients"] = model.gradients
    } equals: {
      ["norm": 5.8509169367, "gradients": .tensors([g1, g2], absolute: 0, relative: 0)]
    }
    await checkStops("a limit of 0 is refused", weight: 0.5, saying: "0.0") { sheet in
      sheet.call("clipGradients(toNorm: 0)")
      var model = Pair(g1, g2)
      sheet["norm"] = clipGradients(of: &model, toNorm: 0)
    }
  }

  private func checkClippingByValue() async {
    await check("clipping by value cuts each element, as PyTorch's") { sheet in
      sheet.call("clipGradients(toValue: 0.75) of g1, g2", on: ["g1": g1, "g2": g2])
      var model = Pair(g1, g2)
      clipGradients(of: &model, toValue: 0.75)
      sheet["g1"] = model.first.gradient
      sheet["g2"] = model.second.gradient
    } equals: {
      ["g1": [[0.75, 0.75, -0.75], [-0.75, -0.75, -0.75]], "g2": [0.75, 0.232, 0.75, 0.003]]
    }
  }
}

private let g1: Tensor = [[1.516, 0.793, -2.792], [-2.479, -0.985, -2.264]]
private let g2: Tensor = [1.647, 0.232, 2.916, 0.003]

/// Two parameters with the given gradients and values of 1.
private struct Pair: Layer {
  var first: Parameter
  var second: Parameter
  var gradients: [Tensor] { [first.gradient, second.gradient] }
  init(_ a: Tensor, _ b: Tensor) {
    first = Parameter(Tensor(ones: a.shape))
    second = Parameter(Tensor(ones: b.shape))
    (first.gradient, second.gradient) = (a, b)
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&first)
    body(&second)
  }
}
