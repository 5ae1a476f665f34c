// Tests of 2.10: what is measured, the growth fitted to it, the verdict, and three deep networks.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct GradientFlowTests {
  @Test(.exercise("2.10", "Gradient flow", points: 5))
  func gradientFlow() async {
    await checkMeasuring()
    await checkGrowth()
    await checkVerdict()
    await checkRatios()
    await checkDeepNetworks()
  }

  private func checkMeasuring() async {
    await check("measuredBackward notes the signal and the gradient of each layer", weight: 2) {
      sheet in
      sheet.call("x = [[1, 2]] through ·2, −, ·3, ·½; then measuredBackward of dy = [[3, 4]]")
      var model = Sequential([Times(2), Negation(), Times(3), Times(0.5)])
      var context = Context(.training)
      _ = model.forward([[1, 2]], &context)
      let flow = measuredBackward(&model, [[3, 4]])
      sheet["layers"] = flow.layers.map(\.layer)
      sheet["signals"] = flow.layers.map(\.signal)
      sheet["gradient norms"] = flow.layers.map(\.gradientNorm)
      sheet["dx"] = flow.inputGradient
      var gradients: [Tensor] = []
      model.forEachParameter { gradients.append($0.gradient) }
      sheet["gradients"] = gradients
    } equals: {
      [
        "layers": .integers([0, 2, 3]), "signals": [7.5, 2.5, 5],
        "gradient norms": [16.5, 11, 66], "dx": [[-9, -12]],
        "gradients": .tensors([[-16.5], [-11], [-66]]),
      ]
    }
  }

  private func checkGrowth() async {
    await check("growth is the factor a layer on the way back, fitted by least squares") { sheet in
      sheet.call("growth of the signals 8, 4, 2, 1; of 1, 3, 2, 8; of 5 alone")
      sheet["8, 4, 2, 1"] = flow([8, 4, 2, 1]).growth
      sheet["1, 3, 2, 8"] = flow([1, 3, 2, 8]).growth
      sheet["5"] = flow([5]).growth
    } equals: {
      ["8, 4, 2, 1": 2, "1, 3, 2, 8": 0.558060, "5": 1]
    }
  }

  private func checkVerdict() async {
    await check("the verdict has its limits at ½ and 2 a layer") { sheet in
      sheet.call("verdicts of signals with a growth of 0.4, 0.6, 1, 1.9, 2.2")
      sheet["verdicts"] = [0.4, 0.6, 1, 1.9, 2.2].map { (growth: Float) in
        flow([growth * growth, growth, 1]).verdict.rawValue
      }
    } equals: {
      ["verdicts": ["vanishing", "healthy", "healthy", "healthy", "exploding"]]
    }
  }

  private func checkRatios() async {
    await check("updateRatios compares the step of each layer with its weights") { sheet in
      sheet.call("·(3, 4), then −, then ·2; a step to (3.3, 4.4) and 1.5")
      let before = Sequential([Times([3, 4]), Negation(), Times(2)])
      let after = Sequential([Times([3.3, 4.4]), Negation(), Times(1.5)])
      sheet["ratios"] = updateRatios(from: before, to: after)
    } equals: {
      ["ratios": [0.1, 0.25]]
    }
  }

  private func checkDeepNetworks() async {
    await check("a deep sigmoid stack vanishes, ReLU and He's weights cure it") { sheet in
      sheet.call("20 layers of 32 units, seed 5: measuredBackward, verdict and growth")
      for (name, kind, deviation) in [
        ("sigmoid", Bend.Kind.sigmoid, Float(0.177)), ("ReLU, He", .relu, 0.25),
        ("ReLU, three times He", .relu, 0.75),
      ] {
        let flow = deepFlow(kind, deviation: deviation)
        sheet["layers, \(name)"] = flow.layers.count
        sheet["verdict, \(name)"] = flow.verdict.rawValue
        sheet["growth, \(name)"] = flow.growth
      }
    } equals: {
      [
        "layers, sigmoid": 20, "verdict, sigmoid": "vanishing",
        "growth, sigmoid": .within(0.1...0.4), "layers, ReLU, He": 20,
        "verdict, ReLU, He": "healthy", "growth, ReLU, He": .within(0.7...1.4),
        "layers, ReLU, three times He": 20, "verdict, ReLU, three times He": "exploding",
        "growth, ReLU, three times He": .within(2.2...3.8),
      ]
    }
  }
}

private func flow(_ signals: [Float]) -> GradientFlow {
  GradientFlow(
    layers: signals.enumerated().map {
      LayerFlow(layer: 2 * $0.offset, signal: $0.element, gradientNorm: 1)
    }, inputGradient: [0])
}

private func deepFlow(_ kind: Bend.Kind, deviation: Float) -> GradientFlow {
  var (generator, context) = (SeededGenerator(seed: 5), Context(.training))
  var model = Sequential(
    (0..<20).flatMap { _ -> [any Layer] in
      [Dense(width: 32, deviation: deviation, using: &generator), Bend(kind)]
    })
  let y = model.forward(Tensor(randomNormal: [16, 32], using: &generator), &context)
  return measuredBackward(&model, Tensor(randomNormal: y.shape, using: &generator))
}

/// y = a·x with the factor a, one number or one a column.
private struct Times: Layer {
  var factor: Parameter
  var input: Tensor = [0]
  init(_ factor: Tensor) {
    self.factor = Parameter(factor.rank == 0 ? factor.reshaped(to: [1]) : factor)
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return x * factor.value
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    let columns = (dy * input).sum(along: 0)
    factor.gradient += factor.value.count == 1 ? Tensor([columns.sum()]) : columns
    return dy * factor.value
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&factor) }
}

/// y = −x.
private struct Negation: Layer {
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { -x }
  mutating func backward(_ dy: Tensor) -> Tensor { -dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}

/// y = x·Wᵀ with normal weights.
private struct Dense: Layer {
  var weight: Parameter
  var input: Tensor = [[0]]
  init(width: Int, deviation: Float, using generator: inout SeededGenerator) {
    weight = Parameter(
      Tensor(
        randomNormal: [width, width], standardDeviation: deviation, using: &generator))
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return matmul(x, weight.value, transposeB: true)
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    weight.gradient += matmul(dy, input, transposeA: true)
    return matmul(dy, weight.value)
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
}

/// An activation by the tests' own hand.
private struct Bend: Layer {
  enum Kind { case sigmoid, relu }
  let kind: Kind
  var slope: Tensor = [0]
  init(_ kind: Kind) { self.kind = kind }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    let y = kind == .relu ? maximum(x, 0) : 1 / (1 + exp(-x))
    slope = kind == .relu ? x .> 0 : y * (1 - y)
    return y
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy * slope }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
