// The hidden tests of 2.10: layers with several parameters, nested networks, dead and infinite
// signals, why dW hides an explosion, ratios of weights that were 0.

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
    await checkDeepNetwork()
  }

  private func checkMeasuring() async {
    await check("several parameters of a layer count together, and the batch does") { sheet in
      sheet.call("x = [[2], [1]] through 3·x + 1; then measuredBackward of dy = [[2], [−1]]")
      var model = Sequential([Affine(3, 1)])
      var context = Context(.training)
      _ = model.forward([[2], [1]], &context)
      let flow = measuredBackward(&model, [[2], [-1]])
      sheet["signal"] = flow.layers.map(\.signal)
      sheet["gradient norm"] = flow.layers.map(\.gradientNorm)
      sheet["dx"] = flow.inputGradient
    } equals: {
      ["signal": [2.2360680], "gradient norm": [3.1622777], "dx": [[6], [-3]]]
    }
    await check("a network inside counts as one layer; an empty one hands dy on") { sheet in
      sheet.call("x = [[1]] through [2·x, then (3·x, 4·x)]; dy = [[1]]; then an empty network")
      var model = Sequential([Affine(2, 0), Sequential([Affine(3, 0), Affine(4, 0)])])
      var context = Context(.training)
      _ = model.forward([[1]], &context)
      let flow = measuredBackward(&model, [[1]])
      sheet["layers"] = flow.layers.map(\.layer)
      sheet["signals"] = flow.layers.map(\.signal)
      sheet["gradient norms"] = flow.layers.map(\.gradientNorm)
      var empty = Sequential([])
      let nothing = measuredBackward(&empty, [[5, 6]])
      sheet["layers of nothing"] = nothing.layers.count
      sheet["dx of nothing"] = nothing.inputGradient
      sheet["verdict on nothing"] = nothing.verdict.rawValue
    } equals: {
      [
        "layers": .integers([0, 1]), "signals": [12, 1],
        "gradient norms": [16.970563, 10.816654], "layers of nothing": 0,
        "dx of nothing": [[5, 6]], "verdict on nothing": "healthy",
      ]
    }
  }

  private func checkGrowth() async {
    await check("signals without a logarithm are left out, the others keep their places") { sheet in
      sheet.call("growth of 16, 0, 4, 1; of NaN, 4, ∞, 1; of 0, 3; of none; of 1e-30, 1, 1e30")
      sheet["16, 0, 4, 1"] = flow([16, 0, 4, 1]).growth
      sheet["NaN, 4, ∞, 1"] = flow([.nan, 4, .infinity, 1]).growth
      sheet["0, 3"] = flow([0, 3]).growth
      sheet["none"] = flow([]).growth
      sheet["1e-30, 1, 1e30, times 1e30"] = flow([1e-30, 1, 1e30]).growth * 1e30
    } equals: {
      [
        "16, 0, 4, 1": 2.4380272, "NaN, 4, ∞, 1": 2, "0, 3": 1, "none": 1,
        "1e-30, 1, 1e30, times 1e30": .value(1, absolute: 1e-3),
      ]
    }
  }

  private func checkVerdict() async {
    await check("NaN and ∞ have exploded, 0 has vanished, in this order") { sheet in
      sheet.call("verdicts of 1, NaN; 1, ∞, 0; 1, 0, 1; 0, 0; 1, 1, 1; 1e-8, 1e-4, 1")
      let cases: [[Float]] = [
        [1, .nan], [1, .infinity, 0], [1, 0, 1], [0, 0], [1, 1, 1], [1e-8, 1e-4, 1],
      ]
      sheet["verdicts"] = cases.map { flow($0).verdict.rawValue }
    } equals: {
      [
        "verdicts": [
          "exploding", "exploding", "vanishing", "vanishing", "healthy", "vanishing",
        ]
      ]
    }
  }

  private func checkRatios() async {
    await check("all parameters of a layer count together; weights of 0") { sheet in
      sheet.call("(2, 1) to (2, 1.5); (0, 0) to (0, 0); (0, 0) to (1, 0)")
      let before = Sequential([Affine(2, 1), Affine(0, 0), Affine(0, 0)])
      let after = Sequential([Affine(2, 1.5), Affine(0, 0), Affine(1, 0)])
      let ratios = updateRatios(from: before, to: after)
      sheet["count"] = ratios.count
      sheet["first two"] = Array(ratios.prefix(2))
      sheet["from 0 to 1"] = ratios[2]
    } equals: {
      ["count": 3, "first two": [0.22360680, 0], "from 0 to 1": .greaterThan(1e30)]
    }
  }

  private func checkDeepNetwork() async {
    await check("twice too large weights: the signal doubles, dW is alike everywhere") { sheet in
      sheet.call("a chain of 12 layers 2·x: signals and gradient norms of the first and the last")
      var model = Sequential(Array(repeating: Affine(2, 0), count: 12))
      var context = Context(.training)
      _ = model.forward([[1]], &context)
      let flow = measuredBackward(&model, [[1]])
      sheet["signals"] = [flow.layers[0].signal, flow.layers[11].signal]
      sheet["growth"] = flow.growth
      var weights: [Float] = []
      model.forEachParameter { if $0.name == "weight" { weights.append($0.gradient[0]) } }
      sheet["dW"] = [weights[0], weights[11]]
    } equals: {
      ["signals": [2048, 1], "growth": 2, "dW": [2048, 2048]]
    }
  }
}

private func flow(_ signals: [Float]) -> GradientFlow {
  GradientFlow(
    layers: signals.enumerated().map {
      LayerFlow(layer: $0.offset, signal: $0.element, gradientNorm: 1)
    }, inputGradient: [0])
}

/// y = a·x + b for one column.
private struct Affine: Layer {
  var weight: Parameter
  var bias: Parameter
  var input: Tensor = [[0]]
  init(_ a: Float, _ b: Float) {
    weight = Parameter(Tensor([a]), name: "weight")
    bias = Parameter(Tensor([b]), name: "bias")
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return x * weight.value + bias.value
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    weight.gradient += (dy * input).sum(along: 0)
    bias.gradient += dy.sum(along: 0)
    return dy * weight.value
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    body(&bias)
  }
}
