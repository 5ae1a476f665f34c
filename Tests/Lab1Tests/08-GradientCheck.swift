// Tests of 1.8: the learner's gradient check must pass right layers and find planted mistakes.

import Grading
import Lab1
import Shared
import Testing

struct GradientCheckTests {
  @Test(.exercise("1.8", "Gradient check", points: 6))
  func gradientCheck() async {
    await checkNumericalGradient()
    await checkComparison()
    await checkLayerGradients()
    await checkPlantedLayers()
  }

  private func checkNumericalGradient() async {
    await check("the numerical gradient of Σ x³ is 3x², in x's shape") { sheet in
      sheet.call("numericalGradient(at: [[1, -2], [0.5, 0]]) { Σ x³ }")
      sheet["gradient"] = numericalGradient(at: [[1, -2], [0.5, 0]]) { x in
        x.scalars.reduce(0) { $0 + cube($1) }
      }
    } equals: {
      ["gradient": .tensor([[3, 12], [0.75, 0]], absolute: 1e-3, relative: 0)]
    }
    await check("one element moves at a time, and is put back") { sheet in
      sheet.call("numericalGradient(at: [2, 3, 5]) { x[0]·x[1]·x[2] }")
      sheet["gradient"] = numericalGradient(at: [2, 3, 5]) { x in
        x.scalars.reduce(1) { $0 * Double($1) }
      }
    } equals: {
      ["gradient": .tensor([15, 10, 6], absolute: 1e-3, relative: 0)]
    }
    await check("it divides by the step that survived rounding") { sheet in
      sheet.call("numericalGradient(at: [1000, 5000]) { x[0] + 2·x[1] }")
      sheet["gradient"] = numericalGradient(at: [1000, 5000]) { x in
        Double(x.scalars[0]) + 2 * Double(x.scalars[1])
      }
    } equals: {
      ["gradient": .tensor([1, 2], absolute: 1e-5, relative: 0)]
    }
  }

  private func checkComparison() async {
    await check("relativeError is the largest relative difference of any element") { sheet in
      sheet.call("relativeError([1, -4, 10], [1, -5, 11])")
      sheet["one wrong by 1/5"] = relativeError([1, -4, 10], [1, -5, 11])
      sheet["equal"] = relativeError([[1, 2]], [[1, 2]])
      sheet["opposite signs"] = relativeError([3], [-3])
      sheet["missing"] = relativeError([0, 0], [0, 2])
      sheet["tiny, against the floor"] = relativeError([0.001], [-0.001])
    } equals: {
      [
        "one wrong by 1/5": 0.2, "equal": 0, "opposite signs": 2, "missing": 1,
        "tiny, against the floor": 0.02,
      ]
    }
    await check("relativeError lets no NaN pass") { sheet in
      sheet.call("relativeError([1, NaN, 1], [1, 1, 1]) and the other way round")
      let broken = Tensor([1, .nan, 1], shape: [3])
      sheet["NaN in a"] = relativeError(broken, [1, 1, 1])
      sheet["NaN in b"] = relativeError([1, 1, 1], broken)
    } equals: {
      ["NaN in a": .greaterThan(1), "NaN in b": .greaterThan(1)]
    }
    await check("weightedSum adds in Double") { sheet in
      sheet.call("weightedSum([100000000, 3, -100000000], [1, 0.5, 1])")
      sheet["sum"] = weightedSum([100_000_000, 3, -100_000_000], [1, 0.5, 1])
    } equals: {
      ["sum": 1.5]
    }
  }

  private func checkLayerGradients() async {
    let x: Tensor = [[1, 2, 3], [-1, 0.5, 4]]
    let r: Tensor = [[1, -1, 2], [0.5, 1, 1]]
    await check("analyticGradients: what backward says, from zero") { sheet in
      sheet.call("Scale(gain: [2, 3, −1]).analyticGradients(at: \(x), r: \(r))")
      var layer = Scale()
      layer.gain.gradient.fill(50)
      let gradients = layer.analyticGradients(at: x, r: r, Context())
      sheet["dx"] = gradients.input
      sheet["parameters"] = gradients.parameters
    } equals: {
      ["dx": [[2, -3, -2], [1, 3, -1]], "parameters": .tensors([[0.5, -1.5, 10]])]
    }
    await check("numericalGradients: the same, measured without backward") { sheet in
      sheet.call("Scale(gain: [2, 3, −1]).numericalGradients(at: \(x), r: \(r))")
      let gradients = Scale { dy, _, gain in dy * gain.value }.numericalGradients(
        at: x, r: r, Context())
      sheet["dx"] = gradients.input
      sheet["parameters"] = gradients.parameters
    } equals: {
      [
        "dx": .tensor([[2, -3, -2], [1, 3, -1]], absolute: 2e-3),
        "parameters": .tensors([[0.5, -1.5, 10]], absolute: 2e-3),
      ]
    }
  }

  private func checkPlantedLayers() async {
    let x: Tensor = [[1, 2, 3], [-1, 0.5, 4]]
    await check("checkGradients finds nothing in right layers") { sheet in
      sheet.call("checkGradients(of: layer, at: \(x))")
      sheet["scale"] = checkGradients(of: Scale(), at: x)
      sheet["subtract the row's mean"] = checkGradients(of: Centre(), at: x)
      sheet["multiply by random numbers"] = checkGradients(of: Noise(), at: x)
    } equals: {
      [
        "scale": .lessThan(0.01), "subtract the row's mean": .lessThan(0.01),
        "multiply by random numbers": .lessThan(0.01),
      ]
    }
    await check("checkGradients finds each planted mistake", weight: 2) { sheet in
      sheet.call("checkGradients(of: layer, at: \(x)) with a mistake planted in backward")
      for (fault, rule) in Scale.planted {
        sheet[fault] = checkGradients(of: Scale(rule), at: x)
      }
      sheet["dx forgets the mean's part"] = checkGradients(of: Centre { $0 * 0 }, at: x)
    } equals: {
      let found = Expected.greaterThan(0.05)
      return [
        "dx is dy": found,
        "dx has the wrong sign": found,
        "the gradient is never written": found,
        "the gradient is divided by N": found,
        "one of the gradient's elements is off": found,
        "the gradient has another shape": found,
        "dx forgets the mean's part": found,
      ]
    }
  }
}

private func cube(_ x: Float) -> Double { Double(x) * Double(x) * Double(x) }

/// The product gain ∘ x.
///
/// Its backward is handed in: nothing in it tells whether it is right.
private struct Scale: Layer {
  typealias Rule = @Sendable (_ dy: Tensor, _ x: Tensor, _ gain: inout Parameter) -> Tensor

  var gain = Parameter([2, 3, -1])
  var input: Tensor = [[0, 0, 0]]
  let rule: Rule

  init(_ rule: @escaping Rule = right) { self.rule = rule }

  static let right: Rule = { dy, x, gain in
    gain.gradient += (dy * x).sum(along: 0)
    return dy * gain.value
  }

  static let planted: [(fault: String, rule: Rule)] = [
    (
      "dx is dy",
      { dy, x, gain in
        _ = right(dy, x, &gain)
        return dy
      }
    ),
    ("dx has the wrong sign", { -right($0, $1, &$2) }),
    ("the gradient is never written", { dy, _, gain in dy * gain.value }),
    (
      "the gradient is divided by N",
      { dy, x, gain in right(dy / Float(dy.shape[0]), x, &gain) * Float(dy.shape[0]) }
    ),
    (
      "one of the gradient's elements is off",
      { dy, x, gain in
        gain.gradient += (dy * x).sum(along: 0) * [1, 1, 0.9]
        return dy * gain.value
      }
    ),
    (
      "the gradient has another shape",
      { dy, x, gain in
        gain.gradient = (dy * x).sum(along: 0, keepingAxis: true)
        return dy * gain.value
      }
    ),
  ]

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return x * gain.value
  }

  mutating func backward(_ dy: Tensor) -> Tensor { rule(dy, input, &gain) }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&gain) }
}

/// x minus the mean of its row: with dy all ones, right and wrong backward give the same zeros.
private struct Centre: Layer {
  var rule: @Sendable (Tensor) -> Tensor = { $0 - $0.mean(along: 1, keepingAxis: true) }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    x - x.mean(along: 1, keepingAxis: true)
  }
  mutating func backward(_ dy: Tensor) -> Tensor { rule(dy) }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}

/// x times random numbers: a fair check gives every forward pass the same ones.
private struct Noise: Layer {
  var factor: Tensor = [1]
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    factor = Tensor(randomUniform: x.shape, in: 0.5...2, using: &context.generator)
    return x * factor
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy * factor }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
