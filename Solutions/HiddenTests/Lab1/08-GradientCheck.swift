// The hidden tests of 1.8: other functions, refused shapes, other planted layers.

import Grading
import Lab1
import Shared
import Testing

struct GradientCheckTests {
  @Test(.exercise("1.8", "Gradient check", points: 6))
  func gradientCheck() async {
    await checkNumericalGradient()
    await checkComparison()
    await checkGradientsOfLayers()
    await checkPlantedLayers()
  }

  private func checkNumericalGradient() async {
    await check("the step is used, and the shape of three axes is kept") { sheet in
      sheet.call("numericalGradient(at: [[[1], [2]]], step: 0.5) { Σ x³ }")
      sheet["gradient"] = numericalGradient(at: [[[1], [2]]], step: 0.5) { x in
        x.scalars.reduce(0) { $0 + cube($1) }
      }
    } equals: {
      ["gradient": .tensor([[[3.25], [12.25]]], absolute: 1e-4)]
    }
    await check("f is asked twice for each element") { sheet in
      sheet.call("numericalGradient(at: zeros of [3, 4]) { count += 1; return 7 }")
      var calls = 0
      sheet["gradient"] = numericalGradient(at: Tensor(zeros: [3, 4])) { _ in
        calls += 1
        return 7
      }
      sheet["calls"] = calls
    } equals: {
      ["gradient": .tensor(Tensor(zeros: [3, 4])), "calls": 24]
    }
  }

  private func checkComparison() async {
    await check("relativeError of matrices, of nothing, and either way round") { sheet in
      sheet.call("relativeError(a, b) for a = [[8, 1], [-2, 0]], b = [[8, 1.5], [-2, 0.01]]")
      let (a, b): (Tensor, Tensor) = ([[8, 1], [-2, 0]], [[8, 1.5], [-2, 0.01]])
      sheet["a, b"] = relativeError(a, b)
      sheet["b, a"] = relativeError(b, a)
      sheet["empty"] = relativeError(Tensor(zeros: [0]), Tensor(zeros: [0]))
    } equals: {
      ["a, b": 0.33333333, "b, a": 0.33333333, "empty": 0]
    }
    await check("relativeError is infinite when a gradient is") { sheet in
      sheet.call("relativeError([∞, 1], [1, 1]) and relativeError([∞], [∞])")
      let infinite = Tensor([.infinity, 1], shape: [2])
      sheet["against 1"] = relativeError(infinite, [1, 1])
      sheet["against itself"] = relativeError(infinite, infinite)
    } equals: {
      ["against 1": .greaterThan(1e30), "against itself": .greaterThan(1e30)]
    }
    await checkStops("relativeError refuses two shapes and names them", saying: "[2, 1]") { sheet in
      sheet.call("relativeError([1, 2], [[1], [2]])")
      sheet["error"] = relativeError([1, 2], [[1], [2]])
    }
  }

  private func checkGradientsOfLayers() async {
    await check("two parameters come in visiting order, and the layer stays as it was") { sheet in
      sheet.call(
        "analyticGradients and numericalGradients of 2·x + 3 at [[1], [4]], r = [[1], [−2]]")
      let (layer, x, r): (Affine, Tensor, Tensor) = (Affine(), [[1], [4]], [[1], [-2]])
      sheet["analytic"] = layer.analyticGradients(at: x, r: r, Context()).parameters
      sheet["numerical"] = layer.numericalGradients(at: x, r: r, Context()).parameters
      sheet["values"] = [layer.factor.value, layer.shift.value]
      sheet["gradients"] = [layer.factor.gradient, layer.shift.gradient]
    } equals: {
      [
        "analytic": .tensors([[-7], [-1]]),
        "numerical": .tensors([[-7], [-1]], absolute: 2e-3),
        "values": .tensors([[2], [3]]), "gradients": .tensors([[0], [0]]),
      ]
    }
    await check("every forward pass starts from the same context") { sheet in
      sheet.call("numericalGradients of a layer with dropout, in training and in inference")
      let r: Tensor = [[1, 1, 1, 1, 1, 1, 1, 1]]
      let ones = Tensor(ones: [1, 8])
      let dropped = Drop().numericalGradients(at: ones, r: r, Context(.training, seed: 5)).input
      sheet["x·(x − 2), where each is 0 or 2"] = dropped * (dropped - 2)
      sheet["inference"] = Drop().numericalGradients(at: ones, r: r, Context(.inference)).input
    } equals: {
      [
        "x·(x − 2), where each is 0 or 2": .tensor(Tensor(zeros: [1, 8]), absolute: 0.05),
        "inference": .tensor(Tensor(ones: [1, 8]), absolute: 2e-3),
      ]
    }
  }

  private func checkPlantedLayers() async {
    let x: Tensor = [[1.5], [-0.5], [2]]
    await check("checkGradients finds nothing in other right layers") { sheet in
      sheet.call("checkGradients(of: layer, at: x), two right layers")
      sheet["2·x + 3"] = checkGradients(of: Affine(), at: x)
      sheet["dropout"] = checkGradients(
        of: Drop(), at: Tensor(ones: [2, 6]), Context(.training, seed: 9))
    } equals: {
      ["2·x + 3": .lessThan(0.01), "dropout": .lessThan(0.01)]
    }
    await check("checkGradients finds other planted mistakes", weight: 2) { sheet in
      sheet.call("checkGradients(of: layer, at: x) with a mistake planted in backward")
      for (fault, rule) in Affine.planted {
        sheet[fault] = checkGradients(of: Affine(rule), at: x)
      }
    } equals: {
      let found = Expected.greaterThan(0.05)
      return [
        "the second parameter is forgotten": found,
        "the parameters are exchanged": found,
        "dx is doubled": found,
        "dx is NaN": found,
        "dx is right for the first sample only": found,
      ]
    }
  }
}

private func cube(_ x: Float) -> Double { Double(x) * Double(x) * Double(x) }

/// The line factor·x + shift on a column.
///
/// Its backward is handed in: nothing in it tells whether it is right.
private struct Affine: Layer {
  typealias Rule = @Sendable (_ layer: inout Affine, _ dy: Tensor) -> Tensor

  var factor = Parameter([2])
  var shift = Parameter([3])
  var input: Tensor = [[0]]
  let rule: Rule

  init(_ rule: @escaping Rule = { $0.right($1) }) { self.rule = rule }

  static let planted: [(fault: String, rule: Rule)] = [
    (
      "the second parameter is forgotten",
      { layer, dy in
        layer.factor.gradient += (dy * layer.input).sum(along: 0)
        return dy * layer.factor.value
      }
    ),
    (
      "the parameters are exchanged",
      { layer, dy in
        layer.factor.gradient += dy.sum(along: 0)
        layer.shift.gradient += (dy * layer.input).sum(along: 0)
        return dy * layer.factor.value
      }
    ),
    ("dx is doubled", { 2 * $0.right($1) }),
    ("dx is NaN", { layer, dy in layer.right(dy).map { _ in .nan } }),
    (
      "dx is right for the first sample only",
      { layer, dy in
        let half = [Float](repeating: 0.5, count: dy.count - 1)
        return layer.right(dy) * Tensor([1] + half, shape: dy.shape)
      }
    ),
  ]

  mutating func right(_ dy: Tensor) -> Tensor {
    factor.gradient += (dy * input).sum(along: 0)
    shift.gradient += dy.sum(along: 0)
    return dy * factor.value
  }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return x * factor.value + shift.value
  }

  mutating func backward(_ dy: Tensor) -> Tensor { rule(&self, dy) }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&factor)
    body(&shift)
  }
}

/// Keeps each number with probability ½ and doubles it then; all of them in inference.
private struct Drop: Layer {
  var factor: Tensor = [1]
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    factor = Tensor(ones: x.shape)
    if context.mode == .training {
      factor = 2 * (Tensor(randomUniform: x.shape, using: &context.generator) .> 0.5)
    }
    return x * factor
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy * factor }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
