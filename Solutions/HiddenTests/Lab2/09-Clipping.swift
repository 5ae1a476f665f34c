// The hidden tests of 2.9: one factor for all, tiny and huge gradients, NaN, networks without
// parameters.

import Grading
import Lab2
import Shared
import Testing

struct ClippingTests {
  @Test(.exercise("2.9", "Clipping", points: 4))
  func clipping() async {
    await checkFactor()
    await checkExtremes()
    await checkNotANumber()
    await checkValues()
    await checkRefusals()
  }

  private func checkFactor() async {
    await check("a short gradient beside a long one is shortened too") { sheet in
      sheet.call("clipGradients(toNorm: 6.5) of [3, 4] and [[12]]")
      var model = Pair([3, 4], [[12]])
      sheet["norm before"] = clipGradients(of: &model, toNorm: 6.5)
      sheet["first"] = model.first.gradient
      sheet["second"] = model.second.gradient
      sheet["norm after"] = gradientNorm(of: &model)
    } equals: {
      ["norm before": 13, "first": [1.5, 2], "second": [[6]], "norm after": 6.5]
    }
    await check("the divisor has PyTorch's 10⁻⁶") { sheet in
      sheet.call("clipGradients(toNorm: 1e-6) of [3e-6, 4e-6] and [[0]]; gradients times 10⁶")
      var model = Pair([3e-6, 4e-6], [[0]])
      sheet["norm before, times 10⁶"] = clipGradients(of: &model, toNorm: 1e-6) * 1e6
      sheet["first, times 10⁶"] = model.first.gradient * 1e6
    } equals: {
      ["norm before, times 10⁶": 5, "first, times 10⁶": [0.5, 0.66666667]]
    }
  }

  private func checkExtremes() async {
    await check("squares of huge gradients do not overflow") { sheet in
      sheet.call("clipGradients(toNorm: 13) of [3e30, 4e30] and [[1.2e31]]")
      var model = Pair([3e30, 4e30], [[1.2e31]])
      sheet["norm before, over 10³⁰"] = clipGradients(of: &model, toNorm: 13) / 1e30
      sheet["first"] = model.first.gradient
      sheet["second"] = model.second.gradient
    } equals: {
      ["norm before, over 10³⁰": 13, "first": [3, 4], "second": [[12]]]
    }
    await check("zero gradients, and a network without parameters", weight: 0.5) { sheet in
      var (model, empty) = (Pair([0, 0], [[0]]), Nothing())
      sheet["norm of zeros"] = clipGradients(of: &model, toNorm: 1)
      sheet["zeros"] = model.first.gradient
      sheet["norm of nothing"] = gradientNorm(of: &empty)
    } equals: {
      ["norm of zeros": 0, "zeros": [0, 0], "norm of nothing": 0]
    }
  }

  private func checkNotANumber() async {
    await check("a NaN or ∞ norm is returned and the gradients stay") { sheet in
      sheet.call("clipGradients(toNorm: 1) of [3, NaN] and [[4]], then of [3, ∞] and [[4]]")
      for (name, bad) in [("NaN", Float.nan), ("∞", .infinity)] {
        var model = Pair([3, 0], [[4]])
        model.first.gradient = Tensor([3, bad])
        sheet["norm with \(name) is finite"] = clipGradients(of: &model, toNorm: 1).isFinite
        sheet["first, with \(name)"] = model.first.gradient[0]
        sheet["second, with \(name)"] = model.second.gradient
      }
    } equals: {
      [
        "norm with NaN is finite": false, "first, with NaN": 3, "second, with NaN": [[4]],
        "norm with ∞ is finite": false, "first, with ∞": 3, "second, with ∞": [[4]],
      ]
    }
  }

  private func checkValues() async {
    await check("clipping by value leaves what is inside, at the edge, and the values") { sheet in
      sheet.call("clipGradients(toValue: 0.5) of [−7, 0.5] and [[−0.5, 0.1, ∞]]")
      var model = Pair([-7, 0.5], [[-0.5, 0.1, .init(Float.infinity)]])
      clipGradients(of: &model, toValue: 0.5)
      sheet["first"] = model.first.gradient
      sheet["second"] = model.second.gradient
      sheet["values"] = [model.first.value, model.second.value]
    } equals: {
      [
        "first": [-0.5, 0.5], "second": [[-0.5, 0.1, 0.5]],
        "values": .tensors([[1, 1], [[1, 1, 1]]]),
      ]
    }
  }

  private func checkRefusals() async {
    for limit in [Float(-2), 0, .nan] {
      await checkStops("the value \(limit) is refused", weight: 0.5, saying: "\(limit)") { sheet in
        sheet.call("clipGradients(toValue: \(limit)) of [1, 2] and [[3]]")
        var model = Pair([1, 2], [[3]])
        clipGradients(of: &model, toValue: limit)
        sheet["first"] = model.first.gradient
      }
    }
    for limit in [Float(-2), .nan] {
      await checkStops("the norm \(limit) is refused", weight: 0.25, saying: "\(limit)") { sheet in
        sheet.call("clipGradients(toNorm: \(limit)) of [1, 2] and [[3]]")
        var model = Pair([1, 2], [[3]])
        clipGradients(of: &model, toNorm: limit)
        sheet["first"] = model.first.gradient
      }
    }
  }
}

/// Two parameters with the given gradients and values of 1.
private struct Pair: Layer {
  var first: Parameter
  var second: Parameter
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

/// A layer without parameters.
private struct Nothing: Layer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
